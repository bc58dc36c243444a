"""Amounts in words, as a fee receipt must say them."""

from __future__ import annotations

import random

import pytest

from motcua.domain.amounts import MOST, amount_in_words, in_words

SAID = {
    0: "không",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    91: "chín mươi mốt",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    555: "năm trăm năm mươi lăm",
    1_000: "một nghìn",
    1_001: "một nghìn không trăm linh một",
    1_010: "một nghìn không trăm mười",
    2_000: "hai nghìn",
    10_500: "mười nghìn năm trăm",
    21_021: "hai mươi mốt nghìn không trăm hai mươi mốt",
    100_000: "một trăm nghìn",
    1_000_000: "một triệu",
    1_000_005: "một triệu không trăm linh năm",
    1_105_000: "một triệu một trăm linh năm nghìn",
    1_250_000: "một triệu hai trăm năm mươi nghìn",
    10**9: "một tỷ",
    10**9 + 5: "một tỷ không trăm linh năm",
    15 * 10**9: "mười lăm tỷ",
    1_000 * 10**9: "một nghìn tỷ",
    2_500_000 * 10**9: "hai triệu năm trăm nghìn tỷ",
    4_666_666_662: "bốn tỷ sáu trăm sáu mươi sáu triệu sáu trăm sáu mươi sáu nghìn sáu trăm sáu mươi hai",
}
_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip


@pytest.mark.parametrize(("number", "words"), SAID.items())
def test_a_number_is_said_as_people_say_it(number: int, words: str) -> None:
    assert in_words(number) == words


def test_an_amount_begins_with_a_capital_and_ends_with_the_currency() -> None:
    assert amount_in_words(1_105_000) == "Một triệu một trăm linh năm nghìn đồng"


def test_the_largest_amount_can_be_said() -> None:
    assert in_words(MOST).startswith(
        "chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi"
    )
    assert heard(in_words(MOST)) == MOST


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_what_is_no_amount_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        in_words(number)


def heard(words: str) -> int:
    """The number back from its words: an independent reading."""
    whole = group = 0
    below = 0
    for word in words.split():
        if word in _DIGITS:
            group += _DIGITS[word]
            last = _DIGITS[word]
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group += last * 10 - last
        elif word == "trăm":
            group += last * 100 - last
        elif word in ("nghìn", "triệu"):
            below += group * {"nghìn": 10**3, "triệu": 10**6}[word]
            group = 0
        elif word == "tỷ":
            whole, below, group = (below + group) * 10**9, 0, 0
        else:
            assert word == "linh", word
    return whole + below + group


def test_every_number_is_heard_as_it_was_said() -> None:
    rng = random.Random(2017)
    numbers = [*range(10_100), *(rng.randrange(10 ** rng.randint(4, 18)) for _ in range(5_000))]
    assert [number for number in numbers if heard(in_words(number)) != number] == []
