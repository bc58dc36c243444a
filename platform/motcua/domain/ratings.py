"""What a person may say of how their dossier was dealt with, and what may be told of it in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

# Points as Thông tư 01/2018/TT-VPCP gives them to every indicator: 2, 1 or 0.
SCORES: Mapping[int, str] = {2: "Rất hài lòng", 1: "Hài lòng", 0: "Chưa hài lòng"}

#: Whom a person met on the way, in the order in which they met them.
RECEPTION, PROCESSING, HAND_BACK = "reception", "processing", "hand_back"
PARTS: Mapping[str, str] = {
    RECEPTION: "Cán bộ hướng dẫn, tiếp nhận hồ sơ",
    PROCESSING: "Cơ quan giải quyết hồ sơ",
    HAND_BACK: "Cán bộ trả kết quả",
}
ALL_PARTS = "all"

REASONS: Mapping[str, str] = {
    "guidance": "Hướng dẫn chưa rõ ràng, chưa đủ",
    "visits": "Phải đi lại nhiều lần",
    "late": "Giải quyết chậm so với hẹn",
    "waiting": "Phải chờ lâu tại quầy",
    "papers": "Bị yêu cầu giấy tờ ngoài quy định",
    "money": "Bị đòi khoản tiền ngoài quy định",
    "attitude": "Thái độ phục vụ chưa tốt",
    "mistakes": "Kết quả có sai sót",
}

#: How a rating came: on the screen beside the counter, by the link, or written down by an officer for the person.
COUNTER, LINK, BY_STAFF = "counter", "link", "staff"
CHANNELS: Mapping[str, str] = {COUNTER: "tại quầy", LINK: "qua đường dẫn", BY_STAFF: "cán bộ ghi hộ"}

#: What becomes of a remark: only the director reads it before.
NONE, WAITING, SHOWN, HIDDEN = "none", "waiting", "shown", "hidden"

LONGEST_REMARK = 1_000


@dataclass(frozen=True, slots=True)
class Rating:
    """What was said: one score for the whole, and for those of the parts about which something was said."""

    score: int
    parts: Mapping[str, int]
    reasons: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RatedStep:
    """Somebody who had the dossier in hand, as its trail and its steps name them. `step`: "" at the counter."""

    part: str
    step: str
    staff_id: UUID | None
    agency: str


@dataclass(frozen=True, slots=True, order=True)
class SumKey:
    """Whose number a count is: of the center, of an agency, of a person; for the whole or for a part of the way."""

    month: date
    kind: str
    subject: str
    part: str


def sums_of(month: date, agency: str, rating: Rating, steps: Iterable[RatedStep]) -> dict[SumKey, int]:
    """The one score that a rating adds to each sum. A person who had several steps of a part is counted once."""
    found = {
        SumKey(month, "center", "", ALL_PARTS): rating.score,
        SumKey(month, "agency", agency, ALL_PARTS): rating.score,
    }
    for part, score in rating.parts.items():
        found[SumKey(month, "center", "", part)] = score
    for step in steps:
        if step.part not in rating.parts:
            continue
        score = rating.parts[step.part]
        if step.staff_id is not None:
            found[SumKey(month, "staff", str(step.staff_id), step.part)] = score
        if step.part == PROCESSING:
            found[SumKey(month, "agency", step.agency, step.part)] = score
    return dict(sorted(found.items()))
