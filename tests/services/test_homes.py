"""What a day begins with: every number is the number of rows behind it, and costs no query per row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import NotAllowed, NotHere, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Role
from motcua.services.accounts import keeping as account_keeping
from motcua.services.accounts.people import people
from motcua.services.accounts.signing_in import sign_in
from motcua.services.dossiers.moves import make
from motcua.services.work import homes, views
from motcua.services.work.handovers import carried, half_of
from motcua.services.work.worklists import Narrow, next_waiting, rows_only, worklist
from motcua.store.engine import DB, transaction
from motcua.store.queries import accounts, visible, worklists
from motcua.store.queries.visible import Sight
from motcua.store.queries.worklists import Due


@pytest.fixture
async def busy(desk: Any) -> dict[str, UUID]:
    """One dossier in each of several hands."""
    made = {name: (await desk.accept("thu-kinh-doanh")).id for name in ("here", "sent", "working")}
    for name in ("sent", "working"):
        await desk.make("reception", "hand_over", made[name])
    await desk.make("officer", "confirm_receipt", made["working"])
    return made


@pytest.mark.parametrize("who", ["reception", "officer", "head", "clerk", "director", "leader"])
async def test_every_number_of_a_home_is_the_number_of_rows_behind_it(desk: Any, busy: Any, who: str) -> None:
    acting = desk.by(who, desk.at + timedelta(days=20))
    found = await worklist(desk.office, acting, view=homes.home_view_of(acting.staff))
    tasks = homes.tasks_of(acting.staff, found)
    assert tasks or who in ("head", "clerk", "leader")
    for task in tasks:
        narrow = Narrow(states=(task.state.value,)) if task.state else Narrow()
        rows, after = await rows_only(desk.office, acting, view=task.view, narrow=narrow, after=None, limit=5_000)
        assert after is None
        assert len(rows) == task.count, task
        if task.view not in ("late", "fee"):
            assert sum(row.is_late for row in rows) == task.late, task
    for view, count in found.counts.items():
        rows, _ = await rows_only(desk.office, acting, view=view, narrow=Narrow(), after=None, limit=5_000)
        assert len(rows) == count, view


async def test_the_directors_bars_add_up_to_the_chip(desk: Any, busy: Any) -> None:
    acting = desk.by("director", desk.at + timedelta(days=20))
    found = await worklist(desk.office, acting, view="late")
    loads = await homes.agency_loads(desk.office, acting)
    assert sum(load.late for load in loads) == found.counts["late"] > 0
    assert all(load.open >= load.late + load.soon for load in loads)
    assert [load.late for load in loads] == sorted((load.late for load in loads), reverse=True)
    assert all(load.name and load.name != load.agency for load in loads if load.agency == "tai_chinh_ke_hoach")


async def test_a_longer_list_asks_no_more_of_the_database(desk: Any, busy: Any) -> None:
    acting = desk.by("reception")

    async def asked() -> int:
        with DB.counted() as statements:
            await worklist(desk.office, acting, view="mine")
            await next_waiting(desk.office, acting, uuid4())
            await carried(desk.office, acting, way="giao", on=date(2017, 11, 8), half="sang")
        return len(statements)

    before = await asked()
    for _ in range(5):
        made = (await desk.accept("thu-kinh-doanh")).id
        await desk.accept("thu-dat-dai")
        await desk.make("reception", "hand_over", made)
    assert await asked() <= before + 1  # versions not asked for before, at most once
    assert await asked() <= 10


async def test_the_next_dossier_is_the_most_urgent_other_one(desk: Any, busy: Any) -> None:
    acting = desk.by("reception")
    listed = (await worklist(desk.office, acting, view="mine")).rows
    after_first = await next_waiting(desk.office, acting, listed[0].id)
    assert after_first is not None
    assert after_first.id == listed[1].id
    stranger = await next_waiting(desk.office, desk.by("stranger"), uuid4())
    assert stranger is None


async def test_a_list_is_narrowed_by_agency_procedure_and_day(desk: Any, busy: Any) -> None:
    acting = desk.by("director")

    async def count(**changes: Any) -> int:
        rows, _ = await rows_only(desk.office, acting, view="all", narrow=Narrow(**changes), after=None, limit=5_000)
        return len(rows)

    whole = await count()
    assert await count(agency="tai_chinh_ke_hoach") > 0
    assert await count(agency="noi_vu") == 0
    assert await count(procedure="thu-kinh-doanh") + await count(procedure="thu-dat-dai") <= whole
    before = await count(until=desk.at)
    assert before + await count(since=desk.at) == whole
    assert await count(since=desk.at + timedelta(days=300)) == 0


def test_each_role_opens_on_its_own_list(desk: Any) -> None:
    assert homes.home_view_of(desk.by("director").staff) == "late"
    assert homes.home_view_of(desk.by("officer").staff) == "mine"
    assert homes.home_view_of(desk.by("reception").staff) == "mine"


async def test_the_cashier_finds_every_fee_that_is_due_and_no_other(desk: Any, make_staff: Any, busy: Any) -> None:
    paid = (await desk.accept("thu-kinh-doanh", fee_collected=True)).id
    unknown = (await desk.accept("thu-dat-dai")).id
    staff = await make_staff(roles=("cashier",), desks=(), receives=())
    acting = Acting(staff, desk.at)
    assert homes.home_view_of(staff) == "fee"
    rows, _ = await rows_only(desk.office, acting, view="fee", narrow=Narrow(), after=None, limit=5_000)
    ids = {row.id for row in rows}
    assert {busy["here"], busy["sent"], unknown} <= ids
    assert paid not in ids
    found = await worklist(desk.office, acting, view="fee")
    assert found.counts["fee"] == len(rows)
    assert [task.label for task in homes.tasks_of(staff, found)] == ["Thu phí, lệ phí"]


async def test_a_hand_over_list_says_what_went_to_each_agency_in_one_half_day(desk: Any, busy: Any) -> None:
    on, half = half_of(desk.at)
    assert (on, half) == (date(2017, 11, 8), "sang")
    lists = await carried(desk.office, desk.by("reception"), way="giao", on=on, half=half)
    (sheet,) = (each for each in lists if each.agency == "tai_chinh_ke_hoach")
    code = (await desk.seen(busy["sent"])).value.code
    line = next(line for line in sheet.lines if line.code == code)
    assert (line.originals, line.copies, line.by) == (1, 1, "Bà reception")
    here = (await desk.seen(busy["here"])).value.code
    assert here not in {line.code for line in sheet.lines}
    for other in ({"half": "chieu"}, {"on": date(2017, 11, 9)}, {"way": "nhan"}):
        asked = {"way": "giao", "on": on, "half": half} | other
        found = await carried(desk.office, desk.by("reception"), **asked)
        assert code not in {line.code for each in found for line in each.lines}, other


async def test_an_agency_sees_its_own_hand_over_lists_only(desk: Any, busy: Any, other_center: Center) -> None:
    on, half = half_of(desk.at)
    assert await carried(desk.office, desk.by("officer"), way="giao", on=on, half=half)
    assert await carried(desk.office, desk.by("stranger"), way="giao", on=on, half=half) == ()
    asked = {"way": "giao", "on": on, "half": half, "agency": "tai_chinh_ke_hoach"}
    assert await carried(desk.office, desk.by("stranger"), **asked) == ()
    assert await carried(desk.office, desk.by("director"), **asked)
    with entered(other_center):
        assert await carried(desk.office, desk.by("director"), **asked) == ()


async def test_views_are_kept_by_name_for_one_person(desk: Any) -> None:
    mine, other = desk.by("officer"), desk.by("head")
    assert await views.keep_view(mine, "  Gấp   hôm nay ", "xem=qua-han") == "Gấp hôm nay"
    assert await views.keep_view(mine, "Gấp hôm nay", "xem=cua-toi") == "Gấp hôm nay"
    (kept,) = await views.saved_views(mine)
    assert (kept.name, kept.query) == ("Gấp hôm nay", "xem=cua-toi")
    assert await views.saved_views(other) == ()
    with pytest.raises(NotHere):
        await views.forget_view(other, kept.id)
    await views.forget_view(mine, kept.id)
    assert await views.saved_views(mine) == ()


async def test_a_view_needs_a_name_and_there_are_not_endlessly_many(desk: Any) -> None:
    mine = desk.by("leader")
    for name in ("", "   ", "x" * 61):
        with pytest.raises(Refused):
            await views.keep_view(mine, name, "xem=tat-ca")
    for number in range(views.MOST):
        await views.keep_view(mine, f"Danh sách {number}", "xem=tat-ca")
    await views.keep_view(mine, "Danh sách 0", "xem=qua-han")
    with pytest.raises(Refused, match=str(views.MOST)):
        await views.keep_view(mine, "Một nữa", "xem=tat-ca")


async def test_a_reset_password_is_told_once_opens_the_account_and_must_be_changed(desk: Any, make_staff: Any) -> None:
    admin = Acting(await make_staff(roles=("administrator",), desks=(), receives=()), desk.at)
    staff = await make_staff()
    key = uuid4()
    changed = await account_keeping.reset_password(desk.office, admin, staff.id, key)
    assert len(changed.password) == 19
    again = await account_keeping.reset_password(desk.office, admin, staff.id, key)
    assert again.is_repeat
    assert again.password == ""
    signed = await sign_in(
        desk.office, staff.username, changed.password, address="10.9.9.9", agent="", now=desk.at + timedelta(days=4000)
    )
    assert signed.staff.must_change_password
    told = next(person for person in await people(desk.office, admin) if person.id == staff.id)
    assert told.standing == "moi"
    assert "Đặt lại mật khẩu" in told.last_act


async def test_a_locked_account_is_signed_out_and_stays_locked_when_the_list_is_taken_over_again(
    desk: Any, make_staff: Any
) -> None:
    from motcua.centers import StaffRow

    admin = Acting(await make_staff(roles=("administrator",), desks=(), receives=()), desk.at)
    staff = await make_staff(username=f"khoa.{uuid4().hex[:8]}")
    row = StaffRow(staff.username, staff.name, staff.title, "", "own", None, ("reception",))
    async with transaction():
        await accounts.insert_session(
            b"s" + staff.id.bytes, staff.id, at=desk.at, expires_at=desk.at + timedelta(days=1), address="", agent=""
        )
    assert not (await account_keeping.lock(desk.office, admin, staff.id)).is_repeat
    assert (await account_keeping.lock(desk.office, admin, staff.id)).is_repeat
    async with transaction():
        assert await accounts.list_sessions(staff.id) == []
        await accounts.update_staff(row, desk.at)
        found = await accounts.staff_by_id(staff.id)
    assert found is not None
    assert found["is_locked"]
    await account_keeping.unlock(desk.office, admin, staff.id)
    async with transaction():
        found = await accounts.staff_by_id(staff.id)
    assert found is not None
    assert not found["is_locked"]


async def test_accounts_are_the_administrators_and_never_their_own(
    desk: Any, make_staff: Any, other_center: Center
) -> None:
    admin = Acting(await make_staff(roles=("administrator",), desks=(), receives=()), desk.at)
    with entered(other_center):
        abroad = await make_staff()
    for verb in (account_keeping.lock, account_keeping.unlock):
        with pytest.raises(NotHere):
            await verb(desk.office, admin, abroad.id)
        with pytest.raises(NotAllowed):
            await verb(desk.office, desk.by("director"), admin.staff.id)
        with pytest.raises(Exception, match="chính bạn"):
            await verb(desk.office, admin, admin.staff.id)
    with pytest.raises(NotHere):
        await account_keeping.reset_password(desk.office, admin, abroad.id, uuid4())
    numbers = await homes.accounts()
    assert numbers.accounts >= numbers.new + numbers.locked
    assert Role.ADMINISTRATOR in admin.staff.roles


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda at: visible.visible(Sight(everything=True), due=Due(at)), "dossier_by_due"),
        (lambda at: visible.visible(Sight(everything=True), due=Due(at, at + timedelta(days=1))), "dossier_by_due"),
        (lambda at: visible.visible(Sight(everything=True), awaits_new_date=True), "reappointment_asked"),
        (
            lambda at: visible.done_by_agency(Sight(everything=True), since=at, until=at + timedelta(days=1)),
            "dossier_handed_back",
        ),
        (lambda at: visible.visible(Sight(everything=True), owes=True), "dossier_fee_due"),
        (lambda at: worklists.next_waiting([("y_te", "officer")], uuid4()), "dossier_by_risk"),
        (lambda at: worklists.waiting_groups([("y_te", "officer")], now=at), "dossier_by_risk"),
        (lambda at: visible.visible(Sight(everything=True)), "dossier_register"),
    ],
)
async def test_every_list_of_a_home_has_its_index(desk: Any, ask: Any, index: str, plan_of: Any) -> None:
    # So few rows would be read whole: without that way out the planner says which index the list can use.
    plan = await plan_of(lambda: ask(desk.at), "enable_seqscan", "enable_sort")
    assert index in plan, plan


async def test_the_cashier_takes_a_fee_once_and_the_hand_back_asks_no_more(desk: Any, make_staff: Any) -> None:
    cashier = Acting(await make_staff(roles=("cashier",), desks=(), receives=()), desk.at)
    known, unknown = [(await desk.accept(key)).id for key in ("thu-kinh-doanh", "thu-dat-dai")]
    with pytest.raises(Refused):
        await make(desk.office, cashier, Move.COLLECT_FEE, known, 1, {}, uuid4())
    with pytest.raises(Refused):
        await make(desk.office, cashier, Move.COLLECT_FEE, unknown, 1, {"fee_collected": "yes"}, uuid4())
    with pytest.raises(NotAllowed):
        await make(desk.office, desk.by("officer"), Move.COLLECT_FEE, known, 1, {"fee_collected": "yes"}, uuid4())
    made = await make(desk.office, cashier, Move.COLLECT_FEE, known, 1, {"fee_collected": "yes"}, uuid4())
    assert made.state.value == "accepted"
    await make(desk.office, cashier, Move.COLLECT_FEE, unknown, 1, {"fee_amount": "75.000"}, uuid4())
    for dossier_id, amount in ((known, 100_000), (unknown, 75_000)):
        dossier = (await desk.seen(dossier_id)).value
        assert (dossier.fee_due, dossier.fee_paid_at) == (amount, desk.at)
    rows, _ = await rows_only(desk.office, cashier, view="fee", narrow=Narrow(), after=None, limit=5_000)
    assert not {known, unknown} & {row.id for row in rows}
    with pytest.raises(NotAllowed, match="không còn khoản"):
        await make(desk.office, desk.by("reception"), Move.COLLECT_FEE, known, 2, {"fee_collected": "yes"}, uuid4())
