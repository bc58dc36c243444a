"""A procedure's form filled in at home and printed: what is typed travels in the body and is not kept."""

from __future__ import annotations

from motcua.domain.applicant import ApplicantForm
from motcua.domain.procedures import ProcedureVersion
from motcua.services.citizens.prepared_form import USUAL, PreparedForm, print_prepared, read_prepared
from motcua.services.codes import local_date
from motcua.services.counter.reading import communes_of
from motcua.web.form_view import FormView, answers_of, form_view, is_refresh, with_buttons
from motcua.web.forms import Typed, faults_and_form_of
from motcua.web.page import (
    PUBLIC,
    Answer,
    FromPath,
    WebRequest,
    act,
    business_now,
    center_of,
    is_partial,
    office_of,
    page,
    sent,
    shown,
)
from motcua.web.pages.procedure import received
from motcua.web.widgets import summary_of


@page("/thu-tuc/{key:str}/to-khai", may=PUBLIC)
async def show_form(request: WebRequest, key: FromPath[str]) -> Answer:
    version = await received(request, key)
    return _drawn(request, version, {name: list(texts) for name, texts in USUAL.items()}, {}, shows_errors=False)


@act("/thu-tuc/{key:str}/to-khai", may=PUBLIC, in_transaction=False)
async def print_form(request: WebRequest, key: FromPath[str]) -> Answer:
    """The PDF; or the page again, where a question was unfolded or something can't be read."""
    version = await received(request, key)
    faults, typed = await faults_and_form_of(request)
    if is_refresh(typed):
        return _drawn(request, version, with_buttons(version.form, typed), {}, shows_errors=False)
    form = read_prepared(center_of(request), version, answers_of(typed), business_now(request))
    errors = {**form.errors, **faults}
    if errors:
        return _drawn(request, version, typed, errors, shows_errors=True)
    pdf = await print_prepared(office_of(request), center_of(request), version, form, business_now(request))
    return sent(pdf, media_type="application/pdf", name=f"to-khai-{version.key}.pdf")


def _drawn(
    request: WebRequest, version: ProcedureVersion, typed: Typed, errors: dict[str, str], *, shows_errors: bool
) -> Answer:
    form = read_prepared(center_of(request), version, answers_of(typed), business_now(request))
    view = _view(request, form, typed, errors if shows_errors else None)
    return shown(
        request,
        "form/_body.html" if is_partial(request) else "public/prepared_form.html",
        status=422 if shows_errors else 200,
        version=version,
        form=view,
        errors=view.errors,
    )


def _view(request: WebRequest, form: PreparedForm, typed: Typed, errors: dict[str, str] | None) -> FormView:
    parts = [
        form_view(
            definition,
            typed,
            filled,
            filed_on=local_date(business_now(request)),
            communes=communes_of(center_of(request)),
            errors=errors,
            shows_why=False,
        )
        for definition, filled in ((ApplicantForm.definition, form.applicant), (form.definition, form.own))
    ]
    sections = tuple(section for part in parts for section in part.sections)
    return FormView(sections, tuple(summary_of(errors or {})), has_conditions=True)


PAGES = (show_form, print_form)
