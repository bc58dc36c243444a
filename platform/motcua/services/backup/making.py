"""Making a backup of one center: its rows as of one instant, its folder, its files, and the manifest last."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import tarfile
from collections.abc import AsyncIterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from motcua.centers import Center
from motcua.domain.errors import Conflict, DataError, NotHere, Refused
from motcua.readiness import Progress, silent
from motcua.services.backup.beside import write_beside
from motcua.services.backup.files import files_named, keep_files, write_list
from motcua.services.backup.manifest import Manifest, Part, TablePart, TrailHeads, stamp_of, write_manifest
from motcua.services.office import Office
from motcua.store.bootstrap import connect_owner
from motcua.store.copying import Outflow, TableShape, counters_of, tables_of
from motcua.store.depot import Depot
from motcua.store.pool_options import WARM_TYPES
from motcua.store.sealed_stream import Pieces, sealed
from motcua.store.staging import is_onboarded, spoken

BACKUP_LOCK = 7_040_524
VERSIONS = TableShape("procedure_version", ("hash", "key", "plugin", "plugin_version", "body", "seen_at"))


@contextlib.asynccontextmanager
async def owner_connection(office: Office) -> AsyncIterator[Any]:
    """The owner's connection, closed at the end."""
    if office.settings.owner_url is None:
        raise DataError("cài đặt", "MOTCUA_DATABASE_URL", "chưa có địa chỉ của chủ sở hữu.", "khởi động máy chủ trước.")
    with spoken():
        connection = await connect_owner(office.settings.owner_url)
        try:
            await connection.fetch(WARM_TYPES)
            yield connection
        finally:
            await connection.close()


async def back_up(
    office: Office, center: Center, depot: Depot, at: datetime, *, progress: Progress = silent
) -> Manifest:
    """A whole backup at `depot`. Until its manifest is there nothing counts as a backup. A training twin has none."""
    if center.training is not None:
        raise Refused(f"{center.key} là trung tâm đào tạo: không có hồ sơ thật nên không sao lưu, không chuyển đi đâu.")
    async with owner_connection(office) as connection:
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1, hashtext($2))", BACKUP_LOCK, center.key):
            raise Conflict(f"Trung tâm {center.key} đang được sao lưu ở một lệnh khác; hãy chờ lệnh đó xong.")
        if not await is_onboarded(connection, center.key):
            raise NotHere(f"Trung tâm {center.key} chưa đưa vào hoạt động nên chưa có gì để sao lưu.")
        return await _Making(office, center, depot, at, progress, connection).run()


class _Making:
    def __init__(
        self, office: Office, center: Center, depot: Depot, at: datetime, progress: Progress, connection: Any
    ) -> None:
        self.office, self.center, self.depot, self.at = office, center, depot, at
        self.progress, self.connection = progress, connection
        self.key = office.sealer.derived("backup")
        self.stamp = stamp_of(at)
        self.place = f"{center.key}/{self.stamp}"
        self.done = self.total = 0

    async def run(self) -> Manifest:
        connection, schema = self.connection, self.center.schema
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.execute("SET LOCAL statement_timeout = 0")
            await connection.execute("SET LOCAL synchronize_seqscans = off")
            level = await connection.fetchval(
                "SELECT migration_level FROM catalog.center WHERE key = $1", self.center.key
            )
            shapes = await tables_of(connection, schema)
            self.total = await connection.fetchval(
                "SELECT coalesce(sum(pg_table_size(oid)), 0)::bigint FROM pg_class "
                "WHERE relnamespace = $1::regnamespace AND relkind = 'r'",
                schema,
            )
            tables = [await self._table(shape) for shape in shapes]
            versions = await self._part("versions", "catalog", VERSIONS)
            beside = await write_beside(connection, self.depot, self.key, self.place, schema)
            counters = await counters_of(connection, schema)
            lines = await files_named(connection, schema)
            trail = await heads_of(connection, schema, tables)
        folder = await self._folder()
        missing = await keep_files(self.depot, self.key, self.office.blobs, self.center.key, lines, self.progress)
        missing = await self._still_named(missing)
        gone = set(missing)
        there = [line for line in lines if line.key not in gone]
        files = await write_list(self.depot, self.key, f"{self.place}/files", there)
        await self.depot.settle()
        return await write_manifest(
            self.depot,
            self.key,
            Manifest(
                center=self.center.key,
                name=self.center.name,
                stamp=self.stamp,
                made_at=self.at,
                release=version("motcua"),
                level=level,
                postgresql=str(connection.get_server_version().major),
                key=self.office.sealer.name,
                sealed_as=self.center.sealed_as or self.center.key,
                base_url=self.office.settings.base_url,
                tables=tables,
                counters=counters,
                versions=versions,
                beside=beside,
                folder=folder,
                files=files,
                file_count=len(there),
                file_bytes=sum(line.size for line in there),
                trail=trail,
                missing=missing,
            ),
        )

    async def _table(self, shape: TableShape) -> TablePart:
        outflow = Outflow(self.connection, self.center.schema, shape)
        await self._send(f"tables/{shape.name}", outflow)
        return TablePart(shape.name, list(shape.columns), outflow.rows, outflow.read.size, outflow.read.sha256)

    async def _part(self, name: str, schema: str, shape: TableShape) -> Part:
        outflow = Outflow(self.connection, schema, shape)
        await self._send(name, outflow)
        return Part(outflow.read.size, outflow.read.sha256)

    async def _send(self, name: str, outflow: Outflow) -> None:
        whole = f"{self.place}/{name}"
        before = self.done

        async def counted() -> Pieces:
            async for piece in outflow.pieces():
                self.done = min(before + outflow.read.size, self.total)
                self.progress("Sao lưu dữ liệu", self.done >> 20, self.total >> 20)
                yield piece

        await self.depot.put(whole, sealed(self.key, whole, counted()))

    async def _folder(self) -> Part:
        body = await asyncio.to_thread(packed_folder, self.office.settings.tenants_dir, self.center.key)
        name = f"{self.place}/folder"

        async def one() -> Pieces:
            yield body

        await self.depot.put(name, sealed(self.key, name, one()))
        return Part(len(body), hashlib.sha256(body).hexdigest())

    async def _still_named(self, missing: list[str]) -> list[str]:
        """A scan taken off a form while we copied is missing to nobody."""
        if not missing:
            return missing
        named: set[str] = {line.key for line in await files_named(self.connection, self.center.schema)}
        return [key for key in missing if key in named]


async def heads_of(connection: Any, schema: str, tables: list[TablePart]) -> TrailHeads:
    """Where every dossier's trail stands, in one hash."""
    digest, dossiers = hashlib.sha256(), 0
    query = f"SELECT id, event_seq, event_hash FROM {schema}.dossier ORDER BY id"  # noqa: S608
    async for each in connection.cursor(query, prefetch=5_000):
        digest.update(f"{each['id']}/{each['event_seq']}/{(each['event_hash'] or b'').hex()}\n".encode())
        dossiers += 1
    last = await connection.fetchrow(f"SELECT on_date, hash FROM {schema}.trail_seal ORDER BY on_date DESC LIMIT 1")  # noqa: S608
    events = next(table.rows for table in tables if table.name == "event")
    sealed_on, seal = (f"{last['on_date']:%Y-%m-%d}", last["hash"].hex()) if last else ("", "")
    return TrailHeads(dossiers, events, digest.hexdigest(), sealed_on, seal)


def packed_folder(tenants: Path, key: str) -> bytes:
    """The center's folder, with the province's file and calendars beside it, as a tar."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for path in sorted((*tenants.glob("*.toml"), *(tenants / "calendar").rglob("*"), *(tenants / key).rglob("*"))):
            inside = path.relative_to(tenants)
            if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in inside.parts):
                tar.add(path, arcname=str(inside), recursive=False)
    return out.getvalue()
