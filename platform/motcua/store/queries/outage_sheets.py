"""Sheets that were printed for an outage: blank, entered, approved or declined."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

SHEET = """s.number, s.printed_at, s.printed_by_name, s.state, s.dossier_id, s.received_at, s.reason,
    s.entered_by_name, s.entered_at, s.decided_by_name, s.decided_at, d.code, d.agency, d.procedure_key,
    d.received_at AS dossier_received_at"""


async def add_sheets(numbers: Sequence[str], *, by: str, at: datetime) -> None:
    await run(
        """INSERT INTO outage_sheet (number, printed_at, printed_by_name, state)
        SELECT n, $2, $3, 'blank' FROM unnest($1::text[]) AS n""",
        list(numbers),
        at,
        by,
    )


async def load_sheet(number: str) -> Row | None:
    """The sheet, held until the transaction ends."""
    return await row("SELECT * FROM outage_sheet WHERE number = $1 FOR UPDATE", number)


async def enter_sheet(
    number: str, dossier_id: UUID, received_at: datetime, *, reason: str, by: str, at: datetime
) -> None:
    await run(
        """UPDATE outage_sheet SET state = 'entered', dossier_id = $2, received_at = $3, reason = $4,
            entered_by_name = $5, entered_at = $6, decided_by_name = '', decided_at = NULL WHERE number = $1""",
        number,
        dossier_id,
        received_at,
        reason,
        by,
        at,
    )


async def decide_sheet(number: str, state: str, *, by: str, at: datetime) -> None:
    await run(
        "UPDATE outage_sheet SET state = $2, decided_by_name = $3, decided_at = $4 WHERE number = $1",
        number,
        state,
        by,
        at,
    )


async def sheets_in(states: Sequence[str], most: int) -> list[Row]:
    """The latest entered first, with the code of the dossier."""
    return await rows(
        f"""SELECT {SHEET} FROM outage_sheet s LEFT JOIN dossier d ON d.id = s.dossier_id
        WHERE s.state = ANY($1::text[]) ORDER BY s.entered_at DESC NULLS LAST, s.number LIMIT $2""",  # noqa: S608
        list(states),
        most,
    )


async def blank_sheets() -> int:
    return int(await value("SELECT count(*) FROM outage_sheet WHERE state = 'blank'"))


async def sheet_of(dossier_id: UUID) -> str | None:
    found: str | None = await value(
        "SELECT number FROM outage_sheet WHERE dossier_id = $1 AND state IN ('entered', 'approved')", dossier_id
    )
    return found
