"""What a worker may use, and how it binds itself before it reads its first byte of somebody else's data."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWNET = 0x40000000
_NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Caps:
    """Limits of one worker process: `seconds` of wall time for one task, replaced after `tasks` of them."""

    memory: int = 1 << 30
    seconds: float = 5.0
    tasks: int = 500
    as_nobody: bool = False
    may_start_threads: bool = True

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Caps:
        return cls(**data)


def bind_this_process(caps: Caps, parent: int) -> None:
    """Take away what the worker does not need. Runs after the imports, since a dropped uid may not reach our files."""
    libc = ctypes.CDLL(None, use_errno=True)
    os.chdir("/")
    os.umask(0o077)
    if os.geteuid() == 0:
        # Best effort: inside some containers even root may not make a network namespace.
        libc.unshare(_CLONE_NEWNET)
        if caps.as_nobody:
            with contextlib.suppress(OSError):
                os.setgroups([])
                os.setresgid(_NOBODY, _NOBODY, _NOBODY)
                os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # A change of uid clears this, so it comes after the drop; kill -9 of the server then takes the worker along.
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, caps.memory)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, 64)
    if not caps.may_start_threads:
        _limit(resource.RLIMIT_NPROC, 0)


def allow_cpu_for_one_task(caps: Caps) -> None:
    """RLIMIT_CPU counts the life of the process, so the soft limit moves along with each task."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + caps.seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _limit(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (allowed, allowed))
