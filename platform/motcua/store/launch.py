"""The last steps before a PostgreSQL program takes over this process. Run as a script: `python -I -S launch.py ORDER`.

A process of its own, because what it does can't be undone: it gives up the uid, keeps (or not) one capability, and asks
the kernel to be told when its parent dies. It imports the standard library only and prints nothing but errors.

The order matters (`man 2 prctl`): the parent-death signal is cleared by a change of uid, so it is set after the drop.
`access(2)`, by which PostgreSQL looks for its own programs, forgets the capabilities of a process with an ordinary
uid unless SECBIT_NO_SETUID_FIXUP is set; without it `initdb` does not find `postgres` below a closed folder.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from typing import Any

PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
SECBIT_NO_SETUID_FIXUP = 1 << 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522

REFUSED = 71  # EX_OSERR: the kernel does not let us keep the capability
UNREACHABLE = 72  # a probed path is out of reach
ORPHANED = 73  # the parent died before we could ask to be told


def _prctl(option: int, *arguments: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    padded = (*arguments, 0, 0, 0, 0)[:4]
    if libc.prctl(option, *(ctypes.c_ulong(each) for each in padded)) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option})")


def _keep_only(capability: int) -> None:
    """This capability, permitted, inheritable and ambient; every other one gone."""
    bit = 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset(ctypes.byref(header), ctypes.byref(sets)) != 0:
        raise OSError(ctypes.get_errno(), "capset")
    _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability)


def _drop(uid: int, gid: int, keeps_reach: bool) -> None:
    os.setgroups([])
    os.setgid(gid)  # as root: real, effective and saved
    if keeps_reach:
        _prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP)
    os.setuid(uid)
    if keeps_reach:
        _keep_only(CAP_DAC_OVERRIDE)


def main(order: dict[str, Any]) -> int:
    """Do what the order says, then become its program (or answer its question)."""
    os.umask(0o077)
    if order.get("uid") is not None:
        try:
            _drop(order["uid"], order["gid"], order["keeps_reach"])
        except OSError as error:
            print(f"launch: {error}", file=sys.stderr)
            return REFUSED
    if sys.platform == "linux":
        _prctl(PR_SET_NO_NEW_PRIVS, 1)
        if order.get("parent"):
            _prctl(PR_SET_PDEATHSIG, signal.SIGINT)
            if os.getppid() != order["parent"]:
                return ORPHANED
    for path, mode in order.get("probe", ()):
        if not os.access(path, mode):
            print(path, file=sys.stderr)
            return UNREACHABLE
    if "signal" in order:
        pid, number = order["signal"]
        os.kill(pid, number)
    if "argv" in order:
        os.execv(order["argv"][0], order["argv"])  # noqa: S606
    return 0


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
