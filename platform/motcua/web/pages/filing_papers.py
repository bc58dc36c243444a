"""Filing online, second the papers: photographs or files, each its own request, so that one refusal loses no other."""

from __future__ import annotations

from uuid import UUID

from litestar.response import Stream

from motcua.domain.errors import Conflict, NotHere, Spoken
from motcua.services.files.keeping import LONGEST_PAPER_KEY, OpenFile
from motcua.services.online.files import add_paper, earlier_papers, files_of, open_paper, remove_paper, reuse_paper
from motcua.services.online.filings import Filing, own_filing
from motcua.services.online.reading import judge
from motcua.web.forms import only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    CITIZENS,
    Answer,
    FromPath,
    WebRequest,
    act,
    business_now,
    form_of,
    go,
    is_partial,
    office_of,
    page,
    sent,
    shown,
    uploads_of,
)
from motcua.web.pages.filing import asked_papers, at
from motcua.web.pages.uploads import SHOWN_KINDS, pieces_of
from motcua.web.site import applying

FILE, PAPER, DROP, REUSE = "file", "paper", "drop", "reuse"


async def _mine(request: WebRequest, filing_id: str) -> Filing:
    return await own_filing(office_of(request), applying(request), asked_for(filing_id))


async def _papers(request: WebRequest, filing: Filing, faults: dict[str, str], status: int = 200) -> Answer:
    """`faults`: sentences by paper."""
    found = judge(office_of(request), filing, await files_of(filing.id), business_now(request))
    return shown(
        request,
        "citizen/_papers.html" if is_partial(request) else "citizen/papers.html",
        status=status,
        filing=filing,
        papers=found.papers,
        earlier=await earlier_papers(office_of(request), applying(request), filing),
        faults=faults,
        lacking=len(found.missing),
        errors=[{"text": text, "href": f"#giay-{key}"} for key, text in faults.items()],
        address=at(filing.id),
        asked_papers=asked_papers(filing),
    )


@page("/cong-dan/nop/{filing_id:str}/giay-to", may=CITIZENS)
async def show_papers(request: WebRequest, filing_id: FromPath[str]) -> Answer:
    filing = await _mine(request, filing_id)
    if not filing.can_edit:
        return go(request, at(filing.id, "/bien-nhan"))
    return await _papers(request, filing, {})


@act("/cong-dan/nop/{filing_id:str}/giay-to", may=CITIZENS, in_transaction=False, takes_upload=True)
async def change_papers(request: WebRequest, filing_id: FromPath[str]) -> Answer:
    """Adds the files that were chosen, or takes one off."""
    filing, who, office = await _mine(request, filing_id), applying(request), office_of(request)
    if not filing.can_edit:
        raise Conflict("Hồ sơ đã nộp nên không thêm bớt giấy tờ được nữa.")
    typed = await form_of(request)
    dropped, key = uuid_of(only(typed, DROP)), only(typed, PAPER)
    faults: dict[str, str] = {}
    again = uuid_of(only(typed, REUSE))
    if dropped is not None:
        await remove_paper(office, who, filing.id, dropped)
    elif again is not None and key:
        await reuse_paper(office, who, filing.id, key[:LONGEST_PAPER_KEY], again)
    else:
        found = judge(office, filing, (), business_now(request))
        if key not in {paper.key for paper in found.papers}:
            raise NotHere
        chosen = await uploads_of(request, FILE)
        if not chosen:
            faults[key] = "Chọn tệp hoặc chụp ảnh giấy tờ rồi bấm Tải lên."
        for file in chosen:
            try:
                await add_paper(
                    office,
                    who,
                    filing.id,
                    paper_key=key,
                    stream=pieces_of(file),
                    name=file.filename,
                    declared=file.content_type or "",
                )
            except Spoken as refused:
                faults[key] = f"{file.filename[:60]}: {refused.sentence}"
    if faults or is_partial(request):
        return await _papers(request, filing, faults, 422 if faults else 200)
    return go(request, at(filing.id, "/giay-to") + (f"#giay-{key}" if key else ""))


@page("/cong-dan/nop/{filing_id:str}/tep/{file_id:str}", may=CITIZENS)
async def open_own_paper(request: WebRequest, filing_id: FromPath[str], file_id: FromPath[str]) -> Answer:
    filing, found = await _mine(request, filing_id), uuid_of(file_id)
    return file_answer(await _opened(request, filing.id, found))


async def _opened(request: WebRequest, filing_id: UUID, file_id: UUID | None) -> OpenFile:
    if file_id is None:
        raise NotHere
    return await open_paper(office_of(request), filing_id, file_id)


def file_answer(opened: OpenFile) -> Answer:
    """Pictures are looked at in a sandbox, everything else is saved first."""
    kind = opened.file.media_type
    like = sent(b"", media_type=kind, name=opened.file.name, inline=kind in SHOWN_KINDS)
    return Stream(opened.pieces, media_type=kind, headers=dict(like.headers))


PAGES = (show_papers, change_papers, open_own_paper)
