"""The sums: folded days and months, and what is not folded yet, always both; and the dossiers behind a sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from motcua.domain.counts import Cell
from motcua.store.engine import Row
from motcua.store.rows import rows, run, value

DIMENSIONS = ("measure", "on_date", "agency", "procedure_key", "channel", "officer_id")
MONTH = "month"
_READ = {MONTH: "date_trunc('month', on_date)::date AS month"}
AT_ONCE = 50_000
PAGE = 50


@dataclass(frozen=True, slots=True)
class Of:
    """Of which dossiers: of these agencies, procedures, channels, officers; None: of all."""

    agencies: tuple[str, ...] | None = None
    procedures: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    officers: tuple[UUID, ...] | None = None

    def narrows(self, args: list[Any]) -> str:
        clause = ""
        for column, kind, wanted in (
            ("agency", "text", self.agencies),
            ("procedure_key", "text", self.procedures),
            ("channel", "text", self.channels),
            ("officer_id", "uuid", self.officers),
        ):
            if wanted is not None:
                args.append(list(wanted))
                clause += f" AND {column} = ANY(${len(args)}::{kind}[])"
        return clause


ALL = Of()


async def fold(limit: int = AT_ONCE) -> int:
    """Adds the oldest changes to the sums of their days and months, and takes them away; how many there were."""
    await run("SELECT pg_advisory_xact_lock(hashtext('motcua.fold'), hashtext(current_schema))")
    folded = await value(
        """WITH taken AS (
            DELETE FROM tally WHERE id IN (SELECT id FROM tally ORDER BY id LIMIT $1)
            RETURNING measure, on_date, agency, procedure_key, channel, officer_id, n
        ), newest AS (SELECT coalesce(max(stamp), 0) + 1 AS stamp FROM day_sum),
        days AS (
            INSERT INTO day_sum AS s
            SELECT measure, on_date, agency, procedure_key, channel, officer_id, sum(n), (SELECT stamp FROM newest)
            FROM taken GROUP BY 1, 2, 3, 4, 5, 6
            ON CONFLICT (measure, on_date, agency, procedure_key, channel, officer_id)
                DO UPDATE SET n = s.n + excluded.n, stamp = excluded.stamp
        ), months AS (
            INSERT INTO month_sum AS s
            SELECT measure, date_trunc('month', on_date)::date, agency, procedure_key, channel, officer_id, sum(n)
            FROM taken GROUP BY 1, 2, 3, 4, 5, 6
            ON CONFLICT (measure, on_date, agency, procedure_key, channel, officer_id)
                DO UPDATE SET n = s.n + excluded.n
        ) SELECT count(*) FROM taken""",
        limit,
    )
    return int(folded)


async def unfolded() -> int:
    return int(await value("SELECT count(*) FROM tally"))


async def sums(measures: Sequence[str], since: date | None, before: date, by: Sequence[str], of: Of = ALL) -> list[Row]:
    """`n` by the dimensions `by`, of the days from `since` (None: from the beginning) until before `before`.

    `by` may hold `MONTH`, whose value is the first of the month. Of stands, the sum from the beginning is how many
    stand so at the end of the day before `before`.
    """
    if not set(by) <= {*DIMENSIONS, MONTH}:
        raise ValueError(by)
    first = month_from(since) if since is not None else date.min
    last = before.replace(day=1)
    args: list[Any] = [list(measures), since or date.min, before, first, last]
    narrowed = of.narrows(args)
    columns = ", ".join(by)
    listed = f"{columns}, " if by else ""
    read = "".join(f"{_READ.get(each, each)}, " for each in by)
    grouped = f" GROUP BY {columns}" if by else ""
    is_daily = "on_date" in by or first >= last
    days = (
        "on_date >= $2 AND on_date < $3"
        if is_daily
        else ("((on_date >= $2 AND on_date < $4) OR (on_date >= $5 AND on_date < $3))")
    )
    months = "false" if is_daily else "on_date >= $4 AND on_date < $5"
    return await rows(
        f"""SELECT {listed}coalesce(sum(n), 0)::bigint AS n FROM (
            SELECT {read}n FROM day_sum WHERE measure = ANY($1::text[]) AND {days}{narrowed}
            UNION ALL SELECT {read}n FROM month_sum WHERE measure = ANY($1::text[]) AND {months}{narrowed}
            UNION ALL SELECT {read}n FROM tally
                WHERE measure = ANY($1::text[]) AND on_date >= $2 AND on_date < $3{narrowed}
                    AND $4::date IS NOT NULL AND $5::date IS NOT NULL
        ) AS parts{grouped}""",  # noqa: S608
        *args,
    )


def month_from(day: date) -> date:
    """The first of a month on or after a day."""
    if day.day == 1:
        return day
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


async def dossiers_acting(
    measures: Sequence[str],
    since: date,
    before: date,
    of: Of = ALL,
    after: tuple[date, UUID] | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """Dossiers that one of these acts befell from `since` until before `before`: `on_date`, `dossier_id`, the earliest
    first, those after (`on_date`, `dossier_id`)."""
    args: list[Any] = [list(measures), since, before]
    narrowed = of.narrows(args)
    if after is not None:
        args += after
        narrowed += f" AND (from_on, dossier_id) > (${len(args) - 1}::date, ${len(args)}::uuid)"
    args.append(limit)
    return await rows(
        f"""SELECT from_on AS on_date, dossier_id, sum(n)::bigint AS n FROM dossier_count
        WHERE until_on IS NULL AND measure = ANY($1::text[]) AND from_on >= $2 AND from_on < $3{narrowed}
        GROUP BY from_on, dossier_id ORDER BY from_on, dossier_id LIMIT ${len(args)}""",  # noqa: S608
        *args,
    )


async def dossiers_standing(
    measures: Sequence[str],
    on: date,
    of: Of = ALL,
    after: tuple[date, UUID] | None = None,
    limit: int = PAGE,
    *,
    without: Sequence[str] = (),
) -> list[Row]:
    """Dossiers that stood so at the end of the day `on`, and not `without`; `on_date` is since when."""
    args: list[Any] = [list(measures), on]
    narrowed = of.narrows(args)
    if without:
        args.append(list(without))
        narrowed += f""" AND NOT EXISTS (SELECT FROM dossier_count o WHERE o.dossier_id = c.dossier_id
            AND o.until_on IS NOT NULL AND daterange(o.from_on, o.until_on) @> $2::date
            AND o.measure = ANY(${len(args)}::text[]))"""
    if after is not None:
        args += after
        narrowed += f" AND (from_on, dossier_id) > (${len(args) - 1}::date, ${len(args)}::uuid)"
    args.append(limit)
    return await rows(
        f"""SELECT min(from_on) AS on_date, dossier_id, sum(n)::bigint AS n FROM dossier_count c
        WHERE until_on IS NOT NULL AND daterange(from_on, until_on) @> $2::date AND measure = ANY($1::text[]){narrowed}
        GROUP BY from_on, dossier_id ORDER BY from_on, dossier_id LIMIT ${len(args)}""",  # noqa: S608
        *args,
    )


async def all_sums() -> tuple[Counter[Cell], Counter[Cell]]:
    """Every sum by day with what is not folded, and every sum by month (without)."""
    days: Counter[Cell] = Counter()
    for each in await rows(
        """SELECT measure, on_date, agency, procedure_key, channel, officer_id, sum(n)::bigint AS n FROM (
            SELECT measure, on_date, agency, procedure_key, channel, officer_id, n FROM day_sum
            UNION ALL SELECT measure, on_date, agency, procedure_key, channel, officer_id, n FROM tally
        ) AS parts GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0"""
    ):
        days[_cell(each)] = each["n"]
    months: Counter[Cell] = Counter()
    for each in await rows("SELECT * FROM month_sum WHERE n <> 0"):
        months[_cell(each)] = each["n"]
    return days, months


async def folded_days_by_month() -> Counter[Cell]:
    """What the sums by month must be: those by day, added up."""
    found: Counter[Cell] = Counter()
    for each in await rows(
        """SELECT measure, date_trunc('month', on_date)::date AS on_date, agency, procedure_key, channel, officer_id,
            sum(n)::bigint AS n FROM day_sum GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0"""
    ):
        found[_cell(each)] = each["n"]
    return found


def _cell(row: Mapping[str, Any]) -> Cell:
    return Cell(*(row[name] for name in DIMENSIONS))


async def remake_months() -> None:
    """The sums by month from those by day, where they differ."""
    await run("SELECT pg_advisory_xact_lock(hashtext('motcua.fold'), hashtext(current_schema))")
    await run(
        """WITH wanted AS (
            SELECT measure, date_trunc('month', on_date)::date AS on_date, agency, procedure_key, channel, officer_id,
                sum(n)::bigint AS n FROM day_sum GROUP BY 1, 2, 3, 4, 5, 6
        ) INSERT INTO month_sum AS s (measure, on_date, agency, procedure_key, channel, officer_id, n)
        SELECT measure, on_date, agency, procedure_key, channel, officer_id, coalesce(w.n, 0)
        FROM wanted w FULL JOIN month_sum m
            USING (measure, on_date, agency, procedure_key, channel, officer_id)
        WHERE w.n IS DISTINCT FROM m.n
        ON CONFLICT (measure, on_date, agency, procedure_key, channel, officer_id) DO UPDATE SET n = excluded.n"""
    )


async def dossier_lines(ids: Sequence[UUID]) -> dict[UUID, Row]:
    """What a list of dossiers behind a number says of each."""
    found = await rows(
        """SELECT d.id, d.code, d.procedure_key, d.version_hash, d.agency, d.channel, d.state, d.received_at, d.due_at
        FROM dossier d WHERE d.id = ANY($1::uuid[])""",
        list(ids),
    )
    return {each["id"]: each for each in found}


async def summed_procedures() -> list[str]:
    """Every procedure that any sum speaks of."""
    found = await rows(
        "SELECT DISTINCT procedure_key FROM month_sum UNION SELECT DISTINCT procedure_key FROM tally ORDER BY 1"
    )
    return [each["procedure_key"] for each in found]


async def officers(ids: Sequence[UUID]) -> dict[UUID, Row]:
    found = await rows("SELECT id, name, title, kind, agency FROM staff WHERE id = ANY($1::uuid[])", list(ids))
    return {each["id"]: each for each in found}
