"""A counter at work: one officer, one number at a time, and a page that never acts on what it does not show."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from uuid import uuid4

import pytest
from tests.services.hall_day import GROUP, OTHER, Morning

from motcua.centers import Center, entered
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, Refused
from motcua.domain.people import Acting, Staff
from motcua.services.hall import counter as hall_counter
from motcua.store.engine import transaction
from motcua.store.rows import rows, value

MakeStaff = Callable[..., Awaitable[Staff]]


@pytest.fixture
def at_que_vo(que_vo: Center) -> Iterator[Center]:
    with entered(que_vo):
        yield que_vo


@pytest.fixture
def morning(at_que_vo: Center, make_staff: MakeStaff) -> Morning:
    return Morning(make_staff)


async def test_a_number_is_recalled_skipped_called_again_and_finished(morning: Morning) -> None:
    staff = await morning.officer(3)
    await morning.take()
    await morning.take()
    await morning.next(staff)
    acting = Acting(staff, morning.minutes(1))
    assert "Gọi lại số A001" in await hall_counter.recall(acting, "A001", uuid4())
    current = (await hall_counter.at_counter(acting)).current
    assert current is not None
    assert (current.calls, current.counter) == (2, 3)
    await hall_counter.skip(acting, "A001", uuid4())
    await morning.next(staff)
    page = await hall_counter.at_counter(acting)
    assert [each.label for each in page.skipped] == ["A001"]
    assert await hall_counter.call_skipped(acting, "A001", "A002", uuid4()) == "Mời số A001 đến quầy 3."
    await hall_counter.finish(acting, "A001", uuid4())
    async with transaction():
        states = await rows("SELECT label, state FROM hall_ticket WHERE on_day = $1", local(morning.at).date())
    assert {each["label"]: each["state"] for each in states} == {"A001": "finished", "A002": "finished"}


async def test_a_page_that_shows_another_number_does_nothing(morning: Morning) -> None:
    staff = await morning.officer(1)
    await morning.take()
    await morning.next(staff)
    acting = Acting(staff, morning.at)
    for act in (hall_counter.skip, hall_counter.finish, hall_counter.recall, hall_counter.call_next):
        with pytest.raises(Conflict, match="cửa sổ khác"):
            await act(acting, "A009", uuid4())
    assert await morning.serving(staff) == "A001"


async def test_who_is_sent_on_keeps_number_and_place(morning: Morning) -> None:
    first, second = await morning.officer(1), await morning.officer(2, [OTHER])
    await morning.take()
    for minute in (1, 2):
        await morning.take(OTHER, minute=minute)
    await morning.next(first)
    await hall_counter.transfer(Acting(first, morning.minutes(5)), OTHER, "A001", uuid4())
    assert await morning.serving(first) == ""
    assert "A001" in await morning.next(second, minute=6), "who came first is not put behind those of the other group"
    with pytest.raises(Refused):
        await hall_counter.transfer(Acting(second, morning.minutes(7)), OTHER, "A001", uuid4())


async def test_a_counter_has_one_officer_and_may_be_taken_over_while_it_serves_nobody(
    morning: Morning, make_staff: MakeStaff
) -> None:
    staff, other = await morning.officer(2), await make_staff(receives=("*",))
    acting = Acting(other, morning.at)
    with pytest.raises(Refused) as refused:
        await hall_counter.open_counter(acting, 2, [GROUP])
    assert "đang có người phụ trách" in refused.value.errors["quay"]
    await morning.take()
    await morning.next(staff)
    with pytest.raises(Refused):
        await hall_counter.open_counter(acting, 2, [GROUP], takes_over=True)
    await hall_counter.finish(Acting(staff, morning.at), "A001", uuid4())
    assert await hall_counter.open_counter(acting, 2, [GROUP], takes_over=True) == "Đã mở quầy 2."
    with pytest.raises(Conflict, match="chưa mở quầy"):
        await morning.next(staff)


async def test_one_person_who_opens_two_counters_at_once_has_one(morning: Morning, que_vo: Center) -> None:
    staff = await morning.make_staff(receives=("*",))

    async def press(number: int) -> str:
        with entered(que_vo):
            return await hall_counter.open_counter(Acting(staff, morning.at), number, [GROUP])

    said = await asyncio.gather(*map(press, range(1, 6)))
    page = await hall_counter.at_counter(Acting(staff, morning.at))
    assert f"Đã mở quầy {page.number}." in said
    async with transaction():
        assert await value("SELECT count(*) FROM hall_counter WHERE staff_id = $1", staff.id) == 1


async def test_two_people_who_change_places_at_once_both_stand_somewhere(morning: Morning, que_vo: Center) -> None:
    """Each leaves the counter that the other takes: whoever is second is told that it is taken, nobody hangs."""
    first, second = [await morning.make_staff(receives=("*",)) for _ in range(2)]

    async def press(staff: Staff, number: int) -> str:
        with entered(que_vo):
            try:
                return await hall_counter.open_counter(Acting(staff, morning.at), number, [GROUP])
            except Refused as refused:
                return str(refused)

    for _ in range(10):
        await asyncio.gather(press(first, 1), press(second, 2))
        await asyncio.gather(press(first, 2), press(second, 1))
        pages = [await hall_counter.at_counter(Acting(staff, morning.at)) for staff in (first, second)]
        assert len({page.number for page in pages} - {None}) == 2


async def test_an_officer_serves_only_groups_they_take_dossiers_in_for(morning: Morning, make_staff: MakeStaff) -> None:
    staff = await make_staff(receives=("tu_phap",))
    with pytest.raises(Refused):
        await hall_counter.open_counter(Acting(staff, morning.at), 1, [OTHER])
    await hall_counter.open_counter(Acting(staff, morning.at), 1, [OTHER, GROUP])
    await morning.take(OTHER)
    assert await morning.next(staff) == "Không còn ai chờ."
