"""What onboarding would do, told before it is done: read from the database as it is, changing nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.centers import Center, StaffRow, entered
from motcua.domain.calendar import local
from motcua.services.catalogue import installed
from motcua.services.office import Office
from motcua.services.review.deciding import DECLARED
from motcua.services.review.overrides import check_province
from motcua.services.setup.onboarding import check_procedures, owner_of
from motcua.store.engine import DB, transaction
from motcua.store.migrate import center_levels, levels
from motcua.store.queries import accounts
from motcua.store.queries import review as stored
from motcua.store.queries.catalog import unknown_versions
from motcua.store.queries.effects import get_setting

# Below this level the tables and columns to compare with are not there yet.
COMPARABLE = "m0033"
People = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # new, changed, to be locked


@dataclass(frozen=True, slots=True)
class Plan:
    """`level` is "" for a center that is not there yet; `migrations` are still to be run; people by username."""

    center: str
    level: str
    migrations: tuple[str, ...]
    new_versions: int
    proposed: tuple[str, ...]
    published: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    locked: tuple[str, ...]
    calendar: tuple[str, ...]

    @property
    def does_nothing(self) -> bool:
        does = (self.migrations, self.new_versions, self.proposed, self.published, self.new, self.changed, self.locked)
        return not any(does)


async def plan_of(office: Office, center: Center, at: datetime) -> Plan:
    """Refuses what onboarding would refuse, with the same sentence."""
    check_province(office)
    connection = await owner_of(office)
    try:
        await check_procedures(connection, office, center)
        level = (await center_levels(connection)).get(center.key, "")
        new_versions = len(await unknown_versions(connection, [v.hash for v in office.catalog.procedures.values()]))
    finally:
        await connection.close()
    pending = tuple(name for name in levels("center") if name > level)
    with entered(center):
        versions = {version.hash: version.key for version in installed(office)}
        if level < COMPARABLE:
            proposed = tuple(sorted(versions.values()))
            published = proposed if center.publication else ()
            people: People = (tuple(person.username for person in center.staff), (), ())
        else:
            await DB.open_for(center)
            async with transaction():
                proposed, published = await _procedures(center, versions)
                people = await _people(center)
    return Plan(center.key, level, pending, new_versions, proposed, published, *people, _calendar(center, at))


async def _procedures(center: Center, versions: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    publications = await stored.load_publications()
    known = {each.version_hash for each in publications}
    proposed = tuple(sorted(key for each, key in versions.items() if each not in known))
    if center.publication is None or await get_setting(DECLARED) == center.publication.number:
        return proposed, ()
    settled = {each.procedure for each in publications if each.was_published}
    return proposed, tuple(sorted(key for key in versions.values() if key not in settled))


async def _people(center: Center) -> People:
    known: dict[str, Any] = {row["username"]: row for row in await accounts.list_staff()}
    taken_over = await accounts.file_rows()
    listed = {person.username for person in center.staff}
    new = tuple(person.username for person in center.staff if person.username not in known)
    changed = tuple(
        person.username
        for person in center.staff
        if person.username in known and is_behind(person, known[person.username], taken_over[person.username])
    )
    locked = tuple(
        sorted(
            name
            for name, row in known.items()
            if name not in listed and row["made_in"] == "file" and not row["is_locked"]
        )
    )
    return new, changed, locked


def is_behind(person: StaffRow, row: Any, taken_over: str | None) -> bool:
    """Whether onboarding would change the account: the list's row is another than the one that was `taken_over` (what
    was changed in the browser since stays), and says otherwise. A locked account is the administrator's business."""
    if taken_over == accounts.digest_of(person):
        return False
    desks = [f"{agency}/{desk}" for agency, desk in person.desks]
    listed: tuple[object, ...] = (
        person.name,
        person.title,
        person.phone,
        person.kind,
        person.agency,
        list(person.roles),
        desks,
    )
    listed += (list(person.receives), person.seconded_from, person.seconded_to)
    names = ("name", "title", "phone", "kind", "agency", "roles", "desks", "receives", "seconded_from", "seconded_to")
    kept: tuple[object, ...] = tuple(
        list(row[each]) if each in ("roles", "desks", "receives") else row[each] for each in names
    )
    return listed != kept


def _calendar(center: Center, at: datetime) -> tuple[str, ...]:
    """The years that terms of today can reach, as the files have them."""
    this = local(at).year
    says = []
    for year in (this, this + 1):
        known = center.calendar.year(year)
        word = "chưa có" if known is None else "tạm tính" if known.is_provisional else "chính thức"
        says.append(f"{year}: {word}")
    return tuple(says)
