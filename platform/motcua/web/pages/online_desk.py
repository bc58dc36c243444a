"""What was filed online, at the center: a list by the time to answer, and a page to compare and decide."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid5

from motcua.domain.errors import NotHere, Refused, Spoken
from motcua.domain.filings import SUPPLEMENT
from motcua.services.citizens.viewed import note_viewed
from motcua.services.counter.reading import DELIVERIES
from motcua.services.dossiers.naming import agency_name
from motcua.services.online import desk as online_desk
from motcua.services.online import supplements
from motcua.services.online import waiting as online_list
from motcua.services.online.files import open_paper
from motcua.services.online.receipts import issue_receipt
from motcua.web.forms import Typed, only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    center_of,
    form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
    site_of,
    url_of,
)
from motcua.web.pages.citizen_home import place_of, place_says
from motcua.web.pages.filing import at as citizens_page
from motcua.web.pages.filing_papers import file_answer
from motcua.web.widgets import summary_of

LIST = "/nop-truc-tuyen"
MAY_LOOK = (Permission.RECEIVE, Permission.SEE_EVERY_DOSSIER)


@page(LIST, may=MAY_LOOK)
async def show_list(request: WebRequest) -> Answer:
    after = place_of(only(query_of(request), "sau"))
    found = await online_list.waiting(office_of(request), acting(request), after)
    return shown(request, "online/list.html", found=found, later=place_says(found.after), is_first=after is None)


async def _one(
    request: WebRequest, filing_id: str, faults: Mapping[str, str], typed: Typed, status: int = 200
) -> Answer:
    found = await online_desk.compare(office_of(request), acting(request), asked_for(filing_id))
    filing = found.filing
    may_answer = acting(request).staff.may(Permission.RECEIVE) and not found.why_not_answer
    is_supplement = filing.kind == SUPPLEMENT
    return shown(
        request,
        "online/supplement.html" if is_supplement else "online/one.html",
        status=status,
        found=found,
        filing=filing,
        agency=agency_name(center_of(request), filing.version.agency),
        delivery=DELIVERIES.get(filing.one("_delivery"), ""),
        may_answer=may_answer and acting(request).staff.receives_for(filing.version.agency),
        faults=faults,
        errors=summary_of(faults),
        typed={name: only(typed, name) for name in ("reason", "lines", "refusal")},
        ticked=set(typed.get("papers", ())),
        opened=only(typed, "answer"),
        address=f"{LIST}/{filing.id}",
        labels=supplements.papers_of(filing) if is_supplement else {},
        note=filing.one(supplements.NOTE),
    )


@page("/nop-truc-tuyen/{filing_id:str}", may=MAY_LOOK)
async def show_one(request: WebRequest, filing_id: FromPath[str]) -> Answer:
    answer = await _one(request, filing_id, {}, {})
    await note_viewed(acting(request), asked_for(filing_id))
    return answer


@act("/nop-truc-tuyen/{filing_id:str}", may=Permission.RECEIVE, in_transaction=False)
async def answer(request: WebRequest, filing_id: FromPath[str]) -> Answer:
    typed, found, office, who = await form_of(request), asked_for(filing_id), office_of(request), acting(request)
    text, what = only(typed, "_seen"), only(typed, "answer")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    base = site_of(request).settings.base_url
    try:
        if what == "accept":
            link = base + url_of(request, "/tra-cuu/{code}/{secret}")
            made = await online_desk.accept(office, who, found, seen, link)
            says = f"Đã tiếp nhận hồ sơ {made.code}. {await _with_receipt(request, made.id)}"
            return go(request, f"/ho-so/{made.id}", says=says.strip())
        if what == "ask":
            await online_desk.ask(
                office,
                who,
                found,
                seen,
                reason=only(typed, "reason"),
                papers=typed.get("papers", ()),
                lines=only(typed, "lines").split("\n"),
                link=base + url_of(request, citizens_page(found)),
            )
            return go(request, LIST, says="Đã gửi yêu cầu hoàn thiện cho người nộp.")
        if what == "receive":
            taken = await supplements.receive(office, who, found, seen)
            return go(request, f"/ho-so/{taken.id}", says=taken.sentence)
        if what == "return":
            await supplements.send_back(
                office, who, found, seen, only(typed, "refusal"), base + url_of(request, "/cong-dan")
            )
            return go(request, LIST, says="Đã báo người nộp gửi bổ sung lại.")
        if what == "refuse":
            await online_desk.refuse(office, who, found, seen, only(typed, "refusal"))
            return go(request, LIST, says="Đã từ chối tiếp nhận và báo cho người nộp.")
    except Refused as refused:
        return await _one(request, filing_id, _told(refused, what), typed, 422)
    return await _one(request, filing_id, {"answer": "Chọn một cách trả lời."}, typed, 422)


async def _with_receipt(request: WebRequest, dossier_id: UUID) -> str:
    """Mẫu 01 for the applicant to fetch online. What was accepted stays accepted when it can't be printed now."""
    key = uuid5(dossier_id, "receipt of what was filed online")
    try:
        await issue_receipt(office_of(request), acting(request), dossier_id, key)
    except Spoken:
        return "Chưa in được giấy tiếp nhận; hãy in ở trang hồ sơ."
    return ""


def _told(refused: Refused, what: str) -> dict[str, str]:
    """What the services refused, beside the box it is about; what is wrong with the filing itself above all."""
    names = {"reason": "refusal" if what == "refuse" else "reason", "papers": "papers", "lines": "lines"}
    if what == "accept" or not refused.errors:
        return {"*": refused.sentence} | {name: text for name, text in refused.errors.items() if what == "accept"}
    return {names.get(name, name): text for name, text in refused.errors.items()}


@page("/nop-truc-tuyen/{filing_id:str}/tep/{file_id:str}", may=MAY_LOOK)
async def open_filed_paper(request: WebRequest, filing_id: FromPath[str], file_id: FromPath[str]) -> Answer:
    office, filing, file = office_of(request), asked_for(filing_id), uuid_of(file_id)
    await online_desk.check_may_see(office, acting(request), filing)
    if file is None:
        raise NotHere
    return file_answer(await open_paper(office, filing, file))


PAGES = (show_list, show_one, answer, open_filed_paper)
