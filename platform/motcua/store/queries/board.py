"""Who is posted on the public board."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, value


async def load_public_staff() -> list[Row]:
    """Who is posted, with what is known of where they stand today; nothing else of their account."""
    return await rows(
        """SELECT s.id, s.name, s.title, s.phone, s.agency, s.roles, s.is_locked, s.must_change, s.seconded_from,
            s.seconded_to
        FROM public_staff p JOIN staff s ON s.id = p.staff_id ORDER BY s.name_key, s.id"""
    )


async def public_ids() -> frozenset[UUID]:
    return frozenset(each["staff_id"] for each in await rows("SELECT staff_id FROM public_staff"))


async def post_staff(staff_id: UUID, by: UUID, at: datetime) -> bool:
    """False when they stand there already."""
    return bool(
        await value(
            """INSERT INTO public_staff (staff_id, marked_by, marked_at) VALUES ($1, $2, $3)
            ON CONFLICT (staff_id) DO NOTHING RETURNING true""",
            staff_id,
            by,
            at,
        )
    )


async def take_staff_off(staff_id: UUID) -> bool:
    return bool(await value("DELETE FROM public_staff WHERE staff_id = $1 RETURNING true", staff_id))


async def staff_to_post() -> list[Row]:
    """Accounts in use, by name."""
    return await rows(
        """SELECT s.id, s.name, s.title, s.phone, s.agency, s.kind, s.roles, p.staff_id IS NOT NULL AS is_public
        FROM staff s LEFT JOIN public_staff p ON p.staff_id = s.id
        WHERE (NOT s.is_locked OR p.staff_id IS NOT NULL) AND s.kind NOT IN ('province', 'machine')
        ORDER BY s.name_key, s.id"""
    )


async def is_staff(staff_id: UUID) -> Row | None:
    return await row("SELECT id, name FROM staff WHERE id = $1 AND kind NOT IN ('province', 'machine')", staff_id)
