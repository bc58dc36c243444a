"""The data contract of a result's own template, which an agency brings with its procedure.

A template reads `json(bytes(sys.inputs.d))`: `head` (the letterhead), `issue` (title, number, is_preview), `code`,
`submitter`, `request`, `agency`, `answers` (by key, in words; only those the letter names), `rows` (a group's rows,
each by key), `number`, `signed` (the day), `signer`, `day`. It may import `_letterhead.typ`, and reads nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.letters import says
from motcua.letters.data import Letterhead, Submitter


@dataclass(frozen=True, slots=True)
class ResultLetterData:
    """`source` is the template's text, as the dossier's version of the procedure has it."""

    source: str
    letterhead: Letterhead
    submitter: Submitter
    request: str
    agency: str
    answers: Mapping[str, str]
    rows: Mapping[str, Sequence[Mapping[str, str]]]
    number: str
    signed_on: datetime | None
    signer: str
    made_at: datetime
    code: str
    tracking_link: str = ""

    @property
    def template(self) -> str:
        return "result"

    @property
    def dated_at(self) -> datetime:
        return self.made_at

    @property
    def qr_link(self) -> str:
        return self.tracking_link

    @property
    def barcode(self) -> str:
        return self.code

    def to_data(self) -> dict[str, Any]:
        return {
            "head": self.letterhead.to_data(),
            "code": self.code,
            "submitter": self.submitter.to_data(),
            "request": self.request,
            "agency": self.agency,
            "answers": dict(self.answers),
            "rows": {key: [dict(row) for row in rows] for key, rows in self.rows.items()},
            "number": self.number,
            "signed": says.day(self.signed_on) if self.signed_on else "",
            "signer": self.signer,
            "day": says.day(self.signed_on or self.made_at),
        }
