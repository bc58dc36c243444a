"""Citizens' accounts. Times of codes and sessions are real time, not the business clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value
from motcua.store.secrets import seal, unseal

NUMBER = "citizen.id_number"
CONTACT = "citizen.contact"
SEEN_EVERY = timedelta(minutes=1)
COLUMNS = "id, name, born_on, id_kind, id_number_sealed, address, version"


# --- codes


async def insert_code(
    code_id: UUID, *, mac: bytes, contact: str, code_mac: bytes, address: str, at: datetime, expires_at: datetime
) -> None:
    """`contact` as `kind:address`; it is sealed here."""
    await run(
        """INSERT INTO citizen_code (id, contact_mac, contact_sealed, code_mac, address, made_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        code_id,
        mac,
        seal(contact, CONTACT),
        code_mac,
        address,
        at,
        expires_at,
    )


async def codes_sent(mac: bytes, address: str, since: datetime) -> Row:
    """How many codes went to this contact, and were asked for from this address: `to_contact`, `by_address`."""
    found = await row(
        """SELECT (SELECT count(*) FROM citizen_code WHERE contact_mac = $1 AND made_at > $3) AS to_contact,
            (SELECT count(*) FROM citizen_code WHERE address = $2 AND made_at > $3) AS by_address""",
        mac,
        address,
        since,
    )
    assert found is not None
    return found


async def load_code(code_id: UUID, *, lock: bool = False) -> Row | None:
    """`lock`: until the transaction ends nobody else tries this code."""
    found = await row(
        f"""SELECT id, contact_mac, contact_sealed, code_mac, failed, expires_at, used_at FROM citizen_code
        WHERE id = $1 {"FOR UPDATE" if lock else ""}""",  # noqa: S608
        code_id,
    )
    return None if found is None else found | {"contact": unseal(found.pop("contact_sealed"), CONTACT)}


async def code_failed(code_id: UUID) -> None:
    await run("UPDATE citizen_code SET failed = failed + 1 WHERE id = $1", code_id)


async def code_used(code_id: UUID, at: datetime) -> None:
    await run("UPDATE citizen_code SET used_at = $2 WHERE id = $1", code_id, at)


async def sweep_citizens(now: datetime, codes_before: datetime) -> None:
    """Codes of yesterday and sessions that are over."""
    await run("DELETE FROM citizen_code WHERE made_at < $1", codes_before)
    await run("DELETE FROM citizen_session WHERE expires_at < $1", now)


# --- people


async def citizen_with(kind: str, address: str) -> UUID | None:
    found: UUID | None = await value(
        "SELECT citizen_id FROM citizen_contact WHERE kind = $1 AND address = $2", kind, address
    )
    return found


async def insert_citizen(at: datetime, name: str = "") -> UUID:
    citizen_id = uuid4()
    await run("INSERT INTO citizen (id, name, created_at, changed_at) VALUES ($1, $2, $3, $3)", citizen_id, name, at)
    return citizen_id


async def insert_contact(kind: str, address: str, citizen_id: UUID, at: datetime) -> bool:
    """False when it is somebody's already."""
    made = await value(
        """INSERT INTO citizen_contact (kind, address, citizen_id, confirmed_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING RETURNING true""",
        kind,
        address,
        citizen_id,
        at,
    )
    return bool(made)


async def contacts_of(citizen_id: UUID) -> list[Row]:
    return await rows(
        "SELECT kind, address FROM citizen_contact WHERE citizen_id = $1 ORDER BY confirmed_at, kind, address",
        citizen_id,
    )


async def load_citizen(citizen_id: UUID) -> Row | None:
    """With `id_number` in place of its seal."""
    found = await row(f"SELECT {COLUMNS} FROM citizen WHERE id = $1", citizen_id)  # noqa: S608
    if found is None:
        return None
    sealed = found.pop("id_number_sealed")
    return found | {"id_number": unseal(sealed, NUMBER) if sealed else ""}


async def update_citizen(
    citizen_id: UUID,
    seen: int,
    at: datetime,
    *,
    name: str,
    born_on: date | None,
    id_kind: str | None,
    id_number: str,
    address: str,
) -> bool:
    """False when the page had not seen the latest."""
    return bool(
        await value(
            """UPDATE citizen SET name = $4, born_on = $5, id_kind = $6, id_number_sealed = $7, address = $8,
                changed_at = $3, version = version + 1 WHERE id = $1 AND version = $2 RETURNING true""",
            citizen_id,
            seen,
            at,
            name,
            born_on,
            id_kind,
            seal(id_number, NUMBER) if id_number else None,
            address,
        )
    )


# --- sessions


async def insert_session(
    token_hash: bytes, citizen_id: UUID, *, at: datetime, expires_at: datetime, network: str, device: str
) -> None:
    await run(
        """INSERT INTO citizen_session (token_hash, citizen_id, created_at, seen_at, expires_at, network, device)
        VALUES ($1, $2, $3, $3, $4, $5, $6)""",
        token_hash,
        citizen_id,
        at,
        expires_at,
        network,
        device,
    )


async def session_of(token_hash: bytes, at: datetime, idle: timedelta) -> Mapping[str, Any] | None:
    """Whose session it is: `id`, `name`, `contacts` ([[kind, address], …]); None when it is over or unknown."""
    found = await row(
        """SELECT c.id, c.name, s.seen_at, (SELECT jsonb_agg(jsonb_build_array(k.kind, k.address)
            ORDER BY k.confirmed_at, k.kind, k.address) FROM citizen_contact k WHERE k.citizen_id = c.id) AS contacts
        FROM citizen_session s JOIN citizen c ON c.id = s.citizen_id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.seen_at > $3""",
        token_hash,
        at,
        at - idle,
        json=("contacts",),
    )
    if found is not None and found["seen_at"] < at - SEEN_EVERY:
        await run("UPDATE citizen_session SET seen_at = $2 WHERE token_hash = $1", token_hash, at)
    return found


async def sessions_of(citizen_id: UUID, at: datetime, limit: int) -> list[Row]:
    return await rows(
        """SELECT created_at, seen_at, network, device FROM citizen_session
        WHERE citizen_id = $1 AND expires_at > $2 ORDER BY seen_at DESC LIMIT $3""",
        citizen_id,
        at,
        limit,
    )


async def delete_session(token_hash: bytes) -> None:
    await run("DELETE FROM citizen_session WHERE token_hash = $1", token_hash)


async def delete_sessions_of(citizen_id: UUID) -> None:
    await run("DELETE FROM citizen_session WHERE citizen_id = $1", citizen_id)


# --- accounts of a provider


async def citizen_linked_to(issuer: str, subject: str) -> UUID | None:
    found: UUID | None = await value(
        "SELECT citizen_id FROM citizen_link WHERE issuer = $1 AND subject = $2", issuer, subject
    )
    return found


async def insert_link(issuer: str, subject: str, citizen_id: UUID, at: datetime) -> bool:
    made = await value(
        """INSERT INTO citizen_link (issuer, subject, citizen_id, linked_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING RETURNING true""",
        issuer,
        subject,
        citizen_id,
        at,
    )
    return bool(made)
