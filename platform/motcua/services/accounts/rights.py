"""Why may I not? Every permission, whether this person has it, through which role, and who has it here."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.domain.calendar import local
from motcua.domain.people import PERMISSION_NAMES, ROLE_NAMES, ROLE_PERMISSIONS, Acting, Permission, Role, Staff
from motcua.services.accounts.people import at_work
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.accounts import as_staff, list_staff

MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Right:
    """One permission. `through`: the roles that give it to this person; `in_place_of`: the people away who lend it."""

    name: str
    is_held: bool
    through: tuple[str, ...]
    in_place_of: tuple[str, ...]
    roles: tuple[str, ...]
    people: tuple[str, ...]
    more: int


async def rights(office: Office, acting: Acting) -> tuple[Right, ...]:
    """From the one table of roles and permissions and the accounts of this center."""
    async with transaction():
        rows = await list_staff()
    today = local(acting.at).date()
    everybody = tuple(as_staff(row) for row in rows if at_work(row, today))
    return tuple(_right(permission, acting.staff, everybody) for permission in Permission)


def _right(permission: Permission, staff: Staff, everybody: tuple[Staff, ...]) -> Right:
    giving = [role for role in Role if permission in ROLE_PERMISSIONS[role]]
    mine = (staff.own or staff).roles
    able = [person.name for person in everybody if person.may(permission)]
    return Right(
        name=PERMISSION_NAMES[permission],
        is_held=staff.may(permission),
        through=tuple(ROLE_NAMES[role] for role in giving if role in mine),
        in_place_of=tuple(other.name for other in staff.stands_in_for if other.may(permission)),
        roles=tuple(ROLE_NAMES[role] for role in giving),
        people=tuple(able[:MOST_NAMES]),
        more=max(0, len(able) - MOST_NAMES),
    )
