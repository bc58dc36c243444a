"""Dates and numbers as people type them. ASCII digits only: `\\d` would take ٣ and ３ as well."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_VIETNAMESE_DATE = re.compile(r"([0-9]{1,2}) ?([/.\-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_GROUPED_BY_SPACES = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")
_PLAIN = re.compile(r"[0-9]+")
_CURRENCY = re.compile(r" ?(?:đồng|đ|vnđ|vnd|₫)$", re.IGNORECASE)

# Far above any amount the offices handle, far below what a bigint column or int() minds.
MOST_DIGITS = 15


def parse_date(text: str) -> date | None:
    """None if it isn't written as a date; `ValueError` if it is, but there is no such day."""
    if found := _VIETNAMESE_DATE.fullmatch(text):
        return date(int(found[4]), int(found[3]), int(found[1]))
    if found := _ISO_DATE.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    return None


def parse_integer(text: str) -> int | None:
    """`1.234`, `1 234`, `1234`, with a leading minus."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    if not (_PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits) or _GROUPED_BY_SPACES.fullmatch(digits)):
        return None
    digits = digits.replace(".", "").replace(" ", "")
    return None if len(digits) > MOST_DIGITS else sign * int(digits)


def parse_money(text: str) -> int | None:
    """Whole đồng, with or without the unit. A comma is refused: it can be read both ways."""
    return parse_integer(_CURRENCY.sub("", text))


def parse_decimal(text: str) -> Decimal | None:
    """`1.234,5`. A single dot that can't part thousands (`12.5`, from the numeric keypad) is read as the comma."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    whole, comma, fraction = digits.partition(",")
    if not comma and not _GROUPED.fullmatch(digits) and digits.count(".") == 1:
        whole, comma, fraction = digits.partition(".")
    integer = parse_integer(whole) if not whole.startswith("-") else None
    if integer is None or (comma and not (_PLAIN.fullmatch(fraction) and len(fraction) <= MOST_DIGITS)):
        return None
    fraction = fraction.rstrip("0")
    # Adding zero turns -0 into 0.
    return sign * Decimal(f"{integer}.{fraction}" if fraction else integer) + 0
