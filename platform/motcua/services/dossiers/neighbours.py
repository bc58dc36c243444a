"""The dossiers beside one in the list it was opened from: so that after a piece of work the next is on the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from motcua.domain.people import Acting
from motcua.services.office import Office
from motcua.services.work.worklists import Narrow, Place, WorklistRow, check_sees_lists, lines_of, ordered_by, rows_of
from motcua.store.engine import transaction
from motcua.store.queries.worklists import place_of


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The rows before and after a dossier, in the order of the list."""

    before: WorklistRow | None = None
    after: WorklistRow | None = None


async def place_in(view: str, dossier_id: UUID) -> Place | None:
    """Where a dossier stands in the order of a view. To be asked before a move: a move changes it."""
    async with transaction():
        found = await place_of(dossier_id)
    return (found[ordered_by(view)], dossier_id) if found is not None else None


async def neighbours(office: Office, acting: Acting, view: str, narrow: Narrow, dossier_id: UUID) -> Neighbours:
    """One row each way, found by the key of the list: nothing is counted, no page is read."""
    check_sees_lists(acting.staff)
    async with transaction():
        place = await place_in(view, dossier_id)
        if place is None or (place[0] is None and ordered_by(view) == "due_at"):
            return Neighbours()
        before = await rows_of(acting, view, narrow, key=place, limit=1, is_back=True)
        after = await rows_of(acting, view, narrow, key=place, limit=1)
        lines = await lines_of(office, acting, [*before, *after])
    return Neighbours(lines[0] if before else None, lines[-1] if after else None)


async def next_after(acting: Acting, view: str, narrow: Narrow, place: Place | None, done: UUID) -> UUID | None:
    """Where to go once something was done on `done`, which stood at `place`; None: nothing is left in the list.

    Where it still waits for this person in this list (a receipt confirmed, work taken on), it is `done` itself.
    Behind the last row the list begins again: what was passed over is still to be done.
    """
    async with transaction():
        if await _is_still_theirs(acting, view, narrow, done):
            return done
        start = None if place is not None and place[0] is None and ordered_by(view) == "due_at" else place
        for key in dict.fromkeys((start, None)):
            for row in await rows_of(acting, view, narrow, key=key, limit=2):
                if row["id"] != done:
                    return UUID(str(row["id"]))
    return None


async def _is_still_theirs(acting: Acting, view: str, narrow: Narrow, dossier_id: UUID) -> bool:
    only = replace(narrow, only=dossier_id)
    for each, how in ((view, only), ("mine", Narrow(only=dossier_id))):
        if not await rows_of(acting, each, how, limit=1):
            return False
    return True
