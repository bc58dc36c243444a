"""The sums of waiting: by day, group and half hour, added to in the transaction of what they count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from motcua.store.engine import Row
from motcua.store.rows import rows, run


async def add_to_wait(on_day: date, group_key: str, half_hour: int, added: dict[str, Any]) -> None:
    """Adds to the sums of one half hour; the last thing in the transaction, groups in the order of their keys."""
    await run(
        """INSERT INTO hall_wait AS w (on_day, group_key, half_hour, issued, with_priority, called, waited_seconds,
            longest_seconds, skipped, served, served_seconds)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (on_day, group_key, half_hour) DO UPDATE SET issued = w.issued + $4,
            with_priority = w.with_priority + $5, called = w.called + $6, waited_seconds = w.waited_seconds + $7,
            longest_seconds = greatest(w.longest_seconds, $8), skipped = w.skipped + $9, served = w.served + $10,
            served_seconds = w.served_seconds + $11""",
        on_day,
        group_key,
        half_hour,
        *(
            added.get(name, 0)
            for name in (
                "issued", "with_priority", "called", "waited_seconds", "longest_seconds", "skipped", "served",
                "served_seconds",
            )
        ),
    )  # fmt: skip


async def service_pace(group_keys: Sequence[str], since: date, on_day: date) -> dict[str, tuple[int, int, int, int]]:
    """By group: (served, seconds) today, and since a day before."""
    found = await rows(
        """SELECT group_key, sum(served) FILTER (WHERE on_day = $3)::bigint AS n,
            sum(served_seconds) FILTER (WHERE on_day = $3)::bigint AS seconds,
            sum(served)::bigint AS all_n, sum(served_seconds)::bigint AS all_seconds
        FROM hall_wait WHERE on_day BETWEEN $2 AND $3 AND group_key = ANY($1::text[]) GROUP BY group_key""",
        list(group_keys),
        since,
        on_day,
    )
    return {
        each["group_key"]: (each["n"] or 0, each["seconds"] or 0, each["all_n"] or 0, each["all_seconds"] or 0)
        for each in found
    }


async def waits_of_day(on_day: date) -> list[Row]:
    return await rows("SELECT * FROM hall_wait WHERE on_day = $1 ORDER BY group_key, half_hour", on_day)


async def waits_by_day(since: date, until: date) -> list[Row]:
    return await rows(
        """SELECT on_day, sum(issued)::bigint AS issued, sum(called)::bigint AS called,
            sum(waited_seconds)::bigint AS waited_seconds, max(longest_seconds) AS longest_seconds,
            sum(skipped)::bigint AS skipped, sum(served)::bigint AS served,
            sum(served_seconds)::bigint AS served_seconds
        FROM hall_wait WHERE on_day BETWEEN $1 AND $2 GROUP BY on_day ORDER BY on_day DESC""",
        since,
        until,
    )
