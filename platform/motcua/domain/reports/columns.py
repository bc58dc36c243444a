"""Columns of a report: each a sum of measures, its formula in words; the dossiers behind it are those measures'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.measures import CAUSES, ENDED_OTHERWISE, SETTLED, STEPS, Measure
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


def _settled(rules: ReportRules) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """What counts as in time and as late."""
    if rules.reappointed_is_late:
        return (_M.ON_TIME, _M.UNTIMED), (_M.LATE, _M.LATE_KEPT)
    return (_M.ON_TIME, _M.UNTIMED, _M.LATE_KEPT), (_M.LATE,)


def _overdue(rules: ReportRules) -> tuple[Measure, ...]:
    return (_M.OVERDUE, _M.OVERDUE_KEPT) if rules.reappointed_is_late else (_M.OVERDUE,)


def _promise(rules: ReportRules) -> str:
    return (
        "hẹn lại sau xin lỗi không làm hồ sơ thành đúng hạn"
        if rules.reappointed_is_late
        else "hạn là hạn đã hẹn lại, nếu có phiếu xin lỗi"
    )


_TAKEN, _DONE, _OPEN = "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"


def columns_06(rules: ReportRules) -> tuple[Column, ...]:
    """Mẫu 06a, and 06b of all centers together (TT 02/2017/TT-VPCP)."""
    on_time, late = _settled(rules)
    overdue = _overdue(rules)
    return (
        Column(
            "tiep-nhan",
            "Tổng số",
            (Part((_M.IN_PROCESS,), When.BEFORE), Part((_M.RECEIVED,))),
            "(1) = (2) + (3) + (4)",
            _TAKEN,
        ),
        Column(
            "ky-truoc",
            "Kỳ trước chuyển qua",
            (Part((_M.IN_PROCESS,), When.BEFORE),),
            "(2) Hồ sơ tiếp nhận trước kỳ, đến hết ngày trước kỳ chưa có kết quả tại Trung tâm, chưa rút, dừng, hủy",
            _TAKEN,
        ),
        Column(
            "truc-tuyen",
            "Mới: trực tuyến",
            (Part((_M.RECEIVED,), channels=("online",)),),
            "(3) Hồ sơ có thời điểm tiếp nhận trong kỳ, nộp trực tuyến",
            _TAKEN,
        ),
        Column(
            "truc-tiep",
            "Mới: trực tiếp, bưu chính",
            (Part((_M.RECEIVED,), channels=("direct", "post")),),
            "(4) Hồ sơ có thời điểm tiếp nhận trong kỳ, nộp tại quầy hoặc qua dịch vụ bưu chính",
            _TAKEN,
        ),
        Column("da-giai-quyet", "Tổng số", (Part(SETTLED),), "(5) = (6) + (7) + (8)", _DONE),
        Column(
            "truoc-han",
            "Trước hạn",
            (Part((_M.EARLY,)),),
            "(6) Kết quả về đến Trung tâm trong kỳ, trước hạn từ 24 giờ trở lên",
            _DONE,
        ),
        Column(
            "dung-han",
            "Đúng hạn",
            (Part(on_time),),
            "(7) Kết quả về đến Trung tâm trong kỳ, không sau hạn, không sớm hơn 24 giờ; kể cả hồ sơ chưa rõ thời hạn",
            _DONE,
        ),
        Column(
            "qua-han",
            "Quá hạn",
            (Part(late),),
            f"(8) Kết quả về đến Trung tâm trong kỳ, sau hạn; {_promise(rules)}",
            _DONE,
        ),
        Column(
            "dang-giai-quyet",
            "Tổng số",
            (Part((_M.IN_PROCESS,), When.AT_END),),
            "(9) = (1) − (5) − (12)",
            _OPEN,
        ),
        Column(
            "dang-trong-han",
            "Trong hạn",
            (Part((_M.IN_PROCESS,), When.AT_END),),
            "(10) = (9) − (11)",
            _OPEN,
            without=overdue,
        ),
        Column(
            "dang-qua-han",
            "Quá hạn",
            (Part(overdue, When.AT_END),),
            "(11) Hồ sơ chưa có kết quả mà hạn đã qua khi hết ngày cuối kỳ; không kể lúc đang chờ người nộp bổ sung",
            _OPEN,
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
            (Part((_M.LATE, _M.LATE_KEPT)), Part(_overdue(rules), When.AT_END)),
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
            (Part(_overdue(rules), When.AT_END),),
            f"(8) Chưa có kết quả mà hạn đã qua khi hết ngày cuối kỳ; {_promise(rules)}",
        ),
        Column(
            "xin-loi",
            "Đã xin lỗi, hẹn lại",
            (Part((_M.REAPPOINTED,)),),
            "(9) Số lần phát hành phiếu xin lỗi, hẹn lại ngày trả kết quả trong kỳ",
            counts="lần",
        ),
    )


_COUNTER, _DESK = "Tại quầy", "Bước đã hoàn thành"


def columns_staff() -> tuple[Column, ...]:
    """What an officer did in a month (NĐ 61/2018, Điều 9.2): at the counter and at a desk."""
    return (
        Column("tiep-nhan", "Tiếp nhận", (Part((_M.RECEIVED,)),), "(1) Hồ sơ người này tiếp nhận", _COUNTER),
        Column(
            "hoan-thien",
            "Hướng dẫn hoàn thiện",
            (Part((_M.ASKED_TO_COMPLETE,)),),
            "(2) Phiếu yêu cầu hoàn thiện lập khi nhận",
            _COUNTER,
        ),
        Column("tu-choi", "Từ chối", (Part((_M.REFUSED,)),), "(3) Phiếu từ chối tiếp nhận", _COUNTER),
        Column(
            "bo-sung",
            "Gửi phiếu bổ sung",
            (Part((_M.SUPPLEMENT_ASKED,)),),
            "(4) Phiếu yêu cầu bổ sung đã gửi người nộp",
            _COUNTER,
            counts="lần",
        ),
        Column("tra-ket-qua", "Trả kết quả", (Part((_M.HANDED_BACK,)),), "(5) Hồ sơ người này trả kết quả", _COUNTER),
        Column("buoc", "Tổng số", (Part(STEPS),), "(6) = (7) + (8) + (9)", _DESK, counts="bước"),
        Column(
            "buoc-truoc-han",
            "Trước hạn",
            (Part((_M.STEP_EARLY,)),),
            "(7) Bước xong trước hạn của bước từ 24 giờ",
            _DESK,
            counts="bước",
        ),
        Column(
            "buoc-dung-han",
            "Đúng hạn",
            (Part((_M.STEP_ON_TIME, _M.STEP_UNTIMED)),),
            "(8) Bước xong trong hạn của bước, kể cả bước không có hạn riêng",
            _DESK,
            counts="bước",
        ),
        Column(
            "buoc-qua-han",
            "Quá hạn",
            (Part((_M.STEP_LATE,)),),
            "(9) Bước xong sau hạn của bước",
            _DESK,
            counts="bước",
        ),
    )


def columns_marks() -> tuple[Column, ...]:
    """What the marks of TT 01/2018 are reckoned from; late by what was promised first."""
    late = (_M.LATE, _M.LATE_KEPT)
    return (
        Column("co-han", "Tổng số", (Part((_M.EARLY, _M.ON_TIME, *late)),), "(1) = (2) + (3) + (4)", _DONE),
        Column("truoc-han", "Trước hạn", (Part((_M.EARLY,)),), "(2) Kết quả trước hạn từ 24 giờ: 2 điểm", _DONE),
        Column("dung-han", "Đúng hạn", (Part((_M.ON_TIME,)),), "(3) Kết quả trong hạn: 1 điểm", _DONE),
        Column("qua-han", "Quá hạn", (Part(late),), "(4) Kết quả sau hạn đã hứa: 0 điểm", _DONE),
        Column(
            "mat-thoi-gian",
            "Từng cơ quan",
            (Part((_M.LOST_AGENCY_TIME,)),),
            "(5) Mỗi hồ sơ: 0 nếu mọi bước trước hạn, 1 nếu có bước chỉ đúng hạn, 2 nếu có bước quá hạn",
            "Điểm mất",
            counts="điểm",
        ),
        Column(
            "mat-lien-he",
            "Phải bổ sung",
            (Part((_M.LOST_CONTACTS,)),),
            "(6) Mỗi hồ sơ: 0 nếu không phải bổ sung, 1 nếu một lần, 2 nếu nhiều hơn",
            "Điểm mất",
            counts="điểm",
        ),
    )


def columns_progress(rules: ReportRules) -> tuple[Column, ...]:
    """What the progress of QĐ 766 is reckoned from."""
    on_time, _ = _settled(rules)
    return (
        Column("da-giai-quyet", "Tổng số", (Part(SETTLED),), "(1) Kết quả về đến Trung tâm trong kỳ", _DONE),
        Column(
            "kip-han",
            "Đúng hạn, trước hạn",
            (Part((_M.EARLY, *on_time)),),
            f"(2) Trong (1), kết quả không sau hạn; {_promise(rules)}",
            _DONE,
        ),
        Column(
            "dang-giai-quyet",
            "Tổng số",
            (Part((_M.IN_PROCESS,), When.AT_END),),
            "(3) Chưa có kết quả khi hết ngày cuối kỳ",
            _OPEN,
        ),
        Column(
            "dang-trong-han",
            "Trong hạn",
            (Part((_M.IN_PROCESS,), When.AT_END),),
            "(4) Trong (3), chưa quá hạn",
            _OPEN,
            without=_overdue(rules),
        ),
    )


def measures_at(columns: Iterable[Column], when: When) -> tuple[Measure, ...]:
    """Everything that must be read of one time, for these columns."""
    found = {measure for column in columns for part in column.parts if part.when is when for measure in part.measures}
    found |= {
        measure for column in columns if column.without and column.parts[0].when is when for measure in column.without
    }
    return tuple(sorted(found))
