"""Reminders to agencies, and the dossiers that each lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

PAGE = 50
_NEW = ("id", "letter_id", "agency", "number", "note", "answer_by", "late", "near", "issued_by_name", "at")
_ALL = f"{', '.join(_NEW)}, seen_at, seen_by_name, answer, answered_at, answered_by_name, version"
Listed = tuple[UUID, str, str, str, datetime, str]


async def insert(found: Mapping[str, Any], listed: Sequence[Listed]) -> None:
    """`listed`: dossier, code, title, desk, date, why; in the order of the paper."""
    places = ", ".join(f"${number}" for number in range(1, len(_NEW) + 1))
    await run(f"INSERT INTO reminder ({', '.join(_NEW)}) VALUES ({places})", *(found[name] for name in _NEW))  # noqa: S608
    await run(
        """INSERT INTO reminder_dossier (reminder_id, ordinal, dossier_id, code, title, at_desk, due_at, why)
        SELECT $1, l.ordinal, l.dossier_id, l.code, l.title, l.at_desk, l.due_at::timestamptz, l.why
        FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
            WITH ORDINALITY AS l(dossier_id, code, title, at_desk, due_at, why, ordinal)""",
        found["id"],
        *([_plain(each[column]) for each in listed] for column in range(6)),
    )


def _plain(value: object) -> object:
    """Instants as text: the driver would ask the server what an array of them is."""
    return value.isoformat() if isinstance(value, datetime) else value


async def load(reminder_id: UUID, *, lock: bool = False) -> Row | None:
    return await row(f"SELECT {_ALL} FROM reminder WHERE id = $1 {'FOR UPDATE' if lock else ''}", reminder_id)  # noqa: S608


async def listed_in(reminder_id: UUID) -> list[Row]:
    """The dossiers as they were listed, with how they stand now; `state` None: destroyed since."""
    return await rows(
        """SELECT l.dossier_id, l.code, l.title, l.at_desk, l.due_at, l.why, d.state, d.is_open
        FROM reminder_dossier l LEFT JOIN dossier d ON d.id = l.dossier_id
        WHERE l.reminder_id = $1 ORDER BY l.ordinal""",
        reminder_id,
    )


async def reminders(agencies: Sequence[str] | None, after: tuple[datetime, UUID] | None) -> list[Row]:
    """The newest first; of these agencies, or of all."""
    clauses: list[str] = ["true"]
    args: list[Any] = []
    if agencies is not None:
        args.append(list(agencies))
        clauses.append(f"agency = ANY(${len(args)}::text[])")
    if after is not None:
        args += [*after]
        clauses.append(f"(at, id) < (${len(args) - 1}::timestamptz, ${len(args)}::uuid)")
    return await rows(
        f"SELECT {_ALL} FROM reminder WHERE {' AND '.join(clauses)} ORDER BY at DESC, id DESC LIMIT {PAGE}",  # noqa: S608
        *args,
    )


async def unanswered(agencies: Sequence[str] | None, limit: int) -> list[Row]:
    """The longest waiting ones."""
    of = "" if agencies is None else " AND agency = ANY($2::text[])"
    return await rows(
        f"SELECT {_ALL} FROM reminder WHERE answered_at IS NULL{of} ORDER BY at, id LIMIT $1",  # noqa: S608
        limit,
        *(() if agencies is None else (list(agencies),)),
    )


async def note_seen(reminder_id: UUID, version: int, name: str, at: datetime) -> bool:
    """False when somebody else changed it since `version`."""
    return bool(
        await value(
            """UPDATE reminder SET seen_at = $4, seen_by_name = $3, version = version + 1
            WHERE id = $1 AND version = $2 AND seen_at IS NULL RETURNING true""",
            reminder_id,
            version,
            name,
            at,
        )
    )


async def note_answer(reminder_id: UUID, version: int, answer: str, name: str, at: datetime) -> bool:
    """An answer says that it was seen, too."""
    return bool(
        await value(
            """UPDATE reminder SET answer = $3, answered_at = $5, answered_by_name = $4, version = version + 1,
                seen_at = coalesce(seen_at, $5), seen_by_name = CASE WHEN seen_at IS NULL THEN $4 ELSE seen_by_name END
            WHERE id = $1 AND version = $2 AND answered_at IS NULL RETURNING true""",
            reminder_id,
            version,
            answer,
            name,
            at,
        )
    )
