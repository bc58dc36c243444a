"""Lists that a person keeps under a name: an address of the worklist (what it is narrowed to, its order, its columns),
never what was typed into the search box.

A shared one is an address as well: whoever opens it sees of it what they may see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.people import Acting
from motcua.domain.text import normalise
from motcua.services.work.worklists import places_of
from motcua.store.engine import transaction
from motcua.store.queries import views as stored

LONGEST_NAME = 60
MOST = 20
MOST_SHARED = 20
"""With one desk, by all who sit there."""
UP, DOWN = -1, 1


@dataclass(frozen=True, slots=True)
class SavedView:
    """`shared_desk`: `agency/desk`, whose people see it too. `by_name`: whose it is, where it is somebody else's."""

    id: UUID
    name: str
    query: str
    is_default: bool = False
    shared_desk: str | None = None
    is_mine: bool = True
    by_name: str = ""


def desks_of(acting: Acting) -> tuple[str, ...]:
    """With which desks this person may share, and whose lists they see."""
    return tuple(f"{agency}/{desk}" for agency, desk in places_of(acting.staff))


async def saved_views(acting: Acting) -> tuple[SavedView, ...]:
    """One's own in their order, then those shared with one's desks."""
    async with transaction():
        return tuple(SavedView(**row) for row in await stored.saved_views(acting.staff.id, desks_of(acting)))


async def default_view(acting: Acting) -> tuple[str, str] | None:
    """Name and address of the list that this person's day begins with; None: the usual one."""
    async with transaction():
        found = await stored.default_view(acting.staff.id)
    return (found["name"], found["query"]) if found else None


def _clean(name: str) -> str:
    try:
        clean = " ".join(normalise(name).split())
    except Refused as refusal:
        raise Refused(f"Tên {refusal.sentence}.", {"ten": f"Tên {refusal.sentence}."}) from None
    if not clean:
        raise Refused("Hãy đặt tên cho danh sách.", {"ten": "Hãy đặt tên cho danh sách."})
    if len(clean) > LONGEST_NAME:
        sentence = f"Tên danh sách dài nhất {LONGEST_NAME} ký tự."
        raise Refused(sentence, {"ten": sentence})
    return clean


async def keep_view(acting: Acting, name: str, query: str) -> str:
    """Keeps `query` under a name (an old one is replaced); the name as it was kept."""
    clean = _clean(name)
    async with transaction():
        if not await stored.keep_view(acting.staff.id, clean, query, at=acting.at, most=MOST):
            sentence = f"Mỗi người lưu nhiều nhất {MOST} danh sách. Hãy bỏ bớt một danh sách rồi lưu lại."
            raise Refused(sentence, {"ten": sentence})
    return clean


async def forget_view(acting: Acting, view_id: UUID) -> None:
    async with transaction():
        if not await stored.forget_view(acting.staff.id, view_id):
            raise NotHere


async def move_view(acting: Acting, view_id: UUID, by: int) -> None:
    """One place `UP` or `DOWN` among one's own; at the end of the row nothing happens."""
    async with transaction():
        own = [row["id"] for row in await _own(acting, view_id)]
        place = own.index(view_id)
        other = place + by
        if 0 <= other < len(own):
            own[place], own[other] = own[other], own[place]
        await stored.put_order(acting.staff.id, own)


async def begin_with(acting: Acting, view_id: UUID | None) -> None:
    """The day begins with this list; None: with the usual one."""
    async with transaction():
        if view_id is not None:
            await _own(acting, view_id)
        await stored.put_default(acting.staff.id, view_id)


async def share_view(acting: Acting, view_id: UUID, desk: str | None) -> None:
    """With the people of a desk one sits at; None: with nobody any more."""
    if desk is not None and desk not in desks_of(acting):
        raise Refused("Chỉ chia sẻ được với vị trí mà bạn đang làm việc.")
    async with transaction():
        own = await _own(acting, view_id)
        is_there = any(row["id"] == view_id and row["shared_desk"] == desk for row in own)
        if desk is not None and not is_there and await stored.count_shared(desk) >= MOST_SHARED:
            raise Conflict(f"Vị trí này đã có {MOST_SHARED} danh sách dùng chung; hãy thôi chia sẻ bớt một danh sách.")
        await stored.put_shared(acting.staff.id, view_id, desk)


async def rename_view(acting: Acting, view_id: UUID, name: str) -> str:
    clean = _clean(name)
    async with transaction():
        own = await _own(acting, view_id)
        if any(row["name"] == clean and row["id"] != view_id for row in own):
            raise Refused(f"Bạn đã có danh sách tên “{clean}”.", {"ten": f"Bạn đã có danh sách tên “{clean}”."})
        await stored.rename_view(acting.staff.id, view_id, clean)
    return clean


async def _own(acting: Acting, view_id: UUID) -> Sequence[dict[str, Any]]:
    """All of a person's lists, held; NotHere where this one is not among them."""
    own = await stored.locked_views(acting.staff.id)
    if all(row["id"] != view_id for row in own):
        raise NotHere
    return own
