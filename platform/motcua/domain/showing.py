"""Answers as text, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.items import Field, Item, Section
from motcua.domain.papers import Computed
from motcua.domain.parts import Rows


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    text: str
    key: str
    is_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A heading and what was answered under it. `key` names the section, or the row as `parties.0`."""

    title: str
    lines: tuple[Line, ...]
    key: str = ""


def show(items: Iterable[Item], answers: Mapping[str, Any], communes: Mapping[str, str]) -> tuple[Shown, ...]:
    sections: list[Shown] = []
    title, key = "", ""
    lines: list[Line] = []

    def close() -> None:
        if lines:
            sections.append(Shown(title, tuple(lines), key))
            lines.clear()

    for item in items:
        if isinstance(item, Section):
            close()
            title, key = item.label, item.key
        elif isinstance(item, Rows):
            close()
            sections += _rows(item, answers.get(item.key) or (), communes)
            # What follows the rows (their sum, perhaps) belongs to them until the next heading.
            title, key = item.label, item.key
        elif line := _line(item, item.key, item.key, answers, communes):
            lines.append(line)
    close()
    return tuple(sections)


def _rows(rows: Rows[Any], values: Iterable[Mapping[str, Any]], communes: Mapping[str, str]) -> Iterable[Shown]:
    for number, row in enumerate(values):
        name = f"{rows.key}.{number}"
        found = (
            _line(child, rows.local(child), f"{name}.{rows.local(child)}", row, communes) for child in rows.children
        )
        yield Shown(f"{rows.label} {number + 1}", tuple(line for line in found if line), name)


def _line(item: Item, key: str, name: str, values: Mapping[str, Any], communes: Mapping[str, str]) -> Line | None:
    value = values.get(key)
    if value is None or not isinstance(item, Field | Computed):
        return None
    return Line(item.label, item.show(value, communes), name, item.is_sensitive)
