"""Where in a TOML file each value stands: `name[2].valid_from` → (line, value). tomllib tells values, not lines."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r"\[\[\s*([^\]]+?)\s*\]\]")
_TABLE = re.compile(r"\[\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"(\"[^\"]+\"|[A-Za-z0-9_-]+)\s*=(.*)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")


@dataclass(frozen=True, slots=True)
class TomlPlace:
    """One value, and the line on which its key (or the heading of its block) stands."""

    line: int
    value: Any


def places_of(text: str) -> Mapping[str, TomlPlace]:
    """Every key, table and block of a file, in its order."""
    values = dict(_flat(tomllib.loads(text), ""))
    return {path: TomlPlace(line, values[path]) for path, line in _lines(text) if path in values}


def read_places(path: Path) -> Mapping[str, TomlPlace]:
    """Empty where there is no such file."""
    try:
        return places_of(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}


def _flat(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        path = f"{prefix}{key}"
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            for number, each in enumerate(value, 1):
                yield f"{path}[{number}]", each
                yield from _flat(each, f"{path}[{number}].")
            continue
        yield path, value
        if isinstance(value, dict):
            yield from _flat(value, f"{path}.")


def _lines(text: str) -> Iterator[tuple[str, int]]:
    prefix, depth, fence = "", 0, ""
    counts: Counter[str] = Counter()
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if fence:
            fence = "" if fence in line else fence
            continue
        if depth > 0:
            depth += _opened(line)
            continue
        if match := _BLOCK.match(line):
            counts[match.group(1)] += 1
            prefix = f"{match.group(1)}[{counts[match.group(1)]}]."
            yield prefix[:-1], number
        elif match := _TABLE.match(line):
            prefix = f"{match.group(1)}."
            yield prefix[:-1], number
        elif match := _KEY.match(line):
            yield prefix + match.group(1).strip('"'), number
            rest = match.group(2).strip()
            fence = next(
                (quotes for quotes in ('"""', "'''") if rest.startswith(quotes) and rest.count(quotes) < 2), ""
            )
            depth = 0 if fence else _opened(rest)


def _opened(line: str) -> int:
    """How many brackets a line leaves open, strings and remarks aside."""
    bare = _QUOTED.sub("", line).partition("#")[0]
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
