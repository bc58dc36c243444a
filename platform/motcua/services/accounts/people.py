"""The people of a center, for its director and its administrator: who works here and where they sit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import NotAllowed
from motcua.domain.people import EVERY_AGENCY, ROLE_NAMES, Acting, Permission, Role, who_may
from motcua.services.accounts.keeping import ACT_NAMES
from motcua.services.dossiers.naming import CENTER_DESKS, agency_name
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.accounts import list_staff
from motcua.store.queries.views import last_account_acts

STANDINGS: Mapping[str, str] = {
    "moi": "Chưa đổi mật khẩu lần đầu",
    "dung": "Đang dùng",
    "het": "Ngoài thời hạn biệt phái",
    "khoa": "Đã khóa",
}


@dataclass(frozen=True, slots=True)
class Person:
    """One account in words. `standing` says what an administrator must know: waiting for its first sign-in, locked."""

    id: UUID
    name: str
    title: str
    username: str
    phone: str
    roles: tuple[str, ...]
    receives: str
    seats: tuple[str, ...]
    seconded_from: date | None
    seconded_to: date | None
    standing: str
    is_me: bool
    is_reserve: bool
    is_from_file: bool
    last_act: str = ""
    last_act_at: datetime | None = None

    @property
    def account(self) -> str:
        return STANDINGS[self.standing]


async def people(office: Office, acting: Acting) -> tuple[Person, ...]:
    """Everybody with an account here, by name."""
    if not acting.staff.may(Permission.SEE_STAFF):
        raise NotAllowed(f"Danh sách cán bộ dành cho: {who_may(Permission.SEE_STAFF)}.")
    titles = desk_titles(office)
    async with transaction():
        rows = await list_staff()
        acts = await last_account_acts()
    return tuple(_person(acting, row, acts.get(row["id"]), titles) for row in rows)


def _person(
    acting: Acting, row: Mapping[str, Any], act: Mapping[str, Any] | None, titles: dict[tuple[str, str], str]
) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        title=row["title"],
        username=row["username"],
        phone=row["phone"],
        roles=tuple(ROLE_NAMES[Role(role)] for role in row["roles"]),
        receives=receives_words(row["receives"]),
        seats=tuple(seat_name(titles, *seat.split("/", 1)) for seat in row["desks"]),
        seconded_from=row["seconded_from"],
        seconded_to=row["seconded_to"],
        standing=standing_of(row, local(acting.at).date()),
        is_me=row["id"] == acting.staff.id,
        is_reserve=row["is_reserve"],
        is_from_file=row["made_in"] == "file",
        last_act=f"{ACT_NAMES[act['kind']]}, {act['by_name']}" if act else "",
        last_act_at=act["at"] if act else None,
    )


def standing_of(row: Mapping[str, Any], today: date) -> str:
    """A key of `STANDINGS` on the business day `today`."""
    if row["is_locked"]:
        return "khoa"
    from_on, to_on = row["seconded_from"], row["seconded_to"]
    if (to_on is not None and to_on < today) or (from_on is not None and from_on > today):
        return "het"
    return "moi" if row["must_change"] else "dung"


def at_work(row: Mapping[str, Any], today: date) -> bool:
    """Neither locked nor out of the term of a secondment."""
    return standing_of(row, today) not in ("khoa", "het")


def receives_words(agencies: list[str]) -> str:
    if EVERY_AGENCY in agencies:
        return "Tiếp nhận thủ tục của mọi cơ quan"
    names = ", ".join(agency_name(here(), key) for key in agencies)
    return f"Tiếp nhận thủ tục của {names}" if names else ""


def desk_titles(office: Office) -> dict[tuple[str, str], str]:
    """What the procedures call each desk."""
    from_versions = {
        (step.desk.agency, step.desk.key): step.desk.label
        for version in office.catalog.procedures.values()
        for lane in version.route.lanes
        for step in lane.steps
    }
    return from_versions | dict(CENTER_DESKS)


def seat_name(titles: dict[tuple[str, str], str], agency: str, desk: str) -> str:
    return titles.get((agency, desk)) or f"Vị trí xử lý tại {agency_name(here(), agency)}"
