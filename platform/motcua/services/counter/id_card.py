"""The QR on a citizen's card (CCCD), as a scanner types it.

`number|old number|name|born ddmmyyyy|sex|address|issued ddmmyyyy`: the fields of the chip card of 2021; cards written
since may carry more behind them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DAY = re.compile(r"(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])((?:19|20)[0-9]{2})")
LONGEST = 600


@dataclass(frozen=True, slots=True)
class IdCard:
    """What the card says, as somebody would type it."""

    number: str
    old_number: str
    name: str
    born: str
    sex: str
    address: str
    issued: str

    @property
    def typed(self) -> dict[str, list[str]]:
        """The applicant's block of the counter's form."""
        said = {
            "applicant.kind": "person",
            "applicant.id_kind": "cccd",
            "applicant.id_number": self.number,
            "applicant.name": self.name,
            "applicant.born": self.born,
            "applicant.address": self.address,
        }
        return {name: [text] for name, text in said.items() if text}


def read_id_card(text: str) -> IdCard | None:
    """None for anything that is no such card: nothing is filled in by halves."""
    parts = [" ".join(part.split()) for part in text.strip().split("|")]
    if len(text) > LONGEST or len(parts) < 6:
        return None
    number, old, name, born, sex, address, issued = (*parts, "")[:7]
    if not re.fullmatch("[0-9]{12}", number) or not (old == "" or re.fullmatch("[0-9]{9}|[0-9]{12}", old)):
        return None
    if not name or any(letter.isdigit() for letter in name):
        return None
    born_on = _day(born)
    return IdCard(number, old, name, born_on, sex, address, _day(issued)) if born_on else None


def _day(text: str) -> str:
    match = _DAY.fullmatch(text)
    return "/".join(match.groups()) if match else ""
