"""A backup's rows in a schema of their own, compared with what the backup says; all in the caller's transaction."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from motcua.centers import Center, entered
from motcua.readiness import Progress
from motcua.services.backup.making import VERSIONS, heads_of
from motcua.services.backup.manifest import Manifest
from motcua.services.dossiers.trail import verify
from motcua.services.office import Office
from motcua.store.copying import Read, TableShape, copied_out, copy_in, set_counters, tables_of, take_down
from motcua.store.depot import Depot
from motcua.store.engine import DB
from motcua.store.queries.trail import Verified
from motcua.store.roles import OWNER
from motcua.store.sealed_stream import Broken, Pieces, ahead, unsealed
from motcua.store.staging import build


@dataclass(frozen=True, slots=True)
class Filled:
    """A schema that holds a backup's rows, each table with the backup's count and hash."""

    schema: str
    rows: int


async def fill(
    connection: Any, office: Office, depot: Depot, key: bytes, manifest: Manifest, progress: Progress
) -> Filled:
    """Rows, indexes, counters and procedure versions. Raises `Broken` where a stream is not what the manifest says."""
    schema = f"r_{uuid4().hex[:20]}"
    await build(connection, schema, manifest.level)
    if {shape.name: shape.columns for shape in await tables_of(connection, schema)} != {
        table.name: tuple(table.columns) for table in manifest.tables
    }:
        raise Broken("tables")
    remake = await take_down(connection, schema)
    total = sum(table.size for table in manifest.tables)
    done = 0
    for table in manifest.tables:
        read = Read()
        stream = _stream(depot, key, f"{manifest.place}/tables/{table.name}", read)

        told = _told(stream, read, done, total, progress)
        rows = await copy_in(connection, schema, table.name, table.columns, told, is_fresh=True)
        if (rows, read.size, read.sha256) != (table.rows, table.size, table.sha256):
            raise Broken(f"{manifest.place}/tables/{table.name}")
        done += table.size
    await _add_versions(connection, depot, key, manifest)
    for number, statement in enumerate(remake):
        progress("Lập chỉ mục", number, len(remake))
        await connection.execute(statement)
    await set_counters(connection, schema, manifest.counters)
    await connection.execute(f"ANALYZE {', '.join(table.name for table in manifest.tables)}")
    return Filled(schema, manifest.rows)


async def _told(stream: Pieces, read: Read, before: int, total: int, progress: Progress) -> AsyncIterator[bytes]:
    async for piece in stream:
        progress("Nạp dữ liệu", (before + read.size) >> 20, total >> 20)
        yield piece


async def _stream(depot: Depot, key: bytes, name: str, read: Read) -> AsyncIterator[bytes]:
    async for piece in ahead(unsealed(key, name, await depot.get(name))):
        read.saw(piece)
        yield piece


async def _add_versions(connection: Any, depot: Depot, key: bytes, manifest: Manifest) -> None:
    """A version never changes: those that the province has already are the same."""
    read = Read()
    columns = ", ".join(VERSIONS.columns)
    await connection.execute(
        f"CREATE TABLE arrived AS SELECT {columns} FROM catalog.procedure_version WITH NO DATA"  # noqa: S608
    )
    stream = _stream(depot, key, f"{manifest.place}/versions", read)
    await copy_in(connection, await _path(connection), "arrived", VERSIONS.columns, stream, is_fresh=False)
    if (read.size, read.sha256) != (manifest.versions.size, manifest.versions.sha256):
        raise Broken(f"{manifest.place}/versions")
    await connection.execute(f"SET LOCAL ROLE {OWNER}")
    await connection.execute(
        f"INSERT INTO catalog.procedure_version ({columns}) SELECT {columns} FROM arrived ON CONFLICT DO NOTHING"  # noqa: S608
    )
    await connection.execute("DROP TABLE arrived")


async def _path(connection: Any) -> str:
    found: str = await connection.fetchval("SELECT current_schema()")
    return found


@contextlib.contextmanager
def standing_in(connection: Any, center: Center) -> Iterator[None]:
    """Inside, every query of the center's services reads the schema on the connection's search path."""
    with entered(center), DB.owner_connection(connection, center.schema):
        yield


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison of filled tables with the backup found; `faults` are sentences."""

    tables: int
    rows: int
    faults: tuple[str, ...]
    trail: Verified | None = None


async def compare(connection: Any, manifest: Manifest, filled: Filled, progress: Progress) -> Compared:
    """Every table read back: count and hash, and the heads of the trail."""
    faults: list[str] = []
    for number, table in enumerate(manifest.tables):
        progress("So số dòng và mã kiểm của từng bảng", number, len(manifest.tables))
        shape = TableShape(table.name, tuple(table.columns))
        rows, sha256 = await copied_out(connection, filled.schema, shape, Read())
        if rows != table.rows:
            faults.append(f"Bảng {table.name}: có {rows} dòng, bản sao lưu ghi {table.rows}.")
        elif sha256 != table.sha256:
            faults.append(f"Bảng {table.name}: nội dung khác với bản sao lưu.")
    if await heads_of(connection, filled.schema, manifest.tables) != manifest.trail:
        faults.append("Đầu chuỗi nhật ký khác với bản sao lưu.")
    return Compared(len(manifest.tables), filled.rows, tuple(faults))


async def verified(connection: Any, office: Office, center: Center, compared: Compared, progress: Progress) -> Compared:
    """What was compared, and every chain and seal of the trail computed again: whether it was whole when backed up."""
    progress("Tính lại nhật ký", 0, 0)
    with standing_in(connection, center):
        trail = await verify(office)
    return replace(compared, trail=trail, faults=(*compared.faults, *trail.faults))
