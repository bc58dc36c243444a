"""What a backup says of itself: everything in it with its hash, and by which keys it opens.

Below the depot:  <center>/<stamp>/manifest.json          written last: what has one is whole
                  <center>/<stamp>/{tables/…,versions,beside,folder,files}
                  <center>/files/<xx>/<name>              scans and letters, shared by all backups of the center

A file's name there is a keyed hash: whoever reads the depot without the key can't even ask whether a known paper is
in it. The manifest is readable without a key (it holds no personal data) and signed with one.
"""

from __future__ import annotations

import hmac
import re
from datetime import UTC, datetime
from typing import Any

import msgspec

from motcua.domain.errors import NotHere, Refused
from motcua.store.depot import Depot
from motcua.store.sealed_stream import Broken
from motcua.store.secrets import Sealer

FORMAT = 1
STAMP = re.compile(r"[0-9]{8}T[0-9]{6}Z")
MOST = 4 << 20  # bytes of a manifest


class Part(msgspec.Struct, frozen=True):
    """One sealed stream: its content's size and hash."""

    size: int
    sha256: str


class TablePart(msgspec.Struct, frozen=True):
    """The rows of one table as COPY text."""

    name: str
    columns: list[str]
    rows: int
    size: int
    sha256: str


class TrailHeads(msgspec.Struct, frozen=True):
    """Where the trail stood: a hash over every dossier's last event, and the last daily seal."""

    dossiers: int
    events: int
    heads: str
    sealed_on: str = ""
    seal: str = ""


class Manifest(msgspec.Struct, frozen=True):
    """One backup of one center."""

    center: str
    name: str
    stamp: str
    made_at: datetime
    release: str
    level: str
    postgresql: str
    key: str
    """Names the key file that opens it (`Sealer.name`); the key itself is nowhere in a backup nor in a database."""
    sealed_as: str
    base_url: str
    tables: list[TablePart]
    counters: dict[str, list[Any]]
    versions: Part
    folder: Part
    files: Part
    file_count: int
    file_bytes: int
    trail: TrailHeads
    beside: Part | msgspec.UnsetType = msgspec.UNSET
    """Jobs in the queue, and the province's tables in the catalog. Unset in a backup of before they were kept."""
    missing: list[str] = []
    """Files that a row names and that were not on the disk, or not as the row says."""
    format: int = FORMAT
    mac: str = ""

    @property
    def place(self) -> str:
        return f"{self.center}/{self.stamp}"

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def table(self, name: str) -> TablePart | None:
        return next((table for table in self.tables if table.name == name), None)


def stamp_of(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def read_stamp(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _mac(key: bytes, manifest: Manifest) -> str:
    said = msgspec.json.encode(msgspec.structs.replace(manifest, mac=""), order="deterministic")
    return hmac.digest(key, b"manifest\0" + said, "sha256").hex()


async def write_manifest(depot: Depot, key: bytes, manifest: Manifest) -> Manifest:
    signed = msgspec.structs.replace(manifest, mac=_mac(key, manifest))

    async def pieces() -> Any:
        yield msgspec.json.format(msgspec.json.encode(signed), indent=1)

    await depot.put(f"{signed.place}/manifest.json", pieces())
    return signed


async def read_manifest(depot: Depot, sealer: Sealer, center: str, stamp: str) -> Manifest:
    """The manifest, refused when it is another key's, changed, or of a later format."""
    name = f"{center}/{stamp}/manifest.json"
    raw = b""
    async for piece in await depot.get(name):
        raw += piece
        if len(raw) > MOST:
            raise Broken(name)
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Broken(name) from None
    if manifest.format != FORMAT:
        raise Refused("Bản sao lưu do phiên bản Một Cửa khác tạo ra, bản này không đọc được; hãy nâng cấp phần mềm.")
    if manifest.key != sealer.name:
        raise Refused(
            f"Bản sao lưu này khóa bằng tệp khóa {manifest.key}, còn tệp khóa đang dùng là {sealer.name}; "
            "hãy dùng đúng tệp khóa (MOTCUA_KEY_FILE, hoặc --keys khi đưa trung tâm từ máy chủ khác sang)."
        )
    if not hmac.compare_digest(manifest.mac, _mac(sealer.derived("backup"), manifest)):
        raise Broken(name)
    if (manifest.center, manifest.stamp) != (center, stamp):
        raise Broken(name)
    return manifest


async def stamps_of(depot: Depot, center: str) -> tuple[str, ...]:
    """The whole backups of a center, the earliest first."""
    found = (name.split("/") for name in await depot.names(f"{center}/") if name.endswith("/manifest.json"))
    return tuple(sorted(parts[1] for parts in found if len(parts) == 3 and STAMP.fullmatch(parts[1])))


async def choose(depot: Depot, sealer: Sealer, center: str, stamp: str | None) -> Manifest:
    """The backup asked for, or the latest."""
    have = await stamps_of(depot, center)
    if not have:
        raise NotHere(f"Không có bản sao lưu nào của trung tâm {center} trong {depot.says}.")
    if stamp is not None and stamp not in have:
        raise NotHere(f"Không có bản sao lưu {stamp} của {center}; hiện có: {', '.join(have[-5:])}.")
    return await read_manifest(depot, sealer, center, stamp or have[-1])
