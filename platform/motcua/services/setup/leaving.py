"""A center leaves: its trail is sealed, everything of it goes into a sealed export that is restored on trial, minutes
are printed, and only then is it removed. What fails on the way removes nothing. Its training twin goes with it, and
nothing of that is kept: nothing in it ever happened.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from motcua.centers import Center, entered
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, Refused, Unavailable
from motcua.domain.states import STATES, State
from motcua.letters.data import Issue
from motcua.letters.leaving import LeavingMinutesData
from motcua.services.backup.drilling import drill
from motcua.services.backup.manifest import read_manifest
from motcua.services.backup.moving import export, unpacked
from motcua.services.backup.restoring import Source
from motcua.services.dossiers.trail import seal, verify
from motcua.services.letters.statutory import head_on
from motcua.services.office import Office
from motcua.services.setup.applied import operator
from motcua.services.setup.onboarding import owner_of
from motcua.services.training.opening import close_twin
from motcua.store.engine import DB, transaction
from motcua.store.leaving import remove_center
from motcua.store.queries.standings import dossiers_by_state, open_dossiers
from motcua.store.secrets import fingerprint

SEALED_FOR = "center.leaving"


@dataclass(frozen=True, slots=True)
class Archived:
    """What an archive holds: rows by table, files; the key file that opens it, and the hash of the archive itself."""

    path: Path
    tables: Mapping[str, int]
    files: int
    key: str
    sha256: str


Archive = Callable[[Office, Center, Path, datetime], Awaitable[Archived]]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would leave, for who must confirm it."""

    center: Center
    states: Mapping[str, int]
    open_dossiers: int
    twin: Center | None

    @property
    def twin_says(self) -> str:
        """What happens with the training twin; "" where there is none."""
        if self.twin is None:
            return ""
        return f"{self.twin.key}: chỉ có người và hồ sơ giả định, xóa cùng và không lưu trữ"


@dataclass(frozen=True, slots=True)
class Left:
    archived: Archived
    minutes: Path
    seal: str
    twin: str


async def leaving(office: Office, center: Center) -> Leaving:
    await DB.open_for(center)
    with entered(center):
        async with transaction():
            return Leaving(center, await dossiers_by_state(), await open_dossiers(), _twin_of(office, center))


def _twin_of(office: Office, center: Center) -> Center | None:
    twins = (each for each in office.centers.values() if each.training is not None and each.training.of == center.key)
    return next(twins, None)


async def sealed_export(office: Office, center: Center, path: Path, at: datetime) -> Archived:
    """What `motcua tenant export` makes; restored on trial, and everything in it compared, when it is written."""
    made = await export(office, center, path, at)
    async with unpacked(path, path.parent) as (depot, key, stamp):
        source = Source(depot, office.sealer, await read_manifest(depot, office.sealer, key, stamp))
        seen = await drill(office, center, source, at)
    if not seen.is_whole:
        raise Unavailable(f"{path.name}: phục hồi thử không khớp. {seen.says} Chưa xóa gì.")
    tables = {table.name: table.rows for table in made.tables}
    return Archived(path, tables, made.file_count, made.key, await asyncio.to_thread(_sha256, path))


def _data_of(office: Office, center: Center) -> Path:
    return office.settings.tenants_dir / center.key


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


async def leave(
    office: Office,
    center: Center,
    folder: Path,
    *,
    confirmed: tuple[str, str],
    reason: str,
    with_open: bool,
    at: datetime,
    archive: Archive = sealed_export,
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
    archived = await archive(office, center, folder / f"{name}.tar", at)
    minutes = folder / f"bien-ban-{name}.pdf"
    with entered(center):
        mark = fingerprint(f"{center.key}/{archived.sha256}", SEALED_FOR).hex()
        pdf = await _minutes(office, found, archived, mark, reason, at)
    await asyncio.to_thread(minutes.write_bytes, pdf)
    if found.twin is not None:
        await close_twin(office, found.twin)
    await _remove(office, center)
    return Left(archived, minutes, mark, found.twin.key if found.twin is not None else "")


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
        twin=found.twin_says,
        archive=f"{archived.path.name} (mã hóa, mở bằng tệp khóa {archived.key})",
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
    await office.blobs.forget(center.key)
    if (folder := _data_of(office, center)).is_dir():
        await asyncio.to_thread(shutil.rmtree, folder)
    office.centers.pop(center.key, None)
