"""Where backups lie: a folder, or an S3-compatible store (`s3://bucket/prefix`, its access in the AWS_ variables)."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import (
    BaseError,
    NotFoundError,
    PermissionDeniedError,
    UnauthenticatedError,
)
from obstore.store import LocalStore

from motcua.domain.errors import Refused, Unavailable
from motcua.store.bucket import TRIES, open_bucket
from motcua.store.sealed_stream import Broken, Pieces

CHUNK = 8 << 20


class Depot:
    """One place for backups. Names are ours (`<center>/<stamp>/…`); what is there under a name never changes."""

    def __init__(self, store: Any, says: str, folder: Path | None = None) -> None:
        self._store = store
        self.says = says
        self._folder = folder

    async def put(self, name: str, pieces: Pieces) -> tuple[int, str]:
        """Stores the stream; its size in bytes and SHA-256 as stored."""
        digest, size = hashlib.sha256(), 0

        async def counted() -> AsyncIterator[bytes]:
            nonlocal size
            async for piece in pieces:
                digest.update(piece)
                size += len(piece)
                yield piece

        with self._spoken(name):
            await obstore.put_async(self._store, name, counted(), chunk_size=CHUNK, max_concurrency=4)
        return size, digest.hexdigest()

    async def get(self, name: str) -> Pieces:
        """The stream, piece by piece; `Broken` when there is none of this name."""
        with self._spoken(name):
            answer = await obstore.get_async(self._store, name)

        async def pieces() -> AsyncIterator[bytes]:
            with self._spoken(name):
                async for piece in answer.stream(min_chunk_size=1 << 20):
                    yield bytes(piece)

        return pieces()

    async def names(self, prefix: str) -> dict[str, int]:
        """What lies below a prefix: name and size in bytes."""
        found: dict[str, int] = {}
        with self._spoken(prefix):
            async for page in obstore.list(self._store, prefix=prefix):
                found |= {each["path"]: each["size"] for each in page}
        return found

    async def folders(self) -> tuple[str, ...]:
        """The names before the first `/`, without looking below them."""
        with self._spoken(""):
            found = await obstore.list_with_delimiter_async(self._store)
        return tuple(sorted(str(each).strip("/") for each in found["common_prefixes"]))

    async def delete(self, names: Iterable[str]) -> None:
        with self._spoken("xóa"):
            await obstore.delete_async(self._store, list(names))

    async def settle(self) -> None:
        """Before the manifest says that all is there: on the disk, not only in the kernel's memory."""
        if self._folder is not None:
            await asyncio.to_thread(os.sync)

    @contextlib.contextmanager
    def _spoken(self, name: str) -> Any:
        try:
            yield
        except (NotFoundError, FileNotFoundError):
            raise Broken(name) from None
        except (PermissionDeniedError, UnauthenticatedError, PermissionError) as error:
            raise Unavailable(f"Không có quyền dùng nơi lưu bản sao {self.says}; hãy kiểm tra tài khoản.") from error
        except (BaseError, OSError) as error:
            if "No space left" in str(error) or "StorageFull" in str(error):
                raise Unavailable(f"Nơi lưu bản sao {self.says} đã hết chỗ; hãy dọn bớt rồi chạy lại.") from error
            raise Unavailable(f"Nơi lưu bản sao {self.says} không dùng được lúc này.") from error


def open_depot(address: str, *, makes: bool = False) -> Depot:
    """The depot at an address. `makes`: a folder that is not there yet is made (0700)."""
    parts = urlsplit(address)
    if parts.scheme == "s3":
        return Depot(open_bucket(address, tries=TRIES), address)
    if parts.scheme and "://" in address:
        raise Refused(f"Không biết nơi lưu “{parts.scheme}://”: dùng một thư mục hoặc s3://kho/thư-mục.")
    folder = Path(address).expanduser().absolute()
    try:
        if makes:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not folder.is_dir():
            raise NotADirectoryError(str(folder))
    except OSError as error:
        raise Refused(f"Không dùng được thư mục sao lưu {folder}.") from error
    return Depot(LocalStore(prefix=folder), str(folder), folder)
