"""A look at the database that changes nothing: for who asks what is wrong, also when nothing else works.

Everything is read with the owner's connection and no center is entered; what can't be read is left out, not made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import asyncpg

from motcua.settings import wall_clock
from motcua.store import migrate, queue
from motcua.store.bootstrap import connect_owner, missing_hardening
from motcua.store.engine import CATALOG, SCHEMA
from motcua.store.queries.backup_runs import last_runs
from motcua.store.roles import PROVINCE_SCHEMA
from motcua.store.rows import from_json

FILE_STATES = "m0050"  # from this level on a file says whether the virus scanner has seen it


@dataclass(frozen=True, slots=True)
class CenterSeen:
    """One center of the catalog; `years` are the calendar years decided in it, the latest decision of a year last."""

    schema: str
    level: str
    backed_up_at: datetime | None = None
    years: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class MessagesSeen:
    """Of all centers: what waits, what a person has to look at, and how long the oldest is overdue, in seconds."""

    waiting: int = 0
    failed: int = 0
    oldest: float = 0.0


@dataclass(frozen=True, slots=True)
class SumsSeen:
    """Of all centers: dossiers that are not in the sums yet, changes that are not folded, and by center how the last
    recount ended (`equal` or `differs`, with its instant); a center that was never recounted is not among them."""

    uncounted: int = 0
    unfolded: int = 0
    recounted: Mapping[str, tuple[datetime, bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """`clock_ahead`: seconds by which the database's clock is ahead, give or take `clock_doubt`."""

    server: str
    clock_ahead: float
    clock_doubt: float
    facts: Mapping[str, str]
    centers: Mapping[str, CenterSeen]
    gaps: tuple[str, ...]
    connections: int
    most_connections: int
    jobs_failed: int
    jobs_waiting: int
    jobs_oldest: float
    province: CenterSeen | None = None
    """The province's own office; None where its console was never opened."""
    messages: MessagesSeen = field(default_factory=lambda: MessagesSeen())
    sums: SumsSeen = field(default_factory=SumsSeen)
    files_waiting: int = 0
    files_since: datetime | None = None
    unreadable: tuple[str, ...] = field(default=())


def release_levels() -> Mapping[str, str]:
    """The levels of this release by what `Seen.facts` calls them, and `center` for every center."""
    return {
        "catalog_level": migrate.levels(CATALOG)[-1],
        "pgqueuer": queue.PINNED,
        "center": migrate.levels("center")[-1],
    }


async def look(owner_url: str) -> Seen:
    """Raises `Unavailable` where the database does not answer or refuses the login."""
    connection = await connect_owner(owner_url)
    try:
        asked = wall_clock()
        there: datetime = await connection.fetchval("SELECT clock_timestamp()")
        answered = wall_clock()
        half = (answered - asked) / 2
        has_catalog = await connection.fetchval("SELECT to_regclass('catalog.center')") is not None
        centers, unreadable = await _centers(connection) if has_catalog else ({}, ())
        facts = await connection.fetch("SELECT key, value FROM catalog.installation") if has_catalog else ()
        held = await _jobs(connection) if has_catalog else (0, 0, 0.0)
        used, most = await connection.fetchrow(
            "SELECT (SELECT count(*) FROM pg_stat_activity), current_setting('max_connections')::int"
        )
        readable = [seen.schema for key, seen in centers.items() if key not in unreadable]
        scannable = [
            seen.schema for key, seen in centers.items() if key not in unreadable and seen.level >= FILE_STATES
        ]
        files = await _files(connection, scannable)
        return Seen(
            server=str(connection.get_server_version().major),
            clock_ahead=(there - (asked + half)).total_seconds(),
            clock_doubt=half.total_seconds(),
            facts=dict(facts),
            centers=centers,
            gaps=await missing_hardening(connection) if has_catalog else (),
            connections=used,
            most_connections=most,
            jobs_failed=held[0],
            jobs_waiting=held[1],
            jobs_oldest=held[2],
            province=await _province(connection) if has_catalog else None,
            messages=await _messages(connection, readable),
            sums=await _sums(connection, {key: centers[key].schema for key in centers if key not in unreadable}),
            files_waiting=files[0],
            files_since=files[1],
            unreadable=unreadable,
        )
    finally:
        await connection.close()


async def limit_behind(url: str) -> str | None:
    """The time limit of a statement on a connection that PgBouncer gives (`0`: none); None where it doesn't answer."""
    try:
        connection: Any = await asyncpg.connect(url, timeout=5, statement_cache_size=0)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return None
    try:
        async with connection.transaction():
            return str(await connection.fetchval("SHOW statement_timeout", timeout=5))
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return None
    finally:
        connection.terminate()


async def _centers(connection: Any) -> tuple[dict[str, CenterSeen], tuple[str, ...]]:
    found, unreadable = {}, []
    runs = await _backed_up(connection)
    for key, schema, level in await connection.fetch(
        "SELECT key, schema, migration_level FROM catalog.center WHERE schema <> $1 ORDER BY key", PROVINCE_SCHEMA
    ):
        if not SCHEMA.match(schema):
            continue
        try:
            bodies = await connection.fetch(
                f"SELECT body FROM {schema}.calendar_decision WHERE kind = 'year' ORDER BY id"  # noqa: S608
            )
        except asyncpg.PostgresError:
            found[key] = CenterSeen(schema, level or "", runs.get(key))
            unreadable.append(key)
            continue
        years = tuple(from_json(record["body"]) for record in bodies)
        found[key] = CenterSeen(schema, level or "", runs.get(key), years)
    return found, tuple(unreadable)


async def _province(connection: Any) -> CenterSeen | None:
    found = await connection.fetchrow(
        "SELECT key, schema, migration_level FROM catalog.center WHERE schema = $1", PROVINCE_SCHEMA
    )
    if found is None:
        return None
    runs = await _backed_up(connection)
    return CenterSeen(found["schema"], found["migration_level"] or "", runs.get(found["key"]))


async def _backed_up(connection: Any) -> Mapping[str, datetime]:
    """When each center was last backed up; an older catalog keeps no runs."""
    if await connection.fetchval("SELECT to_regclass('catalog.backup_run')") is None:
        return {}
    return {key: run.ended_at for key, run in (await last_runs("backup", connection=connection)).items()}


async def _jobs(connection: Any) -> tuple[int, int, float]:
    failed, waiting, oldest = await connection.fetchrow(
        """SELECT count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'queued'),
            coalesce(extract(epoch FROM now() -
                min(greatest(created, execute_after)) FILTER (WHERE status = 'queued')), 0)::float8
        FROM jobs.pgqueuer"""
    )
    return failed, waiting, oldest


async def _messages(connection: Any, schemas: Iterable[str]) -> MessagesSeen:
    """An earlier release's centers have no such table."""
    waiting, failed, oldest = 0, 0, 0.0
    for schema in schemas:
        if await connection.fetchval("SELECT to_regclass($1)", f"{schema}.message") is None:
            continue
        found = await connection.fetchrow(
            f"""SELECT count(*) FILTER (WHERE state IN ('waiting', 'claimed', 'giving')),
                count(*) FILTER (WHERE state IN ('failed', 'unknown')),
                coalesce(extract(epoch FROM now() - min(next_at) FILTER (WHERE state = 'waiting')), 0)::float8
            FROM {schema}.message WHERE state IN ('waiting', 'claimed', 'giving', 'failed', 'unknown')"""  # noqa: S608
        )
        waiting, failed, oldest = waiting + found[0], failed + found[1], max(oldest, found[2])
    return MessagesSeen(waiting, failed, oldest)


async def _sums(connection: Any, schemas: Mapping[str, str]) -> SumsSeen:
    """An earlier release's centers have no sums."""
    uncounted, unfolded, recounted = 0, 0, {}
    for key, schema in schemas.items():
        if await connection.fetchval("SELECT to_regclass($1)", f"{schema}.dossier_uncounted") is None:
            continue
        found = await connection.fetchrow(
            f"""SELECT (SELECT count(*) FROM {schema}.dossier WHERE counted_seq < event_seq),
                (SELECT count(*) FROM {schema}.tally),
                (SELECT value FROM {schema}.setting WHERE key = 'sums.recounted')"""  # noqa: S608
        )
        uncounted, unfolded = uncounted + found[0], unfolded + found[1]
        if found[2] is not None:
            at, _, said = str(from_json(found[2])).partition(" ")
            recounted[key] = datetime.fromisoformat(at), said == "equal"
    return SumsSeen(uncounted, unfolded, recounted)


async def _files(connection: Any, schemas: Iterable[str]) -> tuple[int, datetime | None]:
    """How many files the virus scanner has not seen, and since when the first of them waits."""
    parts = [f"SELECT count(*) AS n, min(at) AS since FROM {schema}.file WHERE awaits_scan" for schema in schemas]  # noqa: S608
    if not parts:
        return 0, None
    found = await connection.fetchrow(
        f"SELECT sum(n)::bigint AS n, min(since) AS since FROM ({' UNION ALL '.join(parts)}) AS each"  # noqa: S608
    )
    return found["n"], found["since"]
