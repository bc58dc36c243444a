import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from motcua import paths
from motcua.centers import Center, Centers, entered, here
from motcua.jobs import Handler, enqueue, worker
from motcua.store.engine import SettingRefused, transaction
from motcua.store.pools import unavailable
from motcua.store.rows import run, value

FAST = {"heartbeat": timedelta(seconds=2), "poll": timedelta(seconds=0.3), "waits": timedelta(seconds=0.3)}


@contextlib.asynccontextmanager
async def working(centers: Centers, **handlers: Handler) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(worker(handlers, stop, centers=centers, **FAST))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 15)


async def until(is_so: Callable[[], Awaitable[bool] | bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while True:
            answer = is_so()
            if answer if isinstance(answer, bool) else await answer:
                return
            await asyncio.sleep(0.05)


async def _waiting(owner: Any, kind: str) -> int:
    count: int = await owner.fetchval("SELECT count(*) FROM jobs.pgqueuer WHERE entrypoint = $1", kind)
    return count


async def test_a_job_runs_in_the_center_that_asked_for_it(two_centers: Centers) -> None:
    kind, seen = f"k{uuid4().hex}", []

    async def note(payload: Any) -> None:
        async with transaction():
            seen.append((here().key, payload["of"], await value("SELECT current_user")))

    for center in two_centers.values():
        with entered(center):
            async with transaction():
                assert await enqueue(kind, {"of": center.key, "id": uuid4()})
    async with working(two_centers, **{kind: note}):
        await until(lambda: len(seen) == 2)
    assert sorted(seen) == sorted((c.key, c.key, c.schema) for c in two_centers.values())


async def test_a_job_of_a_transaction_undone_was_never_there(in_que_vo: Center, owner: Any) -> None:
    kind = f"k{uuid4().hex}"
    with contextlib.suppress(RuntimeError):
        async with transaction():
            await enqueue(kind, {})
            raise RuntimeError
    assert await _waiting(owner, kind) == 0
    async with transaction():
        await enqueue(kind, {})
    assert await _waiting(owner, kind) == 1


async def test_a_second_job_of_one_key_is_dropped_per_center(two_centers: Centers, owner: Any) -> None:
    kind = f"k{uuid4().hex}"
    for center in two_centers.values():
        with entered(center):
            async with transaction():
                assert await enqueue(kind, {"n": 1}, key="a")
                assert not await enqueue(kind, {"n": 1}, key="a")
                assert await enqueue(kind, {"n": 1}, key="b")
    assert await _waiting(owner, kind) == 4


async def test_few_jobs_run_at_once_and_one_without_a_connection_is_run_again(
    in_que_vo: Center, two_centers: Centers, owner: Any
) -> None:
    """A thousand at once would each want a connection of the pool that the requests use."""
    kind, running, most, turned, done = f"k{uuid4().hex}", 0, 0, set[int](), set[int]()

    async def work(payload: Any) -> None:
        nonlocal running, most
        running, most = running + 1, max(most, running + 1)
        try:
            await asyncio.sleep(0.02)
            if payload["n"] == 0 and not turned:
                turned.add(0)
                raise unavailable()
            done.add(payload["n"])
        finally:
            running -= 1

    async with transaction():
        for number in range(60):
            await enqueue(kind, {"n": number})
    async with working(two_centers, **{kind: work}):
        await until(lambda: len(done) == 60)
    assert turned == {0}
    assert 1 < most <= 8
    assert await _waiting(owner, kind) == 0


async def test_what_somebody_sits_and_waits_for_goes_before_what_waited_longer(
    in_que_vo: Center, two_centers: Centers
) -> None:
    """A code to sign in with must not stand behind the thousand dossiers that were changed at one stroke."""
    many, code, order = f"k{uuid4().hex}", f"k{uuid4().hex}", list[str]()

    async def change(_: Any) -> None:
        await asyncio.sleep(0.02)
        order.append("change")

    async def send(_: Any) -> None:
        order.append("code")

    async with transaction():
        for _ in range(100):
            await enqueue(many, {})
        await enqueue(code, {}, first=True)
    async with working(two_centers, **{many: change, code: send}):
        await until(lambda: len(order) == 101)
    assert order.index("code") < 10


@pytest.mark.parametrize("payload", [{"name": {"last": "An"}}, {"text": "x" * 201}, {"amount": 1.5}, {"raw": b"x"}])
async def test_a_job_carries_ids_and_nothing_about_people(payload: Any, in_que_vo: Center) -> None:
    with pytest.raises(TypeError, match="a job carries ids"):
        await enqueue("x", payload)


async def test_a_center_can_neither_read_nor_forge_anothers_jobs(
    que_vo: Center, other_center: Center, owner: Any
) -> None:
    kind = f"k{uuid4().hex}"
    for center, other in ((que_vo, other_center), (other_center, que_vo)):
        with entered(center):
            for sql in (
                "SELECT * FROM jobs.pgqueuer",
                "SELECT * FROM jobs.pgqueuer_log",
                "DELETE FROM jobs.pgqueuer",
                "INSERT INTO jobs.pgqueuer (priority, status, entrypoint) VALUES (0, 'queued', 'x')",
                "UPDATE jobs.pgqueuer SET headers = '{}'",
                f"SET LOCAL ROLE {other.schema}; SELECT jobs.enqueue('x', '{{}}')",
                "ALTER FUNCTION jobs.enqueue(text, jsonb) SECURITY INVOKER",
            ):
                with pytest.raises((asyncpg.InsufficientPrivilegeError, SettingRefused)):
                    await run(sql)
            # What it says in the payload does not matter: the stamp is the database's.
            async with transaction():
                await enqueue(kind, {"center": other.schema, "headers": other.schema})
    stamps = await owner.fetch("SELECT headers, payload FROM jobs.pgqueuer WHERE entrypoint = $1", kind)
    assert {
        (json.loads(record["headers"])["center"], json.loads(record["payload"])["center"]) for record in stamps
    } == {(que_vo.schema, other_center.schema), (other_center.schema, que_vo.schema)}


async def test_a_stamp_from_the_payload_could_be_forged(que_vo: Center, other_center: Center, owner: Any) -> None:
    """Negative control: a function that believes its caller lets one center work as another."""
    kind = f"k{uuid4().hex}"
    await owner.execute(
        """CREATE FUNCTION jobs.believing(kind text, payload jsonb) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$
        INSERT INTO jobs.pgqueuer (priority, status, entrypoint, headers)
        VALUES (0, 'queued', kind, jsonb_build_object('center', payload ->> 'center')) RETURNING id $$"""
    )
    try:
        with entered(que_vo):
            await value("SELECT jobs.believing($1, $2)", kind, json.dumps({"center": other_center.schema}))
        headers = await owner.fetchval("SELECT headers FROM jobs.pgqueuer WHERE entrypoint = $1", kind)
        assert json.loads(headers)["center"] == other_center.schema
    finally:
        await owner.execute("DROP FUNCTION jobs.believing(text, jsonb)")
        await owner.execute("DELETE FROM jobs.pgqueuer WHERE entrypoint = $1", kind)


async def test_a_job_that_fails_is_held_for_a_person_and_stops_no_other(two_centers: Centers, owner: Any) -> None:
    bad, good, done = f"k{uuid4().hex}", f"k{uuid4().hex}", []

    async def fail(_: Any) -> None:
        raise ZeroDivisionError("plugin")

    async def work(_: Any) -> None:
        done.append(here().key)

    with entered(two_centers["que-vo"]):
        async with transaction():
            await enqueue(bad, {})
            await enqueue(good, {})
    async with working(two_centers, **{bad: fail, good: work}):

        async def is_held() -> bool:
            status = await owner.fetchval("SELECT status FROM jobs.pgqueuer WHERE entrypoint = $1", bad)
            return status == "failed" and bool(done)

        await until(is_held)
    assert await _waiting(owner, good) == 0


async def test_a_job_of_a_center_that_is_closed_waits_and_runs_when_it_is_opened(
    two_centers: Centers, que_vo: Center, owner: Any
) -> None:
    kind, ran = f"k{uuid4().hex}", []

    async def work(_: Any) -> None:
        ran.append(here().key)

    async def tries() -> int:
        asked = "SELECT attempts FROM jobs.pgqueuer WHERE entrypoint = $1 AND status IN ('queued', 'picked')"
        return int(await owner.fetchval(asked, kind) or 0)

    async def has_waited() -> bool:
        return await tries() >= 2

    for center in two_centers.values():
        with entered(center):
            async with transaction():
                await enqueue(kind, {})
    opened = Centers(two_centers.province, {key: c for key, c in two_centers.items() if key != "que-vo"})
    async with working(
        opened, **{kind: work}
    ):  # the others' jobs go on, its own comes round and is neither run nor lost
        await until(has_waited)
        assert set(ran) == {"gia-binh"}
        opened["que-vo"] = que_vo  # made or opened by hand while we run
        await until(lambda: "que-vo" in ran)
    assert sorted(ran) == ["gia-binh", "que-vo"]
    assert await _waiting(owner, kind) == 0


async def test_a_job_of_a_center_that_was_closed_runs_after_the_next_start(
    two_centers: Centers, que_vo: Center, owner: Any
) -> None:
    kind, ran = f"k{uuid4().hex}", []

    async def work(_: Any) -> None:
        ran.append(here().key)

    async def has_waited() -> bool:
        asked = "SELECT attempts FROM jobs.pgqueuer WHERE entrypoint = $1 AND status = 'queued'"
        return bool(await owner.fetchval(asked, kind))

    with entered(que_vo):
        async with transaction():
            await enqueue(kind, {})
    async with working(Centers(two_centers.province, {}), **{kind: work}):
        await until(has_waited)
    assert ran == []
    async with working(two_centers, **{kind: work}):
        await until(lambda: ran == ["que-vo"])
    assert await _waiting(owner, kind) == 0


async def test_the_worker_outlives_a_lost_connection(two_centers: Centers, owner: Any) -> None:
    kind, done = f"k{uuid4().hex}", []

    async def work(_: Any) -> None:
        done.append(1)

    async with working(two_centers, **{kind: work}):
        await asyncio.sleep(0.5)
        await owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'motcua jobs' "
            "AND datname = current_database()"
        )
        with entered(two_centers["que-vo"]):
            async with transaction():
                await enqueue(kind, {})
        await until(lambda: bool(done))


DIES = """
import asyncio, os, sys
from pathlib import Path
from datetime import timedelta
from motcua.centers import read_centers
from motcua.jobs import worker
from motcua.store.engine import DB

async def main():
    async def hang(payload):
        print("took", flush=True)
        await asyncio.sleep(600)
    async with DB.opened(sys.argv[1], pool_size=2):
        await worker({sys.argv[2]: hang}, asyncio.Event(), centers=read_centers(Path(sys.argv[3])),
                     heartbeat=timedelta(seconds=2), poll=timedelta(seconds=0.3))

asyncio.run(main())
"""


async def test_a_job_whose_worker_is_killed_is_given_to_another(
    two_centers: Centers, database: Any, owner: Any
) -> None:
    kind, done = f"k{uuid4().hex}", []

    async def work(_: Any) -> None:
        done.append(here().key)

    with entered(two_centers["que-vo"]):
        async with transaction():
            await enqueue(kind, {})
    process = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-c", DIES, database.ready.app_url, kind, str(paths.tenants())], stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        took = await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), 20)
        assert took == b"took\n"
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    assert await _waiting(owner, kind) == 1
    async with working(two_centers, **{kind: work}):
        await until(lambda: bool(done))
    assert done == ["que-vo"]
    assert await _waiting(owner, kind) == 0
