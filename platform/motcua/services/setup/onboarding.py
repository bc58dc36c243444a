"""Making a center ready from its data: schema, procedures, people. Done again, it changes what the data changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.centers import Center, StaffRow, entered
from motcua.domain.errors import DataError
from motcua.readiness import Progress, silent
from motcua.services.accounts import passwords
from motcua.services.office import Office
from motcua.services.plugins.life import follow
from motcua.services.plugins.switches import switched, switches
from motcua.services.review.deciding import propose, publish_declared
from motcua.services.review.overrides import check_province
from motcua.services.setup.applied import keep_applied
from motcua.settings import wall_clock
from motcua.store.bootstrap import connect_owner
from motcua.store.engine import DB, transaction
from motcua.store.migrate import migrate_center
from motcua.store.queries import accounts as stored
from motcua.store.queries.catalog import StoredVersion, store_versions, stored_keys, unknown_versions
from motcua.store.queries.effects import get_setting, put_setting

FirstPasswords = Callable[[StaffRow], str]
_PHASES = 4


@dataclass(frozen=True, slots=True)
class Onboarded:
    """What onboarding did. `first_passwords` are told here and nowhere else: (username, password) of new accounts."""

    center: str
    was_migrated: bool
    new_versions: int
    first_passwords: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]
    locked: tuple[str, ...]
    proposed: int = 0
    published: int = 0
    told: tuple[str, ...] = ()
    """What became of plugins here that somebody must know, in sentences."""
    names: Mapping[str, str] = field(default_factory=dict)
    """By username, of those with a first password: it is handed to a person, not to an account."""

    @property
    def did_nothing(self) -> bool:
        made = (self.new_versions, self.first_passwords, self.changed, self.locked, self.proposed, self.published)
        return not (self.was_migrated or any(made))


async def onboard(
    office: Office,
    center: Center,
    *,
    now: datetime | None = None,
    business_at: datetime | None = None,
    first_passwords: FirstPasswords | None = None,
    refuses_switching_off: bool = False,
    raises_level: bool = True,
    applies_files: bool = True,
    owner: Any = None,
    tell: Progress = silent,
) -> Onboarded:
    """`business_at`: when its procedures are proposed and published; `now` where nothing else is said.

    Idempotent. New people get a random first password, to be changed at the first sign-in; who left is locked.
    `refuses_switching_off`: a plugin that open dossiers need is not switched off. A server that starts says so and
    goes on instead: one center's data must not keep the others from working. Without `raises_level` the schema stays
    on the level it has, which this release must serve. Without `applies_files` its people and settings are as they
    were and only what is installed is compared. `owner`: a connection of whoever has stored today's versions for
    all centers."""
    check_province(office)
    at = now or wall_clock()
    connection = await owner_of(office) if owner is None else owner
    try:
        await check_procedures(connection, office, center)
        tell("Đang tạo, nâng cấp cấu trúc dữ liệu", 0, _PHASES)
        was_migrated = await migrate_center(connection, center) if raises_level else False
        tell("Đang lưu phiên bản thủ tục", 1, _PHASES)
        new_versions = await store_new_versions(connection, office, at) if owner is None else 0
    finally:
        if owner is None:
            await connection.close()
    tell("Đang cập nhật tài khoản", 2, _PHASES)
    await DB.open_for(center)
    with entered(center):
        async with transaction():
            center = switched(center, await switches())
    with entered(center):
        told = await follow(office, business_at or at, refuses=refuses_switching_off)
        first = first_passwords or (lambda _: passwords.first_password())
        new, changed, locked = await _sync_staff(center, at, first) if applies_files else ((), (), ())
        tell("Đang đưa thủ tục vào rà soát, công bố", 3, _PHASES)
        proposed = await propose(office, business_at or at)
        published = await publish_declared(office, center.publication, business_at or at)
        if applies_files:
            await keep_applied(office, center, at)
        names = {username: person.name for username, _ in new if (person := center.staff_member(username))}
        report = Onboarded(
            center.key, was_migrated, new_versions, new, changed, locked, proposed, published, told, names
        )
        if not report.did_nothing:
            await _record(report, at)
    return report


async def check_procedures(connection: Any, office: Office, center: Center) -> None:
    """A rule for a procedure that nobody ever installed would never apply, and nobody would notice. One whose plugin
    is gone still has open dossiers to apply to."""
    for rule in center.sector_rules:
        unknown = rule.procedures - office.catalog.procedures.keys()
        for key in sorted(unknown - await stored_keys(connection, unknown)):
            raise DataError(
                f"{center.key}/center.toml, province.toml",
                "sector_supplement.procedures",
                f"không có thủ tục “{key}”.",
                "sửa khóa theo danh sách thủ tục đã cài, hoặc bỏ khóa này.",
            )


async def sync_catalog(office: Office, now: datetime | None = None) -> int:
    """Stores today's version of every procedure, so that it outlives its plugin; how many were new."""
    connection = await owner_of(office)
    try:
        return await store_new_versions(connection, office, now or wall_clock())
    finally:
        await connection.close()


async def owner_of(office: Office) -> Any:
    """A connection with the owner's rights; the caller closes it."""
    if office.settings.owner_url is None:
        raise DataError(
            "cài đặt",
            "MOTCUA_DATABASE_URL",
            "chưa có địa chỉ cơ sở dữ liệu của chủ sở hữu.",
            "khởi động máy chủ trước.",
        )
    return await connect_owner(office.settings.owner_url)


async def store_new_versions(connection: Any, office: Office, at: datetime) -> int:
    """`sync_catalog` on an open connection."""
    every = office.catalog.procedures.values()
    unknown = await unknown_versions(connection, [version.hash for version in every])
    # Only what is new is put into words: a run with nothing to do compares hashes.
    versions = (
        StoredVersion(version.hash, version.key, version.plugin, version.plugin_version, version.to_data())
        for version in every
        if version.hash in unknown
    )
    return await store_versions(connection, versions, at)


async def _sync_staff(
    center: Center, at: datetime, first: FirstPasswords
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], tuple[str, ...]]:
    async with transaction():
        known = await stored.staff_usernames()
    # Hashing is slow on purpose, so it is done before the transaction that writes.
    given = [(person, first(person)) for person in center.staff if person.username not in known]
    hashes = await asyncio.gather(*(passwords.hashed(password) for _, password in given))
    new: list[tuple[str, str]] = []
    changed: list[str] = []
    async with transaction():
        known = await stored.staff_usernames()
        for (person, password), password_hash in zip(given, hashes, strict=True):
            if person.username not in known:
                await stored.insert_staff(person, password_hash=password_hash, must_change=True, at=at)
                new.append((person.username, password))
        # A row that has not changed since it was taken over leaves alone what was changed in the browser meanwhile.
        taken_over = await stored.file_rows()
        for person in center.staff:
            has_changed = taken_over.get(person.username) != stored.digest_of(person)
            if person.username in known and has_changed and await stored.update_staff(person, at):
                changed.append(person.username)
        locked = await stored.lock_absent_staff([person.username for person in center.staff], at)
    return tuple(new), tuple(changed), locked


async def _record(report: Onboarded, at: datetime) -> None:
    async with transaction():
        before = await get_setting("onboarded") or {}
        told = {
            "first_at": before.get("first_at", at),
            "last_at": at,
            "new": [username for username, _ in report.first_passwords],
            "changed": list(report.changed),
            "locked": list(report.locked),
        }
        await put_setting("onboarded", told, set_by=None, at=at)
