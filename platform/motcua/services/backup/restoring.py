"""Restoring a center beside the running one: filled, compared, switched in one commit; what ran before is kept.

The files come first and are only ever added. Then one transaction: whatever stops it leaves the running center as it
was. The schema that was replaced stays under another name until somebody drops it, or switches back.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.centers import Center
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.readiness import Progress, silent
from motcua.services.backup.beside import bring_beside
from motcua.services.backup.files import FileLine, each_at_once, listed_files, read_file
from motcua.services.backup.filling import Compared, compare, fill
from motcua.services.backup.making import owner_connection
from motcua.services.backup.manifest import Manifest
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store import staging
from motcua.store.blobs import Blobs
from motcua.store.depot import Depot
from motcua.store.queries.backup_runs import Run, record_run, was_restored
from motcua.store.roles import OWNER
from motcua.store.secrets import Sealer


@dataclass(frozen=True, slots=True)
class Restored:
    """`kept`: the schema that ran before ("" where the center had none)."""

    manifest: Manifest
    compared: Compared
    kept: str
    files_added: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a backup is read from, with the keys that open it."""

    depot: Depot
    sealer: Sealer
    manifest: Manifest

    @property
    def key(self) -> bytes:
        return self.sealer.derived("backup")


async def restore(
    office: Office, center: Center, source: Source, at: datetime, *, kind: str = "restore", progress: Progress = silent
) -> Restored:
    """`center` may be new here (an import, or a copy under another key). `kind` is what the catalog records.

    What was backed up comes back to the byte. Whether its trail was whole is the drill's question, and that of `motcua
    trail verify`: a center is not kept from work by a fault that the backup had already.
    """
    manifest = source.manifest
    if (center.sealed_as or center.key) != manifest.sealed_as:
        raise Refused(
            f"Bản sao lưu là của trung tâm {manifest.center}; muốn phục hồi dưới mã khác thì dùng --as {center.key}."
        )
    staging.check_level(manifest.level)
    async with owner_connection(office) as connection, connection.transaction():
        await staging.claim(connection, center.key)
        added = await bring_files(office.blobs, center.key, source, progress)
        filled = await fill(connection, office, source.depot, source.key, manifest, progress)
        compared = await compare(connection, manifest, filled, progress)
        if compared.faults:
            raise Refused(f"Bản phục hồi không khớp nên không thay: {compared.faults[0]} Dữ liệu đang chạy giữ nguyên.")
        if center.key != manifest.center:
            await _rename_files(connection, filled.schema, manifest.center, center.key)
        # Who was signed in then, or was signed out since, is not signed in now.
        await connection.execute(f"TRUNCATE {filled.schema}.session, {filled.schema}.presence")
        level = await staging.raise_level(connection, filled.schema, manifest.level)
        await staging.hold_messages(connection, filled.schema)
        progress("Thay dữ liệu", 0, 0)
        if await staging.is_onboarded(connection, center.key):
            why = f"Phục hồi từ bản {manifest.stamp}"
            kept = await staging.switch(connection, center, filled.schema, level, at, why)
        else:
            kept = ""
            await staging.stand_up(connection, center, filled.schema, level, at)
        await bring_beside(connection, source.depot, source.key, manifest, center.schema)
        done = Restored(manifest, compared, kept, added)
        await record_run(connection, _run(center, kind, at, source, done))
    return done


def _run(center: Center, kind: str, at: datetime, source: Source, done: Restored) -> Run:
    says = f"Phục hồi {done.compared.rows} dòng từ bản {done.manifest.stamp}."
    told = {"rows": done.compared.rows, "files_added": done.files_added, "kept": done.kept}
    return Run(center.key, kind, at, wall_clock(), True, source.depot.says, done.manifest.stamp, says, told)


async def bring_files(blobs: Blobs, center_key: str, source: Source, progress: Progress) -> int:
    """Puts back the files that are not here, or not as they were; how many. Nothing is ever taken away."""
    manifest = source.manifest
    lines = [line async for line in listed_files(source.depot, source.key, manifest)]
    added = done = 0

    async def bring(line: FileLine) -> None:
        nonlocal added, done
        key = center_key + line.key.removeprefix(manifest.center)
        if not await _is_here(blobs, center_key, key, line):
            body = await read_file(source.depot, source.key, manifest.center, line)
            await blobs.put_back(center_key, key, body)
            added += 1
        done += 1
        if done % 50 == 0 or done == len(lines):
            progress("Phục hồi tệp", done, len(lines))

    await first_error(each_at_once(lines, bring))
    return added


async def first_error(work: Any) -> None:
    """A group of tasks fails with a group of errors; a person reads one sentence."""
    try:
        await work
    except BaseExceptionGroup as group:
        error: BaseException = group
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        raise error from None


async def _is_here(blobs: Blobs, center_key: str, key: str, line: FileLine) -> bool:
    try:
        body = await blobs.read(center_key, key)
    except NotHere:
        return False
    return len(body) == line.size and await asyncio.to_thread(_sha256, body) == line.sha256


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


async def _rename_files(connection: Any, schema: str, was: str, now: str) -> None:
    """A copy under another key has its files below that key."""
    tables = await connection.fetch(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = $1 AND column_name = 'storage_key'",
        schema,
    )
    for table in tables:
        await connection.execute(
            f"UPDATE {schema}.{table['table_name']} SET storage_key = $2 || substr(storage_key, length($1) + 1) "  # noqa: S608
            "WHERE starts_with(storage_key, $1 || '/')",
            was,
            now,
        )


async def switch_back(office: Office, center: Center, schema: str, at: datetime) -> str:
    """The schema that a restore replaced takes its place again; the name under which the present one is kept."""
    async with owner_connection(office) as connection, connection.transaction():
        await staging.claim(connection, center.key)
        found = await staging.kept_named(connection, center.key, schema)
        await connection.execute(f"SET LOCAL ROLE {OWNER}")
        await connection.execute(f"SET LOCAL search_path = {schema}")
        level = await staging.raise_level(connection, schema, found["level"])
        kept = await staging.switch(connection, center, schema, level, at, f"Quay lại dữ liệu {schema}")
        says = f"Quay lại dữ liệu {schema}; bản vừa thay giữ ở {kept}."
        await record_run(connection, Run(center.key, "restore", at, at, True, "", "", says))
    return kept


async def drop_kept(office: Office, center: Center, schema: str) -> None:
    """Removes a replaced schema for good."""
    async with owner_connection(office) as connection, connection.transaction():
        await staging.claim(connection, center.key)
        await staging.kept_named(connection, center.key, schema)
        await staging.drop_kept(connection, schema)


async def is_brought(office: Office, key: str, stamp: str) -> bool:
    """Whether this very backup was restored as `key` before (and stopped before its folder was put down).

    Refused when the center is here for another reason.
    """
    async with owner_connection(office) as connection:
        if not await staging.is_onboarded(connection, key):
            return False
        if await was_restored(connection, key, stamp):
            return True
    raise Conflict(f"Máy chủ này đã có trung tâm {key}; muốn thay dữ liệu thì dùng motcua tenant restore {key}.")
