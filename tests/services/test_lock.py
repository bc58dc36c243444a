"""A screen left alone is locked, opens with the same person's password alone, and its session stays the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import NotHere, Refused, TooMany
from motcua.services.accounts.lock import lock, seat_of, unlock
from motcua.services.accounts.signing_in import set_password, sign_in
from motcua.settings import LOCKS_AFTER

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PASSWORD = "mật khẩu đủ dài"


@pytest.fixture
async def token(in_que_vo: Center, office: Any, make_staff: Any) -> str:
    staff = await make_staff()
    await set_password(office, staff.username, PASSWORD, False, NOW)
    made = await sign_in(office, staff.username, PASSWORD, address=uuid4().hex, agent="test", now=NOW)
    return made.token


async def is_locked(office: Any, token: str, at: datetime, **more: Any) -> bool:
    seat = await seat_of(office, token, at, **more)
    assert seat is not None
    return seat.is_locked


async def test_a_screen_locked_by_hand_stays_locked_until_the_password_is_typed(office: Any, token: str) -> None:
    assert not await is_locked(office, token, NOW)
    await lock(office, token, NOW)
    assert await is_locked(office, token, NOW + timedelta(minutes=1))
    with pytest.raises(Refused):
        await unlock(office, token, "sai mật khẩu", NOW)
    with pytest.raises(Refused):
        await unlock(office, token, "", NOW)
    assert await is_locked(office, token, NOW + timedelta(minutes=2))
    await unlock(office, token, PASSWORD, NOW + timedelta(minutes=20))
    assert not await is_locked(office, token, NOW + timedelta(minutes=21))


async def test_a_screen_left_alone_locks_itself_and_a_page_that_only_asks_does_not_keep_it_open(
    office: Any, token: str
) -> None:
    for minute in range(1, 15):
        assert not await is_locked(office, token, NOW + timedelta(minutes=minute), is_quiet=True)
    assert await is_locked(office, token, NOW + LOCKS_AFTER, is_quiet=True)
    await unlock(office, token, PASSWORD, NOW + LOCKS_AFTER)
    for minute in range(16, 60, 10):  # control: a hand on it keeps it open
        assert not await is_locked(office, token, NOW + timedelta(minutes=minute))


async def test_guessing_at_a_locked_screen_is_limited(office: Any, token: str) -> None:
    await lock(office, token, NOW)
    for _ in range(5):
        with pytest.raises(Refused):
            await unlock(office, token, "sai", NOW)
    with pytest.raises(TooMany):
        await unlock(office, token, PASSWORD, NOW)


async def test_another_center_can_neither_lock_nor_unlock_it(office: Any, token: str, other_center: Center) -> None:
    with entered(other_center):
        await lock(office, token, NOW)
    assert not await is_locked(office, token, NOW)
    await lock(office, token, NOW)
    with entered(other_center), pytest.raises(NotHere):
        await unlock(office, token, PASSWORD, NOW)
    assert await is_locked(office, token, NOW)
