"""Locking the screen of a shared counter, and going on where one was."""

from __future__ import annotations

from urllib.parse import quote

from motcua.domain.errors import NotHere, Refused, TooMany
from motcua.services.accounts import lock
from motcua.web.forms import only
from motcua.web.locked import PASSWORD, TO, LockedScreen, carried_of, screen_of
from motcua.web.middleware.session import session_token
from motcua.web.navigation import first_page_of
from motcua.web.page import (
    SIGNED_IN,
    Answer,
    WebRequest,
    act,
    faults_and_form_of,
    go,
    office_of,
    page,
    query_of,
    real_now,
    shown,
    staff_of,
)
from motcua.web.pages.account import own_path


@page("/khoa", may=SIGNED_IN, in_transaction=False, while_locked=True)
async def show_lock(request: WebRequest) -> Answer:
    screen, back = screen_of(request), own_path(only(query_of(request), "tiep"))
    return _box(request, screen, back)


@act("/khoa", may=SIGNED_IN, while_locked=True)
async def lock_screen(request: WebRequest) -> Answer:
    _, typed = await faults_and_form_of(request)
    token, back = session_token(request.scope), own_path(only(typed, "tiep"))
    if token is not None:
        await lock.lock(office_of(request), token, real_now())
    return go(request, f"/khoa?tiep={quote(back, safe='/')}" if back else "/khoa")


@act("/mo-khoa", may=SIGNED_IN, in_transaction=False, while_locked=True)
async def unlock_screen(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    to, carried = own_path(only(typed, TO)), carried_of(typed)
    token, screen = session_token(request.scope), screen_of(request)
    staff = screen.staff if screen is not None else staff_of(request)
    assert token is not None
    assert staff is not None
    status, fault = 422, next(iter(faults.values()), "")
    if not fault:
        try:
            staff = await lock.unlock(office_of(request), token, (typed.get(PASSWORD) or [""])[-1], real_now())
        except TooMany as refused:
            fault, status = refused.sentence, 429
        except Refused as refused:
            fault = refused.sentence
        except NotHere as gone:
            return go(request, "/dang-nhap", says=gone.sentence)
        else:
            if carried and to:
                request.scope["user"] = staff
                has_files = only(typed, "_lock_files") == "yes"
                return shown(request, "account/go_on.html", carried=carried, to=to, has_files=has_files)
            return go(request, to or first_page_of(staff))
    has_files = only(typed, "_lock_files") == "yes"
    return _box(request, LockedScreen(staff, carried, has_files), to, fault, status)


def _box(request: WebRequest, screen: LockedScreen | None, to: str, fault: str = "", status: int = 200) -> Answer:
    errors = [{"text": fault, "href": "#f-_lock_password"}] if fault else []
    return shown(request, "account/locked.html", status=status, errors=errors, fault=fault, screen=screen, to=to)


PAGES = (show_lock, lock_screen, unlock_screen)
