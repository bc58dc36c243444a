"""Where in a plugin's source a mistake stands, from the exception that it caused."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, ModuleType


@dataclass(frozen=True, slots=True, order=True)
class Place:
    path: Path
    line: int


def root_of(module: ModuleType | str) -> Path | None:
    """The folder of a plugin's package, or its only file. A name is looked up without importing it."""
    if isinstance(module, ModuleType):
        folders = list(getattr(module, "__path__", ()))
        file = getattr(module, "__file__", None)
        return Path(folders[0]) if folders else Path(file) if file else None
    try:
        spec = find_spec(module.partition(".")[0])
    except (ImportError, ValueError):
        return None
    if spec is None:
        return None
    folders = list(spec.submodule_search_locations or ())
    return Path(folders[0]) if folders else Path(spec.origin) if spec.origin else None


def place_of(why: BaseException, root: Path | None) -> Place | None:
    """The plugin's own line: the last in a module or class body, because that is where the author wrote the value; a
    line in a function only where there is no other."""
    if root is None:
        return None
    if isinstance(why, SyntaxError) and why.filename and why.lineno and _is_under(Path(why.filename), root):
        return Place(Path(why.filename), why.lineno)
    own = [(code, line) for code, line in _lines(why) if _is_under(Path(code.co_filename), root)]
    said = [(code, line) for code, line in own if not code.co_flags & inspect.CO_OPTIMIZED]
    for code, line in reversed(said or own):
        return Place(Path(code.co_filename), line)
    return None


def _lines(why: BaseException) -> Iterator[tuple[CodeType, int]]:
    yield from ((frame.f_code, line) for frame, line in traceback.walk_tb(why.__traceback__))


def _is_under(path: Path, root: Path) -> bool:
    return path == root or root in path.parents
