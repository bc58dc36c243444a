"""Signing in: same words for every failure, a limit on failures only, sessions that end, passwords that change."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import NotHere, Refused, TooMany
from motcua.services.accounts import signing_in as accounts
from motcua.services.accounts.lock import seat_of
from motcua.services.accounts.signing_in import ABSOLUTE, IDLE, WINDOW, change_password, set_password, sign_in, sign_out
from motcua.store.engine import DB, transaction

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PASSWORD = "mật khẩu đủ dài"


@pytest.fixture
async def person(in_que_vo: Center, office: Any, make_staff: Any) -> Any:
    staff = await make_staff()
    await set_password(office, staff.username, PASSWORD, False, NOW)
    return staff


async def whose(office: Any, token: str, now: datetime) -> Any:
    seat = await seat_of(office, token, now)
    return seat.staff if seat is not None else None


async def come_in(
    office: Any, username: str, password: str = PASSWORD, *, at: datetime = NOW, address: str = ""
) -> Any:
    address = address or uuid4().hex
    return await sign_in(office, username, password, address=address, agent="test", now=at)


async def test_a_session_belongs_to_who_signed_in_and_the_database_can_t_impersonate(office: Any, person: Any) -> None:
    made = await come_in(office, f" {person.username.upper()} ")
    assert (await whose(office, made.token, NOW)) == made.staff
    async with transaction():
        found = await DB.fetch("SELECT token_hash FROM session WHERE staff_id = $1", person.id)
    assert found[0][0] != made.token.encode()
    await sign_out(office, made.token)
    assert await whose(office, made.token, NOW) is None


async def test_a_session_ends_when_idle_and_at_the_end_of_the_day(office: Any, person: Any) -> None:
    left = await come_in(office, person.username)
    assert await whose(office, left.token, NOW + IDLE - timedelta(seconds=1)) is not None  # locked, but still theirs
    assert await whose(office, left.token, NOW + IDLE) is None
    kept = await come_in(office, person.username)
    for quarter in range(1, 60):
        assert await whose(office, kept.token, NOW + timedelta(minutes=10 * quarter)) is not None
    assert await whose(office, kept.token, NOW + ABSOLUTE) is None


async def test_reading_pages_writes_a_row_at_most_once_a_minute(office: Any, person: Any) -> None:
    made = await come_in(office, person.username)
    for after, writes in ((30, 0), (61, 1), (90, 0)):
        with DB.counted() as statements:
            await whose(office, made.token, NOW + timedelta(seconds=after))
        assert sum("UPDATE" in statement for statement in statements) == writes


async def test_another_center_s_session_is_nobody(office: Any, person: Any, other_center: Center) -> None:
    made = await come_in(office, person.username)
    with entered(other_center):
        assert await whose(office, made.token, NOW) is None
        with pytest.raises(Refused):
            await come_in(office, person.username)


async def test_unknown_name_and_wrong_password_get_the_same_answer(office: Any, person: Any) -> None:
    said = set()
    for username, password in ((person.username, "sai mật khẩu rồi"), ("khong.co", PASSWORD), (person.username, "")):
        with pytest.raises(Refused) as refusal:
            await come_in(office, username, password)
        said.add(refusal.value.sentence)
    assert said == {"Tên đăng nhập hoặc mật khẩu không đúng.", "Hãy nhập tên đăng nhập và mật khẩu."}


async def test_an_unknown_name_is_hashed_against_all_the_same(
    office: Any, person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str | None] = []

    async def spy(password: str, stored: str | None) -> bool:
        asked.append(stored)
        return False

    monkeypatch.setattr(accounts.passwords, "is_password", spy)
    for username in (person.username, "khong.co"):
        with pytest.raises(Refused):
            await come_in(office, username)
    assert len(asked) == 2
    assert asked[1] is None


async def test_five_failures_lock_the_name_for_a_while_and_successes_do_not_count(office: Any, person: Any) -> None:
    for _ in range(8):
        await come_in(office, person.username)
    for _ in range(5):
        with pytest.raises(Refused):
            await come_in(office, person.username, "sai mật khẩu rồi")
    with pytest.raises(TooMany, match="15:15"):
        await come_in(office, person.username)
    assert await come_in(office, person.username, at=NOW + WINDOW + timedelta(seconds=1))


async def test_twenty_failures_lock_the_address_whatever_the_names(office: Any, person: Any) -> None:
    address = uuid4().hex
    for _ in range(20):
        with pytest.raises(Refused):
            await come_in(office, f"ten.{uuid4().hex[:6]}", address=address)
    with pytest.raises(TooMany):
        await come_in(office, person.username, address=address)
    assert await come_in(office, person.username)


async def test_guessing_in_parallel_gains_nothing(office: Any, person: Any) -> None:
    tries = (come_in(office, person.username, f"sai mật khẩu {number}") for number in range(12))
    assert {type(each) for each in await asyncio.gather(*tries, return_exceptions=True)} <= {Refused, TooMany}
    with pytest.raises(TooMany):
        await come_in(office, person.username)


async def test_a_changed_password_ends_every_session_but_the_new_one(office: Any, person: Any) -> None:
    here, elsewhere = await come_in(office, person.username), await come_in(office, person.username)
    token = await change_password(office, here.staff, here.token, PASSWORD, "mật khẩu khác hẳn", NOW)
    assert await whose(office, token, NOW) is not None
    assert [await whose(office, old.token, NOW) for old in (here, elsewhere)] == [None, None]
    with pytest.raises(Refused):
        await come_in(office, person.username)
    assert (await come_in(office, person.username, "mật khẩu khác hẳn")).staff.must_change_password is False


async def test_a_password_is_changed_only_by_who_knows_the_old_one(office: Any, person: Any) -> None:
    made = await come_in(office, person.username)
    with pytest.raises(Refused) as refusal:
        await change_password(office, made.staff, made.token, "không biết mật khẩu", "mật khẩu khác hẳn", NOW)
    assert set(refusal.value.errors) == {"old"}
    with pytest.raises(Refused) as refusal:
        await change_password(office, made.staff, made.token, PASSWORD, PASSWORD, NOW)
    assert set(refusal.value.errors) == {"new"}
    with pytest.raises(NotHere):
        await change_password(office, made.staff, "token of nobody", PASSWORD, "mật khẩu khác hẳn", NOW)
