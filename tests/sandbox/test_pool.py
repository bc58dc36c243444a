"""A task that misbehaves takes its own worker along and nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from motcua.domain.errors import Refused, Unavailable
from motcua.sandbox.caps import Caps
from motcua.sandbox.pool import Pool, WorkerError, WorkerLost

DRILL = str(Path(__file__).with_name("drill.py"))
QUICK = Caps(seconds=1.0)
is_root = os.geteuid() == 0


def pool(size: int = 1, caps: Caps = QUICK) -> Pool:
    return Pool(DRILL, size=size, caps=caps)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_task_comes_back_with_its_value_and_bytes() -> None:
    async with pool() as workers:
        answer = await workers.run({"do": "echo", "say": "Đã nhận"}, b"\x00\xff" * 200_000)
        assert answer.value == "Đã nhận"
        assert answer.body == b"\x00\xff" * 200_000


async def test_a_file_goes_to_the_worker_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "tệp có dấu.bin"
    path.write_bytes(b"abc" * 300_000)
    async with pool() as workers:
        assert (await workers.run({"do": "echo"}, path)).body == path.read_bytes()


async def test_workers_start_only_when_needed_and_stay() -> None:
    async with pool(size=2) as workers:
        assert workers.pids == ()
        await workers.run({"do": "echo"})
        first = workers.pids
        await workers.run({"do": "echo"})
        assert workers.pids == first
        assert len(first) == 1


async def test_a_refusal_is_a_sentence_and_keeps_the_worker() -> None:
    async with pool() as workers:
        with pytest.raises(Refused, match="Không nhận tệp này"):
            await workers.run({"do": "refuse"})
        before = workers.pids
        with pytest.raises(WorkerError, match="KeyError"):
            await workers.run({"do": "raise"})
        assert (await workers.run({"do": "echo", "say": 1})).value == 1
        assert workers.pids == before


@pytest.mark.parametrize(("task", "why"), [("sleep", "late"), ("spin", "late"), ("memory", "died"), ("die", "died")])
async def test_a_hostile_task_loses_its_worker_and_the_next_one_is_served(task: str, why: str) -> None:
    async with pool() as workers:
        await workers.run({"do": "echo"})
        (before,) = workers.pids
        with pytest.raises(WorkerLost) as lost:
            await workers.run({"do": task})
        assert lost.value.why == why
        assert isinstance(lost.value, Unavailable)
        assert not is_alive(before)
        started = time.monotonic()
        assert (await workers.run({"do": "echo", "say": "ok"})).value == "ok"
        assert time.monotonic() - started < 10


async def test_one_bad_task_does_not_hurt_the_one_beside_it() -> None:
    async with pool(size=2, caps=Caps(seconds=3.0)) as workers:
        bad, good = await asyncio.gather(
            workers.run({"do": "die"}), workers.run({"do": "echo", "say": "tốt"}), return_exceptions=True
        )
        assert isinstance(bad, WorkerLost)
        assert not isinstance(good, BaseException)
        assert good.value == "tốt"


async def test_the_event_loop_goes_on_while_a_worker_spins() -> None:
    async with pool() as workers:
        await workers.run({"do": "echo"})
        task = asyncio.create_task(workers.run({"do": "spin"}))
        longest = 0.0
        while not task.done():
            before = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - before)
        with pytest.raises(WorkerLost):
            await task
        assert longest < 0.8


async def test_a_cancelled_request_does_not_leave_its_answer_to_the_next() -> None:
    async with pool(caps=Caps(seconds=5.0)) as workers:
        await workers.run({"do": "echo"})
        task = asyncio.create_task(workers.run({"do": "sleep"}))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await workers.run({"do": "echo", "say": "mới"})).value == "mới"


async def test_a_worker_is_replaced_after_its_share_of_tasks() -> None:
    async with pool(caps=Caps(tasks=2)) as workers:
        await workers.run({"do": "echo"})
        first = workers.pids
        await workers.run({"do": "echo"})
        assert workers.pids == ()
        await workers.run({"do": "echo"})
        assert workers.pids != first


async def test_what_a_library_prints_does_not_spoil_the_answers() -> None:
    async with pool() as workers:
        assert (await workers.run({"do": "print"})).value == "said"
        assert (await workers.run({"do": "echo", "say": 2})).value == 2


async def test_no_secret_of_the_server_reaches_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgres://canary")
    async with pool() as workers:
        environment = (await workers.run({"do": "environment"})).value
    assert "canary" not in str(environment)
    assert set(environment) <= {"PATH", "LANG", "TZ", "RAYON_NUM_THREADS", "MALLOC_ARENA_MAX", "LC_CTYPE"}


async def test_a_worker_writes_no_file(tmp_path: Path) -> None:
    async with pool() as workers:
        with pytest.raises((WorkerLost, WorkerError)):
            await workers.run({"do": "write", "path": str(tmp_path / "x")})
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


@pytest.mark.skipif(not is_root, reason="only root has something to drop")
async def test_as_root_an_opener_is_nobody_and_gains_nothing_back() -> None:
    caps = Caps(seconds=3.0, as_nobody=True, may_start_threads=False)
    async with pool(caps=caps) as workers:
        status = (await workers.run({"do": "status"})).value
        assert "Uid:\t65534\t65534\t65534\t65534" in status
        assert "NoNewPrivs:\t1" in status
        assert "Groups:\t \n" in status or "Groups:\t\n" in status
        with pytest.raises(WorkerError, match="BlockingIOError"):
            await workers.run({"do": "fork"})
    async with pool() as workers:
        control = (await workers.run({"do": "status"})).value
        assert "Uid:\t0\t" in control


@pytest.mark.skipif(not is_root, reason="a network namespace needs root")
async def test_as_root_a_worker_has_no_network() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port), 1):
            pass
        async with pool() as workers:
            assert (await workers.run({"do": "connect", "port": port})).value != 0


async def test_closing_stops_every_worker_even_one_at_work() -> None:
    workers = pool(size=2, caps=Caps(seconds=30))
    await workers.run({"do": "echo"})
    task = asyncio.create_task(workers.run({"do": "sleep"}))
    await asyncio.sleep(0.2)
    pids = workers.pids
    assert pids
    await workers.aclose()
    await workers.aclose()
    with pytest.raises(WorkerLost):
        await task
    assert not any(is_alive(pid) for pid in pids)
    with pytest.raises(WorkerLost) as lost:
        await workers.run({"do": "echo"})
    assert lost.value.why == "closed"


async def test_a_kind_that_can_not_start_says_why() -> None:
    async with Pool("motcua.sandbox.no_such_kind", size=1) as workers:
        with pytest.raises(WorkerError, match="ModuleNotFoundError"):
            await workers.run({})
        assert workers.pids == ()


def test_kill_9_of_the_server_takes_its_workers_along() -> None:
    server = (
        "import asyncio, sys\n"
        "from motcua.sandbox.pool import Pool\n"
        "from motcua.sandbox.caps import Caps\n"
        "async def main():\n"
        f"    pool = Pool({DRILL!r}, size=1, caps=Caps(seconds=60, as_nobody=True))\n"
        "    await pool.run({'do': 'echo'})\n"
        "    print(pool.pids[0], flush=True)\n"
        "    await pool.run({'do': 'spin'})\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", server], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        assert is_alive(worker)
        process.send_signal(signal.SIGKILL)
        process.wait()
    deadline = time.monotonic() + 5
    while is_alive(worker) and not _is_zombie(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(worker) or _is_zombie(worker)


def _is_zombie(pid: int) -> bool:
    """Killed, and waiting for whoever adopted it to look."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
