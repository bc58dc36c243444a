"""A plugin that is a folder and not installed: its entry points as its pyproject.toml declares them.

What `motcua plugin try` serves and what an agency's tests run on: the files as they are on the disk.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from motcua.catalog.plugins import GROUP
from motcua.domain.errors import DataError

PROJECT = "pyproject.toml"
_MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


@dataclass(frozen=True, slots=True)
class PluginFolder:
    """One package of one or more agencies. `entries` point at modules that stand in `folder`."""

    folder: Path
    version: str
    entries: tuple[EntryPoint, ...]

    @property
    def packages(self) -> frozenset[str]:
        """The top-level packages that its entry points name."""
        return frozenset(entry.value.partition(".")[0] for entry in self.entries)

    def put_on_path(self) -> None:
        """The folder's own files go before whatever is installed under the same name."""
        if str(self.folder) not in sys.path:
            sys.path.insert(0, str(self.folder))

    def forget(self) -> None:
        """Its modules are read from the files again when they are next imported."""
        for name in [name for name in sys.modules if name.partition(".")[0] in self.packages]:
            del sys.modules[name]


def read_plugin_folder(folder: Path) -> PluginFolder:
    """Refuses, with the remedy, a folder that declares no plugin."""
    path = folder / PROJECT
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise DataError(str(folder), PROJECT, "không có tệp này.", "chỉ vào thư mục của một gói thủ tục.") from None
    except (ValueError, OSError) as why:
        raise DataError(str(path), "TOML", f"không đọc được: {why}.", "sửa tệp theo cú pháp TOML.") from why
    declared = _declared(data)
    if not declared:
        raise DataError(
            str(path),
            f"project.entry-points.{GROUP}",
            "không khai cơ quan nào.",
            f"thêm bảng [project.entry-points.{GROUP}] với dòng ma_co_quan = “tên_gói”.",
        )
    entries = tuple(EntryPoint(key, module, GROUP) for key, module in sorted(declared.items()))
    return PluginFolder(folder.resolve(), str(data["project"].get("version", "0")), entries)


def plugin_folder_above(path: Path) -> PluginFolder | None:
    """The package that a file (a test) belongs to: the nearest folder upwards that declares a plugin."""
    for folder in (path.resolve(), *path.resolve().parents):
        project = folder / PROJECT
        if project.is_file() and _declared(tomllib.loads(project.read_text("utf-8"))):
            return read_plugin_folder(folder)
    return None


def _declared(data: dict[str, Any]) -> dict[str, str]:
    table = data.get("project", {}).get("entry-points", {}).get(GROUP, {})
    return {str(key): str(module) for key, module in table.items() if _MODULE.fullmatch(str(module))}


def sources_of(folders: Iterable[PluginFolder]) -> Iterator[Path]:
    """The files whose change means another plugin: code, facts, letters, and the declaration itself."""
    for each in folders:
        yield each.folder / PROJECT
        for package in sorted(each.packages):
            root = each.folder / package
            yield from (path for path in sorted(root.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
