"""What belongs to a place but lies outside its schema: its jobs in the queue, and the province's tables in the catalog.

A row travels as one line of JSON under its table's name (`job` for the queue), so that a column which a later release
adds does not keep an older backup out. All with the owner's connection.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

from motcua.store.roles import OWNER, PROVINCE_SCHEMA, quoted

JOB = "job"
WAITING = "waiting_job"
# What the province has written itself, or nobody could count again. Numbers of today every center says anew; which
# level a center stands on is its own. By table: which rows can be brought back.
SHARED: Mapping[str, str] = {
    "announcement": "true",
    "province_access": "true",
    "center_draft": "true",
    "center_day": "EXISTS (SELECT FROM catalog.center c WHERE c.key = r.center_key)",
    "backup_run": """NOT EXISTS (SELECT FROM catalog.backup_run o
        WHERE (o.center_key, o.kind, o.began_at) = (r.center_key, r.kind, r.began_at))""",
}
_COUNTED = ("backup_run",)  # their number is given out anew
_UNFINISHED = "('queued', 'picked', 'failed')"
_QUEUED = """WITH added AS (
        INSERT INTO jobs.pgqueuer (priority, status, entrypoint, payload, headers, dedupe_key)
        SELECT 0, 'queued', kind, convert_to(payload::text, 'UTF8'), jsonb_build_object('center', $1::text),
            $1::text || ':' || kind || ':' || (payload ->> 'key')
        FROM jsonb_to_recordset($2::jsonb) AS given(kind text, payload jsonb)
        ON CONFLICT (dedupe_key) WHERE status IN ('queued', 'picked') AND dedupe_key IS NOT NULL DO NOTHING
        RETURNING id, entrypoint
    )
    INSERT INTO jobs.pgqueuer_log (job_id, status, priority, entrypoint)
    SELECT id, 'queued', 0, entrypoint FROM added"""
_AS_JOB = "jsonb_build_object('kind', entrypoint, 'payload', convert_from(payload, 'UTF8')::jsonb)"


async def rows_beside(connection: Any, schema: str) -> AsyncIterator[tuple[str, str]]:
    """Table and row, as JSON without a line break; in a transaction whose snapshot says as of when."""
    jobs = (
        f"SELECT {_AS_JOB}::text FROM jobs.pgqueuer "  # noqa: S608
        f"WHERE headers ->> 'center' = $1 AND status::text IN {_UNFINISHED} ORDER BY id"
    )
    async for each in connection.cursor(jobs, schema, prefetch=1_000):
        yield JOB, each[0]
    if schema == PROVINCE_SCHEMA:
        for table in SHARED:
            async for each in connection.cursor(f"SELECT to_jsonb(t)::text FROM catalog.{table} t", prefetch=1_000):  # noqa: S608
                yield table, each[0]


async def put_beside(connection: Any, schema: str, rows: Iterable[tuple[str, str]]) -> None:
    """Rows that are not there yet; those that are stay as they are. A job is in the queue once at most by its key."""
    await connection.execute(f"SET LOCAL ROLE {OWNER}")
    by_table: dict[str, list[str]] = {}
    for table, row in rows:
        by_table.setdefault(table, []).append(row)
    for table, lines in by_table.items():
        body = f"[{','.join(lines)}]"
        if table == JOB:
            await connection.execute(_QUEUED, schema, body)
        elif table in SHARED and schema == PROVINCE_SCHEMA:
            await _put_shared(connection, table, lines[0], body)


async def _put_shared(connection: Any, table: str, first: str, body: str) -> None:
    have = await connection.fetch(
        "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
        f"catalog.{table}",
    )
    given = json.loads(first)
    columns = ", ".join(
        quoted(each["attname"])
        for each in have
        if each["attname"] in given and not (each["attname"] == "id" and table in _COUNTED)
    )
    await connection.execute(
        f"INSERT INTO catalog.{table} ({columns}) "  # noqa: S608
        f"SELECT {columns} FROM jsonb_populate_recordset(NULL::catalog.{table}, $1::jsonb) AS r WHERE {SHARED[table]} "
        "ON CONFLICT DO NOTHING",
        body,
    )


async def swap_jobs(connection: Any, live: str, kept: str) -> None:
    """Jobs of the data that goes out of use are kept with it; those kept with the data that comes in are queued again.

    A job in hand is left to its worker.
    """
    mine = "headers ->> 'center' = $1 AND status::text IN ('queued', 'failed')"
    if await connection.fetchval(f"SELECT EXISTS (SELECT FROM jobs.pgqueuer WHERE {mine})", live):  # noqa: S608
        await connection.execute(f"CREATE TABLE {kept}.{WAITING} (said jsonb NOT NULL)")
        await connection.execute(
            f"WITH gone AS (DELETE FROM jobs.pgqueuer WHERE {mine} RETURNING {_AS_JOB} AS said) "  # noqa: S608
            f"INSERT INTO {kept}.{WAITING} SELECT said FROM gone",
            live,
        )
    if await connection.fetchval("SELECT to_regclass($1) IS NOT NULL", f"{live}.{WAITING}"):
        said = await connection.fetchval(f"SELECT jsonb_agg(said)::text FROM {live}.{WAITING}")  # noqa: S608
        await connection.execute(_QUEUED, live, said or "[]")
        await connection.execute(f"DROP TABLE {live}.{WAITING}")
