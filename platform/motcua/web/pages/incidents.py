"""Papers and results that were lost, damaged or given to the wrong person: recorded, followed, apologised for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from motcua.domain.errors import Refused
from motcua.domain.people import Permission
from motcua.services import incident_letters as letters
from motcua.services import incidents
from motcua.services.dossiers.asked import MoveField
from motcua.services.incidents import Incident
from motcua.web.forms import Typed, only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    WebRequest,
    act,
    acting,
    business_now,
    form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.pages.citizen_home import place_of, place_says
from motcua.web.pages.letters import as_pdf
from motcua.web.pages.move_forms import box, box_of
from motcua.web.pages.moves import KEY, OLD_PAGE

HERE = "/su-co"
MAY = (Permission.RECORD_INCIDENT, Permission.ANSWER_INCIDENT)


def _boxes(
    slug: str, fields: Sequence[MoveField], values: Mapping[str, str], faults: Mapping[str, str]
) -> tuple[tuple[str, dict[str, Any]], ...]:
    return tuple(box(asked, slug, values.get(asked.name, asked.initial), faults) for asked in fields)


def _plain(typed: Typed) -> dict[str, str]:
    return {name: texts[-1] for name, texts in typed.items() if not name.startswith("_")}


@page(HERE, may=MAY)
async def show_incidents(request: WebRequest) -> Answer:
    query = query_of(request)
    only_open = only(query, "xem") != "tat-ca"
    place = place_of(only(query, "sau"))
    found, after = await incidents.incidents(acting(request), only_open=only_open, before=place)
    return shown(
        request,
        "incidents/list.html",
        found=found,
        only_open=only_open,
        later=place_says(after),
        can_record=acting(request).staff.may(Permission.RECORD_INCIDENT),
    )


def _new(request: WebRequest, values: Mapping[str, str], faults: Mapping[str, str], status: int = 200) -> Answer:
    return shown(
        request,
        "incidents/new.html",
        status=status,
        boxes=_boxes("moi", incidents.TO_RECORD, values, faults),
        errors=[{"text": text, "href": f"#{box_of('moi', name)}"} for name, text in faults.items()],
        key=uuid4(),
    )


@page("/su-co/moi", may=Permission.RECORD_INCIDENT)
async def show_new(request: WebRequest) -> Answer:
    code = only(query_of(request), "ho-so")[:60]
    return _new(request, {"code": code, "found_on": f"{business_now(request):%d/%m/%Y}"}, {})


@act("/su-co/moi", may=Permission.RECORD_INCIDENT)
async def record(request: WebRequest) -> Answer:
    typed = await form_of(request)
    key = uuid_of(only(typed, KEY))
    try:
        if key is None:
            raise Refused(OLD_PAGE, {"what": OLD_PAGE})
        made = await incidents.record_incident(acting(request), _plain(typed), key)
    except Refused as refused:
        return _new(request, _plain(typed), refused.errors, 422)
    return go(request, f"{HERE}/{made}", says="Đã ghi nhận sự cố. Giám đốc Trung tâm được báo trên trang chính.")


def _settled(incident: Incident) -> dict[str, str]:
    return {
        "fault": incident.fault.value,
        "fault_name": incident.fault_name,
        "cost": incident.cost,
        "cost_amount": "" if incident.cost_amount is None else str(incident.cost_amount),
    }


async def _one(
    request: WebRequest,
    incident_id: UUID,
    tried: str = "",
    typed: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    status: int = 200,
) -> Answer:
    found = await incidents.open_incident(acting(request), incident_id)
    given, wrong = dict(typed or {}), dict(faults or {})
    starts = {"settle": _settled(found.incident)}
    asks = {
        "follow": incidents.TO_FOLLOW,
        "settle": incidents.TO_SETTLE,
        "apologise": letters.TO_APOLOGISE,
        "close": incidents.TO_CLOSE,
    }
    forms = {
        name: _boxes(name, fields, given if name == tried else starts.get(name, {}), wrong if name == tried else {})
        for name, fields in asks.items()
    }
    return shown(
        request,
        "incidents/one.html",
        status=status,
        found=found,
        incident=found.incident,
        forms=forms,
        tried=tried,
        errors=[{"text": text, "href": f"#{box_of(tried, name)}"} for name, text in wrong.items()],
        may_open=acting(request).staff.may(Permission.SEE_DOSSIERS),
        key=uuid4(),
    )


@page("/su-co/{incident_id:str}", may=MAY)
async def show_incident(request: WebRequest, incident_id: FromPath[str]) -> Answer:
    return await _one(request, asked_for(incident_id))


@act("/su-co/{incident_id:str}", may=MAY)
async def change(request: WebRequest, incident_id: FromPath[str]) -> Answer:
    """A step, who is at fault and pays, or the end."""
    typed, found, who = await form_of(request), asked_for(incident_id), acting(request)
    what, seen, data = only(typed, "viec"), _seen(only(typed, "_seen")), _plain(typed)
    acts = {
        "follow": (incidents.follow, "Đã ghi."),
        "settle": (incidents.settle, "Đã ghi bên có lỗi và chi phí."),
        "close": (incidents.close, "Đã khép lại sự cố."),
    }
    if what not in acts:
        raise Refused("Chọn một việc trên trang rồi gửi lại.")
    done, says = acts[what]
    try:
        await done(who, found, seen, data)
    except Refused as refused:
        return await _one(request, found, what, data, refused.errors, 422)
    return go(request, f"{HERE}/{found}", says=says)


def _seen(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


@page("/su-co/{incident_id:str}/thu-xin-loi", may=MAY)
async def preview_letter(request: WebRequest, incident_id: FromPath[str]) -> Answer:
    return as_pdf(await letters.preview_apology(office_of(request), acting(request), asked_for(incident_id)))


@act("/su-co/{incident_id:str}/thu-xin-loi", may=Permission.ANSWER_INCIDENT)
async def issue_letter(request: WebRequest, incident_id: FromPath[str]) -> Answer:
    typed, found = await form_of(request), asked_for(incident_id)
    key, seen, data = uuid_of(only(typed, KEY)), _seen(only(typed, "_seen")), _plain(typed)
    if key is None:
        raise Refused(OLD_PAGE)
    try:
        return as_pdf(await letters.issue_apology(office_of(request), acting(request), found, seen, data, key))
    except Refused as refused:
        return await _one(request, found, "apologise", data, refused.errors, 422)


PAGES = (show_incidents, show_new, record, show_incident, change, preview_letter, issue_letter)
