"""The figures of the public board, by month and agency, and who is posted on it.

A page reads these few rows; what they add up from is read by the background rounds alone.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value


async def first_day_received() -> datetime | None:
    found: datetime | None = await value("SELECT min(received_at) FROM dossier WHERE code IS NOT NULL")
    return found


async def count_month(month: date, since: datetime, until: datetime) -> None:
    """Puts the month's rows anew, in the caller's transaction.

    A result is in time when it came back to the center by its date: how long it then lay there is the applicant's
    affair. What was put off by a letter of apology is not in time, whatever its new date (NĐ 61/2018, Điều 19.9).
    """
    await run("DELETE FROM board_month WHERE month = $1", month)
    await run(
        """INSERT INTO board_month (month, agency, received, done, with_term, in_time, apologised)
        SELECT $1::date, agency, sum(received), sum(done), sum(with_term), sum(in_time), sum(apologised) FROM (
            SELECT d.agency, 1 AS received, 0 AS done, 0 AS with_term, 0 AS in_time, 0 AS apologised FROM dossier d
            WHERE d.received_at >= $2 AND d.received_at < $3 AND d.code IS NOT NULL
            UNION ALL
            SELECT d.agency, 0, 1, (d.due_at IS NOT NULL)::int,
                (d.due_at IS NOT NULL AND d.reappointed_to IS NULL AND coalesce((
                    SELECT max(e.at) FROM event e WHERE e.dossier_id = d.id AND e.kind = 'take_back'
                ), d.handed_back_at) <= d.due_at)::int, 0
            FROM dossier d WHERE d.handed_back_at >= $2 AND d.handed_back_at < $3
            UNION ALL
            SELECT d.agency, 0, 0, 0, 0, 1 FROM reappointment r JOIN dossier d ON d.id = r.dossier_id
            WHERE r.state = 'approved' AND r.answered_at >= $2 AND r.answered_at < $3
        ) AS counted GROUP BY agency""",
        month,
        since,
        until,
    )


async def put_standing(on: date, lines: list[tuple[str, int, int]]) -> None:
    """How many are open and late at each agency (agency, open, late), and how many of the late were apologised for."""
    await run("DELETE FROM board_standing")
    await run(
        """INSERT INTO board_standing (agency, on_date, open, late, apologised)
        SELECT s.agency, $1, s.open, s.late, (
            SELECT count(*) FROM dossier d WHERE d.is_open AND d.agency = s.agency AND d.reappointed_to IS NOT NULL
        ) FROM unnest($2::text[], $3::bigint[], $4::bigint[]) AS s(agency, open, late)""",
        on,
        [agency for agency, _, _ in lines],
        [count for _, count, _ in lines],
        [late for _, _, late in lines],
    )


async def load_months(since: date, before: date) -> list[Row]:
    return await rows(
        """SELECT month, agency, received, done, with_term, in_time, apologised FROM board_month
        WHERE month >= $1 AND month < $2 ORDER BY month DESC, agency""",
        since,
        before,
    )


async def load_standing() -> list[Row]:
    return await rows("SELECT agency, on_date, open, late, apologised FROM board_standing ORDER BY agency")


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
