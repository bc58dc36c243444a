"""Sharing out the work of an agency: what nobody works on yet, and who could."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.queries.accounts import at_work
from motcua.store.queries.visible import Sight, only_seen
from motcua.store.queries.worklists import PAGE, WHOLE, Asked, Narrow, urgent_first
from motcua.store.rows import rows


def _unassigned(asked: Asked, sight: Sight, agencies: Collection[str], today: date) -> None:
    only_seen(asked, sight)
    theirs, day = asked.put(sorted(agencies)), asked.put(today)
    asked.add(f"d.at_agency = ANY({theirs}::text[]) AND d.is_open AND d.state = 'processing'")
    asked.add(
        f"""d.id IN (SELECT s.dossier_id FROM step s WHERE s.agency = ANY({theirs}::text[]) AND s.kind = 'step'
            AND s.state = 'active' AND NOT s.signs AND s.assignee_id IS NULL
            UNION ALL
            SELECT t.dossier_id {_of_who_is_gone(day)} AND t.agency = ANY({theirs}::text[]) AND NOT t.signs)"""  # noqa: S608
    )


async def unassigned(
    sight: Sight,
    agencies: Collection[str],
    *,
    today: date,
    narrow: Narrow = WHOLE,
    after: tuple[datetime | None, UUID] | None = None,
    is_back: bool = False,
    limit: int = PAGE,
) -> list[Row]:
    """Dossiers in the hands of these agencies that nobody has taken on or been given, or whose holder may not act any
    more on the business day `today`; the most urgent first."""
    asked = Asked()
    _unassigned(asked, sight, agencies, today)
    narrow.onto(asked)
    return await urgent_first(asked, after, is_back, limit)


async def count_unassigned(sight: Sight, agencies: Collection[str], *, now: datetime, today: date) -> Row:
    """How many rows `unassigned` has in all (`waiting`), and how many of them are late at their desk (`late`)."""
    asked = Asked()
    _unassigned(asked, sight, agencies, today)
    late = f"count(*) FILTER (WHERE d.actor_due_at < {asked.put(now)}) AS late"
    return (await rows(f"SELECT count(*) AS waiting, {late} FROM dossier d WHERE {asked.where}", *asked.args))[0]  # noqa: S608


async def staff_of(agencies: Collection[str], today: date) -> list[Row]:
    """Who holds a desk of these agencies and is at work on the business day `today`: `id`, `name`, `title`."""
    return await rows(
        f"""SELECT s.id, s.name, s.title FROM staff s WHERE {at_work("$2")}
            AND EXISTS (SELECT FROM unnest(s.desks) AS d WHERE split_part(d, '/', 1) = ANY($1::text[]))
        ORDER BY s.name_key, s.id""",  # noqa: S608
        sorted(agencies),
        today,
    )


async def left_behind(today: date) -> Mapping[UUID, int]:
    """How many dossiers are still given to somebody whose account may not act on the business day `today`."""
    found = await rows(
        f"""SELECT t.assignee_id, count(DISTINCT t.dossier_id) AS dossiers {_of_who_is_gone("$1")}
        GROUP BY t.assignee_id""",
        today,
    )
    return {each["assignee_id"]: each["dossiers"] for each in found}


async def desks_without_anybody(today: date) -> list[Row]:
    """Desks of agencies where open dossiers wait and nobody who may act today sits: `agency`, `desk`, `dossiers`."""
    return await rows(
        f"""SELECT w.agency, w.desk, w.dossiers FROM (
            SELECT d.at_agency AS agency, d.at_desk AS desk, count(*) AS dossiers FROM dossier d
            WHERE d.is_open AND d.state IN ('processing', 'in_transit') AND d.at_agency <> 'center' AND d.at_desk <> ''
            GROUP BY 1, 2) AS w
        WHERE NOT EXISTS (
            SELECT FROM staff s WHERE w.agency || '/' || w.desk = ANY(s.desks) AND {at_work("$1")})
        ORDER BY w.agency, w.desk""",  # noqa: S608
        today,
    )


def _of_who_is_gone(day: str) -> str:
    """SQL: active steps `t` given to somebody who may not act that day, found by the desks of the few who left."""
    return f"""FROM staff s CROSS JOIN unnest(s.desks) AS seat
        JOIN step t ON t.agency = split_part(seat, '/', 1) AND t.desk = split_part(seat, '/', 2)
            AND t.state = 'active' AND t.kind = 'step' AND t.assignee_id = s.id
        WHERE NOT ({at_work(day)})"""
