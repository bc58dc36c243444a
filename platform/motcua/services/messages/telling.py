"""Which moves of a dossier its applicant is told of, and in which words. A job after the move, each of them once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.domain.moves import Move
from motcua.domain.states import STATES, State
from motcua.services.catalogue import version_for
from motcua.services.dossiers import records
from motcua.services.dossiers.timeline import at_says
from motcua.services.letters.statutory import tracking_link
from motcua.services.messages.queue import Recipient, queue_message
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.effects import notices_of_event
from motcua.store.queries.trail import event_at, load_events

#: A move that is told later than this is no news: a dossier taken over from paper, a demo's past, a queue that stood.
FRESH = timedelta(days=1)

Events = Sequence[Mapping[str, Any]]
Saying = Callable[[records.Kept, Mapping[str, Any], Events], Mapping[str, str] | None]


async def tell_applicant(office: Office, payload: Mapping[str, Any], now: datetime) -> None:
    """Of the event that job `dossier_changed` names. `now`: business time."""
    dossier_id, seq = UUID(payload["dossier_id"]), int(payload["seq"])
    async with transaction():
        at = await event_at(dossier_id, seq)
        if at is None or now - at > FRESH:
            return
        kept = await records.load(dossier_id)
        events = await load_events(dossier_id) if kept is not None else []
        event = next((each for each in events if each["seq"] == seq), None)
        if kept is None or event is None:
            return
        to, code = applicant_of(kept), kept.dossier.code or ""
        if told := TOLD.get(event["kind"]):
            occasion, saying = told
            said = saying(kept, event, events)
            if said is not None:
                version = await version_for(office, kept.row)
                # Without a code there is nothing to look up.
                common = {"code": code, "procedure": version.title, "link": tracking_link(office, kept) if code else ""}
                await queue_message(
                    to, occasion, {**common, **said}, once=f"{dossier_id}/{seq}", dossier_id=dossier_id, at=event["at"]
                )
        for notice in await notices_of_event(dossier_id, seq):
            said = {"code": code, "text": notice["text"]}
            await queue_message(
                to, "notice", said, once=once_of(notice["source_key"]), dossier_id=dossier_id, at=notice["at"]
            )


def once_of(source_key: str) -> str:
    """The message that carries a notice to the applicant."""
    return f"notice/{source_key}"


def applicant_of(kept: records.Kept) -> Recipient:
    applicant = kept.applicant
    return Recipient(str(applicant["name"]), applicant["email"] or "", applicant["phone"] or "")


def _receipt(kept: records.Kept, event: Mapping[str, Any], events: Events) -> Mapping[str, str] | None:
    # Resolved while the person waited: they have the result already.
    if STATES[kept.dossier.state].is_final or kept.dossier.due_at is None:
        return None
    return {"due": at_says(kept.dossier.due_at)}


def _completion(kept: records.Kept, event: Mapping[str, Any], events: Events) -> Mapping[str, str]:
    return {"what": event["data"]["reason"]}


def _supplement(kept: records.Kept, event: Mapping[str, Any], events: Events) -> Mapping[str, str] | None:
    asked = next((each for each in reversed(events) if each["kind"] == Move.ASK_FOR_SUPPLEMENT), None)
    pause = kept.dossier.open_pause
    if asked is None or kept.dossier.state is not State.SUPPLEMENT:
        return None
    until = at_says(pause.deadline_at) if pause is not None and pause.deadline_at is not None else ""
    return {"what": f"{asked['data']['missing']}\nLý do: {asked['data']['reason']}", "until": until}


def _ready(kept: records.Kept, event: Mapping[str, Any], events: Events) -> Mapping[str, str] | None:
    if kept.dossier.state is not State.READY:
        return None
    if kept.goes_by_post:
        return {"where": "Kết quả được gửi qua dịch vụ bưu chính công ích như đã đăng ký."}
    return {"where": "Mời mang Giấy tiếp nhận hồ sơ đến Bộ phận tiếp nhận và trả kết quả để nhận."}


def _handed_back(kept: records.Kept, event: Mapping[str, Any], events: Events) -> Mapping[str, str]:
    data = event["data"]
    if (number := data.get("posting_number")) and data.get("received_by"):
        return {"how": f"bưu chính công ích đã phát cho {data['received_by']}, số bưu gửi {number}"}
    if number:
        return {"how": f"gửi qua bưu chính công ích, số bưu gửi {number}"}
    return {"how": f"người nhận {data.get('received_by') or kept.applicant_name}, lúc {at_says(event['at'])}"}


def _refused(kept: records.Kept, event: Mapping[str, Any], events: Events) -> Mapping[str, str]:
    return {"reason": event["data"]["reason"]}


def _withdrawn(kept: records.Kept, event: Mapping[str, Any], events: Events) -> Mapping[str, str]:
    return {}


TOLD: Mapping[str, tuple[str, Saying]] = {
    Move.ACCEPT: ("receipt", _receipt),
    Move.ASK_TO_COMPLETE: ("completion", _completion),
    Move.REFUSE: ("refused", _refused),
    Move.ISSUE_SUPPLEMENT: ("supplement", _supplement),
    Move.TAKE_BACK: ("ready", _ready),
    Move.HAND_BACK: ("handed_back", _handed_back),
    Move.SEND_BY_POST: ("handed_back", _handed_back),
    Move.STOP: ("refused", _refused),
    Move.CANCEL_ACCEPTANCE: ("refused", _refused),
    Move.WITHDRAW: ("withdrawn", _withdrawn),
}
