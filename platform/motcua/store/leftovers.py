"""What an earlier life may have left: a running postmaster, its orphaned children, a stale pid file.

Called only by the holder of the folder's lock, so whatever still runs on this folder has lost its application (killed
where the kernel does not pass the news on, as on macOS, or so recently that the server is still closing its files).
It is stopped, not adopted: a server that is not our child would not be told of our own death.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from motcua.domain.errors import Unavailable
from motcua.readiness import Progress
from motcua.store import privileges
from motcua.store.privileges import Account

POLITELY = 30.0  # seconds for a fast shutdown; then an immediate one, which the next start repairs from the WAL
FIRMLY = 15.0


def recorded_pid(pgdata: Path) -> int | None:
    """The postmaster that PostgreSQL's own pid file names."""
    try:
        first = (pgdata / "postmaster.pid").read_text("utf-8", "replace").splitlines()[0]
        pid = int(first)
    except (OSError, ValueError, IndexError):
        return None
    return pid if pid > 1 else None


def servers_on(pgdata: Path) -> list[int]:
    """Every process that works in this cluster: a postmaster and its children stand in the folder."""
    if sys.platform != "linux":
        pid = recorded_pid(pgdata)
        return [pid] if pid and _is_postgres(pid, pgdata) else []
    found = []
    here = os.fsencode(pgdata)
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                if os.readlink(os.fsencode(f"/proc/{entry.name}/cwd")) == here:
                    found.append(int(entry.name))
            except OSError:
                continue  # gone, a zombie, or somebody else's
    return found


def _is_postgres(pid: int, pgdata: Path) -> bool:
    ps = ["/bin/ps", "-ww", "-p", str(pid), "-o", "command="]
    shown = subprocess.run(ps, capture_output=True, text=True, check=False).stdout  # noqa: S603
    return str(pgdata) in shown


async def clear(pgdata: Path, account: Account, progress: Progress) -> None:
    """Return when nothing runs on this cluster any more."""
    for number, patience in ((signal.SIGINT, POLITELY), (signal.SIGQUIT, FIRMLY), (signal.SIGKILL, FIRMLY)):
        running = servers_on(pgdata)
        if not running:
            break
        progress("Đang dừng máy chủ dữ liệu còn lại của lần chạy trước", 0, 0)
        first = recorded_pid(pgdata)
        # Children follow their postmaster; only without one, or at last, are they told themselves.
        for pid in [first] if first in running and number != signal.SIGKILL else running:
            privileges.send(account, pid, number)
        if await _are_gone(pgdata, patience):
            break
    left = servers_on(pgdata)
    if left:
        raise Unavailable(
            f"Không dừng được máy chủ dữ liệu của lần chạy trước (tiến trình số {', '.join(map(str, left))}). "
            "Dừng tiến trình đó rồi chạy lại."
        )
    if recorded_pid(pgdata) is not None:
        # The number may by now be another program's (a restarted container counts anew), and PostgreSQL would then
        # refuse to start. We hold the folder and have looked: nobody works here.
        (pgdata / "postmaster.pid").unlink(missing_ok=True)


async def _are_gone(pgdata: Path, patience: float) -> bool:
    deadline = asyncio.get_running_loop().time() + patience
    while servers_on(pgdata):
        if asyncio.get_running_loop().time() > deadline:
            return False
        await asyncio.sleep(0.05)
    return True
