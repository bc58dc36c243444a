"""Sums between a center and the province: what changed since it was last said, and what all centers said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from motcua.store.engine import Row
from motcua.store.queries.sums import month_from
from motcua.store.rows import rows, run, to_json, value

DIMENSIONS = ("center_key", "measure", "on_date", "agency", "procedure_key", "channel")
AT_ONCE = 5_000


async def said() -> int:
    """Up to which fold this center has said its sums; -1: never."""
    found = await value("SELECT catalog.sums_said()")
    return -1 if found is None else int(found)


async def newest_stamp() -> int:
    return int(await value("SELECT coalesce(max(stamp), 0) FROM day_sum"))


async def changed_since(stamp: int) -> list[Row]:
    """The whole sum, officers added up, of every day and measure that a fold after `stamp` touched."""
    return await rows(
        """SELECT s.measure, s.on_date, s.agency, s.procedure_key, s.channel, sum(s.n)::bigint AS n
        FROM (SELECT DISTINCT measure, on_date FROM day_sum WHERE stamp > $1) t
        JOIN day_sum s ON s.measure = t.measure AND s.on_date = t.on_date
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5""",
        stamp,
    )


async def publish(days: Sequence[Mapping[str, Any]], stamp: int, *, is_anew: bool) -> None:
    """For the center entered. `is_anew`: what it said before does not hold any more."""
    await run("SELECT catalog.publish_sums($1::jsonb)", to_json({"days": days, "stamp": stamp, "is_anew": is_anew}))


async def sums(
    centers: Sequence[str], measures: Sequence[str], since: date | None, before: date, by: Sequence[str]
) -> list[Row]:
    """As `store.queries.sums.sums`, of these centers, for the province's role; each has said them by itself."""
    if not set(by) <= set(DIMENSIONS):
        raise ValueError(by)
    first = month_from(since) if since is not None else date.min
    last = before.replace(day=1)
    columns = ", ".join(by)
    listed, grouped = (f"{columns}, ", f" GROUP BY {columns}") if by else ("", "")
    is_daily = "on_date" in by or first >= last
    days = "true" if is_daily else "(on_date < $5 OR on_date >= $6)"
    months = "false" if is_daily else "on_date >= $5 AND on_date < $6"
    theirs = "center_key = ANY($1::text[]) AND measure = ANY($2::text[])"
    return await rows(
        f"""SELECT {listed}coalesce(sum(n), 0)::bigint AS n FROM (
            SELECT {listed}n FROM catalog.center_sum
                WHERE {theirs} AND on_date >= $3 AND on_date < $4 AND {days}
            UNION ALL SELECT {listed}n FROM catalog.center_month
                WHERE {theirs} AND {months} AND $5::date IS NOT NULL AND $6::date IS NOT NULL
        ) AS parts{grouped}""",  # noqa: S608
        list(centers),
        list(measures),
        since or date.min,
        before,
        first,
        last,
    )


async def sectors() -> dict[str, str]:
    """The sector of every procedure, as its newest version has it."""
    found = await rows(
        """SELECT DISTINCT ON (key) key, body ->> 'sector' AS sector FROM catalog.procedure_version
        ORDER BY key, seen_at DESC, hash"""
    )
    return {each["key"]: each["sector"] or "" for each in found}


async def centers_that_said(centers: Sequence[str]) -> frozenset[str]:
    """Which of these have said any sums."""
    found = await rows(
        """SELECT k.key FROM unnest($1::text[]) AS k(key)
        WHERE EXISTS (SELECT FROM catalog.center_month m WHERE m.center_key = k.key)""",
        list(centers),
    )
    return frozenset(each["key"] for each in found)
