"""A center leaves: its trail is sealed, everything of it goes into an archive that is read again, minutes are printed,
and only then is it removed. What fails on the way removes nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.centers import Center, entered
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, Refused, Unavailable
from motcua.domain.states import STATES, State
from motcua.letters.data import Issue
from motcua.letters.leaving import LeavingMinutesData
from motcua.services.applied import operator
from motcua.services.letters import head_on
from motcua.services.office import Office
from motcua.services.onboarding import owner_of
from motcua.services.trail import seal, verify
from motcua.store.engine import DB, transaction
from motcua.store.leaving import dump_tables, remove_center
from motcua.store.queries.standings import dossiers_by_state, open_dossiers
from motcua.store.secrets import fingerprint

SEALED_FOR = "center.leaving"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Archived:
    """What an archive holds: rows by table, files, and the hash of the archive itself."""

    path: Path
    tables: Mapping[str, int]
    files: int
    sha256: str


Archive = Callable[[Office, Center, Path], Awaitable[Archived]]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would leave, for who must confirm it."""

    center: Center
    states: Mapping[str, int]
    open_dossiers: int


@dataclass(frozen=True, slots=True)
class Left:
    archived: Archived
    minutes: Path
    seal: str


async def leaving(office: Office, center: Center) -> Leaving:
    await DB.open_for(center)
    with entered(center):
        async with transaction():
            return Leaving(center, await dossiers_by_state(), await open_dossiers())


async def plain_archive(office: Office, center: Center, path: Path) -> Archived:
    """One `.tar.gz`: tables, scans, the center's folder and a manifest with a hash for each; read again when it is
    written."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".leaving-") as name:
        folder = Path(name)
        (folder / "tables").mkdir()
        connection = await owner_of(office)
        try:
            tables = await dump_tables(connection, center, folder / "tables")
        finally:
            await connection.close()
        files = await asyncio.to_thread(_gather, office, center, folder)
        await asyncio.to_thread(_pack, folder, path, {"center": center.key, "tables": dict(tables), "files": files})
    await asyncio.to_thread(check_archive, path)
    return Archived(path, tables, files, await asyncio.to_thread(_sha256, path))


def _gather(office: Office, center: Center, folder: Path) -> int:
    """Scans and the center's own data beside the tables; how many scans."""
    for source, name in ((office.settings.files_dir / center.key, "files"), (_data_of(office, center), "tenant")):
        if source.is_dir():
            shutil.copytree(source, folder / name)
    return sum(path.is_file() for path in (folder / "files").rglob("*"))


def _data_of(office: Office, center: Center) -> Path:
    return office.settings.tenants_dir / center.key


def _pack(folder: Path, path: Path, about: Mapping[str, Any]) -> None:
    members = sorted(each for each in folder.rglob("*") if each.is_file())
    hashes = {str(each.relative_to(folder)): _sha256(each) for each in members}
    text = json.dumps({**about, "sha256": hashes}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        with tarfile.open(fileobj=out, mode="w:gz") as tar:
            for each in (folder / MANIFEST, *members):
                tar.add(each, arcname=str(each.relative_to(folder)))
        out.flush()
        os.fsync(out.fileno())


def check_archive(path: Path) -> Mapping[str, Any]:
    """Reads an archive whole and holds every member against the manifest; Unavailable where one differs or lacks."""
    try:
        with tarfile.open(path, "r:gz") as tar:
            first = tar.next()
            body = tar.extractfile(first) if first is not None and first.name == MANIFEST else None
            if body is None:
                raise Unavailable(f"{path.name}: không phải tệp lưu trữ của một trung tâm.")
            about: dict[str, Any] = json.loads(body.read())
            wanted = dict(about["sha256"])
            for member in tar:
                if member.name == MANIFEST:
                    continue
                stream = tar.extractfile(member)
                if stream is None or wanted.pop(member.name, None) != _digest(stream):
                    raise Unavailable(f"{path.name}: phần {member.name} không đúng với mã băm đã ghi.")
    except (OSError, EOFError, tarfile.TarError, zlib.error, ValueError) as error:
        raise Unavailable(f"{path.name}: tệp lưu trữ hỏng, không đọc lại được.") from error
    if wanted:
        raise Unavailable(f"{path.name}: thiếu {len(wanted)} phần so với danh mục.")
    return about


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return _digest(stream)


def _digest(stream: Any) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()


async def leave(
    office: Office,
    center: Center,
    folder: Path,
    *,
    confirmed: tuple[str, str],
    reason: str,
    with_open: bool,
    at: datetime,
    archive: Archive = plain_archive,
) -> Left:
    """`confirmed`: the key and the name, typed by who answers for it. Archive and minutes lie in `folder`."""
    if confirmed != (center.key, center.name):
        raise Refused("Xác nhận không khớp khóa và tên của trung tâm: chưa làm gì.")
    reason = " ".join(reason.split())
    if not reason:
        raise Refused("Phải ghi lý do, căn cứ (số, ngày quyết định).")
    found = await leaving(office, center)
    if found.open_dossiers and not with_open:
        raise Conflict(
            f"Còn {found.open_dossiers} hồ sơ chưa giải quyết xong. Giải quyết hết, hoặc thêm --with-open nếu bàn giao "
            "cho đơn vị khác giải quyết tiếp."
        )
    with entered(center):
        if not (checked := await verify(office)).is_whole:
            raise Conflict(f"Nhật ký không nguyên vẹn: {checked.faults[0]} Chưa làm gì.")
        await seal(office, local(at).date())
    await asyncio.to_thread(folder.mkdir, 0o700, True, True)
    name = f"{center.key}-{local(at):%Y%m%d-%H%M%S}"
    archived = await archive(office, center, folder / f"{name}.tar.gz")
    minutes = folder / f"bien-ban-{name}.pdf"
    with entered(center):
        mark = fingerprint(f"{center.key}/{archived.sha256}", SEALED_FOR).hex()
        pdf = await _minutes(office, found, archived, mark, reason, at)
    await asyncio.to_thread(minutes.write_bytes, pdf)
    await _remove(office, center)
    return Left(archived, minutes, mark)


async def _minutes(office: Office, found: Leaving, archived: Archived, mark: str, reason: str, at: datetime) -> bytes:
    states = [(f"Hồ sơ: {STATES[State(key)].name.lower()}", count) for key, count in found.states.items()]
    rows = sum(archived.tables.values())
    counts = (*states, ("Bảng dữ liệu", len(archived.tables)), ("Dòng dữ liệu", rows), ("Tệp quét", archived.files))
    letter = LeavingMinutesData(
        letterhead=head_on(found.center, at),
        dated_at=at,
        center_name=found.center.name_on(local(at).date()),
        reason=reason,
        made_by=operator(),
        counts=counts,
        open_dossiers=found.open_dossiers,
        archive=archived.path.name,
        sha256=archived.sha256,
        seal=mark,
    )
    return await office.letters.print_letter(letter, Issue("Biên bản"))


async def _remove(office: Office, center: Center) -> None:
    connection = await owner_of(office)
    try:
        await remove_center(connection, center)
    finally:
        await connection.close()
    for folder in (office.settings.files_dir / center.key, _data_of(office, center)):
        if folder.is_dir():
            await asyncio.to_thread(shutil.rmtree, folder)
    office.centers.pop(center.key, None)
