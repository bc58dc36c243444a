"""A dossier's trail as a case that a test replays: what was answered and decided, without anything about a person.

Kept are answers that decide (choices, dates, numbers) and which moves were made when, with what they chose. Names,
numbers of papers, addresses and everything else that was written in words is drawn anew; words of moves are left out,
and the replay writes its own. Scans are never part of a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from motcua.centers import Center, here
from motcua.domain.calendar import local
from motcua.domain.errors import NotHere, Refused
from motcua.domain.fields import Choice, Commune, Field, Many, YesNo
from motcua.domain.moves import MOVES, Move
from motcua.domain.parts import Rows
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.quantities import Date, Number
from motcua.services.catalogue import version_for
from motcua.services.dossiers import records
from motcua.services.dossiers.answers import opened_answers
from motcua.services.office import Office
from motcua.services.samples.answers import Asking, sample
from motcua.services.samples.fields import Scene, draw
from motcua.services.samples.people import Place
from motcua.store.engine import transaction
from motcua.store.queries.dossiers import find_by_code
from motcua.store.queries.trail import load_events

#: Answers of these kinds decide, and name nobody.
DECIDING = (Choice, Many, YesNo, Commune, Date, Number)
#: What a move chose. Its words are left out.
CHOSEN = ("proposal", "kind", "told_by", "new_due_on", "is_late_known", "fee_amount")
#: Who works on it changes nothing of its way; a corrected answer stands among the answers already.
LEFT_OUT = frozenset({Move.ASSIGN, Move.TAKE_ON, Move.CORRECT, Move.RETURN_PAPERS})
FORMAT = 1


@dataclass(frozen=True, slots=True)
class ReplayedAct:
    """One move of a case: when, with what choices, and into which state."""

    move: Move
    at: datetime
    chosen: Mapping[str, str]
    after: str
    due_at: str


@dataclass(frozen=True, slots=True)
class TrailCase:
    """What a case file holds. `due_at`s are local time to the minute; "" where nothing was due."""

    procedure: str
    received_at: datetime
    channel: str
    answers: Mapping[str, tuple[str, ...]]
    papers: Mapping[str, tuple[int, int, int]]
    due_at: str
    acts: tuple[ReplayedAct, ...]

    def to_data(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "procedure": self.procedure,
            "received_at": spelled(self.received_at),
            "channel": self.channel,
            "due_at": self.due_at,
            "answers": {name: list(texts) for name, texts in self.answers.items()},
            "papers": {key: list(counts) for key, counts in self.papers.items()},
            "acts": [
                {
                    "move": act.move.value,
                    "at": spelled(act.at),
                    "chosen": dict(act.chosen),
                    "after": act.after,
                    "due_at": act.due_at,
                }
                for act in self.acts
            ],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> TrailCase:
        if data.get("format") != FORMAT:
            raise Refused(f"Tệp không phải ca kiểm thử dạng {FORMAT} của Một Cửa.")
        return cls(
            data["procedure"],
            datetime.fromisoformat(data["received_at"]),
            data["channel"],
            {name: tuple(texts) for name, texts in data["answers"].items()},
            {key: (counts[0], counts[1], counts[2]) for key, counts in data["papers"].items()},
            data["due_at"],
            tuple(
                ReplayedAct(
                    Move(act["move"]), datetime.fromisoformat(act["at"]), act["chosen"], act["after"], act["due_at"]
                )
                for act in data["acts"]
            ),
        )


def spelled(at: datetime | None) -> str:
    """Local time to the second, with its zone: what a case compares."""
    return local(at).isoformat(timespec="seconds") if at is not None else ""


async def case_of(office: Office, code: str) -> TrailCase:
    """The case of one dossier of the center entered; NotHere without it, Refused where it can't be replayed."""
    async with transaction():
        found = await find_by_code(code)
        kept = await records.load(found["id"]) if found is not None else None
        if kept is None:
            raise NotHere(f"Không có hồ sơ “{code}” tại Trung tâm.")
        version = await version_for(office, kept.row)
        events = await load_events(kept.dossier.id)
    accepted = next((event for event in events if event["kind"] == Move.ACCEPT), None)
    if accepted is None:
        raise Refused("Hồ sơ giải quyết ngay tại quầy không có quy trình để chạy lại.")
    received_at = accepted["at"]
    answers = opened_answers(version.form, kept.row["answers"]["form"])
    channel = str(kept.row["channel"])
    papers = {paper["key"]: (paper["originals"], paper["certified_copies"], paper["copies"]) for paper in kept.papers}
    return TrailCase(
        version.key,
        received_at,
        channel,
        replaced(office, here(), version, answers, local(received_at).date(), channel),
        papers,
        spelled(_instant(accepted["data"]["due_at"])),
        tuple(_acts(events[events.index(accepted) + 1 :])),
    )


def replaced(
    office: Office, center: Center, version: ProcedureVersion, answers: Mapping[str, Any], on: date, channel: str
) -> Mapping[str, tuple[str, ...]]:
    """The answers as posted, with everything written in words drawn anew and made to pass the checks again."""
    form = version.form
    scene = Scene(Random(f"{version.hash}/{on}"), Place.of(center), on, "any")  # noqa: S311  invented people
    asking = Asking.of(office.catalog, version, scene, center.plugins, channel)
    kept: dict[str, tuple[str, ...]] = {}
    invented: dict[str, tuple[str, ...]] = {}
    for name, asked in _posted_names(version, answers):
        texts = form.typed(answers).get(name)
        if texts is None:
            kept[name] = ()
        elif isinstance(asked, DECIDING):
            kept[name] = texts
        else:
            invented[name] = draw(asked, name, scene, {})
    made = sample(asking, scene, wanted=invented, pinned=kept)
    if made.filled.errors:
        raise Refused("Không thay được thông tin cá nhân mà vẫn giữ đúng các câu trả lời quyết định của hồ sơ này.")
    return made.raw


def _posted_names(version: ProcedureVersion, answers: Mapping[str, Any]) -> Iterator[tuple[str, Field[Any]]]:
    for item in version.form.items:
        if isinstance(item, Field):
            yield item.key, item
        elif isinstance(item, Rows):
            for number in range(len(answers.get(item.key) or ())):
                for child in item.fields:
                    yield f"{item.key}.{number}.{item.local(child)}", child


def _acts(events: Sequence[Mapping[str, Any]]) -> Iterator[ReplayedAct]:
    """Up to the first thing that the system did by itself: a replay has people only."""
    moves = {move.value for move in MOVES} - {move.value for move in LEFT_OUT}
    for event in events:
        if event["kind"] not in moves:
            continue
        if event["actor_id"] is None:
            return
        told = event["data"]
        chosen = {name: _typed(name, told[name]) for name in CHOSEN if told.get(name) not in (None, "")}
        due_at = spelled(_instant(told["due_at"]))
        yield ReplayedAct(Move(event["kind"]), event["at"], chosen, told["to"], due_at)


def _typed(name: str, value: Any) -> str:
    """As somebody would type it."""
    if name == "new_due_on":
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return "yes" if value is True else str(value)


def _instant(text: Any) -> datetime | None:
    return text if isinstance(text, datetime) or text is None else datetime.fromisoformat(text)
