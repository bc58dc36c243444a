"""How long an agency's officer may work at the center, and when somebody must decide what comes after.

Nghị định 61/2018/NĐ-CP, Điều 11, 12: each time at least 6 and at most 24 months; every agency names an officer in
reserve.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LEAST_MONTHS, MOST_MONTHS = 6, 24
#: So many days before the end the director and the administrator are told: an agency needs weeks to name somebody.
TOLD_BEFORE = timedelta(days=60)


def months_after(day: date, months: int) -> date:
    """The same day so many months on; the month's last where there is none (31 August + 6 → 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def why_not(from_on: date, to_on: date) -> str | None:
    """None when a secondment may last from the first to the last of these days; else the sentence that says why not."""
    if to_on < from_on:
        return "Ngày cuối cùng phải từ ngày bắt đầu trở đi."
    after = to_on + timedelta(days=1)  # from 6-11 to 5-5 are six whole months
    if after < months_after(from_on, LEAST_MONTHS):
        shortest = months_after(from_on, LEAST_MONTHS) - timedelta(days=1)
        return f"Mỗi lần biệt phái ít nhất {LEAST_MONTHS} tháng (đến {shortest:%d/%m/%Y})."
    if after > months_after(from_on, MOST_MONTHS):
        longest = months_after(from_on, MOST_MONTHS) - timedelta(days=1)
        return (
            f"Mỗi lần biệt phái nhiều nhất {MOST_MONTHS} tháng (đến {longest:%d/%m/%Y}). "
            "Nếu cơ quan cử tiếp, ghi lần mới với ngày bắt đầu mới."
        )
    return None


@dataclass(frozen=True, slots=True)
class Term:
    """One person's secondment. `to_on` None: nobody has said when it ends."""

    name: str
    agency: str
    from_on: date
    to_on: date | None

    @property
    def latest(self) -> date:
        """The last day the law allows."""
        return months_after(self.from_on, MOST_MONTHS) - timedelta(days=1)

    def is_over(self, today: date) -> bool:
        return self.to_on is not None and self.to_on < today

    def must_be_decided(self, today: date) -> bool:
        """Over, about to end, or without an end and about to pass what the law allows."""
        return today >= (self.to_on or self.latest) - TOLD_BEFORE


def says_over(to_on: date) -> str:
    return (
        f"Thời hạn biệt phái của bạn tại Trung tâm đã hết ngày {to_on:%d/%m/%Y} nên tài khoản tạm dừng. "
        "Nếu được cử tiếp, nhờ quản trị Trung tâm gia hạn."
    )


def says_early(from_on: date) -> str:
    return f"Thời gian biệt phái của bạn bắt đầu từ ngày {from_on:%d/%m/%Y}; trước ngày đó chưa đăng nhập được."


def without_reserve(seconding: Iterable[str], reserves: Iterable[str]) -> tuple[str, ...]:
    """Agencies (keys) that have sent officers and named nobody in reserve for them."""
    named = set(reserves)
    return tuple(agency for agency in dict.fromkeys(seconding) if agency not in named)
