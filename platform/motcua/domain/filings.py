"""What a citizen files online, before it is a dossier: where it stands, and what the center may ask for, once.

The law's clock does not run yet: it starts when the center accepts (NĐ 61/2018/NĐ-CP, Điều 17). What runs is the
center's own time to answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FilingState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ASKED = "asked"
    COMPLETED = "completed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class FilingFacts:
    """`name` for a list, `sentence` for whoever filed it."""

    name: str
    sentence: str


_S = FilingState
FILING_STATES: Mapping[FilingState, FilingFacts] = {
    _S.DRAFT: FilingFacts("Đang khai", "Ông/bà đang khai, chưa nộp. Tờ khai được giữ 30 ngày kể từ lần sửa cuối."),
    _S.SUBMITTED: FilingFacts("Chờ Trung tâm trả lời", "Đã nộp. Trung tâm đang kiểm tra và sẽ trả lời ông/bà."),
    _S.ASKED: FilingFacts("Cần bổ sung", "Trung tâm đề nghị ông/bà bổ sung, hoàn thiện một lần rồi nộp lại."),
    _S.COMPLETED: FilingFacts(
        "Đã bổ sung, chờ trả lời", "Đã nộp bổ sung. Trung tâm đang kiểm tra và sẽ trả lời ông/bà."
    ),
    _S.ACCEPTED: FilingFacts("Đã tiếp nhận", "Hồ sơ đã được tiếp nhận và đang tính thời hạn giải quyết."),
    _S.REFUSED: FilingFacts("Không tiếp nhận", "Trung tâm không tiếp nhận hồ sơ này; lý do ghi ở dưới."),
    _S.WITHDRAWN: FilingFacts("Đã rút", "Ông/bà đã rút hồ sơ này."),
}
#: The applicant may change it.
EDITABLE = frozenset({_S.DRAFT, _S.ASKED})
#: The center's time to answer runs.
WAITING = frozenset({_S.SUBMITTED, _S.COMPLETED})
NEW, SUPPLEMENT = "new", "supplement"
#: The paper that somebody who files for another adds to what the procedure asks for.
AUTHORITY = "authority"
AUTHORITY_LABEL = "Giấy ủy quyền, giấy giới thiệu"
OTHER, OTHER_LABEL = "other", "Giấy tờ khác (nếu có)"
ONLINE = "online"


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What is to be completed: papers by key, other things in words, and why."""

    reason: str
    papers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        return {"reason": self.reason, "papers": list(self.papers), "lines": list(self.lines)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> AskedFor:
        return cls(data["reason"], tuple(data["papers"]), tuple(data["lines"]))


def why_not_answer(state: FilingState) -> str | None:
    """Why the center can't answer now; None when it can."""
    if state in WAITING:
        return None
    if state is _S.DRAFT:
        return "Người nộp chưa nộp hồ sơ này."
    return f"Hồ sơ này không chờ trả lời nữa: {FILING_STATES[state].name.lower()}."


def why_not_ask(state: FilingState) -> str | None:
    """NĐ 61/2018/NĐ-CP, Điều 15.3: what is missing is said once and completely."""
    if state is _S.COMPLETED:
        return "Hồ sơ đã được yêu cầu hoàn thiện một lần; chỉ được tiếp nhận hoặc từ chối."
    return why_not_answer(state)
