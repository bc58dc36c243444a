"""Staff, their sessions and failed sign-ins. Times of sessions and failures are real time, not the business clock."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from motcua.centers import StaffRow
from motcua.domain.people import Staff, role_of
from motcua.store.engine import Row
from motcua.store.folding import name_key
from motcua.store.rows import row, rows, run, value

STAFF = (
    "s.id, s.username, s.name, s.title, s.phone, s.kind, s.agency, s.must_change, s.is_locked, s.roles, s.desks, "
    "s.receives, s.seconded_from, s.seconded_to, s.version, s.made_in, s.is_reserve, s.email"
)
_HAS_CODE = "EXISTS (SELECT 1 FROM code_generator g WHERE g.staff_id = s.id) AS has_code"
_TO_SIGN_IN = f"{STAFF}, s.password_hash, {_HAS_CODE}"
SEEN_EVERY = timedelta(minutes=1)


def at_work(day: str) -> str:
    """SQL: the account `s` may act on the business day `day` (a parameter); an end of secondment is an end of work."""
    return (
        f"NOT s.is_locked AND coalesce(s.seconded_from <= {day}::date, true) "
        f"AND coalesce(s.seconded_to >= {day}::date, true)"
    )


def as_staff(found: Row) -> Staff:
    """The domain's value from a row with the columns of `STAFF`."""
    desks = (desk.partition("/") for desk in found["desks"])
    return Staff(
        id=found["id"],
        username=found["username"],
        name=found["name"],
        title=found["title"],
        roles=frozenset(role_of(role) for role in found["roles"]),
        desks=frozenset((agency, desk) for agency, _, desk in desks),
        receives=frozenset(found["receives"]),
        agency=found["agency"],
        phone=found["phone"],
        must_change_password=found["must_change"],
    )


async def staff_usernames() -> frozenset[str]:
    return frozenset(found["username"] for found in await rows("SELECT username FROM staff"))


async def waiting_for_first_sign_in() -> list[str]:
    """Who has a first password still, nobody having chosen another."""
    found = await rows("SELECT username FROM staff WHERE must_change AND NOT is_locked ORDER BY username")
    return [each["username"] for each in found]


def _columns(person: StaffRow) -> tuple[object, ...]:
    return (
        person.name,
        name_key(person.name),
        person.title,
        person.phone,
        person.kind,
        person.agency,
        list(person.roles),
        [f"{agency}/{desk}" for agency, desk in person.desks],
        list(person.receives),
        person.seconded_from,
        person.seconded_to,
    )


def digest_of(person: StaffRow) -> str:
    """What a row of the center's list says, to tell later whether it has changed."""
    return hashlib.sha256(repr(_columns(person)).encode()).hexdigest()


async def file_rows() -> Mapping[str, str | None]:
    """Username → digest of the list's row that was last taken over; None: none was."""
    return {found["username"]: found["file_row"] for found in await rows("SELECT username, file_row FROM staff")}


async def insert_staff(
    person: StaffRow, *, password_hash: str, must_change: bool, at: datetime, is_from_file: bool = True
) -> UUID:
    """A new account, of the center's list or made in the browser."""
    staff_id = uuid4()
    await run(
        """INSERT INTO staff (id, username, password_hash, must_change, created_at, changed_at, made_in, file_row, name,
            name_key, title, phone, kind, agency, roles, desks, receives, seconded_from, seconded_to)
        VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)""",
        staff_id,
        person.username,
        password_hash,
        must_change,
        at,
        "file" if is_from_file else "browser",
        digest_of(person) if is_from_file else None,
        *_columns(person),
    )
    return staff_id


async def update_staff(person: StaffRow, at: datetime) -> bool:
    """Takes over what the center's list says, password apart; False when nothing differs. The account is the list's."""
    changed = await value(
        """UPDATE staff SET name = $3, name_key = $4, title = $5, phone = $6, kind = $7, agency = $8, roles = $9,
            desks = $10, receives = $11, seconded_from = $12, seconded_to = $13, is_locked = locked_by IS NOT NULL,
            changed_at = $2, version = version + 1
        WHERE username = $1 AND (name, title, phone, kind, agency, roles, desks, receives, seconded_from, seconded_to,
            is_locked) IS DISTINCT FROM ($3, $5, $6, $7, $8, $9, $10, $11, $12, $13, locked_by IS NOT NULL)
        RETURNING id""",
        person.username,
        at,
        *_columns(person),
    )
    await run(
        "UPDATE staff SET made_in = 'file', file_row = $2 WHERE username = $1", person.username, digest_of(person)
    )
    return changed is not None


async def lock_absent_staff(present: Collection[str], at: datetime) -> tuple[str, ...]:
    """Locks accounts that left the center's list (their dossiers and trail stay); their usernames.

    Whoever was never on it, because an administrator made the account in the browser, stays."""
    locked = await rows(
        """UPDATE staff SET is_locked = true, file_row = NULL, changed_at = $2, version = version + 1
        WHERE made_in = 'file' AND kind NOT IN ('province', 'machine') AND NOT is_locked
            AND NOT username = ANY($1::text[])
        RETURNING username""",
        list(present),
        at,
    )
    await run("DELETE FROM session USING staff WHERE staff.id = session.staff_id AND staff.is_locked")
    return tuple(sorted(found["username"] for found in locked))


async def staff_by_username(username: str) -> Row | None:
    """For the sign-in: with `password_hash`, `is_locked` and `has_code`. A guest has no password to sign in by."""
    return await row(
        f"SELECT {_TO_SIGN_IN} FROM staff s WHERE s.username = $1 AND s.kind NOT IN ('province', 'machine')",  # noqa: S608
        username,
    )


async def staff_by_id(staff_id: UUID) -> Row | None:
    """As `staff_by_username`. A guest's account is nobody's here to keep."""
    return await row(
        f"SELECT {_TO_SIGN_IN} FROM staff s WHERE s.id = $1 AND s.kind NOT IN ('province', 'machine')",  # noqa: S608
        staff_id,
    )


async def list_staff() -> list[Row]:
    """Everybody of the center, by name (a center has tens of people, not pages of them)."""
    return await rows(
        f"SELECT {STAFF} FROM staff s WHERE s.kind NOT IN ('province', 'machine') ORDER BY s.name_key, s.id"  # noqa: S608
    )


async def set_password(staff_id: UUID, password_hash: str, *, must_change: bool, at: datetime) -> None:
    await run(
        "UPDATE staff SET password_hash = $2, must_change = $3, changed_at = $4, version = version + 1 WHERE id = $1",
        staff_id,
        password_hash,
        must_change,
        at,
    )


async def insert_session(
    token_hash: bytes,
    staff_id: UUID,
    *,
    at: datetime,
    expires_at: datetime,
    address: str,
    agent: str,
    awaits_code: bool = False,
) -> None:
    await run(
        """INSERT INTO session (token_hash, staff_id, created_at, seen_at, expires_at, address, agent, awaits_code)
        VALUES ($1, $2, $3, $3, $4, $5, $6, $7)""",
        token_hash,
        staff_id,
        at,
        expires_at,
        address,
        agent[:300],
        awaits_code,
    )


async def load_session(token_hash: bytes, *, at: datetime, idle: timedelta, today: date | None = None) -> Row | None:
    """The live session with its person (columns of `STAFF`), or None: unknown, over, idle too long, account locked,
    secondment over.

    `stands_in`: whether the person takes somebody's place on the business day `today`. `awaits_code`: the password was
    right and the code is still to come. `has_code`: they have set up a generator of codes.
    """
    return await row(
        f"""SELECT {STAFF}, n.created_at AS session_created_at, n.seen_at, n.expires_at, n.locked_at, n.awaits_code,
            {_HAS_CODE},
            EXISTS (SELECT 1 FROM absence b WHERE b.substitute_id = s.id AND b.ended_at IS NULL
                AND $4::date BETWEEN b.from_on AND b.to_on) AS stands_in
        FROM session n JOIN staff s ON s.id = n.staff_id
        WHERE n.token_hash = $1 AND n.expires_at > $2 AND n.seen_at > $3 AND {at_work("$4")}""",  # noqa: S608
        token_hash,
        at,
        at - idle,
        today,
    )


async def touch_session(token_hash: bytes, at: datetime) -> None:
    """Written at most once a minute: reading a page must not write a row."""
    await run(
        "UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at <= $3", token_hash, at, at - SEEN_EVERY
    )


async def lock_session(token_hash: bytes, at: datetime) -> None:
    await run("UPDATE session SET locked_at = $2 WHERE token_hash = $1 AND locked_at IS NULL", token_hash, at)


async def unlock_session(token_hash: bytes, at: datetime) -> bool:
    opened = await value(
        "UPDATE session SET locked_at = NULL, seen_at = $2 WHERE token_hash = $1 RETURNING staff_id", token_hash, at
    )
    return opened is not None


async def delete_session(token_hash: bytes) -> UUID | None:
    """Whose whole session it was; None where there was none, or half of one that waited for a code."""
    gone = await row("DELETE FROM session WHERE token_hash = $1 RETURNING staff_id, awaits_code", token_hash)
    return gone["staff_id"] if gone is not None and not gone["awaits_code"] else None


async def delete_sessions_of(staff_id: UUID, *, but: bytes | None = None) -> int:
    """Signs somebody out everywhere (`but` here)."""
    gone = await rows(
        "DELETE FROM session WHERE staff_id = $1 AND token_hash IS DISTINCT FROM $2 RETURNING 1", staff_id, but
    )
    return len(gone)


async def list_sessions(staff_id: UUID, *, at: datetime | None = None) -> list[Row]:
    """Those that are not over `at` that instant, the one last used first."""
    return await rows(
        """SELECT token_hash, created_at, seen_at, address, agent FROM session
        WHERE staff_id = $1 AND ($2::timestamptz IS NULL OR expires_at > $2) AND NOT awaits_code
        ORDER BY seen_at DESC""",
        staff_id,
        at,
    )


async def sweep_sessions(at: datetime) -> None:
    """Forgets what is over: sessions, failures older than a day."""
    await run("DELETE FROM session WHERE expires_at <= $1", at)
    await run("DELETE FROM sign_in_failure WHERE at < $1", at - timedelta(days=1))


class Failures(NamedTuple):
    by_name: int
    by_address: int


async def add_failure(username_mac: bytes, address: str, at: datetime) -> None:
    """The name is a fingerprint: what people mistype there is often their password."""
    await run("INSERT INTO sign_in_failure (username_mac, address, at) VALUES ($1, $2, $3)", username_mac, address, at)


async def count_failures(username_mac: bytes, address: str, since: datetime) -> Failures:
    found = await row(
        """SELECT (SELECT count(*) FROM sign_in_failure WHERE username_mac = $1 AND at > $3) AS by_name,
            (SELECT count(*) FROM sign_in_failure WHERE address = $2 AND at > $3) AS by_address""",
        username_mac,
        address,
        since,
    )
    assert found is not None
    return Failures(**found)


async def clear_failures(username_mac: bytes) -> None:
    """After a successful sign-in."""
    await run("DELETE FROM sign_in_failure WHERE username_mac = $1", username_mac)
