"""A result by its agency's own template: what the template may read, from the dossier as it is stored."""

from __future__ import annotations

from datetime import datetime, time

from motcua.centers import here
from motcua.domain.calendar import LOCAL
from motcua.domain.items import Field
from motcua.domain.letter_kinds import LetterKind
from motcua.domain.letters import Letter
from motcua.domain.parts import Rows
from motcua.domain.people import Permission
from motcua.domain.states import State
from motcua.letters.result import ResultLetterData
from motcua.services.counter.reading import communes_of
from motcua.services.dossiers.answers import opened_answers
from motcua.services.dossiers.naming import agency_name
from motcua.services.letters.statutory import Given, Material, head_on, seq_of, submitter_of, tracking_link

_NUMBERED = (State.NUMBERED, State.READY, State.HANDED_BACK)
# From the examination on: what the result would look like.
_DRAFTED = (State.PROCESSING, State.CONSULTING, State.SUSPENDED, State.SIGNED)


def kind_of(letter: Letter) -> LetterKind:
    """The clerk issues it, under the number the result has been given."""
    return LetterKind(f"result:{letter.key}", letter.key, letter.title, "", (Permission.NUMBER,))


def result_letter_occasion(of: Material) -> str:
    is_granted = of.kept.dossier.outcome == "granted"
    return seq_of(of.last("number", "resolve_at_once")) if of.state in _NUMBERED and is_granted else ""


def can_preview(of: Material) -> bool:
    """While it is worked on, whoever works on it may see how it would print."""
    return of.state in _DRAFTED or bool(result_letter_occasion(of))


async def result_letter(letter: Letter, of: Material, given: Given) -> ResultLetterData:
    """`letter` is of the dossier's own version of the procedure, and so is its template."""
    center, facts, form = here(), of.kept.row, of.version.form
    stored, communes = opened_answers(form, facts["answers"]["form"]), communes_of(center)
    answers: dict[str, str] = {}
    rows: dict[str, list[dict[str, str]]] = {}
    for key in letter.answers:
        item, value = form.field(key), stored.get(key)
        if isinstance(item, Rows):
            cells = {item.local(child): child for child in item.fields}
            rows[key] = [
                {
                    local: child.show(row[local], communes) if row.get(local) is not None else ""
                    for local, child in cells.items()
                }
                for row in value or ()
            ]
        elif isinstance(item, Field):
            answers[key] = item.show(value, communes) if value is not None else ""
    signed_on, last = facts["result_signed_on"], of.kept.results.last
    return ResultLetterData(
        source=letter.source,
        letterhead=head_on(center, of.acting.at),
        submitter=submitter_of(of.kept),
        request=of.version.title,
        agency=agency_name(center, of.kept.dossier.agency),
        answers=answers,
        rows=rows,
        number=facts["result_number"] or "",
        signed_on=datetime.combine(signed_on, time(), LOCAL) if signed_on else None,
        signer=last.signer if last is not None and signed_on else "",
        dated_at=of.acting.at,
        code=of.kept.dossier.code or "",
        tracking_link=tracking_link(of.office, of.kept),
    )
