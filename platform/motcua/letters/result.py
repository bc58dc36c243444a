"""The data contract of a result's own template, which an agency brings with its procedure.

A template reads `json(bytes(sys.inputs.d))`: `head` (the letterhead), `issue` (title, number, is_preview), `code`,
`submitter`, `request`, `agency`, `answers` (by key, in words; only those the letter names), `rows` (a group's rows,
each by key), `number`, `signed` (the day), `signer`, `day`. It may import `_letterhead.typ`, and reads nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from motcua.letters import says
from motcua.letters.data import AboutDossier, Submitter


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLetterData(AboutDossier):
    """`source` is the template's text, as the dossier's version of the procedure has it."""

    submitter: Submitter
    request: str
    agency: str
    answers: Mapping[str, str]
    rows: Mapping[str, Sequence[Mapping[str, str]]]
    number: str
    signed_on: datetime | None
    signer: str
    template: ClassVar[str] = "result"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "submitter": self.submitter.to_data(),
            "request": self.request,
            "agency": self.agency,
            "answers": dict(self.answers),
            "rows": {key: [dict(row) for row in rows] for key, rows in self.rows.items()},
            "number": self.number,
            "signed": says.day(self.signed_on) if self.signed_on else "",
            "signer": self.signer,
            "day": says.day(self.signed_on or self.dated_at),
        }
