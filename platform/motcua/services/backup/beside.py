"""A backup's stream of what lies beside a center's schema: jobs that wait, and what only the province has written.

A job travels with the rows of its instant: what it would leave on a dossier is not among them, and is left there once
(its `source_key` is unique), however often the job is queued.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec

from motcua.centers import schema_of
from motcua.services.backup.manifest import Manifest, Part
from motcua.store.beside import JOB, put_beside, rows_beside
from motcua.store.copying import Read
from motcua.store.depot import Depot
from motcua.store.sealed_stream import Broken, Pieces, sealed, unsealed

AT_ONCE = 1_000


async def write_beside(connection: Any, depot: Depot, key: bytes, place: str, schema: str) -> Part:
    read = Read()

    async def pieces() -> Pieces:
        async for table, row in rows_beside(connection, schema):
            piece = f"{table}\t{row}\n".encode()
            read.saw(piece)
            yield piece

    name = f"{place}/beside"
    await depot.put(name, sealed(key, name, pieces()))
    return Part(read.size, read.sha256)


async def bring_beside(connection: Any, depot: Depot, key: bytes, manifest: Manifest, schema: str) -> None:
    """Into the queue and the catalog, in the open transaction. A copy under another key brings no job: the center that
    it is a copy of runs them."""
    is_copy = schema_of(manifest.center) != schema
    batch: list[tuple[str, str]] = []
    async for table, row in read_beside(depot, key, manifest):
        if not (is_copy and table == JOB):
            batch.append((table, row))
        if len(batch) >= AT_ONCE:
            await put_beside(connection, schema, batch)
            batch.clear()
    if batch:
        await put_beside(connection, schema, batch)


async def read_beside(depot: Depot, key: bytes, manifest: Manifest) -> AsyncIterator[tuple[str, str]]:
    """Table and row. Raises `Broken` at the end when the stream is not what the manifest says; nothing in a backup made
    before there was one."""
    part = manifest.beside
    if isinstance(part, msgspec.UnsetType):
        return
    name = f"{manifest.place}/beside"
    read, rest = Read(), b""
    async for piece in unsealed(key, name, await depot.get(name)):
        read.saw(piece)
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            table, _, row = line.decode().partition("\t")
            yield table, row
    if (read.size, read.sha256) != (part.size, part.sha256) or rest:
        raise Broken(name)
