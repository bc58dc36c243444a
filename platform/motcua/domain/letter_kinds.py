"""The letters of a center: what each is for, by which book it is numbered, who issues it, what it is called by the law
of the day.

The forms and their numbers are those of `form_sets`, dated; a letter for which no set has a form keeps its own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.domain.form_sets import forms_on
from motcua.domain.people import Permission

_P = Permission


@dataclass(frozen=True, slots=True)
class LetterKind:
    """`book` is what stands behind the number (`12/PXL`); "" where the letter goes by the dossier's own code.

    `slug` is its place in an address. `may` issue it: any of these permissions, on a dossier one may see.
    """

    key: str
    slug: str
    title: str
    book: str
    may: tuple[Permission, ...]
    purpose: str = ""


_KINDS = (
    LetterKind("receipt", "giay-tiep-nhan", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "", (_P.RECEIVE,), "receipt"),
    LetterKind(
        "visit_receipt", "giay-tiep-nhan-chung", "Giấy tiếp nhận chung các hồ sơ nộp cùng lượt", "", (_P.RECEIVE,)
    ),
    LetterKind(
        "completion_request",
        "phieu-hoan-thien",
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        "PYCBS",
        (_P.RECEIVE,),
        "completion_request",
    ),
    LetterKind(
        "supplement_request",
        "phieu-bo-sung",
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        "PYCBS",
        (_P.RECEIVE,),
        "completion_request",
    ),
    LetterKind("refusal", "phieu-tu-choi", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "PTC", (_P.RECEIVE,), "refusal"),
    LetterKind(
        "result_refusal",
        "phieu-tu-choi-giai-quyet",
        "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        "PTC",
        (_P.RECEIVE,),
        "refusal",
    ),
    # NĐ 61/2018, Điều 19.9; the number is of a book of its own: …/PXL
    LetterKind(
        "apology", "phieu-xin-loi", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "PXL", (_P.REAPPOINT,), "apology"
    ),
    LetterKind(
        "control_slip",
        "phieu-kiem-soat",
        "Phiếu kiểm soát quá trình giải quyết hồ sơ",
        "",
        (_P.HAND_OVER, _P.PROCESS),
        "control_slip",
    ),
    LetterKind("stopping", "thong-bao-dung", "Thông báo dừng giải quyết hồ sơ", "TBD", (_P.RECEIVE,), "stopping"),
    LetterKind("result_slip", "phieu-ban-giao-ket-qua", "Phiếu bàn giao kết quả", "PBGKQ", (_P.HAND_BACK,)),
    LetterKind("fee_receipt", "bien-lai", "Biên lai thu phí, lệ phí", "BLTP", (_P.COLLECT_FEE,)),
    # Whoever keeps the book: the clerk, or the head of the agency whose book it is.
    LetterKind("book_excerpt", "trich-sao-so", "Trích sao sổ chứng thực", "TSSCT", (_P.CLOSE_BOOKS,)),
)
KINDS: Mapping[str, LetterKind] = {kind.key: kind for kind in _KINDS}
BY_SLUG: Mapping[str, LetterKind] = {kind.slug: kind for kind in _KINDS}

#: The list of what changed hands, for an agency and a half-day: about many dossiers, kept apart from the others.
HANDOVER_LIST = LetterKind(
    "handover_list", "ban-giao", "Danh sách bàn giao", "DSBG", (_P.HAND_OVER, _P.PROCESS, _P.SEE_EVERY_DOSSIER)
)
#: Minutes of a shift at the cash desk: about money, not about one dossier.
SHIFT_MINUTES = LetterKind(
    "shift_minutes", "bien-ban-chot-ca", "Biên bản chốt ca thu phí, lệ phí", "BBCC", (_P.COLLECT_FEE,)
)
#: The list of one trip of the post, about many dossiers.
POST_LIST = LetterKind("post_list", "bang-ke", "Bảng kê chuyến bưu chính công ích", "BKBC", (_P.CARRY_POST,))
#: About a paper that was lost, damaged or given to the wrong person (NĐ 61/2018, Điều 21).
LOSS_APOLOGY = LetterKind(
    "loss_apology", "thu-xin-loi", "Thư xin lỗi về giấy tờ của hồ sơ", "TXL", (_P.ANSWER_INCIDENT,)
)
#: NĐ 61/2018, Điều 9.2: who heads the one-stop reminds the agencies; about many dossiers.
AGENCY_REMINDER = LetterKind("agency_reminder", "don-doc", "Công văn đôn đốc giải quyết hồ sơ", "CVĐĐ", (_P.DIRECT,))

#: The minutes of a destruction: about many dossiers, kept for good with a number of their own book.
DISPOSAL_MINUTES = LetterKind(
    "disposal_minutes",
    "bien-ban-tieu-huy",
    "Biên bản tiêu hủy hồ sơ hết thời hạn bảo quản",
    "BBTH",
    (_P.APPROVE_DISPOSAL,),
)


@dataclass(frozen=True, slots=True)
class Official:
    """What a letter is called on a day, and by which form: `Mẫu số 04, Thông tư 01/2018/TT-VPCP`, or ""."""

    title: str
    form: str


def official(kind: LetterKind, on: date) -> Official:
    """A form is named on the paper only where its text is known to be in force that day."""
    if not kind.purpose:
        return Official(kind.title, "")
    found, is_known = forms_on(on)
    form = found.form(kind.purpose)
    if form is None or not is_known:
        return Official(kind.title, "")
    return Official(form.title, f"Mẫu số {form.number}, {found.document}" if form.number else found.document)


def number_says(ordinal: int, book: str) -> str:
    """`07/PXL`."""
    return f"{ordinal:02d}/{book}"
