"""Opinions that agencies asked of each other and that are late; all by one partial index of those still out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motcua.store.engine import Row
from motcua.store.rows import rows

_LATE = """FROM step o JOIN step lead ON lead.id = o.parent_id JOIN dossier d ON d.id = o.dossier_id
    WHERE o.kind = 'opinion' AND o.state = 'active' AND o.due_at < $1"""


async def late_opinions(now: datetime, agencies: Iterable[str] | None, *, limit: int) -> list[Row]:
    """The latest first. `agencies`: only those that these lead and wait for; None for all of the center's."""
    return await rows(
        f"""SELECT o.id, o.label, o.agency, o.due_at, lead.agency AS lead, d.id AS dossier_id, d.code,
            count(*) OVER () AS together
        {_LATE} AND ($2::text[] IS NULL OR lead.agency = ANY($2::text[])) ORDER BY o.due_at, o.id LIMIT $3""",
        now,
        None if agencies is None else list(agencies),
        limit,
    )


async def untold_opinions(now: datetime, prefix: str, *, limit: int) -> list[Row]:
    """Late ones of which the dossier's record does not speak yet, the oldest first."""
    return await rows(
        f"""SELECT o.id, o.label, o.agency, o.due_at, lead.agency AS lead, d.id AS dossier_id
        {_LATE} AND NOT EXISTS (SELECT FROM note n WHERE n.source_key = $2 || o.id::text)
        ORDER BY o.due_at, o.id LIMIT $3""",  # noqa: S608
        now,
        prefix,
        limit,
    )
