"""Files to take away: short ones at once, long ones beside the requests, with their progress kept.

What is made is its asker's alone, who must still be allowed to see it when the worker makes it and when they take it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.errors import Conflict, NotHere
from motcua.domain.people import Acting
from motcua.jobs.port import enqueue
from motcua.services.books.files import BookFile, volume_in
from motcua.services.files.kinds import TYPES, Source, nobody
from motcua.services.office import Office
from motcua.services.oversight.report_files import source_in
from motcua.services.requests import once
from motcua.settings import wall_clock
from motcua.store.engine import Row, transaction
from motcua.store.queries import made_files as stored
from motcua.store.queries.accounts import as_staff, staff_by_id

MADE = "book_file"
AT_ONCE = 2_000  # lines that a request may wait for
MOST_UNDER_WAY = 3


@dataclass(frozen=True, slots=True)
class Export:
    """A file that is made beside the requests."""

    id: UUID
    source: Source
    format: str
    state: str
    total: int
    done: int
    at: datetime

    @property
    def percent(self) -> int:
        return 100 if self.state == "ready" else min(99, 100 * self.done // max(self.total, 1))

    @property
    def title(self) -> str:
        return f"{self.source.title} ({TYPES[self.format][0]})"


async def made_at_once(office: Office, acting: Acting, source: Source, format: str, most: int | None = None) -> bytes:
    """A file that is not too long to wait for."""
    check_is_made(source, format)
    source.check(office, acting)
    total = await source.count(office, acting)
    if total > (AT_ONCE if most is None else most):
        raise Conflict(f"Tệp có {total} {source.unit}, cần vài phút để lập: hãy bấm “Lập tệp” ở trang xem.")
    return await source.make(office, acting, format, nobody)


def check_is_made(source: Source, format: str) -> None:
    if format not in source.formats:
        raise NotHere


async def ask_for(office: Office, acting: Acting, source: Source, format: str, key: UUID) -> None:
    """Has the file made by the worker."""
    check_is_made(source, format)
    source.check(office, acting)
    total = await source.count(office, acting)
    async with transaction(), once(key, acting, MADE) as told:
        if told.outcome is not None:
            return
        if await stored.exports_under_way(acting.staff.id) >= MOST_UNDER_WAY:
            raise Conflict(f"Đang lập {MOST_UNDER_WAY} tệp của bạn; hãy chờ xong một tệp rồi lập tệp khác.")
        export_id = uuid4()
        await stored.add_export(
            {
                "id": export_id,
                **source.kept,
                "format": format,
                "total": total,
                "asked_by": acting.staff.id,
                "at": acting.at,
            }
        )
        await enqueue(MADE, {"export": str(export_id)})
        told.outcome = str(export_id)


def _source(row: Row) -> Source:
    return BookFile(volume_in(row)) if row["book"] else source_in(row["asked"])


async def make_file(office: Office, payload: Mapping[str, Any]) -> None:
    """The worker's part. Run twice, the second run finds the file made."""
    export_id = UUID(str(payload["export"]))
    async with transaction():
        found = await stored.export_of(export_id)
        person = await staff_by_id(found["asked_by"]) if found is not None else None
    if found is None or person is None or found["state"] == "ready":
        return

    async def tell(done: int) -> None:
        async with transaction():
            await stored.note_export(export_id, "making", done)

    try:
        acting, source = Acting(as_staff(person), found["at"]), _source(found)
        source.check(office, acting)
        body = await source.make(office, acting, found["format"], tell)
        key = await office.blobs.put(here().key, body, at=wall_clock(), blob_id=uuid4())
    except Exception:
        async with transaction():
            await stored.note_export(export_id, "failed", 0)
        raise
    async with transaction():
        await stored.note_export(export_id, "ready", found["total"], key)


async def exports(acting: Acting) -> tuple[Export, ...]:
    """What this person asked for, the newest first."""
    async with transaction():
        found = await stored.exports_of(acting.staff.id)
    return tuple(
        Export(row["id"], _source(row), row["format"], row["state"], row["total"], row["done"], row["at"])
        for row in found
    )


async def open_export(office: Office, acting: Acting, export_id: UUID) -> tuple[str, str, AsyncIterator[bytes]]:
    """Name, type and bytes of a file that this person asked for and may still see.

    Nothing keeps the bytes (`intake.stored_keys` leaves them out): the daily sweep takes them away.
    """
    async with transaction():
        found = await stored.export_of(export_id)
    if found is None or found["asked_by"] != acting.staff.id or found["storage_key"] is None:
        raise NotHere
    source = _source(found)
    source.check(office, acting)
    pieces = await office.blobs.open_file(here().key, found["storage_key"])
    return source.name(found["format"]), TYPES[found["format"]][1], pieces
