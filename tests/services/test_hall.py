"""Numbers, their order, counters that call them, and what is summed up of the waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.services.conftest import BUSINESS, Desk_
from tests.services.hall_day import GROUP, OTHER, Morning

from motcua.centers import Center, entered
from motcua.domain.calendar import at_minute, local
from motcua.domain.errors import Conflict, Refused
from motcua.domain.hall import TicketState
from motcua.domain.people import Acting, Staff
from motcua.services.hall import counter as hall_counter
from motcua.services.hall.day import keep_hall, shown, stamp
from motcua.services.hall.figures import figures
from motcua.services.hall.numbers import place_of, standings, take_number, ticket_today
from motcua.store.engine import transaction
from motcua.store.queries import hall as stored
from motcua.store.queries import hall_waits
from motcua.store.rows import rows, value

QUIET = "noi-vu"  # nobody was served there yet: the rule's ten minutes
MakeStaff = Callable[..., Awaitable[Staff]]


@pytest.fixture
def at_que_vo(que_vo: Center) -> Iterator[Center]:
    with entered(que_vo):
        yield que_vo


@pytest.fixture
def morning(at_que_vo: Center, make_staff: MakeStaff) -> Morning:
    return Morning(make_staff)


# --- taking a number


async def test_numbers_go_up_by_group_and_begin_again_every_day(morning: Morning, make_staff: MakeStaff) -> None:
    labels = [(await morning.take(group)).label for group in (GROUP, GROUP, OTHER, GROUP)]
    assert labels == ["A001", "A002", "F001", "A003"]
    assert (await Morning(make_staff).take()).label == "A001"


async def test_of_many_who_press_at_once_no_two_have_one_number(morning: Morning, que_vo: Center) -> None:
    async def press() -> str:
        with entered(que_vo):
            return (await morning.take()).label

    labels = await asyncio.gather(*(press() for _ in range(60)))
    assert sorted(labels) == [f"A{number:03d}" for number in range(1, 61)]


async def test_one_press_sent_twice_takes_one_number(morning: Morning, que_vo: Center) -> None:
    key = uuid4()

    async def press() -> str:
        with entered(que_vo):
            return (await take_number(GROUP, "", morning.at, key, by="Kiosk thử")).label

    assert set(await asyncio.gather(*(press() for _ in range(8)))) == {"A001"}
    async with transaction():
        on = local(morning.at).date()
        assert await value("SELECT count(*) FROM hall_ticket WHERE on_day = $1", on) == 1


async def test_the_database_refuses_a_number_given_twice_in_a_day(morning: Morning) -> None:
    """Negative control of the rows themselves: with the counter's row forgotten the second number is no number."""
    await morning.take()
    async with transaction():
        await rows("UPDATE counter SET last = 0 WHERE key LIKE 'hall/%'")
    with pytest.raises(Exception, match="hall_ticket_on_day_label_key"):
        await morning.take()


@pytest.mark.parametrize(("minute", "opens"), [(6 * 60 + 59, False), (7 * 60, True), (12 * 60, True), (17 * 60, False)])
async def test_numbers_are_given_from_before_the_opening_to_the_closing_and_over_noon(
    morning: Morning, minute: int, opens: bool
) -> None:
    at = at_minute(local(morning.at).date(), minute)
    if opens:
        assert (await take_number(GROUP, "", at, uuid4(), by="Kiosk")).label == "A001"
    else:
        with pytest.raises(Conflict, match="giờ lấy số"):
            await take_number(GROUP, "", at, uuid4(), by="Kiosk")


async def test_no_numbers_on_a_day_of_rest(morning: Morning) -> None:
    sunday = morning.at + timedelta(days=6 - local(morning.at).weekday())
    with pytest.raises(Conflict, match="không tiếp nhận"):
        await take_number(GROUP, "", sunday, uuid4(), by="Kiosk")


async def test_a_group_or_priority_that_is_none_is_refused(morning: Morning) -> None:
    for group, priority in (("khong-co", ""), (GROUP, "giau"), (GROUP, "appointment")):
        with pytest.raises(Refused):
            await morning.take(group, priority)


# --- who comes first


async def called_in_turn(morning: Morning, staff: Staff, most: int = 20) -> list[str]:
    found = []
    for _ in range(most):
        await morning.next(staff, minute=30)
        if label := await morning.serving(staff):
            found.append(label)
        else:
            break
    return found


async def test_priority_goes_first_and_after_two_an_ordinary_number_has_its_turn(morning: Morning) -> None:
    for minute in range(3):
        await morning.take(minute=minute)
    for minute, priority in enumerate(("elderly", "disabled", "pregnant", "elderly", "elderly"), start=3):
        await morning.take(priority=priority, minute=minute)
    staff = await morning.officer(1)
    assert await called_in_turn(morning, staff) == ["A004", "A005", "A001", "A006", "A007", "A002", "A008", "A003"]


async def test_the_rule_of_turns_is_the_centers_own(que_vo: Center, make_staff: MakeStaff) -> None:
    rules = replace(que_vo.hall.rules, priority_run=1)
    with entered(replace(que_vo, hall=replace(que_vo.hall, rules=rules))):
        morning = Morning(make_staff)
        for minute in range(2):
            await morning.take(minute=minute)
        for minute in range(2, 4):
            await morning.take(priority="elderly", minute=minute)
        staff = await morning.officer(1)
        assert await called_in_turn(morning, staff) == ["A003", "A001", "A004", "A002"]


async def test_forty_counters_at_once_call_every_number_once(que_vo: Center, make_staff: MakeStaff) -> None:
    """FOR UPDATE SKIP LOCKED: nobody waits for anybody, nobody is called by two."""
    big = replace(que_vo, hall=replace(que_vo.hall, rules=replace(que_vo.hall.rules, counters=40)))
    with entered(big):
        morning = Morning(make_staff)
        officers = [await morning.officer(number) for number in range(1, 41)]
        for _ in range(120):
            await morning.take()

    async def work(staff: Staff) -> list[str]:
        with entered(big):
            return await called_in_turn(morning, staff, most=120)

    found = await asyncio.gather(*map(work, officers))
    assert sorted(label for labels in found for label in labels) == [f"A{number:03d}" for number in range(1, 121)]
    assert all(found), "every counter had somebody to serve"


async def test_without_the_lock_two_counters_call_the_same_number(
    morning: Morning, que_vo: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: the same question without FOR UPDATE SKIP LOCKED."""
    officers = [await morning.officer(number) for number in range(1, 6)]
    await morning.take()
    ready = asyncio.Barrier(len(officers))

    async def look(groups: Any, on_day: Any, at: Any, *, ordinary_first: bool) -> Any:
        found = await rows(
            f"SELECT {stored.TICKET} FROM hall_ticket t WHERE on_day = $1 AND state = 'waiting' LIMIT 1", on_day
        )
        await ready.wait()
        return found[0] if found else None

    monkeypatch.setattr(stored, "pick", look)

    async def press(staff: Staff) -> str:
        with entered(que_vo):
            return await hall_counter.call_next(Acting(staff, morning.at), "", uuid4())

    said = await asyncio.gather(*map(press, officers), return_exceptions=True)
    assert sum("A001" in str(each) for each in said) > 1


async def test_two_windows_of_one_counter_call_one_number(morning: Morning, que_vo: Center) -> None:
    staff = await morning.officer(1)
    for _ in range(4):
        await morning.take()

    async def press() -> str:
        with entered(que_vo):
            return await hall_counter.call_next(Acting(staff, morning.at), "", uuid4())

    said = await asyncio.gather(*(press() for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(each, Conflict) for each in said) == 4
    assert await morning.serving(staff) == "A001"


async def test_one_click_sent_twice_calls_one_number(morning: Morning) -> None:
    staff, key = await morning.officer(1), uuid4()
    await morning.take()
    await morning.take()
    acting = Acting(staff, morning.at)
    assert await hall_counter.call_next(acting, "", key) == await hall_counter.call_next(acting, "", key)
    assert await morning.serving(staff) == "A001"


# --- filing, following, the display


async def test_a_dossier_filed_at_the_counter_is_stamped_with_the_number(desk: Desk_, make_staff: MakeStaff) -> None:
    morning = Morning(make_staff)
    desk.at = morning.minutes(10)
    reception = desk.by("reception")
    await hall_counter.open_counter(reception, 4, [OTHER])
    await morning.take(OTHER)
    before = await desk.accept(BUSINESS.key, is_second_meant=True)
    await hall_counter.call_next(reception, "", uuid4())
    filed = await desk.accept(BUSINESS.key, is_second_meant=True)
    async with transaction():
        for channel in ("post", "online"):
            await stamp(reception, before.id, channel)
    page = await hall_counter.at_counter(reception)
    assert [each.code for each in page.filed] == [filed.code]
    async with transaction():
        found = await stored.ticket_of_dossier(filed.id)
        assert found is not None
        assert found["label"] == "F001"
        assert await stored.ticket_of_dossier(before.id) is None


async def test_the_holder_follows_the_place_and_nobody_guesses_it(morning: Morning, other_center: Center) -> None:
    staff = await morning.officer(1, [QUIET])
    await morning.take(QUIET)
    mine = await morning.take(QUIET, minute=1)
    place = await place_of(mine.place, morning.minutes(2))
    assert place is not None
    assert (place.ticket.label, place.ahead, place.says) == ("E002", 1, "khoảng 10 đến 15 phút")
    await morning.next(staff, minute=3)
    await morning.next(staff, minute=4)
    place = await place_of(mine.place, morning.minutes(5))
    assert place is not None
    assert (place.ticket.state, place.ticket.counter) == (TicketState.CALLED, 1)
    assert await place_of(mine.place[::-1], morning.minutes(5)) is None
    over = await place_of(mine.place, morning.at + timedelta(days=1))
    assert over is not None
    assert over.ticket.state is TicketState.LAPSED, "the day after it only says that it is over"
    assert await ticket_today(mine.id, morning.at + timedelta(days=1)) is None
    with entered(other_center):
        assert await place_of(mine.place, morning.minutes(5)) is None


async def test_the_display_shows_who_is_called_where_the_latest_first(morning: Morning) -> None:
    one, two = await morning.officer(1), await morning.officer(2)
    for _ in range(3):
        await morning.take()
    await morning.next(one, minute=1)
    await morning.next(two, minute=2)
    await hall_counter.finish(Acting(one, morning.minutes(3)), "A001", uuid4())
    seen = await shown(morning.minutes(2))
    assert [(each.label, each.counter) for each in seen.now] == [("A002", 2)]
    assert [each.label for each in seen.before] == ["A001"]
    assert seen.newest == "A002"
    assert seen.waiting == (("Phòng Tư pháp", 1),)
    assert (await shown(morning.minutes(9))).newest == ""


# --- sums and the day's end


async def test_the_sums_are_what_the_rows_say(morning: Morning) -> None:
    staff = await morning.officer(1)
    await morning.take()
    await morning.take(priority="pregnant", minute=2)
    await morning.next(staff, minute=10)
    await morning.next(staff, minute=40)
    await hall_counter.skip(Acting(staff, morning.minutes(45)), "A001", uuid4())
    found = await figures(local(morning.at).date())
    whole = found.whole
    assert (whole.issued, whole.with_priority, whole.called, whole.skipped, whole.served) == (2, 1, 2, 1, 1)
    assert (whole.mean_wait, whole.longest_wait, whole.mean_service) == (24.0, 40, 30.0)
    assert [each.says for each in found.half_hours] == ["08:00–08:30", "08:30–09:00"]
    assert found.groups[0].says == "Phòng Tư pháp"
    assert found.days[0].called == 2


async def test_a_call_that_is_undone_adds_nothing_to_the_sums(
    morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = await morning.officer(1)
    await morning.take()

    async def fail(*args: Any, **more: Any) -> None:
        raise RuntimeError("the sums can't be written")

    with monkeypatch.context() as without:
        without.setattr(hall_waits, "add_to_wait", fail)
        with pytest.raises(RuntimeError):
            await hall_counter.call_next(Acting(staff, morning.at), "", uuid4())
    assert await morning.serving(staff) == ""
    assert (await figures(local(morning.at).date())).whole.called == 0


async def test_the_estimate_learns_from_the_day(morning: Morning) -> None:
    staff = await morning.officer(1)
    for _ in range(9):
        await morning.take()
    for minute in range(0, 30, 5):
        await morning.next(staff, minute=minute)
    standing = next(each for each in await standings(morning.minutes(30)) if each.group.key == GROUP)
    assert standing.waiting == 3
    assert standing.says == "khoảng 15 đến 20 phút", "five minutes each, not the ten of the rule"
    idle = next(each for each in await standings(morning.minutes(30)) if each.group.key == OTHER)
    assert idle.says == "chưa tính được vì chưa có quầy mở"


async def test_what_is_left_of_a_day_lapses_and_no_counter_stays_open(morning: Morning, make_staff: MakeStaff) -> None:
    staff = await morning.officer(1)
    await morning.take()
    await morning.take()
    await morning.next(staff)
    tomorrow = Morning(make_staff)
    with pytest.raises(Conflict, match="chưa mở quầy"):
        await tomorrow.next(staff)
    await keep_hall(tomorrow.at)
    async with transaction():
        states = await rows("SELECT DISTINCT state FROM hall_ticket WHERE on_day = $1", local(morning.at).date())
    assert [each["state"] for each in states] == ["lapsed"]
    await hall_counter.open_counter(Acting(staff, tomorrow.at), 1, [GROUP])
    await tomorrow.take()
    assert "A001" in await tomorrow.next(staff)
