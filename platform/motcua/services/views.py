"""Lists that a person keeps under a name: an address of the worklist, never what was typed into the search box."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from motcua.domain.errors import NotHere, Refused
from motcua.domain.people import Acting
from motcua.domain.text import normalise
from motcua.store.engine import transaction
from motcua.store.queries import views as stored

LONGEST_NAME = 60
MOST = 20


@dataclass(frozen=True, slots=True)
class SavedView:
    id: UUID
    name: str
    query: str


async def saved_views(acting: Acting) -> tuple[SavedView, ...]:
    async with transaction():
        return tuple(SavedView(**row) for row in await stored.saved_views(acting.staff.id))


async def keep_view(acting: Acting, name: str, query: str) -> str:
    """Keeps `query` under a name (an old one is replaced); the name as it was kept."""
    try:
        clean = " ".join(normalise(name).split())
    except Refused as refusal:
        raise Refused(f"Tên {refusal.sentence}.", {"ten": f"Tên {refusal.sentence}."}) from None
    if not clean:
        raise Refused("Hãy đặt tên cho danh sách.", {"ten": "Hãy đặt tên cho danh sách."})
    if len(clean) > LONGEST_NAME:
        sentence = f"Tên danh sách dài nhất {LONGEST_NAME} ký tự."
        raise Refused(sentence, {"ten": sentence})
    async with transaction():
        if not await stored.keep_view(acting.staff.id, clean, query, at=acting.at, most=MOST):
            sentence = f"Mỗi người lưu nhiều nhất {MOST} danh sách. Hãy bỏ bớt một danh sách rồi lưu lại."
            raise Refused(sentence, {"ten": sentence})
    return clean


async def forget_view(acting: Acting, view_id: UUID) -> None:
    async with transaction():
        if not await stored.forget_view(acting.staff.id, view_id):
            raise NotHere
