"""A citizen's own: what they are filing and what they have filed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.domain.errors import NotHere
from motcua.services.citizens.my_dossiers import my_dossiers
from motcua.services.online.filings import my_filings
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import CITIZENS, Answer, WebRequest, office_of, page, query_of, shown
from motcua.web.site import applying

Place = tuple[datetime, UUID]


def place_of(text: str) -> Place | None:
    """`<instant>/<id>`, where a page before ended."""
    if not text:
        return None
    at, _, last = text.rpartition("/")
    found = uuid_of(last)
    try:
        instant = datetime.fromisoformat(at)
    except ValueError:
        raise NotHere from None
    if found is None or instant.tzinfo is None:
        raise NotHere
    return instant, found


def place_says(place: Place | None) -> str:
    return f"{place[0].isoformat()}/{place[1]}" if place is not None else ""


@page("/cong-dan", may=CITIZENS)
async def show_home(request: WebRequest) -> Answer:
    office, who = office_of(request), applying(request)
    query = query_of(request)
    lines, older = await my_filings(office, who, place_of(only(query, "truoc")))
    dossiers, earlier = await my_dossiers(office, who, place_of(only(query, "ho-so-truoc")))
    return shown(
        request,
        "citizen/home.html",
        lines=lines,
        dossiers=dossiers,
        older=place_says(older),
        earlier=place_says(earlier),
    )


PAGES = (show_home,)
