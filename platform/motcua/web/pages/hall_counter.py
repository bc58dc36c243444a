"""A counter at work: which counter, the next number, and what becomes of the one being served."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from motcua.domain.errors import Conflict, Refused
from motcua.domain.people import Acting
from motcua.services.hall import counter as service
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    center_of,
    faults_and_form_of,
    go,
    page,
    shown,
)
from motcua.web.widgets import summary_of

HERE = "/quay"
OLD_PAGE = "Trang này đã mở quá lâu. Hãy tải lại trang rồi bấm lại."


@page(HERE, may=Permission.RECEIVE)
async def show_counter(request: WebRequest) -> Answer:
    return await _counter(request)


async def _counter(request: WebRequest, faults: Mapping[str, str] | None = None, status: int = 200) -> Answer:
    found = await service.at_counter(acting(request))
    return shown(
        request,
        "hall/counter.html",
        status=status,
        found=found,
        counters=range(1, center_of(request).hall.rules.counters + 1),
        every_group=center_of(request).hall.groups,
        faults=faults or {},
        errors=summary_of(faults or {}),
        new_key=uuid4,
    )


@act(f"{HERE}/dang-cho", may=Permission.RECEIVE, is_quiet=True)
async def tell_waiting(request: WebRequest) -> Answer:
    """Asked by the page itself while it is open."""
    return shown(request, "hall/_waiting.html", found=await service.at_counter(acting(request)))


@act(HERE, may=Permission.RECEIVE)
async def work(request: WebRequest) -> Answer:
    """`viec`: mo, dong, goi, goi-lai, bo-qua, xong, chuyen, or goi-so with its number. `_seen`: the number shown."""
    faults, typed = await faults_and_form_of(request)
    if not faults:
        try:
            return go(request, HERE, says=await _done(acting(request), typed))
        except Refused as refused:
            faults = dict(refused.errors) or {"*": refused.sentence}
        except Conflict as conflict:
            # Another window was faster: the page as it is now, with what to do.
            return await _counter(request, {"*": conflict.sentence}, 409)
    return await _counter(request, faults, 422)


async def _done(who: Acting, typed: Typed) -> str:
    what, seen, key = only(typed, "viec"), only(typed, "_seen"), uuid_of(only(typed, "_key"))
    if what == "mo":
        number = only(typed, "quay")
        takes_over = only(typed, "nhan-thay") == "co"
        groups = typed.get("nhom", [])
        chosen = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
        return await service.open_counter(who, chosen, groups, takes_over=takes_over)
    if what == "dong":
        return await service.close_counter(who)
    if key is None:
        raise Refused(OLD_PAGE)
    return await _with_number(who, what, typed, seen, key)


async def _with_number(who: Acting, what: str, typed: Typed, seen: str, key: UUID) -> str:
    match what:
        case "goi":
            return await service.call_next(who, seen, key)
        case "goi-lai":
            return await service.recall(who, seen, key)
        case "bo-qua":
            return await service.skip(who, seen, key)
        case "xong":
            return await service.finish(who, seen, key)
        case "chuyen":
            return await service.transfer(who, only(typed, "sang"), seen, key)
        case "goi-so":
            return await service.call_skipped(who, only(typed, "so")[:20], seen, key)
    raise Refused(OLD_PAGE)


PAGES = (show_counter, tell_waiting, work)
