"""The invitation to rate, sent with the result: a job after the hand-back, once for a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.moves import Move
from motcua.services.dossiers import records
from motcua.services.heard.ratings import ENDS, rating_link
from motcua.services.messages.queue import queue_message
from motcua.services.messages.telling import FRESH, applicant_of
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.ratings import event_of, is_rated

INVITED_AFTER = frozenset({Move.HAND_BACK, Move.SEND_BY_POST, Move.RESOLVE_AT_ONCE})


async def invite_to_rate(office: Office, payload: Mapping[str, Any], now: datetime) -> None:
    """After the event that job `dossier_changed` names. `now`: business time."""
    dossier_id, seq = UUID(payload["dossier_id"]), int(payload["seq"])
    async with transaction():
        event = await event_of(dossier_id, seq)
        if event is None or event["kind"] not in INVITED_AFTER or now - event["at"] > FRESH:
            return
        kept = await records.load(dossier_id)
        # Whoever has just rated on the screen beside the counter is not asked again.
        if kept is None or kept.dossier.state not in ENDS or await is_rated(dossier_id):
            return
        to, code = applicant_of(kept), kept.dossier.code or ""
        if not (to.email or to.phone):
            return
        says = {"code": code, "link": rating_link(office, dossier_id, code)}
        await queue_message(to, "rating", says, once=f"rating/{dossier_id}", dossier_id=dossier_id, at=event["at"])
