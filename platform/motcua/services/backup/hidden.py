"""Folders out of sight in which a center is made ready: gone at the end of the work, or found when that was killed.

Whoever works in one holds a lock on it, which ends with the process however that ends.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from motcua.settings import Settings

STAGED, UNPACKED, PLACED = ".motcua-tenants-", ".motcua-import-", ".incoming-"


@contextlib.contextmanager
def hidden_folder(beside: Path, prefix: str) -> Iterator[Path]:
    """A folder of one's own in `beside`, removed again at the end."""
    with contextlib.ExitStack() as stack:
        with _held(beside):  # nobody looks between its making and its lock
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=beside, prefix=prefix)))
            stack.enter_context(_held(folder))
        yield folder


def left_behind(settings: Settings) -> tuple[Path, ...]:
    """Hidden folders at which nobody works any more: those of a restore or an import that was killed."""
    return tuple(folder for beside, prefix in _places(settings) for folder in _unheld(beside, prefix))


def clear_left_behind(settings: Settings) -> tuple[Path, ...]:
    """Removes them; which those were. One that can't be removed stays, and is named by `left_behind` again."""
    gone = []
    for beside, prefix in _places(settings):
        with contextlib.suppress(FileNotFoundError, PermissionError), _held(beside):
            for folder in _unheld(beside, prefix):
                shutil.rmtree(folder, ignore_errors=True)
                if not folder.exists():
                    gone.append(folder)
    return tuple(gone)


def incoming(settings: Settings) -> Path:
    """Where an exported file is unpacked."""
    return settings.data_dir / "incoming"


def _places(settings: Settings) -> tuple[tuple[Path, str], ...]:
    return (settings.data_dir, STAGED), (incoming(settings), UNPACKED), (settings.tenants_dir, PLACED)


def _unheld(beside: Path, prefix: str) -> Iterator[Path]:
    for folder in sorted(beside.glob(f"{prefix}*")):
        with contextlib.suppress(OSError), _held(folder, waits=False):
            yield folder


@contextlib.contextmanager
def _held(folder: Path, *, waits: bool = True) -> Iterator[None]:
    """Without waiting, raises OSError where somebody else holds it, or nobody can tell: a network file system may know
    no locks. Whoever waits works on there all the same."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.ExitStack() as unlockable:
            if waits:
                unlockable.enter_context(contextlib.suppress(OSError))
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        yield
    finally:
        os.close(handle)
