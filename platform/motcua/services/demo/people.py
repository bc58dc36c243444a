"""The accounts of a demo: everybody of a center with one known password, and one of each kind to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from motcua.centers import Center, StaffRow
from motcua.domain.errors import DataError
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import (
    CLERK_DESK,
    OUTSIDE_AGENCIES,
    RECEPTION_DESK,
    ROLE_NAMES,
    Permission,
    Role,
    Staff,
)
from motcua.services import passwords
from motcua.store.engine import transaction
from motcua.store.queries import accounts as stored

#: Long enough for the rule of passwords, and the same for everybody: the demo binds to this machine only.
PASSWORD = "MotCua@112017"  # noqa: S105  known to everybody on purpose


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """`says` is what the account is for: the role, and the person's own title."""

    role: str
    username: str
    name: str
    password: str
    title: str

    @property
    def says(self) -> str:
        return f"{self.role} ({self.title})" if self.title and self.title != self.role else self.role


def accounts(center: Center) -> tuple[DemoAccount, ...]:
    """One account of every role, and one of every desk that a dossier can come to."""
    chosen: list[StaffRow] = []
    for role in Role:
        holders = [row for row in center.staff if role.value in row.roles]
        if role is Role.RECEPTION:
            # Who receives for every agency can try every procedure.
            holders.sort(key=lambda row: "*" not in row.receives)
        chosen += holders[:1]
    seen = {desk for row in chosen for desk in row.desks}
    for row in center.staff:
        if row.desks and not seen.issuperset(row.desks):
            chosen.append(row)
            seen |= set(row.desks)
    unique = {row.username: row for row in sorted(chosen, key=center.staff.index)}
    return tuple(_account(row) for row in unique.values())


def _account(row: StaffRow) -> DemoAccount:
    roles = ", ".join(ROLE_NAMES[Role(role)] for role in row.roles)
    return DemoAccount(roles, row.username, row.name, PASSWORD, row.title)


def demo_accounts(center: Center) -> list[tuple[str, str, str, str]]:
    """(role, username, name, password), for who prints a table."""
    return [(each.role, each.username, each.name, each.password) for each in accounts(center)]


async def give_passwords(center: Center, at: datetime) -> None:
    """Everybody's password, hashed once: hashing is slow on purpose, and it is the same word."""
    hashed = await passwords.hashed(PASSWORD)
    async with transaction():
        for row in center.staff:
            found = await stored.staff_by_username(row.username)
            if found is not None:
                await stored.set_password(found["id"], hashed, must_change=False, at=at)


@dataclass(frozen=True)
class Crew:
    """The people of a center as the services know them, and who does what."""

    center: Center
    by_name: Mapping[str, Staff] = field(default_factory=dict)

    @classmethod
    async def of(cls, center: Center) -> Crew:
        """Loads everybody of the center entered."""
        found: dict[str, Staff] = {}
        async with transaction():
            for row in center.staff:
                record = await stored.staff_by_username(row.username)
                if record is not None:
                    found[row.username] = stored.as_staff(record)
        return cls(center, found)

    def receiving(self, agency: str) -> tuple[Staff, ...]:
        """The counters that take this agency's procedures: its own officers before those who take everything."""
        able = [
            staff for staff in self.by_name.values() if staff.may(Permission.RECEIVE) and staff.receives_for(agency)
        ]
        return tuple(sorted(able, key=lambda staff: (agency not in staff.receives, staff.username)))

    def at(self, desk: tuple[str, str], agency: str) -> Staff:
        """Who makes a move at that desk; `agency` is the one whose dossier it is."""
        able = self.able(desk, agency)
        if not able:
            raise DataError(
                f"tenants/{self.center.key}/staff.csv", "desks", f"không có ai giữ vị trí {desk[0]}:{desk[1]}.",
                "thêm vị trí này cho một người.",
            )  # fmt: skip
        return able[0]

    def making(self, move: Move, desk: tuple[str, str], agency: str) -> Staff:
        """Who makes `move` there. A place without a desk is the whole agency, or center: the right decides."""
        if desk[1]:
            return self.at(desk, agency)
        for staff in self.by_name.values():
            if staff.may(MOVES[move].permission) and (desk[0] == RECEPTION_DESK[0] or staff.is_at(desk[0])):
                return staff
        raise LookupError(f"{self.center.key}: nobody at {desk[0]} may {move}")

    def able(self, desk: tuple[str, str], agency: str) -> tuple[Staff, ...]:
        if desk == RECEPTION_DESK:
            return self.receiving(agency)
        if desk == CLERK_DESK:
            return tuple(staff for staff in self.by_name.values() if staff.may(Permission.NUMBER))
        return tuple(staff for staff in self.by_name.values() if staff.holds(*desk))

    def can_walk(self, desks: Iterable[tuple[str, str]], agency: str) -> bool:
        """Whether somebody sits at each of these desks. Where nobody works in this system, reception sends it."""
        return all(desk[0] in OUTSIDE_AGENCIES or self.able(desk, agency) for desk in desks)
