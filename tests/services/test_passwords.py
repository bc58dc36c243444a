from __future__ import annotations

import pytest

from motcua.domain.errors import Refused
from motcua.services.accounts.passwords import check_new, first_password, hashed, is_password


async def test_a_password_typed_with_another_keyboard_is_the_same() -> None:
    stored = await hashed("m\u1eadt kh\u1ea9u c\u1ee7a t\u00f4i")
    assert await is_password("ma\u0323\u0302t kha\u0302\u0309u cu\u0309a to\u0302i", stored)
    assert not await is_password("mat khau cua toi", stored)
    assert stored.startswith("$argon2id$")


async def test_nobody_has_no_password() -> None:
    assert not await is_password("anything at all", None)


@pytest.mark.parametrize(
    "new", ["ngắn", "x" * 129, "canbo.tiepnhan", "aaaaaaaaaaaaaa", "mật khẩu đang dùng", "mot\x00cuamotcua"]
)
def test_a_new_password_is_long_and_neither_the_name_nor_the_old_one(new: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_new(new, username="canbo.tiepnhan", old="mật khẩu đang dùng")
    assert set(refusal.value.errors) == {"new"}


def test_first_passwords_differ_and_are_acceptable() -> None:
    made = {first_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_new(password, username="canbo")
