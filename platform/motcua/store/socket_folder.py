"""The folder that holds the server's socket: short, ours alone, the same at every start.

A socket's address has room for about 100 bytes, so a long data path can't hold it. The name is derived from the data
path instead. Everybody may create names in /tmp, so what is found there is believed only when it is ours.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path

from motcua.domain.errors import Unavailable
from motcua.store.privileges import Account, is_root

_PLAIN = re.compile(r"/[A-Za-z0-9/_.-]{1,60}")


def _is_private_to_us(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022


def folder_for(data_dir: Path, *, runtime: str | None = None, shared: Path = Path("/tmp")) -> Path:  # noqa: S108
    """Where the socket of this data folder lies.

    /run for root, whom nobody can forestall there. Others get /tmp, and the session's own `runtime` folder only when
    somebody sits on our name in /tmp: it vanishes when the person logs out, under a server that goes on.
    """
    digest = hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:12]
    name = f"motcua-{os.geteuid()}-{digest}"
    if is_root() and _is_private_to_us(Path("/run")) and os.access("/run", os.W_OK):
        return Path("/run", name)
    is_taken = os.path.lexists(shared / name) and not _is_private_to_us(shared / name)
    if is_taken and not is_root() and runtime and _PLAIN.fullmatch(runtime) and _is_private_to_us(Path(runtime)):
        return Path(runtime, name)
    return shared / name


def make(folder: Path, account: Account) -> None:
    """Create the folder, or take it over if it is ours; refuse somebody else's."""
    uid, gid = account.owner
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid in (uid, os.geteuid()) and not found.st_mode & 0o077
        if not is_ours:
            raise Unavailable(
                f"Thư mục {folder} không phải của ta (chủ sở hữu số {found.st_uid}, quyền {found.st_mode & 0o777:o}); "
                "không đặt kết nối cơ sở dữ liệu vào đó. Nhờ quản trị máy xóa thư mục này rồi chạy lại, "
                "hoặc đặt XDG_RUNTIME_DIR tới một thư mục riêng có quyền 700."
            ) from None
    if account.uid is not None:
        os.chown(folder, uid, gid, follow_symlinks=False)


def sweep(folder: Path) -> None:
    """Take away the socket of a killed server. Only for the holder of the data folder, when nothing runs on it.

    PostgreSQL does this itself, unless the pid in its lock file answers: as the killed server does while it is a zombie
    that nobody collects (a container's pid 1), or another program that got the number.
    """
    for path in folder.glob(".s.PGSQL.*"):
        path.unlink(missing_ok=True)


def remove(folder: Path) -> None:
    """Take the folder away when it is empty; what the next start needs it makes itself."""
    try:
        folder.rmdir()
    except OSError:
        return
