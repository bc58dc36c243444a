"""One list of dossiers to be destroyed: looked through, submitted, approved, and its minutes."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from motcua.domain.errors import NotHere, Refused
from motcua.domain.keeping import FORMULA
from motcua.services.archive import disposals
from motcua.services.archive.minutes import read_minutes, write_minutes
from motcua.web.csv_files import csv_of
from motcua.web.forms import Typed, only
from motcua.web.ids import asked_for
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    form_of,
    go,
    office_of,
    page,
    query_of,
    sent,
    shown,
)
from motcua.web.pages.archive import LISTS, SEES, seen_of
from motcua.web.pages.letters import as_pdf
from motcua.web.widgets import summary_of

ITEM_SAYS = {"in": "Trong danh mục", "out": "Đưa ra", "destroyed": "Đã tiêu hủy"}
HEADINGS = (
    *("STT", "Mã hồ sơ", "Thủ tục", "Cơ quan", "Kết thúc", "Bảo quản đến hết"),
    *("Thời hạn bảo quản", "Căn cứ", "Tình trạng"),
)
HERE = f"{LISTS}/{{disposal_id:str}}"


@page(HERE, may=SEES)
async def show_disposal(request: WebRequest, disposal_id: FromPath[str]) -> Answer:
    """Fifty of its dossiers, those after `sau`."""
    text = only(query_of(request), "sau")
    if text and not (text.isascii() and text.isdigit() and len(text) < 12):
        raise NotHere
    return await _shown(request, asked_for(disposal_id), {}, {}, after=int(text or 0))


async def _shown(
    request: WebRequest, disposal_id: UUID, typed: Typed, faults: Mapping[str, str], status: int = 200, after: int = 0
) -> Answer:
    who = acting(request)
    found = await disposals.show(office_of(request), who, disposal_id, after)
    is_own = found.row["proposed_by"] == who.staff.id
    return shown(
        request,
        "archive/disposal.html",
        status=status,
        found=found,
        formula=FORMULA,
        after=after,
        may_keep=who.staff.may(Permission.KEEP_ARCHIVE),
        may_approve=who.staff.may(Permission.APPROVE_DISPOSAL) and not is_own,
        typed={name: only(typed, name) for name in ("quyet-dinh", "thanh-phan", "ly-do")},
        faults=faults,
        errors=summary_of(faults),
    )


@act(HERE, may=SEES)
async def act_on_disposal(request: WebRequest, disposal_id: FromPath[str]) -> Answer:
    """`viec`: bo-ra (a dossier off the list, or back), trinh, bo, tra-lai, duyet, bien-ban, tiep."""
    disposal, typed = asked_for(disposal_id), await form_of(request)
    try:
        says = await _acted(request, disposal, typed)
    except Refused as refused:
        return await _shown(request, disposal, typed, dict(refused.errors) or {"*": refused.sentence}, 422)
    return go(request, f"{LISTS}/{disposal}", says=says)


async def _acted(request: WebRequest, disposal: UUID, typed: Typed) -> str:
    who, wish = acting(request), only(typed, "viec")
    if wish == "bien-ban":
        return f"Đã lập biên bản số {await write_minutes(office_of(request), who, disposal)}."
    if wish == "tiep":
        return await disposals.go_on(who, disposal)
    await disposals.show(office_of(request), who, disposal)  # NotHere before anything is said of the form
    seen = seen_of(typed)
    match wish:
        case "bo-ra":
            number = only(typed, "so")
            if not (number.isascii() and number.isdigit() and len(number) < 12):
                raise NotHere
            return await disposals.leave_out(who, disposal, seen, int(number), only(typed, "ly-do-bo"))
        case "trinh":
            return await disposals.submit(who, disposal, seen)
        case "bo":
            return await disposals.drop(who, disposal, seen)
        case "tra-lai":
            return await disposals.send_back(who, disposal, seen, only(typed, "ly-do"))
        case "duyet":
            return await disposals.approve(
                who,
                disposal,
                seen,
                decision=only(typed, "quyet-dinh"),
                attended=only(typed, "thanh-phan"),
                is_sure=bool(only(typed, "xac-nhan")),
            )
    raise Refused("Hãy chọn việc cần làm.")


@act(f"{HERE}/tien-do", may=SEES, is_quiet=True)
async def show_progress(request: WebRequest, disposal_id: FromPath[str]) -> Answer:
    found = await disposals.show(office_of(request), acting(request), asked_for(disposal_id))
    if not found.is_under_way:
        return go(request, f"{LISTS}/{found.id}")
    return shown(request, "archive/_progress.html", found=found)


@page(f"{HERE}/bien-ban.pdf", may=SEES)
async def print_minutes(request: WebRequest, disposal_id: FromPath[str]) -> Answer:
    return as_pdf(await read_minutes(office_of(request), acting(request), asked_for(disposal_id)))


@page(f"{HERE}/danh-muc.csv", may=SEES, in_transaction=False)
async def export_list(request: WebRequest, disposal_id: FromPath[str]) -> Answer:
    """Every dossier of the list, as a spreadsheet reads it; only the codes, and nothing of anybody."""
    office, who, disposal = office_of(request), acting(request), asked_for(disposal_id)
    found = await disposals.show(office, who, disposal)
    lines = [
        [
            str(item.ordinal),
            item.code,
            item.procedure,
            item.agency,
            f"{item.ended_on:%d/%m/%Y}",
            f"{item.kept_until:%d/%m/%Y}",
            f"{item.years} năm",
            item.basis,
            f"{ITEM_SAYS[item.state]}: {item.reason}" if item.reason else ITEM_SAYS[item.state],
        ]
        for item in await disposals.every_item(office, who, disposal)
    ]
    name = f"danh-muc-tieu-huy-{found.year}.csv"
    return sent(csv_of((HEADINGS, *lines)), media_type="text/csv; charset=utf-8", name=name)


PAGES = (show_disposal, act_on_disposal, show_progress, print_minutes, export_list)
