"""The trail of every dossier searched by what was written down: who, what, when, about which dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from motcua.domain.calendar import LOCAL
from motcua.domain.errors import NotHere, Refused
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Acting
from motcua.services.catalogue import versions_of
from motcua.services.dossiers.timeline import details_of, kinds_beside, past_of, who_did
from motcua.services.inspection.acts import SEARCHED, check_inspects, note_act, note_shown
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.folding import prefix_query
from motcua.store.queries import inspection as stored
from motcua.store.queries.inspection import PAGE, Place, Wanted

LONGEST = 200
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says; `place` is where the page before ended."""

    words: str = ""
    dossier: str = ""
    actor: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    place: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.dossier or self.actor or self.kind or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Found:
    """One event, with the dossier that it belongs to. `is_destroyed`: what was told of it is gone."""

    dossier_id: UUID
    code: str
    procedure: str
    seq: int
    at: datetime
    title: str
    who: str
    details: tuple[tuple[str, str], ...]
    is_destroyed: bool


@dataclass(frozen=True, slots=True)
class Page:
    found: tuple[Found, ...] = ()
    next_place: str = ""
    is_whole: bool = True
    """Whether every event from before there was an index is in it by now."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers: (key, words)."""

    kinds: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]


async def choices() -> Choices:
    async with transaction():
        people = await stored.actors()
    kinds = [(move.value, MOVES[move].past) for move in Move] + list(kinds_beside().items())
    return Choices(
        tuple(sorted(kinds, key=lambda each: each[1])),
        tuple((str(each["id"]), _named(each)) for each in people),
    )


def _named(person: Mapping[str, Any]) -> str:
    return f"{person['name']} ({person['title']})" if person["title"] else str(person["name"])


async def search(office: Office, acting: Acting, asked: Asked) -> Page:
    """A page of events, the latest first. That it was asked for is written in the trail in the same transaction."""
    check_inspects(acting.staff)
    async with transaction():
        wanted, place = await _wanted(asked), _place(asked.place)
        rows = await stored.find_events(wanted, place, PAGE + 1)
        shown = rows[:PAGE]
        versions = await versions_of(office, {row["version_hash"] for row in shown})
        query_id = await stored.keep_query(await _in_words(asked), acting.at)
        await note_act(acting, SEARCHED, {"query": query_id, "found": len(shown)})
        await note_shown(acting, {row["dossier_id"] for row in shown})
        is_whole = await stored.is_index_whole()
    found = tuple(
        Found(
            row["dossier_id"],
            row["code"] or "",
            versions[row["version_hash"]].title,
            row["seq"],
            row["at"],
            past_of(row["kind"]),
            who_did(row),
            details_of(row["data"], {}),
            row["destroyed_at"] is not None,
        )
        for row in shown
    )
    return Page(found, _spelled(shown[-1]) if len(rows) > PAGE else "", is_whole)


async def _wanted(asked: Asked) -> Wanted:
    if asked.is_empty:
        raise Refused("Hãy nhập ít nhất một điều kiện để tra cứu.", {"tu-khoa": "Hãy nhập ít nhất một điều kiện."})
    wanted = Wanted(kind=asked.kind)
    if asked.words:
        words = prefix_query(asked.words)
        if words is None:
            raise Refused("Từ khóa phải có từ hai chữ trở lên.", {"tu-khoa": "Từ khóa phải có từ hai chữ trở lên."})
        wanted = replace(wanted, words=words)
    if asked.actor:
        try:
            wanted = replace(wanted, actor_id=UUID(asked.actor))
        except ValueError:
            raise NotHere from None
    if asked.since and asked.until and asked.until < asked.since:
        raise Refused("Ngày cuối phải sau ngày đầu.", {"den-ngay": "Ngày cuối phải sau ngày đầu."})
    if asked.since:
        wanted = replace(wanted, since=datetime.combine(asked.since, time(), LOCAL))
    if asked.until:
        wanted = replace(wanted, until=datetime.combine(asked.until + timedelta(days=1), time(), LOCAL))
    if asked.dossier:
        wanted = replace(wanted, dossiers=await stored.dossiers_like(asked.dossier))
    return wanted


async def _in_words(asked: Asked) -> str:
    """What was looked for, as whoever reads the inspectors' trail reads it."""
    person = ""
    if asked.actor:
        person = next((_named(each) for each in await stored.actors() if str(each["id"]) == asked.actor), "")

    def parts() -> Iterator[str]:
        if asked.words:
            yield f"từ khóa “{asked.words}”"
        if asked.dossier:
            yield f"hồ sơ “{asked.dossier}”"
        if person:
            yield f"người thực hiện {person}"
        if asked.kind:
            yield f"việc “{past_of(asked.kind)}”"
        if asked.since:
            yield f"từ ngày {asked.since:%d/%m/%Y}"
        if asked.until:
            yield f"đến ngày {asked.until:%d/%m/%Y}"
        if asked.place:
            yield "trang tiếp theo"

    return ", ".join(parts())


def _spelled(row: Mapping[str, Any]) -> str:
    return f"{(row['at'] - EPOCH) // MICROSECOND}.{row['dossier_id']}.{row['seq']}"


def _place(text: str) -> Place | None:
    if not text:
        return None
    try:
        count, dossier_id, seq = text.split(".")
        return Place(EPOCH + int(count) * MICROSECOND, UUID(dossier_id), int(seq))
    except (ValueError, OverflowError):
        raise NotHere from None
