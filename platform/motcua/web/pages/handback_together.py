"""Several results to one person over the counter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Permission
from motcua.domain.states import State
from motcua.services.counter.handing_back import (
    MOST,
    ReadyLine,
    common_fields,
    hand_back_together,
    ready_beside,
    ready_these,
)
from motcua.services.dossiers.offered import OfferedMove
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import (
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
from motcua.web.pages import bulk
from motcua.web.pages.move_forms import SLUGS, Tried, box, move_view, summary_of

HERE = "/tra-ket-qua/cung-luc"
BY_AGENCY = "co-quan"


def _ids(text: str) -> tuple[UUID, ...]:
    found = [uuid_of(each) for each in text.split(".") if each]
    if None in found or len(found) > MOST:
        raise NotHere
    return tuple(each for each in found if each is not None)


@page(HERE, may=Permission.HAND_BACK)
async def show_several(request: WebRequest) -> Answer:
    """`ho-so`: those that were ticked; `voi`: those beside one dossier, of its applicant or (`theo`) of its agency."""
    query = query_of(request)
    chosen, beside = only(query, "ho-so"), only(query, "voi")
    office, who = office_of(request), acting(request)
    lines: tuple[ReadyLine, ...] = ()
    ticked: frozenset[UUID] = frozenset()
    if chosen:
        lines = await ready_these(office, who, _ids(chosen))
        ticked = frozenset(line.row.id for line in lines)
    elif beside:
        by_agency = only(query, "theo") == BY_AGENCY
        (dossier_id,) = _ids(beside)[:1] or (None,)
        if dossier_id is None:
            raise NotHere
        lines = await ready_beside(office, who, dossier_id, of_agency=by_agency)
        ticked = frozenset({dossier_id}) if by_agency else frozenset(line.row.id for line in lines)
    return _shown(request, lines, ticked)


@act("/tra-ket-qua/chon", may=Permission.HAND_BACK)
async def choose(request: WebRequest) -> Answer:
    """From the rows ticked in a list to the page that asks who takes them."""
    picked = bulk.picked_of(await form_of(request), Move.HAND_BACK)
    if not picked:
        raise Refused("Hãy chọn các kết quả cần trả trong danh sách.")
    if len(picked) > MOST:
        raise Refused(f"Mỗi lần trả nhiều nhất {MOST} hồ sơ.")
    return go(request, f"{HERE}?ho-so={'.'.join(str(each.id) for each in picked)}")


@act(HERE, may=Permission.HAND_BACK, in_transaction=False)
async def hand_back_several(request: WebRequest) -> Answer:
    faults, posted = await faults_and_form_of(request)
    key, shown_ids = uuid_of(only(posted, "_key")), _ids(only(posted, "ho-so"))
    if key is None or not shown_ids:
        raise Refused("Trang đã cũ. Mở lại trang Trả kết quả rồi chọn lại.")
    picked = bulk.picked_of(posted, Move.HAND_BACK)
    data = {field.name: only(posted, field.name) for field in common_fields()}
    own = {each.id: _own(posted, each.id) for each in picked}
    try:
        if faults:
            raise Refused(next(iter(faults.values())), dict(faults))
        await hand_back_together(office_of(request), acting(request), picked, data, own, key)
    except (Refused, Conflict) as refused:
        errors = (refused.errors if isinstance(refused, Refused) else {}) or {"*": refused.sentence}
        typed = data | {f"{each}.{name}": text for each, said in own.items() for name, text in said.items()}
        lines = await ready_these(office_of(request), acting(request), shown_ids)
        tried = Tried(Move.HAND_BACK, typed, errors, key=key)
        status = 409 if isinstance(refused, Conflict) else 422
        return _shown(request, lines, frozenset(each.id for each in picked), tried, status)
    return go(request, f"{bulk.HERE}?lan={key}")


def _own(posted: Typed, dossier_id: UUID) -> dict[str, str]:
    before = f"{dossier_id}."
    return {name.removeprefix(before): only(posted, name) for name in posted if name.startswith(before)}


def _shown(
    request: WebRequest,
    lines: tuple[ReadyLine, ...],
    ticked: frozenset[UUID],
    tried: Tried | None = None,
    status: int = 200,
) -> Answer:
    people = {line.person for line in lines}
    names = sorted({line.row.applicant_name for line in lines})
    offered = OfferedMove(
        Move.HAND_BACK, MOVES[Move.HAND_BACK].label, common_fields(names[0] if len(people) == 1 else ""), None
    )
    return shown(
        request,
        "desk/hand_back_several.html",
        status=status,
        lines=[
            {"line": line, "is_ticked": line.row.id in ticked, "boxes": _boxes(line, tried), "state": State.READY}
            for line in lines
        ],
        move=move_view(offered, tried),
        ids=".".join(str(line.row.id) for line in lines),
        has_several=len(people) > 1,
        applicant=names[0] if len(people) == 1 else "",
        errors=summary_of(tried),
    )


def _boxes(line: ReadyLine, tried: Tried | None) -> list[tuple[str, dict[str, Any]]]:
    typed: Mapping[str, str] = tried.typed if tried is not None else {}
    errors = tried.errors if tried is not None else {}
    named = [replace(field, name=f"{line.row.id}.{field.name}") for field in line.own]
    return [box(field, SLUGS[Move.HAND_BACK], typed.get(field.name, ""), errors) for field in named]


PAGES = (show_several, choose, hand_back_several)
