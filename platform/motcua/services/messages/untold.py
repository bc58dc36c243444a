"""What could not be sent to applicants: told on the counter's home until somebody has telephoned, or sent it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.domain.messages import CALLED_ABOUT, OCCASIONS, STATE_SAYS, UNTOLD, MessageState
from motcua.domain.people import EVERY_AGENCY, Acting, Permission
from motcua.store.engine import transaction
from motcua.store.queries import messages as stored

SHOWN = 10


@dataclass(frozen=True, slots=True)
class UntoldLine:
    dossier_id: UUID
    code: str
    about: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Untold:
    """The longest waiting ones; `together` counts those that are not shown as well."""

    rows: tuple[UntoldLine, ...] = ()
    together: int = 0


async def untold(acting: Acting) -> Untold:
    """Of the agencies that the person receives for."""
    staff = acting.staff
    if not staff.may(Permission.RECEIVE):
        return Untold()
    agencies = None if EVERY_AGENCY in staff.receives else staff.receives
    async with transaction():
        found = await stored.untold(UNTOLD, CALLED_ABOUT, agencies, SHOWN)
    rows = tuple(
        UntoldLine(
            row["dossier_id"],
            row["code"] or "",
            OCCASIONS[row["occasion"]].label,
            STATE_SAYS[MessageState(row["state"])],
            row["at"],
        )
        for row in found
    )
    return Untold(rows, found[0]["together"] if found else 0)
