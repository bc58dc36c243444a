"""What the counter's printed forms say, as plain values that a service fills in: giấy tiếp nhận, phiếu yêu cầu bổ
sung, phiếu từ chối (Thông tư 01/2018/TT-VPCP, Mẫu 01 to 03).

`to_data()` gives what the Typst template reads: text in the wording of the form, no dates and no numbers to format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol, runtime_checkable

from motcua.letters import says

_NOT_FIXED = "Chưa ấn định ngày trả"
_UNCONFIRMED_FEE = "chưa xác nhận"


@runtime_checkable
class Printable(Protocol):
    """Any printed form: its template (or the `source` of one that an agency brings), the instant it is dated by, the
    link in its QR (`qr_links` where it is about several dossiers), the text of its barcode, and its data."""

    @property
    def template(self) -> str: ...
    @property
    def dated_at(self) -> datetime: ...
    @property
    def qr_link(self) -> str: ...
    @property
    def qr_links(self) -> tuple[str, ...]: ...
    @property
    def barcode(self) -> str: ...
    @property
    def source(self) -> str: ...
    def to_data(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Issue:
    """What issuing adds to a letter: how the law of the day calls it, by which form, under which number.

    `is_preview`: nothing is issued, and the paper says so.
    """

    title: str
    form: str = ""
    number: str = ""
    is_preview: bool = False

    def to_data(self) -> dict[str, Any]:
        return {"title": self.title, "form": self.form, "number": self.number, "is_preview": self.is_preview}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who speaks: the governing body above, the center below, the place before the date."""

    governing_body: str
    center: str
    place: str
    address: str = ""
    phone: str = ""
    email: str = ""

    def to_data(self) -> dict[str, Any]:
        return {
            "governing_body": self.governing_body.upper(),
            "center": self.center.upper(),
            "center_name": self.center,
            "place": self.place,
            "address": self.address,
            "phone": self.phone,
            "email": self.email,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """What all letters have: who speaks, the instant of its date, the `source` of an agency's own template."""

    letterhead: Letterhead
    dated_at: datetime
    source: str = ""

    @property
    def qr_link(self) -> str:
        return ""

    @property
    def qr_links(self) -> tuple[str, ...]:
        return ()

    @property
    def barcode(self) -> str:
        return ""

    def shared(self) -> dict[str, Any]:
        """The part of its data that every template reads."""
        return {"head": self.letterhead.to_data(), "day": says.day(self.dated_at)}


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDossier(Headed):
    """A letter about one dossier: its code in the barcode, its tracking page in the QR; both "" before acceptance."""

    code: str = ""
    tracking_link: str = ""

    @property
    def qr_link(self) -> str:
        return self.tracking_link

    @property
    def barcode(self) -> str:
        return self.code

    def shared(self) -> dict[str, Any]:
        return {**Headed.shared(self), "code": self.code}


@dataclass(frozen=True, slots=True)
class Submitter:
    """`dossier_of` is whose dossier it is; `name` is who stands at the counter (the same, or a proxy)."""

    dossier_of: str
    name: str
    address: str
    phone: str
    email: str = ""
    id_label: str = "Số giấy tờ tùy thân"
    id_number: str = ""

    def to_data(self) -> dict[str, Any]:
        return {
            "dossier_of": self.dossier_of,
            "name": self.name,
            "address": self.address,
            "phone": self.phone,
            "email": self.email,
            "id_label": self.id_label,
            "id_number": self.id_number,
        }


@dataclass(frozen=True, slots=True)
class RegisterPlace:
    """Where Sổ theo dõi hồ sơ has the dossier: the volume of its year, and its number there."""

    book: str = ""
    number: str = ""

    def to_data(self) -> dict[str, Any]:
        return {"book": self.book, "book_number": self.number}


NO_PLACE = RegisterPlace()


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One row of thành phần hồ sơ; `note` says for instance that the original is only presented."""

    label: str
    originals: int = 0
    certified_copies: int = 0
    copies: int = 0
    note: str = ""

    def to_data(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "originals": says.count(self.originals),
            "certified_copies": says.count(self.certified_copies),
            "copies": says.count(self.copies),
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class FeeLine:
    """`amount` None: the amount is not confirmed yet."""

    label: str
    amount: int | None

    def to_data(self) -> dict[str, Any]:
        return {"label": self.label, "amount": _UNCONFIRMED_FEE if self.amount is None else says.money(self.amount)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptData(AboutDossier):
    """Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả, dated by the reception."""

    submitter: Submitter
    request: str
    papers: tuple[PaperLine, ...]
    term_says: str
    due_at: datetime | None
    received_by: str
    collected_at: str
    sets: int = 1
    fees: tuple[FeeLine, ...] = ()
    fee_note: str = ""
    due_note: str = ""
    place: RegisterPlace = NO_PLACE
    is_reprint: bool = False
    """A receipt printed again after a correction says so, with the day of reception unchanged."""
    template: ClassVar[str] = "receipt"

    def to_data(self) -> dict[str, Any]:
        known = [fee.amount for fee in self.fees if fee.amount is not None]
        is_whole = len(known) == len(self.fees)
        return {
            **self.shared(),
            "submitter": self.submitter.to_data(),
            "request": self.request,
            "papers": [paper.to_data() for paper in self.papers],
            "sets": f"{self.sets:02d}",
            "term": self.term_says,
            "received": says.instant(self.dated_at),
            "due": says.instant(self.due_at) if self.due_at else _NOT_FIXED,
            "due_note": self.due_note,
            "received_by": self.received_by,
            "collected_at": self.collected_at,
            "fees": [fee.to_data() for fee in self.fees],
            "fee_total": (says.money(sum(known)) if is_whole else _UNCONFIRMED_FEE) if self.fees else "Không",
            # The total has said so already.
            "fee_note": self.fee_note if is_whole else self.fee_note.removeprefix("Chưa xác nhận: "),
            **self.place.to_data(),
            "is_reprint": self.is_reprint,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionRequestData(AboutDossier):
    """Mẫu 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ. `code` is empty before acceptance."""

    submitter: Submitter
    request: str
    papers: tuple[PaperLine, ...]
    reason: str
    guided_by: str
    guide_phone: str
    template: ClassVar[str] = "completion_request"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "submitter": self.submitter.to_data(),
            "request": self.request,
            "papers": [paper.to_data() for paper in self.papers],
            "reason": self.reason,
            "guided_by": self.guided_by,
            "guide_phone": self.guide_phone,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalData(AboutDossier):
    """Mẫu 03: Phiếu từ chối tiếp nhận, giải quyết hồ sơ.

    After an examination it goes with the agency's own document (NĐ 61/2018, Điều 19.8): `agency` and `document`.
    """

    submitter: Submitter
    request: str
    reason: str
    refused_by: str
    agency: str = ""
    document: str = ""
    template: ClassVar[str] = "refusal"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "submitter": self.submitter.to_data(),
            "request": self.request,
            "reason": self.reason,
            "refused_by": self.refused_by,
            "agency": self.agency,
            "document": self.document,
        }
