"""Accounts made and changed in the browser. Each act is noted with what was before and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from motcua.centers import StaffRow, here
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.people import ROLE_NAMES, Acting, Role
from motcua.services.accounts import passwords
from motcua.services.accounts.form import KINDS, SENTENCE, AccountTyped, Typed, choices, read_account
from motcua.services.accounts.keeping import Changed, check_keeps
from motcua.services.accounts.people import desk_titles, receives_words, seat_name
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.settings import wall_clock
from motcua.store.engine import Row, transaction
from motcua.store.queries import account_keeping as stored
from motcua.store.queries import accounts
from motcua.store.queries.views import note_account_act

CHANGED = "Tài khoản này vừa được người khác thay đổi. Hãy mở lại để xem rồi sửa lại."


async def make_account(office: Office, acting: Acting, typed: Typed, key: UUID) -> tuple[UUID, Changed]:
    """A new account and its first password, told once. It is the browser's: the center's list does not lock it."""
    check_keeps(acting)
    asked = read_account(choices(office), typed)
    password = passwords.first_password()
    hashed = await passwords.hashed(password)  # slow on purpose, so before the transaction
    async with transaction(), once(key, acting, "account:new") as told:
        if told.outcome is not None:
            found = await accounts.staff_by_id(UUID(told.outcome))
            assert found is not None
            return found["id"], Changed(found["name"], found["username"], is_repeat=True)
        await _check_free(asked, None)
        staff_id = await accounts.insert_staff(
            asked.person, password_hash=hashed, must_change=True, at=wall_clock(), is_from_file=False
        )
        await stored.put_beside(staff_id, email=asked.email, is_reserve=asked.is_reserve)
        await note_account_act(staff_id, "made", acting.staff.id, acting.at, _rests_on(asked))
        told.outcome = str(staff_id)
    return staff_id, Changed(asked.person.name, asked.person.username, password)


async def change_account(office: Office, acting: Acting, staff_id: UUID, seen: int, typed: Typed) -> str:
    """Changes what differs; the sentence that says so. Refused by box, or when somebody else was faster."""
    async with transaction():
        found = await accounts.staff_by_id(staff_id)
    if found is None:
        raise NotHere
    check_keeps(acting, staff_id)
    term = (found["seconded_from"], found["seconded_to"])
    asked = read_account(choices(office, found["desks"]), typed, username=found["username"], term=term)
    async with transaction():
        before = await accounts.staff_by_id(staff_id)
        assert before is not None
        if before["version"] != seen:
            raise Conflict(CHANGED)
        await _check_free(asked, staff_id)
        changes = {label: [old, new] for label, old, new in _differences(office, before, _as_row(asked))}
        if not changes:
            return "Không có gì thay đổi."
        if not await stored.change_staff(
            staff_id, asked.person, email=asked.email, is_reserve=asked.is_reserve, seen=seen, at=wall_clock()
        ):
            raise Conflict(CHANGED)
        is_term = (asked.person.seconded_from, asked.person.seconded_to) != term
        kind = "seconded" if is_term and asked.person.kind == "seconded" else "changed"
        await note_account_act(staff_id, kind, acting.staff.id, acting.at, changes | _rests_on(asked))
    return f"Đã lưu tài khoản {found['username']} ({asked.person.name})."


def _rests_on(asked: AccountTyped) -> dict[str, Any]:
    return {"Văn bản": ["", asked.document]} if asked.document else {}


async def _check_free(asked: AccountTyped, staff_id: UUID | None) -> None:
    errors = {}
    if staff_id is None and asked.person.username in await accounts.staff_usernames():
        errors["username"] = f"Tên đăng nhập “{asked.person.username}” đã có người dùng."
    if asked.email and await stored.email_is_taken(asked.email, staff_id):
        errors["email"] = "Thư điện tử này đã ghi ở tài khoản khác."
    if errors:
        raise Refused(SENTENCE, errors)


def _as_row(asked: AccountTyped) -> Mapping[str, Any]:
    person: StaffRow = asked.person
    return {
        "name": person.name,
        "title": person.title,
        "phone": person.phone,
        "email": asked.email,
        "kind": person.kind,
        "agency": person.agency,
        "roles": list(person.roles),
        "desks": [f"{agency}/{desk}" for agency, desk in person.desks],
        "receives": list(person.receives),
        "seconded_from": person.seconded_from,
        "seconded_to": person.seconded_to,
        "is_reserve": asked.is_reserve,
    }


def _differences(office: Office, old: Row, new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(label, before, after) of what is not the same, in words."""
    before, after = words_of(office, old), words_of(office, new)
    return [(label, before[label], after[label]) for label in before if before[label] != after[label]]


def words_of(office: Office, row: Mapping[str, Any]) -> dict[str, str]:
    """Label → value of everything an administrator may change, in words."""
    titles = desk_titles(office)
    seats = sorted(seat_name(titles, *seat.split("/", 1)) for seat in row["desks"])
    return {
        "Họ và tên": row["name"],
        "Chức danh": row["title"],
        "Điện thoại": row["phone"],
        "Thư điện tử": row["email"],
        "Loại": KINDS[row["kind"]],
        "Cơ quan": agency_name(here(), row["agency"]) if row["agency"] else "",
        "Nhiệm vụ": "; ".join(ROLE_NAMES[role] for role in Role if role in row["roles"]),
        "Vị trí": "; ".join(seats),
        "Tiếp nhận": receives_words(sorted(row["receives"])),
        "Biệt phái": term_words(row["seconded_from"], row["seconded_to"]),
        "Cán bộ dự bị": "Có" if row["is_reserve"] else "",
    }


def term_words(from_on: date | None, to_on: date | None) -> str:
    if from_on is None:
        return ""
    return f"từ {from_on:%d/%m/%Y} đến " + (f"{to_on:%d/%m/%Y}" if to_on else "khi có quyết định khác")
