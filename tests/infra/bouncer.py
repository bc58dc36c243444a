"""A PgBouncer of the run: the shipped configuration, with this machine's addresses in it."""

from __future__ import annotations

import configparser
import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from motcua.testing.selection import infra_program

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "infra" / "pgbouncer" / "pgbouncer.ini"


def shipped() -> configparser.ConfigParser:
    """The file as PgBouncer reads it: `;` begins a comment, keys are case-blind, `%` is a plain sign."""
    parser = configparser.ConfigParser(interpolation=None, comment_prefixes=(";", "#"))
    parser.read(SHIPPED, encoding="utf-8")
    return parser


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Bouncer:
    """A running PgBouncer before the database of `app_url`."""

    host: str
    port: int
    log: Path
    pid: int


def _owner_of(place: Path) -> tuple[int, int] | None:
    """PgBouncer refuses to be root; the account that owns the server's socket may open it."""
    if os.geteuid() != 0:
        return None
    owner = place.stat()
    return owner.st_uid, owner.st_gid


@contextlib.contextmanager
def before(app_url: str, **changes: str) -> Iterator[Bouncer]:
    """Running before the database of `app_url` for the length of a block, with what is named changed."""
    parts = urlsplit(app_url)
    place = parse_qs(parts.query)["host"][0]
    config, port = shipped(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="motcua-bouncer-", dir="/tmp"))
    own = config["pgbouncer"]
    own.update(listen_port=str(port), auth_file=str(folder / "userlist.txt"), unix_socket_dir=str(folder))
    own.update(logfile=str(folder / "log"), pidfile=str(folder / "pid"), **changes)
    database = parts.path[1:]
    is_limited = own.pop("connect_query", "as shipped") != ""
    kept = config["databases"].pop("motcua").partition("connect_query=")[2]
    config["databases"][database] = f"host={place} port=5432 dbname={database}" + (
        f" connect_query={kept}" if is_limited else ""
    )
    with (folder / "pgbouncer.ini").open("w", encoding="utf-8") as out:
        config.write(out)
    (folder / "userlist.txt").write_text(f'"{parts.username}" "{parts.password}"\n')
    owner = _owner_of(Path(place))
    account: dict[str, Any] = {}
    if owner:
        account = {"user": owner[0], "group": owner[1], "extra_groups": []}
        for path in (folder, *folder.iterdir()):
            os.chown(path, *owner)
    program = infra_program("pgbouncer")
    assert program is not None
    with (folder / "said").open("wb") as said:
        child = subprocess.Popen([program, str(folder / "pgbouncer.ini")], stdout=said, stderr=said, **account)
    try:
        for _ in range(200):
            assert child.poll() is None, (folder / "said").read_text()
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield Bouncer("127.0.0.1", port, folder / "log", child.pid)
    finally:
        child.terminate()
        child.wait(10)
        shutil.rmtree(folder)
