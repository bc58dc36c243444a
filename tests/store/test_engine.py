import asyncio
from collections.abc import AsyncIterator
from random import Random
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from motcua.centers import Center, Centers, entered
from motcua.domain.errors import Unavailable
from motcua.store import engine
from motcua.store.engine import DB, CenterEngine, CenterTransaction, reading, savepoint, transaction
from motcua.store.rows import run, value
from motcua.store.tables import Counter


@pytest.fixture
async def small(two_centers: Centers, database: Any) -> AsyncIterator[CenterEngine]:
    """An engine with two connections: a leak shows at once."""
    engine = CenterEngine()
    async with engine.opened(database.ready.app_url, pool_size=2):
        yield engine


async def test_everything_of_a_transaction_or_nothing(in_que_vo: Center) -> None:
    key = uuid4().hex
    with pytest.raises(RuntimeError, match="stop"):  # noqa: PT012
        async with transaction():
            await run("INSERT INTO counter (key, last) VALUES ($1, 1)", key)
            raise RuntimeError("stop")
    assert await value("SELECT count(*) FROM counter WHERE key = $1", key) == 0
    async with transaction():
        await run("INSERT INTO counter (key, last) VALUES ($1, 1)", key)
    assert await value("SELECT count(*) FROM counter WHERE key = $1", key) == 1


async def test_a_nested_transaction_joins_the_open_one(in_que_vo: Center) -> None:
    async with transaction() as outer, transaction() as inner:
        assert inner is outer


async def test_an_inner_error_undoes_the_whole_transaction(in_que_vo: Center) -> None:
    key = uuid4().hex
    with pytest.raises(RuntimeError):  # noqa: PT012
        async with transaction():
            await run("INSERT INTO counter (key, last) VALUES ($1, 1)", key)
            async with transaction():
                raise RuntimeError
    assert await value("SELECT count(*) FROM counter WHERE key = $1", key) == 0


async def test_a_savepoint_may_fail_alone(in_que_vo: Center) -> None:
    kept, lost = uuid4().hex, uuid4().hex
    async with transaction():
        await run("INSERT INTO counter (key, last) VALUES ($1, 1)", kept)
        with pytest.raises(asyncpg.UniqueViolationError):  # noqa: PT012
            async with savepoint():
                await run("INSERT INTO counter (key, last) VALUES ($1, 1)", lost)
                await run("INSERT INTO counter (key, last) VALUES ($1, 1)", lost)
        async with savepoint():
            pass
    assert await value("SELECT count(*) FROM counter WHERE key = ANY($1)", [kept, lost]) == 1
    with pytest.raises(RuntimeError):
        async with savepoint():
            pass


async def test_a_connection_is_given_back_whatever_fails(small: CenterEngine, que_vo: Center) -> None:
    with entered(que_vo):
        for _ in range(5):
            with pytest.raises(asyncpg.PostgresError):
                async with small.transaction():
                    await small.fetch("SELECT 1 / 0")
        for _ in range(5):
            with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
                async with small.transaction():
                    await small.fetch("SELECT pg_terminate_backend(pg_backend_pid())")
        assert small.current_transaction.get() is None
        async with asyncio.timeout(5):
            assert (await small.fetch("SELECT 1"))[0][0] == 1


async def test_a_commit_that_fails_gives_the_connection_back(
    small: CenterEngine, que_vo: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(self: CenterTransaction) -> None:
        raise asyncpg.SerializationError("at commit")

    with entered(que_vo):
        with monkeypatch.context() as patch:
            patch.setattr(CenterTransaction, "commit", failing)
            for _ in range(5):
                with pytest.raises(asyncpg.SerializationError):
                    async with small.transaction():
                        await small.fetch("SELECT 1")
        async with asyncio.timeout(5):
            assert (await small.fetch("SELECT current_user"))[0][0] == que_vo.schema


async def test_piccolos_own_transaction_would_leak_then(
    small: CenterEngine, que_vo: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: with the library's __aexit__ the pool of two is empty after two failed commits."""
    from piccolo.engine.postgres import PostgresTransaction

    async def failing(self: CenterTransaction) -> None:
        raise asyncpg.SerializationError("at commit")

    monkeypatch.setattr(CenterTransaction, "__aexit__", PostgresTransaction.__aexit__)
    monkeypatch.setattr(CenterTransaction, "commit", failing)
    monkeypatch.setattr(engine, "ACQUIRE_SECONDS", 0.3)
    with entered(que_vo):
        for _ in range(2):
            with pytest.raises(asyncpg.SerializationError):
                async with small.transaction():
                    await small.fetch("SELECT 1")
            small.current_transaction.set(None)
        with pytest.raises(Unavailable):
            async with small.transaction():
                pass
    small.pools.of(None).terminate()


async def test_a_cancelled_request_gives_its_connection_back(small: CenterEngine, que_vo: Center) -> None:
    async def slow() -> None:
        with entered(que_vo):
            async with small.transaction():
                await small.fetch("SELECT pg_sleep(30)")

    for _ in range(4):
        task = asyncio.create_task(slow())
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    with entered(que_vo):
        async with asyncio.timeout(5):
            assert (await small.fetch("SELECT 1"))[0][0] == 1


async def test_a_full_pool_answers_with_a_sentence(
    small: CenterEngine, que_vo: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "ACQUIRE_SECONDS", 0.2)
    release = asyncio.Event()

    async def hold() -> None:
        with entered(que_vo):
            async with small.transaction():
                await release.wait()

    holders = [asyncio.create_task(hold()) for _ in range(2)]
    await asyncio.sleep(0.1)
    with entered(que_vo), pytest.raises(Unavailable, match="đang bận"):
        async with small.transaction():
            pass
    release.set()
    await asyncio.gather(*holders)


async def test_nothing_of_one_center_stays_on_the_connection(two_centers: Centers, database: Any) -> None:
    one = CenterEngine()
    async with one.opened(database.ready.app_url, pool_size=1):
        for center in [*two_centers.values()] * 3:
            with entered(center):
                found = await one.fetch("SELECT current_user, current_setting('search_path'), pg_backend_pid()")
            assert tuple(found[0])[:2] == (center.schema, center.schema)
        connection = await one.pools.of(None).acquire()
        assert await connection.fetchval("SELECT current_user") == "motcua_app"
        await one.pools.of(None).release(connection)


async def test_tasks_of_many_centers_never_meet(two_centers: Centers) -> None:
    random = Random(7)

    async def visit() -> int:
        wrong = 0
        for _ in range(30):
            center = random.choice([*two_centers.values()])
            with entered(center):
                async with transaction():
                    await asyncio.sleep(0)
                    wrong += await value("SELECT current_user") != center.schema
        return wrong

    assert sum(await asyncio.gather(*(visit() for _ in range(24)))) == 0


async def test_a_task_that_outlives_its_transaction_is_refused(in_que_vo: Center) -> None:
    ended = asyncio.Event()

    async def late() -> None:
        await ended.wait()
        await value("SELECT 1")

    async with transaction():
        task = asyncio.create_task(late())
    ended.set()
    with pytest.raises(RuntimeError, match="outlived"):
        await task


async def test_every_way_around_the_center_is_closed(in_que_vo: Center) -> None:
    with pytest.raises(RuntimeError):
        await DB.batch(Counter.select())
    with pytest.raises(RuntimeError):
        await DB.get_new_connection()
    with pytest.raises(RuntimeError):
        await DB._run_in_new_connection("SELECT 1")
    with pytest.raises(RuntimeError):
        await DB.run_ddl("CREATE TABLE x (y int)")


async def test_piccolos_queries_run_in_the_center(in_que_vo: Center) -> None:
    key = uuid4().hex
    async with transaction():
        await Counter.insert(Counter(key=key, last=7))
    assert await Counter.select(Counter.last).where(Counter.key == key) == [{"last": 7}]


async def test_statements_are_counted(in_que_vo: Center) -> None:
    with DB.counted() as statements:
        async with transaction():
            await value("SELECT 1")
            await Counter.select().limit(1)
    assert len(statements) == 2


async def test_arrays_can_be_asked_for_inside_a_center(two_centers: Centers, database: Any) -> None:
    """asyncpg reads array types with set_config(), which a center may not call: the pool reads them before."""
    fresh = CenterEngine()
    async with fresh.opened(database.ready.app_url, pool_size=1):
        for center in two_centers.values():
            with entered(center):
                assert (await fresh.fetch("SELECT 1 WHERE $1 = ANY($2::uuid[])", uuid4(), [uuid4()])) == []
                assert (await fresh.fetch("SELECT $1::jsonb[]", ["{}"]))[0][0] == ["{}"]


async def test_reading_tries_once_more_after_a_migration(in_que_vo: Center, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    async def work() -> int:
        tries.append(1)
        if len(tries) == 1:
            raise asyncpg.InvalidCachedStatementError("cached statement plan is invalid")
        return 5

    assert await reading(work) == 5
    assert len(tries) == 2
    with pytest.raises(asyncpg.InvalidCachedStatementError):  # noqa: PT012
        async with transaction():
            tries.clear()
            await reading(work)


async def test_the_catalog_is_read_outside_any_center_and_never_written(two_centers: Centers) -> None:
    async with DB.catalog_transaction():
        found = await DB.fetch("SELECT key FROM center ORDER BY key")
    assert {record["key"] for record in found} >= set(two_centers)
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        async with DB.catalog_transaction():
            await DB.fetch("CREATE TABLE x (y int)")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with DB.catalog_transaction():
            await DB.fetch("SELECT * FROM c_que_vo.dossier")


async def test_a_center_can_live_on_another_server(two_centers: Centers, database: Any) -> None:
    urls = {key: f"{database.ready.app_url}&application_name={key}" for key in two_centers}
    split = CenterEngine()
    async with split.opened(database.ready.app_url, resolve=lambda center: urls[center.key], pool_size=1):
        for center in two_centers.values():
            await split.open_for(center)
            with entered(center):
                assert (await split.fetch("SELECT current_user"))[0][0] == center.schema
        assert len(split.pools._open) == 3
    with entered(two_centers["que-vo"]), pytest.raises(Unavailable):
        await split.fetch("SELECT 1")


async def test_an_installation_opened_within_another_leaves_it_as_it_was(small: CenterEngine, que_vo: Center) -> None:
    outer, owner = small.pools, f"{small.pools.direct_url}&application_name=inner"
    with entered(que_vo):
        async with small.transaction(), small.opened(owner, pool_size=1):
            assert small.pools is not outer
            async with asyncio.timeout(5):
                assert (await small.fetch("SELECT current_setting('application_name')"))[0][0] == "motcua"
        assert small.pools is outer
        # What was begun before is given back to where it came from, twice: the pool has two.
        for _ in range(2):
            async with asyncio.timeout(5):
                assert (await small.fetch("SELECT 1"))[0][0] == 1
        with pytest.raises(Unavailable):
            async with small.opened("postgresql://x@/x?host=/nowhere"):
                raise AssertionError("opened")
    assert small.connections()["most"] == 2
    assert set(CenterEngine().connections().values()) == {0}, "a monitor that asks before the start gets an answer"
    assert small.pools is outer
