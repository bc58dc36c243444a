"""A center says its numbers to the province: counts only, no name and no dossier among them.

Said every few minutes by the background rounds, so that the console reads one small row for each center and never a
center's own tables, which its role could not read anyway.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from motcua.catalog import core_version
from motcua.centers import Center, entered, here
from motcua.domain.calendar import local
from motcua.domain.opening import at_minute
from motcua.services.deadlines.lateness import late_by, soon_after
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.oversight.saying import say_sums
from motcua.store.engine import transaction
from motcua.store.queries import centers_seen as stored
from motcua.store.queries import visible as seen
from motcua.store.queries.effects import get_setting, put_setting
from motcua.store.queries.plugins import in_trouble, standings
from motcua.store.queries.review import received_on
from motcua.store.queries.visible import Sight
from motcua.store.queries.worklists import Due

ROUND_FAILED = "Việc chạy nền vừa gặp lỗi; lượt sau tự làm lại."
FILLED = "province.days_said"
DAYS = 30
_ALL = Sight(everything=True)


async def say_numbers(office: Office, center: Center, at: datetime, now: datetime, problem: str = "") -> None:
    """The numbers of the business day of `at`, said at the real instant `now`.

    A training twin says none: what is practised there is nobody's work, and no number of the province holds it.
    """
    if center.training is not None:
        return
    with entered(center):
        async with transaction():
            agencies = await _agencies(at)
            on = local(at).date()
            ends = at_minute(on + timedelta(days=1), 0) - timedelta(microseconds=1)
            due = await seen.count_due(_ALL, late_by(at), Due(at_minute(on, 0), ends))
            totals = {name: sum(each[name] for each in agencies) for name in _COUNTED}
            numbers = {
                "seen_at": now,
                "on_date": on,
                "due_today": due["soon"],
                "bytes": await stored.count_bytes(),
                "core": core_version.running(),
                "plugin_errors": len(await in_trouble()),
                "problem": problem,
                "days": await _days_before(on, at),
                **totals,
                **await stored.count_people(),
            }
            await stored.publish_numbers(numbers)
            await stored.publish_facts(
                {
                    "agencies": agencies,
                    "plugins": await _plugins(office),
                    "years": {
                        str(year.year): "provisional" if year.is_provisional else "official"
                        for year in center.calendar.years
                    },
                    # How many centers receive a procedure is asked of real ones.
                    "published": {} if center.training is not None else dict(await received_on(on)),
                }
            )
        await say_sums()


async def _days_before(on: date, at: datetime) -> list[dict[str, Any]]:
    """The thirty days before today, once a day: yesterday is whole then, and a new console has something to draw."""
    if await get_setting(FILLED) == on.isoformat():
        return []
    found = await stored.count_days(at_minute(on - timedelta(days=DAYS), 0), at_minute(on, 0))
    await put_setting(FILLED, on.isoformat(), set_by=None, at=at)
    return found


_COUNTED = ("received", "handed_back", "open", "late", "soon", "waiting")


async def _agencies(at: datetime) -> list[dict[str, Any]]:
    """By agency, those with anything to tell: the columns of `_COUNTED`."""
    on = local(at).date()
    since, until = at_minute(on, 0), at_minute(on + timedelta(days=1), 0)
    stands = {
        row["agency"]: row for row in await seen.by_agency(_ALL, late=late_by(at), soon=soon_after(at, here().calendar))
    }
    done = {row["agency"]: row for row in await seen.done_by_agency(_ALL, since=since, until=until)}
    found = []
    for agency in sorted(stands.keys() | done.keys()):
        counted = {name: int((stands.get(agency) or {}).get(name, 0)) for name in _COUNTED[2:]}
        counted |= {name: int((done.get(agency) or {}).get(name, 0)) for name in _COUNTED[:2]}
        found.append({"agency": agency, "name": agency_name(here(), agency), **counted})
    return found


async def _plugins(office: Office) -> list[dict[str, Any]]:
    """How each plugin stands here, as the center knows it; no failure's text, which could quote what was typed."""
    known = await standings()
    return [
        {
            "plugin": each.plugin,
            "name": each.name or each.plugin,
            "version": each.version,
            "standing": each.standing,
            "since": each.quarantined_at,
            "failures": each.failures,
        }
        for each in known.values()
    ]
