"""Away with a substitute: their dossiers come to the substitute's list, each act in their name, and then back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, Staff
from motcua.services.accounts import absence
from motcua.services.accounts.substitutes import as_of_today
from motcua.services.dossiers import moves
from motcua.services.dossiers.shown import open_dossier
from motcua.services.work import worklists
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events

TODAY = date(2017, 11, 8)
COPIES = "thu-chung-thuc"


def typed(person: Staff, substitute: Staff) -> Mapping[str, str]:
    return {
        "person": str(person.id),
        "substitute": str(substitute.id),
        "from_on": "8/11/2017",
        "to_on": "9/11/2017",
        "reason": "Đi công tác, QĐ 12/QĐ-UBND",
    }


async def effective(staff: Staff, on: date = TODAY) -> Staff:
    async with transaction():
        return await as_of_today(staff, on)


async def is_listed(office: Any, staff: Staff, at: datetime, dossier_id: UUID) -> bool:
    found = await worklists.worklist(office, Acting(staff, at), view="mine")
    return dossier_id in {row.id for row in found.rows}


@pytest.fixture
async def pair(make_staff: Any, que_vo: Center) -> tuple[Staff, Staff]:
    """An officer at a desk of their own, and a colleague of the same agency without one."""
    with entered(que_vo):
        agency = {"kind": "agency", "agency": "tu_phap", "receives": ()}
        officer = await make_staff(roles=("officer",), desks=(("tu_phap", "officer"),), name="Bà Vắng", **agency)
        colleague = await make_staff(roles=("officer",), desks=(), name="Ông Thay", **agency)
    return officer, colleague


@pytest.fixture
async def at_work(desk: Any) -> UUID:
    """A dossier at the officer's desk."""
    made: UUID = (await desk.accept(COPIES)).id
    await desk.make("reception", "hand_over", made)
    await desk.make("officer", "confirm_receipt", made)
    return made


async def test_while_away_the_substitute_has_the_work_and_afterwards_not(
    office: Any, desk: Any, pair: tuple[Staff, Staff], at_work: UUID
) -> None:
    officer, colleague = pair
    assert not await is_listed(office, await effective(colleague), desk.at, at_work)
    says = await absence.enter_absence(office, Acting(officer, desk.at), typed(officer, colleague), uuid4())
    assert "Ông Thay thay" in says
    for day in (0, 1):
        later = desk.at + timedelta(days=day)
        assert await is_listed(office, await effective(colleague, TODAY + timedelta(days=day)), later, at_work)
    after = await effective(colleague, TODAY + timedelta(days=2))
    assert after == colleague
    assert not await is_listed(office, after, desk.at + timedelta(days=2), at_work)
    assert await is_listed(office, officer, desk.at + timedelta(days=2), at_work)


async def test_each_act_is_recorded_in_the_name_of_who_is_away(
    office: Any, desk: Any, pair: tuple[Staff, Staff], at_work: UUID
) -> None:
    officer, colleague = pair
    seen = (await desk.seen(at_work)).value.version
    data = {"proposal": "grant", "finding": "Đủ điều kiện"}
    with pytest.raises(NotAllowed):  # control: without the absence it is not theirs
        await moves.submit(office, Acting(colleague, desk.at), at_work, seen, data, uuid4())
    await absence.enter_absence(office, Acting(officer, desk.at), typed(officer, colleague), uuid4())
    acting = Acting(await effective(colleague), desk.at)
    await moves.submit(office, acting, at_work, seen, data, uuid4())
    async with transaction():
        last = (await load_events(at_work))[-1]
    assert (last["actor_id"], last["actor_name"], last["on_behalf"]) == (colleague.id, "Ông Thay", "Bà Vắng")
    page = await open_dossier(office, acting, at_work)
    assert page.events[-1].who == "Ông Thay thay mặt Bà Vắng"
    assert all("thay mặt" not in line.who for line in page.events[:-1])


async def test_back_early_ends_it_at_once(office: Any, desk: Any, pair: tuple[Staff, Staff], at_work: UUID) -> None:
    officer, colleague = pair
    key = uuid4()
    await absence.enter_absence(office, Acting(officer, desk.at), typed(officer, colleague), key)
    with pytest.raises(NotAllowed):
        await absence.end_absence(office, Acting(colleague, desk.at), key)
    await absence.end_absence(office, Acting(officer, desk.at), key)
    assert await effective(colleague) == colleague
    with pytest.raises(NotHere):
        await absence.end_absence(office, Acting(officer, desk.at), key)
    found = await absence.absences(office, Acting(officer, desk.at))
    assert key in {each.id for each in found.past}
    assert key not in {each.id for each in found.open}


async def test_where_the_substitute_is_away_too_the_next_one_has_both(
    office: Any, desk: Any, pair: tuple[Staff, Staff], make_staff: Any, at_work: UUID
) -> None:
    officer, colleague = pair
    third = await make_staff(roles=("officer",), desks=(), receives=(), agency="tu_phap", kind="agency")
    await absence.enter_absence(office, Acting(officer, desk.at), typed(officer, colleague), uuid4())
    await absence.enter_absence(office, Acting(colleague, desk.at), typed(colleague, third), uuid4())
    standing_in = await effective(third)
    assert {other.id for other in standing_in.stands_in_for} == {officer.id, colleague.id}
    assert await is_listed(office, standing_in, desk.at, at_work)
    with pytest.raises(Refused) as refused:  # no circle
        await absence.enter_absence(office, Acting(third, desk.at), typed(third, officer), uuid4())
    assert "substitute" in refused.value.errors


async def test_what_can_not_be_entered_is_refused_beside_its_box(
    office: Any, desk: Any, pair: tuple[Staff, Staff], crew: Any
) -> None:
    officer, colleague = pair
    by = Acting(officer, desk.at)
    wrong = {
        "to_on": {"to_on": "7/11/2017"},
        "from_on": {"from_on": "30/2/2017"},
        "reason": {"reason": " "},
        "substitute": {"substitute": str(officer.id)},
        "person": {"person": "khong-phai-ma"},
    }
    for box, change in wrong.items():
        with pytest.raises(Refused) as refused:
            await absence.enter_absence(office, by, {**typed(officer, colleague), **change}, uuid4())
        assert box in refused.value.errors, box
    with pytest.raises(Refused):  # another agency, other work
        await absence.enter_absence(office, Acting(crew.head, desk.at), typed(crew.head, crew.tax), uuid4())
    with pytest.raises(NotAllowed):  # somebody else's days
        await absence.enter_absence(office, Acting(colleague, desk.at), typed(officer, colleague), uuid4())
    await absence.enter_absence(office, by, typed(officer, colleague), uuid4())
    with pytest.raises(Refused) as twice:
        await absence.enter_absence(office, by, typed(officer, colleague), uuid4())
    assert "from_on" in twice.value.errors


async def test_a_form_sent_twice_enters_one_absence(office: Any, desk: Any, pair: tuple[Staff, Staff]) -> None:
    officer, colleague = pair
    key = uuid4()
    first, second = [
        await absence.enter_absence(office, Acting(officer, desk.at), typed(officer, colleague), key) for _ in range(2)
    ]
    assert first == second
    found = await absence.absences(office, Acting(officer, desk.at))
    assert [each.id for each in found.open] == [key]


async def test_the_other_center_knows_nothing_of_it(
    office: Any, desk: Any, pair: tuple[Staff, Staff], other_center: Center, make_staff: Any
) -> None:
    officer, colleague = pair
    key = uuid4()
    await absence.enter_absence(office, Acting(officer, desk.at), typed(officer, colleague), key)
    with entered(other_center):
        assert await effective(colleague) == colleague
        administrator = await make_staff(roles=("administrator",), desks=(), receives=())
        acting = Acting(administrator, desk.at)
        assert key not in {each.id for each in (await absence.absences(office, acting)).open}
        with pytest.raises(NotHere):
            await absence.end_absence(office, acting, key)
        with pytest.raises(Refused):
            await absence.enter_absence(office, acting, typed(officer, colleague), uuid4())
    assert (await effective(colleague)).stands_in_for == (officer,)
