"""The rows of papers: how many originals, certified copies and copies were brought, posted as `_paper.<key>.<what>`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.papers import Paper
from motcua.web.widgets import field_id

# what is posted -> its column
COLUMNS: Mapping[str, str] = {
    "originals": "Bản chính",
    "certified_copies": "Bản sao chứng thực",
    "copies": "Bản sao",
}
_COUNT = re.compile(r"[0-9]{1,2}")
WRONG = "phải là số từ 0 đến 99"


@dataclass(frozen=True, slots=True)
class PaperBox:
    """One number box of a paper's row."""

    name: str
    id: str
    label: str
    value: str
    wanted: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    key: str
    label: str
    wants: str
    note: str
    is_required: bool
    boxes: tuple[PaperBox, ...]
    why: str = ""

    @property
    def errors(self) -> tuple[str, ...]:
        return tuple(box.error for box in self.boxes if box.error)


@dataclass(frozen=True, slots=True)
class Brought:
    """What was handed in of one paper."""

    originals: int = 0
    certified_copies: int = 0
    copies: int = 0


def paper_name(key: str, what: str) -> str:
    return f"_paper.{key}.{what}"


def draw_paper(paper: Paper, typed: Mapping[str, Sequence[str]], errors: Mapping[str, str]) -> PaperRow:
    """The row. A first drawing shows what the procedure asks for; the officer corrects what differs."""
    boxes = []
    for what, column in COLUMNS.items():
        name = paper_name(paper.key, what)
        wanted: int = getattr(paper, what)
        texts = typed.get(name)
        shown = texts[-1] if texts else str(wanted if paper.required else 0)
        boxes.append(PaperBox(name, field_id(name), f"{column}: {paper.label}", shown, wanted, errors.get(name, "")))
    why = paper.condition.says if paper.condition is not None else ""
    return PaperRow(paper.key, paper.label, paper.numbers, paper.note, paper.required, tuple(boxes), why)


def read_papers(
    papers: Sequence[Paper], typed: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Brought], dict[str, str]]:
    """What was brought of each paper, and errors by posted name. An empty box is 0."""
    brought: dict[str, Brought] = {}
    errors: dict[str, str] = {}
    for paper in papers:
        counts = {}
        for what, column in COLUMNS.items():
            name = paper_name(paper.key, what)
            texts = typed.get(name)
            text = texts[-1].strip() if texts else ""
            if text and not _COUNT.fullmatch(text):
                errors[name] = f"{paper.label}: số {column.lower()} {WRONG}"
            counts[what] = int(text) if _COUNT.fullmatch(text) else 0
        brought[paper.key] = Brought(**counts)
    return brought, errors
