"""Two people on one dossier: whoever has its page open is seen by whoever opens it next.

Real time. Only names are kept, and only for as long as a page says that it is open: no record of who read what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.domain.people import Acting
from motcua.services.dossiers.visibility import load_seen
from motcua.services.office import Office
from motcua.services.work.worklists import sight_of
from motcua.store.engine import transaction
from motcua.store.queries import presence as stored

ASKS_EVERY = timedelta(seconds=1.5)
RENEWS = timedelta(seconds=5)  # asking writes nothing as long as the last mark is fresh
LASTS = timedelta(seconds=12)


async def who_else(office: Office, acting: Acting, dossier_id: UUID, now: datetime) -> tuple[str, ...]:
    """Says that `acting` has the dossier open, and who else has: one statement, the dossier is not read."""
    async with transaction():
        found = await stored.meet(
            sight_of(acting.staff), dossier_id, acting.staff.id, now, renewed=now - RENEWS, since=now - LASTS
        )
        if found is not None:
            return _named(found)
        await load_seen(acting.staff, dossier_id)
        return ()


async def present_now(acting: Acting, dossier_id: UUID, now: datetime) -> tuple[str, ...]:
    """For a page that is being drawn for who may see it: nothing is written by looking."""
    async with transaction():
        return _named(await stored.others_present(dossier_id, acting.staff.id, now - LASTS))


def others_say(others: tuple[str, ...]) -> str:
    """Who else has the dossier open, as a page says it; nothing where nobody has."""
    if not others:
        return ""
    names = ", ".join(others)
    return (
        f"Đang cùng mở hồ sơ này: {names}. "
        "Hãy trao đổi trước khi xử lý; ai gửi sau sẽ được báo và không mất nội dung đã gõ."
    )


def _named(found: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(f"{each['name']} ({each['title']})" if each["title"] else each["name"] for each in found)
