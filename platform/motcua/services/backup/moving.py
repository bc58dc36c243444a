"""Moving a center: one file with everything in it, and its folder made ready beside the centers that are here.

Also how a backup is restored under another key: the folder says whose keys seal the data (`sealed_as`).
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

from motcua.centers import Center, read_centers
from motcua.centers.center import KEY
from motcua.domain.errors import Conflict, Refused, Unavailable
from motcua.readiness import Progress, silent
from motcua.services.backup.hidden import PLACED, UNPACKED, hidden_folder
from motcua.services.backup.making import back_up
from motcua.services.backup.manifest import STAMP, Manifest
from motcua.services.backup.restoring import Source
from motcua.services.office import Office
from motcua.store.depot import Depot, open_depot
from motcua.store.sealed_stream import Broken, unsealed
from motcua.store.secrets import Sealer

INSIDE = re.compile(r"[a-z][a-z0-9-]{1,30}/(files/[0-9a-f]{2}/[0-9a-f]{64}|[0-9TZ]{16}/[a-z_./]{1,80})")
MOST_FOLDER = 64 << 20


@contextlib.contextmanager
def disk_spoken(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(f"Không ghi được vào {place}: {error.strerror or error}. Không có gì thay đổi.") from error


async def export(office: Office, center: Center, into: Path, at: datetime, *, progress: Progress = silent) -> Manifest:
    """The center in one file, whole or not there at all."""
    if await asyncio.to_thread(into.exists):
        raise Conflict(f"Tệp {into} đã có; hãy chọn tên khác.")
    with disk_spoken(into.parent), tempfile.TemporaryDirectory(dir=into.parent, prefix=".motcua-export-") as folder:
        depot = open_depot(folder)
        manifest = await back_up(office, center, depot, at, progress=progress)
        part = Path(folder, "whole.tar")
        await asyncio.to_thread(_pack, Path(folder, center.key), part)
        os.link(part, into)  # unlike a rename, refuses a file that somebody made meanwhile
    return manifest


def _pack(folder: Path, into: Path) -> None:
    with into.open("xb") as out:
        os.chmod(into, 0o600)
        with tarfile.open(fileobj=out, mode="w") as tar:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    tar.add(path, arcname=str(path.relative_to(folder.parent)), recursive=False)
        out.flush()
        os.fsync(out.fileno())


@contextlib.asynccontextmanager
async def unpacked(file: Path, beside: Path) -> AsyncIterator[tuple[Depot, str, str]]:
    """An exported file as a depot, with the center and the stamp in it. Removed again at the end."""
    await asyncio.to_thread(beside.mkdir, parents=True, exist_ok=True)
    with hidden_folder(beside, UNPACKED) as folder:
        with disk_spoken(beside):
            found = await asyncio.to_thread(_unpack, file, folder)
        if len(found) != 1 or not STAMP.fullmatch(found[0].name) or not KEY.fullmatch(found[0].parent.name):
            raise Broken(file.name)
        yield open_depot(str(folder)), found[0].parent.name, found[0].name


def _unpack(file: Path, into: Path) -> list[Path]:
    try:
        with tarfile.open(file, mode="r:") as tar:
            for member in tar:
                if not member.isreg() or not INSIDE.fullmatch(member.name) or ".." in member.name:
                    raise Broken(file.name)
                tar.extract(member, into, filter="data")
        return [path.parent for path in into.glob("*/*/manifest.json")]
    except (tarfile.TarError, EOFError):
        raise Broken(file.name) from None
    except FileNotFoundError:
        raise Refused(f"Không có tệp {file}.") from None


async def folder_of(source: Source) -> bytes:
    """The tar of the center's folder, whole."""
    name, part = f"{source.manifest.place}/folder", source.manifest.folder
    body = b""
    async for piece in unsealed(source.key, name, await source.depot.get(name)):
        body += piece
        if len(body) > MOST_FOLDER:
            raise Broken(name)
    if (len(body), hashlib.sha256(body).hexdigest()) != (part.size, part.sha256):
        raise Broken(name)
    return body


def stage_folder(packed: bytes, manifest: Manifest, tenants: Path, into: Path, key: str) -> None:
    """Makes `into` a folder of tenants: those that are here, and the center of the backup as `key`.

    The province's files are taken from the backup only where there are none.
    """
    if (tenants / key / "center.toml").exists():
        raise Conflict(f"Thư mục {tenants / key} đã có; muốn thay dữ liệu thì dùng motcua tenant restore {key}.")
    stage_here(tenants, into)
    unpack_folder(packed, manifest, into, key)
    if key != manifest.center:
        _rename_center(into, key, manifest)
    read_centers(into)


def differs(packed: bytes, tenants: Path) -> str:
    """The first file of a backed-up folder that is here with other bytes; "" where there is none."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        for member in tar:
            here, said = tenants / member.name, tar.extractfile(member)
            if said is not None and here.is_file() and here.read_bytes() != said.read():
                return str(here)
    return ""


def stage_here(tenants: Path, into: Path) -> None:
    if tenants.is_dir():
        shutil.copytree(tenants, into, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))


def unpack_folder(packed: bytes, manifest: Manifest, into: Path, key: str) -> None:
    """The center's folder into a folder of tenants, as `key`; the province's files where there are none."""
    has_province = (into / "province.toml").exists()
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        for member in tar:
            first, _, rest = member.name.partition("/")
            if first == manifest.center and rest:
                member.name = f"{key}/{rest}"
            elif has_province:
                continue
            tar.extract(member, into, filter="data")


def _rename_center(tenants: Path, key: str, manifest: Manifest) -> None:
    """The copy's own key and unit code; dossiers keep the codes they have."""
    file = tenants / key / "center.toml"
    text = file.read_text("utf-8")
    codes = {m[1] for each in tenants.glob("*/center.toml") for m in _CODE.finditer(each.read_text("utf-8"))}
    own = _CODE.search(text)
    if own is None:
        raise Broken("folder")
    head, _, tail = own[1].split(".", 1)[0], "", own[1].rsplit(".", 1)[1]
    free = next(
        code for letter in "ZYXWV" for other in "ZYXWV" if (code := f"{head}.00.{letter}{other}.{tail}") not in codes
    )
    text = _CODE.sub(f'unit_code = "{free}"', text, count=1)
    text = re.sub(r"^sealed_as\s*=.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(
        r"^key\s*=.*$", f'key = "{key}"\nsealed_as = "{manifest.sealed_as}"', text, count=1, flags=re.MULTILINE
    )
    file.write_text(text, "utf-8")


_CODE = re.compile(r'^unit_code\s*=\s*"([^"]+)"', re.MULTILINE)


def place_folder(staged: Path, tenants: Path, key: str) -> None:
    """The staged folder of `key` into `tenants`, whole or not at all; what is there stays. `.incoming/…` is no center
    to anybody."""
    with disk_spoken(tenants):
        tenants.mkdir(parents=True, exist_ok=True)
        for name in ("province.toml", "calendar", key):
            if not (tenants / name).exists() and (staged / name).exists():
                _copy_whole(staged / name, tenants, name)


def _copy_whole(source: Path, tenants: Path, name: str) -> None:
    with hidden_folder(tenants, PLACED) as hidden:
        draft = hidden / "in" / name
        if source.is_dir():
            shutil.copytree(source, draft)
        else:
            draft.parent.mkdir()
            shutil.copyfile(source, draft)
        draft.rename(tenants / name)


def check_writable(tenants: Path) -> None:
    """Said before anything is done: the folder comes last."""
    place = tenants if tenants.exists() else tenants.parent
    if not os.access(place, os.W_OK | os.X_OK):
        raise Refused(f"Thư mục {tenants} không ghi được nên không nhận trung tâm; đặt MOTCUA_TENANTS chỗ ghi được.")


def adopted(own: Sealer, source: Source) -> Sealer:
    """The keys of this installation with those of the center that comes."""
    name = source.manifest.sealed_as
    made = own.adopting(source.sealer, name)
    if name in own.macs and made.macs.get(name) != own.macs[name]:
        raise Conflict(f"Tệp khóa ở đây đã có khóa khác cho trung tâm {name}; không nhận để khỏi mất khóa cũ.")
    return made
