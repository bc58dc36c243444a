"""What each move asks of the person who makes it: one definition that the page shows and the server checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from motcua.domain.errors import Refused
from motcua.domain.moves import Move
from motcua.domain.parsing import parse_date
from motcua.domain.states import CHOSEN_PAUSES
from motcua.domain.text import normalise, several_lines

LONGEST = {"text": 200, "long_text": 4000}
_MOST_MONEY = 10_000_000_000


@dataclass(frozen=True, slots=True)
class MoveField:
    """One question of a move. `kind`: text, long_text, choice, select, tick, money, date."""

    name: str
    label: str
    kind: str = "long_text"
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    initial: str = ""
    """What stands in the box of a fresh form."""
    otherwise: str = ""
    """What to say of a choice that is none of the options, where more can be said than that."""
    is_conditional: bool = False
    """Another answer decides whether it must be given; the hint says which."""


@dataclass(frozen=True, slots=True)
class Signing:
    """What signing depends on: who would sign today, the signed PDF that is there, and whether this makes the result.

    `is_other`: that PDF is not the draft with a signature added to it.
    """

    signer: str = ""
    today: str = ""
    file: str = ""
    is_other: bool = False
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class OriginalToReturn:
    """A paper of which the center kept originals (NĐ 61/2018, Điều 20.2: they go back to the person)."""

    key: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Situation:
    """What the questions of a move depend on. `awaited`: what the step waits for, so that nobody has to choose it.

    `colleagues`, `signers` and `correctable` are options, key and words.
    """

    fee_due: int | None = 0
    fee_is_paid: bool = False
    originals: Sequence[OriginalToReturn] = ()
    applicant_name: str = ""
    awaited: str | None = None
    colleagues: tuple[tuple[str, str], ...] = ()
    correctable: tuple[tuple[str, str], ...] = ()
    signers: tuple[tuple[str, str], ...] = ()
    signing: Signing = field(default_factory=Signing)
    late_to_reappoint: str = ""
    """What the law has against asking for a new date only now."""


_NOTE = MoveField("note", "Ghi chú")
_DOCUMENT = MoveField("document_number", "Số, ngày văn bản", "text", required=True)
_PROPOSAL = MoveField(
    "proposal",
    "Đề xuất",
    "choice",
    required=True,
    options=(("grant", "Đồng ý giải quyết"), ("refuse", "Từ chối giải quyết")),
)
_REFUSAL = MoveField("reason", "Lý do từ chối", hint="Bắt buộc khi đề xuất từ chối giải quyết.", is_conditional=True)
_FIELDS: Mapping[Move, tuple[MoveField, ...]] = {
    Move.ASK_TO_COMPLETE: (MoveField("reason", "Lý do, nội dung cần hoàn thiện", required=True),),
    Move.REFUSE: (MoveField("reason", "Lý do từ chối tiếp nhận", required=True),),
    Move.CONSULT: (MoveField("question", "Nội dung cần lấy ý kiến", required=True),),
    Move.GIVE_OPINION: (MoveField("opinion", "Ý kiến trả lời", required=True),),
    Move.RESUME: (
        MoveField(
            "evidence",
            "Căn cứ tiếp tục",
            "text",
            required=True,
            hint="Ghi số, ngày giấy nộp tiền hoặc văn bản cho biết lý do tạm dừng đã hết.",
        ),
    ),
    Move.SUBMIT: (_PROPOSAL, MoveField("finding", "Kết quả thẩm định", required=True), _REFUSAL),
    Move.RETURN: (MoveField("reason", "Lý do trả lại", required=True),),
    Move.ASK_FOR_SUPPLEMENT: (
        MoveField(
            "missing",
            "Giấy tờ, nội dung cần bổ sung",
            required=True,
            hint="Mỗi mục một dòng; ghi đủ, vì chỉ được yêu cầu một lần.",
        ),
        MoveField("reason", "Lý do", required=True),
    ),
    Move.ALLOW_SUPPLEMENT: (
        MoveField(
            "reason",
            "Lý do cho phép",
            required=True,
            hint="Cơ quan giải quyết được yêu cầu thêm đúng một lần; có văn bản thì ghi số, ngày.",
        ),
    ),
    Move.ISSUE_SUPPLEMENT: (
        MoveField(
            "told_by",
            "Đã gửi phiếu cho người nộp bằng cách",
            "choice",
            required=True,
            options=(
                ("hand", "Giao trực tiếp"),
                ("post", "Qua bưu chính"),
                ("phone", "Điện thoại"),
                ("mail", "Thư điện tử"),
            ),
        ),
        _NOTE,
    ),
    Move.RECEIVE_SUPPLEMENT: (MoveField("received", "Giấy tờ đã nhận bổ sung", required=True), _NOTE),
    Move.GO_ON_WITHOUT: (
        MoveField("reason", "Lý do tiếp tục khi chưa có ý kiến", required=True, hint="Ý kiến đã quá hạn trả lời."),
    ),
    Move.SEND_OUTSIDE: (_DOCUMENT, _NOTE),
    Move.RECEIVE_FROM_OUTSIDE: (
        _DOCUMENT,
        _PROPOSAL,
        MoveField("finding", "Kết quả của cơ quan đó", required=True),
        _REFUSAL,
    ),
    Move.STOP: (_DOCUMENT, MoveField("reason", "Lý do dừng giải quyết", required=True)),
    Move.CANCEL_ACCEPTANCE: (MoveField("reason", "Lý do hủy tiếp nhận", required=True),),
    Move.DECLINE_TO_REAPPOINT: (
        MoveField("reason", "Lý do không đồng ý", required=True, hint="Người đề nghị đọc được lý do này."),
    ),
}


def fields_of(move: Move, situation: Situation = Situation()) -> tuple[MoveField, ...]:
    """The questions of `move`. Whoever takes a result also pays what is due; originals go back with every ending."""
    asked = _DEPENDING.get(move)
    return asked(situation) if asked is not None else _FIELDS.get(move, (_NOTE,))


_FOR_PROXY = "Bắt buộc khi người nhận là người được ủy quyền."
_PROXY_ASKS = {
    "proxy_number": "Hãy nhập số giấy tờ tùy thân của người được ủy quyền.",
    "proxy_document": "Hãy nhập số giấy ủy quyền của người nhận thay.",
    "proxy_document_on": "Hãy nhập ngày của giấy ủy quyền.",
}


def _sign(situation: Situation) -> tuple[MoveField, ...]:
    """On paper or as the PDF that was brought; a signature on the way to another one needs no scan."""
    signing = situation.signing
    paper = (
        (("paper", "Ký trên giấy, có bản quét"), ("paper_only", "Ký trên giấy, không quét"))
        if signing.is_last
        else (("paper_only", "Ký trên giấy"),)
    )
    file = (("file", f"Ký số trên tệp PDF: {signing.file}"),) if signing.file else ()
    scan = "Bản quét tải lên ở mục Kết quả, phải có trước khi vào số. " if signing.is_last else ""
    hint = scan + ("" if signing.file else "Ký số: tải bản PDF đã ký lên ở mục Kết quả trước.")
    on_paper = "Khi ký trên giấy; để trống là"
    fields = [
        MoveField("how", "Cách ký", "choice", True, (*paper, *file), hint, "file" if file else paper[0][0]),
        MoveField("signed_by", "Người ký", "text", hint=f"{on_paper} chính bạn.", initial=signing.signer),
        MoveField("signed_on", "Ngày ký", "date", hint=f"{on_paper} hôm nay.", initial=signing.today),
    ]
    if signing.is_other:
        sentence = "Bản ký số không phải là dự thảo được ký nguyên vẹn; tôi đã đọc và xác nhận nội dung đã ký"
        fields.append(MoveField("other_than_draft", sentence, "tick"))
    return (*fields, _NOTE)


def _hand_back(situation: Situation) -> tuple[MoveField, ...]:
    return (
        MoveField("received_by", "Họ và tên người nhận kết quả", "text", required=True, hint=situation.applicant_name),
        MoveField(
            "receiver",
            "Người nhận là",
            "choice",
            required=True,
            options=(("applicant", "Người nộp hồ sơ"), ("proxy", "Người được ủy quyền")),
        ),
        *(
            MoveField(name, label, kind, hint=_FOR_PROXY, is_conditional=True)
            for name, label, kind in (
                ("proxy_number", "Số giấy tờ tùy thân của người được ủy quyền", "text"),
                ("proxy_document", "Số giấy ủy quyền", "text"),
                ("proxy_document_on", "Ngày giấy ủy quyền", "date"),
            )
        ),
        *_fee(situation),
        *_originals(situation),
        _NOTE,
    )


def _send_by_post(situation: Situation) -> tuple[MoveField, ...]:
    posting = MoveField("posting_number", "Số hiệu bưu gửi", "text", required=True)
    return (posting, *_fee(situation), *_originals(situation), _NOTE)


def _fee(situation: Situation) -> tuple[MoveField, ...]:
    if situation.fee_is_paid or situation.fee_due == 0:
        return ()
    if situation.fee_due is None:
        hint = "Mức thu chưa xác nhận."
        return (MoveField("fee_amount", "Số tiền phí, lệ phí đã thu (đồng)", "money", hint=hint),)
    amount = f"{situation.fee_due:,}".replace(",", ".")
    return (MoveField("fee_collected", f"Đã thu phí, lệ phí {amount} đồng", "tick", required=True),)


def _collect_fee(situation: Situation) -> tuple[MoveField, ...]:
    return (*(replace(asked, required=True) for asked in _fee(situation)), _NOTE)


def _originals(situation: Situation) -> tuple[MoveField, ...]:
    return tuple(
        MoveField(f"original.{paper.key}", f"Đã trả lại {paper.count} bản chính: {paper.title}", "tick", required=True)
        for paper in situation.originals
    )


def _suspend(situation: Situation) -> tuple[MoveField, ...]:
    hint = "Ghi số, ngày thông báo của cơ quan thuế hoặc căn cứ tạm dừng."
    reason = MoveField("reason", "Lý do tạm dừng", required=True, hint=hint)
    if situation.awaited is not None:
        return (reason,)
    return (MoveField("kind", "Loại tạm dừng", "choice", required=True, options=tuple(CHOSEN_PAUSES.items())), reason)


def _assign(situation: Situation) -> tuple[MoveField, ...]:
    elsewhere = "Người được chọn không làm việc ở vị trí đang giữ hồ sơ này."
    assignee = MoveField("assignee", "Giao cho", "select", True, situation.colleagues, otherwise=elsewhere)
    return (assignee, _NOTE)


def _correct(situation: Situation) -> tuple[MoveField, ...]:
    return (
        MoveField("field", "Mục cần đính chính", "select", required=True, options=situation.correctable),
        MoveField("value", "Nội dung đúng", "text", required=True),
        MoveField("reason", "Lý do đính chính", required=True),
    )


def _withdraw(situation: Situation) -> tuple[MoveField, ...]:
    return (
        MoveField("reason", "Đơn đề nghị rút hồ sơ và lý do", required=True),
        MoveField("received_by", "Họ và tên người rút", "text", required=True, hint=situation.applicant_name),
        *_originals(situation),
    )


def _return_papers(situation: Situation) -> tuple[MoveField, ...]:
    received_by = MoveField("received_by", "Họ và tên người nhận", "text", required=True, hint=situation.applicant_name)
    return (received_by, *_originals(situation), _NOTE)


def _ask_to_reappoint(situation: Situation) -> tuple[MoveField, ...]:
    """NĐ 61/2018, Điều 19.9. Late is possible before the date has passed, knowingly and on record."""
    fields = [
        MoveField("reason", "Lý do chậm", required=True, hint="In trên phiếu xin lỗi gửi người nộp."),
        MoveField("new_due_on", "Ngày hẹn trả lại", "date", required=True, hint="Là ngày làm việc, sau ngày đã hẹn."),
    ]
    if situation.late_to_reappoint:
        known = f"Tôi biết đề nghị này chậm so với quy định. {situation.late_to_reappoint}"
        fields.append(MoveField("is_late_known", known, "tick", required=True))
    return tuple(fields)


def _resolve_at_once(situation: Situation) -> tuple[MoveField, ...]:
    return (
        MoveField("signer", "Người ký", "select", required=True, options=situation.signers),
        MoveField("received_by", "Họ và tên người nhận kết quả", "text", hint=situation.applicant_name),
        MoveField("receipt_asked", "Người nộp yêu cầu giấy tiếp nhận (Mẫu 01)", "tick"),
        *(replace(asked, required=True) for asked in _fee(situation)),
    )


_DEPENDING: Mapping[Move, Callable[[Situation], tuple[MoveField, ...]]] = {
    Move.SIGN: _sign,
    Move.HAND_BACK: _hand_back,
    Move.SEND_BY_POST: _send_by_post,
    Move.SUSPEND: _suspend,
    Move.ASSIGN: _assign,
    Move.CORRECT: _correct,
    Move.WITHDRAW: _withdraw,
    Move.RETURN_PAPERS: _return_papers,
    Move.COLLECT_FEE: _collect_fee,
    Move.RESOLVE_AT_ONCE: _resolve_at_once,
    Move.ASK_TO_REAPPOINT: _ask_to_reappoint,
}


def cleaned(fields: Sequence[MoveField], data: Mapping[str, str]) -> dict[str, Any]:
    """What was typed, normalised; everything wrong at once, each beside its field."""
    found: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for asked in fields:
        try:
            value = _read(asked, data.get(asked.name, ""))
        except Refused as refusal:
            errors[asked.name] = refusal.sentence
        else:
            if value is not None and value is not False:
                found[asked.name] = value
    if found.get("proposal") == "refuse" and "reason" not in found and "reason" not in errors:
        errors["reason"] = "Hãy nêu lý do từ chối: kết quả từ chối phải có lý do."
    if found.get("receiver") == "proxy":
        errors |= {name: says for name, says in _PROXY_ASKS.items() if name not in found and name not in errors}
    if errors:
        raise Refused(next(iter(errors.values())), errors)
    return found


def clean_text(label: str, raw: str, longest: int) -> str:
    try:
        text = several_lines(normalise(raw))
    except Refused as refusal:
        raise Refused(f"{label} {refusal.sentence}.") from None
    if len(text) > longest:
        raise Refused(f"{label} dài {len(text)} ký tự, nhiều nhất là {longest}.")
    return text


def _read(asked: MoveField, raw: str) -> Any:
    if asked.kind == "tick":
        if raw in ("yes", "on", "1", "true"):
            return True
        if asked.required:
            raise Refused(f"Hãy đánh dấu: {asked.label[0].lower()}{asked.label[1:]}.")
        return False
    text = clean_text(asked.label, raw, LONGEST.get(asked.kind, 200))
    if not text:
        if asked.required:
            verb = "Hãy chọn" if asked.kind in ("choice", "select") else "Hãy nhập"
            raise Refused(f"{verb}: {asked.label[0].lower()}{asked.label[1:]}.")
        return None
    if asked.kind in ("choice", "select") and text not in dict(asked.options):
        raise Refused(asked.otherwise or f"{asked.label}: hãy chọn một trong các mục có sẵn.")
    if asked.kind == "money":
        return _money(text)
    if asked.kind == "date":
        return _date(asked.label, text)
    return text


def _date(label: str, text: str) -> date:
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise Refused(f"{label}: hãy nhập ngày có thật dạng ngày/tháng/năm, ví dụ 08/11/2017.")
    return found


def _money(text: str) -> int:
    digits = text.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > _MOST_MONEY:
        raise Refused("Số tiền chỉ gồm chữ số, tính bằng đồng, ví dụ 100.000.")
    return int(digits)
