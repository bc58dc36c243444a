"""Rà soát TTHC: the board, what is still unconfirmed, and publishing several procedures by one decision."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from motcua.domain.doubts import DOUBT_NAMES
from motcua.domain.errors import NotHere, Refused
from motcua.domain.review import REVIEW_MOVES, REVIEW_STATES, ReviewMove, ReviewState
from motcua.services.catalogue import installed
from motcua.services.review.board import Board, Narrow, Row, board, narrowed, unconfirmed
from motcua.services.review.deciding import Done, Picked, change_together, questions
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    center_of,
    faults_and_form_of,
    office_of,
    page,
    query_of,
    shown,
    url_of,
)
from motcua.web.pages.catalogue import page_links, paged
from motcua.web.pages.move_forms import box

HERE = "/ra-soat"
PER_PAGE = 40
LONGEST_SEARCH = 100
# Looking through and publishing is done to many at once; suspending and withdrawing one by one.
TOGETHER = (ReviewMove.START_REVIEW, ReviewMove.PUBLISH)


def narrow_of(query: Typed, found: Board) -> Narrow:
    """What the address asks for; a name that is not there answers as a missing page does."""
    narrow = Narrow(
        only(query, "co-quan"), only(query, "trang-thai"), only(query, "muc"), only(query, "tim")[:LONGEST_SEARCH]
    )
    agencies = {each.agency for each in found.agencies}
    if narrow.agency and narrow.agency not in agencies:
        raise NotHere
    if (narrow.state and narrow.state not in set(ReviewState)) or (narrow.fact and narrow.fact not in DOUBT_NAMES):
        raise NotHere
    return narrow


def words_of(narrow: Narrow) -> dict[str, str]:
    """The address's own words again."""
    pairs = {"co-quan": narrow.agency, "trang-thai": narrow.state, "muc": narrow.fact, "tim": narrow.text}
    return {name: text for name, text in pairs.items() if text}


def _values(found: Board, narrow: Narrow) -> dict[str, Any]:
    """What both lists need for their filters."""

    def address(**changes: str) -> str:
        kept = {name: text for name, text in {**words_of(narrow), **changes}.items() if text}
        return f"?{urlencode(kept)}" if kept else ""

    return {
        "narrow": narrow,
        "address": address,
        "agencies": found.agencies,
        "states": [(state, name, found.by_state.get(state, 0)) for state, name in REVIEW_STATES.items()],
        "facts": list(DOUBT_NAMES.items()),
    }


@page(HERE, may=Permission.REVIEW_PROCEDURES)
async def show_board(request: WebRequest) -> Answer:
    return await _board(request, query_of(request))


async def _board(request: WebRequest, query: Typed) -> Answer:
    found = await board(office_of(request), acting(request))
    narrow = narrow_of(query, found)
    rows, at = paged(narrowed(found.rows, narrow), only(query, "trang"), PER_PAGE)
    return shown(
        request,
        "review/board.html",
        found=found,
        rows=rows,
        at=at,
        links=page_links(at, url_of(request, HERE), words_of(narrow)),
        together=_together(request, rows),
        key=uuid4(),
        agency_names={each.agency: each.name for each in found.agencies},
        unconfirmed_publication=center_of(request).unconfirmed.get("publication", ""),
        **_values(found, narrow),
    )


def _together(request: WebRequest, rows: Any) -> list[dict[str, Any]]:
    """What this person may do to several rows of this page, with how many stand right for it."""
    staff = acting(request).staff
    found = []
    for move in TOGETHER:
        facts = REVIEW_MOVES[move]
        fitting = sum(_fits(move, row) for row in rows)
        if fitting and staff.may(facts.permission):
            boxes = [box(asked, move, "", {}) for asked in questions(move)]
            found.append({"move": move.value, "label": facts.label, "count": fitting, "boxes": boxes})
    return found


def _fits(move: ReviewMove, row: Row) -> bool:
    is_suspended = row.publication.state is ReviewState.SUSPENDED
    return row.publication.state in REVIEW_MOVES[move].sources and not is_suspended


@page(f"{HERE}/chua-xac-nhan", may=Permission.REVIEW_PROCEDURES)
async def show_unconfirmed(request: WebRequest) -> Answer:
    """Còn gì chưa xác nhận, ở cơ quan nào, ai phải quyết định."""
    query = query_of(request)
    found = await board(office_of(request), acting(request))
    narrow = narrow_of(query, found)
    every = unconfirmed(narrowed(found.rows, narrow), narrow.fact)
    lines, at = paged(every, only(query, "trang"), PER_PAGE)
    counted: dict[str, dict[str, int]] = {}
    for line in unconfirmed(found.rows, ""):
        counts = counted.setdefault(line.row.version.agency, {})
        counts[line.doubt.fact] = counts.get(line.doubt.fact, 0) + 1
    return shown(
        request,
        "review/unconfirmed.html",
        lines=lines,
        at=at,
        links=page_links(at, url_of(request, f"{HERE}/chua-xac-nhan"), words_of(narrow)),
        counted=counted,
        doubt_names=DOUBT_NAMES,
        agency_names={each.agency: each.name for each in found.agencies},
        **_values(found, narrow),
    )


@act(f"{HERE}/hang-loat", may=Permission.REVIEW_PROCEDURES, in_transaction=False)
async def change_many(request: WebRequest) -> Answer:
    """Each version by itself; sent again, nothing is done twice."""
    faults, posted = await faults_and_form_of(request)
    text, key = only(posted, "viec"), uuid_of(only(posted, "_key"))
    move = ReviewMove(text) if text in {each.value for each in TOGETHER} else None
    typed = {asked.name: only(posted, asked.name) for asked in questions(move)} if move is not None else {}
    picked, errors = _picked(posted), dict(faults)
    done: tuple[Done, ...] = ()
    if move is None or key is None:
        errors = errors or {"*": "Hãy chọn thủ tục và việc cần làm, rồi gửi lại."}
    elif not errors:
        done, errors = await _tried(request, picked, move, typed, key)
    titles = {version.key: version.title for version in installed(office_of(request))}
    return shown(
        request,
        "review/together.html",
        status=422 if errors else 200,
        title=REVIEW_MOVES[move].label if move is not None else "Rà soát nhiều thủ tục",
        move=move,
        boxes_=[box(asked, move, typed.get(asked.name, ""), errors) for asked in questions(move)] if move else [],
        typed=typed,
        picked=picked,
        done=[(each, titles.get(each.procedure, each.procedure)) for each in done],
        failed=[each for each in done if not each.is_done],
        key=key or uuid4(),
        errors=[{"text": sentence} for sentence in errors.values()],
    )


async def _tried(
    request: WebRequest, picked: tuple[Picked, ...], move: ReviewMove, typed: dict[str, str], key: UUID
) -> tuple[tuple[Done, ...], dict[str, str]]:
    try:
        return await change_together(office_of(request), acting(request), picked, move, typed, key), {}
    except Refused as refused:
        return (), dict(refused.errors) or {"*": refused.sentence}


def _picked(posted: Typed) -> tuple[Picked, ...]:
    """`chon` are the ticked rows; with `ca-trang` every row of the page that stands right (`trang`)."""
    texts = [*posted.get("chon", ()), *(posted.get("trang", ()) if "ca-trang" in posted else ())]
    return tuple(dict.fromkeys(picked_of(text) for text in texts))


def picked_of(text: str) -> Picked:
    version_hash, _, seq = text.partition(":")
    if not (len(version_hash) == 64 and version_hash.isalnum() and seq.isascii() and seq.isdigit() and len(seq) < 9):
        raise NotHere
    return Picked(version_hash, int(seq))


PAGES = (show_board, show_unconfirmed, change_many)
