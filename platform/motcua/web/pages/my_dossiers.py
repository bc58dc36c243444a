"""A citizen's own dossiers over HTTP: one by one, who looked, sent supplements, taken back, followed by receipt."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from motcua.domain.errors import NotHere, Refused, Spoken
from motcua.domain.filings import OTHER
from motcua.services.citizens import my_dossiers
from motcua.services.online import supplements
from motcua.services.online.files import add_paper, files_of, open_paper, remove_paper
from motcua.services.online.filings import Filing
from motcua.web.forms import only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    CITIZENS,
    Answer,
    FromPath,
    WebRequest,
    act,
    form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
    uploads_of,
)
from motcua.web.pages.citizen_home import place_of, place_says
from motcua.web.pages.filing_papers import DROP, FILE, PAPER, file_answer
from motcua.web.pages.letters import as_pdf
from motcua.web.pages.uploads import pieces_of
from motcua.web.site import applying, asker_of
from motcua.web.tracked import LONGEST, NOT_FOUND
from motcua.web.widgets import summary_of

AT = "/cong-dan/ho-so"


def _seen(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


async def _one(request: WebRequest, dossier_id: str, faults: Mapping[str, str], reason: str, status: int) -> Answer:
    found = await my_dossiers.open_mine(office_of(request), applying(request), asked_for(dossier_id))
    return shown(
        request,
        "citizen/dossier.html",
        status=status,
        found=found,
        detail=found.detail,
        faults=faults,
        errors=summary_of(faults),
        reason=reason,
    )


@page("/cong-dan/ho-so/{dossier_id:str}", may=CITIZENS)
async def show_mine(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    return await _one(request, dossier_id, {}, "", 200)


@page("/cong-dan/ho-so/{dossier_id:str}/ai-da-xem", may=CITIZENS)
async def show_looks(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    before = place_of(only(query_of(request), "truoc"))
    found = asked_for(dossier_id)
    code, looks, older = await my_dossiers.who_looked(applying(request), found, before)
    return shown(request, "citizen/looks.html", code=code, looks=looks, older=place_says(older), id=found)


@act("/cong-dan/ho-so/{dossier_id:str}/rut", may=CITIZENS)
async def take_back(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    typed, who = await form_of(request), applying(request)
    reason = only(typed, "reason")
    try:
        code = await my_dossiers.withdraw_mine(
            office_of(request), who, asked_for(dossier_id), _seen(only(typed, "_seen")), reason
        )
    except Refused as refused:
        return await _one(request, dossier_id, refused.errors, reason, 422)
    return go(request, "/cong-dan", says=f"Đã rút hồ sơ {code}.")


@page("/cong-dan/ho-so/{dossier_id:str}/tep/{file_id:str}", may=CITIZENS)
async def open_own_file(request: WebRequest, dossier_id: FromPath[str], file_id: FromPath[str]) -> Answer:
    found = await my_dossiers.open_mine(office_of(request), applying(request), asked_for(dossier_id))
    return file_answer(await my_dossiers.open_file(office_of(request), found, uuid_of(file_id)))


@page("/cong-dan/ho-so/{dossier_id:str}/giay/{letter_id:str}", may=CITIZENS)
async def open_own_letter(request: WebRequest, dossier_id: FromPath[str], letter_id: FromPath[str]) -> Answer:
    found = await my_dossiers.open_mine(office_of(request), applying(request), asked_for(dossier_id))
    return as_pdf(await my_dossiers.open_letter(office_of(request), found, uuid_of(letter_id)))


async def _supplement(
    request: WebRequest, filing: Filing, faults: Mapping[str, str], note: str = "", status: int = 200
) -> Answer:
    assert filing.dossier_id is not None
    found = await my_dossiers.open_mine(office_of(request), applying(request), filing.dossier_id)
    return shown(
        request,
        "citizen/supplement.html",
        status=status,
        found=found,
        filing=filing,
        files=await files_of(filing.id),
        labels=supplements.papers_of(filing),
        faults=faults,
        errors=summary_of(faults),
        note=note or filing.one(supplements.NOTE),
    )


async def _filing(request: WebRequest, dossier_id: str) -> Filing:
    return await supplements.supplement_of(office_of(request), applying(request), asked_for(dossier_id))


@page("/cong-dan/ho-so/{dossier_id:str}/bo-sung", may=CITIZENS)
async def show_supplement(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    return await _supplement(request, await _filing(request, dossier_id), {})


@act("/cong-dan/ho-so/{dossier_id:str}/bo-sung", may=CITIZENS, in_transaction=False, takes_upload=True)
async def change_supplement(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    """Adds files, takes one off, or sends the whole."""
    office, who = office_of(request), applying(request)
    filing = await _filing(request, dossier_id)
    typed = await form_of(request)
    dropped, key, faults = uuid_of(only(typed, DROP)), only(typed, PAPER), dict[str, str]()
    if only(typed, "send"):
        try:
            note = only(typed, "note")
            sent = await supplements.send(office, who, asked_for(dossier_id), _seen(only(typed, "_seen")), note)
        except Refused as refused:
            return await _supplement(request, filing, refused.errors, note, 422)
        return go(request, f"{AT}/{dossier_id}", says=f"Đã gửi bổ sung số {sent.number}. Trung tâm kiểm tra rồi nhận.")
    if dropped is not None:
        await remove_paper(office, who, filing.id, dropped)
        return go(request, f"{AT}/{dossier_id}/bo-sung")
    key = key if key in supplements.papers_of(filing) else OTHER
    chosen = await uploads_of(request, FILE)
    if not chosen:
        faults["file"] = "Chọn tệp hoặc chụp ảnh giấy tờ rồi bấm Tải lên."
    for file in chosen:
        body, name, kind = pieces_of(file), file.filename, file.content_type or ""
        try:
            await add_paper(office, who, filing.id, paper_key=key, stream=body, name=name, declared=kind)
        except Spoken as refused:
            faults["file"] = f"{name[:60]}: {refused.sentence}"
    if faults:
        return await _supplement(request, filing, faults, only(typed, "note"), 422)
    return go(request, f"{AT}/{dossier_id}/bo-sung")


@page("/cong-dan/ho-so/{dossier_id:str}/bo-sung/tep/{file_id:str}", may=CITIZENS)
async def open_supplement_file(request: WebRequest, dossier_id: FromPath[str], file_id: FromPath[str]) -> Answer:
    filing, file = await _filing(request, dossier_id), uuid_of(file_id)
    if file is None:
        raise NotHere
    return file_answer(await open_paper(office_of(request), filing.id, file))


@page("/cong-dan/theo-doi", may=CITIZENS, in_transaction=False)
async def show_follow(request: WebRequest) -> Answer:
    return shown(request, "citizen/follow.html", errors=[], faults={}, code="")


@act("/cong-dan/theo-doi", may=CITIZENS)
async def follow(request: WebRequest) -> Answer:
    """By code and secret of a receipt; guessing is slowed as on the public page, and never tells."""
    typed = await form_of(request)
    code, secret = only(typed, "code"), only(typed, "secret")

    async def look_up() -> UUID | None:
        if not code or len(code) > LONGEST or len(secret) > LONGEST:
            return None
        return await my_dossiers.follow(office_of(request), applying(request), code, secret)

    found = await asker_of(request).asks(secret, look_up)
    if found is None:
        faults = {"code": NOT_FOUND}
        values = {"errors": summary_of(faults), "faults": faults, "code": code[:LONGEST]}
        return shown(request, "citizen/follow.html", status=422, **values)
    return go(request, f"{AT}/{found}", says="Đã thêm hồ sơ vào danh sách của ông/bà.")


PAGES = (
    show_mine,
    show_looks,
    take_back,
    open_own_file,
    open_own_letter,
    show_supplement,
    change_supplement,
    open_supplement_file,
    show_follow,
    follow,
)
