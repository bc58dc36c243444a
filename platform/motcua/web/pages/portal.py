"""Đối soát với Cổng dịch vụ công quốc gia: the day's statuses to take along, and where the portal's list differs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from motcua.domain.calendar import local
from motcua.domain.errors import NotHere, Refused
from motcua.domain.parsing import parse_date
from motcua.services.machines import national
from motcua.web.api.national import HEADINGS, cells_of
from motcua.web.csv_files import csv_of
from motcua.web.forms import Typed, only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    business_now,
    faults_and_form_of,
    go,
    office_of,
    page,
    query_of,
    sent,
    shown,
    uploads_of,
)
from motcua.web.widgets import summary_of

HERE = "/doi-soat"
MAY = Permission.SEE_EVERY_DOSSIER
OLD_PAGE = "Trang này đã mở quá lâu. Hãy kiểm tra rồi gửi lại."
BOXES = ("from_on", "to_on")


@page(HERE, may=MAY)
async def show_portal(request: WebRequest) -> Answer:
    return await _page(request, {}, {})


async def _page(request: WebRequest, typed: Typed, faults: Mapping[str, str], status: int = 200) -> Answer:
    today = f"{local(business_now(request)).date():%d/%m/%Y}"
    return shown(
        request,
        "machines/portal.html",
        status=status,
        imports=await national.imports(),
        typed={name: only(typed, name) for name in BOXES},
        today=today,
        faults=dict(faults),
        errors=summary_of(faults),
        key=only(typed, "_key") or uuid4(),
    )


@page(f"{HERE}/trang-thai.csv", may=MAY)
async def download_statuses(request: WebRequest) -> Answer:
    """Every dossier that moved on a day (today if none is asked for)."""
    on = _day(only(query_of(request), "ngay")) or local(business_now(request)).date()
    lines: list[national.StatusLine] = []
    after = ""
    while True:
        found, cursor = await national.statuses_on(office_of(request), on, after, 1_000)
        lines += found
        if cursor is None:
            break
        after = cursor
    body = csv_of((HEADINGS, *map(cells_of, lines)))
    return sent(body, media_type="text/csv; charset=utf-8", name=f"trang-thai-{on:%Y%m%d}.csv")


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise Refused("Hãy nhập ngày dạng ngày/tháng/năm, ví dụ 08/11/2017.")
    return found


@act(HERE, may=MAY, takes_upload=True)
async def take_list(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    key = uuid_of(only(typed, "_key"))
    files = await uploads_of(request, "file")
    if key is None:
        faults, typed = {"*": OLD_PAGE} | faults, {**typed, "_key": []}
    elif not files:
        faults = {"file": "Hãy chọn tệp CSV tải từ Cổng dịch vụ công quốc gia."} | faults
    if not faults and key is not None:
        try:
            content = await files[0].read()
            import_id = await national.take_portal_list(
                acting(request), files[0].filename, content, only(typed, "from_on"), only(typed, "to_on"), key
            )
            return go(request, f"{HERE}/{import_id}", says="Đã đối soát danh sách.")
        except Refused as refused:
            faults = dict(refused.errors) or {"*": refused.sentence}
    return await _page(request, typed, faults, 422)


@page(HERE + "/{import_id:str}", may=MAY)
async def show_differences(request: WebRequest, import_id: FromPath[str]) -> Answer:
    after = only(query_of(request), "sau")
    if len(after) > national.LONGEST_CODE:
        raise NotHere
    found, lines, cursor = await national.compared(asked_for(import_id), after, business_now(request))
    return shown(request, "machines/differences.html", found=found, lines=lines, cursor=cursor, is_first=not after)


PAGES = (show_portal, download_statuses, take_list, show_differences)
