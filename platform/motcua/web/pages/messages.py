"""Thư gửi: what went out, what waits and what failed, for the administrator; telling one dossier's applicant again."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.domain.errors import NotHere, Refused
from motcua.domain.messages import STATE_SAYS, MessageState
from motcua.services.messages import board as service
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
    form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.widgets import summary_of

HERE = "/thu-gui"
#: States of moments, and of training: to be seen on a line, not to be looked for.
PASSING = frozenset({MessageState.CLAIMED, MessageState.GIVING, MessageState.KEPT})


@page(HERE, may=Permission.KEEP_MESSAGES)
async def show_messages(request: WebRequest) -> Answer:
    """`?trang-thai=`: only those of one state; `sau=`: from a place on."""
    return await _board(request, {})


async def _board(request: WebRequest, faults: Mapping[str, str], status: int = 200, per_minute: str = "") -> Answer:
    query = query_of(request) if request.method == "GET" else {}
    state = only(query, "trang-thai")
    found = await service.board(office_of(request), state, only(query, "sau"))
    return shown(
        request,
        "sent/board.html",
        status=status,
        found=found,
        state=state,
        states=[(each.value, says) for each, says in STATE_SAYS.items() if each not in PASSING or each == state],
        per_minute=per_minute or str(found.rules.per_minute),
        faults=faults,
        errors=summary_of(faults),
    )


@act(f"{HERE}/cach-gui", may=Permission.KEEP_MESSAGES)
async def steer(request: WebRequest) -> Answer:
    """`viec`: ngung, tiep, or moi-phut with its number. Done twice it is done."""
    faults, posted = await faults_and_form_of(request)
    wish, number = only(posted, "viec"), only(posted, "moi-phut")
    if wish not in ("ngung", "tiep", "moi-phut"):
        faults = {"*": "Hãy chọn việc cần làm."} | faults
    if not faults:
        is_paused = None if wish == "moi-phut" else wish == "ngung"
        try:
            return go(request, HERE, says=await service.steer(acting(request), is_paused=is_paused, per_minute=number))
        except Refused as refused:
            faults = dict(refused.errors) or {"*": refused.sentence}
    return await _board(request, faults, 422, number)


@act(f"{HERE}/thu-lai", may=Permission.KEEP_MESSAGES)
async def try_again(request: WebRequest) -> Answer:
    text = only(await form_of(request), "thu")
    message_id = uuid_of(text)
    if not text:
        raise Refused("Hãy chọn thư cần gửi lại.")
    if message_id is None:
        raise NotHere
    await service.try_again(acting(request), message_id)
    return go(request, HERE, says="Thư đã được xếp gửi lại.")


@act("/ho-so/{dossier_id:str}/bao-tin", may=Permission.RECEIVE)
async def tell_applicant(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    """`viec=cach`: by which way the applicant wants to be told; `gui-lai`: one message once more; `da-bao`: somebody
    has told them by another way."""
    whose, posted = asked_for(dossier_id), await form_of(request)
    message_id, key = uuid_of(only(posted, "thu")), uuid_of(only(posted, "_key"))
    wish = only(posted, "viec")
    if wish in ("gui-lai", "da-bao"):
        if message_id is None or key is None:
            raise NotHere
        says = (
            await service.resend(acting(request), whose, message_id, key)
            if wish == "gui-lai"
            else await service.told_otherwise(acting(request), whose, message_id)
        )
    else:
        says = await service.choose(acting(request), whose, only(posted, "cach"), only(posted, "_was"))
    return go(request, f"/ho-so/{whose}", says=says)


PAGES = (show_messages, steer, try_again, tell_applicant)
