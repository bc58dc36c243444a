"""The mail of the morning, in one's own account: what it says now, at which time it comes, and how it ends."""

from __future__ import annotations

from motcua.domain.errors import Refused
from motcua.services.work.morning import PAGE, USUAL, choice_of, choose, morning_of, stop, times
from motcua.web.forms import only
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    center_of,
    form_of,
    go,
    office_of,
    page,
    shown,
)

MAY = Permission.SEE_DOSSIERS


@page(PAGE, may=MAY)
async def show_morning(request: WebRequest) -> Answer:
    return await _shown(request)


async def _shown(request: WebRequest, fault: str = "") -> Answer:
    who = acting(request)
    choice = await choice_of(who)
    return shown(
        request,
        "account/morning.html",
        status=422 if fault else 200,
        choice=choice,
        morning=await morning_of(office_of(request), who),
        times=times(),
        chosen=choice.at_minute if choice.at_minute is not None else USUAL,
        is_training=center_of(request).training is not None,
        fault=fault,
        errors=[{"text": fault, "href": "#f-gio"}] if fault else [],
    )


@act(PAGE, may=MAY)
async def change_morning(request: WebRequest) -> Answer:
    posted = await form_of(request)
    if only(posted, "viec") == "thoi":
        await stop(acting(request))
        return go(request, PAGE, says="Bạn không nhận thư buổi sáng nữa.")
    text = only(posted, "gio")
    try:
        at = await choose(acting(request), int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1)
    except Refused as refused:
        return await _shown(request, refused.sentence)
    return go(request, PAGE, says=f"Thư buổi sáng sẽ gửi lúc {at} các ngày làm việc.")


PAGES = (show_morning, change_morning)
