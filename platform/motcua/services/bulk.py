"""One move on many dossiers: each by itself, so that a refusal keeps nobody else back, and repeated without harm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from motcua.domain.calendar import local
from motcua.domain.errors import Refused, Spoken
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Acting, Staff
from motcua.domain.states import State
from motcua.services import moves
from motcua.services.asked import MoveField, Situation, fields_of
from motcua.services.office import Office
from motcua.services.worklists import WorklistRow, check_sees_lists, lines_of, shares_for, sight_of
from motcua.store.engine import transaction
from motcua.store.queries import visible as seen
from motcua.store.queries.sharing import staff_of

# Moves that ask the same of every dossier and look at none in particular. Examining and signing are done one by one.
TOGETHER = (Move.HAND_OVER, Move.CONFIRM_RECEIPT, Move.ASSIGN, Move.NUMBER, Move.TAKE_BACK, Move.RETURN)
MOST = 200


@dataclass(frozen=True, slots=True)
class Picked:
    """One dossier of a list as it stood on the person's screen."""

    id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one dossier. `says` is the result or the reason; `row` how it stands now, None: not theirs."""

    id: UUID
    is_done: bool
    says: str
    row: WorklistRow | None


def offered_together(staff: Staff, states: Sequence[State]) -> tuple[tuple[Move, int], ...]:
    """The moves this person may try on a list, with how many of its rows stand right for each."""
    found = []
    for move in TOGETHER:
        facts = MOVES[move]
        fitting = sum(state in facts.sources for state in states)
        if fitting and staff.may(facts.permission):
            found.append((move, fitting))
    return tuple(found)


def questions(move: Move) -> tuple[MoveField, ...]:
    """What is asked once for all of them."""
    return tuple(field for field in fields_of(move) if field.required)


async def asked_together(move: Move, acting: Acting) -> tuple[MoveField, ...]:
    """`questions` with whom work may be given to: everybody of the agencies this person shares out for. Whether
    somebody sits at the desk of one dossier is checked on each.
    """
    if move is not Move.ASSIGN:
        return questions(move)
    async with transaction():
        people = await staff_of(shares_for(acting.staff), local(acting.at).date())
    colleagues = tuple((str(row["id"]), f"{row['name']}, {row['title']}".rstrip(", ")) for row in people)
    return tuple(field for field in fields_of(move, Situation(colleagues=colleagues)) if field.required)


def is_fitting(move: Move, state: str) -> bool:
    """For a whole page picked at once: rows that stand elsewhere are not meant."""
    return any(source is not None and source.value == state for source in MOVES[move].sources)


async def make_together(
    office: Office, acting: Acting, move: Move, picked: Sequence[Picked], data: Mapping[str, str], key: UUID
) -> tuple[Done, ...]:
    """`key` is the form's: sent again, what was done answers as before and only what failed is tried again."""
    check_sees_lists(acting.staff)
    if move not in TOGETHER:
        raise Refused("Việc này phải làm trên từng hồ sơ.")
    if not picked:
        raise Refused("Hãy chọn ít nhất một hồ sơ.")
    if len(picked) > MOST:
        raise Refused(f"Mỗi lần chọn nhiều nhất {MOST} hồ sơ.")
    answers: dict[UUID, tuple[bool, str]] = {}
    for each in picked:
        if each.id in answers:
            continue
        # A transaction of its own: what is done stays done, whatever happens to the next one.
        try:
            made = await moves.make(office, acting, move, each.id, each.version, data, uuid5(key, f"{move}/{each.id}"))
        except Spoken as refusal:
            answers[each.id] = (False, refusal.sentence)
        else:
            answers[each.id] = (True, made.sentence)
    async with transaction():
        rows = await lines_of(office, acting, await seen.these(sight_of(acting.staff), tuple(answers)))
    by_id = {row.id: row for row in rows}
    return tuple(Done(each, is_done, says, by_id.get(each)) for each, (is_done, says) in answers.items())
