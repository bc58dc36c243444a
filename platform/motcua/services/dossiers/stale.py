"""What to say to a person whose page is older than the dossier: who changed what since, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.centers import here
from motcua.domain.errors import Conflict
from motcua.domain.states import STATES, State
from motcua.services.dossiers.naming import desk_name
from motcua.services.dossiers.records import Kept
from motcua.services.dossiers.timeline import QUIET, at_says, details_of, past_of, who_did
from motcua.store.queries.trail import load_events

Changed = tuple[tuple[str, str, str], ...]
_KNOWN_PLACES = ("step", "old", "new", "field")


async def check_seen(kept: Kept, seen: int | None) -> None:
    """Refuses a move made on an older page: nobody overwrites what they have not read.

    Each change of a dossier wrote one event, so versions and events count alike.
    """
    if kept.dossier.version == seen:
        return
    events = await load_events(kept.dossier.id)
    since = [event["kind"] for event in events if event["seq"] > (seen or 0)]
    if seen and since and all(kind in QUIET for kind in since):
        return
    raise Conflict(_who_changed(events, seen or 0), changed_since(kept, events, seen or 0))


def _who_changed(events: Sequence[Mapping[str, Any]], seen: int) -> str:
    since = [event for event in events if event["seq"] > seen]
    if not since:
        return "Trang bạn đang xem không khớp với hồ sơ. Hãy tải lại trang rồi thực hiện lại."
    last = since[-1]
    more = f" (và {len(since) - 1} thay đổi trước đó)" if len(since) > 1 else ""
    return (
        f"Hồ sơ đã thay đổi sau khi bạn mở trang: {who_did(last)} – {past_of(last['kind']).lower()} "
        f"lúc {at_says(last['at'])}{more}. Việc của bạn chưa được thực hiện; hãy xem lại hồ sơ rồi làm tiếp."
    )


def changed_since(kept: Kept, events: Iterable[Mapping[str, Any]], seen: int) -> Changed:
    """The standing of the dossier then and now, then every entry that was added since, the first first."""
    events = list(events)
    since = [event for event in events if event["seq"] > seen]
    if not since:
        return ()
    steps = {step.key: step.label for step in kept.dossier.steps}
    before: Mapping[str, Any] = next((event["data"] for event in reversed(events) if event["seq"] <= seen), {})
    old, new = _standing(before, steps), _standing(since[-1]["data"], steps)
    found = [(label, old[label], new[label]) for label in new if old[label] != new[label]]
    for event in since:
        who = f"{who_did(event)}, {at_says(event['at'])}"
        corrected = event["data"].get("field")
        if corrected:
            found.append((str(corrected), str(event["data"].get("old", "")), str(event["data"].get("new", ""))))
        entries = {key: value for key, value in event["data"].items() if key not in _KNOWN_PLACES}
        found += [(f"{label} ({who})", "", text) for label, text in details_of(entries, steps)]
    return tuple(found)


def _standing(data: Mapping[str, Any], steps: Mapping[str, str]) -> dict[str, str]:
    """Where an event left the dossier, in words."""
    state, at, due = data.get("to"), data.get("at"), data.get("due_at")
    return {
        "Trạng thái": STATES[State(state)].name if state else "",
        "Bước": steps.get(data.get("step") or "", ""),
        "Ai xử lý": desk_name(here(), {}, at[0], at[1]) if at else "",
        "Hẹn trả": at_says(datetime.fromisoformat(due)) if due else "",
    }
