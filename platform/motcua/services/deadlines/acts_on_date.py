"""What was done to a dossier's due date, from its trail: each with its event and the article or document behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from motcua.domain.calendar import Line, day_says, local
from motcua.domain.moves import Move
from motcua.domain.reckoning import Act
from motcua.domain.regimes import Regime
from motcua.services.dossiers.timeline import OUTAGE_APPROVED, REAPPOINTED, RECALCULATED, TAKEN_OVER, past_of, who_did


def acts_on_the_date(events: Iterable[Mapping[str, Any]], regime: Regime) -> Iterator[Act]:
    """In the order of the trail: supplements asked for and allowed, dates set anew, counts after a change of days."""
    for event in events:
        found = _line(event, regime)
        if found is not None:
            yield event["at"], found


def _line(event: Mapping[str, Any], regime: Regime) -> Line | None:
    on, data = local(event["at"]).date(), event["data"]
    says = f"{past_of(event['kind'])} ({event_says(event)})"
    match event["kind"]:
        case Move.ASK_FOR_SUPPLEMENT.value:
            return Line(on, f"{says}.", document=data.get("basis"))
        case Move.ALLOW_SUPPLEMENT.value:
            return Line(on, f"{says}: {_one_line(data['reason'])}", document=regime.article("supplements"))
        case _ if event["kind"] == REAPPOINTED:
            number = f" số {data['letter_number']}" if data.get("letter_number") else ""
            moved = f"hẹn trả {data['due_was']} → {data['due_now']}. Lý do: {_one_line(data['reason'])}"
            return Line(on, f"{says}: {data['letter']}{number}, {moved}", document=regime.article("reappointments"))
        case _ if event["kind"] == RECALCULATED:
            moved = f"hẹn trả {data['due_was']} → {data['due_now']}"
            return Line(on, f"{says}: {moved}. {data['rule']} {' '.join(data['reason'])}")
        case _ if event["kind"] == TAKEN_OVER:
            number = f"số cũ {data['old_number']}"
            return Line(
                on,
                f"{says}: {number}, giữ ngày đã hẹn {data['due_now']}."
                if data.get("due_now")
                else f"{says}: {number}.",
            )
        case _ if event["kind"] == OUTAGE_APPROVED:
            moved = f"tiếp nhận {data['received_was']} → {data['received_now']}"
            return Line(on, f"{says}: phiếu {data['sheet']}, {moved}.")
        case _:
            return None


def event_says(event: Mapping[str, Any]) -> str:
    """`Nguyễn Văn An, 09:15 thứ Tư 08/11/2017, mục 5 của nhật ký`: where the act stands in the trail."""
    at = local(event["at"])
    return f"{who_did(event)}, {at:%H:%M} {day_says(at.date())}, mục {event['seq']} của nhật ký"


def _one_line(text: str) -> str:
    said = " ".join(text.split())
    return said if said.endswith((".", "!", "?")) else f"{said}."
