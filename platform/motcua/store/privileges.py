"""Under which account PostgreSQL runs, and how a program is started under it.

PostgreSQL refuses to run as root. As an ordinary user nothing changes. As root the server gets a numeric uid that
needs no line in /etc/passwd and that nobody else uses: 65533, just below `nobody` and outside the ranges of
distributions, of containers' images and of systemd's dynamic users. (`nobody` itself is shared by whatever else runs
under it on the machine, and could then open our files.) A data folder that belongs to another account keeps it.

Only where that uid can't reach the data or the programs (a folder below /root, a closed home) does it keep the
one capability CAP_DAC_OVERRIDE; parents are never opened with chmod.
"""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from motcua.store import launch

SERVER_UID = 65533


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs PostgreSQL. `uid` None: ourselves."""

    uid: int | None = None
    gid: int | None = None
    keeps_reach: bool = False

    @property
    def owner(self) -> tuple[int, int]:
        """Who must own the server's files."""
        return (os.geteuid() if self.uid is None else self.uid, os.getegid() if self.gid is None else self.gid)


def is_root() -> bool:
    return os.geteuid() == 0


def account_for(pgdata: Path) -> Account:
    """Ourselves, or as root the owner of an existing cluster, or the server's own number."""
    if not is_root():
        return Account()
    try:
        found = pgdata.stat()
    except FileNotFoundError:
        return Account(SERVER_UID, SERVER_UID)
    if found.st_uid == 0:
        return Account(SERVER_UID, SERVER_UID)
    return Account(found.st_uid, found.st_gid)


def named(account: Account) -> Account:
    """The same rights under a uid that /etc/passwd knows: `initdb`, alone of all programs, insists on a name."""
    if account.uid is None:
        return account
    known = [entry for entry in pwd.getpwall() if entry.pw_uid != 0]
    known.sort(key=lambda entry: entry.pw_name != "nobody")
    if not known:
        return account
    return replace(account, uid=known[0].pw_uid)  # the group stays: the data folder lets it through


def command(account: Account, **order: Any) -> list[str]:
    """The command line that carries out `order` (see `launch.main`) under `account`."""
    if account.uid is not None:
        order |= {"uid": account.uid, "gid": account.gid, "keeps_reach": account.keeps_reach}
    return [sys.executable, "-I", "-S", launch.__file__, json.dumps(order)]


def environment() -> dict[str, str]:
    """Nothing of ours reaches the server: a PGDATA or PGPORT of the user would change what it does."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def run(account: Account, argv: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a PostgreSQL program to its end."""
    return _run(command(account, argv=list(argv)))


def can_reach(account: Account, paths: Iterable[Path]) -> bool:
    """Can the account read and enter these, as the kernel sees it?"""
    return _can(account, paths, os.R_OK | os.X_OK)


def can_enter(account: Account, paths: Iterable[Path]) -> bool:
    """Can the account pass through these on its way to something of its own?"""
    return _can(account, paths, os.X_OK)


def _can(account: Account, paths: Iterable[Path], mode: int) -> bool:
    probe = [(str(path), mode) for path in paths]
    return _run(command(account, probe=probe)).returncode == 0


def send(account: Account, pid: int, number: int) -> bool:
    """Signal a process of the account; False when it is gone. Root without CAP_KILL asks the account to do it."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    except PermissionError:
        if account.uid is None:
            raise
        return _run(command(account, signal=(pid, number))).returncode == 0
    return True


def _run(argv: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        argv,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        cwd="/",
        env=environment(),
        check=False,
    )
