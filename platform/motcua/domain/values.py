"""The plain values that answers and conditions are made of: their type, JSON shape and Vietnamese text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

# The types an expression can have. "any" is a value known by key only (read back from stored data).
TEXT, NUMBER, DATE, TRUTH, OPTIONS, ROWS, ANY = "text", "number", "date", "truth", "options", "rows", "any"

YES, NO = "Có", "Không"
_KINDS = {
    TEXT: "chữ", NUMBER: "số", DATE: "ngày", TRUTH: "có/không", OPTIONS: "nhiều lựa chọn", ROWS: "nhóm dòng",
}  # fmt: skip


def kind_of(value_type: str) -> str:
    """What a type is called in a sentence to the author of a form."""
    return _KINDS.get(value_type, "giá trị chưa rõ loại")


def type_of(value: object) -> str:
    """The type of a constant; raises `TypeError` for what conditions can't hold (floats among them)."""
    match value:
        case bool():
            return TRUTH
        case int() | Decimal():
            return NUMBER
        case date():
            return DATE
        case str():
            return TEXT
    raise TypeError(f"{value!r} không dùng được trong điều kiện; dùng str, int, Decimal, date hoặc bool")


def years_between(born: date, on: date) -> int:
    """Full years. By day, not by year, and without `date.replace(year=…)`, which raises for 29 February."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def value_to_data(value: Any) -> Any:
    """JSON for a value. Decimals and dates are tagged, so that nothing has to guess on the way back."""
    match value:
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"date": value.isoformat()}
        case tuple() | list():
            return [value_to_data(each) for each in value]
    return value


def value_from_data(data: Any) -> Any:
    match data:
        case {"decimal": text}:
            return Decimal(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case list():
            return tuple(value_from_data(each) for each in data)
    return data


def show_date(value: date) -> str:
    """02/09/1990. Not `strftime`: it pads years below 1000 differently from one C library to the next."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def show_number(value: int | Decimal) -> str:
    """1.234,5: a dot between thousands, a comma before decimals."""
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value)
    whole, _, fraction = f"{value:,f}".partition(".") if isinstance(value, Decimal) else (f"{value:,}", "", "")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def show_value(value: Any) -> str:
    """Vietnamese text of any value, where no field says better."""
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case int() | Decimal():
            return show_number(value)
        case date():
            return show_date(value)
        case str():
            return value
        case Sequence():
            return ", ".join(show_value(each) for each in value)
    return str(value)
