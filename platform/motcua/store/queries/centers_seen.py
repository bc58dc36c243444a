"""What a center says of itself, and what the province reads of all of them: counts, never persons.

A center's role writes its own line (`catalog.publish_numbers`); the province's role reads every line in one query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from motcua.store.engine import Row
from motcua.store.queries.backup_runs import last_runs
from motcua.store.roles import PROVINCE_SCHEMA
from motcua.store.rows import row, rows, run, to_json, value


async def publish_numbers(said: Mapping[str, Any]) -> None:
    """For the center entered: seen_at, on_date and counts, as `catalog.center_numbers` has them; `days` before it."""
    await run("SELECT catalog.publish_numbers($1::jsonb)", to_json(said))


async def publish_facts(said: Mapping[str, Any]) -> None:
    """For the center entered: agencies, plugins, years, published. Nothing is written where nothing has changed."""
    await run("SELECT catalog.publish_facts($1::jsonb)", to_json(said))


async def count_days(since: datetime, until: datetime) -> list[Row]:
    """What came in and went out, by day in Vietnam's time, from one instant to another."""
    return await rows(
        """SELECT on_date, sum(received)::bigint AS received, sum(handed_back)::bigint AS handed_back FROM (
            SELECT (d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS on_date, 1 AS received, 0 AS handed_back
            FROM dossier d WHERE d.received_at >= $1 AND d.received_at < $2 AND d.code IS NOT NULL
            UNION ALL SELECT (d.handed_back_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, 0, 1
            FROM dossier d WHERE d.handed_back_at >= $1 AND d.handed_back_at < $2
        ) AS done GROUP BY on_date ORDER BY on_date""",
        since,
        until,
    )


async def count_people() -> Row:
    found = await row(
        """SELECT count(*) AS staff, count(*) FILTER (WHERE is_locked) AS staff_locked FROM staff
        WHERE kind NOT IN ('province', 'machine')"""
    )
    assert found is not None
    return found


async def count_bytes() -> int:
    """The center's schema on the disk, its files apart: those are counted by their rows."""
    tables = await value(
        """SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
        WHERE relnamespace = current_schema::regnamespace AND relkind = 'r'"""
    )
    files = await value("SELECT coalesce(sum(size), 0)::bigint FROM file")
    return int(tables) + int(files)


async def all_centers() -> list[Row]:
    """Every center with its numbers, one query and the one for backups; what it has not said yet is None.

    `backed_up_at` is None where none was ever noted.
    """
    backups = await last_runs("backup")
    found = await rows(
        """SELECT c.key, c.migration_level AS level, c.onboarded_at, n.seen_at, n.on_date, n.received, n.handed_back,
            n.due_today, n.open, n.late, n.soon, n.waiting, n.staff, n.staff_locked, n.bytes, n.core, n.plugin_errors,
            n.problem
        FROM catalog.center c LEFT JOIN catalog.center_numbers n ON n.center_key = c.key
        WHERE c.schema <> $1 ORDER BY c.key""",
        PROVINCE_SCHEMA,
    )
    ended = {key: run.ended_at for key, run in backups.items()}
    return [{**each, "backed_up_at": ended.get(each["key"])} for each in found]


async def days_of(center: str, *, since: date) -> list[Row]:
    """A center's days, the earliest first."""
    return await rows(
        """SELECT on_date, received, handed_back FROM catalog.center_day
        WHERE center_key = $1 AND on_date >= $2 ORDER BY on_date""",
        center,
        since,
    )


async def days_of_all(centers: Sequence[str], *, since: date) -> list[Row]:
    """These centers together, by day, the earliest first."""
    return await rows(
        """SELECT on_date, sum(received)::bigint AS received, sum(handed_back)::bigint AS handed_back
        FROM catalog.center_day WHERE on_date >= $1 AND center_key = ANY($2::text[])
        GROUP BY on_date ORDER BY on_date""",
        since,
        list(centers),
    )


async def facts_of(center: str) -> Row | None:
    return await row(
        "SELECT agencies, plugins, years, published FROM catalog.center_facts WHERE center_key = $1",
        center,
        json=("agencies", "plugins", "years", "published"),
    )


async def facts_of_all(column: str, *, after: str = "", limit: int = 1_000) -> dict[str, Any]:
    """One of plugins, years, by center, in the order of their keys."""
    if column not in ("plugins", "years"):
        raise ValueError(column)
    found = await rows(
        f"""SELECT center_key, {column} AS said FROM catalog.center_facts WHERE center_key > $1
        ORDER BY center_key LIMIT $2""",  # noqa: S608
        after,
        limit,
        json=("said",),
    )
    return {each["center_key"]: each["said"] for each in found}


async def published_versions(*, after: str = "", limit: int) -> list[Row]:
    """By procedure: its versions ever stored, and at how many centers each is received; in the order of their keys."""
    return await rows(
        """WITH keys AS (
            SELECT DISTINCT key FROM catalog.procedure_version WHERE key > $1 ORDER BY key LIMIT $2
        ), used AS (
            SELECT p.value AS hash, count(*) AS centers FROM catalog.center_facts f, jsonb_each_text(f.published) p
            WHERE p.key IN (SELECT key FROM keys) GROUP BY p.value
        )
        SELECT v.key, v.hash, v.plugin, v.plugin_version, v.seen_at, v.body ->> 'title' AS title,
            coalesce(u.centers, 0) AS centers
        FROM catalog.procedure_version v JOIN keys k ON k.key = v.key LEFT JOIN used u ON u.hash = v.hash
        ORDER BY v.key, v.seen_at DESC, v.hash""",
        after,
        limit,
    )


async def centers_with(hashes: Sequence[str]) -> dict[str, list[str]]:
    """The centers that receive each of these versions."""
    found = await rows(
        """SELECT p.value AS hash, array_agg(f.center_key ORDER BY f.center_key) AS centers
        FROM catalog.center_facts f, jsonb_each_text(f.published) p WHERE p.value = ANY($1::text[]) GROUP BY p.value""",
        list(hashes),
    )
    return {each["hash"]: list(each["centers"]) for each in found}


async def versions_of_procedure(key: str) -> list[Row]:
    return await rows(
        """SELECT hash, plugin, plugin_version, seen_at, body ->> 'title' AS title, body ->> 'sector' AS sector
        FROM catalog.procedure_version WHERE key = $1 ORDER BY seen_at DESC, hash""",
        key,
    )
