"""Thêm trung tâm: four pages, kept as a draft, then the center is there."""

from __future__ import annotations

import contextlib
from typing import Any
from uuid import uuid4

from motcua.centers import KINDS
from motcua.centers.staff_table import StaffLine
from motcua.domain.calendar import local
from motcua.domain.errors import DataError, NotHere, Refused
from motcua.domain.people import ROLE_NAMES
from motcua.domain.province import ProvincePermission
from motcua.services.province import adding, center_draft
from motcua.services.province.center_draft import STEPS, Draft
from motcua.services.province.overview import real_centers
from motcua.web.forms import only
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
    real_now,
    shown,
)
from motcua.web.widgets import summary_of

HERE = "/them-trung-tam"
NAMES = list(STEPS)
EXAMPLE = "Họ và tên\tChức vụ\tVai trò\tCơ quan\tVị trí\tTiếp nhận"


@page(HERE, may=ProvincePermission.ADD_CENTER)
async def show_drafts(request: WebRequest) -> Answer:
    found = await adding.drafts(acting(request))
    return shown(request, "province/drafts.html", found=found, key=uuid4(), steps=list(STEPS.values()))


@act(HERE, may=ProvincePermission.ADD_CENTER)
async def begin(request: WebRequest) -> Answer:
    _, typed = await faults_and_form_of(request)
    key = uuid_of(only(typed, "_key"))
    if key is None:
        raise Refused("Trang này đã mở quá lâu. Hãy bấm “Bắt đầu” lại.")
    await adding.begin(acting(request), key, real_now())
    return go(request, f"{HERE}/{key}/{NAMES[0]}")


@page(HERE + "/{draft_id:str}/{step:str}", may=ProvincePermission.ADD_CENTER)
async def show_step(request: WebRequest, draft_id: FromPath[str], step: FromPath[str]) -> Answer:
    kept = await _draft(request, draft_id, step)
    return _shown(request, kept, step, dict(kept.data), {})


@act(HERE + "/{draft_id:str}/{step:str}", may=ProvincePermission.ADD_CENTER, in_transaction=False)
async def take_step(request: WebRequest, draft_id: FromPath[str], step: FromPath[str]) -> Answer:
    kept = await _draft(request, draft_id, step)
    faults, typed = await faults_and_form_of(request)
    plain = {name: only(typed, name) for name in typed}
    office = office_of(request)
    given: dict[str, Any] = {}
    try:
        if faults:
            raise Refused(next(iter(faults.values())), faults)
        match step:
            case "ten":
                given = center_draft.checked_name(office, plain)
            case "co-quan":
                given = center_draft.checked_agencies(office, kept, typed.get("agencies", []), plain)
            case "can-bo":
                given = {"people": plain.get("people", "")}
                lines = center_draft.read_people(office, kept, given["people"])
                wrong, lacking = [line for line in lines if line.row is None], center_draft.lacking(lines)
                if wrong or lacking:
                    says = f"{len(wrong)} dòng chưa dùng được, xem bên dưới." if wrong else ""
                    says = says or f"Danh sách chưa có: {', '.join(lacking)}."
                    raise Refused(says, {"people": says})
            case _:
                made = await adding.make(office, acting(request), kept, real_now())
                people = {person.username: person for person in made.center.staff}
                address = f"{office.settings.base_url}/{made.center.key}/"
                return shown(request, "province/made.html", made=made, people=people, address=address)
    except Refused as refused:
        shown_again = {**kept.data, **plain, **given}
        if step == "co-quan":
            shown_again["agencies"] = typed.get("agencies", [])
            shown_again["publication"] = plain
        return _shown(request, kept, step, shown_again, refused.errors or {"": refused.sentence}, 422)
    except DataError as error:
        return _shown(request, kept, step, dict(kept.data), {"": f"{error.sentence} Cách sửa: {error.remedy}"}, 422)
    await adding.save(acting(request), kept, given, real_now())
    return go(request, f"{HERE}/{draft_id}/{NAMES[NAMES.index(step) + 1]}")


async def _draft(request: WebRequest, draft_id: str, step: str) -> Draft:
    """A step is open once those before it are filled in."""
    kept = await adding.draft(acting(request), asked_for(draft_id))
    needs = {"ten": (), "co-quan": ("key",), "can-bo": ("key", "agencies"), "xem-lai": ("key", "agencies", "people")}
    if step not in needs or not all(kept[name] for name in needs[step]):
        raise NotHere("Bước này chưa mở: hãy làm xong các bước trước.")
    return kept


def _shown(
    request: WebRequest, kept: Draft, step: str, typed: dict[str, Any], faults: dict[str, str], status: int = 200
) -> Answer:
    office = office_of(request)
    lines: tuple[StaffLine, ...] = ()
    if step in ("can-bo", "xem-lai") and typed.get("people"):
        with contextlib.suppress(Refused):
            lines = center_draft.read_people(office, kept, str(typed["people"]))
    number = NAMES.index(step)
    return shown(
        request,
        f"province/add_{number + 1}.html",
        status=status,
        kept=kept,
        step=step,
        number=number + 1,
        steps=list(STEPS.items()),
        typed=typed,
        today=f"{local(acting(request).at):%d/%m/%Y}",
        faults=faults,
        errors=summary_of(faults, without=""),
        kinds=list(KINDS.items()),
        models=real_centers(office),
        model=center_draft.model_of(office, kept),
        lines=lines,
        lacking=center_draft.lacking(lines) if lines else (),
        role_names=list(ROLE_NAMES.values()),
        example=EXAMPLE,
    )


PAGES = (show_drafts, begin, show_step, take_step)
