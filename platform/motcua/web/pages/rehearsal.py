"""Chạy thử: the counter's form of a version that is not published yet, and the whole way of a dossier under it."""

from __future__ import annotations

from typing import Any

from motcua.domain.conditions import CHANNELS
from motcua.domain.errors import Refused
from motcua.services.counter.reading import DELIVERIES
from motcua.services.dossiers.naming import agency_name
from motcua.services.review.page import review_page
from motcua.services.review.rehearsal import ENDINGS, Ending, Rehearsed, rehearse, rehearsed_letter, sampled
from motcua.web.form_view import with_buttons
from motcua.web.forms import Typed, only
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    center_of,
    faults_and_form_of,
    is_partial,
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.pages import counter_form as forms
from motcua.web.pages.counter_form import CounterForm, drawn, intake_of, read_counter
from motcua.web.pages.letters import as_pdf
from motcua.web.pages.review import HERE
from motcua.web.papers import COLUMNS, paper_name

RUN, LETTER, FILL, ENDING = "_run", "_letter", "_fill", "_ending"
SIZES = ("shortest", "fullest")
LONGEST_HASH = 64
USUAL: Typed = {"applicant.kind": ["person"], "proxy.is_used": ["no"]}


@page(f"{HERE}/{{key:str}}/chay-thu", may=Permission.REVIEW_PROCEDURES)
async def open_rehearsal(request: WebRequest, key: FromPath[str]) -> Answer:
    """`?ban=`: the beginning of another version's hash."""
    form = await _read(request, key, only(query_of(request), "ban"), dict(USUAL))
    return _shown(request, form)


@act(f"{HERE}/{{key:str}}/chay-thu", may=Permission.REVIEW_PROCEDURES, in_transaction=False)
async def play_rehearsal(request: WebRequest, key: FromPath[str]) -> Answer:
    """Fills the form with invented answers, draws it again, or plays the dossier; nothing of it is kept."""
    faults, typed = await faults_and_form_of(request)
    form = await _read(request, key, only(typed, forms.VERSION), typed)
    if only(typed, FILL) in SIZES:
        return _shown(request, _filled(request, form, only(typed, FILL)))
    if not only(typed, RUN) and not only(typed, LETTER):
        return _shown(request, _again(request, form, with_buttons(form.version.form, typed)))
    intake, unreadable = intake_of(form, acting(request))
    errors = {**faults, **unreadable}
    if errors:
        errors = {**form.applicant.errors, **form.answers.errors, **errors}
        return _shown(request, forms.with_errors(form, errors), status=422)
    office, who, ending = office_of(request), acting(request), _ending(typed)
    try:
        if only(typed, LETTER):
            return as_pdf(await rehearsed_letter(office, who, form.version.hash, intake, ending, only(typed, LETTER)))
        played = await rehearse(office, who, form.version.hash, intake, ending)
    except Refused as refused:
        found = forms.posted_errors(refused.errors, ENDING, form, is_accepting=True) or {"*": refused.sentence}
        return _shown(request, forms.with_errors(form, found), status=422)
    return _shown(request, form, played)


async def _read(request: WebRequest, key: str, version: str, typed: Typed) -> CounterForm:
    """The version meant, with what is decided over it today, to who may look through its agency's."""
    office, who = office_of(request), acting(request)
    found = await review_page(office, who, key, version[:LONGEST_HASH])
    return read_counter(office, who, found.shown, typed)


def _again(request: WebRequest, form: CounterForm, typed: Typed) -> CounterForm:
    return read_counter(office_of(request), acting(request), form.version, typed)


def _filled(request: WebRequest, form: CounterForm, size: str) -> CounterForm:
    """The page's own questions stay as they were; applicant, answers and papers are invented anew."""
    typed, papers = sampled(office_of(request), form.version, acting(request).at, size)
    kept = {name: texts for name, texts in form.typed.items() if name.startswith("_") and name != FILL}
    for paper, counts in papers.items():
        kept |= {paper_name(paper, what): [str(count)] for what, count in zip(COLUMNS, counts, strict=True)}
    return _again(request, form, kept | typed)


def _ending(typed: Typed) -> Ending:
    posted = only(typed, ENDING)
    return Ending(posted) if posted in {each.value for each in Ending} else Ending.GRANTED


def _shown(request: WebRequest, form: CounterForm, played: Rehearsed | None = None, *, status: int = 200) -> Answer:
    center = center_of(request)
    view = drawn(form, acting(request), center, shows_errors=bool(form.errors))
    values: dict[str, Any] = {
        "version": form.version,
        "counter": form,
        "form": view,
        "errors": view.errors,
        "agency": agency_name(center, form.version.agency),
        "channels": {key: CHANNELS[key] for key in form.version.channels if key in CHANNELS},
        "deliveries": DELIVERIES,
        "choice": forms.choice,
        "typed": {name: only(form.typed, name) for name in (forms.ARRIVAL_NUMBER, forms.ARRIVAL_POSTED_ON)},
        "faults": form.errors,
        "endings": {each.value: label for each, label in ENDINGS.items()},
        "ending": _ending(form.typed).value,
        "played": played,
        "action": f"{HERE}/{form.version.key}/chay-thu",
    }
    template = "review/_rehearsal_form.html" if is_partial(request) and played is None else "review/rehearsal.html"
    return shown(request, template, status=status, **values)


PAGES = (open_rehearsal, play_rehearsal)
