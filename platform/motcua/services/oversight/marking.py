"""The marks of a report's rows, and what somebody has to tell about the unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.people import Acting, Permission
from motcua.domain.reports.marks import (
    AGENCY_GRADES,
    OF_UNIT,
    OFFICER_GRADES,
    PROGRESS,
    QD766_GROUPS,
    QD766_SINCE,
    Rated,
    grade_of,
    indicators,
    progress_score,
    says,
)
from motcua.domain.reports.periods import Period
from motcua.domain.reports.table import Line, Mark, Table
from motcua.store.engine import transaction
from motcua.store.queries.effects import get_setting, put_setting

_RECKONED = (
    Mark("Chỉ số 1", "Thời gian giải quyết: (2 × (2) + (3)) / (1)"),
    Mark("Chỉ số 2", "Thời gian của từng cơ quan: (2 × (1) − (5)) / (1)"),
    Mark("Chỉ số 3", "Số lần liên hệ để hoàn thiện hồ sơ: (2 × (1) − (6)) / (1)"),
    Mark("Chỉ số 4", "Số cơ quan phải liên hệ: 2 điểm, vì mọi liên hệ đều qua Trung tâm"),
    Mark(
        "Chỉ số 7",
        "Thái độ phục vụ: (2 × (2) + (3)) / (1); phần mềm chưa có phản ánh, kiến nghị nên chưa trừ điểm vì lý do này",
    ),
)
_OF_OFFICER = (
    Mark("Tổng", "Tổng các chỉ số 1, 2, 3, 4, 7; tối đa 10 điểm"),
    Mark("Xếp loại", "Từ 5: hoàn thành 100%; từ 3,5 đến dưới 5: từ 70% đến dưới 100%; dưới 3,5: dưới 70% nhiệm vụ"),
)
_OF_AGENCY = (
    *(Mark(f"Chỉ số {number}", f"{name}: Trung tâm tự chấm 0, 1 hoặc 2 điểm") for number, name in OF_UNIT.items()),
    Mark("Tổng", "Tổng chín chỉ số, tối đa 18 điểm; chỉ cộng khi đã có đủ"),
    Mark("Xếp loại", "Từ 15: xuất sắc; từ 12: tốt; từ 9: khá; từ 6: trung bình; dưới 6: yếu"),
)
ROUNDING = "Mỗi chỉ số là tổng điểm chia cho số hồ sơ, làm tròn đến một chữ số thập phân (Thông tư 01/2018/TT-VPCP)."


async def with_indicators(table: Table, *, of_officers: bool) -> Table:
    """The nine indicators beside the counts that they are reckoned from; inside a transaction."""
    told = {} if of_officers else await told_of(table.period)
    marks = (*_RECKONED, *(_OF_OFFICER if of_officers else _OF_AGENCY))
    lines = tuple(_marked(line, told, of_officers=of_officers) for line in table.lines)
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


def with_progress(table: Table) -> Table:
    """The part of QĐ 766 that the dossiers tell."""
    if table.period.last < QD766_SINCE:
        raise Conflict("Quyết định 766/QĐ-TTg có hiệu lực từ ngày 23/06/2022; kỳ này chưa áp dụng bộ chỉ số.")
    others = "; ".join(f"{name.lower()} {weight}" for name, weight in QD766_GROUPS.items() if name != PROGRESS)
    note = f"Các nhóm khác của bộ chỉ số (điểm tối đa: {others}) chưa có số liệu trong phần mềm."
    mark = Mark("Tiến độ", f"Điểm tiến độ = {QD766_GROUPS[PROGRESS]} × ((2) + (4)) / ((1) + (3))")

    def scored(line: Line) -> Line:
        n = line.numbers
        score = progress_score(n["kip-han"], n["dang-trong-han"], n["da-giai-quyet"] + n["dang-giai-quyet"])
        return replace(line, marks=(says(score),))

    total = scored(table.total) if table.total is not None else None
    lines = tuple(scored(line) for line in table.lines)
    return replace(table, lines=lines, total=total, marks=(mark,), notes=(*table.notes, note))


def _key(period: Period) -> str:
    return f"reports.marks/{period.kind}/{period.year}/{period.number}"


async def told_of(period: Period) -> dict[int, int]:
    """Indicators 5, 6, 8 and 9 of a period, as far as somebody has told them; inside a transaction."""
    found = await get_setting(_key(period)) or {}
    return {int(number): int(points) for number, points in found.items()}


async def read_told(period: Period) -> dict[int, int]:
    """As `told_of`, in a transaction of its own: for the form."""
    async with transaction():
        return await told_of(period)


async def tell(acting: Acting, period: Period, typed: Mapping[str, str]) -> None:
    """Keeps the points of the unit's own indicators; empty: not marked yet. Told twice, the last holds."""
    if not acting.staff.may(Permission.SEE_EVERY_DOSSIER):
        raise NotAllowed("Các chỉ số của đơn vị do Giám đốc Trung tâm chấm.")
    found: dict[str, int] = {}
    for number in OF_UNIT:
        text = typed.get(f"chi-so-{number}", "")
        if text not in ("", "0", "1", "2"):
            raise Refused("Chấm 0, 1 hoặc 2 điểm.", {f"chi-so-{number}": "Chấm 0, 1 hoặc 2 điểm."})
        if text:
            found[str(number)] = int(text)
    async with transaction():
        await put_setting(_key(period), found, set_by=acting.staff.id, at=acting.at)
