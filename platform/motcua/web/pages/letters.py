"""The letters of a dossier: looked at, issued, printed again. What one asks travels in a form, never in an address."""

from __future__ import annotations

from uuid import UUID

from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused, Spoken, Unavailable
from motcua.services.letters.issuing import Printed, issue, preview, reprint
from motcua.web.errors import status_of
from motcua.web.forms import only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    form_of,
    office_of,
    page,
    sent,
)
from motcua.web.pages.dossier import dossier_page
from motcua.web.pages.letter_forms import Unissued
from motcua.web.pages.moves import KEY, OLD_PAGE, SEEN

# What a PDF of ours needs in the browser's own viewer; nothing of it can run.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
ACT, PREVIEW, REASON = "_act", "preview", "reason"


@page("/ho-so/{dossier_id:str}/giay/{letter:str}", may=Permission.SEE_DOSSIERS)
async def show_preview(request: WebRequest, dossier_id: FromPath[str], letter: FromPath[str]) -> Answer:
    return as_pdf(await preview(office_of(request), acting(request), asked_for(dossier_id), letter, {}))


@act("/ho-so/{dossier_id:str}/giay/{letter:str}", may=Permission.SEE_DOSSIERS)
async def issue_letter(request: WebRequest, dossier_id: FromPath[str], letter: FromPath[str]) -> Answer:
    """Issues it, or shows how it would print (`_act` preview). The service says who may issue which."""
    dossier, posted = asked_for(dossier_id), await form_of(request)
    typed = {name: texts[-1] for name, texts in posted.items() if not name.startswith("_")}
    office, who = office_of(request), acting(request)
    try:
        if only(posted, ACT) == PREVIEW:
            return as_pdf(await preview(office, who, dossier, letter, typed))
        key, seen = uuid_of(only(posted, KEY)), only(posted, SEEN)
        if key is None or not (seen.isascii() and seen.isdigit() and len(seen) < 9):
            raise Conflict(OLD_PAGE)
        return as_pdf(await issue(office, who, dossier, letter, int(seen), typed, key))
    except (NotHere, NotAllowed, Unavailable):
        raise
    except Spoken as refused:
        return await _not_issued(request, dossier, letter, typed, refused)


@act("/ho-so/{dossier_id:str}/da-phat-hanh/{letter_id:str}", may=Permission.SEE_DOSSIERS)
async def reprint_letter(request: WebRequest, dossier_id: FromPath[str], letter_id: FromPath[str]) -> Answer:
    """The bytes that were issued, once more; why is written down."""
    dossier, letter = asked_for(dossier_id), uuid_of(letter_id)
    posted = await form_of(request)
    key, reason = uuid_of(only(posted, KEY)), only(posted, REASON)
    if letter is None:
        raise NotHere
    if key is None:
        raise Refused(OLD_PAGE)
    try:
        return as_pdf(await reprint(office_of(request), acting(request), dossier, letter, reason, key))
    except Refused as refused:
        return await _not_issued(request, dossier, "in-lai", {}, refused)


async def _not_issued(request: WebRequest, dossier: UUID, slug: str, typed: dict[str, str], refused: Spoken) -> Answer:
    errors = refused.errors if isinstance(refused, Refused) else {}
    missed = Unissued(slug, typed, refused.sentence, errors)
    return await dossier_page(request, dossier, status=status_of(refused), unissued=missed)


def as_pdf(printed: Printed) -> Answer:
    answer = sent(printed.content, media_type="application/pdf", name=printed.name, inline=True)
    answer.headers["Content-Security-Policy"] = PDF_POLICY
    return answer


PAGES = (show_preview, issue_letter, reprint_letter)
