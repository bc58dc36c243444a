"""The screen beside a counter, on which a person rates what they were just handed.

The officer opens it once a day on the tablet by a secret address. It has no session of the staff, so that nothing else
can be reached from it; the officer's own screen turns it to a dossier, and it turns itself back. Times are real: it is
about people who stand there now.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import zxingcpp

from motcua.domain.errors import Conflict, NotAllowed
from motcua.domain.people import Acting, Permission, who_may
from motcua.domain.ratings import COUNTER, Rating
from motcua.services.dossiers import records
from motcua.services.dossiers.visibility import load_seen
from motcua.services.heard.ratings import TWICE, Ratable, Voice, keep, ratable_of
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import ratings as stored

LASTS = timedelta(hours=12)
#: So long a form waits for the person; then the next one must not find it.
STANDS = timedelta(minutes=10)
NO_SCREEN = "Chưa mở màn hình đánh giá tại quầy của bạn hôm nay, hoặc đã hết hạn. Mở ở trang Đánh giá."


@dataclass(frozen=True, slots=True)
class Screen:
    """What stands on it: `ratable` None is the waiting picture. `turn` is sent back with what was said."""

    turn: int
    ratable: Ratable | None = None


@dataclass(frozen=True, slots=True)
class ScreenState:
    """For the officer: whether there is one, and whether somebody stands before it."""

    is_there: bool
    is_open: bool = False


async def new_screen(acting: Acting, now: datetime) -> str:
    """The secret of its address, told once; the screen that this person had before shows nothing any more."""
    _check(acting)
    secret = secrets.token_urlsafe(24)
    async with transaction():
        await stored.put_screen(acting.staff.id, _hash(secret), now, now + LASTS)
    return secret


async def state_of(acting: Acting, now: datetime) -> ScreenState:
    async with transaction():
        found = await stored.screen_of(acting.staff.id, now)
    if found is None:
        return ScreenState(False)
    return ScreenState(True, found["opened_at"] is not None and found["opened_at"] + STANDS > now)


async def show_on_screen(office: Office, acting: Acting, dossier_id: UUID, now: datetime) -> None:
    """Turns the officer's own screen to this dossier."""
    _check(acting)
    async with transaction():
        await load_seen(acting.staff, dossier_id)
        found = await ratable_of(office, dossier_id, acting.at)
        if found.is_rated or found.why_not:
            raise Conflict(TWICE if found.is_rated else found.why_not)
        if await stored.screen_of(acting.staff.id, now) is None:
            raise Conflict(NO_SCREEN)
        await stored.turn_screen(acting.staff.id, dossier_id, now)


async def screen(office: Office, secret: str, at: datetime, now: datetime) -> Screen | None:
    """What the tablet shows; None: no such screen (any more)."""
    async with transaction():
        found = await stored.screen_by_secret(_hash(secret), now)
        if found is None:
            return None
        if found["dossier_id"] is None or found["opened_at"] + STANDS <= now:
            return Screen(found["turn"])
        shown = await ratable_of(office, found["dossier_id"], at)
        return Screen(found["turn"], None if shown.is_rated or shown.why_not else shown)


async def rate_on_screen(secret: str, turn: int, rating: Rating | None, at: datetime, now: datetime) -> bool | None:
    """None: no such screen. False: it stands at something else by now, and nothing was kept (a second tap, too).

    `rating` None: the person does not want to; the screen turns back.
    """
    async with transaction():
        found = await stored.screen_by_secret(_hash(secret), now, lock=True)
        if found is None:
            return None
        is_here = found["dossier_id"] is not None and found["turn"] == turn and found["opened_at"] + STANDS > now
        if not is_here:
            return False
        if rating is not None:
            kept = await records.locked(found["dossier_id"])
            assert kept is not None
            if await stored.is_rated(found["dossier_id"]):
                return False
            whose = found["staff_id"]
            await keep(kept, rating, Voice(COUNTER, screen_of=whose, opened_at=found["opened_at"]), at)
        await stored.turn_screen(found["staff_id"], None, None)
    return rating is not None


def qr(text: str) -> str:
    """An SVG that a tablet's camera reads."""
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg(add_quiet_zones=True)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _check(acting: Acting) -> None:
    if not acting.staff.may(Permission.HAND_BACK):
        raise NotAllowed(f"Màn hình đánh giá tại quầy do {who_may(Permission.HAND_BACK)} mở.")
