"""What people write beside an act with money: a reason, an amount, each refused beside its box."""

from __future__ import annotations

from motcua.domain.errors import Refused
from motcua.services.counter.filing import MOST_FEE
from motcua.services.dossiers.asked import clean_text

LONGEST_REASON = 300


def reason_given(raw: str, missing: str, box: str = "reason") -> str:
    try:
        text = clean_text("Nội dung", raw, LONGEST_REASON)
    except Refused as refused:
        raise Refused(refused.sentence, {box: refused.sentence}) from None
    if not text:
        raise Refused(missing, {box: missing})
    return text


def amount_given(raw: str, missing: str, box: str = "amount") -> int:
    """`1.200.000` or `1200000`: whole đồng, nothing else."""
    digits = raw.strip().replace(".", "").replace(" ", "")
    if not digits:
        raise Refused(missing, {box: missing})
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 12 or int(digits) > MOST_FEE:
        sentence = "Số tiền chỉ gồm chữ số, tính bằng đồng, ví dụ 100.000."
        raise Refused(sentence, {box: sentence})
    return int(digits)
