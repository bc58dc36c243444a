"""The printed letters of a dossier: which of them its state calls for, and each as a PDF."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from litestar.handlers import HTTPRouteHandler

from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.domain.states import State
from motcua.services import agency_letters, letters
from motcua.services.dossier_page import DossierPage
from motcua.services.office import Office
from motcua.web.ids import asked_for
from motcua.web.page import Answer, FromPath, Permission, WebRequest, acting, office_of, page, sent

# What a PDF of ours needs in the browser's own viewer; nothing of it can run.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"

Print = Callable[[Office, Acting, UUID], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class LetterLink:
    """A letter that the dossier's state calls for."""

    slug: str
    label: str
    print: Print
    is_called_for: Callable[[DossierPage], bool]


def _has(*kinds: str) -> Callable[[DossierPage], bool]:
    return lambda found: any(event.kind in kinds for event in found.events)


LETTERS = (
    LetterLink(
        "phieu-hoan-thien",
        "In phiếu yêu cầu hoàn thiện",
        letters.completion_request,
        lambda found: found.dossier.state is State.INCOMPLETE,
    ),
    LetterLink(
        "phieu-tu-choi",
        "In phiếu từ chối",
        letters.refusal,
        lambda found: found.dossier.state is State.REFUSED,
    ),
    LetterLink(
        "phieu-bo-sung",
        "In phiếu yêu cầu bổ sung",
        agency_letters.supplement_request,
        _has(Move.ASK_FOR_SUPPLEMENT.value),
    ),
    LetterLink("thong-bao-dung", "In thông báo dừng giải quyết", agency_letters.stop_notice, _has(Move.STOP.value)),
    LetterLink(
        "phieu-tu-choi-giai-quyet",
        "In phiếu từ chối giải quyết",
        agency_letters.result_refusal,
        lambda found: found.dossier.outcome == "refused" and _has(Move.NUMBER.value)(found),
    ),
)


@page("/ho-so/{dossier_id:str}/giay-tiep-nhan.pdf", may=Permission.SEE_DOSSIERS)
async def print_receipt(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    return await _printed(request, dossier_id, letters.receipt, "giay-tiep-nhan")


def _letter_page(letter: LetterLink) -> HTTPRouteHandler:
    async def printed(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
        return await _printed(request, dossier_id, letter.print, letter.slug)

    printed.__name__ = printed.__qualname__ = f"print_{letter.slug.replace('-', '_')}"
    printed.__doc__ = letter.label
    return page(f"/ho-so/{{dossier_id:str}}/{letter.slug}.pdf", may=Permission.SEE_DOSSIERS)(printed)


async def _printed(request: WebRequest, dossier_id: str, letter: Print, name: str) -> Answer:
    return sent_pdf(await letter(office_of(request), acting(request), asked_for(dossier_id)), name)


def sent_pdf(content: bytes, name: str) -> Answer:
    """A letter of ours, opened in the browser's own viewer."""
    answer = sent(content, media_type="application/pdf", name=f"{name}.pdf", inline=True)
    answer.headers["Content-Security-Policy"] = PDF_POLICY
    return answer


PAGES = (print_receipt, *(_letter_page(letter) for letter in LETTERS))
