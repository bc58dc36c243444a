"""The books of a center: the register of dossiers and the four certification books, with their columns.

Each goes by the year and is numbered without a gap: what stands in it was done, in that order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from motcua.domain.form_sets import forms_on
from motcua.domain.reports.periods import Period

CERTIFICATIONS = "SCT/"  # TT 20/2015/TT-BTP: one number for each type of paper certified


@dataclass(frozen=True, slots=True)
class Column:
    """`width`: its share of a line, in characters; `is_number`: a spreadsheet can add it up; money has dots."""

    key: str
    heading: str
    width: int
    is_number: bool = False
    is_money: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """`key` stands behind a number (`125/SCT/BS`), `slug` in an address.

    `source`: where the columns come from; `is_confirmed`: somebody has compared them with that text or a form in use.
    """

    key: str
    slug: str
    title: str
    columns: tuple[Column, ...]
    source: str
    is_confirmed: bool = False

    @property
    def is_register(self) -> bool:
        return not self.key.startswith(CERTIFICATIONS)


REGISTER = Book(
    "MAU-06",
    "so-theo-doi",
    "Sổ theo dõi hồ sơ",
    (
        Column("line", "STT", 5, is_number=True),
        Column("code", "Mã hồ sơ", 15),
        Column("procedure", "Tên thủ tục hành chính", 24),
        Column("sets", "Số lượng hồ sơ (bộ)", 7, is_number=True),
        Column("applicant", "Tên cá nhân, tổ chức", 14),
        Column("contact", "Địa chỉ, số điện thoại", 18),
        Column("agency", "Cơ quan chủ trì giải quyết", 14),
        Column("received", "Nhận hồ sơ", 10),
        Column("due", "Hẹn trả kết quả", 10),
        Column("returned", "Trả kết quả", 10),
        Column("handed_back", "Nhận kết quả (ngày; bên giao, bên nhận)", 17),
        Column("delivery", "Phương thức nhận kết quả", 12),
        Column("note", "Ghi chú", 14),
    ),
    "Mẫu số 06, Thông tư 01/2018/TT-VPCP, theo mẫu in đang dùng",
    is_confirmed=True,
)

_NUMBER = Column("line", "Số chứng thực", 8, is_number=True)
_ON = Column("on", "Ngày, tháng, năm chứng thực", 11)
_SIGNER = Column("signer", "Họ tên, chức danh người ký chứng thực", 22)
_FEE = Column("fee", "Phí (đồng)", 10, is_number=True, is_money=True)
_NOTE = Column("note", "Ghi chú", 17)

# NĐ 23/2015/NĐ-CP, Điều 13: one book for each kind of certification, by the year. Nobody has held the forms of the
# circular against these columns yet: whoever does changes them here and sets `is_confirmed`.
_SOURCE = "Thông tư 20/2015/TT-BTP"
COPIES = Book(
    "SCT/BS",
    "sct-bs",
    "Sổ chứng thực bản sao từ bản chính",
    (
        _NUMBER,
        _ON,
        Column("requester", "Họ tên người yêu cầu chứng thực", 20),
        Column("paper", "Tên của bản chính giấy tờ, văn bản", 28),
        _SIGNER,
        Column("copies", "Số bản sao đã chứng thực", 9, is_number=True),
        _FEE,
        _NOTE,
    ),
    _SOURCE,
)
SIGNATURES = Book(
    "SCT/CK,ĐC",
    "sct-ck-dc",
    "Sổ chứng thực chữ ký, điểm chỉ",
    (
        _NUMBER,
        _ON,
        Column("requester", "Họ tên, số giấy tờ tùy thân của người yêu cầu chứng thực", 24),
        Column("paper", "Tên của giấy tờ, văn bản chứng thực chữ ký, điểm chỉ", 28),
        _SIGNER,
        Column("copies", "Số lượng giấy tờ, văn bản đã chứng thực", 9, is_number=True),
        _FEE,
        _NOTE,
    ),
    _SOURCE,
)
TRANSLATIONS = Book(
    "SCT/CKND",
    "sct-cknd",
    "Sổ chứng thực chữ ký người dịch",
    (
        _NUMBER,
        _ON,
        Column("requester", "Họ tên, số giấy tờ tùy thân của người dịch", 24),
        Column("paper", "Tên, loại giấy tờ, văn bản dịch; từ tiếng, sang tiếng", 28),
        _SIGNER,
        Column("copies", "Số lượng bản dịch đã chứng thực", 9, is_number=True),
        _FEE,
        _NOTE,
    ),
    _SOURCE,
)
CONTRACTS = Book(
    "SCT/HĐ,GD",
    "sct-hd-gd",
    "Sổ chứng thực hợp đồng, giao dịch",
    (
        _NUMBER,
        _ON,
        Column("requester", "Họ tên, số giấy tờ tùy thân của người yêu cầu chứng thực", 26),
        Column("paper", "Tên hợp đồng, giao dịch", 32),
        _SIGNER,
        _FEE,
        _NOTE,
    ),
    _SOURCE,
)

CERTIFICATION_BOOKS = (COPIES, SIGNATURES, TRANSLATIONS, CONTRACTS)
BOOKS: Mapping[str, Book] = {book.key: book for book in (REGISTER, *CERTIFICATION_BOOKS)}
# Whoever signs their name in the book is known by their papers there; who brings a copy is not.
NAMES_PAPERS = frozenset({SIGNATURES.key, TRANSLATIONS.key, CONTRACTS.key})


def book_by_slug(slug: str) -> Book | None:
    return next((book for book in BOOKS.values() if book.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Volume:
    """One year of a book; of the register also the part of one agency, one sector or one period, which is numbered by
    itself. A period may begin in the year before: `by_year` has its part of each."""

    book: Book
    year: int
    agency: str | None = None
    sector: str | None = None
    period: Period | None = None

    @property
    def is_whole(self) -> bool:
        return self.agency is None and self.sector is None and self.period is None

    @property
    def by_year(self) -> tuple[Volume, ...]:
        if self.period is None:
            return (self,)
        return tuple(replace(self, year=year) for year in range(self.period.since.year, self.period.last.year + 1))

    @property
    def last_day(self) -> date:
        return self.period.last if self.period is not None else date(self.year, 12, 31)

    def form_on(self, on: date) -> str:
        """The official form that the register of the year is kept by: `Mẫu số 06, Thông tư 01/2018/TT-VPCP`.

        "" where no text is known to be in force, and for certification books until their columns are confirmed.
        """
        found, is_known = forms_on(min(on, self.last_day))
        form = found.form("register") if self.book.is_register and is_known else None
        return f"Mẫu số {form.number}, {found.document}" if form is not None else ""
