"""What a center looked like before its upgrade and looks like after it, and what of that must not differ.

People may work at the center meanwhile. So each look is one snapshot, what they changed between the two is left out
(a dossier that was touched, the counts when there were new events), and the rest must be the same to the second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from motcua.centers import Center, entered
from motcua.domain.calendar import Calendar
from motcua.domain.terms import Term
from motcua.services.deadlines.calendars import decided_calendar
from motcua.services.deadlines.dues import dossier_due, step_due
from motcua.services.dossiers import records
from motcua.store.engine import DB, transaction
from motcua.store.queries.calendars import dossiers_under_clock
from motcua.store.queries.observing import dossiers_standing, rights, row_counts, staff_standing
from motcua.store.queries.review import review_faults
from motcua.store.queries.trail import verify_trail

MOST_REPLANNED = 500
SHOWN = 3
#: What gets rows without an event: people who are told of something, sums that are folded.
BY_THEMSELVES = ("visit", "notice", "message", "day_sum", "month_sum")


class Person(NamedTuple):
    """Kind, agency, roles, desks, and whether the account is locked."""

    changed_at: datetime
    stands: str


class Dossier(NamedTuple):
    """Where it stands; `changed_at` tells whether somebody had it in hand between the two looks."""

    changed_at: datetime
    state: str
    due_at: datetime | None
    actor_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Observed:
    """One look. `counts` by table, `rights` of the center's role by table, `staff` roles and desks by username,
    `replanned` the due dates as this release reckons them anew for open dossiers, `faults` of the trail."""

    counts: Mapping[str, int]
    rights: Mapping[str, str]
    staff: Mapping[str, Person]
    dossiers: Mapping[str, Dossier]
    replanned: Mapping[str, tuple[datetime | None, ...]]
    faults: tuple[str, ...]


async def observe(center: Center, at: datetime) -> Observed:
    """`at`: the moment that due dates are reckoned for; the same for both looks."""
    with entered(center):
        async with transaction():
            # Before the first question: one snapshot for all of them.
            await DB.open_connection().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            calendar = await decided_calendar(center.calendar)
            trail = await verify_trail()
            return Observed(
                counts=await row_counts(center.schema),
                rights=await rights(center.schema),
                staff={key: Person(*rest) for key, *rest in await staff_standing()},
                dossiers={key: Dossier(*rest) for key, *rest in await dossiers_standing()},
                replanned=await _replanned(calendar, at),
                faults=(*trail.faults, *await review_faults()),
            )


async def _replanned(calendar: Calendar, at: datetime) -> dict[str, tuple[datetime | None, ...]]:
    found: dict[str, tuple[datetime | None, ...]] = {}
    for dossier_id in (await dossiers_under_clock())[:MOST_REPLANNED]:
        kept = await records.load(dossier_id)
        assert kept is not None
        dossier, term = kept.dossier, Term.parse(kept.row["term"])
        steps = (step_due(step, dossier, calendar, at) for step in dossier.steps)
        found[str(dossier_id)] = (dossier_due(dossier, term, calendar, at), *steps)
    return found


def differences(before: Observed, after: Observed, *, filled: Collection[str] = ()) -> tuple[str, ...]:
    """What differs and must not, in sentences. `filled`: tables that the migrations say they write rows into."""
    return (
        *_counts(before, after, filled),
        *_maps("quyền của trung tâm trên bảng", before.rights, after.rights),
        *_maps("vai trò, vị trí của", *_untouched(before.staff, after.staff)),
        *_dossiers(before, after),
        *(f"nhật ký: {fault}" for fault in after.faults if fault not in before.faults),
    )


def _counts(before: Observed, after: Observed, filled: Collection[str]) -> Iterator[str]:
    is_quiet = before.counts.get("event") == after.counts.get("event")
    for table, was in before.counts.items():
        now = after.counts.get(table)
        if now is None:
            yield f"bảng {table} ({was} dòng) không còn"
        elif table in filled or "DELETE" in before.rights.get(table, "DELETE"):
            continue  # sessions, drafts and the like come and go by themselves
        elif now < was or (is_quiet and now != was and table not in BY_THEMSELVES):
            yield f"bảng {table}: trước {was} dòng, sau {now} dòng"


def _untouched(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What nobody changed between the two looks, before and after; what is gone counts as not changed."""
    was = {key: each for key, each in before.items() if key not in after or after[key].changed_at == each.changed_at}
    return was, {key: after.get(key) for key in was}


def _dossiers(before: Observed, after: Observed) -> Iterator[str]:
    was, now = _untouched(before.dossiers, after.dossiers)
    yield from _maps("trạng thái, hạn của hồ sơ", was, now)
    reckoned = {key: dues for key, dues in before.replanned.items() if now.get(key) is not None}
    yield from _maps("hạn tính lại của hồ sơ", reckoned, {key: after.replanned.get(key) for key in reckoned})


def _maps(what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    differing = sorted(key for key in before if before[key] != after.get(key))
    if differing:
        more = f" và {len(differing) - SHOWN} chỗ khác" if len(differing) > SHOWN else ""
        yield f"{what} {', '.join(differing[:SHOWN])}{more} khác trước"
