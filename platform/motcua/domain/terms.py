"""How long the law gives: a term is a unit and an amount, never a number of seconds.

Vietnamese law counts some terms in working days and others in calendar days (land, construction, marriage), a few in
hours, and some are "the same day". The unit is kept because the two are never added together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, cast

Unit = Literal["wd", "d", "h", "same_day", "none", "unknown"]

#: Spelled without a number. `none`: the law sets no term; `unknown`: what it sets has not been found yet.
WITHOUT_AMOUNT: Mapping[str, str] = {
    "same_day": "trong ngày",
    "none": "không quy định thời hạn",
    "unknown": "thời hạn chưa xác nhận",
}

#: One working day, whatever hours a center keeps: `0.5wd` and `4h` are both 240 working minutes.
MINUTES_PER_WORKING_DAY = 480
MINUTES_PER_HOUR = 60

_SPELLING = re.compile(r"([0-9]+(?:\.[0-9]+)?)(wd|d|h)")


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time as a text of law states it. Stored in JSON as `str(term)`, read back by `Term.parse`."""

    kind: Unit
    amount: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.kind in WITHOUT_AMOUNT:
            if self.amount:
                raise ValueError(f"Thời hạn “{self.kind}” không đi kèm con số ({self.amount}).")
            return
        if self.kind not in ("wd", "d", "h"):
            raise ValueError(f"Không có đơn vị thời hạn “{self.kind}”.")
        if not self.amount.is_finite() or self.amount < 0:
            raise ValueError(f"Thời hạn phải là số không âm, không phải {self.amount}.")
        if self.kind == "d" and self.amount != self.amount.to_integral_value():
            raise ValueError(f"Thời hạn theo ngày (lịch) phải là số nguyên, không phải {self.amount}.")
        if self.kind != "d" and self.minutes_exactly != self.minutes_exactly.to_integral_value():
            raise ValueError(f"Thời hạn {self.amount}{self.kind} không chẵn phút.")

    @classmethod
    def parse(cls, text: str) -> Term:
        """`3wd`, `0.5wd`, `15d`, `4h`, `same_day`, `none`, `unknown`."""
        spelled = text.strip()
        if spelled in WITHOUT_AMOUNT:
            return cls(cast(Unit, spelled))
        match = _SPELLING.fullmatch(spelled)
        if match is None:
            raise ValueError(
                f"Không hiểu thời hạn “{text}”. "
                "Viết như 3wd (ngày làm việc), 0.5wd, 15d (ngày), 4h (giờ), same_day, none, unknown."
            )
        amount, kind = match.groups()
        if kind == "wd":
            return cls("wd", _tidy(Decimal(amount)))
        return cls("d" if kind == "d" else "h", _tidy(Decimal(amount)))

    def __str__(self) -> str:
        if self.kind in WITHOUT_AMOUNT:
            return self.kind
        return f"{_tidy(self.amount):f}{self.kind}"

    @property
    def says(self) -> str:
        """The term in an official's words: `3 ngày làm việc`, `1,5 ngày làm việc`, `15 ngày`, `4 giờ làm việc`."""
        if self.kind in WITHOUT_AMOUNT:
            return WITHOUT_AMOUNT[self.kind]
        words = {"wd": "ngày làm việc", "d": "ngày", "h": "giờ làm việc"}
        return f"{_tidy(self.amount):f} ".replace(".", ",") + words[self.kind]

    @property
    def is_counted_in_working_time(self) -> bool:
        """Whether the term is a number of working minutes (working days and hours)."""
        return self.kind in ("wd", "h")

    @property
    def has_no_end(self) -> bool:
        """Whether nothing falls due by it: the law sets no term, or the term has not been confirmed."""
        return self.kind in ("none", "unknown")

    @property
    def minutes_exactly(self) -> Decimal:
        if self.kind == "wd":
            return self.amount * MINUTES_PER_WORKING_DAY
        if self.kind == "h":
            return self.amount * MINUTES_PER_HOUR
        raise ValueError(f"Thời hạn “{self}” không đếm bằng phút làm việc.")

    @property
    def minutes(self) -> int:
        """Working minutes of a term in working days or hours; the other units have none, and asking is a mistake."""
        return int(self.minutes_exactly)


def _tidy(amount: Decimal) -> Decimal:
    """`1.50` → `1.5`, `3.0` → `3`, and never `1E+1`: two spellings of one term are one value."""
    if amount == amount.to_integral_value():
        return amount.quantize(Decimal(1))
    return amount.normalize()


def _amount(number: int | float | str | Decimal) -> Decimal:
    try:
        return _tidy(Decimal(str(number)))
    except InvalidOperation:
        raise ValueError(f"“{number}” không phải là số.") from None


def working_days(number: int | float | str | Decimal) -> Term:
    """`working_days(3)`, `working_days(0.5)`: ngày làm việc, halves allowed."""
    return Term("wd", _amount(number))


def calendar_days(number: int) -> Term:
    """`calendar_days(15)`: ngày, weekends and holidays counted."""
    return Term("d", _amount(number))


def hours(number: int | float | str | Decimal) -> Term:
    """`hours(4)`: giờ làm việc."""
    return Term("h", _amount(number))


def same_day() -> Term:
    """Trả trong ngày: received after 15:00, it may be the next working day (Luật Hộ tịch 2014, Điều 5 khoản 3)."""
    return Term("same_day")


def no_term() -> Term:
    """The law states none."""
    return Term("none")


def unknown_term() -> Term:
    """Chưa xác nhận: nobody promises a date until the center has decided one."""
    return Term("unknown")
