"""An amount in words, as a fee receipt must say it: "Một triệu một trăm linh năm nghìn đồng"."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
#: What a group of three digits counts, from the right; after "tỷ" they begin again (nghìn tỷ, triệu tỷ).
_UNITS = ("", "nghìn", "triệu")
MOST = 10**18 - 1


def in_words(number: int) -> str:
    """A whole number from 0 to below a billion billions, in the spelling of the north (nghìn, linh)."""
    if not 0 <= number <= MOST:
        raise ValueError(f"out of range: {number}")
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    words: list[str] = []
    if billions:
        words += [in_words(billions), "tỷ"]
    if rest:
        words.append(_below_a_billion(rest, is_leading=not billions))
    return " ".join(words)


def amount_in_words(dong: int) -> str:
    """Begins with a capital and ends with the currency."""
    said = in_words(dong)
    return f"{said[0].upper()}{said[1:]} đồng"


def _below_a_billion(number: int, *, is_leading: bool) -> str:
    words: list[str] = []
    for place in (2, 1, 0):
        group = number // 1000**place % 1000
        if group:
            words.append(f"{_group(group, is_leading=is_leading and not words)} {_UNITS[place]}".strip())
    return " ".join(words)


def _group(number: int, *, is_leading: bool) -> str:
    """Three digits. Inside a number the hundreds are always said: 1.005 is "một nghìn không trăm linh năm"."""
    hundreds, tens, units = number // 100, number // 10 % 10, number % 10
    words: list[str] = []
    if hundreds or not is_leading:
        words.append(f"{_DIGITS[hundreds]} trăm")
    if tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{_DIGITS[tens]} mươi")
    elif units and words:
        words.append("linh")
    if units:
        words.append(_unit(tens, units))
    return " ".join(words)


def _unit(tens: int, units: int) -> str:
    if units == 5 and tens:
        return "lăm"
    if units == 1 and tens > 1:
        return "mốt"
    if units == 4 and tens > 1:
        return "tư"
    return _DIGITS[units]
