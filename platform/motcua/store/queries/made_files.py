"""Files of books and reports that are made beside the requests: who asked for what, and how far it is."""

from __future__ import annotations

from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

EXPORT = "id, book, year, agency, sector, asked, format, state, total, done, storage_key, asked_by, at"


async def add_export(export: Row) -> None:
    names = ("id", "book", "year", "agency", "sector", "asked", "format", "total", "asked_by", "at")
    await run(
        """INSERT INTO book_export (id, book, year, agency, sector, asked, format, state, total, asked_by, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9, $10)""",
        *(export[name] for name in names),
    )


async def export_of(export_id: UUID) -> Row | None:
    return await row(f"SELECT {EXPORT} FROM book_export WHERE id = $1", export_id)  # noqa: S608


async def exports_of(staff_id: UUID, limit: int = 20) -> list[Row]:
    return await rows(
        f"SELECT {EXPORT} FROM book_export WHERE asked_by = $1 ORDER BY at DESC, id LIMIT $2",  # noqa: S608
        staff_id,
        limit,
    )


async def exports_under_way(staff_id: UUID) -> int:
    return int(
        await value("SELECT count(*) FROM book_export WHERE asked_by = $1 AND state IN ('waiting', 'making')", staff_id)
    )


async def note_export(export_id: UUID, state: str, done: int, storage_key: str | None = None) -> None:
    await run(
        "UPDATE book_export SET state = $2, done = $3, storage_key = $4 WHERE id = $1",
        export_id,
        state,
        done,
        storage_key,
    )
