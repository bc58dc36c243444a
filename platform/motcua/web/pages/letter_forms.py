"""A letter as the form by which a dossier's page issues it, and what was typed when it was not issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from motcua.services.letters.paperwork import OfferedLetter
from motcua.web.pages.move_forms import box, box_of

# Printed from the head of the page, one click after the move that calls for them; the others wait in the list below.
QUICK_LETTERS = frozenset(
    {"giay-tiep-nhan", "giay-tiep-nhan-chung", "phieu-hoan-thien", "phieu-tu-choi", "phieu-bo-sung", "thong-bao-dung"}
    | {"phieu-tu-choi-giai-quyet"}
)


@dataclass(frozen=True, slots=True)
class Unissued:
    """A letter that was not issued (or not printed again): what was typed, and why."""

    slug: str
    typed: Mapping[str, str]
    sentence: str
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter that may be issued, or only looked at, as its form."""

    slug: str
    title: str
    key: UUID
    boxes: tuple[tuple[str, dict[str, Any]], ...]
    why_not: str | None
    is_again: bool
    is_open: bool

    @property
    def label(self) -> str:
        return f"In {self.title[0].lower()}{self.title[1:]}"


def letter_view(offered: OfferedLetter, unissued: Unissued | None) -> LetterView:
    mine = unissued if unissued is not None and unissued.slug == offered.slug else None
    return LetterView(
        slug=offered.slug,
        title=offered.title,
        key=uuid4(),
        boxes=tuple(
            box(asked, offered.slug, mine.typed.get(asked.name, "") if mine else "", mine.errors if mine else {})
            for asked in offered.asks
        ),
        why_not=offered.why_not,
        is_again=offered.is_again,
        is_open=mine is not None,
    )


def summary_of_letter(unissued: Unissued | None) -> list[dict[str, str]]:
    if unissued is None:
        return []
    if not unissued.errors:
        return [{"text": unissued.sentence}]
    return [
        {"text": text, "href": f"#{box_of(unissued.slug, name)}"} if name in unissued.typed else {"text": text}
        for name, text in unissued.errors.items()
    ]
