from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest

from motcua.centers import Center, StaffRow, entered
from motcua.domain.people import Role, Staff
from motcua.store.engine import DB, transaction
from motcua.store.queries import accounts

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
IDLE = timedelta(minutes=15)
MakeStaff = Callable[..., Awaitable[Staff]]


def a_row(**changes: object) -> StaffRow:
    said: dict[str, object] = {
        "username": f"lan.{uuid4().hex[:8]}",
        "name": "Nguyễn Thị Lan",
        "title": "Chuyên viên",
        "phone": "0912",
        "kind": "agency",
        "agency": "tu_phap",
        "roles": ("officer", "head"),
        "desks": (("tu_phap", "registrar"),),
        "receives": (),
    }
    return StaffRow(**(said | changes))  # type: ignore[arg-type]


async def test_the_list_of_a_center_becomes_accounts_and_nothing_changes_twice(
    que_vo: Center, other_center: Center
) -> None:
    row = a_row()
    for center in (que_vo, other_center):
        with entered(center):
            async with transaction():
                staff_id = await accounts.insert_staff(row, password_hash="hash", must_change=True, at=AT)
                assert not await accounts.update_staff(row, AT)
                assert await accounts.update_staff(replace(row, title="Phó Trưởng phòng"), AT)
                found = await accounts.staff_by_username(row.username)
            assert found is not None
            person = accounts.as_staff(found)
            assert (person.id, person.title, person.must_change_password) == (staff_id, "Phó Trưởng phòng", True)
            assert person.roles == {Role.OFFICER, Role.HEAD}
            assert person.holds("tu_phap", "registrar")
            assert found["password_hash"] == "hash"
            assert row.username in await accounts.staff_usernames()


async def test_one_username_is_one_account_at_a_center(in_que_vo: Center) -> None:
    row = a_row()
    await accounts.insert_staff(row, password_hash="x", must_change=True, at=AT)
    with pytest.raises(asyncpg.UniqueViolationError):
        await accounts.insert_staff(row, password_hash="x", must_change=True, at=AT)


async def test_who_left_the_list_is_locked_and_signed_out(in_que_vo: Center, make_staff: MakeStaff) -> None:
    gone = await make_staff()
    await accounts.insert_session(b"gone" * 8, gone.id, at=AT, expires_at=AT + IDLE, address="::1", agent="x")
    others = await accounts.staff_usernames() - {gone.username}
    async with transaction():
        assert gone.username in await accounts.lock_absent_staff(others, AT)
    assert await accounts.load_session(b"gone" * 8, at=AT, idle=IDLE) is None
    async with transaction():
        assert await accounts.lock_absent_staff(others, AT) == ()
    found = await accounts.staff_by_username(gone.username)
    assert found is not None
    assert found["is_locked"]
    row = a_row(username=gone.username)
    assert await accounts.update_staff(row, AT)
    back = await accounts.staff_by_username(gone.username)
    assert back is not None
    assert not back["is_locked"]


async def test_a_session_lives_until_it_is_over_idle_or_ended(in_que_vo: Center, make_staff: MakeStaff) -> None:
    person, token = await make_staff(), uuid4().bytes * 2
    over = AT + timedelta(hours=10)
    await accounts.insert_session(token, person.id, at=AT, expires_at=over, address="10.0.0.1", agent="Firefox" * 100)
    with DB.counted() as statements:
        found = await accounts.load_session(token, at=AT, idle=IDLE)
    assert len(statements) == 1
    assert found is not None
    assert accounts.as_staff(found) == person
    assert await accounts.load_session(token, at=AT + IDLE, idle=IDLE) is None
    assert await accounts.load_session(b"unknown", at=AT, idle=IDLE) is None
    await accounts.touch_session(token, AT + timedelta(minutes=14))
    assert await accounts.load_session(token, at=AT + timedelta(minutes=28), idle=IDLE) is not None
    assert await accounts.load_session(token, at=over, idle=timedelta(days=1)) is None
    assert len(await accounts.list_sessions(person.id)) == 1
    await accounts.delete_session(token)
    assert await accounts.load_session(token, at=AT, idle=IDLE) is None


async def test_seen_is_written_once_a_minute(in_que_vo: Center, make_staff: MakeStaff) -> None:
    person, token = await make_staff(), uuid4().bytes * 2
    await accounts.insert_session(token, person.id, at=AT, expires_at=AT + IDLE, address="", agent="")
    await accounts.touch_session(token, AT + timedelta(seconds=59))
    assert (await accounts.list_sessions(person.id))[0]["seen_at"] == AT
    await accounts.touch_session(token, AT + timedelta(seconds=60))
    assert (await accounts.list_sessions(person.id))[0]["seen_at"] > AT


async def test_a_session_of_one_center_is_unknown_at_the_other(
    que_vo: Center, other_center: Center, make_staff: MakeStaff
) -> None:
    token = uuid4().bytes * 2
    with entered(que_vo):
        person = await make_staff()
        await accounts.insert_session(token, person.id, at=AT, expires_at=AT + IDLE, address="", agent="")
    with entered(other_center):
        assert await accounts.load_session(token, at=AT, idle=IDLE) is None


async def test_signing_out_everywhere_can_spare_this_place(in_que_vo: Center, make_staff: MakeStaff) -> None:
    person, tokens = await make_staff(), [uuid4().bytes * 2 for _ in range(3)]
    for token in tokens:
        await accounts.insert_session(token, person.id, at=AT, expires_at=AT + IDLE, address="", agent="")
    assert await accounts.delete_sessions_of(person.id, but=tokens[0]) == 2
    assert await accounts.delete_sessions_of(person.id) == 1
    await accounts.set_password(person.id, "new", must_change=False, at=AT)
    found = await accounts.staff_by_id(person.id)
    assert found is not None
    assert found["password_hash"] == "new"


async def test_failures_are_counted_by_name_and_by_place_and_forgotten(in_que_vo: Center) -> None:
    name, place = uuid4().bytes, uuid4().hex
    for minute in range(3):
        await accounts.add_failure(name, place, AT + timedelta(minutes=minute))
    await accounts.add_failure(uuid4().bytes, place, AT + timedelta(minutes=2))
    assert await accounts.count_failures(name, place, AT - IDLE) == (3, 4)
    assert await accounts.count_failures(name, place, AT) == (2, 3)
    await accounts.clear_failures(name)
    assert await accounts.count_failures(name, place, AT - IDLE) == (0, 1)
    await accounts.sweep_sessions(AT + timedelta(days=3))
    assert await accounts.count_failures(name, place, AT - IDLE) == (0, 0)


async def test_people_are_listed_as_vietnamese_lists_are(in_que_vo: Center, make_staff: MakeStaff) -> None:
    for name in ("Trần Văn Ước", "Nguyễn Thị Ánh", "Lê An", "Đỗ Văn Đạt"):
        await make_staff(name=name)
    names = [row["name"] for row in await accounts.list_staff()]
    order = [names.index(name) for name in ("Lê An", "Nguyễn Thị Ánh", "Đỗ Văn Đạt", "Trần Văn Ước")]
    assert order == sorted(order)
