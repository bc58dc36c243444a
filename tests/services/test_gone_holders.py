"""Who may not act any more holds nothing: nobody offers them, and what they held goes on by somebody else."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.services.batches import together

from motcua.domain.calendar import local
from motcua.domain.errors import NotHere, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.services.accounts.actors import acting_for
from motcua.services.accounts.secondments import LeftBehind, to_decide
from motcua.services.dossiers.moves import make
from motcua.services.dossiers.offered import colleagues_of, people_at
from motcua.services.dossiers.records import load
from motcua.services.work.bulk import Picked, asked_together
from motcua.services.work.worklists import worklist
from motcua.store.engine import DB, transaction
from motcua.store.queries.sharing import desks_without_anybody, left_behind

DESK = ("tai_chinh_ke_hoach", "officer")


@pytest.fixture
async def seconded(desk: Any, make_staff: Any) -> Any:
    """At the officer's desk until the business day itself, so that one day more decides."""
    return await make_staff(
        name="Bà Hết Hạn",
        roles=("officer",),
        kind="seconded",
        agency=DESK[0],
        desks=(DESK,),
        receives=(),
        seconded_from=date(2017, 1, 1),
        seconded_to=local(desk.at).date(),
    )


async def until(staff: Any, day: date) -> None:
    async with transaction():
        await DB.fetch("UPDATE staff SET seconded_to = $2 WHERE id = $1", staff.id, day)


async def held_by(desk: Any, staff: Any) -> Any:
    made = await desk.accept("thu-kinh-doanh")
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    seen, data = (await desk.seen(made.id)).value.version, {"assignee": str(staff.id)}
    await make(desk.office, desk.by("head"), Move.ASSIGN, made.id, seen, data, uuid4())
    return made.id


YESTERDAY = date(2017, 11, 7)


async def test_from_the_day_after_the_term_nobody_is_offered_who_is_over(desk: Any, seconded: Any) -> None:
    dossier_id = await held_by(desk, desk.crew.officer)
    for is_offered in (True, False):
        if not is_offered:
            await until(seconded, YESTERDAY)
        async with transaction():
            kept = await load(dossier_id)
            assert kept is not None
            there = [
                {value for value, _ in await colleagues_of(kept.dossier, desk.by("head"))},
                {value for value, _ in await people_at(*DESK, desk.at)},
            ]
        (asked,) = await asked_together(Move.ASSIGN, desk.by("head"))
        there.append({value for value, _ in asked.options})
        assert [str(seconded.id) in each for each in there] == [is_offered] * 3
        assert all(str(desk.crew.officer.id) in each for each in there)


async def test_work_is_given_to_nobody_whose_term_is_over(desk: Any, seconded: Any) -> None:
    assert await held_by(desk, seconded)
    await until(seconded, YESTERDAY)
    with pytest.raises(Refused):
        await held_by(desk, seconded)


async def test_what_they_held_waits_to_be_shared_out_again_and_goes_on(desk: Any, seconded: Any) -> None:
    dossier_id = await held_by(desk, seconded)

    async def standing() -> tuple[bool, int, list[LeftBehind]]:
        found = await worklist(desk.office, desk.by("head"), view="unassigned")
        assert found.counts.get("unassigned", 0) == len(found.rows)
        async with transaction():
            held = (await left_behind(local(desk.at).date())).get(seconded.id, 0)
        told = await to_decide(desk.office, Acting(desk.crew.director, desk.at))
        return dossier_id in {row.id for row in found.rows}, held, [e for e in told.left if e.id == seconded.id]

    assert await standing() == (False, 0, [])
    await until(seconded, YESTERDAY)
    assert await standing() == (True, 1, [LeftBehind("Bà Hết Hạn", 1, seconded.id)])
    version = (await desk.seen(dossier_id)).value.version
    data = {"assignee": str(desk.crew.officer.id)}
    picked = [Picked(dossier_id, version)]
    (done,) = await together(desk.office, desk.by("head"), Move.ASSIGN, picked, data, uuid4())
    assert done.is_done, done.says
    assert await standing() == (False, 0, [])
    await desk.make("officer", "submit", dossier_id, proposal="grant", finding="Đủ điều kiện")


async def test_a_desk_that_nobody_at_work_holds_is_named_to_the_director(desk: Any, seconded: Any) -> None:
    assert await held_by(desk, seconded)
    today = local(desk.at).date()

    async def empty() -> set[tuple[str, str]]:
        async with transaction():
            return {(each["agency"], each["desk"]) for each in await desks_without_anybody(today)}

    assert DESK not in await empty()
    async with transaction():
        changed = await DB.fetch(
            """UPDATE staff SET is_locked = true WHERE $2 = ANY(desks) AND id <> $1 AND NOT is_locked
            RETURNING id""",
            seconded.id,
            "/".join(DESK),
        )
    try:
        assert DESK not in await empty(), "one of them is still here"
        await until(seconded, YESTERDAY)
        assert DESK in await empty()
        left = (await to_decide(desk.office, Acting(desk.crew.director, desk.at))).left
        assert left[0].id is None
        assert left[0].name == "Chuyên viên, Phòng Tài chính - Kế hoạch"
        assert left[0].dossiers >= 1
    finally:
        async with transaction():
            await DB.fetch(
                "UPDATE staff SET is_locked = false WHERE id = ANY($1::uuid[])", [each["id"] for each in changed]
            )


async def test_who_answers_at_the_command_line_is_at_work_too(desk: Any, seconded: Any) -> None:
    assert (await acting_for(seconded.username, desk.at)).staff.id == seconded.id
    await until(seconded, YESTERDAY)
    with pytest.raises(NotHere):
        await acting_for(seconded.username, desk.at)
