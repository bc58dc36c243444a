"""Columns of a report: each a sum of measures, its formula in words; the dossiers behind it are those measures'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.measures import CAUSES, ENDED_OTHERWISE, SETTLED, Measure
from motcua.domain.reports.periods import ReportRules

_M = Measure


class When(StrEnum):
    """Acts within the period; stands at the end of the day before it; stands at the end of its last day."""

    WITHIN = "within"
    BEFORE = "before"
    AT_END = "at_end"


@dataclass(frozen=True, slots=True)
class Part:
    """Some measures at one time; of some channels only, where named."""

    measures: tuple[Measure, ...]
    when: When = When.WITHIN
    channels: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """`parts` added up, without the dossiers that stand in `without` at the same time (one part of stands only)."""

    key: str
    heading: str
    parts: tuple[Part, ...]
    formula: str
    group: str = ""
    without: tuple[Measure, ...] = ()
    counts: str = "hồ sơ"


def settled(rules: ReportRules) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """What counts as in time and as late."""
    if rules.reappointed_is_late:
        return (_M.ON_TIME, _M.UNTIMED), (_M.LATE, _M.LATE_KEPT)
    return (_M.ON_TIME, _M.UNTIMED, _M.LATE_KEPT), (_M.LATE,)


def overdue_by(rules: ReportRules) -> tuple[Measure, ...]:
    return (_M.OVERDUE, _M.OVERDUE_KEPT) if rules.reappointed_is_late else (_M.OVERDUE,)


def promise_says(rules: ReportRules) -> str:
    return (
        "hẹn lại sau xin lỗi không làm hồ sơ thành đúng hạn"
        if rules.reappointed_is_late
        else "hạn là hạn đã hẹn lại, nếu có phiếu xin lỗi"
    )


TAKEN, DONE, OPEN = "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"


def columns_06(rules: ReportRules) -> tuple[Column, ...]:
    """Mẫu 06a, and 06b of all centers together (TT 02/2017/TT-VPCP)."""
    on_time, late = settled(rules)
    overdue = overdue_by(rules)
    return (
        Column(
            "tiep-nhan",
            "Tổng số",
            (Part((_M.IN_PROCESS,), When.BEFORE), Part((_M.RECEIVED,))),
            "(1) = (2) + (3) + (4)",
            TAKEN,
        ),
        Column(
            "ky-truoc",
            "Kỳ trước chuyển qua",
            (Part((_M.IN_PROCESS,), When.BEFORE),),
            "(2) Hồ sơ tiếp nhận trước kỳ, đến hết ngày trước kỳ chưa có kết quả tại Trung tâm, chưa rút, dừng, hủy",
            TAKEN,
        ),
        Column(
            "truc-tuyen",
            "Mới: trực tuyến",
            (Part((_M.RECEIVED,), channels=("online",)),),
            "(3) Hồ sơ có thời điểm tiếp nhận trong kỳ, nộp trực tuyến",
            TAKEN,
        ),
        Column(
            "truc-tiep",
            "Mới: trực tiếp, bưu chính",
            (Part((_M.RECEIVED,), channels=("direct", "post")),),
            "(4) Hồ sơ có thời điểm tiếp nhận trong kỳ, nộp tại quầy hoặc qua dịch vụ bưu chính",
            TAKEN,
        ),
        Column("da-giai-quyet", "Tổng số", (Part(SETTLED),), "(5) = (6) + (7) + (8)", DONE),
        Column(
            "truoc-han",
            "Trước hạn",
            (Part((_M.EARLY,)),),
            "(6) Kết quả về đến Trung tâm trong kỳ, trước hạn từ 24 giờ trở lên",
            DONE,
        ),
        Column(
            "dung-han",
            "Đúng hạn",
            (Part(on_time),),
            "(7) Kết quả về đến Trung tâm trong kỳ, không sau hạn, không sớm hơn 24 giờ; kể cả hồ sơ chưa rõ thời hạn",
            DONE,
        ),
        Column(
            "qua-han",
            "Quá hạn",
            (Part(late),),
            f"(8) Kết quả về đến Trung tâm trong kỳ, sau hạn; {promise_says(rules)}",
            DONE,
        ),
        Column(
            "dang-giai-quyet",
            "Tổng số",
            (Part((_M.IN_PROCESS,), When.AT_END),),
            "(9) = (1) − (5) − (12)",
            OPEN,
        ),
        Column(
            "dang-trong-han",
            "Trong hạn",
            (Part((_M.IN_PROCESS,), When.AT_END),),
            "(10) = (9) − (11)",
            OPEN,
            without=overdue,
        ),
        Column(
            "dang-qua-han",
            "Quá hạn",
            (Part(overdue, When.AT_END),),
            "(11) Hồ sơ chưa có kết quả mà hạn đã qua khi hết ngày cuối kỳ; không kể lúc đang chờ người nộp bổ sung",
            OPEN,
        ),
        Column(
            "khac",
            "Rút, dừng, hủy",
            (Part(ENDED_OTHERWISE),),
            "(12) Hồ sơ người nộp rút, cơ quan dừng giải quyết, hoặc hủy tiếp nhận trong kỳ",
        ),
    )


_CAUSE_HEADINGS: Mapping[Measure, tuple[str, str]] = {
    _M.CAUSE_RECEPTION: ("trung-tam", "Tại Trung tâm"),
    _M.CAUSE_AGENCY: ("co-quan-giai-quyet", "Cơ quan giải quyết"),
    _M.CAUSE_OPINION: ("lay-y-kien", "Cơ quan cho ý kiến"),
    _M.CAUSE_OUTSIDE: ("ngoai-trung-tam", "Cơ quan ngoài Trung tâm"),
    _M.CAUSE_UNKNOWN: ("chua-ro", "Chưa rõ"),
}


def columns_07(rules: ReportRules) -> tuple[Column, ...]:
    """Mẫu 07a, 07b: what was late, and where the time was lost; late by what was promised first."""
    return (
        Column(
            "qua-han",
            "Hồ sơ quá hạn",
            (Part((_M.LATE, _M.LATE_KEPT)), Part(overdue_by(rules), When.AT_END)),
            "(1) = (2) + (8): đã giải quyết quá hạn trong kỳ và chưa giải quyết mà đã quá hạn khi hết kỳ",
        ),
        Column(
            "da-giai-quyet",
            "Đã giải quyết quá hạn",
            (Part((_M.LATE, _M.LATE_KEPT)),),
            "(2) = (3) + … + (7): kết quả về đến Trung tâm trong kỳ, sau hạn đã hứa, dù đã xin lỗi, hẹn lại",
        ),
        *(
            Column(
                _CAUSE_HEADINGS[cause][0],
                _CAUSE_HEADINGS[cause][1],
                (Part((cause,)),),
                f"({number}) "
                + (
                    "Không bước nào quá hạn riêng, hoặc nhật ký không ghi thời hạn của bước"
                    if cause is _M.CAUSE_UNKNOWN
                    else f"Bước quá hạn lâu nhất của hồ sơ: {_CAUSE_HEADINGS[cause][1].lower()}"
                ),
                "Nguyên nhân: bước trễ nhất ở",
            )
            for number, cause in enumerate(CAUSES, 3)
        ),
        Column(
            "dang-qua-han",
            "Đang giải quyết, quá hạn",
            (Part(overdue_by(rules), When.AT_END),),
            f"(8) Chưa có kết quả mà hạn đã qua khi hết ngày cuối kỳ; {promise_says(rules)}",
        ),
        Column(
            "xin-loi",
            "Đã xin lỗi, hẹn lại",
            (Part((_M.REAPPOINTED,)),),
            "(9) Số lần phát hành phiếu xin lỗi, hẹn lại ngày trả kết quả trong kỳ",
            counts="lần",
        ),
    )


def measures_at(columns: Iterable[Column], when: When) -> tuple[Measure, ...]:
    """Everything that must be read of one time, for these columns."""
    found = {measure for column in columns for part in column.parts if part.when is when for measure in part.measures}
    found |= {
        measure for column in columns if column.without and column.parts[0].when is when for measure in column.without
    }
    return tuple(sorted(found))
