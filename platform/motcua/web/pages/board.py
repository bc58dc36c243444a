"""Công khai: the public board as a page, as open data, and small enough to stand in somebody else's page."""

from __future__ import annotations

from litestar import Response

from motcua.domain.calendar import local
from motcua.domain.errors import NotHere, Refused
from motcua.services.board import open_data
from motcua.services.board import shown as service
from motcua.services.catalogue import offered
from motcua.services.heard import feedback
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    PUBLIC,
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    business_now,
    center_of,
    form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
)

HERE, POSTED = "/cong-khai", "/niem-yet"
# The page stands in another site's frame: it may do nothing but be looked at.
EMBEDDED = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors {origins}"
)


@page(HERE, may=PUBLIC)
async def show_board(request: WebRequest) -> Answer:
    at = business_now(request)
    versions = await offered(office_of(request), local(at).date())
    counted: dict[str, int] = {}
    for version in versions:
        counted[version.agency] = counted.get(version.agency, 0) + 1
    return shown(
        request,
        "board/page.html",
        found=await service.public_board(at),
        counted=counted,
        procedures=len(versions),
        licence=open_data.licence(),
    )


@page(f"{HERE}/du-lieu", may=PUBLIC, in_transaction=False)
async def describe_data(request: WebRequest) -> Answer:
    return shown(
        request,
        "board/data.html",
        datasets=tuple(open_data.DATASETS.values()),
        format_name=open_data.FORMAT,
        licence=open_data.licence(),
        least=center_of(request).board.least,
    )


@page(f"{HERE}/du-lieu/{{data_file:str}}", may=PUBLIC)
async def send_data(request: WebRequest, data_file: FromPath[str]) -> Answer:
    """For anybody's page and program: it holds nothing that is not on the board."""
    found = await open_data.open_file(office_of(request), data_file, business_now(request))
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Content-Disposition": f'inline; filename="{found.name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    }
    return Response(found.content, media_type=found.media_type, headers=headers)


@page(f"{HERE}/nhung", may=PUBLIC)
async def show_embedded(request: WebRequest) -> Answer:
    """Only the origins that the center has set may frame it; every other page of ours stays out of all frames."""
    answer = shown(request, "board/embedded.html", found=await service.public_board(business_now(request)))
    origins = " ".join(center_of(request).board.embedded_by) or "'none'"
    answer.headers["Content-Security-Policy"] = EMBEDDED.format(origins=origins)
    return answer


@page("/hoi-dap", may=PUBLIC)
async def show_answers(request: WebRequest) -> Answer:
    found, next_place = await feedback.published(only(query_of(request), "sau"))
    return shown(request, "board/answers.html", found=found, next_place=next_place)


@page(POSTED, may=Permission.HEAR_PEOPLE)
async def show_posted(request: WebRequest) -> Answer:
    return shown(request, "board/posted.html", found=await service.staff_to_post(acting(request)))


@act(POSTED, may=Permission.HEAR_PEOPLE)
async def post(request: WebRequest) -> Answer:
    typed = await form_of(request)
    whose, wish = uuid_of(only(typed, "can-bo")), only(typed, "viec")
    if wish not in ("dang", "bo"):
        raise Refused("Hãy chọn niêm yết hay bỏ niêm yết.")
    if whose is None:
        raise NotHere
    return go(request, POSTED, says=await service.post(acting(request), whose, is_public=wish == "dang"))


PAGES = (show_board, describe_data, send_data, show_embedded, show_answers, show_posted, post)
