"""Which reports there are: their columns, what their rows may be, the text that asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.domain.reports.columns import Column, columns_06, columns_07
from motcua.domain.reports.columns_of_work import columns_marks, columns_progress, columns_staff
from motcua.domain.reports.marks import QD766_SINCE
from motcua.domain.reports.periods import Kind, Period, ReportRules

CHANNELS = ("direct", "post", "online")
BY_SECTOR, BY_AGENCY, BY_PROCEDURE, BY_OFFICER = "linh-vuc", "co-quan", "thu-tuc", "can-bo"
BYS: Mapping[str, str] = {
    BY_SECTOR: "Lĩnh vực",
    BY_AGENCY: "Cơ quan",
    BY_PROCEDURE: "Thủ tục",
    BY_OFFICER: "Cán bộ, công chức",
}
NO_SECTOR = "Lĩnh vực không còn trong danh mục"


@dataclass(frozen=True, slots=True)
class Form:
    """A report. `reads`: its columns by the center's rules; `bys`: what its rows may be, the first by itself."""

    key: str
    number: str
    title: str
    reads: Callable[[ReportRules], tuple[Column, ...]]
    bys: tuple[str, ...]
    source: str
    kinds: tuple[Kind, ...] = tuple(Kind)
    since: date | None = None


_BYS = (BY_SECTOR, BY_AGENCY, BY_PROCEDURE)
FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        Form(
            "06a",
            "Mẫu 06a",
            "Tình hình, kết quả giải quyết thủ tục hành chính",
            columns_06,
            _BYS,
            "Thông tư 02/2017/TT-VPCP, Chương III (mẫu chưa đối chiếu với văn bản gốc)",
        ),
        Form(
            "07a",
            "Mẫu 07a",
            "Nguyên nhân quá hạn các trường hợp giải quyết thủ tục hành chính",
            columns_07,
            _BYS,
            "Thông tư 02/2017/TT-VPCP, Chương III (mẫu chưa đối chiếu với văn bản gốc)",
        ),
        Form(
            "can-bo",
            "Cán bộ",
            "Kết quả làm việc của cán bộ, công chức tại Trung tâm",
            lambda _: columns_staff(),
            (BY_OFFICER,),
            "Nghị định 61/2018/NĐ-CP, Điều 9: báo cáo hằng tháng về cán bộ được cử đến",
        ),
        Form(
            "danh-gia",
            "Đánh giá",
            "Chỉ số đánh giá việc giải quyết thủ tục hành chính",
            lambda _: columns_marks(),
            (BY_OFFICER, BY_AGENCY),
            "Thông tư 01/2018/TT-VPCP, Điều 13 đến Điều 15",
            (Kind.QUARTER, Kind.YEAR),
        ),
        Form(
            "766",
            "QĐ 766",
            "Bộ chỉ số phục vụ người dân, doanh nghiệp",
            columns_progress,
            (BY_AGENCY, BY_SECTOR),
            "Quyết định 766/QĐ-TTg ngày 23-6-2022",
            since=QD766_SINCE,
        ),
    )
}


def forms_on(day: date) -> tuple[Form, ...]:
    """Those that a text in force on that day asks for."""
    return tuple(form for form in FORMS.values() if form.since is None or form.since <= day)


MEETING = "hop-quy"
#: The quarterly meeting with an agency (NĐ 61/2018, Điều 9.3): which tables, by what.
MEETING_PARTS = (("06a", BY_PROCEDURE), ("07a", BY_PROCEDURE), ("can-bo", BY_OFFICER), ("danh-gia", BY_OFFICER))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report: its form, period, what its rows are, and one agency or (None) all of them together."""

    form: Form
    period: Period
    by: str
    agency: str | None = None
