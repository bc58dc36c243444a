"""A whole form as its template sees it: sections with questions, rows, papers and computed values.

Conditions are judged here, on the server, from what was typed so far; the browser only swaps what comes back. Names
that begin with `_` are the page's own (`_add`, `_row`, `_refresh`, `_paper.…`), never a form's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.domain.forms import FormDefinition
from motcua.domain.items import Field, Item, Section
from motcua.domain.papers import Computed, Paper
from motcua.domain.parts import Rows
from motcua.domain.reading import WHOLE_FORM, Filled
from motcua.domain.text import lower_first
from motcua.web.forms import Typed
from motcua.web.papers import PaperRow, draw_paper
from motcua.web.widgets import Around, Drawn, draw_field, field_id, summary_of

ROW, ADD, REMOVE, REFRESH = "_row", "_add", "_remove", "_refresh"
SPARE_ROWS = 5
_ROW = re.compile(r"([a-z][a-z0-9_]*)\.(0|[1-9][0-9]{0,2})")


@dataclass(frozen=True, slots=True)
class ComputedLine:
    label: str
    text: str
    template: str = "fields/computed.html"


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a group. `mark` is what its buttons post."""

    mark: str
    title: str
    removes: str
    can_go: bool
    items: tuple[Drawn | ComputedLine, ...]


@dataclass(frozen=True, slots=True)
class RowsView:
    key: str
    id: str
    adds: str
    hint: str
    rows: tuple[RowView, ...]
    can_grow: bool
    error: str = ""
    template: str = "fields/rows.html"


@dataclass(frozen=True, slots=True)
class PapersView:
    rows: tuple[PaperRow, ...]
    template: str = "fields/papers.html"


Part = Drawn | ComputedLine | RowsView | PapersView


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with what stands under it; the first may have no heading."""

    key: str
    title: str
    hint: str
    items: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class FormView:
    sections: tuple[SectionView, ...]
    errors: tuple[dict[str, str], ...] = ()
    unchecked: tuple[str, ...] = ()
    has_conditions: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)


def form_view(
    definition: FormDefinition,
    typed: Mapping[str, Sequence[str]],
    filled: Filled,
    *,
    filed_on: date,
    channel: str = "direct",
    communes: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    shows_why: bool = True,
) -> FormView:
    """`filled` is what `definition.parse(answers_of(typed))` read. `errors` None hides them: a first drawing, or a
    redrawing while somebody still types."""
    watched = definition.watched
    around = Around(
        typed, errors or {}, filled.warnings if errors is not None else {}, communes or {}, watched, shows_why
    )
    drawing = _Drawing(definition, filled, around, filed_on, channel)
    return FormView(
        sections=tuple(drawing.sections()),
        errors=tuple(summary_of(errors or {}, WHOLE_FORM)),
        unchecked=filled.unchecked,
        has_conditions=bool(watched) or bool(definition.groups),
        values=filled.answers,
    )


def answers_of(typed: Mapping[str, Sequence[str]]) -> Typed:
    """What belongs to the form: the page's own names taken out."""
    return {name: list(texts) for name, texts in typed.items() if not name.startswith("_")}


def is_refresh(typed: Mapping[str, Sequence[str]]) -> bool:
    """Whether the form was posted only to be drawn again: a changed condition, a row more or less."""
    return any(name in typed for name in (REFRESH, ADD, REMOVE))


def with_buttons(definition: FormDefinition, typed: Typed) -> Typed:
    """What was typed, after `_add` or `_remove` was pressed. Unknown groups and rows change nothing."""
    groups = {rows.key: rows for rows in definition.groups}
    marks = list(typed.get(ROW, ()))
    changed = {name: list(texts) for name, texts in typed.items() if name not in (ROW, ADD, REMOVE, REFRESH)}
    for key in typed.get(ADD, ()):
        if key in groups:
            shown = row_numbers(groups[key], {**changed, ROW: marks})
            marks = [mark for mark in marks if not mark.startswith(f"{key}.")]
            marks += [f"{key}.{number}" for number in shown]
            if len(shown) < groups[key].most:
                marks.append(f"{key}.{max(shown, default=-1) + 1}")
    for mark in typed.get(REMOVE, ()):
        marks = [each for each in marks if each != mark]
        changed = {name: texts for name, texts in changed.items() if not name.startswith(f"{mark}.")}
    return {**changed, ROW: marks}


def row_numbers(rows: Rows[Any], typed: Mapping[str, Sequence[str]]) -> list[int]:
    """The rows to draw: those marked or typed into, and never fewer than the form asks for."""
    found = set()
    for mark in typed.get(ROW, ()):
        match = _ROW.fullmatch(mark)
        if match and match[1] == rows.key:
            found.add(int(match[2]))
    for name in typed:
        match = _ROW.match(name)
        if match and match[1] == rows.key and name[match.end() :].startswith("."):
            found.add(int(match[2]))
    # Our pages never post more than `most`; whoever does is told so without drawing (and judging) hundreds of rows.
    numbers = sorted(found)[: rows.most + SPARE_ROWS]
    if ROW not in typed or not numbers:
        while len(numbers) < rows.least:
            numbers.append(numbers[-1] + 1 if numbers else 0)
    return numbers


class _Drawing:
    def __init__(
        self, definition: FormDefinition, filled: Filled, around: Around, filed_on: date, channel: str
    ) -> None:
        self.definition, self.filled, self.around = definition, filled, around
        self.filed_on, self.channel = filed_on, channel

    def sections(self) -> Iterator[SectionView]:
        heading: Section | None = None
        parts: list[Part] = []
        papers: list[PaperRow] = []

        def close() -> SectionView | None:
            if papers:
                parts.append(PapersView(tuple(papers)))
                papers.clear()
            if not parts:
                return None
            key, title, hint = (heading.key, heading.label, heading.hint) if heading else ("", "", "")
            made = SectionView(key, title, hint, tuple(parts))
            parts.clear()
            return made

        for item in self.definition.visible(self.filled.answers, filed_on=self.filed_on, channel=self.channel):
            if isinstance(item, Section):
                if made := close():
                    yield made
                heading = item
            elif isinstance(item, Paper):
                papers.append(draw_paper(item, self.around.typed, self.around.errors))
            else:
                if papers:
                    parts.append(PapersView(tuple(papers)))
                    papers.clear()
                parts.extend(self.part(item))
        if made := close():
            yield made

    def part(self, item: Item) -> Iterator[Part]:
        if isinstance(item, Rows):
            yield self.rows(item)
        elif isinstance(item, Computed):
            yield _computed(item, self.filled.answers.get(item.key))
        elif isinstance(item, Field):
            yield draw_field(item, item.key, item.key, self.around)

    def rows(self, rows: Rows[Any]) -> RowsView:
        numbers = row_numbers(rows, self.around.typed)
        return RowsView(
            key=rows.key,
            id=field_id(rows.key),
            adds=f"Thêm {lower_first(rows.label)}",
            hint=rows.hint,
            rows=tuple(self.row(rows, number, place, len(numbers)) for place, number in enumerate(numbers)),
            can_grow=len(numbers) < rows.most,
            error=self.around.errors.get(rows.key, ""),
        )

    def row(self, rows: Rows[Any], number: int, place: int, count: int) -> RowView:
        mark = f"{rows.key}.{number}"
        answers = self._row_answers(rows, number)
        shown = self.definition.visible_in_row(
            rows, answers, self.filled.answers, filed_on=self.filed_on, channel=self.channel
        )
        items: list[Drawn | ComputedLine] = []
        for child in shown:
            local = rows.local(child)
            if isinstance(child, Computed):
                items.append(_computed(child, answers.get(local)))
            elif isinstance(child, Field):
                items.append(draw_field(child, f"{mark}.{local}", child.key, self.around))
        title = f"{rows.label} {place + 1}"
        return RowView(mark, title, f"Xóa {lower_first(title)}", count > rows.least, tuple(items))

    def _row_answers(self, rows: Rows[Any], number: int) -> Mapping[str, Any]:
        """What was read of this row: parsed alone, because empty rows in between shift the places in the answers."""
        prefix = f"{rows.key}.{number}."
        mine = {
            f"{rows.key}.0.{name[len(prefix) :]}": texts
            for name, texts in self.around.typed.items()
            if name.startswith(prefix)
        }
        if not mine:
            return {}
        others = {name: texts for name, texts in answers_of(self.around.typed).items() if not _ROW.match(name)}
        read = self.definition.parse(
            {**others, **mine}, filed_on=self.filed_on, channel=self.channel, communes=self.around.communes
        )
        found = read.answers.get(rows.key) or ()
        return found[0] if found else {}


def _computed(item: Computed, value: Any) -> ComputedLine:
    return ComputedLine(item.label, "Chưa tính được" if value is None else item.show(value))
