"""Filing online, at last: a look at the whole, handing in, the receipt of submission, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.domain.applicant import ApplicantForm
from motcua.domain.errors import Conflict, Refused
from motcua.domain.filings import FilingState
from motcua.services.counter.intake import preview
from motcua.services.counter.reading import DELIVERIES, communes_of
from motcua.services.deadlines.lateness import is_late
from motcua.services.online.ends import withdraw
from motcua.services.online.files import files_of
from motcua.services.online.filings import Filing, own_filing
from motcua.services.online.reading import Judged, judge, submit
from motcua.web.forms import only
from motcua.web.ids import asked_for
from motcua.web.page import (
    CITIZENS,
    Answer,
    FromPath,
    WebRequest,
    act,
    business_now,
    center_of,
    form_of,
    go,
    office_of,
    page,
    shown,
    site_of,
    url_of,
)
from motcua.web.pages.filing import asked_papers, at
from motcua.web.site import applying

# Where on the form a fault is mended.
_FORM, _PAPERS = "", "/giay-to"


async def _mine(request: WebRequest, filing_id: str) -> Filing:
    return await own_filing(office_of(request), applying(request), asked_for(filing_id))


def _sections(request: WebRequest, filing: Filing, found: Judged) -> tuple[object, ...]:
    communes = communes_of(center_of(request))
    return (
        *ApplicantForm.definition.show(found.applicant.answers, communes),
        *filing.version.form.show(found.answers.answers, communes),
    )


async def _review(request: WebRequest, filing: Filing, faults: Mapping[str, str], status: int = 200) -> Answer:
    office, now = office_of(request), business_now(request)
    found = judge(office, filing, await files_of(filing.id), now)
    wrong = {**found.errors, **found.missing}
    lines = [
        {"text": text, "href": url_of(request, at(filing.id, _PAPERS if name in found.missing else _FORM))}
        for name, text in wrong.items()
    ]
    lines += [{"text": text, "href": "#f-agreed"} for name, text in faults.items() if name == "agreed"]
    return shown(
        request,
        "citizen/review.html",
        status=status,
        filing=filing,
        sections=_sections(request, filing, found),
        papers=found.papers,
        delivery=DELIVERIES.get(filing.one("_delivery"), ""),
        preview=await preview(office, applying(request), filing.version, found.answers, "online"),
        errors=lines,
        agreed_fault=faults.get("agreed", ""),
        is_ready=not wrong,
        address=at(filing.id),
        asked_papers=asked_papers(filing),
    )


@page("/cong-dan/nop/{filing_id:str}/xem-lai", may=CITIZENS)
async def show_review(request: WebRequest, filing_id: FromPath[str]) -> Answer:
    filing = await _mine(request, filing_id)
    if not filing.can_edit:
        return go(request, at(filing.id, "/bien-nhan"))
    return await _review(request, filing, {})


def _seen(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


@act("/cong-dan/nop/{filing_id:str}/xem-lai", may=CITIZENS)
async def hand_in(request: WebRequest, filing_id: FromPath[str]) -> Answer:
    typed, found = await form_of(request), asked_for(filing_id)
    link = site_of(request).settings.base_url + url_of(request, at(found))
    agreed = only(typed, "agreed") == "yes"
    try:
        filing = await submit(office_of(request), applying(request), found, _seen(only(typed, "_seen")), agreed, link)
    except Refused as refused:
        return await _review(request, await _mine(request, filing_id), refused.errors, 422)
    return go(request, at(filing.id, "/bien-nhan"), says=f"Đã nộp hồ sơ số {filing.number}.")


@page("/cong-dan/nop/{filing_id:str}/bien-nhan", may=CITIZENS)
async def show_receipt(request: WebRequest, filing_id: FromPath[str]) -> Answer:
    """What was handed in, when, under which number, and by when the center answers. It is no dossier yet."""
    filing = await _mine(request, filing_id)
    if filing.state is FilingState.DRAFT:
        return go(request, at(filing.id))
    now = business_now(request)
    found = judge(office_of(request), filing, await files_of(filing.id), now)
    return shown(
        request,
        "citizen/receipt.html",
        filing=filing,
        papers=[paper for paper in found.papers if paper.files],
        is_overdue=filing.waits and is_late(filing.due_at, now),
        can_withdraw=filing.waits or filing.can_edit,
        address=at(filing.id),
    )


@act("/cong-dan/nop/{filing_id:str}/rut", may=CITIZENS)
async def take_back(request: WebRequest, filing_id: FromPath[str]) -> Answer:
    typed, found = await form_of(request), asked_for(filing_id)
    try:
        left = await withdraw(office_of(request), applying(request), found, _seen(only(typed, "_seen")))
    except Conflict:
        await _mine(request, filing_id)
        raise
    says = "Đã bỏ tờ khai." if left is FilingState.DRAFT else "Đã rút hồ sơ. Trung tâm không xem xét tiếp."
    return go(request, "/cong-dan", says=says)


PAGES = (show_review, hand_in, show_receipt, take_back)
