"""Files of dossiers on disk (or later in an object store), by keys that no person chose: `<center>/<yyyy>/<mm>/<uuid>`.

A blob is written once and never changed. The row that names it is written after it, so a crash leaves an orphan blob,
which is swept, and never a row without its file.
"""

from __future__ import annotations

import asyncio
import errno
import os
import re
from collections.abc import AsyncIterator, Container
from datetime import datetime
from pathlib import Path
from uuid import UUID

import obstore
from obstore.exceptions import AlreadyExistsError, GenericError, NotFoundError
from obstore.store import LocalStore

from motcua.domain.errors import Conflict, NotHere, Unavailable

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[0-9]{4}/[0-9]{2}/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_CENTER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_FULL = "Kho lưu tệp của hệ thống đã đầy hoặc chưa ghi được. Tệp chưa được lưu; vui lòng báo quản trị rồi tải lại."


class Blobs:
    """The blobs of every center below one folder. Every method names its center: a key of another one is not here."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder.resolve()
        self._store = LocalStore(prefix=self._folder)

    async def put(self, center_key: str, body: bytes | Path, *, at: datetime, blob_id: UUID) -> str:
        """Write once, durably; the key comes back. `at` (UTC) gives the folder of the month."""
        if not _CENTER.fullmatch(center_key):
            raise ValueError(f"not a center key: {center_key!r}")
        key = f"{center_key}/{at:%Y}/{at:%m}/{blob_id}"
        try:
            await obstore.put_async(self._store, key, body, mode="create", use_multipart=False)
            await asyncio.to_thread(self._make_durable, key)
        except AlreadyExistsError:
            raise Conflict("Tệp này đã được lưu trước đó.") from None
        except (OSError, GenericError) as problem:
            raise Unavailable(_FULL) from problem
        return key

    async def put_back(self, center_key: str, key: str, body: bytes) -> None:
        """A blob from a backup under the key it had; what lies there in its place was not what its row says."""
        if not _KEY.fullmatch(key) or not key.startswith(f"{center_key}/"):
            raise ValueError(f"not a key of {center_key}: {key!r}")
        try:
            await obstore.put_async(self._store, key, body, use_multipart=False)
            await asyncio.to_thread(self._make_durable, key)
        except (OSError, GenericError) as problem:
            raise Unavailable(_FULL) from problem

    async def read(self, center_key: str, key: str) -> bytes:
        """The whole blob."""
        answer = await self._get(center_key, key)
        return bytes(await answer.bytes_async())

    async def open_file(self, center_key: str, key: str, chunk: int = 1 << 18) -> AsyncIterator[bytes]:
        """The blob piece by piece. A missing one is told before the first piece, while a page can still answer 404."""
        answer = await self._get(center_key, key)

        async def pieces() -> AsyncIterator[bytes]:
            async for piece in answer.stream(min_chunk_size=chunk):
                yield bytes(piece)

        return pieces()

    async def sweep(self, center_key: str, known: Container[str], older_than: datetime) -> int:
        """Delete the center's blobs that no row knows and that are older than any request still under way."""
        gone: list[str] = []
        async for page in obstore.list(self._store, prefix=f"{center_key}/"):
            gone += [m["path"] for m in page if m["path"] not in known and m["last_modified"] < older_than]
        for key in gone:
            await obstore.delete_async(self._store, key)
        return len(gone)

    async def _get(self, center_key: str, key: str) -> obstore.GetResult:
        if not _KEY.fullmatch(key) or not key.startswith(f"{center_key}/"):
            raise NotHere()
        try:
            return await obstore.get_async(self._store, key)
        except (NotFoundError, FileNotFoundError):
            raise NotHere("Không tìm thấy tệp này tại trung tâm.") from None

    def _make_durable(self, key: str) -> None:
        """The store renames without fsync: after a power cut the row would stand and its file be empty."""
        path = self._folder / key
        os.chmod(path, 0o400)
        for target in (path, *[p for p in path.parents if p.is_relative_to(self._folder)]):
            handle = os.open(target, os.O_RDONLY)
            try:
                os.fsync(handle)
            except OSError as problem:  # some network file systems have no fsync for folders
                if problem.errno != errno.EINVAL:
                    raise
            finally:
                os.close(handle)
