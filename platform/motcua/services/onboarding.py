"""Making a center ready from its data: schema, procedures, people. Done again, it changes what the data changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.centers import Center, StaffRow, entered
from motcua.domain.errors import DataError
from motcua.services import passwords
from motcua.services.office import Office
from motcua.services.overrides import check_province
from motcua.services.review import propose, publish_declared
from motcua.settings import wall_clock
from motcua.store.bootstrap import connect_owner
from motcua.store.engine import DB, transaction
from motcua.store.migrate import migrate_center
from motcua.store.queries import accounts as stored
from motcua.store.queries.catalog import StoredVersion, store_versions
from motcua.store.queries.effects import get_setting, put_setting

FirstPasswords = Callable[[StaffRow], str]


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
) -> Onboarded:
    """`business_at`: when its procedures are proposed and published; `now` where nothing else is said.

    Idempotent. New people get a random first password, to be changed at the first sign-in; who left is locked."""
    check_province(office)
    at = now or wall_clock()
    _check_procedures(office, center)
    connection = await _owner(office)
    try:
        was_migrated = await migrate_center(connection, center)
        new_versions = await _sync(connection, office, at)
    finally:
        await connection.close()
    await DB.open_for(center)
    with entered(center):
        new, changed, locked = await _sync_staff(center, at, first_passwords or (lambda _: passwords.first_password()))
        proposed = await propose(office, business_at or at)
        published = await publish_declared(office, center.publication, business_at or at)
        report = Onboarded(center.key, was_migrated, new_versions, new, changed, locked, proposed, published)
        if not report.did_nothing:
            await _record(report, at)
    return report


def _check_procedures(office: Office, center: Center) -> None:
    """A rule for a procedure that nobody has installed would never apply, and nobody would notice."""
    for rule in center.sector_rules:
        for key in sorted(rule.procedures - office.catalog.procedures.keys()):
            raise DataError(
                f"{center.key}/center.toml, province.toml",
                "sector_supplement.procedures",
                f"không có thủ tục “{key}”.",
                "sửa khóa theo danh sách thủ tục đã cài, hoặc bỏ khóa này.",
            )


async def sync_catalog(office: Office, now: datetime | None = None) -> int:
    """Stores today's version of every procedure, so that it outlives its plugin; how many were new."""
    connection = await _owner(office)
    try:
        return await _sync(connection, office, now or wall_clock())
    finally:
        await connection.close()


async def _owner(office: Office) -> Any:
    if office.settings.owner_url is None:
        raise DataError(
            "cài đặt",
            "MOTCUA_DATABASE_URL",
            "chưa có địa chỉ cơ sở dữ liệu của chủ sở hữu.",
            "khởi động máy chủ trước.",
        )
    return await connect_owner(office.settings.owner_url)


async def _sync(connection: Any, office: Office, at: datetime) -> int:
    versions = (
        StoredVersion(version.hash, version.key, version.plugin, version.plugin_version, version.to_data())
        for version in office.catalog.procedures.values()
    )
    return await store_versions(connection, versions, at)


async def _sync_staff(
    center: Center, at: datetime, first: FirstPasswords
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], tuple[str, ...]]:
    async with transaction():
        known = await stored.staff_usernames()
    # Hashing is slow on purpose, so it is done before the transaction that writes.
    given = [(person, first(person)) for person in center.staff if person.username not in known]
    hashes = [await passwords.hashed(password) for _, password in given]
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
