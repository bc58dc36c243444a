"""Dossiers that one person may see (the rule of `services.visibility` as one query), and the late ones among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.domain.states import STATES, State
from motcua.store.engine import Row
from motcua.store.queries.worklists import PAGE, WHOLE, Asked, Narrow
from motcua.store.rows import rows

AFTER_SIGNING = ["signed", "numbered", "ready", "handed_back"]
NEWEST = ("d.received_at DESC, d.id DESC", "<")
OLDEST = ("d.received_at, d.id", ">")
LONGEST_DUE = ("d.due_at, d.id", ">")
LATEST_DUE = ("d.due_at DESC, d.id DESC", "<")


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees: everything; the agencies they receive for or head; their desks; by their kind of work."""

    everything: bool = False
    every_agency: bool = False
    agencies: tuple[str, ...] = ()
    desks: tuple[tuple[str, str], ...] = ()
    signed_ones: bool = False
    with_fee: bool = False


def only_seen(asked: Asked, sight: Sight) -> None:
    """Nothing to add for who sees everything: the clause would only hide the index of the order."""
    if sight.everything or sight.every_agency:
        return
    agencies, desks = [agency for agency, _ in sight.desks], [desk for _, desk in sight.desks]
    clauses = [
        f"d.agency = ANY({asked.put(list(sight.agencies))}::text[])",
        f"""d.id IN (SELECT s.dossier_id FROM step s
            JOIN unnest({asked.put(agencies)}::text[], {asked.put(desks)}::text[]) AS p(agency, desk)
            ON s.agency = p.agency AND s.desk = p.desk)""",  # noqa: S608
    ]
    if sight.signed_ones:
        clauses.append(f"d.state = ANY({asked.put(AFTER_SIGNING)}::text[])")
    if sight.with_fee:
        clauses.append("d.fee_due IS DISTINCT FROM 0")
    asked.add(f"({' OR '.join(clauses)})")


def _late(asked: Asked, now: datetime) -> None:
    waiting = asked.put([state.value for state in State if STATES[state].waits_for_applicant])
    asked.add(f"d.is_open AND d.state <> ALL({waiting}::text[]) AND d.due_at < {asked.put(now)}")


def _owes(asked: Asked) -> None:
    """A fee to be collected, or one whose amount is not known yet (None)."""
    asked.add("d.is_open AND d.code IS NOT NULL AND d.fee_paid_at IS NULL AND d.fee_due IS DISTINCT FROM 0")


async def visible(
    sight: Sight,
    *,
    now: datetime,
    narrow: Narrow = WHOLE,
    late: bool = False,
    owes: bool = False,
    text: str = "",
    after: tuple[datetime, UUID] | None = None,
    is_back: bool = False,
    limit: int = PAGE,
) -> list[Row]:
    """The newest first, `limit` at a time; the next page starts `after` (received_at, id) of the last row.

    `late`: only those past their due date, the longest first, and `after` is (due_at, id). `owes`: a fee is due.
    `is_back`: the rows before that place, the nearest first.
    """
    asked = Asked()
    only_seen(asked, sight)
    asked.search(text)
    narrow.onto(asked)
    column = "d.due_at" if late else "d.received_at"
    order, beyond = (LATEST_DUE if is_back else LONGEST_DUE) if late else (OLDEST if is_back else NEWEST)
    if late:
        _late(asked, now)
    if owes:
        _owes(asked)
    if after:
        at, last = asked.put(after[0]), asked.put(after[1])
        asked.add(f"({column}, d.id) {beyond} ({at}::timestamptz, {last}::uuid)")
    return await asked.list(order, limit)


async def count_late(sight: Sight, *, now: datetime) -> int:
    """How many rows `visible(late=True)` has in all."""
    asked = Asked()
    only_seen(asked, sight)
    _late(asked, now)
    return await asked.count()


async def count_owing(sight: Sight) -> int:
    """How many rows `visible(owes=True)` has in all."""
    asked = Asked()
    only_seen(asked, sight)
    _owes(asked)
    return await asked.count()


async def by_agency(sight: Sight, *, now: datetime, soon: datetime) -> list[Row]:
    """Open dossiers by agency: open, late (the rows of `visible(late=True)`), soon (due before `soon`, not late)."""
    asked = Asked()
    only_seen(asked, sight)
    waiting = asked.put([state.value for state in State if STATES[state].waits_for_applicant])
    at, then = asked.put(now), asked.put(soon)
    is_ours = f"d.state <> ALL({waiting}::text[])"
    return await rows(
        f"""SELECT d.agency, count(*) AS open, count(*) FILTER (WHERE {is_ours} AND d.due_at < {at}) AS late,
            count(*) FILTER (WHERE {is_ours} AND d.due_at >= {at} AND d.due_at < {then}) AS soon
        FROM dossier d WHERE d.is_open AND {asked.where} GROUP BY d.agency ORDER BY late DESC, open DESC, d.agency""",  # noqa: S608
        *asked.args,
    )


async def these(sight: Sight, ids: Sequence[UUID]) -> list[Row]:
    """These dossiers, as far as the person may see them."""
    asked = Asked()
    only_seen(asked, sight)
    asked.add(f"d.id = ANY({asked.put(list(ids))}::uuid[])")
    return await asked.list("d.code, d.id", len(ids)) if ids else []


async def staff_names(ids: Sequence[UUID]) -> dict[UUID, str]:
    """Names of people of the center, for a history."""
    found = await rows("SELECT id, name FROM staff WHERE id = ANY($1::uuid[])", list(ids)) if ids else []
    return {person["id"]: person["name"] for person in found}
