"""When an office is open: hours by weekday and season, public holidays, swapped days, closures by decision.

Values only. A minute is counted from local midnight; Việt Nam keeps +07:00 all year, so a day has 1,440 of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

#: Asia/Ho_Chi_Minh: no daylight saving time since 1975, and no zone database is needed to say so.
LOCAL = timezone(timedelta(hours=7), "+07:00")

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def local(at: datetime) -> datetime:
    """The instant on the office's wall clock. A time without a zone is refused: guessing moves due dates."""
    if at.tzinfo is None:
        raise ValueError(f"Thời điểm {at.isoformat()} không có múi giờ.")
    return at.astimezone(LOCAL)


def at_minute(on: date, minute: int) -> datetime:
    """The instant, in UTC, of a minute of a local day."""
    midnight = datetime(on.year, on.month, on.day, tzinfo=LOCAL)
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)


def clock(minute: int) -> str:
    """450 → `07:30`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def day_says(on: date) -> str:
    """`thứ Hai 31/08/2026`."""
    return f"{WEEKDAYS[on.weekday()]} {on:%d/%m/%Y}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one day, from its opening minute up to, not including, its closing minute."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= 24 * 60:
            raise ValueError(f"Khoảng giờ {clock(self.opens)}–{clock(self.closes)} không hợp lệ.")

    @classmethod
    def parse(cls, text: str) -> Span:
        """`07:30-11:30`."""
        try:
            opens, closes = (minute_of(part) for part in text.split("-"))
        except ValueError:
            raise ValueError(f"Không hiểu khoảng giờ “{text}”; viết như 07:30-11:30.") from None
        return cls(opens, closes)

    def __str__(self) -> str:
        return f"{clock(self.opens)}–{clock(self.closes)}"

    @property
    def minutes(self) -> int:
        return self.closes - self.opens

    def overlaps(self, other: Span) -> bool:
        return self.opens < other.closes and other.opens < self.closes

    def without(self, other: Span) -> tuple[Span, ...]:
        """What is left of this span when `other` is closed."""
        if not self.overlaps(other):
            return (self,)
        before = (Span(self.opens, other.opens),) if self.opens < other.opens else ()
        after = (Span(other.closes, self.closes),) if other.closes < self.closes else ()
        return before + after


def minute_of(text: str) -> int:
    """`15:00` → 900; ValueError for what is no time of a day."""
    hours, minutes = text.strip().split(":")
    if not (hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit() and len(minutes) == 2):
        raise ValueError(text)
    if int(minutes) > 59:
        raise ValueError(text)
    return int(hours) * 60 + int(minutes)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Hours kept on some weekdays, perhaps only between two dates, perhaps only in a season of every year."""

    weekdays: frozenset[int]
    spans: tuple[Span, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    #: (month, day) of the first and last day of a yearly season; it may run over New Year (16-10 to 15-4).
    season: tuple[tuple[int, int], tuple[int, int]] | None = None
    #: The decision that made them so, where it is known.
    document: str = ""

    @property
    def says(self) -> str:
        """`thứ Hai, thứ Ba: 07:30–11:30, 13:00–17:00 (16/4–15/10 hằng năm)`."""
        days = ", ".join(WEEKDAYS[day] for day in sorted(self.weekdays))
        limits = []
        if self.season is not None:
            limits.append("–".join(f"{day}/{month}" for month, day in self.season) + " hằng năm")
        if self.valid_from is not None:
            limits.append(f"từ {self.valid_from:%d/%m/%Y}")
        if self.valid_to is not None:
            limits.append(f"đến {self.valid_to:%d/%m/%Y}")
        when = f" ({', '.join(limits)})" if limits else ""
        return f"{days}: {', '.join(map(str, self.spans))}{when}"

    def is_kept_on(self, on: date) -> bool:
        """Whether these hours are in force on that date, whatever the weekday."""
        if self.valid_from is not None and on < self.valid_from:
            return False
        if self.valid_to is not None and on > self.valid_to:
            return False
        if self.season is None:
            return True
        first, last = self.season
        today = (on.month, on.day)
        return first <= today <= last if first <= last else today >= first or today <= last


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A public holiday, or a rest day that is worked in exchange for another (hoán đổi), and the text that says so."""

    on: date
    name: str
    document: str
    is_worked: bool = False
    swapped_with: date | None = None
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The special days of one year. A provisional year gives provisional due dates, and they say so."""

    year: int
    days: tuple[SpecialDay, ...] = ()
    is_provisional: bool = False

    def __post_init__(self) -> None:
        seen: set[date] = set()
        for day in self.days:
            if day.on.year != self.year:
                raise ValueError(f"Ngày {day.on:%d/%m/%Y} không thuộc năm {self.year}.")
            if day.on in seen:
                raise ValueError(f"Ngày {day.on:%d/%m/%Y} được khai hai lần.")
            seen.add(day.on)


@dataclass(frozen=True, slots=True)
class Closure:
    """One center shut by a decision of its own (storm, flood, moving house): whole days, or one span of each."""

    first_on: date
    last_on: date
    reason: str
    document: str
    span: Span | None = None

    def covers(self, on: date) -> bool:
        return self.first_on <= on <= self.last_on
