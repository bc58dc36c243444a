"""Handing results back: what is ready, and the receipt's code or QR to find one."""

from __future__ import annotations

from uuid import UUID

from motcua.domain.errors import Refused
from motcua.domain.moves import Move
from motcua.domain.states import State
from motcua.services.counter.handing_back import others_of
from motcua.services.dossiers.moves import Made
from motcua.services.dossiers.offered import OfferedMove
from motcua.services.dossiers.shown import open_dossier
from motcua.services.work.worklists import Worklist, WorklistRow, worklist
from motcua.web.forms import only
from motcua.web.ids import asked_for
from motcua.web.page import (
    Answer,
    FromPath,
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
from motcua.web.pages.move_forms import Tried, move_view, summary_of
from motcua.web.pages.moves import attempted

HERE = "/tra-ket-qua"


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
    return f"{HERE}/{row.id}" if row.state is State.READY else f"/ho-so/{row.id}"


@page("/tra-ket-qua/{dossier_id:str}", may=Permission.HAND_BACK)
async def show_result(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    """One result over the counter: what it is, what is still to pay, which originals go along, who may take it."""
    return await _result(request, asked_for(dossier_id))


@act("/tra-ket-qua/{dossier_id:str}", may=Permission.HAND_BACK)
async def hand_back(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    """Handed over: back to the list for the next person."""
    dossier = asked_for(dossier_id)
    made = await attempted(request, Move.HAND_BACK, dossier, _result)
    return go(request, HERE, says=made.sentence, back=f"/ho-so/{dossier}") if isinstance(made, Made) else made


async def _result(request: WebRequest, dossier_id: UUID, tried: Tried | None = None, status: int = 200) -> Answer:
    found = await open_dossier(office_of(request), acting(request), dossier_id)
    offered = next((each for each in found.moves if each.move is Move.HAND_BACK), None)
    can = offered is not None and offered.is_open
    return shown(
        request,
        "desk/hand_back_one.html",
        status=status,
        found=found,
        move=move_view(offered, tried) if offered is not None and can else None,
        why_not=(offered.why_not or "") if offered is not None else f"Hồ sơ đang ở trạng thái “{found.state_name}”.",
        originals=[each for each in found.papers if f"original.{each.key}" in _asked(offered)],
        changed=tried.changed if tried is not None else (),
        errors=summary_of(tried),
        unattached=("", ""),
        others=await others_of(acting(request), dossier_id) if can else 0,
        list_query="",
    )


def _asked(offered: OfferedMove | None) -> frozenset[str]:
    return frozenset(field.name for field in offered.fields) if offered is not None else frozenset()


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
        row_address="/tra-ket-qua/",
        together=any(row.state is State.READY for row in found.rows),
        next_address=f"/tra-ket-qua?sau={found.next_key}" if found.next_key and not is_search else "",
    )


PAGES = (show_ready, find, show_result, hand_back)
