"""Who gets the mail of the morning, when, and on which day they had it last. Days and minutes are business time."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.queries.accounts import STAFF, at_work
from motcua.store.rows import row, rows, run, value


async def choice_of(staff_id: UUID) -> Row | None:
    """`at_minute` and `last_on`; None for who gets none."""
    return await row("SELECT at_minute, last_on FROM morning_mail WHERE staff_id = $1", staff_id)


async def email_of(staff_id: UUID) -> str:
    return await value("SELECT email FROM staff WHERE id = $1", staff_id) or ""


async def choose(staff_id: UUID, at_minute: int, at: datetime) -> None:
    await run(
        """INSERT INTO morning_mail (staff_id, at_minute, chosen_at) VALUES ($1, $2, $3)
        ON CONFLICT (staff_id) DO UPDATE SET at_minute = excluded.at_minute, chosen_at = excluded.chosen_at""",
        staff_id,
        at_minute,
        at,
    )


async def stop(staff_id: UUID) -> None:
    """Begun again on the same day there is still no second mail: the message's own key remembers the day."""
    await run("DELETE FROM morning_mail WHERE staff_id = $1", staff_id)


async def due(today: date, after: int, until: int) -> list[Row]:
    """Who is at work today, asked for a minute in (`after`, `until`] and had none today: `STAFF` and `email`."""
    return await rows(
        f"""SELECT {STAFF}, s.email FROM morning_mail m JOIN staff s ON s.id = m.staff_id
        WHERE m.at_minute > $2 AND m.at_minute <= $3 AND (m.last_on IS NULL OR m.last_on < $1)
            AND s.email <> '' AND s.kind NOT IN ('province', 'machine') AND {at_work("$1")}
            AND NOT EXISTS (SELECT FROM absence b WHERE b.staff_id = s.id AND b.ended_at IS NULL
                AND $1 BETWEEN b.from_on AND b.to_on)
        ORDER BY m.at_minute, s.id""",  # noqa: S608
        today,
        after,
        until,
    )


async def claim(staff_id: UUID, today: date) -> bool:
    """Of two that would write the same mail one does; the other waits here for the first one's end."""
    claimed = await value(
        """UPDATE morning_mail SET last_on = $2 WHERE staff_id = $1 AND (last_on IS NULL OR last_on < $2)
        RETURNING true""",
        staff_id,
        today,
    )
    return bool(claimed)
