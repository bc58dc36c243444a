"""Filing online, first the form: the procedure's own definition, saved as typed, resumed on any device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID, uuid4

from motcua.domain.applicant import ApplicantForm
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.filings import ONLINE
from motcua.domain.text import fold, sort_key
from motcua.services.codes import local_date
from motcua.services.counter.reading import DELIVERIES, communes_of
from motcua.services.dossiers.naming import agency_name
from motcua.services.online.filings import Filing, SavedElsewhere, begin, brought_up_to_date, own_filing, save
from motcua.services.online.procedures import offered_online
from motcua.services.online.reading import read
from motcua.web.form_view import ROW, FormView, PapersView, form_view, is_refresh, with_buttons
from motcua.web.forms import Typed, only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    CITIZENS,
    Answer,
    FromPath,
    WebRequest,
    act,
    business_now,
    center_of,
    faults_and_form_of,
    form_of,
    go,
    is_partial,
    keep,
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.pages.counter_form import choice
from motcua.web.site import applying
from motcua.web.widgets import summary_of

BEGIN = "/cong-dan/nop"
SEEN, OVER, LATER = "_seen", "_over", "_later"
KEPT = (ROW, "_delivery", "_delivery_address", "_pick_up", "_note")
LONGEST_SEARCH = 100


def at(filing_id: UUID, rest: str = "") -> str:
    return f"{BEGIN}/{filing_id}{rest}"


@page(BEGIN, may=CITIZENS)
async def choose(request: WebRequest) -> Answer:
    """What may be filed online today, by the words typed."""
    typed = only(query_of(request), "tim")[:LONGEST_SEARCH]
    words = fold(typed).split()
    found = [
        version
        for version in await offered_online(office_of(request), local_date(business_now(request)))
        if all(word in fold(f"{version.title} {version.sector}") for word in words)
    ]
    return shown(
        request,
        "citizen/choose.html",
        versions=sorted(found, key=lambda version: sort_key(version.title)),
        agency_of=lambda version: agency_name(center_of(request), version.agency),
        typed=typed,
        chosen=only(query_of(request), "thu-tuc")[:LONGEST_SEARCH],
        new_key=uuid4,
    )


@act(BEGIN, may=CITIZENS)
async def start(request: WebRequest) -> Answer:
    typed = await form_of(request)
    key = uuid_of(only(typed, "_key"))
    if key is None:
        return go(request, BEGIN)
    return go(request, at(await begin(office_of(request), applying(request), only(typed, "thu-tuc")[:100], key)))


def kept_of(typed: Typed, *more: str) -> Typed:
    """The answers, and what the page asks besides."""
    return {name: texts for name, texts in typed.items() if not name.startswith("_") or name in (*KEPT, *more)}


def _seen(typed: Typed) -> int | None:
    """None writes over whatever another device saved."""
    text = only(typed, SEEN)
    return None if only(typed, OVER) else int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def drawn(request: WebRequest, filing: Filing, errors: Mapping[str, str] | None) -> FormView:
    """The same form as at the counter; its papers have a page of their own."""
    on, communes = local_date(business_now(request)), communes_of(center_of(request))
    applicant, answers = read(office_of(request), filing.version, filing.typed, business_now(request))
    views = [
        form_view(
            definition,
            filing.typed,
            filled,
            filed_on=on,
            channel=ONLINE,
            communes=communes,
            errors=errors,
            shows_why=False,
        )
        for definition, filled in ((ApplicantForm.definition, applicant), (filing.version.form, answers))
    ]
    sections = []
    for section in (section for view in views for section in view.sections):
        items = tuple(item for item in section.items if not isinstance(item, PapersView))
        if items:
            sections.append(replace(section, items=items))
    return FormView(tuple(sections), tuple(summary_of(errors or {})), views[1].unchecked, has_conditions=True)


def _form(
    request: WebRequest,
    filing: Filing,
    errors: Mapping[str, str] | None = None,
    *,
    status: int = 200,
    can_overwrite: bool = False,
) -> Answer:
    view = drawn(request, filing, errors)
    return shown(
        request,
        "citizen/_form_body.html" if is_partial(request) else "citizen/form.html",
        status=status,
        filing=filing,
        form=view,
        errors=view.errors,
        faults=errors or {},
        deliveries=DELIVERIES,
        choice=choice,
        address=at(filing.id),
        can_overwrite=can_overwrite,
        asked_papers=asked_papers(filing),
    )


def asked_papers(filing: Filing) -> list[str]:
    """The papers that the center wants once more, by their names."""
    labels = {paper.key: paper.label for paper in filing.version.papers}
    return [labels.get(key, key) for key in filing.asked.papers] if filing.asked else []


@page("/cong-dan/nop/{filing_id:str}", may=CITIZENS)
async def open_form(request: WebRequest, filing_id: FromPath[str]) -> Answer:
    filing = await own_filing(office_of(request), applying(request), asked_for(filing_id))
    if not filing.can_edit:
        return go(request, at(filing.id, "/bien-nhan"))
    return _form(request, await brought_up_to_date(office_of(request), applying(request), filing))


@act("/cong-dan/nop/{filing_id:str}", may=CITIZENS)
async def go_on(request: WebRequest, filing_id: FromPath[str]) -> Answer:
    """Keeps what was typed, right or wrong, and goes on to the papers when nothing is wrong."""
    faults, typed = await faults_and_form_of(request)
    filing = await _editable(request, filing_id)
    if is_refresh(typed):
        again = with_buttons(filing.version.form, kept_of(typed, "_add", "_remove"))
        return _form(request, replace(filing, typed=again))
    filing = replace(filing, typed=kept_of(typed))
    try:
        seen = await save(applying(request), filing.id, filing.typed, _seen(typed))
    except SavedElsewhere as conflict:
        return _form(request, filing, {"*": conflict.sentence}, status=409, can_overwrite=True)
    filing = replace(filing, seen=seen)
    if only(typed, LATER) and not faults:
        return go(request, "/cong-dan", says="Đã lưu. Ông/bà khai tiếp lúc nào cũng được, trên thiết bị nào cũng được.")
    applicant, answers = read(office_of(request), filing.version, filing.typed, business_now(request))
    errors = {**applicant.errors, **answers.errors, **faults}
    if filing.one("_delivery") not in DELIVERIES:
        errors["_delivery"] = "Chọn nơi nhận kết quả."
    if errors:
        keep(request)  # wrong or not, nothing that was typed is lost
        return _form(request, filing, errors, status=422)
    return go(request, at(filing.id, "/giay-to"))


async def _editable(request: WebRequest, filing_id: str) -> Filing:
    filing = await own_filing(office_of(request), applying(request), asked_for(filing_id))
    if not filing.can_edit:
        raise Conflict("Hồ sơ đã nộp nên không sửa được nữa.")
    return filing


@act("/cong-dan/nop/{filing_id:str}/luu", may=CITIZENS, is_quiet=True)
async def save_as_typed(request: WebRequest, filing_id: FromPath[str]) -> Answer:
    """Sent by the page itself, a second after somebody stopped typing."""
    _, typed = await faults_and_form_of(request)
    found = uuid_of(filing_id)
    if found is None:
        raise NotHere
    status, problem, can_overwrite, seen = 200, "", False, _seen(typed)
    try:
        seen = await save(applying(request), found, kept_of(typed), seen)
    except (Conflict, Refused) as refused:
        if not is_partial(request):
            raise  # whoever sends it without the page gets a page
        status = 409 if isinstance(refused, Conflict) else 422
        problem, can_overwrite = refused.sentence, isinstance(refused, SavedElsewhere)
    values = {"problem": problem, "can_overwrite": can_overwrite, "seen": seen or 0, "address": at(found)}
    return shown(request, "citizen/_saved.html", status=status, at=business_now(request), **values)


PAGES = (choose, start, open_form, go_on, save_as_typed)
