"""One move on many dossiers: each result its own, and nothing made twice."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import NotAllowed, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.domain.states import State
from motcua.services.bulk import MOST, Picked, is_fitting, make_together, offered_together, questions
from motcua.store.queries.trail import load_events


async def _taken(desk: Any, count: int) -> list[UUID]:
    return [(await desk.accept("thu-kinh-doanh")).id for _ in range(count)]


async def _events(dossier_id: UUID) -> list[str]:
    return [event["kind"] for event in await load_events(dossier_id)]


async def test_each_dossier_has_its_own_result_and_a_repeat_touches_only_what_failed(desk: Any) -> None:
    first, second, third = await _taken(desk, 3)
    who, key = desk.by("reception"), uuid4()
    picked = [Picked(first, 1), Picked(second, 7), Picked(third, 1), Picked(first, 1)]
    done = await make_together(desk.office, who, Move.HAND_OVER, picked, {}, key)
    assert [(each.id, each.is_done) for each in done] == [(first, True), (second, False), (third, True)]
    assert done[1].row is not None
    assert done[1].row.state is State.ACCEPTED
    assert "không khớp với hồ sơ" in done[1].says
    again = await make_together(
        desk.office, who, Move.HAND_OVER, [Picked(first, 1), Picked(second, done[1].row.version)], {}, key
    )
    assert [each.is_done for each in again] == [True, True]
    for dossier_id in (first, second, third):
        assert await _events(dossier_id) == ["accept", "hand_over"]


async def test_without_a_key_per_dossier_a_repeat_would_be_refused(desk: Any) -> None:
    """The negative control: another key is another request, and the dossier has moved on."""
    (made,) = await _taken(desk, 1)
    who = desk.by("reception")
    for expected in (True, False):
        done = await make_together(desk.office, who, Move.HAND_OVER, [Picked(made, 1)], {}, uuid4())
        assert done[0].is_done is expected


async def test_a_return_asks_its_reason_once_for_all(desk: Any) -> None:
    made = await _taken(desk, 2)
    for dossier_id in made:
        await desk.make("reception", "hand_over", dossier_id)
        await desk.make("officer", "confirm_receipt", dossier_id)
        await desk.make("officer", "submit", dossier_id, proposal="grant", finding="Đủ điều kiện")
    assert [field.name for field in questions(Move.RETURN)] == ["reason"]
    picked = [Picked(dossier_id, (await desk.seen(dossier_id)).value.version) for dossier_id in made]
    head = desk.by("head")
    without = await make_together(desk.office, head, Move.RETURN, picked, {}, uuid4())
    assert [each.is_done for each in without] == [False, False]
    assert "lý do" in without[0].says.lower()
    done = await make_together(desk.office, head, Move.RETURN, picked, {"reason": "Thiếu chữ ký"}, uuid4())
    assert [each.is_done for each in done] == [True, True]


async def test_what_is_not_theirs_is_refused_and_not_shown(desk: Any, other_center: Center, make_dossier: Any) -> None:
    (mine,) = await _taken(desk, 1)
    with entered(other_center):
        abroad = await make_dossier()
    missing = uuid4()
    picked = [Picked(each, 1) for each in (abroad, missing, mine)]
    done = await make_together(desk.office, desk.by("reception"), Move.HAND_OVER, picked, {}, uuid4())
    assert [(each.is_done, each.row is None) for each in done] == [(False, True), (False, True), (True, False)]
    assert done[0].says == done[1].says
    stranger = await make_together(
        desk.office, desk.by("stranger"), Move.CONFIRM_RECEIPT, [Picked(mine, 2)], {}, uuid4()
    )
    assert stranger[0].row is None
    assert not stranger[0].is_done


async def test_only_some_moves_are_made_on_many_and_only_so_many(desk: Any, make_staff: Any) -> None:
    who = desk.by("reception")
    for move in (Move.SIGN, Move.SUBMIT, Move.HAND_BACK):
        with pytest.raises(Refused, match="từng hồ sơ"):
            await make_together(desk.office, who, move, [Picked(uuid4(), 1)], {}, uuid4())
    with pytest.raises(Refused, match="ít nhất một"):
        await make_together(desk.office, who, Move.HAND_OVER, [], {}, uuid4())
    with pytest.raises(Refused, match=str(MOST)):
        await make_together(desk.office, who, Move.HAND_OVER, [Picked(uuid4(), 1)] * (MOST + 1), {}, uuid4())
    nobody = Acting(await make_staff(roles=("guide",), desks=(), receives=()), desk.at)
    with pytest.raises(NotAllowed):
        await make_together(desk.office, nobody, Move.HAND_OVER, [Picked(uuid4(), 1)], {}, uuid4())


async def test_another_persons_key_does_nothing(desk: Any) -> None:
    (made,) = await _taken(desk, 1)
    key = uuid4()
    await make_together(desk.office, desk.by("reception"), Move.HAND_OVER, [Picked(made, 1)], {}, key)
    done = await make_together(desk.office, desk.by("officer"), Move.HAND_OVER, [Picked(made, 1)], {}, key)
    assert not done[0].is_done
    assert "việc khác" in done[0].says


def test_a_list_offers_what_fits_its_rows_and_the_person(desk: Any) -> None:
    states = [State.ACCEPTED, State.ACCEPTED, State.NUMBERED, State.READY]
    reception = dict(offered_together(desk.by("reception").staff, states))
    assert reception == {Move.HAND_OVER: 2, Move.TAKE_BACK: 1}
    assert dict(offered_together(desk.by("clerk").staff, states)) == {}
    assert is_fitting(Move.HAND_OVER, "accepted")
    assert not is_fitting(Move.HAND_OVER, "numbered")
    assert not is_fitting(Move.HAND_OVER, "")
