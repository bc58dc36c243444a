"""Periods of reports: a day, month, quarter, half-year or year, closed on the day that the province has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motcua.domain.reports.score_card import Item

DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True)
class ReportRules:
    """What a province sets for its reports, and a center may set otherwise.

    `cutoff_day`: on which day of the month before its own a month, quarter, half-year or year begins; 1: on its own
    first day. `reappointed_is_late`: whether a result within the new date of a letter of apology still is late.
    `score_items`: into what the province has split the groups of QĐ 766, the same for every center.
    """

    cutoff_day: int = 1
    reappointed_is_late: bool = True
    score_items: tuple[Item, ...] = ()


class Kind(StrEnum):
    """How long a period is; the value stands in addresses."""

    DAY = "ngay"
    MONTH = "thang"
    QUARTER = "quy"
    HALF = "nua-nam"
    YEAR = "nam"


KIND_NAMES: Mapping[Kind, str] = {
    Kind.DAY: "Ngày",
    Kind.MONTH: "Tháng",
    Kind.QUARTER: "Quý",
    Kind.HALF: "6 tháng",
    Kind.YEAR: "Năm",
}
_MONTHS: Mapping[Kind, int] = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.YEAR: 12}
_ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` to `last`, both within. `number`: which month, quarter or half of `year`; of a day 0."""

    kind: Kind
    year: int
    number: int
    since: date
    last: date

    @property
    def before(self) -> date:
        """The day after the last."""
        return self.last + DAY

    @property
    def title(self) -> str:
        match self.kind:
            case Kind.DAY:
                return f"ngày {self.since:%d/%m/%Y}"
            case Kind.MONTH:
                return f"tháng {self.number}/{self.year}"
            case Kind.QUARTER:
                return f"quý {_ROMAN[self.number]}/{self.year}"
            case Kind.HALF:
                return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
            case Kind.YEAR:
                return f"năm {self.year}"

    @property
    def says(self) -> str:
        """`từ ngày 15/09/2017 đến hết ngày 14/12/2017`."""
        return f"từ ngày {self.since:%d/%m/%Y} đến hết ngày {self.last:%d/%m/%Y}"

    @property
    def text(self) -> str:
        """To be kept, with its days: a cut-off set otherwise later does not move them; see `period_in`."""
        return f"{self.kind}/{self.year}/{self.number}/{self.since.isoformat()}/{self.last.isoformat()}"

    def until(self, day: date) -> Period | None:
        """As far as a day; None where it begins after it."""
        if day >= self.last:
            return self
        return Period(self.kind, self.year, self.number, self.since, day) if day >= self.since else None


def period_in(text: str) -> Period:
    """What `Period.text` has written."""
    kind, year, number, since, last = text.split("/")
    return Period(Kind(kind), int(year), int(number), date.fromisoformat(since), date.fromisoformat(last))


def day_period(on: date) -> Period:
    return Period(Kind.DAY, on.year, 0, on, on)


def period_of(kind: Kind, year: int, number: int, cutoff_day: int = 1) -> Period:
    """Raises ValueError for a number that the year does not have, or for a day (`day_period`)."""
    months = _MONTHS.get(kind)
    if months is None or not 1 <= number <= 12 // months or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError((kind, year, number))
    first = months * (number - 1)
    return Period(kind, year, number, _starts(year, first, cutoff_day), _starts(year, first + months, cutoff_day) - DAY)


def _starts(year: int, month: int, cutoff_day: int) -> date:
    """Where the month counted from 0 begins, `month` 12 being the next January."""
    if cutoff_day == 1:
        return date(year + month // 12, month % 12 + 1, 1)
    before = month - 1
    return date(year + before // 12, before % 12 + 1, cutoff_day)


def period_around(kind: Kind, on: date, cutoff_day: int = 1) -> Period:
    """The period that a day belongs to."""
    if kind is Kind.DAY:
        return day_period(on)
    for year in (on.year, on.year + 1):
        for number in range(1, 12 // _MONTHS[kind] + 1):
            found = period_of(kind, year, number, cutoff_day)
            if found.since <= on <= found.last:
                return found
    raise ValueError(on)
