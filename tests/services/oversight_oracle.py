"""A slow recount that shares nothing with the product's: every day asked of every dossier's trail by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from motcua.store.engine import transaction
from motcua.store.rows import rows

VIETNAM = timedelta(hours=7)
Key = tuple[str, date, str, str, str]


def day_of(at: datetime) -> date:
    return (at.astimezone(UTC) + VIETNAM).date()


def end_of(day: date) -> datetime:
    """The last instant of a day in Vietnam."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1) - VIETNAM - timedelta(microseconds=1)


Trails = list[tuple[dict[str, Any], list[dict[str, Any]]]]


async def trails() -> Trails:
    async with transaction():
        dossiers = await rows("SELECT * FROM dossier ORDER BY id", json=("answers",))
        events = await rows("SELECT * FROM event ORDER BY dossier_id, seq", json=("data",))
    by_dossier: dict[Any, list[dict[str, Any]]] = {each["id"]: [] for each in dossiers}
    for event in events:
        by_dossier[event["dossier_id"]].append(event)
    return [(each, by_dossier[each["id"]]) for each in dossiers]


WORKING = {
    "accepted", "in_transit", "processing", "consulting", "suspended", "supplement_asked", "outside", "signed",
    "numbered",
}  # fmt: skip
UNSETTLED = WORKING | {"supplement"}


def at_end_of(day: date, dossier: dict[str, Any], events: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The last thing the trail says of where it stands, by the end of the day."""
    said = [event for event in events if event["at"] <= end_of(day) and "to" in event["data"]]
    if said:
        return dict(said[-1]["data"])
    if day_of(dossier["received_at"]) <= day and events and events[0]["data"].get("to") in WORKING:
        return dict(events[0]["data"])  # received before the trail began: on paper, or in other software
    return None


def stands_on(day: date, dossier: dict[str, Any], events: list[dict[str, Any]]) -> Iterator[str]:
    data = at_end_of(day, dossier, events)
    if data is None or data["to"] not in UNSETTLED or day_of(dossier["received_at"]) > day:
        return
    yield "in_process"
    due_at = datetime.fromisoformat(data["due_at"]) if data["due_at"] else None
    if data["to"] in WORKING and due_at is not None and due_at <= end_of(day):
        yield "overdue"
    if data["to"] == "supplement":
        yield "waiting_supplement"
    if data["to"] == "suspended":
        yield "suspended"


async def slow_stands(first: date, days: int, told: Trails | None = None) -> Counter[Key]:
    """How many stood so at the end of each day, by trails read before (`told`) or now."""
    found: Counter[Key] = Counter()
    for dossier, events in await trails() if told is None else told:
        for number in range(days):
            day = first + timedelta(days=number)
            for measure in stands_on(day, dossier, events):
                found[measure, day, dossier["agency"], dossier["procedure_key"], dossier["channel"]] += 1
    return found


async def slow_acts() -> Counter[Key]:
    """Received, settled (with or without a due date), handed back, ended, asked for: by the day."""
    found: Counter[Key] = Counter()
    for dossier, events in await trails():
        where = dossier["agency"], dossier["procedure_key"], dossier["channel"]
        if dossier["code"] is not None:
            found["received", day_of(dossier["received_at"]), *where] += 1
        if dossier["handed_back_at"] is not None:
            found["handed_back", day_of(dossier["handed_back_at"]), *where] += 1
        was: dict[str, Any] = {}
        is_settled = False
        for event in events:
            now = event["data"].get("to")
            if now in ("ready", "handed_back") and not is_settled:
                is_settled = True
                found["settled", day_of(event["at"]), *where] += 1
            if now in ("withdrawn", "stopped", "cancelled") and was.get("to") != now:
                found[now, day_of(event["at"]), *where] += 1
            if event["kind"] == "issue_supplement":
                found["supplement_asked", day_of(event["at"]), *where] += 1
            was = event["data"] if now else was
    return found
