"""What the hall does by itself, and what it tells other pages: the end of a day, filing from a number, the display."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.people import Acting
from motcua.services.hall.numbers import Ticket, ticket_from
from motcua.store.engine import transaction
from motcua.store.queries import hall as stored
from motcua.store.queries import hall_appointments

AT_THE_COUNTER = "direct"
MOST_SHOWN = 10
JUST_NOW = timedelta(seconds=30)
# Names and telephones of appointments are kept so long after their day.
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Shown:
    """The display: what is called at each counter now, the latest first, and what was called before."""

    now: tuple[Ticket, ...]
    before: tuple[Ticket, ...]
    newest: str
    waiting: tuple[tuple[str, int], ...]


async def keep_hall(at: datetime) -> None:
    """One round at the center entered: numbers of days gone by lapse, places not confirmed are given back, who did not
    come to an appointment is written down."""
    on, late = local(at).date(), timedelta(minutes=here().hall.rules.late_minutes)
    async with transaction():
        await stored.lapse_before(on)
        await hall_appointments.sweep(at, at - late, on - REMEMBERED)


async def stamp(acting: Acting, dossier_id: UUID, channel: str) -> None:
    """In the transaction of the filing: the dossier was filed from the number that this person serves now, if any.
    What came by post or online was not."""
    if channel != AT_THE_COUNTER:
        return
    called = await stored.called_by(acting.staff.id, local(acting.at).date())
    if called is not None:
        await stored.stamp_dossier(dossier_id, called["id"], acting.at)


async def number_of(dossier_id: UUID) -> str:
    """`A012, quầy 3`; "" where it was not filed from a number."""
    found = await stored.ticket_of_dossier(dossier_id)
    if found is None:
        return ""
    return f"{found['label']}, quầy {found['counter']}" if found["counter"] else str(found["label"])


async def shown(at: datetime) -> Shown:
    on = local(at).date()
    async with transaction():
        calls = await stored.latest_calls(on, MOST_SHOWN + here().hall.rules.counters)
        waiting = await stored.waiting_by_group(on)
    now = [each for each in calls if each["state"] == "called"]
    before = [each for each in calls if each["state"] != "called"][:MOST_SHOWN]
    newest = now[0]["label"] if now and at - now[0]["called_at"] <= JUST_NOW else ""
    lines = tuple((each.name, waiting[each.key]) for each in here().hall.groups if waiting.get(each.key))
    return Shown(tuple(map(ticket_from, now)), tuple(map(ticket_from, before)), newest, lines)
