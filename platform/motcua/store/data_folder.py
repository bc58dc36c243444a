"""The data folder of an embedded server: one owner at a time, one password, one major version.

DIR/lock                       flock, and the pid of who holds it
DIR/secrets/superuser.password 0600
DIR/pgdata/                    the cluster, owned by the server's account
DIR/server.log                 what PostgreSQL says before its own log begins
"""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path
from types import TracebackType

from motcua.domain.errors import Conflict, Unavailable
from motcua.store.binaries import MAJOR
from motcua.store.privileges import SERVER_UID, is_root


def open_folder(data_dir: Path) -> Path:
    """The folder, made if it is missing; its real path."""
    try:
        if not data_dir.exists():
            data_dir.mkdir(parents=True, mode=0o700)
            if is_root():
                # The server's account passes through, nobody else: no need for a capability, nor for an open folder.
                os.chown(data_dir, 0, SERVER_UID)
                data_dir.chmod(0o710)
        if not data_dir.is_dir():
            raise NotADirectoryError(str(data_dir))
        if not os.access(data_dir, os.W_OK | os.X_OK):
            raise PermissionError(str(data_dir))
    except OSError as error:
        raise Unavailable(
            f"Không dùng được thư mục dữ liệu {data_dir}: {_reason(error)}. Chọn thư mục khác bằng --data."
        ) from error
    return data_dir.resolve()


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "tài khoản này không có quyền ghi"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return "đó không phải là một thư mục"
    return error.strerror or str(error)


class Claim:
    """The right to run a server on this folder. The kernel lets go of it when the process ends, however it ends."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        path = data_dir / "lock"
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except PermissionError as error:
            raise Unavailable(
                f"Thư mục dữ liệu {data_dir} thuộc tài khoản khác. Chạy bằng tài khoản đó, hoặc chọn --data khác."
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(self._file, 20).decode("ascii", "replace").strip() or "?"
            os.close(self._file)
            raise Conflict(
                f"Thư mục dữ liệu {data_dir} đang được một tiến trình Một Cửa khác dùng (tiến trình số {holder}). "
                "Dừng tiến trình đó trước, hoặc chọn thư mục khác bằng --data."
            ) from None
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    @staticmethod
    def is_held(data_dir: Path) -> bool:
        """Does a process hold this folder? Asked without taking it."""
        try:
            file = os.open(data_dir / "lock", os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(file)
        return False

    def release(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Claim:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def superuser_password(data_dir: Path) -> str:
    """The generated password, written to disk before the cluster that will ask for it exists."""
    folder = data_dir / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / "superuser.password"
    if path.exists():
        return path.read_text("ascii").strip()
    if (data_dir / "pgdata").exists():
        raise Unavailable(
            f"Thiếu tệp {path} trong khi dữ liệu vẫn còn. Lấy lại tệp này từ bản sao lưu của thư mục {data_dir}."
        )
    password = secrets.token_urlsafe(32)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w") as out:
        out.write(password + "\n")
        out.flush()
        os.fsync(out.fileno())
    fresh.rename(path)
    sync_folder(folder)
    return password


def check_major(pgdata: Path) -> None:
    """Another major version can't open these files; PostgreSQL would say so in English, and only in its log."""
    found = (pgdata / "PG_VERSION").read_text("ascii").strip()
    if found != str(MAJOR):
        raise Unavailable(
            f"Dữ liệu trong {pgdata.parent} là của PostgreSQL {found}, bản này dùng PostgreSQL {MAJOR}. "
            "Sao lưu bằng bản Một Cửa cũ rồi phục hồi vào thư mục mới, hoặc chọn thư mục khác bằng --data."
        )


def sync_folder(folder: Path) -> None:
    """A rename is safe from a power cut only when its folder is on the disk too."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
