"""The list of what has ended its time is collected beside the requests, some hundreds of dossiers at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.calendar import LOCAL
from motcua.domain.keeping import Keeping
from motcua.services.archive.disposals import sums_of
from motcua.services.codes import local_date
from motcua.services.office import Office
from motcua.store.engine import Row, transaction
from motcua.store.queries import archive as stored

AT_ONCE = 500


async def collect(office: Office, payload: Mapping[str, Any]) -> None:
    """The worker's part. Run again after it was stopped, it begins anew."""
    disposal_id = UUID(str(payload["disposal"]))
    async with transaction():
        found = await stored.load_disposal(disposal_id, lock=True)
        if found is None or found["state"] != "collecting":
            return
        await stored.forget_items(disposal_id)
        terms = await stored.load_terms()
    # Nothing received this year or later can have been over for a whole year.
    before = datetime(found["year"], 1, 1, tzinfo=LOCAL)
    left_out: Counter[str] = Counter()
    after: tuple[datetime, UUID] | None = None
    walked = total = 0
    while True:
        async with transaction():
            rows = await stored.ended_dossiers(after, before, AT_ONCE)
            items = []
            for row in rows:
                item = _item_of(row, terms.get(row["procedure_key"]), found["year"], left_out)
                if item is not None:
                    total += 1
                    items.append(item | {"ordinal": total})
            await stored.add_items(disposal_id, items)
            walked += len(rows)
            await stored.note_progress(disposal_id, walked=walked, total=total)
        if len(rows) < AT_ONCE:
            break
        after = (rows[-1]["received_at"], rows[-1]["id"])
    async with transaction():
        sums = sums_of(await stored.by_procedure(disposal_id, "in"))
        await stored.change_disposal(disposal_id, state="draft", left_out=dict(left_out), sums=sums)


def _item_of(row: Row, keeping: Keeping | None, year: int, left_out: Counter[str]) -> dict[str, Any] | None:
    """What goes on the list; None for what stays, which is counted where somebody should know of it."""
    if keeping is None:
        left_out["no_term"] += 1
        return None
    ended_on = local_date(row["ended_at"])
    until = keeping.until(ended_on)
    if until is None or keeping.years is None:
        left_out["for_ever"] += 1
        return None
    if until.year >= year:
        return None
    if row["has_open_book"]:
        left_out["open_book"] += 1
        return None
    return {
        "dossier_id": row["id"],
        "procedure_key": row["procedure_key"],
        "agency": row["agency"],
        "ended_on": ended_on,
        "kept_until": until,
        "years": keeping.years,
        "basis": keeping.basis,
    }
