"""Who is away, and who stands in for them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from motcua.domain.errors import Refused
from motcua.services.accounts.absence import absences, end_absence, enter_absence
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    SIGNED_IN,
    Answer,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.widgets import summary_of

BOXES = ("person", "substitute", "from_on", "to_on", "reason")
HERE = "/vang-mat"


@page(HERE, may=SIGNED_IN)
async def show_absences(request: WebRequest) -> Answer:
    """`?nguoi=`: whose absence is to be entered, for who may enter others'."""
    return await _page(request, {"person": only(query_of(request), "nguoi")}, {})


async def _page(request: WebRequest, typed: Mapping[str, str], faults: Mapping[str, str], status: int = 200) -> Answer:
    return shown(
        request,
        "staff/absences.html",
        status=status,
        found=await absences(office_of(request), acting(request), typed.get("person", "")),
        typed={name: typed.get(name, "") for name in BOXES},
        faults=dict(faults),
        errors=summary_of(faults),
        key=typed.get("_key") or uuid4(),
    )


@act(HERE, may=SIGNED_IN)
async def enter(request: WebRequest) -> Answer:
    faults, posted = await faults_and_form_of(request)
    typed = {name: only(posted, name) for name in (*BOXES, "_key")}
    key = uuid_of(typed["_key"])
    if key is None:
        faults, typed["_key"] = {"*": "Trang này đã mở quá lâu. Hãy kiểm tra rồi gửi lại."} | faults, ""
    if not faults and key is not None:
        try:
            return go(request, HERE, says=await enter_absence(office_of(request), acting(request), typed, key))
        except Refused as refused:
            faults = dict(refused.errors) or {"*": refused.sentence}
    return await _page(request, typed, faults, 422)


@act(f"{HERE}/ket-thuc", may=SIGNED_IN)
async def end(request: WebRequest) -> Answer:
    key = uuid_of(only(await form_of(request), "id"))
    if key is None:
        raise Refused("Không rõ ngày vắng mặt nào. Hãy quay lại danh sách rồi chọn lại.")
    return go(request, HERE, says=await end_absence(office_of(request), acting(request), key))


PAGES = (show_absences, enter, end)
