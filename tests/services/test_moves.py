"""Moves: what each refuses, that nobody overwrites anybody, and that another center's dossier is no dossier."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.moves import AT_INTAKE, MOVES, Move
from motcua.domain.people import Acting
from motcua.services.dossiers import moves, records
from motcua.services.dossiers.moves import make
from motcua.services.dossiers.shown import open_dossier
from motcua.store.engine import DB, transaction

BUSINESS = "thu-kinh-doanh"
# The moves of the straight way; the others are in test_moves_aside.
ON_THE_SCRIPT = [move for move in list(Move)[: list(Move).index(Move.HAND_BACK) + 1] if move not in AT_INTAKE]


async def move(desk: Any, who: str, which: Move, dossier_id: Any, seen: int, data: Mapping[str, str] = {}) -> Any:
    return await make(desk.office, desk.by(who), which, dossier_id, seen, data, uuid4())


async def test_a_move_sent_twice_is_made_once(desk: Any) -> None:
    made = await desk.accept(BUSINESS)
    key = uuid4()
    sent = [make(desk.office, desk.by("reception"), Move.HAND_OVER, made.id, 1, {}, key) for _ in range(6)]
    answers = await asyncio.gather(*sent)
    assert {answer.version for answer in answers} == {2}
    assert (await desk.seen(made.id)).dossier["event_seq"] == 2


async def test_a_key_used_for_something_else_is_refused(desk: Any) -> None:
    key = uuid4()
    made = await desk.accept(BUSINESS, form=key)
    with pytest.raises(Conflict, match="dùng cho việc khác"):
        await make(desk.office, desk.by("reception"), Move.HAND_OVER, made.id, 1, {}, key)


async def test_of_two_people_with_the_same_page_one_is_told_who_was_faster(desk: Any) -> None:
    made = await desk.accept(BUSINESS)
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    data = {"proposal": "grant", "finding": "Đủ"}
    both = await asyncio.gather(
        *(move(desk, "officer", Move.SUBMIT, made.id, 3, data) for _ in range(2)), return_exceptions=True
    )
    [conflict] = [each for each in both if isinstance(each, Conflict)]
    assert "Bà officer – hoàn thành bước" in conflict.sentence
    assert "08:00 ngày 08/11/2017" in conflict.sentence
    assert (await desk.seen(made.id)).dossier["version"] == 4


async def test_a_state_that_does_not_fit_is_a_conflict_and_a_person_who_may_not_is_not(desk: Any) -> None:
    made = await desk.accept(BUSINESS)
    with pytest.raises(Conflict, match="đang ở trạng thái"):
        await move(desk, "reception", Move.HAND_BACK, made.id, 1)
    with pytest.raises(NotAllowed, match="không thuộc quầy"):
        await move(desk, "stranger", Move.HAND_OVER, made.id, 1)
    with pytest.raises(NotAllowed, match="không có quyền"):
        await move(desk, "director", Move.HAND_OVER, made.id, 1)
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    with pytest.raises(NotAllowed, match="không thuộc vị trí"):
        await move(desk, "head", Move.SUBMIT, made.id, 3, {"proposal": "grant", "finding": "x"})
    with pytest.raises(Conflict, match="bước đầu tiên"):
        await move(desk, "officer", Move.RETURN, made.id, 3, {"reason": "x"})
    with pytest.raises(Conflict, match="màn hình tiếp nhận"):
        await move(desk, "reception", Move.ACCEPT, made.id, 3)


@pytest.mark.parametrize("which", [which for which, facts in MOVES.items() if which in ON_THE_SCRIPT and facts.needs])
async def test_a_move_without_what_it_needs_writes_nothing(desk: Any, which: Move) -> None:
    made = await desk.accept("thu-dat-dai")
    script = [
        ("reception", Move.HAND_OVER, {}),
        ("officer", Move.CONFIRM_RECEIPT, {}),
        ("officer", Move.CONSULT, {"question": "?"}),
        ("culture", Move.GIVE_OPINION, {"opinion": "x"}),
        ("roads", Move.GIVE_OPINION, {"opinion": "x"}),
        ("officer", Move.SUBMIT, {"proposal": "grant", "finding": "x"}),
        ("tax", Move.CONFIRM_RECEIPT, {}),
        ("tax", Move.SUSPEND, {"reason": "x"}),
        ("tax", Move.RESUME, {"evidence": "x"}),
        ("tax", Move.SUBMIT, {"proposal": "grant", "finding": "x"}),
        ("head", Move.CONFIRM_RECEIPT, {}),
        ("head", Move.SIGN, {"how": "paper_only"}),
        ("leader", Move.CONFIRM_RECEIPT, {}),
        ("leader", Move.RETURN, {"reason": "x"}),
        ("head", Move.CONFIRM_RECEIPT, {}),
        ("head", Move.SIGN, {"how": "paper_only"}),
        ("leader", Move.CONFIRM_RECEIPT, {}),
        ("leader", Move.SIGN, {"how": "paper_only"}),
        ("clerk", Move.NUMBER, {}),
        ("reception", Move.TAKE_BACK, {}),
        ("reception", Move.HAND_BACK, {}),
    ]
    for version, (who, next_move, data) in enumerate(script, 1):
        if next_move is which:
            with pytest.raises(Refused) as refusal:
                await move(desk, who, which, made.id, version)
            assert set(MOVES[which].needs) <= set(refusal.value.errors)
            assert (await desk.seen(made.id)).dossier["version"] == version
            return
        await move(desk, who, next_move, made.id, version, data)
    raise AssertionError(f"the script never comes to {which}")


async def test_another_center_s_dossier_and_none_at_all_are_the_same(
    desk: Any, other_center: Center, make_staff: Any
) -> None:
    made = await desk.accept(BUSINESS)
    with entered(other_center):
        there = desk.by("reception")
        answers = []
        for dossier_id in (made.id, uuid4()):
            for ask in (
                open_dossier(desk.office, there, dossier_id),
                make(desk.office, Acting(await make_staff(), desk.at), Move.HAND_OVER, dossier_id, 1, {}, uuid4()),
            ):
                with pytest.raises(NotHere) as refusal:
                    await ask
                answers.append(refusal.value.sentence)
        assert len(set(answers)) == 1
    assert await open_dossier(desk.office, desk.by("reception"), made.id)


async def test_state_event_and_next_actor_are_written_together_or_not_at_all(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await desk.accept(BUSINESS)

    async def broken(*_: Any, **__: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(records, "append_event", broken)
    with pytest.raises(ConnectionError):
        await move(desk, "reception", Move.HAND_OVER, made.id, 1)
    monkeypatch.undo()
    row = (await desk.seen(made.id)).dossier
    assert (row["state"], row["version"], row["event_seq"]) == ("accepted", 1, 1)


async def test_without_the_version_check_the_slower_hand_would_win(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await desk.accept(BUSINESS)
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    await desk.make("officer", "submit", made.id, proposal="grant", finding="x")
    with pytest.raises(Conflict):
        await move(desk, "head", Move.SIGN, made.id, 2, {"how": "paper_only"})

    async def unchecked(*_: Any) -> None:
        return None

    monkeypatch.setattr(moves, "check_seen", unchecked)
    assert (await move(desk, "head", Move.SIGN, made.id, 2, {"how": "paper_only"})).version == 5


async def test_every_open_dossier_has_a_next_actor_in_the_database_too(desk: Any, refused_as: Any) -> None:
    made = await desk.accept(BUSINESS)
    with refused_as("IntegrityConstraintViolationError", "dossier_has_next_actor"):
        async with transaction():
            await DB.fetch("UPDATE dossier SET at_desk = NULL WHERE id = $1", made.id)
