"""Reading `tenants/needs.toml`: what people come for in plain words, and for whom procedures are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from motcua.centers.tables import Table
from motcua.domain.needs import NO_SIGNPOSTS, Audience, Need, Signposts

NEEDS_FILE = "needs.toml"
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def read_signposts(folder: Path) -> Signposts:
    """The file beside province.toml; a province without one has the catalogue by agency and sector only."""
    path = folder / NEEDS_FILE
    if not path.is_file():
        return NO_SIGNPOSTS
    table = Table.read(path)
    found = Signposts(
        tuple(_need(block) for block in table.tables("need")),
        tuple(_audience(block) for block in table.tables("audience")),
    )
    table.finish()
    for key, kind in (("need", found.needs), ("audience", found.audiences)):
        if twin := _twin(each.key for each in kind):
            raise table.wrong(key, f"khóa “{twin}” lặp lại.", "mỗi khối một khóa riêng.")
    return found


def _need(block: Table) -> Need:
    need = Need(
        key=_key(block),
        says=block.text("says"),
        procedures=_procedures(block, block.texts("procedures")),
        words=block.texts("words", ()),
        note=block.text("note", ""),
    )
    if not need.procedures:
        raise block.wrong("procedures", "chưa nêu thủ tục nào.", "ghi ít nhất một khóa thủ tục, hoặc xóa khối này.")
    block.finish()
    return need


def _audience(block: Table) -> Audience:
    audience = Audience(
        key=_key(block),
        says=block.text("says"),
        sectors=frozenset(block.texts("sectors", ())),
        procedures=frozenset(_procedures(block, block.texts("procedures", ()))),
    )
    block.finish()
    return audience


def _key(block: Table) -> str:
    key = block.text("key")
    if _KEY.fullmatch(key) is None:
        raise block.wrong("key", f"“{key}” không đúng dạng.", "dùng chữ thường không dấu, số và gạch nối: mo-quan-an.")
    return key


def _procedures(block: Table, keys: tuple[str, ...]) -> tuple[str, ...]:
    if twin := _twin(keys):
        raise block.wrong("procedures", f"“{twin}” ghi hai lần.", "mỗi thủ tục ghi một lần.")
    return keys


def _twin(keys: Iterable[str]) -> str:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return ""
