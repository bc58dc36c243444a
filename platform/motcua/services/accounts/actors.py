"""Who answers for what is done at the command line, where nobody has signed in."""

from __future__ import annotations

from datetime import datetime

from motcua.domain.calendar import local
from motcua.domain.errors import NotHere
from motcua.domain.people import Acting, Role
from motcua.services.accounts.people import at_work
from motcua.store.engine import transaction
from motcua.store.queries.accounts import as_staff, list_staff


async def acting_for(username: str, at: datetime) -> Acting:
    """The account named, or the center's director; at the center entered."""
    async with transaction():
        people = [as_staff(row) for row in await list_staff() if at_work(row, local(at).date())]
    if username:
        found = next((person for person in people if person.username == username), None)
        if found is None:
            raise NotHere(f"Không có tài khoản “{username}” đang dùng ở trung tâm này.")
        return Acting(found, at)
    directors = [person for person in people if person.roles & {Role.DIRECTOR, Role.DEPUTY_DIRECTOR}]
    directors.sort(key=lambda person: Role.DIRECTOR not in person.roles)
    if not directors:
        raise NotHere("Trung tâm chưa có Giám đốc: ghi tài khoản chịu trách nhiệm bằng --by.")
    return Acting(directors[0], at)
