"""Đánh giá: by the link that came with the result, and on the screen beside the counter. Nobody signs in for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.ratings import REASONS, SCORES
from motcua.services.heard import rating_screens, ratings
from motcua.services.heard.rating_screens import Screen
from motcua.services.heard.ratings import Ratable, read_rating
from motcua.web.forms import only
from motcua.web.page import (
    PUBLIC,
    Answer,
    FromPath,
    WebRequest,
    act,
    business_now,
    faults_and_form_of,
    go,
    office_of,
    page,
    query_of,
    real_now,
    shown,
    staff_of,
)
from motcua.web.site import asker_of
from motcua.web.widgets import summary_of

LONGEST = 100
NO_LINK = "Không tìm thấy nội dung đánh giá. Đường dẫn có thể đã được chép thiếu."
NO_SCREEN = "Màn hình đánh giá này không còn dùng được. Cán bộ tại quầy sẽ mở lại."
ASKED: Mapping[str, Any] = {"scores": tuple(SCORES.items()), "reasons": tuple(REASONS.items())}


async def _asked_screen(request: WebRequest, screen_key: str) -> Screen:
    async def look_up() -> Screen | None:
        if len(screen_key) > LONGEST:
            return None
        return await rating_screens.screen(office_of(request), screen_key, business_now(request), real_now())

    found = await asker_of(request).asks(screen_key, look_up)
    if found is None:
        raise NotHere(NO_SCREEN)
    return found


@page("/danh-gia/{code:str}/{rating_key:str}", may=PUBLIC)
async def show_link(request: WebRequest, code: FromPath[str], rating_key: FromPath[str]) -> Answer:
    is_done = only(query_of(request), "xong") == "1"
    return await _link(request, code, rating_key, {}, {}, is_done=is_done)


async def _link(
    request: WebRequest,
    code: str,
    rating_key: str,
    typed: Mapping[str, Sequence[str]],
    faults: Mapping[str, str],
    status: int = 200,
    *,
    is_done: bool = False,
) -> Answer:
    found = await _ratable(request, code, rating_key)
    return shown(
        request,
        "rating/link.html",
        status=status,
        ratable=found,
        is_done=is_done and found.is_rated,
        here=f"/danh-gia/{code}/{rating_key}",
        typed=typed,
        faults=faults,
        errors=summary_of(faults),
        **ASKED,
    )


async def _ratable(request: WebRequest, code: str, rating_key: str) -> Ratable:
    async def look_up() -> Ratable | None:
        if len(code) > LONGEST or len(rating_key) > LONGEST:
            return None
        return await ratings.ratable(office_of(request), code, rating_key, business_now(request))

    found = await asker_of(request).asks(rating_key, look_up)
    if found is None:
        raise NotHere(NO_LINK)
    return found


@act("/danh-gia/{code:str}/{rating_key:str}", may=PUBLIC)
async def rate_by_link(request: WebRequest, code: FromPath[str], rating_key: FromPath[str]) -> Answer:
    """Sent twice, the second is thanked as the first was and changes nothing."""
    faults, typed = await faults_and_form_of(request)
    found = await _ratable(request, code, rating_key)
    if found.is_rated:
        return go(request, f"/danh-gia/{code}/{rating_key}")
    if not faults:
        try:
            rating = read_rating(typed, [part for part, _ in found.parts])
            await ratings.rate_by_link(code, rating_key, rating, business_now(request), signed_in=staff_of(request))
            return go(request, f"/danh-gia/{code}/{rating_key}?xong=1")
        except Refused as refused:
            faults = dict(refused.errors)
        except Conflict:
            return await _link(request, code, rating_key, {}, {})
    return await _link(request, code, rating_key, typed, faults, 422)


@page("/quay-danh-gia/{screen_key:str}", may=PUBLIC)
async def show_screen(request: WebRequest, screen_key: FromPath[str]) -> Answer:
    found = await _asked_screen(request, screen_key)
    return _screen(request, screen_key, found, is_done=only(query_of(request), "xong") == "1")


def _screen(
    request: WebRequest,
    screen_key: str,
    found: Screen,
    typed: Mapping[str, Sequence[str]] | None = None,
    faults: Mapping[str, str] | None = None,
    status: int = 200,
    *,
    is_done: bool = False,
) -> Answer:
    return shown(
        request,
        "rating/screen.html",
        status=status,
        screen=found,
        is_done=is_done,
        here=f"/quay-danh-gia/{screen_key}",
        typed=typed or {},
        faults=faults or {},
        errors=summary_of(faults or {}),
        **ASKED,
    )


@act("/quay-danh-gia/{screen_key:str}", may=PUBLIC)
async def rate_on_screen(request: WebRequest, screen_key: FromPath[str]) -> Answer:
    """`viec=thoi`: the person does not want to. A form of an earlier turn does nothing."""
    faults, typed = await faults_and_form_of(request)
    here, now, at = f"/quay-danh-gia/{screen_key}", real_now(), business_now(request)
    found = await _asked_screen(request, screen_key)
    turn = only(typed, "turn")
    if found.ratable is None or turn != str(found.turn):
        return go(request, here)
    rating = None
    if not faults and only(typed, "viec") != "thoi":
        try:
            rating = read_rating(typed, [part for part, _ in found.ratable.parts])
        except Refused as refused:
            faults = dict(refused.errors)
    if faults:
        return _screen(request, screen_key, found, typed, faults, 422)
    was_kept = await rating_screens.rate_on_screen(screen_key, found.turn, rating, at, now)
    return go(request, f"{here}?xong=1" if was_kept else here)


PAGES = (show_link, rate_by_link, show_screen, rate_on_screen)
