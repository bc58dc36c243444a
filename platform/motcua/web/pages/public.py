"""The front door of a center."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from motcua.domain.calendar import Calendar, day_says, local
from motcua.services.catalogue import offered
from motcua.services.province.announcing import announced
from motcua.web.page import PUBLIC, Answer, WebRequest, business_now, center_of, office_of, page, shown


@dataclass(frozen=True, slots=True)
class OpenDay:
    says: str
    hours: str
    is_today: bool


def opening_days(calendar: Calendar, today: date, days: int = 7) -> tuple[OpenDay, ...]:
    """The days to come as they will really be kept: holidays and swapped days are in the calendar."""
    found = []
    for on in (today + timedelta(days=number) for number in range(days)):
        spans = "\n".join(str(span).replace("-", " – ") for span in calendar.spans(on))
        found.append(OpenDay(day_says(on), spans or "Nghỉ", on == today))
    return tuple(found)


@page("/", may=PUBLIC)
async def show_home(request: WebRequest) -> Answer:
    center = center_of(request)
    counted: dict[str, int] = {}
    today = local(business_now(request)).date()
    for version in await offered(office_of(request), today):
        counted[version.agency] = counted.get(version.agency, 0) + 1
    told = await announced(business_now(request), to_staff=False)
    days = opening_days(center.calendar, today)
    return shown(request, "public/home.html", days=days, counted=counted, announcements=told)


PAGES = (show_home,)
