"""One account, for the director and the administrator; making and changing accounts, for the administrator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from motcua.domain.errors import NotHere, Refused
from motcua.services.accounts import keeping as account_keeping
from motcua.services.accounts import oidc, second_step
from motcua.services.accounts.form import choices
from motcua.services.accounts.making import change_account, make_account
from motcua.services.accounts.page import AccountPage, account_page
from motcua.services.accounts.sign_ins import sign_ins_of
from motcua.web.forms import only
from motcua.web.ids import uuid_of
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
    shown,
)
from motcua.web.pages.my_account import before_of
from motcua.web.widgets import summary_of

NEW, ONE = "/can-bo/moi", "/can-bo/{staff_id:str}"
LINES = ("username", "name", "title", "phone", "email", "kind", "agency", "from_on", "to_on", "document", "is_reserve")
MANY = ("roles", "desks", "receives")
STALE = "Trang này đã mở quá lâu. Hãy mở lại rồi nhập lại."


def _id(text: str) -> UUID:
    found = uuid_of(text)
    if found is None:
        raise NotHere
    return found


def _values(typed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {name: only(typed, name) for name in LINES} | {name: list(typed.get(name, ())) for name in MANY}  # type: ignore[arg-type]


def _new(request: WebRequest, typed: Mapping[str, Any], faults: Mapping[str, str], key: str, status: int) -> Answer:
    return shown(
        request,
        "staff/new.html",
        status=status,
        offered=choices(office_of(request)),
        typed=typed,
        faults=dict(faults),
        errors=summary_of(faults),
        key=key,
    )


@page(NEW, may=Permission.MANAGE_ACCOUNTS)
async def show_new(request: WebRequest) -> Answer:
    return _new(request, _values({}), {}, str(uuid4()), 200)


@act(NEW, may=Permission.MANAGE_ACCOUNTS, in_transaction=False)
async def make(request: WebRequest) -> Answer:
    """The first password is in this answer and nowhere else; sent again, the answer has none."""
    faults, posted = await faults_and_form_of(request)
    key = uuid_of(only(posted, "_key"))
    if key is None:
        faults = {"*": STALE} | faults
    if not faults and key is not None:
        try:
            staff_id, changed = await make_account(office_of(request), acting(request), posted, key)
        except Refused as refused:
            faults = dict(refused.errors) or {"*": refused.sentence}
        else:
            return shown(
                request, "staff/password.html", title="Tài khoản mới", changed=changed, is_new=True, staff_id=staff_id
            )
    return _new(request, _values(posted), faults, str(key or uuid4()), 422)


async def _found(request: WebRequest, staff_id: str) -> AccountPage:
    return await account_page(office_of(request), acting(request), _id(staff_id))


@page(ONE, may=Permission.SEE_STAFF)
async def show_one(request: WebRequest, staff_id: FromPath[str]) -> Answer:
    found, provider = await _found(request, staff_id), office_of(request).settings.oidc
    return shown(
        request,
        "staff/one.html",
        found=found,
        may_manage=acting(request).staff.may(Permission.MANAGE_ACCOUNTS) and not found.is_me,
        may_read_history=acting(request).staff.may(Permission.MANAGE_ACCOUNTS),
        shared_name=provider.name if provider is not None else "",
        key=uuid4(),
    )


@page(f"{ONE}/dang-nhap", may=Permission.MANAGE_ACCOUNTS)
async def show_history(request: WebRequest, staff_id: FromPath[str]) -> Answer:
    found = await _found(request, staff_id)
    history = await sign_ins_of(acting(request), found.id, before_of(request))
    return shown(request, "staff/history.html", found=found, history=history, path=f"/can-bo/{found.id}/dang-nhap")


def _edit(
    request: WebRequest, found: AccountPage, typed: Mapping[str, Any], faults: Mapping[str, str], seen: str, status: int
) -> Answer:
    return shown(
        request,
        "staff/edit.html",
        status=status,
        found=found,
        offered=found.offered,
        typed=typed,
        faults=dict(faults),
        errors=summary_of(faults),
        seen=seen,
    )


@page(f"{ONE}/sua", may=Permission.MANAGE_ACCOUNTS)
async def show_edit(request: WebRequest, staff_id: FromPath[str]) -> Answer:
    found = await _found(request, staff_id)
    account_keeping.check_keeps(acting(request), found.id)
    return _edit(request, found, found.values, {}, str(found.version), 200)


@act(f"{ONE}/sua", may=Permission.MANAGE_ACCOUNTS)
async def change(request: WebRequest, staff_id: FromPath[str]) -> Answer:
    found = await _found(request, staff_id)
    faults, posted = await faults_and_form_of(request)
    seen = only(posted, "_seen")
    if not (seen.isascii() and seen.isdigit() and len(seen) < 18):
        faults = {"*": STALE} | faults
    if not faults:
        try:
            says = await change_account(office_of(request), acting(request), found.id, int(seen), posted)
        except Refused as refused:
            faults = dict(refused.errors) or {"*": refused.sentence}
        else:
            return go(request, f"/can-bo/{found.id}", says=says)
    return _edit(request, found, _values(posted), faults, seen if seen.isdigit() else str(found.version), 422)


@act(f"{ONE}/dang-xuat", may=Permission.MANAGE_ACCOUNTS)
async def sign_out(request: WebRequest, staff_id: FromPath[str]) -> Answer:
    changed = await account_keeping.sign_out_everywhere(office_of(request), acting(request), _id(staff_id))
    says = (
        f"{changed.name} không đang đăng nhập ở đâu."
        if changed.is_repeat
        else f"{changed.name} đã bị đăng xuất mọi nơi."
    )
    return go(request, f"/can-bo/{_id(staff_id)}", says=says)


@act(f"{ONE}/ma", may=Permission.MANAGE_ACCOUNTS)
async def reset_code(request: WebRequest, staff_id: FromPath[str]) -> Answer:
    staff = await second_step.reset(acting(request), _id(staff_id))
    says = f"Đã đặt lại xác thực hai bước của {staff.name}; lần đăng nhập tới chỉ cần mật khẩu, sau đó thiết lập lại."
    return go(request, f"/can-bo/{staff.id}", says=says)


@act(f"{ONE}/lien-ket", may=Permission.MANAGE_ACCOUNTS)
async def link(request: WebRequest, staff_id: FromPath[str]) -> Answer:
    """`viec` bo: unlinks."""
    found, posted = await _found(request, staff_id), await form_of(request)
    if only(posted, "viec") == "bo":
        says = await oidc.unlink(acting(request), found.id)
    else:
        says = await oidc.link(office_of(request), acting(request), found.id, only(posted, "subject"))
    return go(request, f"/can-bo/{found.id}", says=says)


PAGES = (show_new, make, show_one, show_history, show_edit, change, sign_out, reset_code, link)
