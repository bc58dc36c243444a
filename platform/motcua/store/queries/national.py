"""Dossiers by the ten status codes of the national portal, and what the portal says of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from motcua.domain.states import FINANCIAL, STATES, State
from motcua.store.engine import Row
from motcua.store.rows import row, rows, run

_CODES = " ".join(f"WHEN '{state.value}' THEN {facts.status}" for state, facts in STATES.items())


def status_sql(state: str, dossier: str, at: str) -> str:
    """SQL: the national code of a state at an instant; a halt for money owed is 6 (see `Dossier.status`)."""
    return f"""CASE WHEN {state} = '{State.SUSPENDED.value}' AND EXISTS (
        SELECT 1 FROM pause p WHERE p.dossier_id = {dossier} AND p.kind = '{FINANCIAL}' AND p.from_at <= {at}
            AND (p.to_at IS NULL OR p.to_at > {at})) THEN 6 ELSE CASE {state} {_CODES} END END"""  # noqa: S608


async def changed_on(start: datetime, end: datetime, after: str, limit: int) -> list[Row]:
    """Every dossier with a code that moved in [start, end), as it stood at the end, by code."""
    status = status_sql("v.to_state", "d.id", "$2")
    return await rows(
        f"""WITH moved AS (
            SELECT DISTINCT ON (e.dossier_id) e.dossier_id, e.data ->> 'to' AS to_state, e.at
            FROM event e WHERE e.at >= $1 AND e.at < $2 AND e.data ->> 'to' IS NOT NULL
            ORDER BY e.dossier_id, e.seq DESC
        ) SELECT d.code, d.procedure_key, d.version_hash, d.channel, d.received_at, d.due_at, v.at,
            {status} AS status
        FROM moved v JOIN dossier d ON d.id = v.dossier_id
        WHERE d.code IS NOT NULL AND d.code COLLATE "C" > $3 ORDER BY d.code COLLATE "C" LIMIT $4""",  # noqa: S608
        start,
        end,
        after,
        limit,
    )


async def insert_import(
    import_id: UUID, *, name: str, from_on: date, to_on: date, at: datetime, by: UUID, lines: Sequence[tuple[str, int]]
) -> None:
    await run(
        """INSERT INTO portal_import (id, name, from_on, to_on, at, by_id, lines)
        VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        import_id,
        name,
        from_on,
        to_on,
        at,
        by,
        len(lines),
    )
    await run(
        """INSERT INTO portal_line (import_id, code, status)
        SELECT $1, l.code, l.status FROM unnest($2::text[], $3::bigint[]) AS l(code, status)""",
        import_id,
        [code for code, _ in lines],
        [status for _, status in lines],
    )


async def list_imports(most: int) -> list[Row]:
    return await rows(
        """SELECT i.id, i.name, i.from_on, i.to_on, i.at, i.lines, s.name AS by_name
        FROM portal_import i JOIN staff s ON s.id = i.by_id ORDER BY i.at DESC, i.id LIMIT $1""",
        most,
    )


async def find_import(import_id: UUID) -> Row | None:
    return await row("SELECT id, name, from_on, to_on, at, lines FROM portal_import WHERE id = $1", import_id)


async def differences(
    import_id: UUID, start: datetime, end: datetime, at: datetime, after: str, limit: int
) -> list[Row]:
    """Where the portal and the center disagree, by code: `theirs` or `ours` is None where one knows no such dossier.

    Ours are those received in [start, end); a dossier of another day that the portal names is compared as well.
    """
    status = status_sql("d.state", "d.id", "$4")
    return await rows(
        f"""SELECT code, theirs, ours, dossier_id FROM (
            SELECT coalesce(l.code, d.code) COLLATE "C" AS code, l.status AS theirs, d.id AS dossier_id,
                CASE WHEN d.id IS NOT NULL THEN {status} END AS ours
            FROM (SELECT code, status FROM portal_line WHERE import_id = $1) l
            FULL JOIN (
                SELECT id, code, state FROM dossier WHERE code IS NOT NULL AND (
                    (received_at >= $2 AND received_at < $3)
                    OR code IN (SELECT code FROM portal_line WHERE import_id = $1))
            ) d ON d.code = l.code
        ) AS both_sides
        WHERE theirs IS DISTINCT FROM ours AND code > $5 ORDER BY code LIMIT $6""",  # noqa: S608
        import_id,
        start,
        end,
        at,
        after,
        limit,
    )
