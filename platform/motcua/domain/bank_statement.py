"""A bank's statement held against what was asked for: which line pays for what, and which does not.

Banks name their columns each in their own way; a heading is known by what it begins with, without accents. Amounts are
whole đồng.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.text import fold

LOOKED_THROUGH = 20  # lines above the heading: the bank's name, the account, the period
REFERENCE = re.compile(r"(?=(MC[A-Z2-7]{12}))")
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "credit": ("so tien ghi co", "phat sinh co", "ghi co", "tien vao", "co", "credit"),
    "amount": ("so tien giao dich", "so tien", "amount"),
    "content": ("noi dung", "dien giai", "mo ta", "chi tiet", "description", "remark"),
    "number": ("so but toan", "so tham chieu", "ma giao dich", "so giao dich", "so ct", "so chung tu", "reference"),
    "on": ("ngay",),
}
_AMOUNT = re.compile(r"([+-]?)([0-9]{1,3}(?:[.,\s][0-9]{3})+|[0-9]+)(?:[.,]0{1,2})?(?:\s*(?:vnd|đ|đồng|dong))?", re.I)


class Outcome(StrEnum):
    """What becomes of one line."""

    MATCHED = "matched"
    WRONG_AMOUNT = "wrong_amount"
    TWICE = "twice"
    UNKNOWN = "unknown"
    SEEN = "seen"


OUTCOME_NAMES: Mapping[Outcome, str] = {
    Outcome.MATCHED: "Khớp",
    Outcome.WRONG_AMOUNT: "Sai số tiền",
    Outcome.TWICE: "Chuyển hai lần",
    Outcome.UNKNOWN: "Không rõ khoản nào",
    Outcome.SEEN: "Đã ghi nhận trước đây",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One credit. `place` is its line in the file, from 1; `mark` knows it again in another file."""

    place: int
    on: str
    amount: int
    content: str
    number: str
    mark: bytes

    @property
    def references(self) -> tuple[str, ...]:
        """Everything in the text that could be a reference; banks break texts where they like."""
        return tuple(dict.fromkeys(REFERENCE.findall("".join(self.content.upper().split()))))


@dataclass(frozen=True, slots=True)
class Asked:
    """A transfer that was asked for. `is_paid`: it came before."""

    reference: str
    amount: int
    is_paid: bool


@dataclass(frozen=True, slots=True)
class Judged:
    line: Line
    outcome: Outcome
    asked: Asked | None = None

    @property
    def counts(self) -> bool:
        """Whose money it is is known, so that it is written down with the dossier: the right sum, another, or again."""
        return self.outcome in (Outcome.MATCHED, Outcome.WRONG_AMOUNT, Outcome.TWICE)


@dataclass(frozen=True, slots=True)
class Statement:
    """The credits of a file, and the places of lines whose amount can't be read."""

    lines: tuple[Line, ...]
    unreadable: tuple[int, ...] = ()


def read_amount(text: str) -> int | None:
    """`1.200.000`, `1,200,000.00`, `+180000 VND`; None for what is no whole amount."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    whole = int(re.sub(r"[^0-9]", "", found[2]))
    return -whole if found[1] == "-" else whole


def read_statement(rows: Sequence[Sequence[str]]) -> Statement | None:
    """None where no heading names an amount and a content."""
    for at, row in enumerate(rows[:LOOKED_THROUGH]):
        columns = _columns(row)
        if "content" in columns and ("credit" in columns or "amount" in columns):
            return _read(rows, at, columns)
    return None


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(map(fold, row)):
        for what, names in _HEADINGS.items():
            if what not in found and any(heading == name or heading.startswith(f"{name} ") for name in names):
                found[what] = place
                break
    return found


def _read(rows: Sequence[Sequence[str]], heading: int, columns: Mapping[str, int]) -> Statement:
    lines: list[Line] = []
    unreadable: list[int] = []
    alike: Counter[tuple[str, ...]] = Counter()
    money = columns.get("credit", columns.get("amount", 0))
    for at, row in enumerate(rows[heading + 1 :], heading + 2):
        cells = {what: row[place] if place < len(row) else "" for what, place in columns.items()}
        text = row[money] if money < len(row) else ""
        if not text.strip() or not (cells["content"].strip() or cells.get("number", "").strip()):
            continue  # a debit, a total, a signature
        amount = read_amount(text)
        if amount is None:
            unreadable.append(at)
        elif amount > 0:
            known = (cells.get("on", ""), str(amount), " ".join(cells["content"].split()), cells.get("number", ""))
            alike[known] += 1
            lines.append(Line(at, known[0], amount, known[2], known[3], _mark(known, alike[known])))
    return Statement(tuple(lines), tuple(unreadable))


def _mark(known: tuple[str, ...], times: int) -> bytes:
    """The bank's own number tells lines apart; without one, equal lines are told apart by how many came before."""
    told = (known[3], known[1]) if known[3] else (*known, str(times))
    return hashlib.sha256("\x1f".join(told).encode()).digest()


def judge(lines: Sequence[Line], asked: Mapping[str, Asked], seen: Collection[bytes]) -> tuple[Judged, ...]:
    """What each line is, in the order of the file: the second line for one reference is one too many."""
    paid = {reference for reference, each in asked.items() if each.is_paid}
    known: set[bytes] = set(seen)
    found: list[Judged] = []
    for line in lines:
        meant = next((asked[each] for each in line.references if each in asked), None)
        if line.mark in known:
            found.append(Judged(line, Outcome.SEEN, meant))
            continue
        known.add(line.mark)
        if meant is None:
            found.append(Judged(line, Outcome.UNKNOWN))
        elif meant.reference in paid:
            found.append(Judged(line, Outcome.TWICE, meant))
        else:
            paid.add(meant.reference)
            outcome = Outcome.MATCHED if line.amount == meant.amount else Outcome.WRONG_AMOUNT
            found.append(Judged(line, outcome, meant))
    return tuple(found)
