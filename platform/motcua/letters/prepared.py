"""Tờ khai soạn ở nhà: a form with what somebody typed, or with empty lines to write on. Nothing is filed by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from motcua.letters.data import Headed


@dataclass(frozen=True, slots=True)
class PreparedLine:
    """A question with its answer; `options` are what to choose from where it was left open."""

    label: str
    text: str = ""
    options: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        return {"label": self.label, "text": self.text, "options": list(self.options)}


@dataclass(frozen=True, slots=True)
class PreparedSection:
    title: str
    lines: tuple[PreparedLine, ...]

    def to_data(self) -> dict[str, Any]:
        return {"title": self.title, "lines": [line.to_data() for line in self.lines]}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedFormData(Headed):
    """`sent_to`: the agency that decides. `papers` are those of the case, each with its numbers in words."""

    request: str
    sent_to: str
    sections: tuple[PreparedSection, ...]
    papers: tuple[tuple[str, str], ...]
    signed_by: str = ""
    template: ClassVar[str] = "prepared_form"

    def to_data(self) -> dict[str, Any]:
        return {
            **self.shared(),
            "request": self.request,
            "sent_to": self.sent_to,
            "sections": [section.to_data() for section in self.sections],
            "papers": [{"label": label, "numbers": numbers} for label, numbers in self.papers],
            "signed_by": self.signed_by,
        }
