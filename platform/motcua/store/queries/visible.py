"""Dossiers that one person may see (the rule of `services.visibility` as one query), and the late ones among them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.queries.worklists import COLUMNS, FOUND, PAGE, search_for
from motcua.store.rows import rows

AFTER_SIGNING = ["signed", "numbered", "ready", "handed_back"]


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees: everything; the agencies they receive for or head; their desks; by their kind of work."""

    everything: bool = False
    every_agency: bool = False
    agencies: tuple[str, ...] = ()
    desks: tuple[tuple[str, str], ...] = ()
    signed_ones: bool = False
    with_fee: bool = False


async def visible(
    sight: Sight,
    *,
    now: datetime,
    states: Collection[str] = (),
    late: bool = False,
    text: str = "",
    after: tuple[datetime, UUID] | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """The newest first, `limit` at a time; the next page starts `after` (received_at, id) of the last row."""
    search = search_for(text)
    if search.is_empty:
        return []
    return await rows(
        f"""SELECT {COLUMNS} FROM dossier d JOIN applicant a ON a.id = d.applicant_id
        WHERE {FOUND}
        AND ($4 OR d.agency = ANY($5::text[]) OR ($6 AND d.state = ANY($7::text[]))
            OR ($8 AND d.fee_due IS DISTINCT FROM 0)
            OR d.id IN (SELECT s.dossier_id FROM step s JOIN unnest($9::text[], $10::text[]) AS p(agency, desk)
                ON s.agency = p.agency AND s.desk = p.desk))
        AND ($11::text[] = '{{}}' OR d.state = ANY($11))
        AND (NOT $12 OR (d.is_open AND d.due_at < $13))
        AND ($15::uuid IS NULL OR (d.received_at, d.id) < ($14::timestamptz, $15))
        ORDER BY d.received_at DESC, d.id DESC LIMIT $16""",  # noqa: S608
        search.code,
        search.words,
        search.number,
        sight.everything or sight.every_agency,
        list(sight.agencies),
        sight.signed_ones,
        AFTER_SIGNING,
        sight.with_fee,
        [agency for agency, _ in sight.desks],
        [desk for _, desk in sight.desks],
        list(states),
        late,
        now,
        after[0] if after else None,
        after[1] if after else None,
        limit,
    )


async def staff_names(ids: Sequence[UUID]) -> dict[UUID, str]:
    """Names of people of the center, for a history."""
    found = await rows("SELECT id, name FROM staff WHERE id = ANY($1::uuid[])", list(ids)) if ids else []
    return {person["id"]: person["name"] for person in found}
