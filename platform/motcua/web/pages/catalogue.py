"""The procedures of a center, for everybody: by need, words, audience, agency and sector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from urllib.parse import urlencode

from markupsafe import Markup

from motcua.centers import Center
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.route_drawing import route_svg
from motcua.domain.text import sort_key
from motcua.domain.ways import Way, ways
from motcua.services.catalogue import offered
from motcua.services.citizens.finding import Chosen, find, open_audiences, open_needs
from motcua.services.codes import local_date
from motcua.services.dossiers.naming import agency_name
from motcua.web.caching import CATALOGUE_KEPT, kept_for
from motcua.web.forms import only
from motcua.web.page import (
    PUBLIC,
    Answer,
    WebRequest,
    business_now,
    center_of,
    office_of,
    page,
    query_of,
    shown,
)

PER_PAGE = 20
LONGEST_SEARCH = 100
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageOf:
    """One page of a longer list."""

    number: int
    last: int
    total: int


def paged(rows: Sequence[T], asked: str, per_page: int = PER_PAGE) -> tuple[Sequence[T], PageOf]:
    """The rows of the page asked for; what is no page number, or beyond the end, is the nearest there is."""
    last = max(1, -(-len(rows) // per_page))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    number = min(max(number, 1), last)
    return rows[(number - 1) * per_page : number * per_page], PageOf(number, last, len(rows))


def page_links(at: PageOf, address: str, query: dict[str, str]) -> dict[str, object]:
    """The values of `govuk.pagination`; nothing for a single page."""

    def link(number: int) -> str:
        return f"{address}?{urlencode({**query, 'trang': number})}"

    numbers = range(1, at.last + 1)
    links: dict[str, object] = {
        "items": [{"number": number, "href": link(number), "current": number == at.number} for number in numbers]
    }
    if at.number > 1:
        links["previous"] = {"href": link(at.number - 1)}
    if at.number < at.last:
        links["next"] = {"href": link(at.number + 1)}
    return links


@page("/thu-tuc", may=PUBLIC)
async def list_procedures(request: WebRequest) -> Answer:
    center, query = center_of(request), query_of(request)
    signposts = center.province.signposts
    text = only(query, "tim")[:LONGEST_SEARCH]
    every = await offered(office_of(request), local_date(business_now(request)))
    agencies = {version.agency: agency_name(center, version.agency) for version in every}
    agency = only(query, "co-quan") if only(query, "co-quan") in agencies else ""
    sectors = sorted({v.sector for v in every if not agency or v.agency == agency}, key=sort_key)
    sector = only(query, "linh-vuc") if only(query, "linh-vuc") in sectors else ""
    chosen = Chosen(
        agency, sector, signposts.audience(only(query, "doi-tuong")), signposts.need(only(query, "nhu-cau"))
    )
    found = find(every, signposts, text, chosen)
    rows, at = paged(found.rows, only(query, "trang"))
    kept = {
        "tim": text,
        "co-quan": agency,
        "linh-vuc": sector,
        "doi-tuong": chosen.audience.key if chosen.audience else "",
        "nhu-cau": chosen.need.key if chosen.need else "",
    }
    kept = {name: value for name, value in kept.items() if value}
    needs = open_needs(signposts, every)
    answer = shown(
        request,
        "public/catalogue.html",
        rows=rows,
        at=at,
        links=page_links(at, f"{request.scope['root_path']}/thu-tuc", kept),
        text=text,
        chosen=chosen,
        is_whole=not kept and at.number == 1,
        is_near=found.is_near,
        meant=[need for need in found.needs if need in needs and need != chosen.need],
        needs=needs,
        audience_pairs=[(each.key, each.says) for each in open_audiences(signposts, every)],
        agencies=sorted(agencies.items(), key=lambda pair: sort_key(pair[1])),
        sector_pairs=[(name, name) for name in sectors],
        agency_names=agencies,
    )
    return kept_for(request, answer, CATALOGUE_KEPT)


@dataclass(frozen=True, slots=True)
class RouteSays:
    """A procedure's route at this center: in words, and drawn."""

    ways: tuple[Way, ...]
    drawing: Markup


def route_of(version: ProcedureVersion, center: Center) -> RouteSays:
    named = partial(agency_name, center)
    drawn = Markup(route_svg(version, named, center.plugins))  # noqa: S704  every text in it is escaped
    return RouteSays(ways(version, named, center.plugins), drawn)


PAGES = (list_procedures,)
