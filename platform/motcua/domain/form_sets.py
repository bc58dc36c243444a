"""Which printed forms exist on a day, with their official numbers: dated data, apart from the regimes.

Where no set is known for a date the nearest one is used and marked unconfirmed (design §9).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

#: What a form is for, whatever its number in a regime.
PURPOSES: Mapping[str, str] = {
    "receipt": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "completion_request": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    "refusal": "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    "apology": "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
    "stopping": "Thông báo dừng giải quyết hồ sơ",
    "control_slip": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    "register": "Sổ theo dõi hồ sơ",
}


@dataclass(frozen=True, slots=True)
class OfficialForm:
    """`number` is the official one (`01`), or None where the text gives none that we have seen."""

    purpose: str
    number: str | None
    title: str

    @property
    def says(self) -> str:
        """`Mẫu số 01 – Giấy tiếp nhận hồ sơ và hẹn trả kết quả`."""
        return f"Mẫu số {self.number} – {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class FormSet:
    key: str
    document: str
    from_on: date
    forms: tuple[OfficialForm, ...]
    until_on: date | None = None

    def is_in_force(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)

    def form(self, purpose: str) -> OfficialForm | None:
        """None where this set has no such form."""
        if purpose not in PURPOSES:
            raise KeyError(purpose)
        return next((form for form in self.forms if form.purpose == purpose), None)


def _numbered(*purposes: str, **titles: str) -> tuple[OfficialForm, ...]:
    return tuple(
        OfficialForm(purpose, f"{number:02d}", titles.get(purpose, PURPOSES[purpose]))
        for number, purpose in enumerate(purposes, 1)
    )


FORM_SETS: tuple[FormSet, ...] = (
    # TT 01/2018/TT-VPCP, six forms, since 6-1-2019; repealed with NĐ 61/2018.
    FormSet(
        "tt01_2018",
        "Thông tư 01/2018/TT-VPCP",
        date(2019, 1, 6),
        _numbered("receipt", "completion_request", "refusal", "apology", "control_slip", "register"),
        until_on=date(2025, 6, 30),
    ),
    # TT 03/2025/TT-VPCP, seven forms: the notice of stopping is new, and control slip and register move on by one.
    FormSet(
        "tt03_2025",
        "Thông tư 03/2025/TT-VPCP",
        date(2025, 9, 15),
        _numbered(
            "receipt",
            "completion_request",
            "refusal",
            "apology",
            "stopping",
            "control_slip",
            "register",
            completion_request="Phiếu yêu cầu bổ sung hồ sơ",
            refusal="Phiếu từ chối hồ sơ",
            apology="Văn bản xin lỗi và đề nghị gia hạn",
        ),
    ),
)


def forms_on(on: date, sets: Iterable[FormSet] = FORM_SETS) -> tuple[FormSet, bool]:
    """The set for a day, and whether it is known to be the one in force; if not, it is the nearest."""
    known = tuple(sets)
    for found in known:
        if found.is_in_force(on):
            return found, True
    return min(known, key=lambda each: _days_away(each, on)), False


def _days_away(found: FormSet, on: date) -> int:
    if on < found.from_on:
        return (found.from_on - on).days
    return (on - found.until_on).days if found.until_on is not None and on > found.until_on else 0
