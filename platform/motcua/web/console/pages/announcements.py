"""What the province tells its centers: the list, a new one, taking one down."""

from __future__ import annotations

from uuid import uuid4

from motcua.domain.calendar import local
from motcua.domain.errors import Refused
from motcua.domain.province import ProvincePermission
from motcua.services.province import announcing
from motcua.services.province.center_draft import day_of
from motcua.web.console.pages.paging import before_of, next_after
from motcua.web.forms import Typed, only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    go,
    office_of,
    page,
    query_of,
    real_now,
    shown,
)
from motcua.web.widgets import summary_of

HERE = "/thong-bao"


@page(HERE, may=ProvincePermission.OVERSEE)
async def show_announcements(request: WebRequest) -> Answer:
    return await _shown(request, {"from_on": [f"{local(acting(request).at):%d/%m/%Y}"]}, {})


async def _shown(request: WebRequest, typed: Typed, faults: dict[str, str], status: int = 200) -> Answer:
    found, after = await announcing.listed(before_of(query_of(request)))
    return shown(
        request,
        "province/announcements.html",
        status=status,
        found=found,
        after=next_after(after),
        typed={name: only(typed, name) for name in ("title", "body", "audience", "center", "from_on", "to_on")},
        faults=faults,
        errors=summary_of(faults),
        centers=[(center.key, center.name) for center in office_of(request).centers.values()],
        center_names={center.key: center.name for center in office_of(request).centers.values()},
        audiences=list(announcing.AUDIENCES.items()),
        audience_names=announcing.AUDIENCES,
        may_announce=acting(request).staff.may(ProvincePermission.ANNOUNCE),
        today=local(acting(request).at).date(),
        key=uuid4(),
    )


@act(HERE, may=ProvincePermission.ANNOUNCE)
async def announce(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    key, from_on, to_text = uuid_of(only(typed, "_key")), day_of(only(typed, "from_on")), only(typed, "to_on")
    to_on = day_of(to_text) if to_text else None
    if from_on is None:
        faults.setdefault("from_on", "Hãy nhập ngày, như 01/12/2017.")
    if to_text and to_on is None:
        faults.setdefault("to_on", "Hãy nhập ngày, như 01/12/2017, hoặc để trống.")
    if key is None:
        faults.setdefault("title", "Trang này đã mở quá lâu. Hãy gửi lại.")
    if not faults and key is not None and from_on is not None:
        wish = announcing.Wish(
            only(typed, "title"), only(typed, "body"), only(typed, "audience"), only(typed, "center"), from_on, to_on
        )
        try:
            await announcing.announce(office_of(request), acting(request), wish, key, real_now())
        except Refused as refused:
            faults = refused.errors or {"title": refused.sentence}
        else:
            return go(request, HERE, says="Đã đăng thông báo.")
    return await _shown(request, typed, faults, 422)


@act(HERE + "/{announcement_id:str}/go", may=ProvincePermission.ANNOUNCE)
async def end(request: WebRequest, announcement_id: FromPath[str]) -> Answer:
    title = await announcing.end(acting(request), asked_for(announcement_id), real_now())
    return go(request, HERE, says=f"Đã gỡ thông báo “{title}”.")


PAGES = (show_announcements, announce, end)
