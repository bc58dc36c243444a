import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict
from motcua.domain.people import Staff
from motcua.store.engine import transaction
from motcua.store.queries import counters
from motcua.store.rows import run, value

AT = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)
MakeStaff = Callable[..., Awaitable[Staff]]


class Undone(Exception):
    pass


async def _storm(center: Center, take: Callable[[], Awaitable[int]], tries: int = 120) -> list[int]:
    """Many at once, every fifth undone; the numbers that stayed."""
    random = Random(3)
    fates = [random.random() < 0.2 for _ in range(tries)]

    async def one(is_undone: bool) -> int | None:
        with entered(center):
            try:
                async with transaction():
                    number = await take()
                    await asyncio.sleep(0)
                    if is_undone:
                        raise Undone
            except Undone:
                return None
            return number

    kept = await asyncio.gather(*(one(fate) for fate in fates))
    return sorted(number for number in kept if number is not None)


async def test_numbers_have_no_gaps_and_no_doubles_though_every_fifth_is_undone(
    que_vo: Center, other_center: Center
) -> None:
    key = uuid4().hex
    for center in (que_vo, other_center):
        numbers = await _storm(center, lambda: counters.next_number(key))
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) < 120


async def test_a_sequence_would_leave_gaps(que_vo: Center, owner: Any) -> None:
    """Negative control."""
    await owner.execute(
        f"CREATE SEQUENCE {que_vo.schema}.wrong; GRANT USAGE ON {que_vo.schema}.wrong TO {que_vo.schema}"
    )
    try:
        numbers = await _storm(que_vo, lambda: value("SELECT nextval('wrong')"))
        assert numbers != list(range(1, len(numbers) + 1))
    finally:
        await owner.execute(f"DROP SEQUENCE {que_vo.schema}.wrong")


async def test_reading_before_writing_without_a_lock_gives_a_number_twice(que_vo: Center) -> None:
    """Negative control: two receptionists, one code."""
    key = uuid4().hex

    async def careless() -> int:
        number = await counters.last_number(key) + 1
        await asyncio.sleep(0.01)
        await run(
            "INSERT INTO counter (key, last) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET last = excluded.last",
            key,
            number,
        )
        return number

    numbers = await _storm(que_vo, careless, tries=30)
    assert len(numbers) > len(set(numbers))


async def test_codes_follow_the_circular_and_start_again_each_day(que_vo: Center, other_center: Center) -> None:
    for center in (que_vo, other_center):
        with entered(center):
            for on, number in ((date(2031, 5, 6), 1), (date(2031, 5, 6), 2), (date(2031, 5, 7), 1)):
                async with transaction():
                    code = await counters.next_dossier_code(center.unit_code, on)
                assert code == f"{center.unit_code}-{on:%y%m%d}-{number:04d}"


async def test_after_9999_in_a_day_the_center_refuses_and_takes_no_number(in_que_vo: Center) -> None:
    on = date(2032, 1, 1)
    async with transaction():
        await run("INSERT INTO counter (key, last) VALUES ('dossier/2032-01-01', 9998)")
    async with transaction():
        assert (await counters.next_dossier_code("X", on)).endswith("-9999")
    with pytest.raises(Conflict, match=r"9\.999"):
        async with transaction():
            await counters.next_dossier_code("X", on)
    assert await counters.last_number("dossier/2032-01-01") == 9999


async def test_two_dossiers_with_one_code_are_refused_by_the_database(
    in_que_vo: Center, make_dossier: Callable[..., Awaitable[UUID]]
) -> None:
    code = uuid4().hex
    await make_dossier(code=code)
    with pytest.raises(asyncpg.UniqueViolationError):
        await make_dossier(code=code)


async def test_ten_equal_requests_do_the_work_once_and_answer_alike(que_vo: Center, make_staff: MakeStaff) -> None:
    with entered(que_vo):
        person = await make_staff()
    key, done = uuid4(), []

    async def post() -> Any:
        with entered(que_vo):
            async with transaction():
                claimed = await counters.claim_request_key(key, person.id, "accept", AT)
                if not claimed.is_new:
                    return claimed.outcome
                done.append(1)
                await asyncio.sleep(0.02)
                outcome = {"code": "000-1"}
                await counters.remember_request_key(key, outcome)
                return outcome

    answers = await asyncio.gather(*(post() for _ in range(10)))
    assert answers == [{"code": "000-1"}] * 10
    assert len(done) == 1


async def test_a_request_whose_first_try_failed_is_done_by_the_second(in_que_vo: Center, make_staff: MakeStaff) -> None:
    person, key = await make_staff(), uuid4()
    with pytest.raises(Undone):  # noqa: PT012
        async with transaction():
            assert (await counters.claim_request_key(key, person.id, "accept", AT)).is_new
            raise Undone
    async with transaction():
        assert (await counters.claim_request_key(key, person.id, "accept", AT)).is_new


async def test_somebody_elses_key_tells_nothing(in_que_vo: Center, make_staff: MakeStaff) -> None:
    one, two, key = await make_staff(), await make_staff(), uuid4()
    async with transaction():
        await counters.claim_request_key(key, one.id, "accept", AT)
        await counters.remember_request_key(key, {"secret": "x"})
    for person, action in ((two, "accept"), (one, "refuse")):
        with pytest.raises(Conflict):
            async with transaction():
                await counters.claim_request_key(key, person.id, action, AT)
    assert await counters.recall_request_key(key, one.id, "accept") == {"secret": "x"}


async def test_the_same_key_is_another_key_at_another_center(
    que_vo: Center, other_center: Center, make_staff: MakeStaff
) -> None:
    key = uuid4()
    for center in (que_vo, other_center):
        with entered(center):
            person = await make_staff()
            async with transaction():
                assert (await counters.claim_request_key(key, person.id, "accept", AT)).is_new


async def test_keys_of_long_ago_are_swept_and_newer_ones_stay(in_que_vo: Center, make_staff: MakeStaff) -> None:
    person, old, new = await make_staff(), uuid4(), uuid4()
    async with transaction():
        await counters.claim_request_key(old, person.id, "accept", AT - timedelta(days=1))
        await counters.claim_request_key(new, person.id, "accept", AT)
    async with transaction():
        await counters.sweep_request_keys(AT)
        assert [await value("SELECT count(*) FROM request_key WHERE key = $1", key) for key in (old, new)] == [0, 1]


async def test_a_counter_begins_at_one_and_tells_its_last(in_que_vo: Center) -> None:
    key = uuid4().hex
    async with transaction():
        assert await counters.last_number(key) == 0
        assert [await counters.next_number(key) for _ in range(3)] == [1, 2, 3]
        assert await counters.last_number(key) == 3


async def test_the_refusals_are_sentences_for_the_counter(in_que_vo: Center, make_staff: MakeStaff) -> None:
    person, key = await make_staff(), uuid4()
    async with transaction():
        await run("INSERT INTO counter (key, last) VALUES ('dossier/2033-01-01', 9999)")
        with pytest.raises(Conflict) as full:
            await counters.next_dossier_code("X", date(2033, 1, 1))
        await counters.claim_request_key(key, person.id, "accept", AT)
        with pytest.raises(Conflict) as strange:
            await counters.recall_request_key(key, person.id, "refuse")
        assert await counters.recall_request_key(uuid4(), person.id, "accept") is None
    assert str(full.value) == (
        "Hôm nay Trung tâm đã tiếp nhận đủ 9.999 hồ sơ, mã hồ sơ không còn số. Mời tiếp nhận vào ngày mai."
    )
    assert str(strange.value) == "Biểu mẫu này đã được dùng cho việc khác. Mở lại trang và thực hiện lại."


async def test_what_the_days_before_have_given_is_of_that_year_and_of_dossiers_alone(in_que_vo: Center) -> None:
    """Place in the register, numbered from 01 each year (TT 01/2018/TT-VPCP, Điều 10 khoản 2)."""
    async with transaction():
        before = await counters.given_before(date(2052, 3, 2))
        for day in (date(2051, 12, 31), date(2052, 1, 1), date(2052, 3, 1), date(2052, 3, 1), date(2052, 3, 2)):
            await counters.next_dossier_code("000.00.NN.H05", day)
        await counters.next_number("result/KQ/2052")
        assert before == 0
        assert await counters.given_before(date(2052, 1, 1)) == 0
        assert await counters.given_before(date(2052, 3, 1)) == 1
        assert await counters.given_before(date(2052, 3, 2)) == 3
