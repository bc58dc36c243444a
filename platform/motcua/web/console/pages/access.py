"""Truy cập khẩn cấp: asking to be let into one center, answering, going in, ending it."""

from __future__ import annotations

from uuid import uuid4

from motcua.domain.errors import Refused
from motcua.domain.province import LENGTHS, ProvincePermission
from motcua.services.province import access
from motcua.services.province.overview import center_name, real_centers
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

HERE = "/truy-cap"
STANDINGS = {
    "asked": "Chờ đồng ý",
    "lapsed": "Quá 8 giờ, không ai trả lời",
    "refused": "Không đồng ý",
    "open": "Đang mở",
    "over": "Đã kết thúc",
}


@page(HERE, may=ProvincePermission.OVERSEE)
async def show_accesses(request: WebRequest) -> Answer:
    return await _shown(request, {}, {})


async def _shown(request: WebRequest, typed: Typed, faults: dict[str, str], status: int = 200) -> Answer:
    now, staff, office = real_now(), acting(request).staff, office_of(request)
    found, after = await access.accesses(before_of(query_of(request)))
    rows = [
        each
        | {
            "stands": (stands := access.standing_of(each, now)),
            "says": STANDINGS[stands],
            "center": center_name(office, each["center_key"]),
            "is_mine": each["officer_id"] == staff.id,
            "length": LENGTHS.get(each["minutes"], f"{each['minutes']} phút"),
        }
        for each in found
    ]
    return shown(
        request,
        "province/access.html",
        status=status,
        found=rows,
        after=next_after(after),
        typed={name: only(typed, name) for name in ("center", "reason", "minutes")},
        faults=faults,
        errors=summary_of(faults),
        centers=real_centers(office),
        lengths=list(LENGTHS.items()),
        may_ask=staff.may(ProvincePermission.ASK_ACCESS),
        may_answer=staff.may(ProvincePermission.CONSENT_ACCESS),
        key=uuid4(),
    )


@act(HERE, may=ProvincePermission.ASK_ACCESS)
async def ask(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    key, minutes = uuid_of(only(typed, "_key")), only(typed, "minutes")
    if key is None:
        faults.setdefault("reason", "Trang này đã mở quá lâu. Hãy gửi lại.")
    if not faults and key is not None:
        try:
            await access.ask(
                office_of(request),
                acting(request),
                only(typed, "center"),
                only(typed, "reason"),
                int(minutes) if minutes.isascii() and minutes.isdigit() and len(minutes) < 5 else 0,
                key,
                real_now(),
            )
        except Refused as refused:
            faults = refused.errors or {"reason": refused.sentence}
        else:
            return go(request, HERE, says="Đã gửi đề nghị. Lãnh đạo của tỉnh trả lời ở trang này.")
    return await _shown(request, typed, faults, 422)


# Each of these enters a center after the province's own transaction, so none holds one open.
@act(HERE + "/{access_id:str}/dong-y", may=ProvincePermission.CONSENT_ACCESS, in_transaction=False)
async def consent(request: WebRequest, access_id: FromPath[str]) -> Answer:
    await access.consent(office_of(request), acting(request), asked_for(access_id), real_now())
    return go(request, HERE, says="Đã đồng ý. Trung tâm thấy thông báo ngay trên trang làm việc.")


@act(HERE + "/{access_id:str}/khong-dong-y", may=ProvincePermission.CONSENT_ACCESS)
async def refuse(request: WebRequest, access_id: FromPath[str]) -> Answer:
    _, typed = await faults_and_form_of(request)
    await access.refuse(acting(request), asked_for(access_id), only(typed, "answer"), real_now())
    return go(request, HERE, says="Đã trả lời: không đồng ý.")


@act(HERE + "/{access_id:str}/vao", may=ProvincePermission.ASK_ACCESS, in_transaction=False)
async def enter(request: WebRequest, access_id: FromPath[str]) -> Answer:
    address = await access.enter(office_of(request), acting(request), asked_for(access_id), real_now())
    # A form may not lead to another origin (form-action 'self'), so the last step is a link.
    return shown(request, "province/ticket.html", address=address)


@act(HERE + "/{access_id:str}/ket-thuc", may=(ProvincePermission.ASK_ACCESS, ProvincePermission.CONSENT_ACCESS),
     in_transaction=False)  # fmt: skip
async def end(request: WebRequest, access_id: FromPath[str]) -> Answer:
    await access.end(office_of(request), acting(request), asked_for(access_id), real_now())
    return go(request, HERE, says="Đã kết thúc truy cập.")


PAGES = (show_accesses, ask, consent, refuse, enter, end)
