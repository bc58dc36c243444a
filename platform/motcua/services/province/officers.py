"""Accounts of the province: few people, each act noted. Sign-in, lock and password rules are those of a center."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.centers import StaffRow
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, role_name, role_of, who_may
from motcua.domain.province import ACCOUNT_ROLES, PROVINCE_ROLE_NAMES, ProvincePermission, ProvinceRole
from motcua.services.accounts import passwords
from motcua.services.accounts.second_step import forget_codes_of
from motcua.services.office import Office
from motcua.services.province.trail import note
from motcua.services.requests import once
from motcua.store.engine import Row, transaction
from motcua.store.queries import accounts as stored
from motcua.store.queries import sign_ins as signing
from motcua.store.queries import views
from motcua.store.secrets import fingerprint

USERNAME = re.compile(r"[a-z][a-z0-9]*(\.[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Officer:
    id: UUID
    username: str
    name: str
    title: str
    roles: tuple[str, ...]
    is_locked: bool
    is_new: bool
    has_code: bool


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """Told once; `password` is empty when the form came a second time."""

    name: str
    username: str
    password: str = ""


def row_for(username: str, name: str, title: str, roles: Sequence[str]) -> StaffRow:
    """An account of the province, checked; Refused by field."""
    faults = {}
    if USERNAME.fullmatch(username) is None or not 3 <= len(username) <= 40:
        faults["username"] = "Tên đăng nhập gồm 3 đến 40 chữ thường không dấu, số, dấu chấm, như an.nv."
    if not name or len(name) > 100:
        faults["name"] = "Hãy nhập họ và tên."
    if len(title) > 150:
        faults["title"] = "Chức vụ dài quá 150 ký tự."
    known = {role.value for role in ACCOUNT_ROLES}
    if not roles or not set(roles) <= known:
        faults["roles"] = "Hãy chọn ít nhất một vai trò."
    elif {ProvinceRole.OFFICER.value, ProvinceRole.LEADER.value} <= set(roles):
        faults["roles"] = "Người đề nghị truy cập khẩn cấp và người đồng ý phải là hai tài khoản khác nhau."
    if faults:
        raise Refused(next(iter(faults.values())), faults)
    return StaffRow(username, name, title or role_name(role_of(roles[0])), "", "own", None, tuple(roles))


async def officers() -> tuple[Officer, ...]:
    async with transaction():
        found = await stored.list_staff()
        with_code = await signing.staff_with_code()
    return tuple(
        Officer(
            each["id"],
            each["username"],
            each["name"],
            each["title"],
            tuple(role_name(role_of(role)) for role in each["roles"]),
            each["is_locked"],
            each["must_change"],
            each["id"] in with_code,
        )
        for each in found
    )


async def add(office: Office, acting: Acting, person: StaffRow, key: UUID, now: datetime) -> FirstPassword:
    _check(acting)
    password = passwords.first_password()
    hashed = await passwords.hashed(password)  # slow on purpose, so before the transaction
    async with transaction(), once(key, acting, "officer:add") as told:
        if told.outcome is not None:
            return FirstPassword(person.name, person.username)
        if person.username in await stored.staff_usernames():
            raise Refused("Tên đăng nhập này đã có.", {"username": "Tên đăng nhập này đã có."})
        await stored.insert_staff(person, password_hash=hashed, must_change=True, at=now, is_from_file=False)
        roles = ", ".join(PROVINCE_ROLE_NAMES[ProvinceRole(role)] for role in person.roles)
        await note(
            acting.staff, "officer_added", now, {"officer": person.name, "account": person.username, "roles": roles}
        )
        told.outcome = "done"
    return FirstPassword(person.name, person.username, password)


async def reset(office: Office, acting: Acting, staff_id: UUID, key: UUID, now: datetime) -> FirstPassword:
    _check(acting, staff_id)
    password = passwords.first_password()
    hashed = await passwords.hashed(password)
    async with transaction(), once(key, acting, f"officer:reset:{staff_id}") as told:
        found = await _account(staff_id)
        if told.outcome is not None:
            return FirstPassword(found["name"], found["username"])
        await stored.set_password(staff_id, hashed, must_change=True, at=now)
        await stored.delete_sessions_of(staff_id)
        await stored.clear_failures(fingerprint(found["username"], "sign_in.username"))
        await note(acting.staff, "officer_reset", now, {"officer": found["name"], "account": found["username"]})
        told.outcome = "done"
    return FirstPassword(found["name"], found["username"], password)


async def reset_code(acting: Acting, staff_id: UUID, now: datetime) -> str:
    """For a lost telephone; the name. A second click changes nothing and notes nothing."""
    _check(acting, staff_id)
    async with transaction():
        found = await _account(staff_id)
        if await forget_codes_of(found):
            told = {"officer": found["name"], "account": found["username"]}
            await note(acting.staff, "officer_code_reset", now, told)
    return str(found["name"])


async def set_locked(office: Office, acting: Acting, staff_id: UUID, now: datetime, *, to_locked: bool) -> str:
    """The name; a second click changes nothing and notes nothing. The sessions of who is locked out end."""
    _check(acting, staff_id)
    async with transaction():
        found = await _account(staff_id)
        if found["is_locked"] is to_locked:
            return str(found["name"])
        await views.set_locked(staff_id, by=acting.staff.id if to_locked else None, at=now)
        if to_locked:
            await stored.delete_sessions_of(staff_id)
        kind = "officer_locked" if to_locked else "officer_unlocked"
        await note(acting.staff, kind, now, {"officer": found["name"], "account": found["username"]})
    return str(found["name"])


async def _account(staff_id: UUID) -> Row:
    found = await stored.staff_by_id(staff_id)
    if found is None:
        raise NotHere("Không có tài khoản này.")
    return found


def _check(acting: Acting, staff_id: UUID | None = None) -> None:
    if not acting.staff.may(ProvincePermission.KEEP_OFFICERS):
        raise NotAllowed(f"Quản lý tài khoản của tỉnh là việc của: {who_may(ProvincePermission.KEEP_OFFICERS)}.")
    if staff_id == acting.staff.id:
        raise Conflict("Đây là tài khoản của chính bạn: hãy dùng “Đổi mật khẩu”; việc khóa do quản trị khác thực hiện.")
