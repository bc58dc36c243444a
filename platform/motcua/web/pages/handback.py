"""Handing results back: what is ready, and the receipt's code or QR to find one."""

from __future__ import annotations

from motcua.domain.errors import Refused
from motcua.domain.states import State
from motcua.services.worklists import Worklist, WorklistRow, worklist
from motcua.web.forms import only
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.pages.desk import searched


@page("/tra-ket-qua", may=Permission.HAND_BACK)
async def show_ready(request: WebRequest) -> Answer:
    after = only(query_of(request), "sau") or None
    found = await worklist(office_of(request), acting(request), view="hand_back", after=after)
    return _page(request, found, 200)


@act("/tra-ket-qua", may=Permission.HAND_BACK)
async def find(request: WebRequest) -> Answer:
    """A scanned receipt opens its dossier at the hand-back form; anything else lists what was found."""
    faults, typed = await faults_and_form_of(request)
    text = only(typed, "text")
    if faults:
        return _page(request, Worklist(()), 422, text, faults.get("text", next(iter(faults.values()))))
    if not text:
        return _page(request, Worklist(()), 422, text, "Hãy quét mã trên giấy tiếp nhận hoặc nhập mã hồ sơ")
    try:
        found = await worklist(office_of(request), acting(request), view="all", text=searched(text))
    except Refused as refused:
        return _page(request, Worklist(()), 422, text, refused.errors.get("text", refused.sentence))
    exact = next((row for row in found.rows if row.code and row.code == searched(text).upper()), None)
    only_one = exact or (found.rows[0] if len(found.rows) == 1 else None)
    if only_one is not None:
        return go(request, _where(only_one))
    return _page(request, found, 200, text, is_search=True)


def _where(row: WorklistRow) -> str:
    return f"/ho-so/{row.id}#viec" if row.state is State.READY else f"/ho-so/{row.id}"


def _page(
    request: WebRequest, found: Worklist, status: int, text: str = "", error: str = "", *, is_search: bool = False
) -> Answer:
    return shown(
        request,
        "desk/handback.html",
        status=status,
        found=found,
        text=text,
        error=error,
        errors=[{"text": error, "href": "#f-text"}] if error else [],
        is_search=is_search,
        next_address=f"/tra-ket-qua?sau={found.next_key}" if found.next_key and not is_search else "",
    )


PAGES = (show_ready, find)
