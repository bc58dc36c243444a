"""Keys of agencies' own systems: made and revoked by the administrator, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.calendar import LOCAL, local
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.machines import LONGEST_LIFE, OF_DESKS, SCOPE_NAMES, Machine, Scope
from motcua.domain.parsing import parse_date
from motcua.domain.people import OUTSIDE_AGENCIES, Acting, Permission, who_may
from motcua.domain.text import sort_key
from motcua.services.catalogue import known_here
from motcua.services.dossiers.naming import agency_name, desk_labels, desk_name
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import api_keys as stored

MARK = "mck"
LONGEST_KEY = 100
LONGEST_NAME = 80
SENTENCE = "Chưa tạo được khóa. Hãy sửa các mục sau."


@dataclass(frozen=True, slots=True)
class DeskChoice:
    """A desk that a key can be given: `value` is `agency/desk`."""

    value: str
    label: str
    agency: str


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key in words. `state` is its standing: in force, expired or revoked."""

    id: UUID
    name: str
    prefix: str
    scopes: tuple[str, ...]
    desks: tuple[str, ...]
    made_by: str
    made_at: datetime
    last_on: date
    last_used_at: datetime | None
    state: str
    is_in_force: bool
    revoked: str


@dataclass(frozen=True, slots=True)
class MadeKey:
    """`secret` is told here and nowhere else; None when the form was sent twice."""

    name: str
    secret: str | None


def key_hash(secret: str) -> bytes:
    """256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).digest()


def desk_choices(office: Office) -> tuple[DeskChoice, ...]:
    """Every desk of an agency that a dossier of this center can come to; nobody outside works in this system."""
    center, found = here(), dict[str, DeskChoice]()
    for version in known_here(office):
        labels = desk_labels(version)
        for agency, desk in labels:
            if agency in center.agencies and agency not in OUTSIDE_AGENCIES:
                value = f"{agency}/{desk}"
                found.setdefault(
                    value, DeskChoice(value, desk_name(center, labels, agency, desk), agency_name(center, agency))
                )
    return tuple(sorted(found.values(), key=lambda each: (sort_key(each.agency), sort_key(each.label))))


async def keys(office: Office, now: datetime) -> tuple[KeyLine, ...]:
    """Every key, for whoever keeps the accounts."""
    labels = {each.value: each.label for each in desk_choices(office)}
    async with transaction():
        rows = await stored.list_keys()
    return tuple(_line(row, labels, now) for row in rows)


def _line(row: Mapping[str, Any], labels: Mapping[str, str], now: datetime) -> KeyLine:
    is_expired = row["expires_at"] <= now
    is_revoked = row["revoked_at"] is not None
    return KeyLine(
        row["id"],
        row["name"],
        row["prefix"],
        tuple(SCOPE_NAMES[Scope(each)] for each in row["scopes"]),
        tuple(labels.get(each, each) for each in row["desks"]),
        row["by_name"],
        row["created_at"],
        local(row["expires_at"] - timedelta(seconds=1)).date(),
        row["last_used_at"],
        "Đã thu hồi" if is_revoked else "Hết hạn" if is_expired else "Đang dùng",
        not is_revoked and not is_expired,
        row["revoked_name"] or "",
    )


def _check_keeps(acting: Acting) -> None:
    if not acting.staff.may(Permission.MANAGE_ACCOUNTS):
        raise NotAllowed(f"Khóa kết nối do quản trị giữ: {who_may(Permission.MANAGE_ACCOUNTS)}.")


async def make_key(
    office: Office, acting: Acting, typed: Mapping[str, Sequence[str]], request: UUID, now: datetime
) -> MadeKey:
    """A new key. Its secret is in the answer and nowhere else; the same form sent twice makes one."""
    _check_keeps(acting)
    name, scopes, desks, expires_at = _read(office, typed, now)
    # Two parts: the prefix tells keys apart in lists, the rest is the secret.
    prefix = secrets.token_hex(4)
    secret = f"{MARK}_{prefix}_{secrets.token_urlsafe(32)}"
    async with transaction(), once(request, acting, "api_key:new") as told:
        if told.outcome is not None:
            return MadeKey(told.outcome, None)
        if any(row["name"] == name and row["revoked_at"] is None for row in await stored.list_keys()):
            raise Refused(SENTENCE, {"name": "Đã có khóa đang dùng với tên này. Hãy đặt tên khác để phân biệt."})
        await stored.insert_key(
            uuid4(),
            name=name,
            prefix=prefix,
            key_hash=key_hash(secret),
            scopes=scopes,
            desks=desks,
            by=acting.staff.id,
            at=now,
            expires_at=expires_at,
        )
        told.outcome = name
    return MadeKey(name, secret)


def _read(
    office: Office, typed: Mapping[str, Sequence[str]], now: datetime
) -> tuple[str, list[str], list[str], datetime]:
    errors = {}
    name = " ".join((typed.get("name") or [""])[-1].split())
    if not name:
        errors["name"] = "Hãy nhập tên hệ thống sẽ dùng khóa."
    elif len(name) > LONGEST_NAME:
        errors["name"] = f"Tên dài nhất {LONGEST_NAME} ký tự."
    scopes = [each.value for each in Scope if each.value in typed.get("scopes", ())]
    if not scopes:
        errors["scopes"] = "Hãy chọn ít nhất một quyền."
    known = {each.value for each in desk_choices(office)}
    desks = sorted(set(typed.get("desks", ())) & known)
    if OF_DESKS & set(scopes) and not desks:
        errors["desks"] = "Hãy chọn ít nhất một vị trí xử lý."
    expires_at, fault = _until((typed.get("expires_on") or [""])[-1], now)
    if fault:
        errors["expires_on"] = fault
    if errors:
        raise Refused(SENTENCE, errors)
    return name, scopes, desks if OF_DESKS & set(scopes) else [], expires_at


def _until(text: str, now: datetime) -> tuple[datetime, str]:
    """The end of the day typed."""
    found: date | None
    try:
        found = parse_date(text.strip())
    except ValueError:
        found = None
    if found is None:
        return now, "Hãy nhập ngày hết hạn dạng ngày/tháng/năm, ví dụ 31/12/2018."
    if found < local(now).date():
        return now, "Ngày hết hạn đã qua."
    if found > (local(now) + LONGEST_LIFE).date():
        return now, "Khóa dùng nhiều nhất một năm; hết hạn thì tạo khóa mới."
    return datetime.combine(found + timedelta(days=1), time(), LOCAL), ""


async def revoke(acting: Acting, key_id: UUID, now: datetime) -> str:
    """The key opens nothing any more; what it did stays in the trail. The sentence that says so."""
    _check_keeps(acting)
    async with transaction():
        row = await stored.key_by_id(key_id)
        if row is None:
            raise NotHere
        if not await stored.revoke_key(key_id, acting.staff.id, now):
            raise Conflict("Khóa này đã được thu hồi trước đó.")
    return f"Đã thu hồi khóa “{row['name']}”."


async def machine_of(secret: str, now: datetime) -> Machine | None:
    """Who holds this key; None for an unknown, revoked or expired one, or another center's: one answer for all."""
    if not secret.startswith(f"{MARK}_") or len(secret) > LONGEST_KEY or not secret.isascii():
        return None
    async with transaction():
        row = await stored.key_in_force(key_hash(secret), now)
        if row is None:
            return None
        if row["last_used_at"] is None or row["last_used_at"] <= now - stored.USED_EVERY:
            await stored.note_use(row["id"], now)
    desks = (desk.partition("/") for desk in row["desks"])
    return Machine(
        row["id"],
        row["name"],
        frozenset(map(Scope, row["scopes"])),
        frozenset((agency, desk) for agency, _, desk in desks),
        row["expires_at"],
    )
