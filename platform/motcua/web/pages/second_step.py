"""The second step of signing in: the box for the code, setting it up, recovery codes."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from motcua.domain.errors import Conflict, NotHere, Refused, TooMany
from motcua.domain.people import Staff
from motcua.services.accounts import second_step
from motcua.services.accounts.sign_ins import Door
from motcua.web.forms import Typed, only
from motcua.web.middleware.session import AWAITS_CODE, session_token
from motcua.web.navigation import first_page_of
from motcua.web.page import (
    PUBLIC,
    SIGNED_IN,
    Answer,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    go,
    office_of,
    page,
    query_of,
    real_now,
    shown,
)
from motcua.web.pages.account import after_sign_in, own_path, remember
from motcua.web.pages.my_account import mine
from motcua.web.site import address_of
from motcua.web.widgets import summary_of

BOX, HERE = "/dang-nhap/ma", "/tai-khoan/ma"


def _waiting(request: WebRequest) -> Staff | None:
    found: Staff | None = request.scope["state"].get(AWAITS_CODE)
    return found


@page(BOX, may=PUBLIC, in_transaction=False)
async def show_box(request: WebRequest) -> Answer:
    if _waiting(request) is None:
        return go(request, "/dang-nhap")
    return _box(request, own_path(only(query_of(request), "tiep")))


def _box(request: WebRequest, back: str, fault: str = "", status: int = 200) -> Answer:
    faults = {"code": fault} if fault else {}
    values = {"errors": summary_of(faults), "fault": fault, "back": back, "who": _waiting(request)}
    return shown(request, "account/code.html", status=status, **values)


@act(BOX, may=PUBLIC, in_transaction=False)
async def confirm(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    token, back = session_token(request.scope), own_path(only(typed, "tiep"))
    if _waiting(request) is None or token is None:
        return go(request, "/dang-nhap")
    fault, status = next(iter(faults.values()), ""), 422
    if not fault and not only(typed, "code"):
        fault = "Hãy nhập mã xác thực."
    if not fault:
        try:
            door = Door(address_of(request), request.headers.get("user-agent", "")[:300])
            made = await second_step.confirm(office_of(request), token, only(typed, "code"), door, real_now())
        except TooMany as refused:
            fault, status = refused.sentence, 429
        except Refused as refused:
            fault = refused.sentence
        except NotHere as gone:
            return go(request, "/dang-nhap", says=gone.sentence)
        else:
            return remember(request, go(request, after_sign_in(made.staff, back)), made.token)
    return _box(request, back, fault, status)


@page(HERE, may=SIGNED_IN, in_transaction=False, while_must_set_up=True)
async def show_set_up(request: WebRequest) -> Answer:
    standing = await second_step.standing_of(office_of(request), acting(request).staff)
    if standing.set_up_at is not None:
        return go(request, "/tai-khoan")
    return _set_up(request)


def _set_up(
    request: WebRequest, faults: Mapping[str, str] | None = None, sealed: str = "", status: int = 200
) -> Answer:
    made = second_step.enrolment(acting(request).staff, sealed)
    return shown(
        request,
        "account/set_up.html",
        status=status,
        made=made,
        picture="data:image/svg+xml;base64," + base64.b64encode(made.svg.encode()).decode(),
        faults=dict(faults or {}),
        errors=summary_of(faults or {}),
    )


@act(HERE, may=SIGNED_IN, in_transaction=False, while_must_set_up=True)
async def set_up(request: WebRequest) -> Answer:
    """The recovery codes are in this answer and nowhere else."""
    faults, typed = await faults_and_form_of(request)
    sealed, status = only(typed, "sealed"), 422
    if not faults and not only(typed, "code"):
        faults = {"code": "Nhập mã 6 số mà ứng dụng đang hiện."}
    if not sealed:
        return _set_up(request, faults, status=status)
    if not faults:
        try:
            codes = await second_step.set_up(acting(request), sealed, only(typed, "code"), real_now())
        except TooMany as refused:
            faults, status = {"code": refused.sentence}, 429
        except Conflict as done:
            return go(request, "/tai-khoan", says=done.sentence)
        except Refused as refused:
            faults = {"code": refused.sentence}
            sealed = sealed if refused.sentence == second_step.WRONG else ""
        else:
            to = first_page_of(acting(request).staff)
            return shown(request, "account/recovery.html", codes=codes, to=to, is_new=True)
    return _set_up(request, faults, sealed, status)


@act(f"{HERE}/du-phong", may=SIGNED_IN, in_transaction=False)
async def renew(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    try:
        codes = await second_step.renew_recovery_codes(acting(request), _code_of(faults, typed), real_now())
    except TooMany as refused:
        return await mine(request, refused.sentence, 429)
    except Refused as refused:
        return await mine(request, refused.sentence, 422)
    return shown(request, "account/recovery.html", codes=codes, to="/tai-khoan", is_new=False)


@act(f"{HERE}/tat", may=SIGNED_IN, in_transaction=False)
async def turn_off(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    try:
        await second_step.turn_off(office_of(request), acting(request), _code_of(faults, typed), real_now())
    except TooMany as refused:
        return await mine(request, refused.sentence, 429)
    except Refused as refused:
        return await mine(request, refused.sentence, 422)
    return go(request, "/tai-khoan", says="Đã tắt xác thực hai bước.")


def _code_of(faults: Mapping[str, str], typed: Typed) -> str:
    if faults:
        raise Refused(next(iter(faults.values())))
    if not only(typed, "code"):
        raise Refused("Hãy nhập mã xác thực.")
    return only(typed, "code")


PAGES = (show_box, confirm, show_set_up, set_up, renew, turn_off)
