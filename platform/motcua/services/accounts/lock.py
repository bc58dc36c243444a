"""Who sits at the screen: the person of the session, whose place they take today, and whether the screen is locked.

A locked screen keeps its session and asks for the password again. The flag is the session's in the database, so that
no page, and no way back in the browser, shows anything before. Times are real time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from motcua.domain.errors import NotHere, Refused
from motcua.domain.people import Staff, needs_code
from motcua.services.accounts import passwords
from motcua.services.accounts.signing_in import IDLE, OWN_SESSION, check_rate, token_hash
from motcua.services.accounts.substitutes import as_of_today
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import accounts as stored
from motcua.store.secrets import fingerprint


@dataclass(frozen=True, slots=True)
class Seat:
    """A session as a request finds it. `awaits_code`: the password was right, the code is still to come."""

    staff: Staff
    is_locked: bool = False
    awaits_code: bool = False


async def seat_of(
    office: Office, token: str, now: datetime, today: date | None = None, *, is_quiet: bool = False
) -> Seat | None:
    """Who holds this session; None when it is unknown or over. Left alone for a while it is locked.

    `today` is the business day, for absences. `is_quiet`: asked by the page itself, so that nobody's hand was on it.
    """
    hashed = token_hash(token)
    async with transaction():
        found = await stored.load_session(hashed, at=now, idle=IDLE, today=today)
        if found is None:
            return None
        staff = stored.as_staff(found)
        if found["awaits_code"]:
            return Seat(staff, awaits_code=True)
        if found["locked_at"] is not None:
            return Seat(staff, is_locked=True)
        if found["seen_at"] <= now - office.settings.locks_after:
            await stored.lock_session(hashed, now)
            return Seat(staff, is_locked=True)
        if not is_quiet and found["seen_at"] <= now - stored.SEEN_EVERY:
            await stored.touch_session(hashed, now)
        if found["stands_in"] and today is not None:
            staff = await as_of_today(staff, today)
    if office.settings.requires_codes and not found["has_code"] and needs_code(staff.roles):
        staff = replace(staff, must_set_up_code=True)
    return Seat(staff)


async def lock(office: Office, token: str, now: datetime) -> None:
    async with transaction():
        await stored.lock_session(token_hash(token), now)


async def unlock(office: Office, token: str, password: str, now: datetime) -> Staff:
    """The same person goes on. Failures count as those of a sign-in, against this person only."""
    if not password:
        raise Refused("Hãy nhập mật khẩu.")
    async with transaction():
        session = await stored.load_session(token_hash(token), at=now, idle=IDLE)
        found = await stored.staff_by_id(session["id"]) if session is not None else None
    if found is None:
        raise NotHere("Phiên làm việc đã kết thúc. Hãy đăng nhập lại.")
    mac, place = fingerprint(found["username"], "sign_in.username"), f"{OWN_SESSION}{found['id']}"
    async with transaction():
        await check_rate(mac, place, now)
    if not await passwords.is_password(password, found["password_hash"]):
        async with transaction():
            await stored.add_failure(mac, place, now)
        raise Refused("Mật khẩu không đúng.")
    async with transaction():
        if not await stored.unlock_session(token_hash(token), now):
            raise NotHere("Phiên làm việc đã kết thúc. Hãy đăng nhập lại.")
        await stored.clear_failures(mac)
    return stored.as_staff(found)
