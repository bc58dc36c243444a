"""What the platform tells plugins after a dossier has changed, and what they may ask for in return.

Both are values without personal data: a plugin learns that something happened, not to whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from motcua.domain.moves import Move
from motcua.domain.states import State

#: Who can be told. The platform knows their address; a plugin never does.
RECIPIENTS: Mapping[str, str] = {
    "applicant": "người nộp hồ sơ",
    "reception": "bộ phận tiếp nhận và trả kết quả",
    "agency": "cơ quan giải quyết",
    "director": "Giám đốc Trung tâm",
}
Recipient = Literal["applicant", "reception", "agency", "director"]

LONGEST_SENTENCE = 500


@dataclass(frozen=True, slots=True)
class DossierChanged:
    """A committed move. `step`/`at_agency`/`at_desk` say where the dossier now is (empty when at no desk)."""

    event: str
    dossier: str
    code: str | None
    procedure: str
    agency: str
    move: Move
    from_state: State | None
    to_state: State
    at: datetime
    filed_on: date | None = None
    due_at: datetime | None = None
    step: str = ""
    at_agency: str = ""
    at_desk: str = ""


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell somebody one sentence (Vietnamese). `agency` names which one when it is not the dossier's own."""

    sentence: str
    to: Recipient = "applicant"
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class AddNote:
    """Put one sentence on the dossier's trail, in the plugin's name."""

    sentence: str


Effect = Notify | AddNote


def effect_problem(effect: object) -> str | None:
    """Why the platform can't run what a plugin returned; None when it can."""
    if not isinstance(effect, Notify | AddNote):
        return f"trả về {type(effect).__name__}, không phải Notify hoặc AddNote"
    if not isinstance(effect.sentence, str) or not effect.sentence.strip():
        return f"{type(effect).__name__} không có câu nào"
    if len(effect.sentence) > LONGEST_SENTENCE:
        return f"{type(effect).__name__} dài quá {LONGEST_SENTENCE} ký tự"
    if isinstance(effect, Notify):
        if effect.to not in RECIPIENTS:
            return f"Notify gửi đến “{effect.to}”, không có trong danh sách người nhận"
        if effect.agency is not None and not isinstance(effect.agency, str):
            return "Notify nêu cơ quan không phải bằng khóa cơ quan"
    return None
