"""The calendar in force: the files of `tenants/` with what was decided here since, and what a change of it means.

A year that becomes official, a storm that shuts the office, other hours in center.toml: every open dossier is counted
again, and each change is an event with its reason. The date promised to the applicant is kept or comes earlier, never
later: what the change would have cost them is their `due_credit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from motcua.centers import Center, Centers, entered
from motcua.domain.calendar import Calendar, CalendarYear, Closure, day_says, local, working_minutes_between
from motcua.domain.dossier import Dossier
from motcua.domain.terms import Term
from motcua.domain.year_data import (
    calendar_from_data,
    calendar_to_data,
    changes,
    closure_from_data,
    closure_to_data,
    with_hours_from_data,
    year_from_data,
    year_to_data,
)
from motcua.services.deadlines.dues import dossier_due, step_due
from motcua.services.deadlines.risks import recount_risk
from motcua.services.dossiers import records
from motcua.services.dossiers.timeline import RECALCULATED
from motcua.store.engine import transaction
from motcua.store.queries.calendars import add_decision, dossiers_under_clock, load_decisions
from motcua.store.queries.effects import get_setting, put_setting

APPLIED = "calendar.applied"


@dataclass(frozen=True, slots=True)
class Recounted:
    """What a change of the calendar did to the open dossiers: `kept` would have come later and do not."""

    earlier: int = 0
    kept: int = 0
    later: int = 0
    unchanged: int = 0
    reasons: tuple[str, ...] = ()


async def decided_calendar(base: Calendar) -> Calendar:
    """`base` with every decision of this center on it; inside a transaction of the center."""
    years: dict[int, CalendarYear] = {}
    closures: list[Closure] = []
    for decision in await load_decisions():
        if decision["kind"] == "year":
            years[decision["year"]] = year_from_data(decision["body"])
        else:
            closures.append(closure_from_data(decision["body"]))
    known = set(base.closures)
    return base.with_years(years.values()).with_closures(each for each in closures if each not in known)


async def decide_year(year: CalendarYear, *, document: str, by: str, at: datetime) -> None:
    """Puts a year in force at the center entered."""
    async with transaction():
        await add_decision("year", year.year, document=document, body=year_to_data(year), decided_by=by, at=at)


async def decide_closure(closure: Closure, *, by: str, at: datetime) -> None:
    """The center entered shuts by its own decision."""
    async with transaction():
        await add_decision(
            "closure",
            closure.first_on.year,
            document=closure.document,
            body=closure_to_data(closure),
            decided_by=by,
            at=at,
        )


async def keep_calendar(centers: Centers, key: str, at: datetime, *, is_start: bool = False) -> Recounted:
    """Brings one center's calendar up to what was decided; when it changed, its open dossiers are counted again.

    `is_start`: the hours of center.toml count from the start of the server on. Between two starts those last applied
    hold, so that a command that reads other files than the server did does not count everything to and fro.
    """
    center = centers[key]
    with entered(center):
        async with transaction():
            calendar = await decided_calendar(center.calendar)
            applied = await get_setting(APPLIED)
    if applied is not None and not is_start:
        calendar = with_hours_from_data(calendar, applied)
    if calendar != center.calendar:
        center = centers.change(center, calendar=calendar)
        calendar = center.calendar
    now = calendar_to_data(calendar)
    if applied == now:
        return Recounted()
    with entered(center):
        found = Recounted()
        if applied is not None:
            was = calendar_from_data(calendar, applied)
            if why := tuple(changes(was, calendar)):
                found = await _recount(center, was, why, at)
        async with transaction():
            await put_setting(APPLIED, now, set_by=None, at=at)
    return found


async def _recount(center: Center, was: Calendar, why: tuple[str, ...], at: datetime) -> Recounted:
    async with transaction():
        ids = await dossiers_under_clock()
    counted = dict.fromkeys(RULES, 0)
    for dossier_id in ids:
        async with transaction():
            counted[await _recount_one(dossier_id, was, center.calendar, why, at)] += 1
    return Recounted(**counted, reasons=why)


async def _recount_one(dossier_id: UUID, was: Calendar, calendar: Calendar, why: tuple[str, ...], at: datetime) -> str:
    kept = await records.locked(dossier_id)
    if kept is None:
        return "unchanged"
    outcome = await _recounted(kept, was, calendar, why, at)
    if outcome is None:
        # The date stands, but fewer (or more) hours may lie before it.
        await recount_risk(kept)
    return outcome or "unchanged"


async def _recounted(
    kept: records.Kept, was: Calendar, calendar: Calendar, why: tuple[str, ...], at: datetime
) -> str | None:
    """What became of the date; None: nothing was written."""
    dossier, term = kept.dossier, Term.parse(kept.row["term"])
    # What is late stays late; a date that somebody set by hand is no calendar's to move.
    if dossier.due_at is None or dossier.due_at <= at or dossier_due(dossier, term, was, at) != dossier.due_at:
        return None
    after = recounted(dossier, term, calendar, at)
    if after == dossier:
        return None
    stands = await records.write(kept, after, at, {"due_credit": after.due_credit})
    outcome = _outcome(dossier, after)
    told = {
        "due_was": _printed(dossier.due_at),
        "due_now": _printed(after.due_at),
        "reason": list(why),
        "rule": RULES[outcome],
    }
    await records.note_by_itself(stands, RECALCULATED, told, at)
    return outcome


RULES: Mapping[str, str] = {
    "earlier": "Hẹn sớm hơn: ngày mới có lợi cho người nộp.",
    "kept": "Giữ ngày đã hẹn với người nộp: tính lại thì muộn hơn.",
    "later": "Ngày đã hẹn nay là ngày nghỉ và không còn lúc nào trước đó: hẹn ngày gần nhất.",
    "unchanged": "Ngày hẹn trả không đổi; chỉ tính lại thời hạn của bước đang xử lý.",
}


def _outcome(before: Dossier, after: Dossier) -> str:
    if before.due_at is None or after.due_at is None or after == before:
        return "unchanged"
    if after.due_at != before.due_at:
        return "earlier" if after.due_at < before.due_at else "later"
    return "kept" if after.due_credit != before.due_credit else "unchanged"


def _printed(at: datetime | None) -> str:
    return f"{local(at):%H:%M} {day_says(local(at).date())}" if at is not None else ""


def recounted(dossier: Dossier, term: Term, calendar: Calendar, at: datetime) -> Dossier:
    """The dossier under another calendar: due when it was or earlier, and the time of its desks with it.

    A promised moment on what is now a day of rest can't be kept: it moves to the closing before it, and only where
    that has gone by already does the date come later.
    """
    old, plain = dossier.due_at, dossier_due(dossier, term, calendar, at)
    if old is None or plain is None:
        return dossier
    after = replace(dossier, due_at=plain)
    if plain > old:
        lost = working_minutes_between(calendar, old, plain)
        kept = replace(dossier, due_credit=dossier.due_credit + lost)
        kept_at = dossier_due(kept, term, calendar, at)
        if kept_at is not None and kept_at > at:
            after = replace(kept, due_at=kept_at)
    steps = []
    for step in after.steps:
        if step.state in ("active", "in_transit") and step.due_at is not None and step.due_at > at:
            due_at = step_due(step, after, calendar, at)
            step = replace(step, due_at=min(due_at, max(step.due_at, after.due_at or due_at)) if due_at else None)
        steps.append(step)
    return replace(after, steps=tuple(steps))


async def keep_calendars(centers: Centers, at: datetime) -> dict[str, Recounted]:
    """Every center's, at the start of the server."""
    return {key: await keep_calendar(centers, key, at, is_start=True) for key in list(centers)}
