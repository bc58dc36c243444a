"""The feed: one order in which nothing comes in behind a reader, however transactions end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

from tests.conftest import OPENING

from motcua.centers import Center, entered
from motcua.store.engine import transaction
from motcua.store.queries import feed
from motcua.store.queries.trail import append_event
from motcua.store.rows import rows, value

Make = Callable[..., Awaitable[UUID]]
DATA = {"from": None, "to": "accepted", "step": None, "at": ["center", "reception"], "due_at": None}


async def told(dossier_id: UUID) -> int:
    return await append_event(dossier_id, "accept", OPENING, None, DATA)


async def all_after(column: str, after: int) -> list[tuple[UUID, int]]:
    """What a reader that pages by `column` gets, and has then read to the end of."""
    async with transaction():
        found = await rows(f"SELECT dossier_id, {column} AS at FROM event_feed WHERE {column} > $1 ORDER BY 2", after)
    return [(each["dossier_id"], each["at"]) for each in found]


async def sequenced() -> None:
    async with transaction():
        while await feed.give_positions():
            pass


async def overtaken(make: Make) -> tuple[UUID, UUID, Callable[[], Awaitable[None]]]:
    """An event written first and not committed yet, and one written later that is. Call the third to commit."""
    slow, quick = await make(), await make()
    written, go_on = asyncio.Event(), asyncio.Event()

    async def in_flight() -> None:
        async with transaction():
            await told(slow)
            written.set()
            await go_on.wait()

    task = asyncio.create_task(in_flight())
    await written.wait()
    async with transaction():
        await told(quick)

    async def commit() -> None:
        go_on.set()
        await task

    return slow, quick, commit


async def test_what_is_committed_later_comes_later_though_it_was_written_first(
    in_que_vo: Center, make_dossier: Make
) -> None:
    await sequenced()
    start = await last()
    slow, quick, commit = await overtaken(make_dossier)
    await sequenced()
    first = await all_after("position", start)
    assert [each for each, _ in first] == [quick]
    await commit()
    await sequenced()
    assert [each for each, _ in await all_after("position", first[-1][1])] == [slow]


async def test_a_reader_by_the_number_of_writing_would_miss_it(in_que_vo: Center, make_dossier: Make) -> None:
    """The control: the same readers with a number that is taken while writing lose the slow event for good."""
    async with transaction():
        start = await value("SELECT coalesce(max(pg_snapshot_xmax(pg_current_snapshot())::text::bigint), 0)")
    by_writing = "(SELECT e.xmin::text::bigint FROM event e WHERE e.dossier_id = d.id)"
    slow, quick, commit = await overtaken(make_dossier)

    async def read(after: int) -> list[tuple[UUID, int]]:
        async with transaction():
            found = await rows(
                f"SELECT d.id, {by_writing} AS at FROM dossier d WHERE d.id = ANY($1) AND {by_writing} > $2 ORDER BY 2",
                [slow, quick],
                after,
            )
        return [(each["id"], each["at"]) for each in found]

    first = await read(start)
    assert [each for each, _ in first] == [quick]
    await commit()
    assert slow not in [each for each, _ in await read(first[-1][1])]


async def last() -> int:
    async with transaction():
        return await feed.last_position()


async def test_many_writers_and_many_sequencers_leave_no_gap_and_no_number_twice(
    in_que_vo: Center, make_dossier: Make
) -> None:
    await sequenced()
    start = await last()
    dossiers = [await make_dossier() for _ in range(6)]

    async def write(dossier_id: UUID) -> None:
        for number in range(5):
            async with transaction():
                await told(dossier_id)
                await asyncio.sleep(0.002 * (number % 3))

    async def read() -> list[int]:
        seen, at = [], start
        for _ in range(40):
            async with transaction():
                await feed.give_positions()
            for _, position in await all_after("position", at):
                seen.append(position)
                at = position
            await asyncio.sleep(0.003)
        return seen

    *_, one, other = await asyncio.gather(*map(write, dossiers), read(), read())
    await sequenced()
    whole = [position for _, position in await all_after("position", start)]
    assert whole == list(range(start + 1, start + 31))
    # What a reader has seen is the beginning of the whole: nothing came in before it.
    assert one == whole[: len(one)]
    assert other == whole[: len(other)]


async def test_a_dossiers_events_keep_their_order(in_que_vo: Center, make_dossier: Make) -> None:
    await sequenced()
    start = await last()
    dossier = await make_dossier()
    for _ in range(4):
        async with transaction():
            await told(dossier)
    await sequenced()
    async with transaction():
        found = await rows("SELECT seq FROM event_feed WHERE position > $1 ORDER BY position", start)
    assert [each["seq"] for each in found] == [1, 2, 3, 4]


async def test_a_reader_with_nothing_here_gets_on(in_que_vo: Center, make_dossier: Make) -> None:
    """Positions that are not for this reader are behind it after one look."""
    await sequenced()
    start = await last()
    dossier = await make_dossier()
    async with transaction():
        await told(dossier)
        await feed.give_positions()
        found, cursor, has_more = await feed.read_feed(start, kinds=["accept"], desks=["khong_co/ai"], limit=10)
    assert (found, cursor, has_more) == ([], start + 1, False)


async def test_a_reader_reads_by_the_index(in_que_vo: Center, plan_of: Callable[..., Awaitable[str]]) -> None:
    async def ask() -> Any:
        return await rows("SELECT position FROM event_feed WHERE position > $1 ORDER BY position LIMIT 10", 5)

    assert "event_feed_pkey" in await plan_of(ask, "enable_seqscan", "enable_sort")


async def test_two_centers_have_their_own_feeds(
    que_vo: Center, other_center: Center, in_que_vo: Center, make_dossier: Make
) -> None:
    await sequenced()
    dossier = await make_dossier(id=uuid4())
    async with transaction():
        await told(dossier)
    with entered(other_center):
        await sequenced()
        assert dossier not in [each for each, _ in await all_after("position", 0)]


async def test_what_was_written_before_there_was_a_feed_comes_in(in_que_vo: Center, make_dossier: Make) -> None:
    """An upgraded center's trail, and what the release before writes while the upgrade is under way."""
    await sequenced()
    start, dossiers = await last(), [await make_dossier() for _ in range(3)]
    for dossier in dossiers * 2:
        async with transaction():
            await told(dossier)
    async with transaction():
        assert await feed.give_positions(1) == 2, "so many dossiers at a time"
    await sequenced()
    found = [each for each, _ in await all_after("position", start)]
    assert sorted(found) == sorted(dossiers * 2)


async def test_nobody_who_works_waits_for_a_reader(in_que_vo: Center, make_dossier: Make) -> None:
    await sequenced()
    dossier, start = await make_dossier(), await last()
    async with transaction():
        await told(dossier)
    working, done = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        async with transaction():
            await told(dossier)
            working.set()
            await done.wait()

    task = asyncio.create_task(work())
    await working.wait()
    async with transaction():
        assert await feed.give_positions() == 0, "left for the next time"
    done.set()
    await task
    await sequenced()
    assert [each for each, _ in await all_after("position", start)] == [dossier, dossier]
