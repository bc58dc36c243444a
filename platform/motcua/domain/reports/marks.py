"""Marks that are reckoned from counts: the nine indicators of Thông tư 01/2018/TT-VPCP and the progress of QĐ 766.

Indicators 1 to 4 and 7 are averages over settled dossiers, 0 to 2 points each (Điều 13, 14); 5, 6, 8 and 9 are of the
unit and are told by somebody: nothing in a dossier says them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from motcua.domain.reports.score_card import PROGRESS_ITEM

ONE_DECIMAL = Decimal("0.1")
OF_UNIT: Mapping[int, str] = {
    5: "Tỷ lệ thủ tục được giải quyết ngay tại Bộ phận một cửa",
    6: "Công khai thủ tục hành chính",
    8: "Xử lý phản ánh, kiến nghị",
    9: "Dịch vụ công trực tuyến",
}
OFFICER_GRADES: tuple[tuple[Decimal, str], ...] = (
    (Decimal("5"), "Hoàn thành 100% nhiệm vụ"),
    (Decimal("3.5"), "Hoàn thành từ 70% đến dưới 100% nhiệm vụ"),
    (Decimal("0"), "Hoàn thành dưới 70% nhiệm vụ"),
)
AGENCY_GRADES: tuple[tuple[Decimal, str], ...] = (
    (Decimal("15"), "Xuất sắc"),
    (Decimal("12"), "Tốt"),
    (Decimal("9"), "Khá"),
    (Decimal("6"), "Trung bình"),
    (Decimal("0"), "Yếu"),
)
QD766_SINCE = date(2022, 6, 23)


@dataclass(frozen=True, slots=True)
class Rated:
    """Settled dossiers that had a date, and the points that were lost over them."""

    early: int
    on_time: int
    late: int
    lost_agency_time: int
    lost_contacts: int

    @property
    def dossiers(self) -> int:
        return self.early + self.on_time + self.late


def indicators(rated: Rated) -> Mapping[int, Decimal]:
    """1, 2, 3, 4 and 7, rounded to one decimal; nothing where no dossier was settled."""
    n = rated.dossiers
    if not n:
        return {}
    in_time = _average(2 * rated.early + rated.on_time, n)
    return {
        1: in_time,
        2: _average(2 * n - rated.lost_agency_time, n),
        3: _average(2 * n - rated.lost_contacts, n),
        4: Decimal("2.0"),
        7: in_time,
    }


def points_of_answers(in_time: int, due: int) -> int | None:
    """Indicator 8: all answers in time 2, nine of ten 1, fewer none; None where nothing was to be answered."""
    if not due:
        return None
    return 2 if in_time == due else 1 if in_time * 10 >= due * 9 else 0


def points_at_once(at_once: int, procedures: int) -> int | None:
    """Indicator 5: 2 from a fifth of the procedures on; below it the texts at hand do not say, so nothing is."""
    return 2 if procedures and at_once * 5 >= procedures else None


def _average(points: int, dossiers: int) -> Decimal:
    return (Decimal(max(points, 0)) / dossiers).quantize(ONE_DECIMAL, ROUND_HALF_UP)


def grade_of(total: Decimal, grades: tuple[tuple[Decimal, str], ...]) -> str:
    return next(name for least, name in grades if total >= least)


def progress_score(done_in_time: int, open_in_time: int, total: int) -> Decimal | None:
    """QĐ 766: 20 × (done in time + in process and not overdue) / all of both; None without any dossier."""
    if not total:
        return None
    return (PROGRESS_ITEM.points * (done_in_time + open_in_time) / total).quantize(ONE_DECIMAL, ROUND_HALF_UP)


def says(mark: Decimal | None) -> str:
    """`1,7`; a dash where there is none."""
    return "–" if mark is None else f"{mark}".replace(".", ",")
