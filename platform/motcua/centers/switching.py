"""Switching a plugin on or off in a center's own data: one line of `center.toml`, and nothing else of the file.

`tenants/` stays the one source of truth, written by people: comments, order and spacing of the file are theirs. What
comes out is held against what went in, as data; where a line can't be changed that surely, a sentence says which.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from motcua.centers.tables import shown
from motcua.domain.errors import DataError

_PLUGINS = re.compile(r"^plugins[ \t]*=[ \t]*\[(?P<inside>[^\]]*)\]", re.MULTILINE)
_BOM = "\ufeff"


def switch(path: Path, plugin: str, *, on: bool) -> bool:
    """Puts the plugin into `plugins` of this file, or takes it out; False when it is so already.

    DataError names the line to change by hand where the file is written in a way that is not understood.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        before = tomllib.loads(text.removeprefix(_BOM))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(shown(path), "tệp", f"không đọc được ({error}).", "sửa tệp rồi chạy lại.") from error
    stands = plugin in before.get("plugins", ())
    if stands == on:
        return False
    changed = _changed(text, plugin, on)
    if changed is None or not _is_meant(before, changed, plugin, on):
        raise _by_hand(path, plugin, on, "dòng plugins viết theo cách không tự sửa được")
    try:
        _write(path, changed)
    except OSError as error:
        raise _by_hand(path, plugin, on, f"không ghi được tệp ({error.strerror})") from error
    return True


def _changed(text: str, plugin: str, on: bool) -> str | None:
    found = _PLUGINS.search(text)
    if found is None:
        return None
    inside = found["inside"]
    if on:
        kept = inside.rstrip()
        comma = "" if not kept.strip() or kept.endswith(",") else ","
        indented = re.search(r"\n([ \t]+)\S", inside)
        lines = f'{comma}\n{indented[1]}"{plugin}",\n' if indented else f'{comma}{" " if kept else ""}"{plugin}"'
        new = kept + lines
    else:
        line = re.compile(rf'\n[ \t]*"{re.escape(plugin)}"[ \t]*,?[ \t]*(#[^\n]*)?(?=\n)')
        new = line.sub("", inside, count=1)
        if new == inside:
            new = re.sub(rf'"{re.escape(plugin)}"\s*,?\s*', "", inside, count=1).rstrip(", ")
    return text[: found.start("inside")] + new + text[found.end("inside") :]


def _is_meant(before: dict[str, Any], text: str, plugin: str, on: bool) -> bool:
    """Whether the new text says the old one's data with this one key more or less."""
    try:
        after = tomllib.loads(text.removeprefix(_BOM))
    except tomllib.TOMLDecodeError:
        return False
    listed = before.get("plugins", [])
    wanted = [*listed, plugin] if on else [each for each in listed if each != plugin]
    return after == {**before, "plugins": wanted}


def _by_hand(path: Path, plugin: str, on: bool, why: str) -> DataError:
    remedy = f"thêm “{plugin}” vào danh sách plugins" if on else f"xóa “{plugin}” khỏi danh sách plugins"
    return DataError(shown(path), "plugins", f"{why}.", f"tự {remedy} của tệp này.")


def _write(path: Path, text: str) -> None:
    """All or nothing: a server that starts meanwhile reads the old file or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".center-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode("utf-8"))
        Path(name).chmod(path.stat().st_mode & 0o777)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
