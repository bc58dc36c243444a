"""What each move asks of the person who makes it: one definition that the page shows and the server checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.domain.errors import Refused
from motcua.domain.moves import Move
from motcua.domain.text import normalise, several_lines

LONGEST = {"text": 200, "long_text": 4000}
_MOST_MONEY = 10_000_000_000


@dataclass(frozen=True, slots=True)
class MoveField:
    """One question of a move. `kind`: text, long_text, choice, tick, money."""

    name: str
    label: str
    kind: str = "long_text"
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class OriginalToReturn:
    """A paper of which the center kept originals (NĐ 61/2018, Điều 20.2: they go back to the person)."""

    key: str
    title: str
    count: int


_NOTE = MoveField("note", "Ghi chú")
_FIELDS: Mapping[Move, tuple[MoveField, ...]] = {
    Move.ASK_TO_COMPLETE: (MoveField("reason", "Lý do, nội dung cần hoàn thiện", required=True),),
    Move.REFUSE: (MoveField("reason", "Lý do từ chối tiếp nhận", required=True),),
    Move.CONSULT: (MoveField("question", "Nội dung cần lấy ý kiến", required=True),),
    Move.GIVE_OPINION: (MoveField("opinion", "Ý kiến trả lời", required=True),),
    Move.SUSPEND: (
        MoveField(
            "reason",
            "Lý do tạm dừng",
            required=True,
            hint="Ghi số, ngày thông báo của cơ quan thuế hoặc căn cứ tạm dừng.",
        ),
    ),
    Move.RESUME: (
        MoveField(
            "evidence", "Chứng từ hoàn thành nghĩa vụ", "text", required=True, hint="Ghi số, ngày giấy nộp tiền."
        ),
    ),
    Move.SUBMIT: (
        MoveField(
            "proposal",
            "Đề xuất",
            "choice",
            required=True,
            options=(("grant", "Đồng ý giải quyết"), ("refuse", "Từ chối giải quyết")),
        ),
        MoveField("finding", "Kết quả thẩm định", required=True),
        MoveField("reason", "Lý do từ chối", hint="Bắt buộc khi đề xuất từ chối giải quyết."),
    ),
    Move.RETURN: (MoveField("reason", "Lý do trả lại", required=True),),
}


def fields_of(
    move: Move,
    *,
    fee_due: int | None = 0,
    fee_is_paid: bool = False,
    originals: Sequence[OriginalToReturn] = (),
    applicant_name: str = "",
) -> tuple[MoveField, ...]:
    """The questions of `move`; a hand-back also asks for the fee still due and each original to give back."""
    if move is not Move.HAND_BACK:
        return _FIELDS.get(move, (_NOTE,))
    asked = [
        MoveField("received_by", "Họ và tên người nhận kết quả", "text", required=True, hint=applicant_name),
        MoveField(
            "receiver",
            "Người nhận là",
            "choice",
            required=True,
            options=(("applicant", "Người nộp hồ sơ"), ("proxy", "Người được ủy quyền")),
        ),
        MoveField(
            "proxy_document", "Giấy ủy quyền (số, ngày)", "text", hint="Bắt buộc khi người nhận là người được ủy quyền."
        ),
    ]
    if fee_due is None and not fee_is_paid:
        asked.append(
            MoveField("fee_amount", "Số tiền phí, lệ phí đã thu (đồng)", "money", hint="Mức thu chưa xác nhận.")
        )
    elif fee_due and not fee_is_paid:
        amount = f"{fee_due:,}".replace(",", ".")
        asked.append(MoveField("fee_collected", f"Đã thu phí, lệ phí {amount} đồng", "tick", required=True))
    asked += [
        MoveField(f"original.{paper.key}", f"Đã trả lại {paper.count} bản chính: {paper.title}", "tick", required=True)
        for paper in originals
    ]
    return (*asked, _NOTE)


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
    if found.get("receiver") == "proxy" and "proxy_document" not in found and "proxy_document" not in errors:
        errors["proxy_document"] = "Hãy ghi giấy ủy quyền của người nhận thay."
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
            verb = "Hãy chọn" if asked.kind == "choice" else "Hãy nhập"
            raise Refused(f"{verb}: {asked.label[0].lower()}{asked.label[1:]}.")
        return None
    if asked.kind == "choice" and text not in dict(asked.options):
        raise Refused(f"{asked.label}: hãy chọn một trong các mục có sẵn.")
    if asked.kind == "money":
        return _money(text)
    return text


def _money(text: str) -> int:
    digits = text.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > _MOST_MONEY:
        raise Refused("Số tiền chỉ gồm chữ số, tính bằng đồng, ví dụ 100.000.")
    return int(digits)
