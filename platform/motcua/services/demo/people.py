"""The accounts of a demo: everybody of a center with one known password, and one of each kind to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.centers import Center, StaffRow
from motcua.domain.people import (
    ROLE_NAMES,
    Role,
)
from motcua.services.accounts import passwords
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
