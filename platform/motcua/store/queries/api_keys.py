"""Keys of machines. Times are real time. Only a key's hash is kept, so that nobody who reads the table can use one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from motcua.domain.machines import machine_name
from motcua.store.engine import Row
from motcua.store.folding import name_key
from motcua.store.rows import row, rows, run, value

USED_EVERY = timedelta(minutes=1)
_KEY = (
    "k.id, k.name, k.prefix, k.scopes, k.desks, k.created_at, k.expires_at, k.last_used_at, k.revoked_at, "
    "b.name AS by_name, r.name AS revoked_name"
)
_FROM = "FROM api_key k JOIN staff b ON b.id = k.created_by LEFT JOIN staff r ON r.id = k.revoked_by"


async def insert_key(
    key_id: UUID,
    *,
    name: str,
    prefix: str,
    key_hash: bytes,
    scopes: Sequence[str],
    desks: Sequence[str],
    by: UUID,
    at: datetime,
    expires_at: datetime,
) -> None:
    """The key and the account under which its acts stand in the trail; nobody can sign in with that."""
    called = machine_name(name)
    await run(
        """INSERT INTO staff (id, username, name, name_key, title, kind, password_hash, must_change, is_locked, roles,
            desks, receives, created_at, changed_at, made_in)
        VALUES ($1, $2, $3, $4, 'Hệ thống kết nối', 'machine', '', false, true, '{}', '{}', '{}', $5, $5, 'browser')""",
        key_id,
        f"khoa.{prefix}",
        called,
        name_key(called),
        at,
    )
    await run(
        """INSERT INTO api_key (id, name, prefix, key_hash, scopes, desks, created_at, created_by, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        key_id,
        name,
        prefix,
        key_hash,
        list(scopes),
        list(desks),
        at,
        by,
        expires_at,
    )


async def list_keys() -> list[Row]:
    """Every key there ever was, the newest first: a center has a handful."""
    return await rows(f"SELECT {_KEY} {_FROM} ORDER BY k.created_at DESC, k.id")


async def key_by_id(key_id: UUID) -> Row | None:
    return await row(f"SELECT {_KEY} {_FROM} WHERE k.id = $1", key_id)


async def key_in_force(key_hash: bytes, now: datetime) -> Row | None:
    """The key that is neither revoked nor expired."""
    return await row(
        """SELECT id, name, scopes, desks, expires_at, last_used_at FROM api_key
        WHERE key_hash = $1 AND revoked_at IS NULL AND expires_at > $2""",
        key_hash,
        now,
    )


async def note_use(key_id: UUID, now: datetime) -> None:
    await run("UPDATE api_key SET last_used_at = $2 WHERE id = $1", key_id, now)


async def revoke_key(key_id: UUID, by: UUID, now: datetime) -> bool:
    """False when it was revoked already. What it wanted to be told is told it no more."""
    done = await value(
        "UPDATE api_key SET revoked_at = $3, revoked_by = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING true",
        key_id,
        by,
        now,
    )
    if done:
        await run("UPDATE webhook SET state = 'ended' WHERE key_id = $1", key_id)
    return bool(done)
