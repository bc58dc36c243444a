"""Lists under a name: in an order, to begin the day with, shared with a desk; of one person but for that."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.people import Acting
from motcua.services.work import views
from motcua.services.work.views import SavedView
from motcua.services.work.worklists import Narrow, rows_of
from motcua.store.engine import transaction
from motcua.store.queries.views import set_locked


@pytest.fixture
async def pair(desk: Any, make_staff: Any) -> tuple[Acting, Acting]:
    """Two at one desk of the courts' agency."""
    at = {"roles": ("officer",), "desks": (("tu_phap", "officer"),), "agency": "tu_phap", "kind": "agency"}
    first, second = [await make_staff(**at, name=f"Ông {uuid4().hex[:6]}") for _ in range(2)]
    return Acting(first, desk.at), Acting(second, desk.at)


async def _kept(who: Acting, *names: str) -> dict[str, UUID]:
    for name in names:
        await views.keep_view(who, name, f"xem=tat-ca&tu-ngay=2017-11-0{len(name)}")
    return {view.name: view.id for view in await views.saved_views(who) if view.is_mine}


async def _names(who: Acting) -> list[str]:
    return [view.name for view in await views.saved_views(who) if view.is_mine]


async def _shared_with(who: Acting, whose: Acting) -> list[str]:
    return [view.name for view in await views.saved_views(who) if view.by_name == whose.staff.name]


async def test_they_stand_in_the_order_that_the_person_gave_them(pair: tuple[Acting, Acting]) -> None:
    who, _ = pair
    ids = await _kept(who, "A", "BB", "CCC")
    assert await _names(who) == ["A", "BB", "CCC"]
    await views.move_view(who, ids["CCC"], views.UP)
    assert await _names(who) == ["A", "CCC", "BB"]
    await views.move_view(who, ids["A"], views.UP)
    await views.move_view(who, ids["BB"], views.DOWN)
    assert await _names(who) == ["A", "CCC", "BB"]
    await views.move_view(who, ids["A"], views.DOWN)
    assert await _names(who) == ["CCC", "A", "BB"]
    await _kept(who, "DDDD")
    assert await _names(who) == ["CCC", "A", "BB", "DDDD"]


async def test_a_day_begins_with_one_list_at_most(pair: tuple[Acting, Acting]) -> None:
    who, _ = pair
    ids = await _kept(who, "A", "BB")
    assert await views.default_view(who) is None
    for name in ("A", "BB"):
        await views.begin_with(who, ids[name])
        found = await views.default_view(who)
        assert found is not None
        assert found[0] == name
    assert [view.is_default for view in await views.saved_views(who)] == [False, True]
    await views.forget_view(who, ids["BB"])
    assert await views.default_view(who) is None


async def test_a_desk_sees_what_is_shared_with_it_and_no_other_desk(desk: Any, pair: tuple[Acting, Acting]) -> None:
    who, colleague = pair
    ids = await _kept(who, "A", "BB")
    await views.share_view(who, ids["A"], "tu_phap/officer")
    (seen,) = [view for view in await views.saved_views(colleague) if view.by_name == who.staff.name]
    assert seen == SavedView(seen.id, "A", seen.query, False, "tu_phap/officer", is_mine=False, by_name=who.staff.name)
    assert await views.saved_views(desk.by("tax")) == ()
    for act in (views.forget_view(colleague, ids["A"]), views.rename_view(colleague, ids["A"], "C")):
        with pytest.raises(NotHere):
            await act
    for act in (views.move_view(colleague, ids["A"], views.UP), views.begin_with(colleague, ids["A"])):
        with pytest.raises(NotHere):
            await act
    with pytest.raises(NotHere):
        await views.share_view(colleague, ids["BB"], "tu_phap/officer")
    await views.share_view(who, ids["A"], None)
    assert await _shared_with(colleague, who) == []


async def test_nothing_is_shared_with_a_desk_one_does_not_sit_at(pair: tuple[Acting, Acting]) -> None:
    who, _ = pair
    ids = await _kept(who, "A")
    with pytest.raises(Refused, match="vị trí"):
        await views.share_view(who, ids["A"], "noi_vu/officer")


async def test_what_somebody_shared_goes_with_their_account(desk: Any, pair: tuple[Acting, Acting]) -> None:
    who, colleague = pair
    ids = await _kept(who, "A")
    await views.share_view(who, ids["A"], "tu_phap/officer")
    assert await _shared_with(colleague, who) == ["A"]
    async with transaction():
        await set_locked(who.staff.id, by=desk.by("director").staff.id, at=desk.at)
    assert await _shared_with(colleague, who) == []


async def test_a_desk_is_not_filled_with_lists(pair: tuple[Acting, Acting], monkeypatch: pytest.MonkeyPatch) -> None:
    who, _ = pair
    ids = await _kept(who, "A", "BB")
    async with transaction():
        monkeypatch.setattr(views, "MOST_SHARED", await views.stored.count_shared("tu_phap/officer") + 1)
    await views.share_view(who, ids["A"], "tu_phap/officer")
    await views.share_view(who, ids["A"], "tu_phap/officer")
    with pytest.raises(Conflict, match="dùng chung"):
        await views.share_view(who, ids["BB"], "tu_phap/officer")


async def test_a_new_name_is_a_good_name_and_no_second_one(pair: tuple[Acting, Acting]) -> None:
    who, _ = pair
    ids = await _kept(who, "A", "BB")
    assert await views.rename_view(who, ids["A"], "  Của   tôi ") == "Của tôi"
    for name in ("", "BB", "x" * 61):
        with pytest.raises(Refused):
            await views.rename_view(who, ids["A"], name)
    assert await _names(who) == ["Của tôi", "BB"]


async def test_lists_are_of_one_center(desk: Any, pair: tuple[Acting, Acting], other_center: Center) -> None:
    who, _ = pair
    await _kept(who, "A")
    with entered(other_center):
        assert await views.saved_views(who) == ()


async def test_a_list_read_from_its_end_has_the_same_rows_the_other_way_round(desk: Any) -> None:
    for _ in range(5):
        await desk.accept("thu-kinh-doanh")
    who = desk.by("reception")
    for view in ("reception", "all", "mine"):
        found: dict[bool, list[UUID]] = {}
        for is_turned in (False, True):
            ids: list[UUID] = []
            key = None
            while True:
                async with transaction():
                    rows = await rows_of(who, view, Narrow(is_turned=is_turned), key=key, limit=2)
                ids += [row["id"] for row in rows]
                if len(rows) < 2:
                    break
                key = (rows[-1]["received_at" if view == "all" else "risk_at"], rows[-1]["id"])
            found[is_turned] = ids
        assert len(found[False]) == len(set(found[False])) >= 5
        assert found[True] == found[False][::-1], view
