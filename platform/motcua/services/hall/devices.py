"""Kiosks and displays: the administrator makes one and reads its code to the machine, which keeps a token from then on.

A machine is nobody: it has no session, sees nothing of dossiers, and is gone when it is revoked. The database holds
hashes only.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.hall import DEVICE_NAMES, Device, DeviceKind
from motcua.domain.people import Acting, Permission, who_may
from motcua.services.codes import secret_hash
from motcua.store.engine import transaction
from motcua.store.queries import hall_devices as stored
from motcua.store.secrets import fingerprint

PAIRS_FOR = timedelta(minutes=15)
SEEN_EVERY = timedelta(minutes=1)
LONGEST_NAME = 60
CODE_DIGITS = 8


@dataclass(frozen=True, slots=True)
class DeviceLine:
    id: UUID
    kind_name: str
    name: str
    made_by: str
    made_at: datetime
    is_paired: bool
    awaits_until: datetime | None
    """Until when its code can be typed; None where none is out."""
    seen_at: datetime | None
    revoked_at: datetime | None


def _check(acting: Acting) -> None:
    if not acting.staff.may(Permission.MANAGE_ACCOUNTS):
        raise NotAllowed(f"Việc này thuộc về: {who_may(Permission.MANAGE_ACCOUNTS)}.")


def new_code() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def _mac(code: str) -> bytes:
    return fingerprint(code, "hall.pairing")


async def lines(now: datetime) -> tuple[DeviceLine, ...]:
    async with transaction():
        found = await stored.devices()
    return tuple(
        DeviceLine(
            each["id"], DEVICE_NAMES[each["kind"]], each["name"], each["made_by_name"], each["made_at"],
            each["is_paired"], each["pairing_until"] if each["pairing_until"] and each["pairing_until"] > now else None,
            each["seen_at"], each["revoked_at"],
        )
        for each in found
    )  # fmt: skip


async def make_device(acting: Acting, kind: str, name: str, key: UUID, code: str, now: datetime) -> None:
    """`code` (8 digits) is shown once and lives for a quarter of an hour of real time."""
    _check(acting)
    name = " ".join(name.split())
    faults = {}
    if kind not in DEVICE_NAMES:
        faults["kind"] = "Chọn loại thiết bị."
    if not name or len(name) > LONGEST_NAME:
        faults["name"] = f"Đặt tên để nhận ra thiết bị, không quá {LONGEST_NAME} ký tự, ví dụ Kiosk cửa chính."
    if faults:
        raise Refused("Chưa thêm được thiết bị.", faults)
    device_id = uuid5(key, f"{here().key}/device")
    async with transaction():
        until = now + PAIRS_FOR
        made = await stored.insert_device(
            device_id, kind, name, by=acting.staff.id, pairing_mac=_mac(code), until=until, at=now
        )
    if not made:
        raise Conflict("Thiết bị này vừa được thêm. Nếu chưa kịp xem mã, hãy bấm Cấp mã mới.")


async def new_pairing(acting: Acting, device_id: UUID, code: str, now: datetime) -> None:
    """A new code; the machine that has the old token is shut out at once."""
    _check(acting)
    async with transaction():
        if not await stored.renew_pairing(device_id, _mac(code), now + PAIRS_FOR):
            raise Conflict("Thiết bị không còn, hoặc đã bị thu hồi.")


async def revoke(acting: Acting, device_id: UUID, now: datetime) -> None:
    _check(acting)
    async with transaction():
        if not await stored.revoke(device_id, acting.staff.id, now):
            raise Conflict("Thiết bị không còn, hoặc đã bị thu hồi.")


async def pair(code: str, now: datetime) -> tuple[Device, str] | None:
    """The machine and its token, for the code; None for any other. A code works once."""
    bare = "".join(code.split())
    if not (bare.isascii() and bare.isdigit() and len(bare) == CODE_DIGITS):
        return None
    token = secrets.token_urlsafe(32)
    async with transaction():
        found = await stored.pair(_mac(bare), secret_hash(token), now)
    if found is None:
        return None
    return Device(str(found["id"]), DeviceKind(found["kind"]), found["name"]), token


async def device_of(token: str, now: datetime) -> Device | None:
    async with transaction():
        found = await stored.device_of_token(secret_hash(token))
        if found is None:
            return None
        if found["seen_at"] is None or found["seen_at"] < now - SEEN_EVERY:
            await stored.note_seen(found["id"], now, SEEN_EVERY)
    return Device(str(found["id"]), DeviceKind(found["kind"]), found["name"])
