"""The counter: choosing a procedure, one page to take a dossier in, and the three decisions about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.parsing import parse_date
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.text import fold, sort_key
from motcua.domain.values import show_value
from motcua.services.catalogue import as_decided, current, not_offered, offered, version_of
from motcua.services.codes import local_date
from motcua.services.counter import intake as intakes
from motcua.services.counter.at_once import resolve_at_once
from motcua.services.counter.drafts import drafts_of, open_draft
from motcua.services.counter.reading import check_receives
from motcua.services.counter.reopening import Reopened, reopen
from motcua.services.counter.visits import Companion, companion
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.web.form_view import is_refresh, with_buttons
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
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
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.pages import counter_form as forms
from motcua.web.pages.counter_form import CounterForm, intake_of, papers_asked
from motcua.web.pages.counter_help import REUSE, applicant_name_typed, files, find, with_card
from motcua.web.pages.counter_page import (
    COMPLETE_REASON,
    MISSING,
    PREVIEW_PART,
    REFUSE_REASON,
    Chosen,
    read,
    show,
)
from motcua.web.pages.uploads import DROP, RESCAN, REUSE_SCAN, add_posted_files, files_of
from motcua.web.papers import COLUMNS, paper_name

DECISION, ACCEPT, COMPLETE, REFUSE, AT_ONCE = "_decision", "accept", "complete", "refuse", "at_once"
FIND_NOW, ENTER, UPLOAD, PREVIEW = "_find_now", "_enter", "_upload", "_preview"
# Names of the address: a dossier of the same visit, a draft. Neither says anything about a person.
BESIDE_QUERY, DRAFT_QUERY = "cung", "nhap"
LONGEST_SEARCH = 100
# What most people at a counter would answer; the officer changes it where it differs.
USUAL: Typed = {"applicant.kind": ["person"], "proxy.is_used": ["no"]}


@page("/tiep-nhan", may=Permission.RECEIVE)
async def choose(request: WebRequest) -> Answer:
    """What this person has begun, and the procedures they take in, by agency."""
    person, center, query = acting(request).staff, center_of(request), query_of(request)
    typed = only(query, "tim")[:LONGEST_SEARCH]
    words = fold(typed).split()
    groups: dict[str, list[ProcedureVersion]] = {}
    office, today = office_of(request), local_date(acting(request).at)

    def is_meant(version: ProcedureVersion) -> bool:
        text = fold(" ".join((version.title, version.sector, *(code.code for code in version.codes))))
        return person.receives_for(version.agency) and all(word in text for word in words)

    for version in await offered(office, today):
        if is_meant(version):
            groups.setdefault(agency_name(center, version.agency), []).append(version)
    closed = [each for each in await not_offered(office, today) if is_meant(each[0])]
    ordered = sorted(groups.items(), key=lambda group: sort_key(group[0]))
    return shown(
        request,
        "counter/choose.html",
        groups=[(name, sorted(found, key=lambda each: sort_key(each.title))) for name, found in ordered],
        closed=sorted(closed, key=lambda each: sort_key(each[0].title)),
        typed=typed,
        beside=await _companion(request, query),
        drafts=await drafts_of(office_of(request), acting(request)),
    )


async def _companion(request: WebRequest, query: Typed) -> Companion | None:
    """The dossier of the same visit, whose applicant stays on the form."""
    text = only(query, BESIDE_QUERY)
    if not text:
        return None
    found = uuid_of(text)
    if found is None:
        raise NotHere
    return await companion(office_of(request), acting(request), found)


async def _draft(request: WebRequest, query: Typed, key: str, dossier_id: UUID | None) -> Typed | None:
    """A draft of this very form, as it was typed."""
    text = only(query, DRAFT_QUERY)
    if not text:
        return None
    found = uuid_of(text)
    draft = None if found is None else await open_draft(office_of(request), acting(request), found)
    if draft is None or (draft.procedure_key, draft.dossier_id) != (key, dossier_id):
        raise NotHere
    typed = {name: list(texts) for name, texts in draft.typed.items()}
    return {**typed, forms.KEY: [str(draft.id)], forms.DRAFT_SEEN: [str(draft.seen)]}


@page("/tiep-nhan/{key:str}", may=Permission.RECEIVE)
async def open_counter(request: WebRequest, key: FromPath[str]) -> Answer:
    query = query_of(request)
    typed = await _draft(request, query, key, None)
    if typed is None:
        typed = dict(USUAL)
        beside = await _companion(request, query)
        if beside is not None:
            typed |= {name: list(texts) for name, texts in beside.typed.items()} | {forms.BESIDE: [str(beside.id)]}
    chosen = await _new(request, key, typed)
    return await show(request, chosen, read(request, chosen, typed))


@act("/tiep-nhan/{key:str}", may=Permission.RECEIVE, in_transaction=False, takes_upload=True)
async def receive(request: WebRequest, key: FromPath[str]) -> Answer:
    faults, typed = await faults_and_form_of(request)
    return await _received(request, await _new(request, key, typed), typed, faults)


@page("/ho-so/{dossier_id:str}/tiep-nhan", may=Permission.RECEIVE)
async def open_completed(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    """A dossier that was asked to be completed, as it was typed then, or as its draft has it."""
    chosen = await _again(request, dossier_id)
    assert chosen.reopened is not None
    typed = await _draft(request, query_of(request), chosen.version.key, chosen.dossier_id)
    return await show(request, chosen, read(request, chosen, typed or _typed_before(chosen.reopened)))


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
    office, today = office_of(request), local_date(acting(request).at)
    version = await current(office, key, today)
    posted = only(typed, forms.VERSION)
    if version is None:
        raise await _why_not_here(office, key, today)
    if posted and posted != version.hash and len(posted) <= 100:
        before = await version_of(office, posted)
        if before.key != key:
            raise NotHere
        version = await as_decided(office, before, today)
    check_receives(acting(request), version)
    return Chosen(version, f"/tiep-nhan/{key}")


async def _why_not_here(office: Office, key: str, today: date) -> NotHere | Conflict:
    """What is switched on here and not received today says so; anything else is no procedure of this center."""
    closed = {version.key: sentence for version, sentence in await not_offered(office, today)}
    return Conflict(closed[key]) if key in closed else NotHere()


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
    arrival = {f"_{name}": [show_value(parse_date(text) or text)] for name, text in reopened.arrival.items()}
    post = {forms.DELIVERY: [reopened.delivery], forms.DELIVERY_ADDRESS: [reopened.delivery_address]}
    return {**typed, **arrival, forms.CHANNEL: [reopened.channel], **post}


async def _received(request: WebRequest, chosen: Chosen, typed: Typed, faults: Mapping[str, str]) -> Answer:
    """What was pressed: a redrawing, a helper of the page, or a decision."""
    if only(typed, PREVIEW):
        return await show(request, chosen, read(request, chosen, typed), template=PREVIEW_PART)
    is_enter_in_search = only(typed, ENTER) and only(typed, forms.FIND) and not applicant_name_typed(typed)
    is_card = bool(only(typed, ENTER)) and with_card(typed)[1] is not None
    if only(typed, FIND_NOW) or only(typed, REUSE) or is_enter_in_search or is_card:
        return await find(request, chosen, typed)
    if only(typed, UPLOAD) or only(typed, DROP) or only(typed, REUSE_SCAN) or only(typed, RESCAN):
        return await files(request, chosen, typed)
    decision = only(typed, DECISION)
    if is_refresh(typed) or decision not in (ACCEPT, COMPLETE, REFUSE, AT_ONCE):
        return await show(request, chosen, read(request, chosen, with_buttons(chosen.version.form, typed)))
    return await _decide(request, chosen, read(request, chosen, typed), decision, faults)


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
        judged = {**form.applicant.errors, **(form.answers.errors if decision in (ACCEPT, AT_ONCE) else {})}
        return await _refused(request, chosen, form, {**judged, **errors}, decision)
    try:
        return await _carry_out(request, chosen, form, decision, intake, who)
    except Refused as refused:
        found = forms.posted_errors(refused.errors, reason_name, form, is_accepting=decision in (ACCEPT, AT_ONCE))
        found = found or {"*": refused.sentence}
        return await _refused(request, chosen, form, found, decision)


async def _carry_out(
    request: WebRequest, chosen: Chosen, form: CounterForm, decision: str, intake: intakes.Intake, who: Acting
) -> Answer:
    office, seen = office_of(request), _seen(form)
    if decision == ACCEPT:
        made = await intakes.accept(office, who, intake, form.key, seen, chosen.dossier_id)
        return go(request, f"/ho-so/{made.id}", says=f"Đã tiếp nhận hồ sơ {made.code}.")
    if decision == AT_ONCE:
        return await _resolved(request, chosen, form, intake, who)
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


async def _resolved(
    request: WebRequest, chosen: Chosen, form: CounterForm, intake: intakes.Intake, who: Acting
) -> Answer:
    if chosen.dossier_id is not None:
        raise Refused("Hồ sơ đã yêu cầu hoàn thiện thì tiếp nhận như thường lệ.")
    given = {name: only(form.typed, posted) for name, posted in forms.AT_ONCE_ASKED.items()}
    try:
        made = await resolve_at_once(office_of(request), who, intake, given, form.key)
    except Conflict as conflict:
        raise Refused(conflict.sentence) from None
    wants_receipt = "?in=1" if given["receipt_asked"] else ""
    return go(request, f"/ho-so/{made.dossier.id}{wants_receipt}", says=made.says)


def _seen(form: CounterForm) -> int | None:
    text = only(form.typed, forms.SEEN)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


async def _refused(
    request: WebRequest, chosen: Chosen, form: CounterForm, errors: Mapping[str, str], decision: str
) -> Answer:
    again = forms.with_errors(form, errors)
    return await show(
        request, chosen, again, status=422, opened=decision, shows_errors=True, file_faults=files_of(errors)
    )


PAGES = (choose, open_counter, receive, open_completed, receive_completed)
