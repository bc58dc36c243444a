"""The list of the center's people."""

from __future__ import annotations

from typing import Any


async def test_the_director_sees_everybody_with_their_desk_in_words(somebody: Any) -> None:
    director = await somebody("director")
    answer = await director.see("/can-bo")
    assert answer.status_code == 200
    assert "tài khoản. Danh sách lấy từ" in answer.text
    assert "/officer" not in answer.text


async def test_an_officer_is_told_who_may_see_it(somebody: Any) -> None:
    officer = await somebody("officer")
    answer = await officer.see("/can-bo")
    assert answer.status_code == 403
    assert "Giám đốc" in answer.text
