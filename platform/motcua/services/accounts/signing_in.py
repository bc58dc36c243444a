"""Signing in and out, and passwords. Times here are real time: the demo's clock must not revive a session."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, NotHere, Refused, TooMany
from motcua.domain.people import Staff
from motcua.domain.secondment import says_early, says_over
from motcua.services.accounts import passwords
from motcua.services.accounts.sign_ins import Door, note
from motcua.services.office import Office
from motcua.store.engine import Row, transaction
from motcua.store.queries import accounts as stored
from motcua.store.queries.sign_ins import sweep_sign_ins
from motcua.store.secrets import fingerprint

IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(hours=10)
WINDOW = timedelta(minutes=15)
CODE_WITHIN = timedelta(minutes=10)
MOST_BY_NAME = 5
MOST_BY_ADDRESS = 20
LONGEST_USERNAME = 100
OWN_SESSION = "session of "  # failures of a signed-in person count against that person only
_WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`token` goes into the cookie and nowhere else; the database keeps its hash. `awaits_code`: it opens nothing yet
    but the box for the code."""

    token: str
    staff: Staff
    awaits_code: bool = False


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _username(typed: str) -> str:
    return unicodedata.normalize("NFC", typed).strip().casefold()


async def sign_in(
    office: Office, username: str, password: str, *, address: str, agent: str, now: datetime, today: date | None = None
) -> SignedIn:
    """Refuses in the same words and time whether the name or the password is wrong; only failures are counted.

    `today` is the business day, for terms of secondment: who is past theirs is told so after the right password only.
    """
    door = Door(address, agent)
    name = _username(username)
    if not name or len(name) > LONGEST_USERNAME or "\x00" in name or not password:
        raise Refused(_WRONG if name and password else "Hãy nhập tên đăng nhập và mật khẩu.")
    mac = fingerprint(name, "sign_in.username")
    # Hashing takes tens of milliseconds: never inside a transaction.
    async with transaction():
        await check_rate(mac, address, now)
        found = await stored.staff_by_username(name)
    is_right = await passwords.is_password(password, found["password_hash"] if found is not None else None)
    if found is None or not is_right or found["is_locked"]:
        async with transaction():
            await stored.add_failure(mac, address, now)
            if found is not None:
                await note(found["id"], "over" if is_right else "refused", now, door)
        raise Refused(_WRONG)
    await check_term(found, today, now, door)
    async with transaction():
        await check_rate(mac, address, now)  # others may have failed meanwhile
        await stored.clear_failures(mac)
        made = await let_in(found, "password", door, now)
        await stored.sweep_sessions(now)
        await sweep_sign_ins(now)
    return made


async def check_term(found: Row, today: date | None, now: datetime, door: Door) -> None:
    """Who is here on secondment signs in from its first day to its last."""
    from_on, to_on = found["seconded_from"], found["seconded_to"]
    says = ""
    if today is not None and to_on is not None and to_on < today:
        says = says_over(to_on)
    elif today is not None and from_on is not None and from_on > today:
        says = says_early(from_on)
    if says:
        async with transaction():
            await note(found["id"], "over", now, door)
        raise Refused(says)


async def let_in(found: Row, kind: str, door: Door, now: datetime) -> SignedIn:
    """Inside a transaction: the session of who has shown who they are; half a one where a code is still to come."""
    awaits_code = found["has_code"] and kind in ("password", "oidc")
    token = await _open_session(found["id"], door, now, awaits_code=awaits_code)
    if not awaits_code:
        await note(found["id"], kind, now, door)
    return SignedIn(token, stored.as_staff(found), awaits_code)


async def check_rate(mac: bytes, address: str, now: datetime) -> None:
    """Inside a transaction; only failures were counted."""
    failures = await stored.count_failures(mac, address, now - WINDOW)
    if failures.by_name >= MOST_BY_NAME or failures.by_address >= MOST_BY_ADDRESS:
        raise TooMany(
            "Đăng nhập sai quá nhiều lần. "
            f"Hãy thử lại sau {WINDOW.seconds // 60} phút (sau {local(now + WINDOW):%H:%M}), "
            "hoặc nhờ quản trị Trung tâm đặt lại mật khẩu."
        )


async def _open_session(staff_id: UUID, door: Door, now: datetime, *, awaits_code: bool = False) -> str:
    token = secrets.token_urlsafe(32)
    await stored.insert_session(
        token_hash(token),
        staff_id,
        at=now,
        expires_at=now + (CODE_WITHIN if awaits_code else ABSOLUTE),
        address=door.address,
        agent=door.agent.replace("\x00", ""),
        awaits_code=awaits_code,
    )
    return token


async def sign_out(office: Office, token: str, now: datetime | None = None) -> None:
    """`now`: a hand asked for it, so that it stands in the history."""
    async with transaction():
        gone = await stored.delete_session(token_hash(token))
        if gone is not None and now is not None:
            await note(gone, "out", now, Door())


async def change_password(office: Office, staff: Staff, token: str, old: str, new: str, now: datetime) -> str:
    """Sets one's own password. Every session ends, this one too: the new token takes its place."""
    async with transaction():
        found = await stored.staff_by_id(staff.id)
        session = await stored.load_session(token_hash(token), at=now, idle=IDLE)
    if found is None or session is None or session["id"] != staff.id:
        raise NotHere
    mac = fingerprint(staff.username, "sign_in.username")
    async with transaction():
        await check_rate(mac, f"{OWN_SESSION}{staff.id}", now)
    if not await passwords.is_password(old, found["password_hash"]):
        async with transaction():
            await stored.add_failure(mac, f"{OWN_SESSION}{staff.id}", now)
        raise Refused("Mật khẩu hiện tại không đúng.", {"old": "Mật khẩu hiện tại không đúng."})
    passwords.check_new(new, username=staff.username, old=old)
    hashed = await passwords.hashed(new)
    async with transaction():
        again = await stored.staff_by_id(staff.id)
        if again is None or again["password_hash"] != found["password_hash"]:
            raise Conflict("Mật khẩu vừa được đổi ở nơi khác. Hãy đăng nhập lại.")
        await stored.set_password(staff.id, hashed, must_change=False, at=now)
        await stored.delete_sessions_of(staff.id)
        return await _open_session(staff.id, Door(), now)


async def set_password(office: Office, username: str, password: str, must_change: bool, now: datetime) -> None:
    """Sets somebody's password (administrator's and demo's); they are signed out everywhere."""
    passwords.check_new(password, username=username)
    hashed = await passwords.hashed(password)
    async with transaction():
        found = await stored.staff_by_username(_username(username))
        if found is None:
            raise NotHere(f"Không có tài khoản “{username}” tại trung tâm này.")
        await stored.set_password(found["id"], hashed, must_change=must_change, at=now)
        await stored.delete_sessions_of(found["id"])
        await stored.clear_failures(fingerprint(found["username"], "sign_in.username"))
