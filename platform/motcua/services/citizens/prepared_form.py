"""A form filled in at home, as a PDF to print. What was typed goes into the paper and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.centers import Center
from motcua.domain.applicant import ApplicantForm, applicant_name
from motcua.domain.conditions import Env
from motcua.domain.definition import FormDefinition
from motcua.domain.items import Field, Item, Section
from motcua.domain.papers import Computed, Paper
from motcua.domain.parts import Rows
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.reading import WHOLE_FORM, Filled
from motcua.domain.values import NO, YES
from motcua.letters.data import Issue
from motcua.letters.prepared import PreparedFormData, PreparedLine, PreparedSection
from motcua.services.codes import local_date
from motcua.services.counter.reading import communes_of
from motcua.services.dossiers.naming import agency_name
from motcua.services.letters.statutory import head_on
from motcua.services.office import Office

Raw = Mapping[str, Sequence[str]]
MOST_OPTIONS = 8
#: What most people who write by hand would answer; without it their name would not be asked for.
USUAL: Mapping[str, Sequence[str]] = {"applicant.kind": ["person"], "proxy.is_used": ["no"]}
#: Rows to write on by hand where none were typed.
EMPTY_ROWS = 2


@dataclass(frozen=True, slots=True)
class PreparedForm:
    """What was typed at home: the platform's questions and the procedure's, papers left out."""

    applicant: Filled
    own: Filled
    definition: FormDefinition
    errors: Mapping[str, str]


def without_papers(version: ProcedureVersion) -> FormDefinition:
    items = tuple(item for item in version.form.items if not isinstance(item, Paper))
    return FormDefinition(version.form.name, version.form.title, items)


def read_prepared(center: Center, version: ProcedureVersion, raw: Raw, at: datetime) -> PreparedForm:
    """Whatever was left open may be: it is written by hand. What was typed wrong is said."""
    definition, communes = without_papers(version), communes_of(center)
    asked = ApplicantForm.definition
    mine = {**USUAL, **{name: texts for name, texts in raw.items() if asked.knows(name)}}
    own = {name: texts for name, texts in raw.items() if definition.knows(name) and name not in mine}
    on = local_date(at)
    applicant = asked.parse(mine, filed_on=on, communes=communes)
    filled = definition.parse(own, filed_on=on, communes=communes)
    wrong = {**applicant.errors, **filled.errors}
    typed = {name for name, texts in raw.items() if any(text.strip() for text in texts)}
    errors = {name: says for name, says in wrong.items() if name in typed and name != WHOLE_FORM}
    return PreparedForm(applicant, filled, definition, errors)


async def print_prepared(
    office: Office, center: Center, version: ProcedureVersion, form: PreparedForm, at: datetime
) -> bytes:
    """Set by workers of the public's own, so that no crowd at home keeps the counter waiting for a receipt."""
    letter = PreparedFormData(
        letterhead=head_on(center, at),
        dated_at=at,
        request=version.title,
        sent_to=agency_name(center, version.agency),
        sections=tuple(_sections(center, form, at)),
        papers=tuple(_papers(version, form, at)),
        signed_by=applicant_name(dict(form.applicant.answers)),
    )
    return await office.letters.print_for_public(letter, Issue(version.form.title))


def _sections(center: Center, form: PreparedForm, at: datetime) -> Iterator[PreparedSection]:
    communes = communes_of(center)
    for definition, filled in ((ApplicantForm.definition, form.applicant), (form.definition, form.own)):
        yield from _of_form(definition, Env(filled.answers, local_date(at)), communes)


def _of_form(definition: FormDefinition, env: Env, communes: Mapping[str, str]) -> Iterator[PreparedSection]:
    title, lines = "", list[PreparedLine]()
    for item, only_if in _open(definition.items, env):
        if isinstance(item, Section | Rows) and lines:
            yield PreparedSection(title, tuple(lines))
            lines.clear()
        if isinstance(item, Section):
            title = item.label
        elif isinstance(item, Rows):
            yield from _rows(item, env, communes)
            title = ""
        else:
            lines += _line(item, env.answer(item.key), only_if, communes)
    if lines:
        yield PreparedSection(title, tuple(lines))


def _rows(rows: Rows[Any], env: Env, communes: Mapping[str, str]) -> Iterator[PreparedSection]:
    typed = [row for row in env.answer(rows.key) or () if row]
    for number, row in enumerate(typed or [{}] * min(max(rows.least, EMPTY_ROWS), rows.most), 1):
        shown = _open(rows.children, rows.row_env(env, row))
        lines = [each for item, only_if in shown for each in _line(item, row.get(rows.local(item)), only_if, communes)]
        yield PreparedSection(f"{rows.label} {number}", tuple(lines))


def _open(items: Iterable[Item], env: Env) -> Iterator[tuple[Item, str]]:
    """What is asked, and what may be: on paper nobody can unfold a question, so it says when it is to be answered."""
    for item in items:
        holds = True if item.condition is None else item.condition.holds(env)
        if holds is not False:
            yield item, item.condition.says if holds is None and item.condition is not None else ""


def _line(item: Item, value: Any, only_if: str, communes: Mapping[str, str]) -> Iterator[PreparedLine]:
    label = f"{item.label} (nếu {only_if})" if only_if else item.label
    if isinstance(item, Computed):
        if value is not None:
            yield PreparedLine(label, item.show(value, communes))
    elif isinstance(item, Field):
        text = "" if value is None else item.show(value, communes)
        yield PreparedLine(label, text, () if text else _options(item))


def _options(item: Field[Any]) -> tuple[str, ...]:
    if item.kind == "yes_no":
        return (YES, NO)
    return tuple(item.choices.values()) if len(item.choices) <= MOST_OPTIONS else ()


def _papers(version: ProcedureVersion, form: PreparedForm, at: datetime) -> Iterator[tuple[str, str]]:
    for paper, only_if in _open(version.papers, Env(form.own.answers, local_date(at))):
        assert isinstance(paper, Paper)
        more = [paper.numbers] + ([] if paper.required else ["nếu có"]) + ([f"khi {only_if}"] if only_if else [])
        yield paper.label, "; ".join(more)
