"""Files of dossiers in a folder or an S3-compatible store, by keys that no person chose.

What people upload lies under its hash, `<center>/<yyyy>/<mm>/<sha256>`: the key says what the bytes must be, and the
same scan sent twice is kept once. What the platform makes itself lies under an id of its own, `…/<uuid>`.

A blob is written once and never changed. The row that names it is written after it, so a crash leaves an orphan blob,
which is swept, and never a row without its file.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import re
import shutil
from collections.abc import AsyncIterator, Container, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import LocalStore

from motcua.domain.errors import Conflict, NotHere, Unavailable
from motcua.settings import Settings
from motcua.store.bucket import open_bucket

_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf"[a-z0-9]+(?:-[a-z0-9]+)*/[0-9]{{4}}/[0-9]{{2}}/(?:{_ID}|[0-9a-f]{{64}})", re.ASCII)
_CENTER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FULL = "Kho lưu tệp của hệ thống đã đầy hoặc chưa ghi được. Tệp chưa được lưu; vui lòng báo quản trị rồi tải lại."
_SILENT = "Kho lưu tệp của hệ thống chưa trả lời nên chưa mở được tệp. Vui lòng thử lại sau ít phút."


class Blobs:
    """The blobs of every center in one place. Every method names its center: a key of another one is not here."""

    def __init__(self, folder: Path | None, bucket: Any = None, says: str = "") -> None:
        """A folder, which is made (0700), or the store behind a bucket; `says` names it to people."""
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder.resolve() if folder is not None else None
        self._store: Any = LocalStore(prefix=self._folder) if self._folder is not None else bucket
        self.says = says or str(folder)

    async def put(self, center_key: str, body: bytes | Path, *, at: datetime, blob_id: UUID) -> str:
        """Write once, durably; the key comes back. `at` (UTC) gives the folder of the month."""
        key = _key(center_key, at, str(blob_id))
        with _written():
            await obstore.put_async(self._store, key, body, mode="create", use_multipart=False)
            await self._settle(key)
        return key

    async def put_hashed(self, center_key: str, body: bytes | Path, *, at: datetime, sha256: str) -> str:
        """Bytes under their own hash. The same ones again are written again: they must look young to the sweep."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"not a hash: {sha256!r}")
        key = _key(center_key, at, sha256)
        with _written():
            await obstore.put_async(self._store, key, body, use_multipart=False)
            await self._settle(key)
        return key

    async def put_back(self, center_key: str, key: str, body: bytes) -> None:
        """A blob from a backup under the key it had; what lies there in its place was not what its row says."""
        if not _KEY.fullmatch(key) or not key.startswith(f"{center_key}/"):
            raise ValueError(f"not a key of {center_key}: {key!r}")
        with _written():
            await obstore.put_async(self._store, key, body, use_multipart=False)
            await self._settle(key)

    async def read(self, center_key: str, key: str) -> bytes:
        """The whole blob."""
        answer = await self._get(center_key, key)
        with _read():
            return bytes(await answer.bytes_async())

    async def open_file(self, center_key: str, key: str, chunk: int = 1 << 18) -> AsyncIterator[bytes]:
        """The blob piece by piece. A missing one is told before the first piece, while a page can still answer 404."""
        answer = await self._get(center_key, key)

        async def pieces() -> AsyncIterator[bytes]:
            with _read():
                async for piece in answer.stream(min_chunk_size=chunk):
                    yield bytes(piece)

        return pieces()

    async def has(self, center_key: str, key: str) -> bool:
        """Whether the blob lies there now."""
        if not _KEY.fullmatch(key) or not key.startswith(f"{center_key}/"):
            return False
        try:
            with _read():
                await obstore.head_async(self._store, key)
        except NotHere:
            return False
        return True

    async def orphans(self, center_key: str, known: Container[str], older_than: datetime) -> list[str]:
        """The center's blobs that no row knows and that are older than any request still under way."""
        found: list[str] = []
        with _read():
            async for page in obstore.list(self._store, prefix=f"{center_key}/"):
                found += [m["path"] for m in page if m["path"] not in known and m["last_modified"] < older_than]
        return found

    async def delete(self, center_key: str, keys: Iterable[str]) -> int:
        """How many of the center's own keys were taken away."""
        gone = [key for key in keys if key.startswith(f"{center_key}/")]
        if gone:
            with _written():
                await obstore.delete_async(self._store, gone)
        return len(gone)

    async def forget(self, center_key: str) -> None:
        """Everything of a center that is left for good."""
        if not _CENTER.fullmatch(center_key):
            raise ValueError(f"not a center key: {center_key!r}")
        if self._folder is not None:
            await asyncio.to_thread(shutil.rmtree, self._folder / center_key, True)
            return
        with _written():
            async for page in obstore.list(self._store, prefix=f"{center_key}/"):
                await obstore.delete_async(self._store, [each["path"] for each in page])

    async def check(self) -> None:
        """Raises `Unavailable` where the store does not answer. Writes nothing."""
        with _read():
            async for _ in obstore.list(self._store, prefix="khong-co-trung-tam-nay/"):
                break

    async def _get(self, center_key: str, key: str) -> obstore.GetResult:
        if not _KEY.fullmatch(key) or not key.startswith(f"{center_key}/"):
            raise NotHere()
        with _read():
            return await obstore.get_async(self._store, key)

    async def _settle(self, key: str) -> None:
        if self._folder is not None:
            await asyncio.to_thread(_make_durable, self._folder, key)


def open_blobs(settings: Settings) -> Blobs:
    """Where this installation keeps its files."""
    address = settings.files.kept_at
    return Blobs(None, open_bucket(address, seconds=60), address) if address else Blobs(settings.files_dir)


def _key(center_key: str, at: datetime, name: str) -> str:
    if not _CENTER.fullmatch(center_key):
        raise ValueError(f"not a center key: {center_key!r}")
    return f"{center_key}/{at:%Y}/{at:%m}/{name}"


@contextlib.contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except AlreadyExistsError:
        raise Conflict("Tệp này đã được lưu trước đó.") from None
    except (OSError, BaseError) as problem:
        raise Unavailable(_FULL) from problem


@contextlib.contextmanager
def _read() -> Iterator[None]:
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise NotHere("Không tìm thấy tệp này tại trung tâm.") from None
    except (OSError, BaseError) as problem:
        raise Unavailable(_SILENT) from problem


def _make_durable(folder: Path, key: str) -> None:
    """The store renames without fsync: after a power cut the row would stand and its file be empty."""
    path = folder / key
    os.chmod(path, 0o400)
    for target in (path, *[p for p in path.parents if p.is_relative_to(folder)]):
        handle = os.open(target, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as problem:  # some network file systems have no fsync for folders
            if problem.errno != errno.EINVAL:
                raise
        finally:
            os.close(handle)
