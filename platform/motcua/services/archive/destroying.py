"""An approved list is destroyed, one dossier after the other, each in a transaction of its own; then the minutes.

What was destroyed stays so if the worker dies in the middle; the rest is done when the job is run again.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.centers.business_time import business_now
from motcua.domain.errors import MotCuaError
from motcua.domain.people import Acting, Staff
from motcua.services.archive.disposals import sums_of
from motcua.services.archive.minutes import write_minutes
from motcua.services.dossiers.timeline import DESTROYED
from motcua.services.office import Office
from motcua.settings import Clock
from motcua.store.engine import Row, transaction
from motcua.store.folding import fold
from motcua.store.queries import archive as stored
from motcua.store.queries.accounts import as_staff, staff_by_id
from motcua.store.queries.dossiers import lock_dossier
from motcua.store.queries.erasure import erase, named_still, names_of
from motcua.store.queries.files import sweep_alone
from motcua.store.queries.inspection import forget_queries, queries
from motcua.store.queries.trail import append_event

LOG = logging.getLogger("motcua.archive")
AT_ONCE = 50


async def destroy(office: Office, clock: Clock, payload: Mapping[str, Any]) -> None:
    """The worker's part."""
    disposal_id = UUID(str(payload["disposal"]))
    async with transaction():
        found = await stored.load_disposal(disposal_id)
        person = await staff_by_id(found["decided_by"]) if found is not None and found["decided_by"] else None
    if found is None or person is None or found["state"] not in ("destroying", "destroyed"):
        return
    director = as_staff(person)
    if found["state"] == "destroying":
        await _destroy_all(office, clock, found, director)
    try:
        await write_minutes(office, Acting(director, business_now(here(), clock)), disposal_id)
    except MotCuaError as problem:  # nothing of the destruction is undone: the page offers to print them again
        LOG.error("minutes of disposal %s: %s", disposal_id, type(problem).__name__)


async def _destroy_all(office: Office, clock: Clock, found: Row, director: Staff) -> None:
    disposal_id: UUID = found["id"]
    while True:
        async with transaction():
            items = await stored.next_items(disposal_id, AT_ONCE)
            searched = await queries()
        if not items:
            break
        names: list[str] = []
        for item in items:
            names += await _destroy_one(office, found, item, director, business_now(here(), clock))
        await _forget_searches(searched, names)
    async with transaction():
        counts = await stored.counts_of(disposal_id)
        done = counts.get("destroyed", 0)
        await stored.change_disposal(
            disposal_id,
            state="destroyed",
            total=done,
            done=done,
            out_count=counts.get("out", 0),
            sums=sums_of(await stored.by_procedure(disposal_id, "destroyed")),
            finished_at=business_now(here(), clock),
        )


async def _destroy_one(office: Office, found: Row, item: Row, director: Staff, at: datetime) -> list[str]:
    """What the dossier's people could have been looked for by, in memory only; empty where it stays."""
    dossier_id, disposal_id = item["dossier_id"], found["id"]
    async with transaction():
        dossier = await lock_dossier(dossier_id)
        if dossier is None or dossier["is_open"] or dossier["destroyed_at"] is not None:
            await stored.change_item(disposal_id, item["ordinal"], "out", "Hồ sơ đã được xử lý tiếp.", at)
            return []
        names = await _names(dossier_id)
        told = {"decision": found["decision"], "erased": dossier["event_seq"], "disposal": disposal_id}
        seq = await append_event(dossier_id, DESTROYED, at, director, told)
        keys = await erase(dossier_id, disposal_id, at, {seq})
        await stored.change_item(disposal_id, item["ordinal"], "destroyed", "", at)
        await stored.note_done(disposal_id, 1)
    # After the commit: a crash leaves orphans, which the daily sweep takes, never a row without its bytes.
    async with transaction():
        await sweep_alone(here().key)  # no row begins to name these bytes meanwhile
        await office.blobs.delete(here().key, sorted(set(keys) - await named_still(keys)))
    return names


async def _names(dossier_id: UUID) -> list[str]:
    found = await names_of(dossier_id)
    return [folded for text in found if (folded := fold(text))]


async def _forget_searches(searched: Mapping[UUID, str], names: Sequence[str]) -> None:
    """What an inspector typed to look for one of these people goes with them; that somebody searched stays."""
    folded = {query_id: f" {fold(text)} " for query_id, text in searched.items()}
    gone = [query_id for query_id, text in folded.items() if any(f" {name} " in text for name in names)]
    if gone:
        async with transaction():
            await forget_queries(gone)
