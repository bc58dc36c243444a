"""The lists that people keep under a name: kept from the list itself, put in order on a page of their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from motcua.centers import here
from motcua.domain.errors import Refused
from motcua.domain.people import Acting
from motcua.services.accounts.people import desk_titles
from motcua.services.dossiers.naming import desk_name
from motcua.services.work.views import (
    DOWN,
    MOST,
    UP,
    begin_with,
    desks_of,
    forget_view,
    keep_view,
    move_view,
    rename_view,
    saved_views,
    share_view,
)
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.list_filters import kept_query
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    center_of,
    form_of,
    go,
    office_of,
    page,
    shown,
)

HERE = "/viec/da-luu"


@act("/viec/luu", may=Permission.SEE_DOSSIERS)
async def save_view(request: WebRequest) -> Answer:
    """Keeps the list on the screen under a name."""
    posted = await form_of(request)
    query = kept_query(only(posted, "danh-sach"), office_of(request), center_of(request))
    name = await keep_view(acting(request), only(posted, "ten"), query)
    return go(request, f"/viec?{query}", says=f"Đã lưu danh sách “{name}”.")


@act("/viec/bo", may=Permission.SEE_DOSSIERS)
async def drop_view(request: WebRequest) -> Answer:
    await forget_view(acting(request), _view_id(await form_of(request)))
    return go(request, "/viec", says="Đã bỏ danh sách đã lưu.")


@page(HERE, may=Permission.SEE_DOSSIERS)
async def show_views(request: WebRequest) -> Answer:
    return await _shown(request)


async def _shown(request: WebRequest, error: str = "", at: str = "") -> Answer:
    who, titles = acting(request), desk_titles(office_of(request))
    found = await saved_views(who)
    named = {desk: desk_name(here(), titles, *desk.split("/", 1)) for desk in desks_of(who)}
    return shown(
        request,
        "desk/saved_views.html",
        status=422 if error else 200,
        mine=[view for view in found if view.is_mine],
        shared=[view for view in found if not view.is_mine],
        has_default=any(view.is_default for view in found),
        desks=named,
        most=MOST,
        errors=[{"text": error, "href": f"#ten-{at}"}] if error else [],
        wrong=at,
    )


def _view_id(posted: Typed) -> UUID:
    found = uuid_of(only(posted, "ma"))
    if found is None:
        raise Refused("Hãy chọn danh sách.")
    return found


Verb = Callable[[Acting, UUID, Typed], Awaitable[str]]


async def _up(who: Acting, view_id: UUID, posted: Typed) -> str:
    await move_view(who, view_id, UP)
    return "Đã đưa danh sách lên."


async def _down(who: Acting, view_id: UUID, posted: Typed) -> str:
    await move_view(who, view_id, DOWN)
    return "Đã đưa danh sách xuống."


async def _begin(who: Acting, view_id: UUID, posted: Typed) -> str:
    await begin_with(who, view_id)
    return "Trang Việc của bạn mở đầu bằng danh sách này."


async def _begin_as_usual(who: Acting, view_id: UUID, posted: Typed) -> str:
    await begin_with(who, None)
    return "Trang Việc của bạn mở đầu như thường lệ."


async def _share(who: Acting, view_id: UUID, posted: Typed) -> str:
    desk = only(posted, "vi-tri")
    await share_view(who, view_id, desk or None)
    return "Đã chia sẻ danh sách với vị trí đã chọn." if desk else "Danh sách chỉ còn mình bạn thấy."


async def _rename(who: Acting, view_id: UUID, posted: Typed) -> str:
    return f"Danh sách nay có tên “{await rename_view(who, view_id, only(posted, 'ten'))}”."


async def _drop(who: Acting, view_id: UUID, posted: Typed) -> str:
    await forget_view(who, view_id)
    return "Đã bỏ danh sách đã lưu."


VERBS: dict[str, Verb] = {
    "len": _up,
    "xuong": _down,
    "mo-dau": _begin,
    "mo-dau-thuong": _begin_as_usual,
    "chia-se": _share,
    "doi-ten": _rename,
    "bo": _drop,
}


@act(HERE, may=Permission.SEE_DOSSIERS)
async def change_view(request: WebRequest) -> Answer:
    posted = await form_of(request)
    verb, view_id = VERBS.get(only(posted, "viec")), _view_id(posted)
    if verb is None:
        raise Refused("Hãy chọn việc cần làm với danh sách.")
    try:
        says = await verb(acting(request), view_id, posted)
    except Refused as refused:
        return await _shown(request, refused.sentence, str(view_id))
    return go(request, HERE, says=says)


PAGES = (save_view, drop_view, show_views, change_view)
