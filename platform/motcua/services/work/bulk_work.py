"""Doing a batch: one dossier after the other, each in a transaction of its own that also says so in the batch.

Killed at any point, the dossier and its line stand together: done and said, or neither. Two processes may do one batch
at the same time; each takes what the other does not hold.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from motcua.catalog.plugins import described
from motcua.centers import here
from motcua.centers.business_time import business_now
from motcua.domain.calendar import local
from motcua.domain.errors import Refused, Spoken
from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.services.accounts.people import at_work
from motcua.services.accounts.substitutes import as_of_today
from motcua.services.dossiers import moves
from motcua.services.office import Office
from motcua.services.work.bulk import RUNNING
from motcua.settings import Clock
from motcua.store.engine import transaction
from motcua.store.queries import bulk as stored
from motcua.store.queries.accounts import as_staff, staff_by_id

LOG = logging.getLogger("motcua.bulk")
WENT_WRONG = "Phần mềm gặp lỗi ở hồ sơ này; hồ sơ giữ nguyên. Hãy mở hồ sơ và làm lại."
GONE = "Tài khoản đã giao việc này không còn hoạt động; hồ sơ giữ nguyên."
NOT_AGREED = (
    "Chưa có đề xuất đồng ý giải quyết của bước trước: hãy mở hồ sơ để thẩm định và ghi đề xuất của chính bước này."
)


async def work(office: Office, acting: Acting, batch_id: UUID) -> None:
    """All that still waits in the batch. `acting` is who asked for it."""
    async with transaction():
        batch = await stored.batch_of(batch_id)
        answers = await stored.answers_of(batch_id)
    if batch is None or batch["state"] != RUNNING:
        return
    move = Move(batch["move"])
    while await _one(office, acting, move, batch_id, answers):
        pass
    async with transaction():
        # At a hand-back the answers say who took the results: that stands sealed with each dossier, and not here too.
        await stored.finish(batch_id, acting.at, forgets=move is Move.HAND_BACK)


async def _one(office: Office, acting: Acting, move: Move, batch_id: UUID, answers: stored.Answers) -> bool:
    """The next dossier; False when none waits that nobody else holds."""
    item: dict[str, Any] | None = None
    try:
        async with transaction():
            item = await stored.next_item(batch_id)
            if item is None:
                return False
            dossier_id = item["dossier_id"]
            data = {**answers.get("", {}), **answers.get(str(dossier_id), {})}
            if move is Move.SUBMIT:
                if dossier_id not in await stored.agreed([dossier_id]):
                    raise Refused(NOT_AGREED)
                data["proposal"] = "grant"
            key = uuid5(batch_id, f"{move}/{dossier_id}")
            made = await moves.make(office, acting, move, dossier_id, item["seen"], data, key)
            await stored.mark_item(batch_id, item["seq"], "done", made.sentence)
            return True
    except Spoken as refusal:
        if item is None:
            raise
        says = refusal.sentence
    except Exception as error:
        if item is None:
            raise
        LOG.error("%s of a batch failed: %s", move, described(error))
        says = WENT_WRONG
    async with transaction():
        await stored.mark_item(batch_id, item["seq"], "refused", says)
    return True


async def bulk_work(office: Office, clock: Clock, payload: Mapping[str, Any]) -> None:
    """The worker's part, in the name of who asked and with the rights they have now."""
    batch_id, at = UUID(str(payload["batch"])), business_now(here(), clock)
    today = local(at).date()
    async with transaction():
        batch = await stored.batch_of(batch_id)
        if batch is None:
            return
        found = await staff_by_id(batch["staff_id"])
        if found is None or not at_work(found, today):
            await stored.refuse_rest(batch_id, GONE)
            await stored.finish(batch_id, at, forgets=True)
            return
        acting = Acting(await as_of_today(as_staff(found), today), at)
    await work(office, acting, batch_id)
