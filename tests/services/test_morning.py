"""The mail of the morning: numbers equal to the lists, nothing about anybody outside, once a day, also after a kill."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from motcua.centers import Center, entered, here
from motcua.centers.training import Training
from motcua.domain.errors import Refused
from motcua.domain.people import Acting
from motcua.services.work import morning as morning_module
from motcua.services.work.morning import SLUGS, choice_of, choose, morning_of, stop, times, write_mornings
from motcua.services.work.worklists import Narrow, rows_of
from motcua.store.engine import transaction
from motcua.store.queries.messages import load_message, message_of_key, opened
from motcua.store.rows import rows, run

SEVEN = 7 * 60


@pytest.fixture
async def somebody(desk: Any, make_staff: Any) -> Acting:
    """At the counter, with an address."""
    staff = await make_staff(roles=("reception",), desks=(), receives=("*",))
    async with transaction():
        await run("UPDATE staff SET email = $2 WHERE id = $1", staff.id, f"{staff.username}@quevo.example")
    return Acting(staff, desk.at)


async def letters(person: Acting) -> list[dict[str, Any]]:
    async with transaction():
        return await rows(
            "SELECT id, state, once_key FROM message WHERE once_key LIKE $1 ORDER BY once_key",
            f"morning/{person.staff.id}/%",
        )


async def letter(person: Acting, at: datetime) -> dict[str, str]:
    async with transaction():
        message_id = await message_of_key(f"morning/{person.staff.id}/{(at + timedelta(hours=7)).date()}")
        assert message_id is not None
        found = await load_message(message_id)
        assert found is not None
        return opened(found["sealed"])


async def test_who_asked_gets_one_a_day_however_many_rounds_there_are(desk: Any, somebody: Acting) -> None:
    assert await letters(somebody) == []
    assert await choose(somebody, SEVEN) == "07:00"
    for _ in range(3):
        await write_mornings(desk.office, desk.at)
    assert len(await letters(somebody)) == 1
    await write_mornings(desk.office, desk.at + timedelta(days=1))
    assert len(await letters(somebody)) == 2
    said = await letter(somebody, desk.at)
    assert said["address"] == f"{somebody.staff.username}@quevo.example"
    assert "/tai-khoan/thu-buoi-sang" in said["text"]


async def test_two_rounds_at_the_same_moment_write_one(desk: Any, somebody: Acting) -> None:
    await choose(somebody, SEVEN)
    await asyncio.gather(*(write_mornings(desk.office, desk.at) for _ in range(4)))
    assert len(await letters(somebody)) == 1


async def test_killed_while_it_is_written_it_comes_once_with_the_next_round(
    desk: Any, somebody: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    await choose(somebody, SEVEN)
    real = morning_module.queue_message

    async def killed(*given: Any, **named: Any) -> bool:
        await real(*given, **named)
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(morning_module, "queue_message", killed)
        with pytest.raises(asyncio.CancelledError):
            await write_mornings(desk.office, desk.at)
    assert await letters(somebody) == []
    for _ in range(2):
        await write_mornings(desk.office, desk.at)
    assert len(await letters(somebody)) == 1


async def test_without_the_claim_and_the_key_of_the_day_there_would_be_two(
    desk: Any, somebody: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: with both taken out, every round writes."""
    await choose(somebody, SEVEN)
    real = morning_module.queue_message

    async def unkeyed(*given: Any, **named: Any) -> bool:
        return await real(*given, **named | {"once": f"{named['once']}/{uuid4()}"})

    async def always(*_: Any) -> bool:
        return True

    async def everybody(*_: Any) -> Any:
        async with transaction():
            return await rows(
                "SELECT s.*, m.at_minute FROM staff s JOIN morning_mail m ON m.staff_id = s.id WHERE s.id = $1",
                somebody.staff.id,
            )

    monkeypatch.setattr(morning_module, "queue_message", unkeyed)
    monkeypatch.setattr(morning_module.stored, "claim", always)
    monkeypatch.setattr(morning_module.stored, "due", everybody)
    for _ in range(2):
        await write_mornings(desk.office, desk.at)
    assert len(await letters(somebody)) == 2


async def test_it_comes_at_its_time_and_not_hours_later_nor_on_days_off(desk: Any, somebody: Acting) -> None:
    wednesday = desk.at - timedelta(hours=8)  # midnight
    await choose(somebody, SEVEN)
    for hours in (6.9, 10.5, 23):
        await write_mornings(desk.office, wednesday + timedelta(hours=hours))
    await write_mornings(desk.office, wednesday + timedelta(days=3, hours=7.1))  # Saturday
    assert await letters(somebody) == []
    await write_mornings(desk.office, wednesday + timedelta(hours=7))
    assert len(await letters(somebody)) == 1


async def test_stopped_no_more_come_and_begun_again_none_comes_twice(desk: Any, somebody: Acting) -> None:
    await choose(somebody, SEVEN)
    await write_mornings(desk.office, desk.at)
    await stop(somebody)
    assert (await choice_of(somebody)).at_minute is None
    await write_mornings(desk.office, desk.at + timedelta(days=1))
    assert len(await letters(somebody)) == 1
    await choose(somebody, SEVEN)
    await write_mornings(desk.office, desk.at)
    assert len(await letters(somebody)) == 1


async def test_who_is_away_or_locked_gets_none(desk: Any, somebody: Acting) -> None:
    await choose(somebody, SEVEN)
    async with transaction():
        await run("UPDATE staff SET is_locked = true WHERE id = $1", somebody.staff.id)
    await write_mornings(desk.office, desk.at)
    assert await letters(somebody) == []
    async with transaction():
        await run("UPDATE staff SET is_locked = false WHERE id = $1", somebody.staff.id)
    await write_mornings(desk.office, desk.at)
    assert len(await letters(somebody)) == 1


async def test_nothing_is_written_in_a_training_twin(desk: Any, somebody: Acting) -> None:
    await choose(somebody, SEVEN)
    twin = replace(here(), training=Training(of=here().key))
    with entered(twin):
        assert await write_mornings(desk.office, desk.at) == 0
    assert await letters(somebody) == []
    await write_mornings(desk.office, desk.at)
    assert len(await letters(somebody)) == 1, "the same act at the center itself"


async def test_what_it_says_is_numbers_and_links_and_nothing_of_an_applicant(desk: Any, somebody: Acting) -> None:
    made = await desk.accept("thu-kinh-doanh")
    bundle = await desk.seen(made.id)
    await choose(somebody, SEVEN)
    await write_mornings(desk.office, desk.at)
    said = " ".join((await letter(somebody, desk.at)).values())
    for text in (bundle.value.code, bundle.applicant["name"], bundle.applicant["phone"], str(made.id), "125123456"):
        assert text
        assert text not in said
    assert "Đăng ký kinh doanh thử" not in said
    assert re.search(r"Đang chờ bạn xử lý: [1-9]", said)


@pytest.mark.parametrize("who", ["reception", "officer", "head", "leader", "clerk", "director"])
async def test_every_number_is_that_of_the_list_behind_it(desk: Any, who: str) -> None:
    first = (await desk.accept("thu-kinh-doanh")).id
    await desk.make("reception", "hand_over", first)
    await desk.accept("thu-chung-thuc")
    acting = desk.by(who, desk.at + timedelta(hours=1))
    found = await morning_of(desk.office, acting)
    views = {slug: view for view, slug in SLUGS.items()}
    counted = 0
    for number in (*found.numbers, *found.agencies):
        if not number.path.startswith("/viec"):
            continue
        view, *rest = re.findall(r"=([^&]+)", number.path)
        narrow = Narrow()
        for text in rest:
            narrow = replace(narrow, agency=text) if "co-quan" in number.path else replace(narrow, states=(text,))
        async with transaction():
            listed = await rows_of(acting, views[view], narrow, limit=500)
        assert number.count == len(listed), number
        counted += 1
    assert counted >= 2
    assert bool(found.agencies) == (who == "director")


async def test_without_an_address_or_at_no_time_there_is_none(desk: Any, somebody: Acting, make_staff: Any) -> None:
    nobody = Acting(await make_staff(roles=("reception",), desks=(), receives=("*",)), desk.at)
    with pytest.raises(Refused, match="quản trị"):
        await choose(nobody, SEVEN)
    for minute in (-1, SEVEN + 1, 23 * 60):
        with pytest.raises(Refused, match="giờ"):
            await choose(somebody, minute)
    assert dict(times())[SEVEN] == "07:00"


async def test_a_mail_of_the_other_center_is_none_of_ours(desk: Any, somebody: Acting, other_center: Center) -> None:
    await choose(somebody, SEVEN)
    with entered(other_center):
        await write_mornings(desk.office, desk.at)
        assert await letters(somebody) == []
    assert await letters(somebody) == []
