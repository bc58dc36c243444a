"""The cluster's files: created once, whole or not at all; our settings written anew at every start."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from motcua.domain.errors import Unavailable
from motcua.store import privileges
from motcua.store.binaries import Programs
from motcua.store.data_folder import sync_folder
from motcua.store.privileges import Account

SUPERUSER = "postgres"
PORT = 5432  # only a part of the socket's name: the server listens on no network
CONFIG_NAME = "motcua.conf"

# Nothing that a person typed may reach the server's log: no statement, no parameter, no DETAIL (it quotes key values).
CONFIG = """\
# Một Cửa ghi lại tệp này mỗi lần khởi động; muốn đổi, dùng ALTER SYSTEM (postgresql.auto.conf).
listen_addresses = ''
unix_socket_permissions = {socket_mode}
shared_buffers = {shared_buffers}
max_connections = 60
max_locks_per_transaction = 512
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
jit = off
logging_collector = on
log_destination = 'stderr'
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_statement = 'none'
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
max_wal_size = 512MB
"""
# For tests only: a power cut would ruin the cluster. A kill of every process still loses nothing (commits reach the
# kernel; with synchronous_commit off they would not).
CARELESS = """\
fsync = off
full_page_writes = off
autovacuum = off
"""
# Only through the socket, only with a password, whoever can open the folder.
RULES = "local all all scram-sha-256\nlocal replication all scram-sha-256\n"


@dataclass(frozen=True, slots=True)
class Cluster:
    """What a server needs to run: its files, its programs, its account."""

    pgdata: Path
    socket_dir: Path
    programs: Programs
    account: Account
    password: str
    durable: bool = True
    shared_buffers: str = "128MB"

    @property
    def argv(self) -> list[str]:
        """The command line. What keeps strangers out is said here too: it outranks a file somebody edited."""
        return [
            str(self.programs["postgres"]),
            "-D",
            str(self.pgdata),
            "-c",
            "listen_addresses=",
            "-c",
            f"unix_socket_directories={self.socket_dir}",
            "-c",
            f"port={PORT}",
        ]

    def create(self) -> None:
        """Run initdb beside the final place and move the result there, so that a kill leaves no half of a cluster."""
        fresh = self.pgdata.with_name("pgdata.new")
        shutil.rmtree(fresh, ignore_errors=True)
        password_file = self.pgdata.with_name("pgdata.password")
        maker = privileges.named(self.account)
        fresh.mkdir(mode=0o700)
        password_file.unlink(missing_ok=True)
        password_file.touch(mode=0o600)
        password_file.write_text(self.password + "\n", "ascii")
        if maker.uid is not None:
            for path in (fresh, password_file):
                os.chown(path, *maker.owner)
        options = [
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--auth=scram-sha-256",
            f"--username={SUPERUSER}",
            f"--pwfile={password_file}",
            f"--pgdata={fresh}",
        ]
        if not self.durable:
            options.append("--no-sync")
        try:
            done = privileges.run(maker, [str(self.programs["initdb"]), *options])
        finally:
            password_file.unlink(missing_ok=True)
        if done.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise Unavailable(_why_initdb_failed(done.stderr, self.pgdata.parent))
        with (fresh / "postgresql.conf").open("a", encoding="utf-8") as out:
            out.write(f"\ninclude_if_exists = '{CONFIG_NAME}'\n")
        (fresh / "pg_hba.conf").write_text(RULES, "ascii")
        if self.account.uid is not None:
            _give(fresh, self.account)
        fresh.rename(self.pgdata)
        sync_folder(self.pgdata.parent)

    def write_config(self) -> None:
        """Our settings; the server's account reads them."""
        config = CONFIG.format(socket_mode="0700", shared_buffers=self.shared_buffers)
        for name, text in ((CONFIG_NAME, config if self.durable else config + CARELESS), ("pg_hba.conf", RULES)):
            fresh = self.pgdata / f"{name}.new"
            fresh.unlink(missing_ok=True)
            fresh.touch(mode=0o600)
            fresh.write_text(text, "utf-8")
            if self.account.uid is not None:
                os.chown(fresh, *self.account.owner)
            fresh.rename(self.pgdata / name)


def _give(folder: Path, account: Account) -> None:
    """initdb ran under a named account; the files belong to the server's."""
    uid, gid = account.owner
    for parent, folders, names in os.walk(folder):
        for name in (*folders, *names):
            os.chown(Path(parent, name), uid, gid, follow_symlinks=False)
    os.chown(folder, uid, gid, follow_symlinks=False)


def _why_initdb_failed(said: str, data_dir: Path) -> str:
    if "could not look up effective user ID" in said:
        return (
            f"Tài khoản số {os.geteuid()} không có tên trong /etc/passwd nên không tạo được cơ sở dữ liệu. "
            "Chạy bằng một tài khoản có tên, hoặc đặt MOTCUA_DATABASE_URL để dùng máy chủ PostgreSQL có sẵn."
        )
    if "No space left" in said:
        return f"Hết chỗ trên đĩa khi tạo cơ sở dữ liệu trong {data_dir}. Giải phóng ít nhất 200 MB rồi chạy lại."
    last = [line.strip() for line in said.splitlines() if "error" in line.lower() or "fatal" in line.lower()]
    return f"Không tạo được cơ sở dữ liệu trong {data_dir}: {last[-1] if last else said.strip()[-300:]}"
