"""One move on many dossiers: each result its own, and nothing made twice."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from tests.services.batches import together

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.domain.states import State
from motcua.services.dossiers import moves
from motcua.services.work import bulk as bulk_module
from motcua.services.work import bulk_work as bulk_work_module
from motcua.services.work.bulk import (
    MOST,
    Picked,
    Picks,
    is_fitting,
    offered_together,
    pick_all,
    questions,
    say_yes,
    start,
)
from motcua.services.work.bulk_results import lately, results
from motcua.services.work.bulk_work import GONE, NOT_AGREED, bulk_work, work
from motcua.services.work.worklists import Narrow
from motcua.store.engine import transaction
from motcua.store.queries import bulk as stored
from motcua.store.queries.trail import load_events
from motcua.store.queries.views import set_locked


async def _taken(desk: Any, count: int) -> list[UUID]:
    return [(await desk.accept("thu-kinh-doanh")).id for _ in range(count)]


async def _events(dossier_id: UUID) -> list[str]:
    return [event["kind"] for event in await load_events(dossier_id)]


async def test_each_dossier_has_its_own_result_and_a_repeat_touches_only_what_failed(desk: Any) -> None:
    first, second, third = await _taken(desk, 3)
    who, key = desk.by("reception"), uuid4()
    picked = [Picked(first, 1), Picked(second, 7), Picked(third, 1), Picked(first, 1)]
    done = await together(desk.office, who, Move.HAND_OVER, picked, {}, key)
    assert [(each.id, each.is_done) for each in done] == [(first, True), (second, False), (third, True)]
    assert done[1].row is not None
    assert done[1].row.state is State.ACCEPTED
    assert "không khớp với hồ sơ" in done[1].says
    again = await together(
        desk.office, who, Move.HAND_OVER, [Picked(first, 1), Picked(second, done[1].row.version)], {}, key
    )
    assert [each.is_done for each in again] == [True, True, True]
    for dossier_id in (first, second, third):
        assert await _events(dossier_id) == ["accept", "hand_over"]


async def test_without_a_key_per_dossier_a_repeat_would_be_refused(desk: Any) -> None:
    """The negative control: another key is another request, and the dossier has moved on."""
    (made,) = await _taken(desk, 1)
    who = desk.by("reception")
    for expected in (True, False):
        done = await together(desk.office, who, Move.HAND_OVER, [Picked(made, 1)], {}, uuid4())
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
    without = await together(desk.office, head, Move.RETURN, picked, {}, uuid4())
    assert [each.is_done for each in without] == [False, False]
    assert "lý do" in without[0].says.lower()
    done = await together(desk.office, head, Move.RETURN, picked, {"reason": "Thiếu chữ ký"}, uuid4())
    assert [each.is_done for each in done] == [True, True]


async def test_what_is_not_theirs_is_refused_and_not_shown(desk: Any, other_center: Center, make_dossier: Any) -> None:
    (mine,) = await _taken(desk, 1)
    with entered(other_center):
        abroad = await make_dossier()
    missing = uuid4()
    picked = [Picked(each, 1) for each in (abroad, missing, mine)]
    done = await together(desk.office, desk.by("reception"), Move.HAND_OVER, picked, {}, uuid4())
    assert [(each.is_done, each.row is None) for each in done] == [(False, True), (False, True), (True, False)]
    assert done[0].says == done[1].says
    stranger = await together(desk.office, desk.by("stranger"), Move.CONFIRM_RECEIPT, [Picked(mine, 2)], {}, uuid4())
    assert stranger[0].row is None
    assert not stranger[0].is_done


async def test_only_some_moves_are_made_on_many_and_only_so_many(desk: Any, make_staff: Any) -> None:
    who = desk.by("reception")
    for move in (Move.SIGN, Move.GIVE_OPINION, Move.HAND_BACK):
        with pytest.raises(Refused, match="từng hồ sơ"):
            await together(desk.office, who, move, [Picked(uuid4(), 1)], {}, uuid4())
    with pytest.raises(Refused, match="ít nhất một"):
        await together(desk.office, who, Move.HAND_OVER, [], {}, uuid4())
    with pytest.raises(Refused, match=str(MOST)):
        await together(desk.office, who, Move.HAND_OVER, [Picked(uuid4(), 1)] * (MOST + 1), {}, uuid4())
    nobody = Acting(await make_staff(roles=("guide",), desks=(), receives=()), desk.at)
    with pytest.raises(NotAllowed):
        await together(desk.office, nobody, Move.HAND_OVER, [Picked(uuid4(), 1)], {}, uuid4())


async def test_another_persons_key_does_nothing(desk: Any) -> None:
    first, second = await _taken(desk, 2)
    key = uuid4()
    await together(desk.office, desk.by("reception"), Move.HAND_OVER, [Picked(first, 1)], {}, key)
    with pytest.raises(Conflict, match="việc khác"):
        await start(desk.by("officer"), Move.HAND_OVER, [Picked(second, 1)], {}, key)
    with pytest.raises(Conflict, match="việc khác"):
        await start(desk.by("reception"), Move.TAKE_BACK, [Picked(second, 1)], {}, key)
    with pytest.raises(NotHere):
        await results(desk.office, desk.by("director"), key)
    with pytest.raises(Refused):
        await say_yes(desk.by("officer"), key)
    assert await _events(second) == ["accept"]


def test_a_list_offers_what_fits_its_rows_and_the_person(desk: Any) -> None:
    states = [State.ACCEPTED, State.ACCEPTED, State.NUMBERED, State.READY]
    reception = dict(offered_together(desk.by("reception").staff, states))
    assert reception == {Move.HAND_OVER: 2, Move.TAKE_BACK: 1}
    assert dict(offered_together(desk.by("clerk").staff, states)) == {}
    assert is_fitting(Move.HAND_OVER, "accepted")
    assert not is_fitting(Move.HAND_OVER, "numbered")
    assert not is_fitting(Move.HAND_OVER, "")


async def test_a_page_that_is_loaded_again_does_nothing_twice_and_forgets_nothing(desk: Any) -> None:
    made = await _taken(desk, 2)
    who, key = desk.by("reception"), uuid4()
    picked = [Picked(each, 1) for each in made]
    for _ in range(3):
        done = await together(desk.office, who, Move.HAND_OVER, picked, {}, key)
        assert [each.is_done for each in done] == [True, True]
    assert [await _events(each) for each in made] == [["accept", "hand_over"]] * 2
    assert key in {batch.id for batch in await lately(who)}
    assert key not in {batch.id for batch in await lately(desk.by("clerk"))}


async def test_killed_between_two_dossiers_the_rest_is_done_once(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await _taken(desk, 3)
    who, key = desk.by("reception"), uuid4()
    await start(who, Move.HAND_OVER, [Picked(each, 1) for each in made], {}, key)
    real, asked = moves.make, [0]

    async def killed(*given: Any) -> Any:
        asked[0] += 1
        if asked[0] == 2:
            await real(*given)
            raise asyncio.CancelledError  # the process is gone with the move made and not committed
        return await real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(bulk_work_module.moves, "make", killed)
        with pytest.raises(asyncio.CancelledError):
            await work(desk.office, who, key)
    stands = (await results(desk.office, who, key)).batch
    assert (stands.done, stands.refused, stands.waiting) == (1, 0, 2)
    assert stands.is_stopped
    assert [len(await _events(each)) for each in made] == [2, 1, 1]
    assert not await say_yes(who, key)
    await work(desk.office, who, key)
    assert [each.is_done for each in (await results(desk.office, who, key)).items] == [True, True, True]
    assert [await _events(each) for each in made] == [["accept", "hand_over"]] * 3


async def test_with_the_line_said_apart_from_the_move_a_kill_would_leave_them_at_odds(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: were the line written after the move's own transaction, a kill leaves “waiting” beside a
    dossier that has moved on. The key of the move is what would still keep it from being made twice."""
    (made,) = await _taken(desk, 1)
    who, key = desk.by("reception"), uuid4()
    await start(who, Move.HAND_OVER, [Picked(made, 1)], {}, key)
    await moves.make(desk.office, who, Move.HAND_OVER, made, 1, {}, uuid5(key, f"{Move.HAND_OVER}/{made}"))
    assert (await results(desk.office, who, key)).batch.waiting == 1
    assert await _events(made) == ["accept", "hand_over"]
    await work(desk.office, who, key)
    assert (await results(desk.office, who, key)).batch.done == 1
    assert await _events(made) == ["accept", "hand_over"]


async def test_two_processes_share_one_batch_and_make_each_move_once(desk: Any) -> None:
    made = await _taken(desk, 6)
    who, key = desk.by("reception"), uuid4()
    await start(who, Move.HAND_OVER, [Picked(each, 1) for each in made], {}, key)
    await asyncio.gather(work(desk.office, who, key), work(desk.office, who, key))
    await work(desk.office, who, key)
    stands = (await results(desk.office, who, key)).batch
    assert (stands.done, stands.refused, stands.waiting) == (6, 0, 0)
    assert [await _events(each) for each in made] == [["accept", "hand_over"]] * 6


async def test_a_mistake_of_the_software_stops_at_its_dossier(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = await _taken(desk, 2)
    real = moves.make

    async def broken(*given: Any) -> Any:
        if given[3] == first:
            raise RuntimeError("a mistake")
        return await real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(bulk_work_module.moves, "make", broken)
        who, key = desk.by("reception"), uuid4()
        done = await together(desk.office, who, Move.HAND_OVER, [Picked(first, 1), Picked(second, 1)], {}, key)
    assert [each.is_done for each in done] == [False, True]
    assert "Phần mềm gặp lỗi" in done[0].says
    assert await _events(first) == ["accept"]


async def _examined(desk: Any, proposal: str) -> UUID:
    """At the leader's desk, behind two steps; the first of them proposed."""
    made: UUID = (await desk.accept("thu-kinh-doanh")).id
    await desk.make("reception", "hand_over", made)
    await desk.make("officer", "confirm_receipt", made)
    await desk.make(
        "officer", "submit", made, proposal=proposal, finding="Đã xem", reason="Thiếu" * (proposal != "grant")
    )
    return made


async def test_a_step_is_passed_on_together_only_behind_a_proposal_to_grant(desk: Any) -> None:
    fresh: UUID = (await desk.accept("thu-kinh-doanh")).id
    await desk.make("reception", "hand_over", fresh)
    await desk.make("officer", "confirm_receipt", fresh)
    key = uuid4()
    picked = [Picked(fresh, (await desk.seen(fresh)).value.version)]
    done = await together(desk.office, desk.by("officer"), Move.SUBMIT, picked, {"finding": "Nhất trí"}, key)
    assert (done[0].is_done, done[0].says) == (False, NOT_AGREED)
    async with transaction():
        assert await stored.agreed([fresh]) == frozenset()
        signing = await _examined(desk, "grant")
        assert await stored.agreed([signing]) == frozenset(), "a signature is given one by one"
    land: UUID = (await desk.accept("thu-dat-dai")).id
    await desk.make("reception", "hand_over", land)
    await desk.make("officer", "confirm_receipt", land)
    assert [field.name for field in questions(Move.SUBMIT)] == ["finding"]


async def test_a_whole_list_waits_for_a_yes_and_takes_what_stands_right(desk: Any) -> None:
    made = await _taken(desk, 3)
    who, key = desk.by("reception"), uuid4()
    await desk.make("reception", "hand_over", made[1])
    found = await pick_all(who, Move.HAND_OVER, "reception", Narrow(procedure="thu-kinh-doanh"))
    ids = {each.id for each in found.picked}
    assert {made[0], made[2]} <= ids
    assert made[1] not in ids
    await start(who, Move.HAND_OVER, found.picked, {}, key, whole=found, query="xem=tai-quay")
    await work(desk.office, who, key)
    stands = (await results(desk.office, who, key)).batch
    assert stands.is_asked
    assert (stands.waiting, stands.done) == (len(ids), 0)
    assert await _events(made[0]) == ["accept"]
    later = await _taken(desk, 1)
    await say_yes(who, key)
    await work(desk.office, who, key)
    stands = (await results(desk.office, who, key)).batch
    assert (stands.waiting, stands.done + stands.refused) == (0, len(ids))
    assert await _events(made[0]) == ["accept", "hand_over"]
    assert await _events(later[0]) == ["accept"], "what came in after the list was looked at is not meant"


async def test_a_whole_list_has_a_bound_and_goes_page_by_page(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    await _taken(desk, 5)
    monkeypatch.setattr(bulk_module, "_CHUNK", 2)
    whole = await pick_all(desk.by("reception"), Move.HAND_OVER, "reception", Narrow())
    assert len({each.id for each in whole.picked}) == len(whole.picked) >= 5
    assert not whole.has_more
    monkeypatch.setattr(bulk_module, "MOST_OF_VIEW", 3)
    bounded = await pick_all(desk.by("reception"), Move.HAND_OVER, "reception", Narrow())
    assert (len(bounded.picked), bounded.has_more) == (3, True)
    assert bounded.picked == whole.picked[:3]
    assert await pick_all(desk.by("reception"), Move.HAND_OVER, "reception", Narrow(states=("ready",))) == Picks(())


async def test_a_long_batch_is_done_beside_the_requests_with_the_rights_of_who_asked(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_module, "AT_ONCE", 1)
    made = await _taken(desk, 2)
    who, key = desk.by("reception"), uuid4()
    assert await start(who, Move.HAND_OVER, [Picked(each, 1) for each in made], {}, key)
    assert (await results(desk.office, who, key)).batch.is_under_way
    for _ in range(2):  # a job runs at least once
        await bulk_work(desk.office, lambda: desk.at, {"batch": str(key)})
    stands = (await results(desk.office, who, key)).batch
    assert (stands.done, stands.waiting, stands.percent) == (2, 0, 100)
    for each in made:
        assert await _events(each) == ["accept", "hand_over"]
        assert (await load_events(each))[-1]["actor_id"] == who.staff.id


async def test_who_was_locked_meanwhile_does_nothing_any_more(
    desk: Any, make_staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_module, "AT_ONCE", 1)
    made, key = await _taken(desk, 2), uuid4()
    gone = Acting(await make_staff(roles=("reception",), desks=(), receives=("*",)), desk.at)
    await start(gone, Move.HAND_OVER, [Picked(each, 1) for each in made], {}, key)
    async with transaction():
        await set_locked(gone.staff.id, by=desk.by("director").staff.id, at=desk.at)
    await bulk_work(desk.office, lambda: desk.at, {"batch": str(key)})
    assert {each.says for each in (await results(desk.office, gone, key)).items} == {GONE}
    assert await _events(made[0]) == ["accept"]


async def test_nobody_fills_the_worker_with_batches(
    desk: Any, make_staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_module, "AT_ONCE", 1)
    who = Acting(await make_staff(roles=("reception",), desks=(), receives=("*",)), desk.at)
    picked = [Picked(uuid4(), 1), Picked(uuid4(), 1)]
    for _ in range(bulk_module.MOST_UNDER_WAY):
        await start(who, Move.HAND_OVER, picked, {}, uuid4())
    with pytest.raises(Conflict, match="chưa xong"):
        await start(who, Move.HAND_OVER, picked, {}, uuid4())
