"""The period of a report in an address: `ky=quy&nam=2017&so=4`, `ky=ngay&ngay=08/11/2017`."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.domain.errors import Refused
from motcua.domain.reports.periods import Kind, Period, day_period, period_around, period_of
from motcua.services.codes import local_date
from motcua.web.forms import Typed, only
from motcua.web.list_filters import day_of
from motcua.web.page import WebRequest, acting, center_of

NO_SUCH_PERIOD = "Năm này không có kỳ báo cáo đó."


def period_asked(request: WebRequest, typed: Typed, kinds: Sequence[Kind], *, number: str = "so") -> Period | None:
    """One of `kinds` by the center's cut-off; None where none is asked for. `number`: the name of its number."""
    kind = next((each for each in kinds if each.value == only(typed, "ky")), None)
    if kind is None:
        return None
    today = local_date(acting(request).at)
    if kind is Kind.DAY:
        return day_period(day_of(only(typed, "ngay")) or today)
    cutoff = center_of(request).reports.cutoff_day
    return period_typed(kind, only(typed, "nam"), only(typed, number, "1"), cutoff) or period_around(
        kind, today, cutoff
    )


def period_typed(kind: Kind, year: str, number: str, cutoff_day: int) -> Period | None:
    """None: what stands there is no year or number. Raises Refused for a number that the year does not have."""
    digits = year + number
    if not (digits.isascii() and year.isdigit() and number.isdigit() and len(year) == 4 and len(number) < 5):
        return None
    try:
        return period_of(kind, int(year), int(number), cutoff_day)
    except ValueError:
        raise Refused(NO_SUCH_PERIOD) from None


def period_query(period: Period, *, number: str = "so") -> dict[str, str]:
    """The part of an address that asks for it again."""
    if period.kind is Kind.DAY:
        return {"ky": period.kind.value, "ngay": f"{period.since:%d/%m/%Y}"}
    return {"ky": period.kind.value, "nam": str(period.year), number: str(period.number)}
