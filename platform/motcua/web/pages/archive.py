"""Lưu trữ: how long dossiers are kept, and the lists of those whose time has ended."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.keeping import FORMULA
from motcua.services.archive import disposals, terms
from motcua.services.codes import local_date
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import Answer, Permission, WebRequest, act, acting, form_of, go, office_of, page, query_of, shown
from motcua.web.widgets import summary_of

HERE, TERMS, LISTS = "/luu-tru", "/luu-tru/thoi-han", "/luu-tru/tieu-huy"
SEES = (Permission.KEEP_ARCHIVE, Permission.APPROVE_DISPOSAL)
OLD_PAGE = "Trang này đã mở quá lâu. Hãy mở lại trang rồi làm tiếp."


@page(HERE, may=SEES)
async def show_board(request: WebRequest) -> Answer:
    """The lists of all years, the latest first; `sau`: from one on."""
    text = only(query_of(request), "sau")
    after = uuid_of(text)
    if text and after is None:
        raise NotHere
    who = acting(request)
    lists, next_key = await disposals.board(who, await disposals.place_of(after) if after else None)
    known = await terms.terms(office_of(request), who)
    return shown(
        request,
        "archive/board.html",
        lists=lists,
        next_key=next_key,
        is_later=bool(text),
        agencies=known.agencies,
        year=local_date(who.at).year,
        formula=FORMULA,
        may_keep=who.staff.may(Permission.KEEP_ARCHIVE),
        has_open=any(each.state in ("collecting", "draft", "submitted", "destroying") for each in lists),
        key=uuid4(),
    )


@act(LISTS, may=Permission.KEEP_ARCHIVE)
async def propose(request: WebRequest) -> Answer:
    key = uuid_of(only(await form_of(request), "_key"))
    if key is None:
        raise Refused(OLD_PAGE)
    made = await disposals.propose(acting(request), key)
    return go(request, f"{LISTS}/{made}", says="Đang lập danh mục. Trang này tự cập nhật.")


@page(TERMS, may=SEES)
async def show_terms(request: WebRequest) -> Answer:
    return await _terms(request, only(query_of(request), "co-quan"), {}, {})


@act(TERMS, may=Permission.KEEP_ARCHIVE)
async def set_terms(request: WebRequest) -> Answer:
    """For every procedure that is ticked."""
    typed = await form_of(request)
    key, agency = uuid_of(only(typed, "_key")), only(typed, "co-quan")
    if key is None:
        raise Refused(OLD_PAGE)
    how_long = "vinh-vien" if only(typed, "vinh-vien") else only(typed, "so-nam")
    try:
        says = await terms.set_terms(
            office_of(request), acting(request), typed.get("thu-tuc", []), how_long, only(typed, "can-cu"), key
        )
    except Refused as refused:
        return await _terms(request, agency, typed, dict(refused.errors) or {"*": refused.sentence}, 422)
    return go(request, f"{TERMS}?co-quan={agency}", says=says)


async def _terms(
    request: WebRequest, agency: str, typed: Typed, faults: Mapping[str, str], status: int = 200
) -> Answer:
    who = acting(request)
    found = await terms.terms(office_of(request), who, agency)
    if agency and agency != found.agency:
        raise NotHere
    return shown(
        request,
        "archive/terms.html",
        status=status,
        found=found,
        formula=FORMULA,
        may_keep=who.staff.may(Permission.KEEP_ARCHIVE),
        ticked=frozenset(typed.get("thu-tuc", [])),
        typed={name: only(typed, name) for name in ("so-nam", "vinh-vien", "can-cu")},
        key=uuid4(),
        faults=faults,
        errors=summary_of(faults),
    )


PAGES = (show_board, propose, show_terms, set_terms)


def seen_of(typed: Typed) -> int:
    """The version of the list that the page showed."""
    text = only(typed, "_seen")
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Conflict(OLD_PAGE)
    return int(text)
