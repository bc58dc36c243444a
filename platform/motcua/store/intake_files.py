"""Taking in a file at the counter: counted while it arrives, opened in a worker, and only then stored."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
import tempfile
from base64 import b64encode
from collections.abc import AsyncIterable, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from motcua.domain.errors import Refused, TooLarge, Unavailable
from motcua.sandbox.caps import Caps
from motcua.sandbox.pool import Answer, Pool, WorkerError, WorkerLost
from motcua.store.blobs import Blobs
from motcua.store.clamd import Clamd, NotScanned
from motcua.store.file_names import FileLimits, clean_name, ending_of

_log = logging.getLogger(__name__)
LIST_ENDINGS = frozenset({"csv", "xlsx"})
MOST_OF_A_LIST = 5 * 1024 * 1024
_CANT_OPEN = "Tệp không mở được nên không được nhận. Hãy quét hoặc chụp lại giấy tờ rồi tải lên."
_SIGNED_PDF_ONLY = "Bản ký số phải là tệp PDF. Hãy ký lại trên tệp PDF rồi tải lên."
INFECTED = (
    "Phần mềm diệt vi-rút phát hiện mã độc trong tệp nên tệp không được nhận. Hãy quét lại giấy tờ bằng máy quét của "
    "quầy rồi tải lên, và không mở tệp này."
)
_SCANNER_SILENT = "Phần mềm diệt vi-rút chưa trả lời nên chưa nhận được tệp này. Vui lòng tải lại sau ít phút."
_TOO_HEAVY = (
    "Tệp mở quá lâu hoặc quá nặng nên không được nhận. Hãy quét lại ở 300 dpi hoặc tách thành nhiều tệp rồi tải lên."
)


class Scan(StrEnum):
    """What the virus scanner said: there is none; clean; it was silent and the file waits, or is marked."""

    NONE = "none"
    CLEAN = "clean"
    WAITING = "waiting"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A stored file, for the row that the service writes next. `name` is data: it never becomes a path."""

    name: str
    media_type: str
    size: int
    sha256: str
    storage_key: str
    pages: int | None
    signature: Mapping[str, Any] | None = None
    scan: Scan = Scan.NONE

    @property
    def state(self) -> str:
        """Only a clean file is ever sent out."""
        return "waiting" if self.scan is Scan.WAITING else "clean"

    @property
    def awaits_scan(self) -> bool:
        return self.scan in (Scan.WAITING, Scan.MARKED)


def openers_pool(size: int = 2) -> Pool:
    """Workers that open uploads: as nobody where the server is root, 1 GiB, 5 s a file. Close with the application."""
    return Pool("motcua.sandbox.openers", size=size, caps=Caps(as_nobody=True, may_start_threads=False))


class FileIntake:
    """The one way for a file into the platform."""

    def __init__(
        self, blobs: Blobs, pool: Pool, incoming: Path, *, scanner: Clamd | None = None, waits: bool = True
    ) -> None:
        """`scanner`: asked about every file; while it is silent a file waits, or (`waits` False) is marked."""
        incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.scanner = scanner
        self._waits = waits
        self._blobs = blobs
        self._pool = pool
        # Reading a signature takes a library of its own, so a worker of its own, started with the first signed file.
        self._signatures = pool.companion("motcua.sandbox.signatures")
        self._lists = pool.companion("motcua.sandbox.open_list")
        self._incoming = incoming

    async def take_file(
        self,
        center_key: str,
        source: bytes | AsyncIterable[bytes],
        name: str,
        declared_type: str = "",
        *,
        at: datetime,
        limits: FileLimits | None = None,
        issuers: Sequence[bytes] | None = None,
        may_wait: bool = True,
    ) -> TakenFile:
        """Refused, TooLarge or Unavailable leave nothing behind. `at` and the file's hash make the storage key.

        `issuers` (certificates, DER) says that the file is an externally signed PDF: its signature is read as well.
        `may_wait=False`: whoever keeps it has no state for a file that is still to be scanned.
        """
        limits = limits or FileLimits()
        clean = clean_name(name)
        ending = ending_of(clean, declared_type, limits)
        path = await asyncio.to_thread(self._new_file)
        try:
            size, digest = await self._spool(path, source, limits.most_bytes)
            if issuers is not None and ending != "pdf":
                raise Refused(_SIGNED_PDF_ONLY)
            answer = await self._open(self._pool, {"ending": ending}, path)
            signature = None if issuers is None else (await self._read_signature(issuers, path)).value
            scan = await self._scan(path, may_wait=may_wait)
            key = await self._blobs.put_hashed(center_key, path, at=at, sha256=digest)
        finally:
            await asyncio.to_thread(path.unlink, missing_ok=True)
        kind, pages = str(answer.value["media_type"]), answer.value["pages"]
        return TakenFile(clean, kind, size, digest, key, pages, signature, scan)

    async def read_list(
        self, source: bytes | AsyncIterable[bytes], name: str, *, counts_lines: bool = False
    ) -> tuple[str, list[list[str]]]:
        """The name and the rows of a list (CSV or the first sheet of an XLSX); the file itself is not kept.

        `counts_lines`: empty rows too, so that a report names the lines as the file counts them.
        """
        clean = clean_name(name)
        ending = clean.rpartition(".")[2].lower()
        if ending not in LIST_ENDINGS:
            raise Refused("Chỉ nhận danh mục ở dạng XLSX hoặc CSV. Hãy lưu lại trong Excel rồi tải lên.")
        path = await asyncio.to_thread(self._new_file)
        try:
            await self._spool(path, source, MOST_OF_A_LIST)
            answer = await self._open(self._lists, {"ending": ending, "counts_lines": counts_lines}, path)
        finally:
            await asyncio.to_thread(path.unlink, missing_ok=True)
        rows: list[list[str]] = answer.value["rows"]
        return clean, rows

    async def _scan(self, path: Path, *, may_wait: bool) -> Scan:
        if self.scanner is None:
            return Scan.NONE
        try:
            found = await self.scanner.scan(path)
        except NotScanned as why:
            _log.warning("a file was not scanned: %s", why)
            if not self._waits:
                return Scan.MARKED
            if not may_wait:
                raise Unavailable(_SCANNER_SILENT) from why
            return Scan.WAITING
        if found:
            _log.warning("a file was refused: %s", found)
            raise Refused(INFECTED)
        return Scan.CLEAN

    async def _read_signature(self, issuers: Sequence[bytes], path: Path) -> Answer:
        return await self._open(self._signatures, {"roots": [b64encode(each).decode() for each in issuers]}, path)

    async def _open(self, pool: Pool, request: Mapping[str, Any], path: Path) -> Answer:
        try:
            return await pool.run(request, path)
        except WorkerLost as lost:
            if lost.why in ("late", "died"):
                raise Refused(_TOO_HEAVY) from lost
            raise
        except WorkerError as error:
            # Not a file to keep. Log the exception's name only: the rest of its text may quote what is inside.
            _log.warning("%s failed on a file: %s", pool.kind, str(error).partition(":")[0])
            raise Refused(_CANT_OPEN) from error

    async def sweep_incoming(self, older_than: datetime) -> int:
        """Uploads that a killed server left half-way."""
        return await asyncio.to_thread(self._sweep_incoming, older_than)

    def _sweep_incoming(self, older_than: datetime) -> int:
        gone = 0
        for path in self._incoming.glob("upload-*"):
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < older_than.timestamp():
                    path.unlink()
                    gone += 1
        return gone

    def _new_file(self) -> Path:
        try:
            handle, path = tempfile.mkstemp(prefix="upload-", dir=self._incoming)
        except OSError as problem:
            raise Unavailable(_DISK) from problem
        os.close(handle)
        return Path(path)

    async def _spool(self, path: Path, source: bytes | AsyncIterable[bytes], most: int) -> tuple[int, str]:
        size = 0
        digest = hashlib.sha256()
        try:
            with await asyncio.to_thread(path.open, "wb") as out:
                async for piece in _pieces(source):
                    size += len(piece)
                    if size > most:
                        raise TooLarge(
                            f"Tệp lớn hơn {most // 1024 // 1024} MB. Hãy quét lại ở 300 dpi hoặc tách thành nhiều tệp."
                        )
                    digest.update(piece)
                    await asyncio.to_thread(out.write, piece)
        except OSError as problem:
            raise Unavailable(_DISK) from problem
        if size == 0:
            raise Refused("Tệp rỗng, không có nội dung. Hãy quét hoặc chụp lại giấy tờ rồi tải lên.")
        return size, digest.hexdigest()


_DISK = "Ổ đĩa của hệ thống đã đầy hoặc chưa ghi được. Tệp chưa được lưu; vui lòng báo quản trị rồi tải lại."


async def _pieces(source: bytes | AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    if isinstance(source, bytes):
        if source:
            yield source
        return
    async for piece in source:
        yield piece
