"""The parts of a dossier that its moves write: papers, steps, opinions, pauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.domain.dossier import StepRecord
from motcua.store.engine import DB, Row
from motcua.store.queries.accounts import at_work
from motcua.store.rows import rows, run, to_json, value

STEP_CHANGES = frozenset(
    {"state", "handed_at", "confirmed_at", "due_at", "done_at", "done_by", "proposal", "note", "agency", "desk"}
    | {"assignee_id"}
)


async def insert_steps(dossier_id: UUID, steps: Iterable[StepRecord]) -> None:
    """All of a route, or the opinions asked for, in one statement."""
    listed = [{name: getattr(step, name) for name in StepRecord.__slots__} for step in steps]
    await run(
        """INSERT INTO step (id, dossier_id, ordinal, kind, parent_id, key, label, agency, desk, signs, within, state,
            awaits, handed_at, confirmed_at, due_at, done_at, done_by, proposal, note, assignee_id)
        SELECT r.id, $1, r.ordinal, r.kind, r.parent_id, r.key, r.label, r.agency, r.desk, r.signs, r.within, r.state,
            r.awaits, r.handed_at, r.confirmed_at, r.due_at, r.done_at, r.done_by, r.proposal, r.note, r.assignee_id
        FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, ordinal bigint, kind text, parent_id uuid, key text,
            label text, agency text, desk text, signs boolean, within text, state text, awaits text,
            handed_at timestamptz, confirmed_at timestamptz, due_at timestamptz, done_at timestamptz, done_by uuid,
            proposal text, note text, assignee_id uuid)""",
        dossier_id,
        to_json(listed),
    )


async def update_step(step_id: UUID, changes: Mapping[str, Any]) -> None:
    unknown = changes.keys() - STEP_CHANGES
    if unknown:
        raise TypeError(f"a step's {', '.join(sorted(unknown))} can't be changed")
    sets = ", ".join(f"{name} = ${number}" for number, name in enumerate(changes, 2))
    await DB.fetch(f"UPDATE step SET {sets} WHERE id = $1", step_id, *changes.values())  # noqa: S608


async def insert_papers(dossier_id: UUID, papers: Iterable[Mapping[str, Any]]) -> None:
    """`papers` in order, each with key, label, originals, certified_copies, copies, is_presented, goes_back."""
    listed = [dict(paper) | {"ordinal": place} for place, paper in enumerate(papers)]
    await run(
        """INSERT INTO dossier_paper (dossier_id, ordinal, key, label, originals, certified_copies, copies,
            is_presented, goes_back)
        SELECT $1, r.ordinal, r.key, r.label, r.originals, r.certified_copies, r.copies, r.is_presented,
            r.goes_back
        FROM jsonb_to_recordset($2::jsonb) AS r(ordinal bigint, key text, label text, originals bigint,
            certified_copies bigint, copies bigint, is_presented boolean,
            goes_back text)""",
        dossier_id,
        to_json(listed),
    )


async def return_originals(dossier_id: UUID, keys: Iterable[str], at: datetime) -> None:
    """Originals taken for comparison are given back (NĐ 61/2018, Điều 20.2)."""
    await run(
        """UPDATE dossier_paper SET originals_returned_at = $3
        WHERE dossier_id = $1 AND key = ANY($2::text[]) AND originals_returned_at IS NULL""",
        dossier_id,
        list(keys),
        at,
    )


async def open_pause(
    dossier_id: UUID,
    step_id: UUID | None,
    *,
    kind: str,
    reason: str,
    from_at: datetime,
    deadline_at: datetime | None = None,
) -> int:
    """The clock stands from now on. A second open pause is refused by the database."""
    pause_id: int = await value(
        """INSERT INTO pause (dossier_id, step_id, kind, reason, from_at, deadline_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id""",
        dossier_id,
        step_id,
        kind,
        reason,
        from_at,
        deadline_at,
    )
    return pause_id


async def close_pause(dossier_id: UUID, *, to_at: datetime, evidence: str) -> bool:
    """The clock runs again; False when it was not standing."""
    closed = await value(
        "UPDATE pause SET to_at = $2, evidence = $3 WHERE dossier_id = $1 AND to_at IS NULL RETURNING id",
        dossier_id,
        to_at,
        evidence,
    )
    return closed is not None


async def staff_at_desk(agency: str, desk: str, today: date) -> list[Row]:
    """Who sits at a desk and is at work on the business day `today`, by name: `id`, `name`."""
    return await rows(
        f"SELECT s.id, s.name FROM staff s WHERE $1 = ANY(s.desks) AND {at_work('$2')} ORDER BY s.name_key, s.id",  # noqa: S608
        f"{agency}/{desk}",
        today,
    )
