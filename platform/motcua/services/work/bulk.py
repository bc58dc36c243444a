"""One move on many dossiers: each by itself, so that a refusal keeps nobody else back, and repeated without harm.

A batch is written down whole before its first dossier is touched: who asked, which move, which dossiers as they stood
on the screen. So a reload, a second click or a killed process finds what is done and goes on with the rest
(docs/adr/0023). `services.work.bulk_work` does it, `services.work.bulk_results` says what became of each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, Refused
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Acting, Staff
from motcua.domain.states import State
from motcua.jobs.port import enqueue
from motcua.services.dossiers.asked import MoveField, Situation, fields_of
from motcua.services.work.worklists import (
    VIEWS,
    Narrow,
    Place,
    WorklistRow,
    check_sees_lists,
    ordered_by,
    rows_of,
    shares_for,
)
from motcua.store.engine import transaction
from motcua.store.queries import bulk as stored
from motcua.store.queries.sharing import staff_of

# Moves that ask the same of every dossier and look at none in particular. Examining and signing are done one by one; a
# step behind an examination may be passed on together where all that is said is that one agrees.
TOGETHER = (
    Move.HAND_OVER,
    Move.CONFIRM_RECEIPT,
    Move.TAKE_ON,
    Move.ASSIGN,
    Move.SUBMIT,
    Move.NUMBER,
    Move.TAKE_BACK,
    Move.RETURN,
)
MOST = 200
"""Ticked by hand."""
MOST_OF_VIEW = 500
AT_ONCE = 50
"""So many while the person waits; more are done beside the requests."""
MOST_UNDER_WAY = 3
WORK = "bulk_work"
ASKED, RUNNING = "asked", "running"
_CHUNK = 100
_FINDING = MoveField(
    "finding",
    "Ý kiến khi trình (ghi cho từng hồ sơ)",
    "text",
    required=True,
    hint="Giữ đề xuất đồng ý giải quyết của bước trước. Hồ sơ chưa có đề xuất ấy phải thẩm định riêng.",
)


@dataclass(frozen=True, slots=True)
class Picked:
    """One dossier of a list as it stood on the person's screen."""

    id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Picks:
    """Dossiers of a whole list; `has_more`: the list goes on beyond the bound."""

    picked: tuple[Picked, ...]
    has_more: bool = False


def offered_together(staff: Staff, states: Sequence[State], agreed: int = 0) -> tuple[tuple[Move, int], ...]:
    """The moves this person may try on a list, with how many of its rows stand right for each.

    `agreed`: how many of them wait behind an examination that proposes to grant.
    """
    found = []
    for move in TOGETHER:
        facts = MOVES[move]
        fitting = agreed if move is Move.SUBMIT else sum(state in facts.sources for state in states)
        if fitting and staff.may(facts.permission):
            found.append((move, fitting))
    return tuple(found)


async def agreed_of(rows: Sequence[WorklistRow]) -> frozenset[UUID]:
    """Of these, the ones that a step before proposed to grant."""
    processing = [row.id for row in rows if row.state is State.PROCESSING]
    if not processing:
        return frozenset()
    async with transaction():
        return await stored.agreed(processing)


def questions(move: Move) -> tuple[MoveField, ...]:
    """What is asked once for all of them."""
    if move is Move.SUBMIT:
        return (_FINDING,)
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


async def pick_all(acting: Acting, move: Move, view: str, narrow: Narrow) -> Picks:
    """Every dossier of a list, in its order, that stands right for the move: the first `MOST_OF_VIEW` of them."""
    check_sees_lists(acting.staff)
    if view not in VIEWS:
        raise Refused("Không có danh sách này.")
    fitting = tuple(state.value for state in MOVES[move].sources if state is not None)
    states = tuple(state for state in narrow.states if state in fitting) if narrow.states else fitting
    if not states:
        return Picks(())
    asked, found = replace(narrow, states=states), list[Picked]()
    key: Place | None = None
    async with transaction():
        while len(found) <= MOST_OF_VIEW:
            rows = await rows_of(acting, view, asked, key=key, limit=_CHUNK)
            theirs = await stored.agreed([row["id"] for row in rows]) if move is Move.SUBMIT else None
            found += [Picked(row["id"], row["version"]) for row in rows if theirs is None or row["id"] in theirs]
            if len(rows) < _CHUNK:
                break
            key = (rows[-1][ordered_by(view)], rows[-1]["id"])
    return Picks(tuple(found[:MOST_OF_VIEW]), len(found) > MOST_OF_VIEW)


async def start(
    acting: Acting,
    move: Move,
    picked: Sequence[Picked],
    data: Mapping[str, str],
    key: UUID,
    *,
    query: str = "",
    own: Mapping[UUID, Mapping[str, str]] | None = None,
    whole: Picks | None = None,
) -> bool:
    """Writes the batch down, under the form's `key`; whether it is done beside the requests. Sent again, what is done
    stays done and what was refused is tried again with what stands on the screen now.

    `own`: what is answered for one dossier alone. `whole`: a list's, which waits for the person to say yes.
    """
    check_sees_lists(acting.staff)
    if move not in TOGETHER and own is None:
        raise Refused("Việc này phải làm trên từng hồ sơ.")
    if not picked:
        raise Refused("Hãy chọn ít nhất một hồ sơ.")
    most = MOST_OF_VIEW if whole is not None else MOST
    if len(picked) > most:
        raise Refused(f"Mỗi lần chọn nhiều nhất {most} hồ sơ.")
    items = {each.id: each.version for each in reversed(picked)}
    is_beside = len(items) > AT_ONCE
    answers = {"": dict(data)} | {str(each): dict(said) for each, said in (own or {}).items()}
    async with transaction():
        is_new = await stored.add_batch(
            key,
            acting.staff.id,
            move=move.value,
            query=query,
            answers=answers,
            state=RUNNING if whole is None else ASKED,
            is_beside=is_beside,
            has_more=whole is not None and whole.has_more,
            at=acting.at,
        )
        batch = await stored.batch_of(key, lock=True)
        if batch is None or batch["staff_id"] != acting.staff.id or batch["move"] != move.value:
            raise Conflict("Trang này đã được dùng cho việc khác. Mở lại danh sách rồi chọn lại.")
        if whole is None or is_new:
            await stored.put_items(key, [(each, items[each]) for each in dict.fromkeys(each.id for each in picked)])
        if whole is None:
            await set_off(acting, key, is_beside=batch["is_beside"])
    return bool(batch["is_beside"])


async def say_yes(acting: Acting, batch_id: UUID) -> bool:
    """Lets a whole list be done, or what a stopped process left undone; whether that is done beside the requests."""
    async with transaction():
        batch = await stored.batch_of(batch_id, lock=True)
        if batch is None or batch["staff_id"] != acting.staff.id:
            raise Refused("Không có lần làm nào như vậy. Mở lại danh sách rồi chọn lại.")
        await set_off(acting, batch_id, is_beside=batch["is_beside"])
    return bool(batch["is_beside"])


async def set_off(acting: Acting, batch_id: UUID, *, is_beside: bool) -> None:
    """In the open transaction: the job is in the queue when it commits, and only then."""
    await stored.set_running(batch_id)
    if is_beside:
        if await stored.under_way(acting.staff.id) > MOST_UNDER_WAY:
            raise Conflict(f"Bạn có {MOST_UNDER_WAY} lần làm hàng loạt chưa xong; hãy chờ xong một lần rồi làm tiếp.")
        await enqueue(WORK, {"batch": str(batch_id)}, key=str(batch_id))
