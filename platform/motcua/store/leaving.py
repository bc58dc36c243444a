"""A center's tables as files, and a center taken out of the database: with the owner's rights, outside any center."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from motcua.centers import Center
from motcua.store.engine import SCHEMA
from motcua.store.roles import SCHEMA_LOCK

AT_ONCE = 500
_TABLE = re.compile(r"[a-z_][a-z0-9_]*")


async def tables_of(connection: Any, schema: str) -> tuple[str, ...]:
    found = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1 ORDER BY tablename", schema)
    return tuple(row["tablename"] for row in found if _TABLE.fullmatch(row["tablename"]))


async def dump_tables(connection: Any, center: Center, folder: Path) -> Mapping[str, int]:
    """Every table as `<table>.jsonl.gz`, one row a line, as it stood at one moment; how many rows each has."""
    if not SCHEMA.match(center.schema):
        raise ValueError(center.schema)
    counts = {}
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        for table in await tables_of(connection, center.schema):
            counts[table] = await _dump(connection, f"{center.schema}.{table}", folder / f"{table}.jsonl.gz")
    return counts


async def _dump(connection: Any, table: str, path: Path) -> int:
    count = 0
    out = await asyncio.to_thread(gzip.open, path, "wb")
    try:
        cursor = await connection.cursor(f"SELECT to_jsonb(t)::text AS line FROM {table} t")  # noqa: S608
        while rows := await cursor.fetch(AT_ONCE):
            body = "".join(row["line"] + "\n" for row in rows).encode()
            await asyncio.to_thread(out.write, body)
            count += len(rows)
    finally:
        await asyncio.to_thread(out.close)
    return count


async def remove_center(connection: Any, center: Center) -> None:
    """Schema, role, jobs and its line in the catalog, all or nothing; other centers do not notice."""
    schema = center.schema
    if not SCHEMA.match(schema):
        raise ValueError(schema)
    async with connection.transaction():
        await connection.execute(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
        await connection.execute(f"GRANT {schema} TO CURRENT_USER")
        await connection.execute("DELETE FROM jobs.pgqueuer WHERE headers->>'center' = $1", schema)
        await connection.execute(f"DROP SCHEMA {schema} CASCADE")
        await connection.execute(f"DROP OWNED BY {schema}")
        await connection.execute(f"DROP ROLE {schema}")
        await connection.execute("DELETE FROM catalog.center_upgrade WHERE center_key = $1", center.key)
        await connection.execute("DELETE FROM catalog.center WHERE key = $1", center.key)
