"""What a closed year of a book says: its lines as they stood at the closing, kept sealed and never made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from motcua.domain.books import REGISTER, Volume
from motcua.domain.errors import Conflict
from motcua.services.books.lines import Line
from motcua.store.engine import Row
from motcua.store.queries import books as stored
from motcua.store.queries.books import Part
from motcua.store.secrets import seal, unseal


@dataclass(frozen=True, slots=True)
class Closing:
    """The note under a year that was closed. `unfinished`: dossiers of the register that had no result yet.

    `sha256` of its lines; None for a year that was closed before they were kept, whose lines are made as ever.
    """

    entries: int
    first: int
    last: int
    by: str
    title: str
    at: datetime
    unfinished: int = 0
    sha256: bytes | None = field(default=None, repr=False)


async def closing_of(volume: Volume) -> Closing | None:
    """A year of a book is closed as a whole, whatever part of it one looks at."""
    found = await stored.closing_of(volume.book.key, volume.year)
    if found is None:
        return None
    return Closing(
        found["entries"],
        found["first"],
        found["last"],
        found["closed_by_name"],
        found["closed_by_title"],
        found["at"],
        found["unfinished"],
        found["sha256"],
    )


class Digest:
    """Of all lines of a year, in their order."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self._hash.update(f"{line.dossier_id}\0{_text(line)}\n".encode())

    def value(self) -> bytes:
        return self._hash.digest()


def _text(line: Line) -> str:
    return json.dumps(dict(line.cells), ensure_ascii=False)


def _purpose(book: str, year: int, place: str) -> str:
    """A sealed line opens in its own place only."""
    return f"closed_line.{book}-{year}-{place}"


async def keep_lines(volume: Volume, lines: Sequence[Line]) -> None:
    """Inside the transaction of the closing."""
    book, year = volume.book.key, volume.year
    rows = [
        {
            "place": line.place,
            "dossier_id": line.dossier_id,
            "agency": line.agency,
            "procedure_key": line.procedure,
            "cells": seal(_text(line), _purpose(book, year, line.place)),
        }
        for line in lines
    ]
    await stored.add_closed_lines(book, year, rows)


async def kept_lines(volume: Volume, part: Part, after: str, limit: int) -> tuple[Line, ...]:
    """Lines from a place on. Of a part of the register they are numbered by themselves, as in an open one."""
    book, year = volume.book.key, volume.year
    rows = await stored.closed_lines(book, year, part, after, limit)
    lines = tuple(_line(book, year, row) for row in rows)
    if volume.is_whole:
        return lines
    before = await stored.count_closed(book, year, part, after) if after else 0
    return tuple(line.numbered(before + number) for number, line in enumerate(lines, 1))


async def kept_lines_of(dossier_id: UUID) -> dict[tuple[str, int], tuple[Line, ...]]:
    """What closed certification books say of a dossier, by book and year."""
    found: dict[tuple[str, int], tuple[Line, ...]] = {}
    for row in await stored.closed_lines_of(dossier_id):
        where = (row["book"], row["year"])
        found[where] = (*found.get(where, ()), _line(*where, row))
    return found


def _line(book: str, year: int, row: Row) -> Line:
    cells = json.loads(unseal(row["cells"], _purpose(book, year, row["place"])))
    return Line(row["dossier_id"], row["place"], cells, row["agency"], row["procedure_key"])


async def check_register_is_open(year: int) -> None:
    """Inside the transaction that gives a code, which holds the day's counter: nothing is added to a closed year."""
    if await stored.closing_of(REGISTER.key, year) is not None:
        raise Conflict(f"Sổ theo dõi hồ sơ năm {year} đã khóa nên không tiếp nhận hồ sơ của năm {year} được nữa.")
