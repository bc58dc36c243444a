"""The counter: choosing a procedure, one page to take a dossier in, and the three decisions about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from motcua.domain.conditions import CHANNELS
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.text import fold, sort_key
from motcua.services import intake as intakes
from motcua.services.applicants import FoundApplicant
from motcua.services.catalogue import current, offered, version_of
from motcua.services.counter import DELIVERIES, check_receives
from motcua.services.naming import agency_name
from motcua.services.reopening import Reopened, reopen
from motcua.services.uploads import draft_files, remove_file
from motcua.web.form_view import is_refresh, with_buttons
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
    go,
    is_partial,
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.pages import counter_form as forms
from motcua.web.pages.counter_form import CounterForm, drawn, intake_of, papers_asked, read_counter, uuid_of
from motcua.web.pages.uploads import add_posted_files, draft_page_files, files_of
from motcua.web.papers import COLUMNS, paper_name
from motcua.web.widgets import summary_of

DECISION, ACCEPT, COMPLETE, REFUSE = "_decision", "accept", "complete", "refuse"
COMPLETE_REASON, MISSING, REFUSE_REASON = "_complete_reason", "_missing", "_refuse_reason"
REUSE, FIND_NOW, ENTER = "_reuse", "_find_now", "_enter"
UPLOAD, DROP, PREVIEW = "_upload", "_drop", "_preview"
MOST_FOUND = 5
LONGEST_SEARCH = 100
# What most people at a counter would answer; the officer changes it where it differs.
USUAL: Typed = {"applicant.kind": ["person"], "proxy.is_used": ["no"]}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the counter fills in: a procedure for a new dossier, or one that came back completed."""

    version: ProcedureVersion
    address: str
    reopened: Reopened | None = None
    dossier_id: UUID | None = None


@page("/tiep-nhan", may=Permission.RECEIVE)
async def choose(request: WebRequest) -> Answer:
    """The procedures this person takes in, by agency."""
    person, center = acting(request).staff, center_of(request)
    typed = only(query_of(request), "tim")[:LONGEST_SEARCH]
    words = fold(typed).split()
    groups: dict[str, list[ProcedureVersion]] = {}
    for version in offered(office_of(request)):
        text = fold(" ".join((version.title, version.sector, *(code.code for code in version.codes))))
        if person.receives_for(version.agency) and all(word in text for word in words):
            groups.setdefault(agency_name(center, version.agency), []).append(version)
    ordered = sorted(groups.items(), key=lambda group: sort_key(group[0]))
    listed = [(name, sorted(found, key=lambda each: sort_key(each.title))) for name, found in ordered]
    return shown(request, "counter/choose.html", groups=listed, typed=typed)


@page("/tiep-nhan/{key:str}", may=Permission.RECEIVE)
async def open_counter(request: WebRequest, key: FromPath[str]) -> Answer:
    chosen = await _new(request, key, {})
    return await _show(request, chosen, _read(request, chosen, USUAL))


@act("/tiep-nhan/{key:str}", may=Permission.RECEIVE, in_transaction=False, takes_upload=True)
async def receive(request: WebRequest, key: FromPath[str]) -> Answer:
    faults, typed = await faults_and_form_of(request)
    return await _received(request, await _new(request, key, typed), typed, faults)


@page("/ho-so/{dossier_id:str}/tiep-nhan", may=Permission.RECEIVE)
async def open_completed(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    """A dossier that was asked to be completed, as it was typed then."""
    chosen = await _again(request, dossier_id)
    assert chosen.reopened is not None
    return await _show(request, chosen, _read(request, chosen, _typed_before(chosen.reopened)))


@act("/ho-so/{dossier_id:str}/tiep-nhan", may=Permission.RECEIVE, in_transaction=False, takes_upload=True)
async def receive_completed(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    faults, typed = await faults_and_form_of(request)
    try:
        chosen = await _again(request, dossier_id)
    except Conflict:
        # Perhaps this form itself, sent twice: the service knows its key and answers as it did the first time.
        found, version_hash = uuid_of(dossier_id), only(typed, forms.VERSION)
        if found is None or only(typed, DECISION) not in (ACCEPT, REFUSE) or not 0 < len(version_hash) <= 100:
            raise
        version = await version_of(office_of(request), version_hash)
        chosen = Chosen(version, f"/ho-so/{found}/tiep-nhan", None, found)
    return await _received(request, chosen, typed, faults)


async def _new(request: WebRequest, key: str, typed: Typed) -> Chosen:
    """Today's version, or the one the page was drawn with if the plugin has been replaced since."""
    office = office_of(request)
    version = current(office, key)
    posted = only(typed, forms.VERSION)
    if version is None:
        raise NotHere
    if posted and posted != version.hash and len(posted) <= 100:
        before = await version_of(office, posted)
        if before.key != key:
            raise NotHere
        version = before
    check_receives(acting(request), version)
    return Chosen(version, f"/tiep-nhan/{key}")


async def _again(request: WebRequest, dossier_id: str) -> Chosen:
    found = uuid_of(dossier_id)
    if found is None:
        raise NotHere
    reopened = await reopen(office_of(request), acting(request), found)
    return Chosen(reopened.version, f"/ho-so/{found}/tiep-nhan", reopened, found)


def _typed_before(reopened: Reopened) -> Typed:
    typed = {name: list(texts) for name, texts in reopened.typed.items()}
    for key, counts in reopened.papers.items():
        for what, count in zip(COLUMNS, counts, strict=True):
            typed[paper_name(key, what)] = [str(count)]
    return {**typed, forms.CHANNEL: [reopened.channel], forms.DELIVERY: [reopened.delivery]}


def _read(request: WebRequest, chosen: Chosen, typed: Typed) -> CounterForm:
    return read_counter(office_of(request), acting(request), chosen.version, typed)


async def _received(request: WebRequest, chosen: Chosen, typed: Typed, faults: Mapping[str, str]) -> Answer:
    """What was pressed: a redrawing, a helper of the page, or a decision."""
    if only(typed, PREVIEW):
        return await _show(request, chosen, _read(request, chosen, typed), template="counter/_preview.html")
    is_enter_in_search = only(typed, ENTER) and only(typed, forms.FIND) and not applicant_name_typed(typed)
    if only(typed, FIND_NOW) or only(typed, REUSE) or is_enter_in_search:
        return await _find(request, chosen, typed)
    if only(typed, UPLOAD) or only(typed, DROP):
        return await _files(request, chosen, typed)
    decision = only(typed, DECISION)
    if is_refresh(typed) or decision not in (ACCEPT, COMPLETE, REFUSE):
        return await _show(request, chosen, _read(request, chosen, with_buttons(chosen.version.form, typed)))
    return await _decide(request, chosen, _read(request, chosen, typed), decision, faults)


async def _decide(
    request: WebRequest, chosen: Chosen, form: CounterForm, decision: str, faults: Mapping[str, str]
) -> Answer:
    who = acting(request)
    reason_name = REFUSE_REASON if decision == REFUSE else COMPLETE_REASON
    intake, unreadable = intake_of(form, who)
    errors = {**faults, **unreadable}
    # Scans chosen but not sent yet (no JavaScript) are kept whatever comes of the decision.
    errors |= await add_posted_files(request, form.key, papers_asked(form, who)) if form.has_key else {}
    if errors:
        judged = {**form.applicant.errors, **(form.answers.errors if decision == ACCEPT else {})}
        return await _refused(request, chosen, form, {**judged, **errors}, decision)
    try:
        return await _carry_out(request, chosen, form, decision, intake, who)
    except Refused as refused:
        found = forms.posted_errors(refused.errors, reason_name, form, is_accepting=decision == ACCEPT)
        found = found or {"*": refused.sentence}
        return await _refused(request, chosen, form, found, decision)


async def _carry_out(
    request: WebRequest, chosen: Chosen, form: CounterForm, decision: str, intake: intakes.Intake, who: Acting
) -> Answer:
    office, seen = office_of(request), _seen(form)
    if decision == ACCEPT:
        made = await intakes.accept(office, who, intake, form.key, seen, chosen.dossier_id)
        return go(request, f"/ho-so/{made.id}", says=f"Đã tiếp nhận hồ sơ {made.code}.")
    if decision == REFUSE:
        reason = only(form.typed, REFUSE_REASON)
        made = await intakes.refuse(office, who, intake, reason, form.key, seen, chosen.dossier_id)
        return go(request, f"/ho-so/{made.id}", says="Đã lập phiếu từ chối tiếp nhận hồ sơ.")
    if chosen.dossier_id is not None:
        # NĐ 61/2018/NĐ-CP, Điều 15.3: what is missing is said once and completely.
        raise Refused("Hồ sơ đã được yêu cầu hoàn thiện một lần; chỉ được tiếp nhận hoặc từ chối.")
    missing = only(form.typed, MISSING).split("\n")
    made = await intakes.ask_to_complete(office, who, intake, only(form.typed, COMPLETE_REASON), missing, form.key)
    return go(request, f"/ho-so/{made.id}", says="Đã lập phiếu yêu cầu hoàn thiện hồ sơ.")


def applicant_name_typed(typed: Typed) -> str:
    return only(typed, "applicant.name") or only(typed, "applicant.organisation")


def _seen(form: CounterForm) -> int | None:
    text = only(form.typed, forms.SEEN)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


async def _refused(
    request: WebRequest, chosen: Chosen, form: CounterForm, errors: Mapping[str, str], decision: str
) -> Answer:
    again = forms.with_errors(form, errors)
    return await _show(
        request, chosen, again, status=422, opened=decision, shows_errors=True, file_faults=files_of(errors)
    )


async def _find(request: WebRequest, chosen: Chosen, typed: Typed) -> Answer:
    """Somebody who was here before: found by the whole number, which never stands in an address."""
    try:
        found = await intakes.find_applicant(office_of(request), acting(request), only(typed, forms.FIND))
    except Refused as refused:
        form = forms.with_errors(_read(request, chosen, typed), {forms.FIND: refused.sentence})
        return await _show(request, chosen, form, status=422, find_error=refused.sentence)
    picked = only(typed, REUSE)
    if picked.isascii() and picked.isdigit() and len(picked) < 3 and int(picked) < len(found):
        kept = {name: texts for name, texts in typed.items() if not name.startswith("applicant.")}
        reused = {name: list(texts) for name, texts in found[int(picked)].typed.items()}
        return await _show(request, chosen, _read(request, chosen, {**kept, **reused}))
    return await _show(request, chosen, _read(request, chosen, typed), found=found[:MOST_FOUND])


async def _files(request: WebRequest, chosen: Chosen, typed: Typed) -> Answer:
    """Without JavaScript: the same form brings its scans along, and everything typed comes back with them."""
    form = _read(request, chosen, typed)
    faults: dict[str, str] = {}
    dropped = uuid_of(only(typed, DROP))
    if dropped is not None:
        await remove_file(office_of(request), acting(request), dropped)
    elif only(typed, UPLOAD):
        faults = await add_posted_files(request, form.key, papers_asked(form, acting(request)))
    return await _show(request, chosen, form, status=422 if faults else 200, file_faults=faults)


async def _show(
    request: WebRequest,
    chosen: Chosen,
    form: CounterForm,
    *,
    status: int = 200,
    template: str = "",
    opened: str = "",
    shows_errors: bool = False,
    found: Iterable[FoundApplicant] | None = None,
    find_error: str = "",
    file_faults: Mapping[str, str] | None = None,
) -> Answer:
    office, who, center = office_of(request), acting(request), center_of(request)
    view = drawn(form, who, center, shows_errors=shows_errors)
    faults = dict(file_faults or {})
    if not shows_errors and (faults or form.errors):
        view = replace(view, errors=tuple(summary_of(faults or form.errors)))
    values: dict[str, Any] = {
        "chosen": chosen,
        "counter": form,
        "form": view,
        "errors": view.errors,
        "preview": await intakes.preview(office, who, form.version, form.answers, form.channel),
        "agency": agency_name(center, form.version.agency),
        "channels": {key: CHANNELS[key] for key in form.version.channels if key in CHANNELS},
        "deliveries": DELIVERIES,
        "choice": forms.choice,
        "scans": draft_page_files(papers_asked(form, who), await draft_files(office, who, form.key), faults),
        "typed": {name: only(form.typed, name) for name in _OWN},
        "opened": opened,
        "found": None if found is None else tuple(found),
        "find_error": find_error,
        "faults": form.errors if shows_errors or find_error else {},
        "action": chosen.address,
        "scan_address": f"/tiep-nhan/{form.version.key}/tep",
    }
    if not template:
        template = "counter/_swap.html" if is_partial(request) else "counter/form.html"
    # htmx swaps a refusal like any other answer; the status is the page's.
    return shown(request, template, status=status, **values)


_OWN = (
    forms.FIND,
    forms.FEE_COLLECTED,
    forms.FEE_AMOUNT,
    forms.NOTE,
    COMPLETE_REASON,
    MISSING,
    REFUSE_REASON,
)
PAGES = (choose, open_counter, receive, open_completed, receive_completed)
