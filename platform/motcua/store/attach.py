"""The address of an embedded server that another process of ours is running on a data folder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from urllib.parse import quote

from motcua.store.cluster import PORT, SUPERUSER
from motcua.store.data_folder import superuser_password
from motcua.store.socket_folder import folder_for


def address_if_running(data_dir: Path) -> str | None:
    """The superuser's address when the folder is claimed by a running process; None when nobody has it.

    The claim is a lock the kernel drops with its holder, so a server killed a moment ago does not count as running.
    """
    lock = data_dir / "lock"
    try:
        file = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        resolved = data_dir.resolve()
        socket_dir = folder_for(resolved, runtime=os.environ.get("XDG_RUNTIME_DIR"))
        who = f"{SUPERUSER}:{quote(superuser_password(resolved), safe='')}"
        return f"postgresql://{who}@/postgres?host={quote(str(socket_dir))}&port={PORT}"
    finally:
        os.close(file)
    return None
