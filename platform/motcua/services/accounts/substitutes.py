"""Whose place somebody takes today: the one way in which an absence enters into rights."""

from __future__ import annotations

from datetime import date

from motcua.domain.people import Staff
from motcua.domain.substitution import with_substituted
from motcua.store.queries.absences import people_away
from motcua.store.queries.accounts import as_staff


async def as_of_today(staff: Staff, today: date) -> Staff:
    """`staff` with the desks of who is away; where the substitute is away too, theirs come along to the next."""
    found: dict[str, Staff] = {}
    asked = [staff.id]
    while asked:
        away = [as_staff(row) for row in await people_away(asked, today)]
        fresh = {other.username: other for other in away if other.username not in found and other.id != staff.id}
        found |= fresh
        asked = [other.id for other in fresh.values()]
    return with_substituted(staff, found.values())
