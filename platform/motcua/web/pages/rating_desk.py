"""Đánh giá for the staff: figures, the officer's own screen, inviting somebody to rate, and the director's look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from motcua.domain.errors import NotHere, Refused
from motcua.domain.ratings import HIDDEN, PARTS, REASONS, SCORES, SHOWN, WAITING
from motcua.services.heard import rating_board, rating_screens, ratings
from motcua.web.forms import Typed, only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    SIGNED_IN,
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    form_of,
    go,
    office_of,
    page,
    query_of,
    real_now,
    shown,
    site_of,
    url_of,
)
from motcua.web.widgets import summary_of

HERE = "/danh-gia"
REMARKS = f"{HERE}/y-kien"
STANDINGS = (("cho", "Chờ xem", WAITING), ("hien", "Đã cho hiện", SHOWN), ("an", "Không cho hiện", HIDDEN))


@page(HERE, may=SIGNED_IN)
async def show_figures(request: WebRequest) -> Answer:
    return await _figures(request)


async def _figures(request: WebRequest, address: str = "") -> Answer:
    who = acting(request)
    return shown(
        request,
        "rating/board.html",
        found=await rating_board.rating_board(who),
        scores=tuple(SCORES.items()),
        may_open_screen=who.staff.may(Permission.HAND_BACK),
        screen=await rating_screens.state_of(who, real_now()),
        address=address,
        qr=Markup(rating_screens.qr(address)) if address else "",  # noqa: S704  drawn by us from our own address
    )


@act(f"{HERE}/man-hinh", may=Permission.HAND_BACK)
async def open_screen(request: WebRequest) -> Answer:
    """The address is told once, in this answer."""
    if only(await form_of(request), "viec") != "lap":
        raise Refused("Hãy bấm nút ở trang Đánh giá.")
    secret = await rating_screens.new_screen(acting(request), real_now())
    return await _figures(request, f"{site_of(request).settings.base_url}{url_of(request, '/quay-danh-gia/')}{secret}")


@act("/ho-so/{dossier_id:str}/danh-gia", may=Permission.HAND_BACK)
async def ask_for_rating(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    """`viec=moi`: on the officer's screen. `viec=ghi-ho`: written down for the person, and marked so."""
    whose, typed = asked_for(dossier_id), await form_of(request)
    back = f"/ho-so/{whose}"
    if only(typed, "viec") == "ghi-ho":
        rating = ratings.read_rating(typed, PARTS)
        await ratings.rate_on_behalf(acting(request), whose, rating, only(typed, "told_how"))
        return go(request, back, says="Đã ghi hộ đánh giá.")
    await rating_screens.show_on_screen(office_of(request), acting(request), whose, real_now())
    says = "Màn hình ở quầy đang mời người nộp đánh giá."
    return go(request, "/tra-ket-qua", says=says) if only(typed, "ve") == "tra" else go(request, back, says=says)


@page(REMARKS, may=Permission.HEAR_PEOPLE)
async def show_remarks(request: WebRequest) -> Answer:
    query = query_of(request)
    return await _remarks(request, only(query, "tinh-trang", "cho"), only(query, "sau"))


async def _remarks(
    request: WebRequest,
    standing: str,
    after: str = "",
    *,
    tried: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    status: int = 200,
) -> Answer:
    state = next((state for key, _, state in STANDINGS if key == standing), None)
    if state is None:
        raise NotHere
    found, next_place = await rating_board.remarks(acting(request), state, after)
    return shown(
        request,
        "rating/remarks.html",
        status=status,
        found=found,
        next_place=next_place,
        standing=standing,
        standings=tuple((key, name) for key, name, _ in STANDINGS),
        tried=tried,
        faults=faults or {},
        errors=summary_of(faults or {}),
    )


@act(REMARKS, may=Permission.HEAR_PEOPLE)
async def moderate(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    was = only(typed, "_was")
    standing = next((key for key, _, state in STANDINGS if state == was), "cho")
    whose = uuid_of(only(typed, "ho-so"))
    if whose is None:
        raise Refused("Hãy chọn ý kiến cần xem xét.")
    if not faults:
        try:
            await _decide(request, typed, was)
            return go(request, f"{REMARKS}?tinh-trang={standing}", says="Đã ghi.")
        except Refused as refused:
            faults = dict(refused.errors)
    tried = {"id": str(whose), "shown": only(typed, "shown")}
    return await _remarks(request, standing, tried=tried, faults=faults, status=422)


async def _decide(request: WebRequest, typed: Typed, was: str) -> None:
    await rating_board.moderate(
        acting(request),
        asked_for(only(typed, "ho-so")),
        was,
        only(typed, "viec"),
        only(typed, "shown"),
        is_sure=only(typed, "sure") == "yes",
    )


async def rating_on_page(request: WebRequest, dossier_id: Any) -> Mapping[str, Any]:
    """What a dossier's page shows of its rating, or offers."""
    given = await rating_board.rating_of(dossier_id)
    ratable = None
    if given is None and acting(request).staff.may(Permission.HAND_BACK):
        found = await ratings.ratable_of(office_of(request), dossier_id, acting(request).at)
        ratable = None if found.why_not else found
    return {
        "given": given,
        "ratable": ratable,
        "scores": tuple(SCORES.items()),
        "reasons": tuple(REASONS.items()),
        "told_how": tuple(ratings.TOLD_HOW.items()),
    }


PAGES = (show_figures, open_screen, ask_for_rating, show_remarks, moderate)
