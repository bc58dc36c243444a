"""Accounts of the province."""

from __future__ import annotations

from uuid import UUID, uuid4

from motcua.domain.errors import Refused
from motcua.domain.province import ACCOUNT_ROLES, PROVINCE_ROLE_NAMES, ProvincePermission
from motcua.services.province import officers
from motcua.web.forms import Typed, only
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

HERE = "/can-bo"
OLD = "Trang này đã mở quá lâu. Hãy mở lại danh sách tài khoản."


@page(HERE, may=ProvincePermission.KEEP_OFFICERS)
async def show_officers(request: WebRequest) -> Answer:
    return await _shown(request, {}, {})


async def _shown(request: WebRequest, typed: Typed, faults: dict[str, str], status: int = 200) -> Answer:
    return shown(
        request,
        "province/officers.html",
        status=status,
        found=await officers.officers(),
        typed={name: only(typed, name) for name in ("username", "name", "title")},
        chosen=typed.get("roles", []),
        roles=[(role.value, PROVINCE_ROLE_NAMES[role]) for role in ACCOUNT_ROLES],
        faults=faults,
        errors=summary_of(faults),
        me=acting(request).staff.id,
        key_for=lambda: uuid4(),
    )


@act(HERE, may=ProvincePermission.KEEP_OFFICERS, in_transaction=False)
async def add(request: WebRequest) -> Answer:
    """The first password is in this answer and nowhere else."""
    faults, typed = await faults_and_form_of(request)
    key = uuid_of(only(typed, "_key"))
    if key is None:
        faults.setdefault("username", OLD)
    if not faults and key is not None:
        try:
            person = officers.row_for(
                only(typed, "username"), only(typed, "name"), only(typed, "title"), typed.get("roles", [])
            )
            made = await officers.add(office_of(request), acting(request), person, key, real_now())
        except Refused as refused:
            faults = refused.errors or {"username": refused.sentence}
        else:
            return shown(request, "province/password.html", changed=made)
    return await _shown(request, typed, faults, 422)


@act(HERE + "/{officer_id:str}/dat-lai-mat-khau", may=ProvincePermission.KEEP_OFFICERS, in_transaction=False)
async def reset(request: WebRequest, officer_id: FromPath[str]) -> Answer:
    whom, key = await _whom_and_key(request, officer_id)
    changed = await officers.reset(office_of(request), acting(request), whom, key, real_now())
    return shown(request, "province/password.html", changed=changed)


@act(HERE + "/{officer_id:str}/khoa", may=ProvincePermission.KEEP_OFFICERS)
async def lock(request: WebRequest, officer_id: FromPath[str]) -> Answer:
    whom = asked_for(officer_id)
    name = await officers.set_locked(office_of(request), acting(request), whom, real_now(), to_locked=True)
    return go(request, HERE, says=f"Đã khóa tài khoản của {name}.")


@act(HERE + "/{officer_id:str}/mo-khoa", may=ProvincePermission.KEEP_OFFICERS)
async def unlock(request: WebRequest, officer_id: FromPath[str]) -> Answer:
    whom = asked_for(officer_id)
    name = await officers.set_locked(office_of(request), acting(request), whom, real_now(), to_locked=False)
    return go(request, HERE, says=f"Đã mở khóa tài khoản của {name}.")


@act(HERE + "/{officer_id:str}/bo-ma", may=ProvincePermission.KEEP_OFFICERS, in_transaction=False)
async def reset_code(request: WebRequest, officer_id: FromPath[str]) -> Answer:
    name = await officers.reset_code(acting(request), asked_for(officer_id), real_now())
    return go(request, HERE, says=f"Đã bỏ xác thực hai bước của {name}; lần đăng nhập tới phải thiết lập lại.")


async def _whom_and_key(request: WebRequest, officer_id: str) -> tuple[UUID, UUID]:
    _, typed = await faults_and_form_of(request)
    whom, key = asked_for(officer_id), uuid_of(only(typed, "_key"))
    if key is None:
        raise Refused(OLD)
    return whom, key


PAGES = (show_officers, add, reset, lock, unlock, reset_code)
