"""Sharing out the work of an agency: what nobody works on yet, and who could."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.queries.visible import Sight, only_seen
from motcua.store.queries.worklists import PAGE, WHOLE, Asked, Narrow, urgent_first
from motcua.store.rows import rows


def _unassigned(asked: Asked, sight: Sight, agencies: Collection[str]) -> None:
    only_seen(asked, sight)
    theirs = asked.put(sorted(agencies))
    asked.add(f"d.at_agency = ANY({theirs}::text[]) AND d.is_open AND d.state = 'processing'")
    asked.add(
        f"""d.id IN (SELECT s.dossier_id FROM step s WHERE s.agency = ANY({theirs}::text[]) AND s.kind = 'step'
            AND s.state = 'active' AND NOT s.signs AND s.assignee_id IS NULL)"""  # noqa: S608
    )


async def unassigned(
    sight: Sight,
    agencies: Collection[str],
    *,
    narrow: Narrow = WHOLE,
    after: tuple[datetime | None, UUID] | None = None,
    is_back: bool = False,
    limit: int = PAGE,
) -> list[Row]:
    """Dossiers in the hands of these agencies that nobody has taken on or been given, the most urgent first."""
    asked = Asked()
    _unassigned(asked, sight, agencies)
    narrow.onto(asked)
    return await urgent_first(asked, after, is_back, limit)


async def count_unassigned(sight: Sight, agencies: Collection[str], *, now: datetime) -> Row:
    """How many rows `unassigned` has in all (`waiting`), and how many of them are late at their desk (`late`)."""
    asked = Asked()
    _unassigned(asked, sight, agencies)
    late = f"count(*) FILTER (WHERE d.actor_due_at < {asked.put(now)}) AS late"
    return (await rows(f"SELECT count(*) AS waiting, {late} FROM dossier d WHERE {asked.where}", *asked.args))[0]  # noqa: S608


async def staff_of(agencies: Collection[str]) -> list[Row]:
    """Who holds a desk of these agencies and can sign in, by name: `id`, `name`, `title`."""
    return await rows(
        """SELECT id, name, title FROM staff
        WHERE NOT is_locked AND EXISTS (SELECT FROM unnest(desks) AS d WHERE split_part(d, '/', 1) = ANY($1::text[]))
        ORDER BY name_key, id""",
        sorted(agencies),
    )
