"""Appointments: places of a slot, the code that confirms, checking in, not coming."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from tests.services.hall_day import GROUP, Morning

from motcua.centers import Center, entered
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, Refused
from motcua.domain.people import Acting, Staff
from motcua.services.hall import booking as hall_booking
from motcua.services.hall.booking import appointment_code, cancel, check_in, confirm, hold
from motcua.services.hall.day import keep_hall
from motcua.store.engine import transaction
from motcua.store.queries import hall_appointments as stored
from motcua.store.rows import rows, value


@pytest.fixture
def at_que_vo(que_vo: Center) -> Iterator[Center]:
    with entered(que_vo):
        yield que_vo


@pytest.fixture
def morning(at_que_vo: Center, make_staff: Callable[..., Awaitable[Staff]]) -> Morning:
    return Morning(make_staff)


def typed(morning: Morning, time: str = "09:00", **changes: str) -> dict[str, str]:
    person = {"name": "Nguyễn Thị Hà", "contact": f"09{uuid4().int % 10**8:08d}"}
    return {"nhom": GROUP, "gio": f"{local(morning.at):%Y-%m-%d}T{time}", **person, **changes}


async def held(center: Center, morning: Morning, time: str = "09:00", **changes: str) -> str:
    """The code, as the message brings it."""
    key = uuid4()
    await hold(typed(morning, time, **changes), morning.at, key)
    return appointment_code(uuid5(key, f"{center.key}/appointment"))


async def state_of(code: str) -> str:
    async with transaction():
        return str(await value("SELECT state FROM hall_appointment WHERE code_mac = $1", stored.code_mac(code)))


async def test_a_place_is_held_confirmed_and_gives_priority_at_its_time(que_vo: Center, morning: Morning) -> None:
    code = await held(que_vo, morning)
    assert await state_of(code) == "held"
    made = await confirm(code, morning.minutes(5))
    assert made is not None
    assert made.when.startswith("09:00 thứ")
    assert await confirm(code, morning.minutes(6)) == made, "done twice it is done"
    with pytest.raises(Conflict, match="từ 08:30"):
        await check_in(code, morning.minutes(20), uuid4(), by="Kiosk")
    ordinary = await morning.take(minute=35)
    ticket = await check_in(code, morning.minutes(40), uuid4(), by="Kiosk")
    assert ticket is not None
    assert ticket.priority_name == "Người có lịch hẹn"
    again = await check_in(code, morning.minutes(41), uuid4(), by="Kiosk")
    assert again is not None
    assert again.label == ticket.label
    staff = await morning.officer(1)
    assert ordinary.label in await morning.next(staff, minute=50), "before nine the appointment waits its turn"
    await morning.take(minute=36)
    assert ticket.label in await morning.next(staff, minute=60)


async def test_the_message_brings_the_code_once(que_vo: Center, morning: Morning) -> None:
    key, what = uuid4(), typed(morning)
    for _ in range(2):
        await hold(what, morning.at, key)
    appointment_id = uuid5(key, f"{que_vo.key}/appointment")
    code = appointment_code(appointment_id)
    await confirm(code, morning.at)
    async with transaction():
        found = await rows(
            "SELECT occasion FROM message WHERE once_key = ANY($1::text[]) ORDER BY queued_at",
            [f"hall/held/{appointment_id}", f"hall/booked/{appointment_id}"],
        )
    assert [each["occasion"] for each in found] == ["place_held", "appointment"]


async def test_of_many_who_want_the_last_place_one_gets_it(que_vo: Center, morning: Morning) -> None:
    async def press() -> str:
        with entered(que_vo):
            return await held(que_vo, morning, "10:00")

    found = await asyncio.gather(*(press() for _ in range(12)), return_exceptions=True)
    assert sum(isinstance(each, str) for each in found) == 1
    assert all("hết chỗ" in each.errors["gio"] for each in found if isinstance(each, Refused))


async def test_without_the_locked_slot_more_get_it_than_there_are_places(
    que_vo: Center, morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control."""
    ready, real = asyncio.Barrier(5), stored.taken

    async def nothing(group_key: str, starts_at: Any) -> None: ...

    async def together(*args: Any) -> Any:
        found = await real(*args)
        await ready.wait()
        return found

    monkeypatch.setattr(stored, "lock_slot", nothing)
    monkeypatch.setattr(stored, "taken", together)

    async def press() -> str:
        with entered(que_vo):
            return await held(que_vo, morning, "10:30")

    assert len(await asyncio.gather(*(press() for _ in range(5)))) == 5


async def test_a_place_that_nobody_confirmed_is_free_again(que_vo: Center, morning: Morning) -> None:
    code = await held(que_vo, morning, "13:00")
    late = morning.minutes(16)
    assert await confirm(code, late) is None
    morning.at = late
    other = await held(que_vo, morning, "13:00")
    assert await confirm(other, late) is not None
    await keep_hall(late)
    assert await state_of(code) == "cancelled"
    async with transaction():
        sealed = await value("SELECT sealed FROM hall_appointment WHERE code_mac = $1", stored.code_mac(code))
    assert sealed == "", "whose it was is forgotten"


async def test_cancelling_gives_the_place_back_and_the_code_opens_nothing_more(
    que_vo: Center, morning: Morning
) -> None:
    code = await held(que_vo, morning, "14:00")
    await confirm(code, morning.at)
    assert await cancel(code, morning.minutes(1)) is not None
    assert await cancel(code, morning.minutes(2)) is None
    assert await check_in(code, morning.minutes(340), uuid4(), by="Kiosk") is None
    assert await held(que_vo, morning, "14:00")


async def test_who_comes_too_late_gets_a_number_like_everybody(que_vo: Center, morning: Morning) -> None:
    code = await held(que_vo, morning, "08:30")
    await confirm(code, morning.at)
    await keep_hall(morning.minutes(46))
    assert await state_of(code) == "no_show"
    ticket = await check_in(code, morning.minutes(50), uuid4(), by="Kiosk")
    assert ticket is not None
    assert ticket.priority == ""
    assert await state_of(code) == "checked_in"


async def test_on_another_day_or_at_another_center_the_code_is_none(
    que_vo: Center, morning: Morning, other_center: Center
) -> None:
    code = await held(que_vo, morning)
    await confirm(code, morning.at)
    assert await check_in(code, morning.at + timedelta(days=1), uuid4(), by="Kiosk") is None
    with entered(other_center):
        assert await confirm(code, morning.at) is None
        assert await cancel(code, morning.at) is None
    assert await state_of(code) == "booked"


async def test_nobody_holds_more_than_three_and_the_answer_is_the_same(que_vo: Center, morning: Morning) -> None:
    contact = f"09{uuid4().int % 10**8:08d}"
    codes = [await held(que_vo, morning, time, contact=contact) for time in ("15:00", "15:30", "16:00")]
    fourth = await held(que_vo, morning, "16:30", contact=contact)
    assert all([await confirm(code, morning.at) for code in codes])
    assert await confirm(fourth, morning.at) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nhom": "khong-co"}, "nhom"),
        ({"gio": "hom-nay"}, "gio"),
        ({"gio": "2017-01-01T09:00"}, "gio"),
        ({"gio": "9999-12-31T23:59"}, "gio"),
        ({"name": " "}, "name"),
        ({"contact": ""}, "contact"),
        ({"contact": "12"}, "contact"),
        ({"contact": "ai@"}, "contact"),
    ],
)
async def test_what_can_not_be_booked_says_why(morning: Morning, changes: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        await hold(typed(morning, "11:00", **changes), morning.at, uuid4())
    assert list(refused.value.errors) == [field]


async def test_ten_thousand_guessed_codes_open_nothing(que_vo: Center, morning: Morning) -> None:
    mine = await held(que_vo, morning, "09:30")
    await confirm(mine, morning.at)
    guesses = {f"{(int(mine) + 7919 * number) % 10**10:010d}" for number in range(1, 10_001)}
    async with transaction():
        macs = [stored.code_mac(guess) for guess in guesses]
        found = await value("SELECT count(*) FROM hall_appointment WHERE code_mac = ANY($1::bytea[])", macs)
    assert (len(guesses), found) == (10_000, 0)
    for odd in ("", "1", "abcdefghij", "١٢٣٤٥٦٧٨٩٠", "1" * 400):
        assert await confirm(odd, morning.at) is None
    assert await confirm(" ".join(mine), morning.at) is not None


async def test_staff_see_the_day_page_by_page(
    que_vo: Center, morning: Morning, make_staff: Callable[..., Awaitable[Staff]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for time in ("09:00", "13:30", "15:30"):
        await confirm(await held(que_vo, morning, time), morning.at)
    monkeypatch.setattr(hall_booking, "PAGE", 2)
    acting = Acting(await make_staff(receives=("tu_phap",)), morning.at)
    on = local(morning.at).date()
    first = await hall_booking.day_of_appointments(acting, on, "")
    second = await hall_booking.day_of_appointments(acting, on, first.next_after)
    times = [f"{local(line.starts_at):%H:%M}" for line in (*first.lines, *second.lines)]
    assert times == ["09:00", "13:30", "15:30"]
    assert {line.name for line in first.lines} == {"Nguyễn Thị Hà"}
    for odd in ("0001-01-01T00:00:00+14:00_" + str(uuid4()), "hom-nay", "_", "2017-11-08T08:00:00+07:00_x"):
        with pytest.raises(Refused):
            await hall_booking.day_of_appointments(acting, on, odd)
    stranger = Acting(await make_staff(receives=("noi_vu",)), morning.at)
    assert (await hall_booking.day_of_appointments(stranger, on, "")).lines == ()
    assert all(isinstance(line.id, UUID) for line in first.lines)
