"""The files of a backup: scans, results and letters by their hash, each stored once for all backups of a center."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any

import msgspec

from motcua.domain.errors import NotHere
from motcua.readiness import Progress
from motcua.services.backup.manifest import Manifest, Part
from motcua.store.blobs import Blobs
from motcua.store.copying import Read
from motcua.store.depot import Depot
from motcua.store.sealed_stream import Broken, Pieces, sealed, unsealed

AT_ONCE = 8


class FileLine(msgspec.Struct, frozen=True):
    """One file: its key in the file store, hash and size as its row says."""

    key: str
    sha256: str
    size: int


def stored_name(key: bytes, center: str, sha256: str) -> str:
    name = hmac.digest(key, b"file\0" + sha256.encode(), "sha256").hex()
    return f"{center}/files/{name[:2]}/{name}"


async def files_named(connection: Any, schema: str) -> list[FileLine]:
    """Every file that a row names, in whatever table keeps files with their hash."""
    tables = await connection.fetch(
        """SELECT c.relname AS name FROM pg_class c
        WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND (
            SELECT count(*) FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attname IN ('storage_key', 'sha256', 'size') AND NOT a.attisdropped) = 3
        ORDER BY 1""",
        schema,
    )
    found: dict[str, FileLine] = {}
    for table in tables:
        for each in await connection.fetch(
            f"SELECT storage_key, encode(sha256, 'hex') AS sha256, size FROM {schema}.{table['name']} "  # noqa: S608
            "WHERE storage_key <> ''"  # a scan that was refused later keeps its row and names no bytes
        ):
            found[each["storage_key"]] = FileLine(each["storage_key"], each["sha256"], each["size"])
    return [found[key] for key in sorted(found)]


async def each_at_once(items: Iterable[Any], work: Callable[[Any], Awaitable[None]]) -> None:
    """`work` for each, a few at a time; the first error stops the rest."""
    waiting = iter(items)

    async def worker() -> None:
        for item in waiting:
            await work(item)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(worker())


async def keep_files(
    depot: Depot, key: bytes, blobs: Blobs, center: str, lines: list[FileLine], progress: Progress
) -> list[str]:
    """Stores the files that the depot has not yet; the keys of those that are not as their rows say."""
    have = await depot.names(f"{center}/files/")
    missing: list[str] = []
    done = 0

    async def keep(line: FileLine) -> None:
        nonlocal done
        name = stored_name(key, center, line.sha256)
        if name not in have:
            try:
                body = await blobs.read(center, line.key)
            except NotHere:
                body = b""
            if len(body) != line.size or await asyncio.to_thread(_sha256, body) != line.sha256:
                missing.append(line.key)
            else:
                await depot.put(name, sealed(key, name, _one(body), packs=False))
                have[name] = line.size
        done += 1
        if done % 50 == 0 or done == len(lines):
            progress("Sao lưu tệp", done, len(lines))

    await each_at_once(lines, keep)
    return sorted(missing)


async def write_list(depot: Depot, key: bytes, name: str, lines: list[FileLine]) -> Part:
    read = Read()

    async def pieces() -> AsyncIterator[bytes]:
        for line in lines:
            piece = msgspec.json.encode(line) + b"\n"
            read.saw(piece)
            yield piece

    await depot.put(name, sealed(key, name, pieces()))
    return Part(read.size, read.sha256)


async def listed_files(depot: Depot, key: bytes, manifest: Manifest) -> AsyncIterator[FileLine]:
    """The files that a backup names. Raises `Broken` at the end when the list is not what the manifest says."""
    name = f"{manifest.place}/files"
    read, rest = Read(), b""
    async for piece in unsealed(key, name, await depot.get(name)):
        read.saw(piece)
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield msgspec.json.decode(line, type=FileLine)
    if (read.size, read.sha256) != (manifest.files.size, manifest.files.sha256) or rest:
        raise Broken(name)


async def read_file(depot: Depot, key: bytes, center: str, line: FileLine) -> bytes:
    """A file's bytes as they were; `Broken` when they are not."""
    name = stored_name(key, center, line.sha256)
    body = b"".join([piece async for piece in unsealed(key, name, await depot.get(name), packs=False)])
    if await asyncio.to_thread(_sha256, body) != line.sha256:
        raise Broken(name)
    return body


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


async def _one(body: bytes) -> Pieces:
    yield body
