"""The director's figures: each has one clause, by which it is counted and by which its dossiers are listed.

What is in hand is counted from small indexes, what has passed comes from the sums (`queries.sums`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from motcua.domain.measures import Measure
from motcua.domain.people import CLERK_DESK, RECEPTION_DESK
from motcua.domain.states import STATES, State
from motcua.store.engine import Row
from motcua.store.queries.worklists import PAGE, Asked, Due
from motcua.store.rows import rows

#: A desk with more is said to have so many and more: beyond that the number changes nothing.
MOST_AT_DESK = 1_000


class Figure(StrEnum):
    """The address's own words."""

    RECEIVED_TODAY = "nhan-hom-nay"
    RECEIVED_THIS_WEEK = "nhan-tuan-nay"
    IN_PROCESS = "dang-giai-quyet"
    SOON = "sap-het-han"
    LATE = "qua-han"
    SUPPLEMENT = "cho-bo-sung"
    TO_SIGN = "cho-ky"
    CONSULTING = "lay-y-kien"
    AT_DESK = "vi-tri"
    LATE_AT_DESK = "tre-o-vi-tri"
    FORETOLD = "du-bao"
    ASSIGNED = "duoc-giao"


@dataclass(frozen=True, slots=True)
class Moments:
    """The instants and days that the figures speak of."""

    now: datetime
    soon: datetime
    today: date
    week_from: date
    foretold_on: date | None
    agencies: tuple[str, ...]
    """Of the center; they lead the index of what was received."""


@dataclass(frozen=True, slots=True)
class Of:
    """Narrowed to an agency (of the procedure), a desk, a person."""

    agency: str | None = None
    desk: tuple[str, str] | None = None
    person: UUID | None = None


WHOLE = Of()
_UNSETTLED = [
    state.value
    for state, facts in STATES.items()
    if not facts.is_final and state not in (State.INCOMPLETE, State.READY)
]
_RECEIVED = """d.id IN (SELECT c.dossier_id FROM dossier_count c WHERE c.until_on IS NULL
    AND c.measure = {measure} AND c.agency = ANY({agencies}::text[])
    AND c.from_on >= {since} AND c.from_on <= {until})"""


def _onto(asked: Asked, figure: Figure, at: Moments, of: Of) -> None:
    match figure:
        case Figure.RECEIVED_TODAY | Figure.RECEIVED_THIS_WEEK:
            since = at.today if figure is Figure.RECEIVED_TODAY else at.week_from
            asked.add(
                _RECEIVED.format(
                    measure=asked.put(Measure.RECEIVED.value),
                    agencies=asked.put(list(at.agencies)),
                    since=asked.put(since),
                    until=asked.put(at.today),
                )
            )
        case Figure.IN_PROCESS:
            asked.add(f"d.is_open AND d.state = ANY({asked.put(_UNSETTLED)}::text[])")
        case Figure.SOON:
            asked.add(Due(at.now, at.soon).clause(asked))
        case Figure.LATE:
            asked.add(Due(at.now).clause(asked))
        case Figure.SUPPLEMENT:
            asked.add(f"d.state = {asked.put(State.SUPPLEMENT.value)}")
        case Figure.TO_SIGN:
            asked.add(f"d.state = {asked.put(State.PROCESSING.value)}")
            asked.add("d.id IN (SELECT s.dossier_id FROM step s WHERE s.signs AND s.state = 'active')")
        case Figure.CONSULTING:
            asked.add("d.id IN (SELECT s.dossier_id FROM step s WHERE s.kind = 'opinion' AND s.state = 'active')")
        case Figure.AT_DESK | Figure.LATE_AT_DESK:
            asked.add("d.is_open")
            if figure is Figure.LATE_AT_DESK:
                asked.add(f"d.actor_due_at < {asked.put(at.now)}")
        case Figure.FORETOLD:
            waiting = asked.put([state.value for state, facts in STATES.items() if facts.waits_for_applicant])
            asked.add(
                f"""d.is_open AND d.state <> ALL({waiting}::text[]) AND d.id IN (
                SELECT f.dossier_id FROM forecast f WHERE f.made_on = {asked.put(at.foretold_on)} AND f.is_late)"""  # noqa: S608
            )
        case Figure.ASSIGNED:
            person = asked.put(of.person)
            asked.add(
                f"d.id IN (SELECT s.dossier_id FROM step s WHERE s.state = 'active' AND s.assignee_id = {person})"  # noqa: S608
            )
    if of.agency is not None:
        asked.add(f"d.agency = {asked.put(of.agency)}")
    if of.desk is not None:
        asked.add(f"d.at_agency = {asked.put(of.desk[0])} AND d.at_desk = {asked.put(of.desk[1])}")


async def count(figure: Figure, at: Moments, of: Of = WHOLE) -> int:
    asked = Asked()
    _onto(asked, figure, at, of)
    return await asked.count()


async def count_by_agency(figure: Figure, at: Moments) -> dict[str, int]:
    asked = Asked()
    _onto(asked, figure, at, WHOLE)
    found = await rows(
        f"SELECT d.agency, count(*) AS n FROM dossier d WHERE {asked.where} GROUP BY 1",  # noqa: S608
        *asked.args,
    )
    return {each["agency"]: each["n"] for each in found}


async def count_by_desk(figure: Figure, at: Moments) -> dict[tuple[str, str], int]:
    asked = Asked()
    _onto(asked, figure, at, WHOLE)
    found = await rows(
        f"SELECT d.at_agency, d.at_desk, count(*) AS n FROM dossier d WHERE {asked.where} GROUP BY 1, 2",  # noqa: S608
        *asked.args,
    )
    return {(each["at_agency"], each["at_desk"]): each["n"] for each in found}


async def listed(
    figure: Figure, at: Moments, of: Of = WHOLE, after: tuple[datetime | None, UUID] | None = None, limit: int = PAGE
) -> list[Row]:
    """The dossiers of a figure, as many as it counts, the earliest date first; those without one last.

    `after`: (due_at, id) of the last row of the page before.
    """
    asked = Asked()
    _onto(asked, figure, at, of)
    if after is not None:
        due, last = asked.put(after[0]), asked.put(after[1])
        asked.add(f"(coalesce(d.due_at, 'infinity'), d.id) > (coalesce({due}::timestamptz, 'infinity'), {last})")
    return await asked.list("coalesce(d.due_at, 'infinity'), d.id", limit)


async def falls_due_later_today(now: datetime, end: datetime) -> dict[str, int]:
    """By agency: whose date is still ahead, but today. The sums of a day count it as over already."""
    asked = Asked()
    asked.add(Due(now, end).clause(asked))
    found = await rows(
        f"SELECT d.agency, count(*) AS n FROM dossier d WHERE {asked.where} GROUP BY 1",  # noqa: S608
        *asked.args,
    )
    return {each["agency"]: each["n"] for each in found}


async def at_desks(now: datetime) -> list[Row]:
    """What lies at every desk: waiting, late (by the desk's own time). Each desk is found by one step in the index, and
    counted no further than `MOST_AT_DESK`. The late ones in the order of their time, so that they are counted in the
    index that has it: of the dossiers at a desk no other index knows which are late."""
    return await rows(
        """WITH RECURSIVE desk AS (
            (SELECT at_agency, at_desk FROM dossier WHERE at_agency IS NOT NULL ORDER BY at_agency, at_desk LIMIT 1)
            UNION ALL
            SELECT n.at_agency, n.at_desk FROM desk p CROSS JOIN LATERAL (
                SELECT d.at_agency, d.at_desk FROM dossier d
                WHERE (d.at_agency, d.at_desk) > (p.at_agency, p.at_desk) ORDER BY 1, 2 LIMIT 1) n
        )
        SELECT k.at_agency, k.at_desk, w.waiting, l.late FROM desk k
        CROSS JOIN LATERAL (SELECT count(*) AS waiting FROM (
            SELECT FROM dossier d WHERE d.at_agency = k.at_agency AND d.at_desk = k.at_desk AND d.is_open LIMIT $2) a) w
        CROSS JOIN LATERAL (SELECT count(*) AS late FROM (
            SELECT FROM dossier d WHERE d.at_agency = k.at_agency AND d.at_desk = k.at_desk AND d.is_open
                AND coalesce(d.actor_due_at, 'infinity'::timestamptz) < $1
            ORDER BY coalesce(d.actor_due_at, 'infinity'::timestamptz), d.id LIMIT $2) b) l
        WHERE w.waiting > 0 ORDER BY w.waiting DESC, 1, 2""",
        now,
        MOST_AT_DESK,
    )


async def people_of_desks() -> dict[tuple[str, str], list[str]]:
    """Who holds each desk, among those who may sign in; the counter's and the clerk's are held by role."""
    found = await rows(
        """SELECT split_part(h.desk, '/', 1) AS agency, split_part(h.desk, '/', 2) AS desk, s.name
        FROM staff s CROSS JOIN LATERAL (
            SELECT unnest(s.desks) UNION SELECT $1 WHERE 'reception' = ANY(s.roles)
            UNION SELECT $2 WHERE 'clerk' = ANY(s.roles)
        ) AS h(desk)
        WHERE NOT s.is_locked AND NOT s.is_reserve ORDER BY s.name_key, s.id""",
        "/".join(RECEPTION_DESK),
        "/".join(CLERK_DESK),
    )
    people: dict[tuple[str, str], list[str]] = {}
    for each in found:
        people.setdefault((each["agency"], each["desk"]), []).append(each["name"])
    return people


async def assigned() -> list[Row]:
    """How many steps are in the hands of each person."""
    return await rows(
        """SELECT assignee_id AS id, count(DISTINCT dossier_id) AS n FROM step
        WHERE state = 'active' AND assignee_id IS NOT NULL GROUP BY 1"""
    )


async def heads_of(agencies: Sequence[str]) -> list[Row]:
    """Who heads each agency: name, title, telephone, e-mail."""
    return await rows(
        """SELECT id, agency, name, title, phone, email FROM staff
        WHERE agency = ANY($1::text[]) AND 'head' = ANY(roles) AND NOT is_locked AND NOT is_reserve
        ORDER BY agency, name_key, id""",
        list(agencies),
    )


async def reappointments_asked(limit: int) -> list[Row]:
    """What the director is asked about due dates, the earliest date first."""
    return await rows(
        """SELECT d.id, d.code, d.version, d.version_hash, d.agency, d.at_agency, d.at_desk, r.due_was, r.new_due_at,
            r.reason, r.late_says, r.asked_by_name, r.asked_at
        FROM reappointment r JOIN dossier d ON d.id = r.dossier_id
        WHERE r.state = 'asked' AND d.is_open AND d.state <> ALL($1::text[])
        ORDER BY d.due_at, d.id LIMIT $2""",
        ["numbered", "ready", "handed_back"],
        limit,
    )
