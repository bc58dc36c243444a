"""The people of a center by what they do: who receives, who holds a desk, who may make a move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from motcua.centers import Center
from motcua.domain.errors import DataError
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import CLERK_DESK, OUTSIDE_AGENCIES, RECEPTION_DESK, Permission, Staff
from motcua.store.engine import transaction
from motcua.store.queries import accounts as stored


@dataclass(frozen=True)
class Crew:
    """The people of a center as the services know them, and who does what."""

    center: Center
    by_name: Mapping[str, Staff] = field(default_factory=dict)

    @classmethod
    async def of(cls, center: Center) -> Crew:
        """Everybody who can sign in at the center entered: first its list, in its order, then whoever came later."""
        async with transaction():
            known = {
                each["username"]: stored.as_staff(each) for each in await stored.list_staff() if not each["is_locked"]
            }
        listed = [row.username for row in center.staff if row.username in known]
        found = {username: known[username] for username in dict.fromkeys((*listed, *known))}
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
