"""The pictures of the handbook show the pages as they are: which are old is said, by words and never by pixels."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import groupby
from typing import Any

import pytest
from tests.browser.pictures import PICTURES, WRITE, Picture, differences, recorded, take, words_of

BY_PERSON = [
    (username, list(pictures))
    for (username, _), pictures in groupby(
        sorted(PICTURES, key=lambda each: (each.username, each.is_training)),
        key=lambda each: (each.username, each.is_training),
    )
]


async def _old(meet: Callable[..., Any], username: str, pictures: list[Picture]) -> list[str]:
    person, known, old = await meet(username), recorded(), list[str]()
    for picture in pictures:
        assert await person.open(picture.path) == 200, picture.path
        if os.environ.get(WRITE) == "write":
            await take(person, picture)
            continue
        found = differences(known.get(picture.name), await words_of(person))
        old += [f"{picture.name}.png ({picture.path}): {each}" for each in found]
    return old


@pytest.mark.parametrize(
    ("username", "pictures"), [each for each in BY_PERSON if not each[1][0].is_training], ids=lambda each: str(each)[:9]
)
async def test_no_picture_is_old(meet: Callable[..., Any], username: str, pictures: list[Picture]) -> None:
    old = await _old(meet, username, pictures)
    assert old == [], f"make them anew with {WRITE}=write:\n" + "\n".join(old)


@pytest.mark.parametrize(
    ("username", "pictures"), [each for each in BY_PERSON if each[1][0].is_training], ids=lambda each: str(each)[:9]
)
async def test_no_picture_of_the_training_twin_is_old(
    attend: Callable[..., Any], username: str, pictures: list[Picture]
) -> None:
    old = await _old(attend, username, pictures)
    assert old == [], f"make them anew with {WRITE}=write:\n" + "\n".join(old)


def test_a_changed_word_makes_a_picture_old() -> None:
    name, known = next(iter(recorded().items()))
    assert len(known["says"]) > 3, name
    assert differences(known, known["says"]) == []
    assert differences(known, [*known["says"], "Nút mới"]) == ["says “Nút mới” now"]
    assert len(differences(known, known["says"][1:])) == 1
    assert differences(None, known["says"])
