"""Point-in-time recovery with the real programs, and the units that systemd would read."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.store import binaries, privileges
from motcua.store.privileges import Account

ROOT = Path(__file__).resolve().parents[2]
BACKUP = ROOT / "infra" / "backup"


class Postgres:
    """PostgreSQL under an ordinary account, as a province's own would run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.as_root = os.geteuid() == 0
        programs = binaries.installed()
        if self.as_root:
            account = Account(65534, 65534)
            reachable = privileges.can_reach(account, programs.parts)
            programs = programs if reachable else binaries.copied(programs) or programs
            os.chown(folder, 65534, 65534)
        self.bin = programs.home / "bin"
        self.script = folder / "pitr"
        shutil.copy(BACKUP / "pitr", self.script)
        self.script.chmod(0o755)

    def run(self, *words: str | Path, is_ok: bool = True) -> subprocess.CompletedProcess[str]:
        dropped = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if self.as_root else []
        done = subprocess.run(
            [*dropped, *map(str, words)],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={
                "PATH": f"{self.bin}:/usr/bin:/bin",
                "LC_ALL": "C.UTF-8",
                "PGHOST": str(self.folder),
                "PGUSER": "postgres",
                "PGDATABASE": "postgres",
                "MOTCUA_WAL": str(self.folder / "wal"),
                "MOTCUA_BASE": str(self.folder / "base"),
            },
            timeout=120,
            check=False,
        )
        assert (done.returncode == 0) is is_ok, done.stderr
        return done

    def sql(self, statement: str) -> str:
        return self.run("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement).stdout.strip()

    def start(self, data: Path) -> None:
        self.run("pg_ctl", "-D", data, "-w", "-l", self.folder / f"{data.name}.log", "start")

    def stop(self, data: Path) -> None:
        self.run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="motcua-pitr-", dir="/tmp"))  # a socket's path is short
    folder.chmod(0o755)
    made = Postgres(folder)
    yield made
    for data in (folder / "live", folder / "new"):
        if (data / "postmaster.pid").exists():
            made.stop(data)
    shutil.rmtree(folder)


@pytest.mark.slow
def test_a_server_comes_back_as_it_was_at_the_minute_before_the_mistake(postgres: Postgres) -> None:
    live, new = postgres.folder / "live", postgres.folder / "new"
    postgres.run("initdb", "-D", live, "-U", "postgres", "-A", "trust", "--no-sync")
    config = (BACKUP / "pitr.conf").read_text("utf-8").replace("/opt/motcua/infra/backup/pitr", str(postgres.script))
    config = config.replace("/var/backups/motcua/wal", str(postgres.folder / "wal"))
    with (live / "postgresql.conf").open("a") as out:
        out.write(f"{config}\nlisten_addresses = ''\nunix_socket_directories = '{postgres.folder}'\n")
    postgres.start(live)
    postgres.sql("CREATE TABLE ho_so (so int); INSERT INTO ho_so VALUES (1)")
    postgres.run(postgres.script, "base")
    postgres.sql("INSERT INTO ho_so VALUES (2)")
    time.sleep(1.1)
    moment = postgres.sql("SELECT now()")
    time.sleep(1.1)
    postgres.sql("DELETE FROM ho_so")
    postgres.sql("INSERT INTO ho_so VALUES (3)")
    postgres.sql("SELECT pg_switch_wal()")
    for _ in range(200):
        if (
            postgres.sql("SELECT last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) FROM pg_stat_archiver")
            == "t"
        ):
            break
        time.sleep(0.1)
    assert postgres.sql("SELECT string_agg(so::text, ',') FROM ho_so") == "3"
    postgres.stop(live)

    early = postgres.run(postgres.script, "restore", new, "2017-11-08 07:30:00+07", is_ok=False)
    assert "không có bản sao lưu nào trước" in early.stderr
    assert not new.exists()
    postgres.run(postgres.script, "restore", new, moment)
    postgres.start(new)
    for _ in range(200):
        if postgres.sql("SELECT pg_is_in_recovery()") == "f":
            break
        time.sleep(0.1)
    assert postgres.sql("SELECT string_agg(so::text, ',' ORDER BY so) FROM ho_so") == "1,2"
    again = postgres.run(postgres.script, "restore", new, moment, is_ok=False)
    assert "đã có" in again.stderr


def test_a_segment_is_archived_once_and_another_never_takes_its_name(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"1" * 100)
    other.write_bytes(b"2" * 100)

    def archive(path: Path) -> int:
        environment = os.environ | {"MOTCUA_WAL": str(tmp_path / "wal")}
        command = [str(BACKUP / "pitr"), "archive", str(path), "000000010000000000000001"]
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode

    assert [archive(one), archive(one), archive(other)] == [0, 0, 1]
    assert [path.name for path in (tmp_path / "wal").iterdir()] == ["000000010000000000000001"]
    assert (tmp_path / "wal" / "000000010000000000000001").read_bytes() == one.read_bytes()
