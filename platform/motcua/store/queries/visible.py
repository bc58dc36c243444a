"""Dossiers that one person may see (as `services.dossiers.visibility` has it, in one query), and the late ones.

An officer sees what ever passed their desk, which in a center of many years is either most of the register or nearly
none of it. So each rule is written twice: `only_seen` asks it of one dossier after the other (for what is few, or read
from the newest on), `_gathered` collects the dossiers of a desk first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from motcua.domain.states import STATES, State
from motcua.store.engine import Row
from motcua.store.queries.worklists import PAGE, WHOLE, Asked, Due, Narrow, search_for
from motcua.store.rows import rows

AFTER_SIGNING = ["signed", "numbered", "ready", "handed_back"]
Key = tuple[datetime, UUID]
NEWEST = ("d.received_at DESC, d.id DESC", "<")
OLDEST = ("d.received_at, d.id", ">")
LONGEST_DUE = ("d.due_at, d.id", ">")
LATEST_DUE = ("d.due_at DESC, d.id DESC", "<")
WALKED = 10_000  # of the register, looking for a page; a desk with fewer than fifty of these has few in all


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees: everything; the agencies they receive for or head; their desks; by their kind of work."""

    everything: bool = False
    every_agency: bool = False
    agencies: tuple[str, ...] = ()
    desks: tuple[tuple[str, str], ...] = ()
    signed_ones: bool = False
    with_fee: bool = False


def _is_bounded(sight: Sight) -> bool:
    return not (sight.everything or sight.every_agency)


def _other_rules(asked: Asked, sight: Sight) -> list[str]:
    rules = []
    if sight.signed_ones:
        rules.append(f"d.state = ANY({asked.put(AFTER_SIGNING)}::text[])")
    if sight.with_fee:
        rules.append("(d.fee_due IS DISTINCT FROM 0 OR d.fee_paid > 0)")
    return rules


def only_seen(asked: Asked, sight: Sight) -> None:
    """Nothing to add for who sees everything: the clause would only hide the index of the order."""
    if not _is_bounded(sight):
        return
    rules = [f"d.agency = ANY({asked.put(list(sight.agencies))}::text[])", *_other_rules(asked, sight)]
    if sight.desks:
        desks = asked.put([f"{agency}/{desk}" for agency, desk in sight.desks])
        # OFFSET 0: PostgreSQL would collect every step that the desk ever had, for the few rows that are looked at.
        rules.append(
            f"""EXISTS (SELECT FROM step s WHERE s.dossier_id = d.id
                AND s.agency || '/' || s.desk = ANY({desks}::text[]) OFFSET 0)"""
        )
    asked.add(f"({' OR '.join(rules)})")


def _gathered(asked: Asked, sight: Sight) -> None:
    """The same rule from the indexes of agencies and desks."""
    agencies, desks = [agency for agency, _ in sight.desks], [desk for _, desk in sight.desks]
    # An array, of which PostgreSQL expects little, and so goes by the primary key: it is little, when this is asked.
    headed = asked.put(list(sight.agencies))
    ids = f"""d.id = ANY(ARRAY(SELECT o.id FROM dossier o WHERE o.agency = ANY({headed}::text[])
        UNION ALL SELECT s.dossier_id FROM step s
        JOIN unnest({asked.put(agencies)}::text[], {asked.put(desks)}::text[]) AS p(agency, desk)
        ON s.agency = p.agency AND s.desk = p.desk))"""  # noqa: S608
    asked.add(f"({' OR '.join([ids, *_other_rules(asked, sight)])})")


def _awaits_new_date(asked: Asked) -> None:
    """A new date was asked for, and the director has not answered; what has its result meanwhile needs none."""
    asked.add("d.id IN (SELECT r.dossier_id FROM reappointment r WHERE r.state = 'asked')")
    asked.add(f"d.is_open AND d.state <> ALL({asked.put(AFTER_SIGNING[1:])}::text[])")


def _owes(asked: Asked) -> None:
    """A fee to be collected, or one whose amount is not known yet (None)."""
    asked.add("d.is_open AND d.code IS NOT NULL AND d.fee_paid_at IS NULL AND d.fee_due IS DISTINCT FROM 0")


async def visible(
    sight: Sight,
    *,
    narrow: Narrow = WHOLE,
    due: Due | None = None,
    owes: bool = False,
    awaits_new_date: bool = False,
    text: str = "",
    after: Key | None = None,
    is_back: bool = False,
    limit: int = PAGE,
    walked: int = WALKED,
) -> list[Row]:
    """The newest first, `limit` at a time; the next page starts `after` (received_at, id) of the last row.

    `due`: those that are overdue or due soon, the earliest first, and `after` is (due_at, id); so too with
    `awaits_new_date`: the director is asked for another. `owes`: a fee is due.
    `is_back`: the rows before that place, the nearest first.
    """
    is_by_due = due is not None or awaits_new_date
    order = (LATEST_DUE if is_back else LONGEST_DUE) if is_by_due else (OLDEST if is_back else NEWEST)
    is_few = is_by_due or owes or narrow.only is not None or search_for(text).is_of_one
    if sight.desks and _is_bounded(sight) and not is_few:
        page = _Page(sight, narrow, text, after, order, limit)
        found = await page.among(walked)
        if len(found) == limit:
            return found
        return await (page.of_few() if await page.is_of_few(walked) else page.of_all())
    asked = Asked()
    only_seen(asked, sight)
    asked.search(text)
    narrow.onto(asked)
    if due is not None:
        asked.add(due.clause(asked))
    if owes:
        _owes(asked)
    if awaits_new_date:
        _awaits_new_date(asked)
    _beyond(asked, "d.due_at" if is_by_due else "d.received_at", after, order)
    return await asked.list(order[0], limit)


def _beyond(asked: Asked, column: str, after: Key | None, order: tuple[str, str]) -> None:
    if after:
        at, last = asked.put(after[0]), asked.put(after[1])
        asked.add(f"({column}, d.id) {order[1]} ({at}::timestamptz, {last}::uuid)")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the register as somebody with a desk sees it, in the two ways that the module speaks of; and a third
    where the states asked for hold few dossiers."""

    sight: Sight
    narrow: Narrow
    text: str
    after: Key | None
    order: tuple[str, str]
    limit: int

    async def among(self, walked: int) -> list[Row]:
        """What can be seen among the next `walked` dossiers of the register."""
        asked = Asked()
        _beyond(asked, "d.received_at", self.after, self.order)
        replace(WHOLE, since=self.narrow.since, until=self.narrow.until).onto(asked)
        next_ones = f"SELECT d.* FROM dossier d WHERE {asked.where} ORDER BY {self.order[0]} LIMIT {int(walked)}"  # noqa: S608
        return await self._among(asked, next_ones)

    def _in_states(self) -> Asked:
        asked = Asked()
        _beyond(asked, "d.received_at", self.after, self.order)
        replace(WHOLE, states=self.narrow.states, since=self.narrow.since, until=self.narrow.until).onto(asked)
        return asked

    async def is_of_few(self, most: int) -> bool:
        """Whether no more than so many dossiers are in the states asked for."""
        if not self.narrow.states:
            return False
        asked = self._in_states()
        found = await rows(
            f"SELECT count(*) AS found FROM (SELECT FROM dossier d WHERE {asked.where} LIMIT {int(most) + 1}) AS few",  # noqa: S608
            *asked.args,
        )
        return int(found[0]["found"]) <= most

    async def of_few(self) -> list[Row]:
        """All in those states, one after the other: the index by state leads to them."""
        asked = self._in_states()
        few = f"SELECT d.* FROM dossier d WHERE {asked.where} OFFSET 0"  # noqa: S608
        return await self._among(asked, few)

    async def _among(self, asked: Asked, candidates: str) -> list[Row]:
        """What can be seen of a query's rows, whose arguments `asked` holds."""
        asked.clauses.clear()
        only_seen(asked, self.sight)
        asked.search(self.text)
        self.narrow.onto(asked)
        return await asked.list(self.order[0], self.limit, source=f"({candidates})")

    async def of_all(self) -> list[Row]:
        asked = Asked()
        _gathered(asked, self.sight)
        asked.search(self.text)
        self.narrow.onto(asked)
        _beyond(asked, "d.received_at", self.after, self.order)
        # By itself, without the order: with it PostgreSQL would walk the whole register, hoping to meet fifty soon.
        mine = f"WITH mine AS MATERIALIZED (SELECT d.id FROM dossier d WHERE {asked.where})"  # noqa: S608
        asked.clauses[:] = ["d.id IN (SELECT id FROM mine)"]
        return await asked.list(self.order[0], self.limit, before=mine)


async def count_due(sight: Sight, late: Due, soon: Due, today: Due | None = None) -> Row:
    """How many rows `visible(due=…)` has in all for each: late, soon, today (as `soon`, if it was not asked for)."""
    today = today or soon
    asked = Asked()
    only_seen(asked, sight)
    assert soon.until is not None
    assert today.until is not None
    until = asked.put(max(soon.until, today.until))
    found = await rows(
        f"""SELECT count(*) FILTER (WHERE {late.clause(asked)}) AS late,
            count(*) FILTER (WHERE {soon.clause(asked)}) AS soon,
            count(*) FILTER (WHERE {today.clause(asked)}) AS today
        FROM dossier d WHERE d.is_open AND d.due_at <= {until} AND {asked.where}""",  # noqa: S608
        *asked.args,
    )
    return found[0]


async def count_awaiting_new_date(sight: Sight) -> int:
    """How many rows `visible(awaits_new_date=True)` has in all."""
    asked = Asked()
    only_seen(asked, sight)
    _awaits_new_date(asked)
    return await asked.count()


async def count_owing(sight: Sight) -> int:
    """How many rows `visible(owes=True)` has in all."""
    asked = Asked()
    only_seen(asked, sight)
    _owes(asked)
    return await asked.count()


async def by_agency(sight: Sight, *, late: Due, soon: Due) -> list[Row]:
    """Open dossiers by agency: open, waiting (for the applicant), late and soon (the rows of `visible` so called)."""
    asked = Asked()
    only_seen(asked, sight)
    waiting = asked.put([state.value for state in State if STATES[state].waits_for_applicant])
    return await rows(
        f"""SELECT d.agency, count(*) AS open, count(*) FILTER (WHERE d.state = ANY({waiting}::text[])) AS waiting,
            count(*) FILTER (WHERE {late.clause(asked)}) AS late,
            count(*) FILTER (WHERE {soon.clause(asked)}) AS soon
        FROM dossier d WHERE d.is_open AND {asked.where} GROUP BY d.agency ORDER BY late DESC, open DESC, d.agency""",  # noqa: S608
        *asked.args,
    )


async def done_by_agency(sight: Sight, *, since: datetime, until: datetime) -> list[Row]:
    """What came in and what was handed back from one instant to another, by agency: received, handed_back."""
    asked = Asked()
    only_seen(asked, sight)
    first, last = asked.put(since), asked.put(until)
    return await rows(
        f"""SELECT agency, sum(received) AS received, sum(handed_back) AS handed_back FROM (
            SELECT d.agency, 1 AS received, 0 AS handed_back FROM dossier d
            WHERE d.received_at >= {first} AND d.received_at < {last} AND d.code IS NOT NULL AND {asked.where}
            UNION ALL SELECT d.agency, 0, 1 FROM dossier d
            WHERE d.handed_back_at >= {first} AND d.handed_back_at < {last} AND {asked.where}
        ) AS done GROUP BY agency""",  # noqa: S608
        *asked.args,
    )


async def these(sight: Sight, ids: Sequence[UUID]) -> list[Row]:
    """These dossiers, as far as the person may see them."""
    asked = Asked()
    only_seen(asked, sight)
    asked.add(f"d.id = ANY({asked.put(list(ids))}::uuid[])")
    return await asked.list("d.code, d.id", len(ids)) if ids else []


async def staff_names(ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of people of the center, for a history."""
    found = await rows("SELECT id, name FROM staff WHERE id = ANY($1::uuid[])", list(ids)) if ids else []
    return {person["id"]: person["name"] for person in found}
