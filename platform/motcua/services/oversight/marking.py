"""The marks of a report's rows, each reckoned from the numbers beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from motcua.domain.errors import Conflict
from motcua.domain.reports.marks import (
    AGENCY_GRADES,
    OF_UNIT,
    OFFICER_GRADES,
    QD766_SINCE,
    Rated,
    grade_of,
    indicators,
    progress_score,
    says,
)
from motcua.domain.reports.periods import Period
from motcua.domain.reports.score_card import PROGRESS_ITEM
from motcua.domain.reports.table import Line, Mark, Table
from motcua.services.oversight.unit_marks import told_of

_RECKONED = (
    Mark("Chỉ số 1", "Thời gian giải quyết: (2 × (2) + (3)) / (1)"),
    Mark("Chỉ số 2", "Thời gian của từng cơ quan: (2 × (1) − (5)) / (1)"),
    Mark("Chỉ số 3", "Số lần liên hệ để hoàn thiện hồ sơ: (2 × (1) − (6)) / (1)"),
    Mark("Chỉ số 4", "Số cơ quan phải liên hệ: 2 điểm, vì mọi liên hệ đều qua Trung tâm"),
    Mark(
        "Chỉ số 7",
        "Thái độ phục vụ: (2 × (2) + (3)) / (1); phản ánh, kiến nghị không gắn với từng hồ sơ nên tính ở chỉ số 8",
    ),
)
_OF_OFFICER = (
    Mark("Tổng", "Tổng các chỉ số 1, 2, 3, 4, 7; tối đa 10 điểm"),
    Mark("Xếp loại", "Từ 5: hoàn thành 100%; từ 3,5 đến dưới 5: từ 70% đến dưới 100%; dưới 3,5: dưới 70% nhiệm vụ"),
)
_OF_AGENCY = (
    *(Mark(f"Chỉ số {number}", f"{name}: chấm 0, 1 hoặc 2 điểm cho từng cơ quan") for number, name in OF_UNIT.items()),
    Mark("Tổng", "Tổng chín chỉ số, tối đa 18 điểm; chỉ cộng khi đã có đủ"),
    Mark("Xếp loại", "Từ 15: xuất sắc; từ 12: tốt; từ 9: khá; từ 6: trung bình; dưới 6: yếu"),
)
ROUNDING = "Mỗi chỉ số là tổng điểm chia cho số hồ sơ, làm tròn đến một chữ số thập phân (Thông tư 01/2018/TT-VPCP)."


async def with_indicators(table: Table, asked: Period, *, of_officers: bool) -> Table:
    """The nine indicators beside the counts that they are reckoned from; inside a transaction. `asked`: the whole
    period, whose days may not all be over."""
    told = {} if of_officers else await told_of(asked)
    marks = (*_RECKONED, *(_OF_OFFICER if of_officers else _OF_AGENCY))
    lines = tuple(_marked(line, told.get(line.key, {}), of_officers=of_officers) for line in table.lines)
    return replace(table, lines=lines, marks=marks, notes=(*table.notes, ROUNDING))


def _marked(line: Line, told: Mapping[int, int], *, of_officers: bool) -> Line:
    found = indicators(
        Rated(*(line.numbers[key] for key in ("truoc-han", "dung-han", "qua-han", "mat-thoi-gian", "mat-lien-he")))
    )
    if not found:
        return replace(line, marks=("–",) * len((*_RECKONED, *(_OF_OFFICER if of_officers else _OF_AGENCY))))
    reckoned, total = [says(found[number]) for number in (1, 2, 3, 4, 7)], sum(found.values(), Decimal(0))
    if of_officers:
        return replace(line, marks=(*reckoned, says(total), grade_of(total, OFFICER_GRADES)))
    of_unit = [says(Decimal(told[number])) if number in told else "chưa chấm" for number in OF_UNIT]
    if told.keys() != OF_UNIT.keys():
        return replace(line, marks=(*reckoned, *of_unit, "–", "chưa đủ chỉ số"))
    total += sum(told.values())
    return replace(line, marks=(*reckoned, *of_unit, says(total), grade_of(total, AGENCY_GRADES)))


def check_in_force(period: Period) -> None:
    """QĐ 766, on a period's days."""
    if period.last < QD766_SINCE:
        raise Conflict("Quyết định 766/QĐ-TTg có hiệu lực từ ngày 23/06/2022; kỳ này chưa áp dụng bộ chỉ số.")


def with_progress(table: Table) -> Table:
    """The progress of QĐ 766, row by row; the other groups stand in the score card."""
    check_in_force(table.period)
    mark = Mark("Tiến độ", f"Điểm tiến độ = {PROGRESS_ITEM.points} × ((2) + (4)) / ((1) + (3))")

    def scored(line: Line) -> Line:
        n = line.numbers
        score = progress_score(n["kip-han"], n["dang-trong-han"], n["da-giai-quyet"] + n["dang-giai-quyet"])
        return replace(line, marks=(says(score),))

    total = scored(table.total) if table.total is not None else None
    lines = tuple(scored(line) for line in table.lines)
    return replace(table, title="Tiến độ giải quyết hồ sơ", lines=lines, total=total, marks=(mark,))
