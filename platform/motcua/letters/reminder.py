"""Công văn đôn đốc: what an agency has late, and what is likely to become so, for its head to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from motcua.letters.data import Headed


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One dossier, in words."""

    code: str
    request: str
    at_desk: str
    due: str
    how_late: str

    def to_data(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "request": self.request,
            "at_desk": self.at_desk,
            "due": self.due,
            "how_late": self.how_late,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderData(Headed):
    """`answer_by` in words; `note`: the director's own sentence; `basis`: the text that lets the center remind."""

    agency: str
    basis: str
    note: str
    answer_by: str
    late: Sequence[ReminderLine]
    near: Sequence[ReminderLine]
    signer_title: str
    signer: str
    template: ClassVar[str] = "reminder"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "agency": self.agency,
            "basis": self.basis,
            "note": self.note,
            "answer_by": self.answer_by,
            "late": [line.to_data() for line in self.late],
            "near": [line.to_data() for line in self.near],
            "signer_title": self.signer_title,
            "signer": self.signer,
        }
