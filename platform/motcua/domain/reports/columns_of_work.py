"""Columns about who works and how well: officers by month, the counts behind marks, the progress of QĐ 766."""

from __future__ import annotations

from motcua.domain.measures import SETTLED, STEPS, Measure
from motcua.domain.reports.columns import DONE, OPEN, Column, Part, When, overdue_by, promise_says, settled
from motcua.domain.reports.periods import ReportRules

_M = Measure
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
        Column("co-han", "Tổng số", (Part((_M.EARLY, _M.ON_TIME, *late)),), "(1) = (2) + (3) + (4)", DONE),
        Column("truoc-han", "Trước hạn", (Part((_M.EARLY,)),), "(2) Kết quả trước hạn từ 24 giờ: 2 điểm", DONE),
        Column("dung-han", "Đúng hạn", (Part((_M.ON_TIME,)),), "(3) Kết quả trong hạn: 1 điểm", DONE),
        Column("qua-han", "Quá hạn", (Part(late),), "(4) Kết quả sau hạn đã hứa: 0 điểm", DONE),
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
    on_time, _ = settled(rules)
    return (
        Column("da-giai-quyet", "Tổng số", (Part(SETTLED),), "(1) Kết quả về đến Trung tâm trong kỳ", DONE),
        Column(
            "kip-han",
            "Đúng hạn, trước hạn",
            (Part((_M.EARLY, *on_time)),),
            f"(2) Trong (1), kết quả không sau hạn; {promise_says(rules)}",
            DONE,
        ),
        Column(
            "dang-giai-quyet",
            "Tổng số",
            (Part((_M.IN_PROCESS,), When.AT_END),),
            "(3) Chưa có kết quả khi hết ngày cuối kỳ",
            OPEN,
        ),
        Column(
            "dang-trong-han",
            "Trong hạn",
            (Part((_M.IN_PROCESS,), When.AT_END),),
            "(4) Trong (3), chưa quá hạn",
            OPEN,
            without=overdue_by(rules),
        ),
    )
