"""Who has a dossier open. A row lives as long as its page says so; real time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.queries.visible import Sight, only_seen
from motcua.store.queries.worklists import Asked
from motcua.store.rows import rows, run


async def meet(
    sight: Sight, dossier_id: UUID, staff_id: UUID, at: datetime, *, renewed: datetime, since: datetime
) -> list[Row] | None:
    """Marks somebody as present (again, if the mark is older than `renewed`); who else is, as `others_present`.

    None: there is no such dossier, or they may not see it; then nothing is marked. Asked every moment by every open
    page, so it is one statement that goes by primary keys.
    """
    asked = Asked()
    dossier, staff, now = asked.put(dossier_id), asked.put(staff_id), asked.put(at)
    asked.add(f"d.id = {dossier}")
    only_seen(asked, sight)
    found = await rows(
        f"""WITH may AS (SELECT d.id FROM dossier d WHERE {asked.where}),
        mark AS (
            INSERT INTO presence (dossier_id, staff_id, seen_at) SELECT id, {staff}, {now} FROM may
            ON CONFLICT (dossier_id, staff_id) DO UPDATE SET seen_at = excluded.seen_at
            WHERE presence.seen_at <= {asked.put(renewed)})
        SELECT s.name, s.title, p.seen_at FROM may
        LEFT JOIN presence p ON p.dossier_id = may.id AND p.staff_id <> {staff} AND p.seen_at > {asked.put(since)}
        LEFT JOIN staff s ON s.id = p.staff_id ORDER BY s.name_key, s.id""",  # noqa: S608
        *asked.args,
    )
    return [each for each in found if each["name"] is not None] if found else None


async def others_present(dossier_id: UUID, staff_id: UUID, since: datetime) -> list[Row]:
    """Everybody else whose page said so after `since`: name, title, seen_at."""
    return await rows(
        """SELECT s.name, s.title, p.seen_at FROM presence p JOIN staff s ON s.id = p.staff_id
        WHERE p.dossier_id = $1 AND p.staff_id <> $2 AND p.seen_at > $3 ORDER BY s.name_key, s.id""",
        dossier_id,
        staff_id,
        since,
    )


async def forget_presence(before: datetime) -> None:
    await run("DELETE FROM presence WHERE seen_at <= $1", before)
