"""Making a move on a dossier's page: one address for each row of the table of lawful moves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

from litestar.handlers import HTTPRouteHandler

from motcua.domain.errors import Conflict, Refused
from motcua.domain.moves import MOVES, Move
from motcua.services.dossiers import moves
from motcua.services.dossiers.neighbours import next_after, place_in
from motcua.web.forms import Typed, only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.list_filters import ADDRESSES, list_behind
from motcua.web.page import (
    Answer,
    FromPath,
    WebRequest,
    act,
    acting,
    center_of,
    faults_and_form_of,
    go,
    office_of,
    query_of,
)
from motcua.web.pages.dossier import dossier_page
from motcua.web.pages.move_forms import SLUGS, Tried
from motcua.web.widgets import faults_of

KEY, SEEN = "_key", "_seen"
OLD_PAGE = "Trang này đã mở quá lâu. Nội dung đã gõ vẫn còn; hãy kiểm tra rồi gửi lại."


Shows = Callable[[WebRequest, UUID, Tried, int], Awaitable[Answer]]


async def _made(request: WebRequest, move: Move, dossier_id: UUID) -> Answer:
    listed = list_behind(query_of(request), office_of(request), center_of(request))
    place = await place_in(ADDRESSES[listed.view], dossier_id) if listed else None
    made = await attempted(request, move, dossier_id, dossier_page)
    if not isinstance(made, moves.Made):
        return made
    here = f"/ho-so/{dossier_id}"
    if listed is None:
        return go(request, here, says=made.sentence)
    then = await next_after(acting(request), ADDRESSES[listed.view], listed.narrow, place, dossier_id)
    if then is None:
        return go(request, "/viec", says=f"{made.sentence} Danh sách này đã hết việc.", back=here)
    back = here if then != dossier_id else ""
    return go(request, f"/ho-so/{then}?{listed.query}", says=made.sentence, back=back)


async def attempted(request: WebRequest, move: Move, dossier_id: UUID, shows: Shows) -> moves.Made | Answer:
    """The move that was posted, made; or the page (`shows`) once more, with what was typed and the reason beside it."""
    faults, posted = await faults_and_form_of(request)
    typed = {name: texts[-1] for name, texts in posted.items() if not name.startswith("_")}
    key, seen = uuid_of(only(posted, KEY)), seen_in(posted)
    errors = dict(faults)
    if key is None or seen is None:
        errors = {"*": OLD_PAGE}
    if errors or key is None or seen is None:
        return await shows(request, dossier_id, Tried(move, typed, errors), 422)
    try:
        return await moves.make(office_of(request), acting(request), move, dossier_id, seen, typed, key)
    except Refused as refused:
        return await shows(request, dossier_id, Tried(move, typed, faults_of(refused), key=key), 422)
    except Conflict as conflict:
        tried = Tried(move, typed, conflict=conflict.sentence, changed=conflict.changed, key=uuid4())
        return await shows(request, dossier_id, tried, 409)


def seen_in(posted: Typed) -> int | None:
    """The version of the dossier that the person's page showed."""
    text = only(posted, SEEN)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _route(move: Move, slug: str) -> HTTPRouteHandler:
    async def made(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
        return await _made(request, move, asked_for(dossier_id))

    made.__name__ = made.__qualname__ = f"make_{move.value}"
    made.__doc__ = MOVES[move].label
    return act(f"/ho-so/{{dossier_id:str}}/{slug}", may=MOVES[move].permission)(made)


PAGES = tuple(_route(move, slug) for move, slug in SLUGS.items())
