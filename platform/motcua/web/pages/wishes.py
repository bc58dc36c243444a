"""Đề nghị chờ duyệt: the director answers what agencies ask; the agency asks for another supplement."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.services.oversight import wishes as service
from motcua.web.forms import only
from motcua.web.ids import asked_for, uuid_of
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
    shown,
)
from motcua.web.pages.moves import KEY, OLD_PAGE, seen_in
from motcua.web.widgets import summary_of

HERE = "/dieu-hanh/cho-duyet"
ASK = "/xin-bo-sung/{dossier_id:str}"


@page(HERE, may=Permission.DIRECT)
async def show_wishes(request: WebRequest) -> Answer:
    return await _shown(request, "", "", "")


async def _shown(request: WebRequest, about: str, reason: str, error: str, status: int = 200) -> Answer:
    """`about`: the dossier whose answer could not be given, and why."""
    found = await service.wishes(office_of(request), acting(request))
    return shown(
        request,
        "director/wishes.html",
        status=status,
        found=found,
        about=about,
        reason=reason,
        error=error,
        errors=[{"text": error, "href": f"#w-{about}"}] if error else [],
        key_of=lambda: uuid4(),
    )


@act(HERE, may=Permission.DIRECT)
async def answer_wish(request: WebRequest) -> Answer:
    """`viec`: hen-lai, khong-hen-lai, bo-sung or khong-bo-sung."""
    faults, posted = await faults_and_form_of(request)
    about, reason, wish = only(posted, "ho-so"), only(posted, "reason"), only(posted, "viec")
    dossier_id, key, seen = uuid_of(about), uuid_of(only(posted, KEY)), seen_in(posted)
    if dossier_id is None or key is None or seen is None or faults:
        return await _shown(request, about, reason, faults.get("reason", OLD_PAGE), 422)
    office, who = office_of(request), acting(request)
    try:
        match wish:
            case "hen-lai":
                says = await service.approve_new_date(office, who, dossier_id, seen, key)
            case "khong-hen-lai":
                says = await service.decline_new_date(office, who, dossier_id, seen, reason, key)
            case "bo-sung":
                says = await service.allow_supplement(office, who, dossier_id, seen, reason, key)
            case "khong-bo-sung":
                says = await service.decline_supplement(office, who, dossier_id, reason, key)
            case _:
                raise NotHere
    except Refused as refused:
        return await _shown(request, about, reason, next(iter(refused.errors.values()), refused.sentence), 422)
    except Conflict as conflict:
        return await _shown(request, about, reason, conflict.sentence, 409)
    return go(request, HERE, says=says, back=f"/ho-so/{dossier_id}")


@page(ASK, may=Permission.PROCESS)
async def show_asking(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    return await _asking(request, asked_for(dossier_id), "", {})


async def _asking(
    request: WebRequest, dossier_id: UUID, reason: str, faults: Mapping[str, str], status: int = 200
) -> Answer:
    found = await service.asking(acting(request), dossier_id)
    return shown(
        request,
        "director/ask_supplement.html",
        status=status,
        found=found,
        reason=reason,
        faults=faults,
        errors=summary_of(faults),
        key=uuid4(),
    )


@act(ASK, may=Permission.PROCESS)
async def ask_supplement(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    whose = asked_for(dossier_id)
    faults, posted = await faults_and_form_of(request)
    key, reason = uuid_of(only(posted, KEY)), only(posted, "reason")
    if key is None:
        faults = {**faults, "*": OLD_PAGE}
    if faults or key is None:
        return await _asking(request, whose, reason, faults, 422)
    try:
        says = await service.ask(acting(request), whose, reason, key)
    except Refused as refused:
        return await _asking(request, whose, reason, refused.errors or {"reason": refused.sentence}, 422)
    return go(request, f"/ho-so/{whose}", says=says)


PAGES = (show_wishes, answer_wish, show_asking, ask_supplement)
