"""One procedure for everybody: what to bring, how long, how much and who decides, for the reader's own case.

The case is answered by POST: what somebody says of themselves stands in no address, history or log, and is not kept.
"""

from __future__ import annotations

from typing import Any

from motcua.domain.conditions import CHANNELS
from motcua.domain.doubts import doubts_of
from motcua.domain.errors import NotHere
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.questions import case_questions
from motcua.domain.terms import Term
from motcua.services.catalogue import current
from motcua.services.citizens.guidance import Guidance, guide, said_errors
from motcua.services.codes import local_date
from motcua.services.counter.reading import communes_of
from motcua.services.dossiers.naming import agency_name
from motcua.services.online.procedures import channels_of, takes_online
from motcua.web.caching import PROCEDURE_KEPT, kept_for
from motcua.web.form_view import FormView, answers_of, form_view, is_refresh, with_buttons
from motcua.web.forms import Typed, faults_and_form_of, only
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
    shown,
)
from motcua.web.pages.catalogue import route_of
from motcua.web.pages.counter_form import choice

CHANNEL, CASE = "_channel", "_case"
NOT_RECEIVED = "Trung tâm không tiếp nhận thủ tục này, hoặc địa chỉ đã bị gõ sai."


async def received(request: WebRequest, key: str) -> ProcedureVersion:
    """The version that is taken in here today."""
    version = await current(office_of(request), key, local_date(business_now(request)))
    if version is None:
        raise NotHere(NOT_RECEIVED)
    return version


@page("/thu-tuc/{key:str}", may=PUBLIC)
async def show_procedure(request: WebRequest, key: FromPath[str]) -> Answer:
    answer = _shown(request, await received(request, key), {})
    return kept_for(request, answer, PROCEDURE_KEPT)


@act("/thu-tuc/{key:str}", may=PUBLIC)
async def show_case(request: WebRequest, key: FromPath[str]) -> Answer:
    """The same page for the case that was answered."""
    version = await received(request, key)
    faults, typed = await faults_and_form_of(request)
    return _shown(request, version, typed, faults)


def _shown(
    request: WebRequest, version: ProcedureVersion, typed: Typed, faults: dict[str, str] | None = None
) -> Answer:
    center = center_of(request)
    is_answered, is_redrawn = CASE in typed, is_refresh(typed)
    if is_redrawn:
        typed = with_buttons(case_questions(version), typed)
    at, channel = business_now(request), only(typed, CHANNEL)
    found = guide(center, version, answers_of(typed), channel, at, is_answered=is_answered)
    errors = {**said_errors(found.filled, typed), **(faults or {})}
    view = _view(request, found, typed, errors)
    template = "public/_case.html" if is_partial(request) else "public/procedure.html"
    return shown(
        request,
        template,
        status=422 if errors and not is_redrawn else 200,
        version=version,
        guidance=found,
        form=view,
        errors=view.errors,
        channel_choice=_channel_choice(version, found),
        is_answered=is_answered,
        agency=agency_name(center, version.agency),
        doubts=tuple(doubts_of(version)),
        route=route_of(version, center),
        takes_online=takes_online(version),
        channels=channels_of(version),
        answered_within=Term.parse(center.answer_online_within).says,
    )


def _view(request: WebRequest, found: Guidance, typed: Typed, errors: dict[str, str]) -> FormView:
    return form_view(
        found.asked,
        typed,
        found.filled,
        filed_on=local_date(business_now(request)),
        channel=found.channel,
        communes=communes_of(center_of(request)),
        errors=errors,
        shows_why=False,
    )


def _channel_choice(version: ProcedureVersion, found: Guidance) -> dict[str, Any] | None:
    """How it is filed, where there is a choice of which the term may depend."""
    options = {key: CHANNELS[key] for key in channels_of(version) if key in CHANNELS}
    return choice(CHANNEL, "Bạn nộp bằng cách nào?", options, found.channel) if len(options) > 1 else None


PAGES = (show_procedure, show_case)
