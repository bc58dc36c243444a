"""The history of signing in (append-only, two years), codes of the second step, links to the shared sign-in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

KEPT = timedelta(days=730)


async def note_sign_in(staff_id: UUID, kind: str, at: datetime, *, network: str, device: str) -> None:
    await run(
        "INSERT INTO sign_in (staff_id, kind, at, network, device) VALUES ($1, $2, $3, $4, $5)",
        staff_id,
        kind,
        at,
        network,
        device,
    )


async def sign_ins_of(staff_id: UUID, *, before: int | None, limit: int) -> list[Row]:
    """The latest first; `before` is the id that the page before ended with."""
    return await rows(
        """SELECT id, kind, at, network, device FROM sign_in
        WHERE staff_id = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3""",
        staff_id,
        before,
        limit,
    )


async def sign_ins_here(*, staff_id: UUID | None, is_failed: bool, before: int | None, limit: int) -> list[Row]:
    """Everybody's of the center, or one person's, with `staff_id` and `name`; as `sign_ins_of`.

    `is_failed`: only what was refused, in the words of the index that holds these few."""
    whose = "n.staff_id = $1" if staff_id is not None else "$1::uuid IS NULL"
    failed = "AND n.kind IN ('refused', 'refused_code', 'over')" if is_failed else ""
    return await rows(
        f"""SELECT n.id, n.kind, n.at, n.network, n.device, n.staff_id, s.name FROM sign_in n
        JOIN staff s ON s.id = n.staff_id
        WHERE {whose} AND ($2::bigint IS NULL OR n.id < $2) {failed}
        ORDER BY n.id DESC LIMIT $3""",  # noqa: S608
        staff_id,
        before,
        limit,
    )


async def sweep_sign_ins(at: datetime) -> None:
    await run("DELETE FROM sign_in WHERE at < $1", at - KEPT)


async def code_generator(staff_id: UUID, *, lock: bool = False) -> Row | None:
    """`lock`: until the transaction ends nobody else tries a code of this person."""
    if lock:
        await run("SELECT 1 FROM code_generator WHERE staff_id = $1 FOR UPDATE", staff_id)
    return await row("SELECT secret_sealed, set_up_at FROM code_generator WHERE staff_id = $1", staff_id)


async def insert_code_generator(staff_id: UUID, secret_sealed: str, *, step: int, at: datetime) -> bool:
    """False when there is one already. `step` is that of the code just typed: it is not taken again."""
    made = await value(
        """INSERT INTO code_generator (staff_id, secret_sealed, last_step, set_up_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (staff_id) DO NOTHING RETURNING true""",
        staff_id,
        secret_sealed,
        step,
        at,
    )
    return bool(made)


async def use_step(staff_id: UUID, step: int) -> bool:
    """Takes the code of a 30-second step; False when it, or a later one, was taken before."""
    used = await value(
        "UPDATE code_generator SET last_step = $2 WHERE staff_id = $1 AND last_step < $2 RETURNING true", staff_id, step
    )
    return bool(used)


async def put_recovery_codes(staff_id: UUID, macs: Iterable[bytes], at: datetime) -> None:
    """These and no others."""
    await run("DELETE FROM recovery_code WHERE staff_id = $1", staff_id)
    await run(
        "INSERT INTO recovery_code (staff_id, code_mac, made_at) SELECT $1, unnest($2::bytea[]), $3",
        staff_id,
        list(macs),
        at,
    )


async def use_recovery_code(staff_id: UUID, mac: bytes) -> bool:
    """Takes one away; False when there is none such (any more)."""
    used = await value("DELETE FROM recovery_code WHERE staff_id = $1 AND code_mac = $2 RETURNING true", staff_id, mac)
    return bool(used)


async def recovery_codes_left(staff_id: UUID) -> int:
    return int(await value("SELECT count(*) FROM recovery_code WHERE staff_id = $1", staff_id))


async def staff_with_code() -> frozenset[UUID]:
    return frozenset(found["staff_id"] for found in await rows("SELECT staff_id FROM code_generator"))


async def forget_codes(staff_id: UUID) -> bool:
    """The generator and the recovery codes; False when there was none."""
    await run("DELETE FROM recovery_code WHERE staff_id = $1", staff_id)
    return bool(await value("DELETE FROM code_generator WHERE staff_id = $1 RETURNING true", staff_id))


async def staff_linked_to(issuer: str, subject: str) -> UUID | None:
    found: UUID | None = await value(
        "SELECT staff_id FROM oidc_link WHERE issuer = $1 AND subject = $2", issuer, subject
    )
    return found


async def link_of(staff_id: UUID) -> Row | None:
    return await row("SELECT issuer, subject, linked_at FROM oidc_link WHERE staff_id = $1", staff_id)


async def insert_link(issuer: str, subject: str, staff_id: UUID, *, by: UUID, at: datetime) -> bool:
    """False when the account of either side is linked already."""
    made = await value(
        """INSERT INTO oidc_link (issuer, subject, staff_id, linked_by, linked_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING RETURNING true""",
        issuer,
        subject,
        staff_id,
        by,
        at,
    )
    return bool(made)


async def delete_link(staff_id: UUID) -> bool:
    return bool(await value("DELETE FROM oidc_link WHERE staff_id = $1 RETURNING true", staff_id))


async def staff_with_email(email: str) -> UUID | None:
    """Whose e-mail this is at the center, if nobody has linked them yet."""
    found: UUID | None = await value(
        """SELECT s.id FROM staff s WHERE s.email = $1
        AND NOT EXISTS (SELECT 1 FROM oidc_link k WHERE k.staff_id = s.id)""",
        email,
    )
    return found
