"""Công văn đôn đốc: the director issues them, the agency's head acknowledges and answers, both read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID, uuid4

from motcua.domain.errors import NotHere, Refused
from motcua.services.oversight import reminders as service
from motcua.services.oversight import reminding
from motcua.store.queries.reminders import PAGE
from motcua.web.forms import only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.list_filters import day_of
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
from motcua.web.pages.letters import as_pdf
from motcua.web.pages.moves import KEY, OLD_PAGE, seen_in
from motcua.web.widgets import faults_of, summary_of

HERE, NEW = "/don-doc", "/don-doc/moi"
SEES = (Permission.DIRECT, Permission.SEE_DOSSIERS)


@page(HERE, may=SEES)
async def show_reminders(request: WebRequest) -> Answer:
    """The newest first; an agency's people see those sent to it."""
    found = await service.reminders(acting(request), _place(only(query_of(request), "sau")))
    after = f"{found[-1].at.isoformat()} {found[-1].id}" if len(found) == PAGE else ""
    return shown(
        request,
        "director/reminders.html",
        found=found,
        directs=acting(request).staff.may(Permission.DIRECT),
        next_address=f"{HERE}?{urlencode({'sau': after})}" if after else "",
    )


def _place(text: str) -> tuple[datetime, UUID] | None:
    if not text:
        return None
    at, _, last = text.partition(" ")
    try:
        place = datetime.fromisoformat(at), asked_for(last)
    except ValueError:
        raise NotHere from None
    if place[0].tzinfo is None:
        raise NotHere
    return place


@page(NEW, may=Permission.DIRECT)
async def show_new(request: WebRequest) -> Answer:
    """What a reminder to `?co-quan=` would list now; without one, the agencies are on the director's page."""
    agency = only(query_of(request), "co-quan")
    if not agency:
        return go(request, "/dieu-hanh")
    return await _new(request, agency, {}, {})


async def _new(
    request: WebRequest, agency: str, typed: Mapping[str, str], faults: Mapping[str, str], status: int = 200
) -> Answer:
    found = await reminding.to_remind(office_of(request), acting(request), agency)
    return shown(
        request,
        "director/remind.html",
        status=status,
        found=found,
        typed={"note": "", "answer_on": f"{found.answer_on:%d/%m/%Y}", **typed},
        faults=faults,
        errors=summary_of(faults),
        key=uuid4(),
    )


@page("/don-doc/xem-truoc.pdf", may=Permission.DIRECT)
async def preview_reminder(request: WebRequest) -> Answer:
    agency = only(query_of(request), "co-quan")
    return as_pdf(await reminding.previewed(office_of(request), acting(request), agency))


@act(NEW, may=Permission.DIRECT)
async def issue_reminder(request: WebRequest) -> Answer:
    faults, posted = await faults_and_form_of(request)
    agency, key = only(posted, "agency"), uuid_of(only(posted, KEY))
    typed = {name: only(posted, name) for name in ("note", "answer_on")}
    if not agency:
        raise Refused("Hãy chọn cơ quan ở trang Điều hành.")
    if key is None:
        return await _new(request, agency, typed, {**faults, "*": OLD_PAGE}, 422)
    if faults:
        return await _new(request, agency, typed, faults, 422)
    try:
        made = await reminding.remind(
            office_of(request), acting(request), agency, typed["note"], day_of(typed["answer_on"]), key
        )
    except Refused as refused:
        return await _new(request, agency, typed, faults_of(refused), 422)
    return go(request, f"{HERE}/{made}", says="Đã phát hành công văn đôn đốc và báo cho cơ quan.")


@page(f"{HERE}/{{reminder_id:str}}", may=SEES)
async def show_reminder(request: WebRequest, reminder_id: FromPath[str]) -> Answer:
    return await _one(request, asked_for(reminder_id), "", {})


async def _one(
    request: WebRequest, reminder_id: UUID, answer: str, faults: Mapping[str, str], status: int = 200
) -> Answer:
    found = await service.open_reminder(acting(request), reminder_id)
    return shown(
        request,
        "director/reminder.html",
        status=status,
        found=found,
        answer=answer,
        faults=faults,
        errors=summary_of(faults),
    )


@page(f"{HERE}/{{reminder_id:str}}/cong-van.pdf", may=SEES)
async def print_reminder(request: WebRequest, reminder_id: FromPath[str]) -> Answer:
    return as_pdf(await service.printed(office_of(request), acting(request), asked_for(reminder_id)))


@act(f"{HERE}/{{reminder_id:str}}", may=Permission.SEE_DOSSIERS)
async def answer_reminder(request: WebRequest, reminder_id: FromPath[str]) -> Answer:
    """`viec`: da-nhan or tra-loi."""
    whose = asked_for(reminder_id)
    faults, posted = await faults_and_form_of(request)
    text, seen = only(posted, "answer"), seen_in(posted)
    if seen is None:
        faults = {**faults, "*": OLD_PAGE}
    if faults or seen is None:
        return await _one(request, whose, text, faults, 422)
    try:
        if only(posted, "viec") == "da-nhan":
            says = await service.acknowledge(acting(request), whose, seen)
        else:
            says = await service.answer(acting(request), whose, seen, text)
    except Refused as refused:
        return await _one(request, whose, text, refused.errors or {"answer": refused.sentence}, 422)
    return go(request, f"{HERE}/{whose}", says=says)


PAGES = (
    show_reminders,
    show_new,
    preview_reminder,
    issue_reminder,
    show_reminder,
    print_reminder,
    answer_reminder,
)
