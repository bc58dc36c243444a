"""Many dossiers by COPY: true copies of dossiers that the services made, each with its own people, code and trail.

A pattern is a dossier as PostgreSQL writes it (COPY … TO), with places where the copies differ. Copies of what is
finished lie whole weeks back, so that every instant keeps its weekday; their events are chained anew. What a copy
counts for lies as far back, so the sums take it as it stands and nothing is counted anew.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from motcua.centers import Center
from motcua.domain.counts import Cell, cells_of
from motcua.domain.trail_hash import FIRST
from motcua.store import tables
from motcua.store.bootstrap import connect_owner
from motcua.store.engine import DB
from motcua.store.queries import counts
from motcua.store.queries.trail import canonical_form, load_events
from motcua.store.rows import rows

_INSTANT = re.compile(rb"(20\d\d)-(\d\d)-(\d\d)(?=[ T]\d\d:\d\d)|(?<=\t)(20\d\d)-(\d\d)-(\d\d)(?=\t)")
# Computed by PostgreSQL itself, or left to the next daily seal.
# Salts too are left out: what a copy tells is its own, so it is chained without one, as events once were.
OWN = {
    "dossier": ("tsv", "sealed_seq"),
    "dossier_paper": ("id",),
    "pause": ("id",),
    "event": ("salt",),
}
COLUMNS: Mapping[str, str] = {
    name: ", ".join(
        column._meta.db_column_name
        for column in table._meta.columns
        if column._meta.db_column_name not in OWN.get(name, ())
    )
    for name, table in (
        ("dossier", tables.Dossier),
        ("step", tables.Step),
        ("dossier_paper", tables.DossierPaper),
        ("pause", tables.Pause),
        ("event", tables.Event),
        ("dossier_count", tables.DossierCount),
    )
}
APPLICANT = (
    "id, kind, name, name_folded, name_key, id_kind, id_number_sealed, id_number_mac, phone, email, address, born_on, "
    "created_at, changed_at"
)
Places = dict[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Copied:
    """What is a copy's own: its id, code, and the words that stand in the pattern's places."""

    id: UUID
    places: Places


@dataclass(frozen=True, slots=True)
class Pattern:
    """One dossier to copy. `cells`: what it adds to the sums."""

    id: UUID
    received_on: date
    is_open: bool
    has_code: bool
    title: str
    lines: Mapping[str, bytes]
    events: tuple[bytes, ...]
    cells: Mapping[Cell, int]
    heads: tuple[bytes, ...] = field(repr=False)

    def weeks_back(self, weeks: int) -> Pattern:
        """The same, so many weeks earlier."""
        shift = timedelta(weeks=-weeks)
        return Pattern(
            self.id,
            self.received_on + shift,
            self.is_open,
            self.has_code,
            self.title,
            {table: _shifted(text, shift) for table, text in self.lines.items()},
            tuple(_shifted(text, shift) for text in self.events),
            {cell._replace(on=cell.on + shift): n for cell, n in self.cells.items()},
            self.heads,
        )

    def copy(self, places: Places) -> dict[str, bytes]:
        """Its rows for each table, events chained from the first."""
        head = FIRST
        for number, event in enumerate(self.events):
            places[b"h%d" % number] = head.hex().encode()
            head = hashlib.sha256(head + event % places).digest()
        places[b"h%d" % len(self.events)] = head.hex().encode()
        return {table: text % places for table, text in self.lines.items()}


def _shifted(text: bytes, shift: timedelta) -> bytes:
    def moved(found: re.Match[bytes]) -> bytes:
        year, month, day = (int(part) for part in found.groups() if part is not None)
        return (date(year, month, day) + shift).isoformat().encode()

    return _INSTANT.sub(moved, text)


async def pattern_of(dossier_id: UUID, title: str, words: Mapping[str, str], received_on: date) -> Pattern:
    """Reads a dossier as a pattern, inside the open transaction.

    `words` are what the copies have of their own: text in the pattern → name of the place.
    """
    found = await rows("SELECT code, is_open, secret_hash FROM dossier WHERE id = $1", dossier_id)
    steps = await rows("SELECT id FROM step WHERE dossier_id = $1 ORDER BY kind DESC, ordinal, id", dossier_id)
    events = await load_events(dossier_id)
    code = found[0]["code"]
    ids = [dossier_id, *(step["id"] for step in steps)]
    swaps = [(str(each).encode(), b"%%(i%d)s" % place) for place, each in enumerate(ids)]
    swaps += [(code.encode(), b"%(code)s")] if code else []
    swaps += [(bytes(found[0]["secret_hash"]).hex().encode(), b"%(secret)s")] if found[0]["secret_hash"] else []
    swaps += [(word.encode(), b"%%(%s)s" % name.encode()) for word, name in words.items() if word]
    heads = tuple(event["hash"].hex().encode() for event in events)
    hashes = [(head, b"%%(h%d)s" % place) for place, head in enumerate(heads, 1)]
    hashes += [(FIRST.hex().encode(), b"%(h0)s")]
    lines = {}
    for table, columns in COLUMNS.items():
        own = "id" if table == "dossier" else "dossier_id"
        order = "seq" if table == "event" else own
        text = await _copied_out(f"SELECT {columns} FROM {table} WHERE {own} = '{dossier_id}' ORDER BY {order}")  # noqa: S608
        lines[table] = _with_places(text, [*swaps, *hashes])
    counted = (await counts.passed_of([dossier_id]))[0]
    return Pattern(
        dossier_id, received_on, found[0]["is_open"], code is not None, title, lines,
        tuple(_with_places(canonical_form(event | {"salt": None}).encode(), swaps) for event in events),
        cells_of(counted.kept), heads,
    )  # fmt: skip


def _with_places(text: bytes, swaps: Sequence[tuple[bytes, bytes]]) -> bytes:
    text = text.replace(b"%", b"%%")
    for word, place in swaps:
        text = text.replace(word.replace(b"%", b"%%"), place)
    return text


async def _copied_out(sql: str) -> bytes:
    out = io.BytesIO()
    await DB.open_connection().copy_from_query(sql, output=out)
    return out.getvalue()


async def copy_in(table: str, columns: str, text: bytes) -> None:
    """COPY … FROM, in the open transaction and with the center's own rights."""

    async def source() -> AsyncIterator[bytes]:
        for at in range(0, len(text), 1 << 18):
            yield text[at : at + (1 << 18)]

    if text:
        await DB.open_connection().copy_to_table(table, source=source(), columns=columns.split(", "))


async def tidy(owner_url: str, center: Center) -> None:
    """VACUUM ANALYZE: autovacuum may come minutes after a COPY, and without statistics a question may take minutes."""
    connection = await connect_owner(owner_url)
    try:
        for table in ("applicant", *COLUMNS, "day_sum", "month_sum", "tally", "forecast"):
            await connection.execute(f"VACUUM (ANALYZE) {center.schema}.{table}")
    finally:
        await connection.close()


def text_line(values: Sequence[Any]) -> bytes:
    """One row in COPY's text format."""
    return "\t".join("\\N" if value is None else _escaped(value) for value in values).encode() + b"\n"


def _escaped(value: Any) -> str:
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
