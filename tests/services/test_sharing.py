"""Sharing out the work of an agency: the list of what nobody works on, and giving several dossiers to one person."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from tests.services.batches import together

from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.services.work.bulk import Picked, asked_together
from motcua.services.work.bulk_results import Done
from motcua.services.work.homes import tasks_of
from motcua.services.work.worklists import Narrow, worklist
from motcua.store.queries.sharing import unassigned
from motcua.store.queries.trail import load_events
from motcua.store.queries.visible import Sight


async def _at_work(desk: Any, count: int) -> list[UUID]:
    made = [(await desk.accept("thu-kinh-doanh")).id for _ in range(count)]
    for dossier_id in made:
        await desk.make("reception", "hand_over", dossier_id)
        await desk.make("officer", "confirm_receipt", dossier_id)
    return made


async def _picked(desk: Any, ids: list[UUID]) -> list[Picked]:
    return [Picked(each, (await desk.seen(each)).value.version) for each in ids]


async def _give(desk: Any, ids: list[UUID], to: Any, key: UUID, by: Acting | None = None) -> tuple[Done, ...]:
    data = {"assignee": str(to.id)}
    return await together(desk.office, by or desk.by("head"), Move.ASSIGN, await _picked(desk, ids), data, key)


async def _waiting(desk: Any, who: str = "head") -> set[UUID]:
    found = await worklist(desk.office, desk.by(who), view="unassigned")
    assert found.counts.get("unassigned", 0) == len(found.rows)  # the number says what the list holds
    return {row.id for row in found.rows}


async def test_a_head_gives_several_dossiers_to_one_officer_and_a_repeat_changes_nothing(desk: Any) -> None:
    first, second, third = await _at_work(desk, 3)
    assert {first, second, third} <= await _waiting(desk)
    key, officer = uuid4(), desk.crew.officer
    picked = await _picked(desk, [first, second])
    for _ in range(2):
        done = await together(desk.office, desk.by("head"), Move.ASSIGN, picked, {"assignee": str(officer.id)}, key)
        assert [each.is_done for each in done] == [True, True]
    for dossier_id in (first, second):
        assert [event["kind"] for event in await load_events(dossier_id)].count("assign") == 1
    left = await _waiting(desk)
    assert third in left
    assert not {first, second} & left


async def test_each_refusal_says_why(desk: Any) -> None:
    at_work, elsewhere = (await _at_work(desk, 1))[0], (await desk.accept("thu-kinh-doanh")).id
    done = await _give(desk, [at_work, elsewhere], desk.crew.officer, uuid4())
    assert [each.is_done for each in done] == [True, False]
    assert "trạng thái" in done[1].says
    (other,) = await _at_work(desk, 1)
    stranger = await _give(desk, [other], desk.crew.stranger, uuid4())
    assert stranger[0].says == "Người được chọn không làm việc ở vị trí đang giữ hồ sơ này."
    officer = await _give(desk, [other], desk.crew.officer, uuid4(), desk.by("officer"))
    assert "Bạn không có quyền phân công" in officer[0].says
    assert other in await _waiting(desk)


async def test_whom_to_give_work_is_asked_of_who_shares_it_out_and_nobody_is_offered_from_elsewhere(desk: Any) -> None:
    (asked,) = await asked_together(Move.ASSIGN, desk.by("head"))
    offered = {value for value, _ in asked.options}
    assert str(desk.crew.officer.id) in offered
    assert str(desk.crew.stranger.id) not in offered
    assert (await asked_together(Move.ASSIGN, desk.by("officer")))[0].options == ()


async def test_the_home_of_a_head_names_it_and_no_one_elses(desk: Any) -> None:
    made = await _at_work(desk, 1)
    head = desk.by("head")
    tasks = {task.view: task.count for task in tasks_of(head.staff, await worklist(desk.office, head, view="mine"))}
    assert tasks["unassigned"] == len(await _waiting(desk))
    assert await _waiting(desk, "officer") == set()
    found = await worklist(desk.office, desk.by("officer"), view="mine")
    assert "unassigned" not in found.counts
    assert made


async def test_a_signature_is_not_to_be_shared_out(desk: Any) -> None:
    (made,) = await _at_work(desk, 1)
    await desk.make("officer", "submit", made, proposal="grant", finding="Đủ điều kiện")
    assert made not in await _waiting(desk)


async def test_the_list_is_found_by_its_own_index(desk: Any, plan_of: Any) -> None:
    await _at_work(desk, 1)
    ask = partial(unassigned, Sight(everything=True), ["tu_phap"], today=date(2017, 11, 8), narrow=Narrow())
    plan = await plan_of(ask, "enable_seqscan")
    assert "step_unassigned" in plan, plan
