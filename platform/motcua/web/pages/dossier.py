"""One dossier: everything about it, what this person may do with it, and its printed forms."""

from __future__ import annotations

from uuid import UUID, uuid4

from motcua.domain.states import State
from motcua.services.citizens.viewed import note_viewed
from motcua.services.counter.visits import visit_lines
from motcua.services.dossiers.asked import fields_of
from motcua.services.dossiers.neighbours import Neighbours, neighbours
from motcua.services.dossiers.page import DossierPage
from motcua.services.dossiers.presence import ASKS_EVERY, others_say, present_now
from motcua.services.dossiers.shown import open_dossier
from motcua.services.work.worklists import VIEWS
from motcua.web.ids import asked_for
from motcua.web.list_filters import ADDRESSES, list_behind
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    acting,
    center_of,
    office_of,
    page,
    query_of,
    real_now,
    shown,
)
from motcua.web.pages.desk import next_of
from motcua.web.pages.letter_forms import QUICK_LETTERS, Unissued, letter_view, summary_of_letter
from motcua.web.pages.move_forms import Tried, move_view, summary_of
from motcua.web.pages.rating_desk import rating_on_page


@page("/ho-so/{dossier_id:str}", may=Permission.SEE_DOSSIERS)
async def show_dossier(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    answer = await dossier_page(request, asked_for(dossier_id))
    await note_viewed(acting(request), asked_for(dossier_id))
    return answer


async def dossier_page(
    request: WebRequest,
    dossier_id: UUID,
    tried: Tried | None = None,
    status: int = 200,
    *,
    unattached: tuple[str, str] = ("", ""),
    unissued: Unissued | None = None,
) -> Answer:
    """`unattached`: the kind of a result's file that could not be taken, and why. `unissued`: the same of a letter."""
    found = await open_dossier(office_of(request), acting(request), dossier_id)
    views = tuple(move_view(move, tried) for move in found.moves if move.is_open)
    is_idle = all(move.is_aside for move in views) and not found.can_complete
    lost = _lost(found, tried)
    listed = list_behind(query_of(request), office_of(request), center_of(request))
    beside = Neighbours()
    if listed is not None:
        view = ADDRESSES[listed.view]
        beside = await neighbours(office_of(request), acting(request), view, listed.narrow, dossier_id)
    return shown(
        request,
        "dossier/page.html",
        status=status,
        found=found,
        moves=views,
        reasons=_reasons(found),
        letters=tuple(letter_view(offered, unissued) for offered in found.paperwork.offered),
        quick_letters=QUICK_LETTERS,
        issued=tuple((uuid4(), line) for line in found.paperwork.issued),
        tried=tried,
        lost=lost,
        changed=tried.changed if tried is not None else (),
        presence_every=int(ASKS_EVERY.total_seconds() * 1000),
        others=others_say(await present_now(acting(request), dossier_id, real_now())),
        errors=summary_of(tried) or _of_file(unattached) or summary_of_letter(unissued),
        unattached=unattached,
        just_accepted=acting(request).staff.may(Permission.RECEIVE)
        and (found.dossier.state is State.ACCEPTED or "in" in query_of(request)),
        next_row=await next_of(request, found.dossier.id) if is_idle and listed is None else None,
        beside=beside,
        list_query=f"?{listed.query}" if listed else "",
        list_name=VIEWS[ADDRESSES[listed.view]] if listed else "",
        new_key=uuid4,
        titles={paper.key: paper.title for paper in found.papers},
        rating=await rating_on_page(request, dossier_id),
        can_receive=acting(request).staff.may(Permission.RECEIVE),
        may_collect=found.has_receipt and acting(request).staff.may(Permission.COLLECT_FEE),
        can_inspect=acting(request).staff.may(Permission.INSPECT),
        visit=await visit_lines(office_of(request), acting(request), dossier_id) if found.has_receipt else (),
    )


def _of_file(unattached: tuple[str, str]) -> list[dict[str, str]]:
    kind, sentence = unattached
    where = {"href": f"#f-ket-qua-{kind}"} if kind else {}
    return [{"text": sentence, **where}] if sentence else []


def _lost(found: DossierPage, tried: Tried | None) -> tuple[tuple[str, str], ...]:
    """What was typed for a move that can't be made any more: shown, so that nothing typed is lost.

    Options and ticks are chosen again in a moment, and their values are no words for a person.
    """
    if tried is None or any(move.is_open and move.move is tried.move for move in found.moves):
        return ()
    offered = next((move.fields for move in found.moves if move.move is tried.move), fields_of(tried.move))
    labels = {asked.name: asked.label for asked in offered if asked.kind not in ("choice", "tick")}
    return tuple((labels[name], text) for name, text in tried.typed.items() if name in labels and text.strip())


def _reasons(found: DossierPage) -> tuple[tuple[str, str], ...]:
    """The moves of this state that are not this person's, each with why and whom to ask."""
    return tuple((move.label, move.why_not) for move in found.moves if move.why_not is not None)


PAGES = (show_dossier,)
