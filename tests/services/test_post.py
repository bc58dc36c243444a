"""The public post: what it fetches and delivers, with both sides of every hand-over and what the applicant reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.services.conftest import BUSINESS, Crew, Desk_
from tests.services.test_filings import TYPED, a_citizen, at_desk, begun, hand_in, here, me, seen_of, with_papers
from tests.services.test_moves_aside import posted

from motcua.centers import Center
from motcua.domain.citizens import Applying
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Staff
from motcua.domain.post import PostAct, PostState
from motcua.domain.states import State
from motcua.services.citizens import public
from motcua.services.demo.scans import scan
from motcua.services.dossiers import hindrances, moves, records
from motcua.services.files import uploads
from motcua.services.office import Office
from motcua.services.online import desk as online_desk
from motcua.services.online import ends as filing_ends
from motcua.services.post import acts as post_acts
from motcua.services.post import asking as post_asking
from motcua.services.post import lists as post_lists
from motcua.services.post import tasks as post
from motcua.store.engine import DB, transaction
from motcua.store.queries import post as stored
from motcua.store.queries.trail import load_events

__all__ = ["here", "me"]

DELIVERED = {
    "received_by": "Trần Thị Bé",
    "relation": "family",
    "id_number": "125 999 888",
    "delivered_on": "08/11/2017",
    "delivered_time": "8:00",
    "posting_number": "EA123456789VN",
    "postage": "25.000",
}
COLLECTED = {"papers": "Giấy đề nghị: 1 bản chính", "posting_number": "RB000000001VN"}
ASKED = {
    "about": "Đăng ký hộ kinh doanh",
    "agency": "tu_phap",
    "name": "Nguyễn Thị Hà",
    "phone": "0912000111",
    "address": "Số 2, Phố Mới",
}


@pytest.fixture
async def postman(que_vo: Center, make_staff: Any) -> Staff:
    staff: Staff = await make_staff(roles=("post_officer",), desks=(), receives=(), kind="post", name="Ông Bưu")
    return staff


@pytest.fixture(autouse=True)
def at_home(desk: Desk_, here: Center) -> None:
    """Everything is done at Quế Võ, which takes the business procedure online."""


async def paid(desk: Desk_) -> UUID:
    """A result that goes by post and owes nothing."""
    made = await posted(desk)
    seen = (await desk.seen(made)).value.version
    data = {"fee_collected": "yes", "fee_amount": "100000"}
    await moves.make(desk.office, desk.by("reception"), Move.COLLECT_FEE, made, seen, data, uuid4())
    return made


async def given(desk: Desk_, dossier_id: UUID) -> UUID:
    seen = (await desk.seen(dossier_id)).value.version
    await post_acts.give(desk.office, desk.by("reception"), dossier_id, seen, uuid4())
    async with transaction():
        found = await stored.open_task_of(dossier_id=dossier_id)
    assert found is not None
    return found


async def does(office: Office, staff: Staff, task_id: UUID, act: PostAct, at: datetime, **data: str) -> str:
    async with transaction():
        row = await stored.load_task(task_id)
    assert row is not None
    return await post_acts.do(office, Acting(staff, at), task_id, act, row["version"], data, uuid4())


async def on_a_trip(desk: Desk_, postman: Staff, *ids: UUID) -> UUID:
    return await post_acts.start_trip(desk.office, Acting(postman, desk.at), ids, uuid4())


async def state_of(task_id: UUID) -> PostState:
    async with transaction():
        row = await stored.load_task(task_id)
    assert row is not None
    return PostState(row["state"])


async def kinds_of(dossier_id: UUID) -> list[str]:
    async with transaction():
        return [event["kind"] for event in await load_events(dossier_id)]


async def messages_of(dossier_id: UUID) -> list[str]:
    async with transaction():
        found = await DB.fetch("SELECT occasion FROM message WHERE dossier_id = $1 ORDER BY queued_at, id", dossier_id)
    return [row["occasion"] for row in found]


async def test_a_result_is_given_taken_over_and_delivered_with_proof(desk: Desk_, postman: Staff) -> None:
    dossier_id = await paid(desk)
    task_id = await given(desk, dossier_id)
    assert await state_of(task_id) is PostState.GIVEN
    await on_a_trip(desk, postman, task_id)
    later = desk.at + timedelta(hours=1)
    await does(desk.office, postman, task_id, PostAct.DELIVER, later, **DELIVERED)
    assert await state_of(task_id) is PostState.DELIVERED
    kept = (await desk.seen(dossier_id)).dossier
    assert (kept["state"], kept["with_post"], kept["handed_back_to"]) == ("handed_back", False, "Trần Thị Bé")
    assert kept["posting_number"] == "EA123456789VN"
    assert (await kinds_of(dossier_id))[-3:] == ["post_given", "post_take_over", "send_by_post"]
    found = await post.open_task(Acting(postman, later), task_id)
    assert "•••••9888" in found.task.receiver
    assert "125999888" not in found.task.receiver
    assert found.task.postage == 25_000
    assert kept["fee_due"] == 100_000, "the charge of the post is none of the center's fees"
    assert [step.by for step in found.steps] == [desk.crew.reception.name, postman.name, postman.name]


async def test_the_applicant_reads_every_step_in_plain_words(desk: Desk_, postman: Staff) -> None:
    dossier_id = await paid(desk)
    async with transaction():
        kept = await records.load(dossier_id)
        assert kept is not None
        before = await public.detail_of(desk.office, kept, desk.at)
    assert "sẽ được phát qua bưu chính" in before.sentence
    task_id = await given(desk, dossier_id)
    await on_a_trip(desk, postman, task_id)
    await does(desk.office, postman, task_id, PostAct.FAIL, desk.at, reason="Không có ai ở nhà")
    async with transaction():
        kept = await records.load(dossier_id)
        assert kept is not None
        detail = await public.detail_of(desk.office, kept, desk.at)
    assert "đã giao cho bưu chính" in detail.sentence
    said = [line.text for line in detail.history]
    assert said[-3:] == [
        "Trung tâm giao kết quả cho bưu chính",
        "Bưu chính đã nhận kết quả từ Trung tâm",
        "Bưu chính chưa phát được, sẽ phát lại",
    ]
    assert (await messages_of(dossier_id)).count("post") == 2


async def test_while_the_post_has_it_the_counter_can_not_hand_it_back(desk: Desk_, postman: Staff) -> None:
    dossier_id = await paid(desk)
    task_id = await given(desk, dossier_id)
    data = {"received_by": "An", "receiver": "applicant", "posting_number": "1"}
    for move in (Move.HAND_BACK, Move.SEND_BY_POST):
        seen = (await desk.seen(dossier_id)).value.version
        with pytest.raises(Conflict, match="đang ở bưu chính"):
            await moves.make(desk.office, desk.by("reception"), move, dossier_id, seen, data, uuid4())
    await on_a_trip(desk, postman, task_id)
    await does(desk.office, postman, task_id, PostAct.BRING_BACK, desk.at, reason="Sai địa chỉ")
    async with transaction():
        kept = await records.load(dossier_id)
    assert kept is not None
    assert hindrances.hindrance(Move.HAND_BACK, kept, desk.at) is not None, "until the counter has confirmed"
    await does(desk.office, desk.crew.reception, task_id, PostAct.TAKE_IN, desk.at)
    async with transaction():
        kept = await records.load(dossier_id)
    assert kept is not None
    assert hindrances.hindrance(Move.HAND_BACK, kept, desk.at) is None
    again = await given(desk, dossier_id)
    assert again != task_id, "it may be sent once more"


async def test_nothing_is_given_to_the_post_before_the_fee_is_paid(desk: Desk_) -> None:
    dossier_id = await posted(desk)
    with pytest.raises(Conflict, match="phí"):
        await given(desk, dossier_id)
    assert (await desk.seen(dossier_id)).dossier["with_post"] is False


async def test_each_side_does_its_own_and_nobody_elses(desk: Desk_, postman: Staff) -> None:
    task_id = await given(desk, await paid(desk))
    with pytest.raises(NotAllowed):
        await does(desk.office, desk.crew.reception, task_id, PostAct.TAKE_OVER, desk.at)
    with pytest.raises(NotAllowed):
        await does(desk.office, desk.crew.stranger, task_id, PostAct.TAKE_OVER, desk.at)
    with pytest.raises(NotAllowed):
        await post.open_task(desk.by("stranger"), task_id)
    await on_a_trip(desk, postman, task_id)
    await does(desk.office, postman, task_id, PostAct.BRING_BACK, desk.at, reason="Chuyển nhà")
    with pytest.raises(NotAllowed):
        await does(desk.office, postman, task_id, PostAct.TAKE_IN, desk.at)
    with pytest.raises(NotHere):
        await post.open_task(Acting(postman, desk.at), uuid4())


async def test_a_trip_is_taken_whole_or_not_at_all_and_its_list_is_printed_once(desk: Desk_, postman: Staff) -> None:
    first, second = await given(desk, await paid(desk)), await given(desk, await paid(desk))
    pick_up = await post_asking.ask_at_counter(desk.by("reception"), ASKED, uuid4())
    by, key = Acting(postman, desk.at), uuid4()
    trip_id = await post_acts.start_trip(desk.office, by, [first, pick_up], key)
    assert await post_acts.start_trip(desk.office, by, [first, pick_up], key) == trip_id, "sent twice"
    with pytest.raises(Conflict):
        await post_acts.start_trip(desk.office, by, [first, second], uuid4())
    assert await state_of(second) is PostState.GIVEN, "nothing of a trip that was refused"
    with pytest.raises(NotHere):
        await post_acts.start_trip(desk.office, by, [second, uuid4()], uuid4())
    trip = await post_lists.open_trip(trip_id)
    assert trip.number.startswith("CT-171108-")
    assert {task.id for task in trip.tasks} == {first, pick_up}
    printed = await post_lists.issue_list(desk.office, by, trip_id, "", uuid4())
    assert printed.content.startswith(b"%PDF")
    with pytest.raises(Refused, match="lý do"):
        await post_lists.issue_list(desk.office, by, trip_id, "", uuid4())
    again = await post_lists.issue_list(desk.office, by, trip_id, "Bản trước bị ướt", uuid4())
    assert again.content == printed.content


async def test_what_is_typed_of_a_delivery_is_checked(desk: Desk_, postman: Staff) -> None:
    task_id = await given(desk, await paid(desk))
    await on_a_trip(desk, postman, task_id)
    for name, text in (
        ("id_number", "12"),
        ("delivered_time", "25:00"),
        ("delivered_on", "09/11/2017"),
        ("received_by", ""),
        ("relation", "ai-do"),
    ):
        with pytest.raises(Refused) as refused:
            await does(desk.office, postman, task_id, PostAct.DELIVER, desk.at, **{**DELIVERED, name: text})
        wanted = "delivered_time" if name == "delivered_on" else name
        assert wanted in refused.value.errors
    assert await state_of(task_id) is PostState.CARRIED


async def test_papers_are_fetched_handed_in_and_become_a_dossier_received_when_the_center_receives(
    desk: Desk_, postman: Staff
) -> None:
    task_id = await post_asking.ask_at_counter(desk.by("reception"), ASKED, uuid4())
    await on_a_trip(desk, postman, task_id)
    await does(desk.office, postman, task_id, PostAct.MISS, desk.at, reason="Hẹn chiều")
    assert await state_of(task_id) is PostState.ASKED
    await on_a_trip(desk, postman, task_id)
    await does(desk.office, postman, task_id, PostAct.COLLECT, desk.at, **COLLECTED)
    with pytest.raises(Conflict):
        await does(desk.office, desk.crew.reception, task_id, PostAct.CANCEL, desk.at, reason="Thôi")
    await does(desk.office, postman, task_id, PostAct.HAND_IN, desk.at)
    assert task_id in {task.id for task in await post.at_counter(desk.by("reception"))}
    later = desk.at + timedelta(hours=2)
    await does(desk.office, desk.crew.reception, task_id, PostAct.RECEIVE, later)
    made = await desk.accept(
        BUSINESS.key, channel="post", arrival_number=COLLECTED["posting_number"], arrival_posted_on="08/11/2017"
    )
    found = await post.open_task(desk.by("reception"), task_id)
    assert (found.task.code, found.task.state) == (made.code, PostState.RECEIVED)
    assert (await desk.seen(made.id)).dossier["received_at"] == desk.at


async def test_a_page_that_is_old_changes_nothing(desk: Desk_, postman: Staff) -> None:
    task_id = await given(desk, await paid(desk))
    await on_a_trip(desk, postman, task_id)
    by = Acting(postman, desk.at)
    with pytest.raises(Conflict, match="vừa thay đổi"):
        await post_acts.do(desk.office, by, task_id, PostAct.FAIL, 1, {"reason": "Vắng"}, uuid4())
    key = uuid4()
    for _ in range(2):
        await post_acts.do(desk.office, by, task_id, PostAct.FAIL, 2, {"reason": "Vắng"}, key)
    async with transaction():
        row = await stored.load_task(task_id)
    assert row is not None
    assert row["attempts"] == 1


async def test_a_photograph_is_kept_with_the_task_and_not_swept_away(desk: Desk_, postman: Staff) -> None:
    task_id = await given(desk, await paid(desk))
    by = Acting(postman, desk.at)
    with pytest.raises(Conflict):
        await post_acts.add_proof(desk.office, by, task_id, stream=scan("Ky", "nhan"), name="ky.pdf")
    await on_a_trip(desk, postman, task_id)
    file = await post_acts.add_proof(desk.office, by, task_id, stream=scan("Ky", "nhan"), name="ky.pdf")
    await uploads.sweep_files(desk.office, desk.at + timedelta(days=90), desk.at + timedelta(days=90))
    opened = await post.open_proof(desk.office, by, task_id, file.id)
    assert b"".join([piece async for piece in opened.pieces]).startswith(b"%PDF")
    with pytest.raises(NotHere):
        await post.open_proof(desk.office, by, task_id, uuid4())


async def test_a_citizen_asks_sees_and_takes_back_only_their_own(office: Office, me: Applying, postman: Staff) -> None:
    key = uuid4()
    task_id = await post_asking.ask_by_citizen(me, ASKED, key)
    assert await post_asking.ask_by_citizen(me, ASKED, key) == task_id, "sent twice"
    found, _ = await post_asking.mine(me, None)
    assert [(task.id, len(steps)) for task, steps in found] == [(task_id, 1)]
    other = await a_citizen()
    assert (await post_asking.mine(other, None))[0] == ()
    for wanted in (task_id, uuid4()):
        with pytest.raises(NotHere):
            await post_asking.cancel_mine(other, wanted, 1)
    with pytest.raises(Refused) as refused:
        await post_asking.ask_by_citizen(me, {}, uuid4())
    assert set(refused.value.errors) == {"about", "agency", "name", "phone", "address"}
    await post_asking.cancel_mine(me, task_id, 1)
    await post_asking.cancel_mine(me, task_id, 1)
    assert await state_of(task_id) is PostState.CANCELLED


async def test_nobody_has_more_than_a_few_pick_ups_under_way(me: Applying) -> None:
    for _ in range(post_asking.MOST_OPEN):
        await post_asking.ask_by_citizen(me, ASKED, uuid4())
    with pytest.raises(Refused, match="chưa xong"):
        await post_asking.ask_by_citizen(me, ASKED, uuid4())


async def test_filed_online_the_papers_are_fetched_and_the_result_goes_to_the_address_given(
    office: Office, me: Applying, crew: Crew
) -> None:
    more = {"_delivery": ["post"], "_delivery_address": ["Số 9, Đào Viên"], "_pick_up": ["yes"]}
    filing_id = await begun(office, me, {**TYPED, **more})
    await with_papers(office, me, filing_id)
    await hand_in(office, me, filing_id)
    (task, _), *_ = (await post_asking.mine(me, None))[0]
    assert (task.state, task.address, task.phone) == (PostState.ASKED, "Thị trấn Phố Mới", "0912345678")
    seen = await seen_of(office, me, filing_id)
    made = await online_desk.accept(office, at_desk(crew), filing_id, seen, "{code}{secret}")
    (task, _), *_ = (await post_asking.mine(me, None))[0]
    assert (task.dossier_id, task.code) == (made.id, made.code)
    async with transaction():
        kept = await records.load(made.id)
    assert kept is not None
    assert kept.row["answers"]["delivery_address"] == "Số 9, Đào Viên"
    assert kept.dossier.state is State.ACCEPTED


async def test_nobody_fetches_papers_for_what_was_taken_back(office: Office, me: Applying) -> None:
    filing_id = await begun(office, me, {**TYPED, "_pick_up": ["yes"]})
    await with_papers(office, me, filing_id)
    await hand_in(office, me, filing_id)
    await filing_ends.withdraw(office, replace(me), filing_id, await seen_of(office, me, filing_id))
    (task, steps), *_ = (await post_asking.mine(me, None))[0]
    assert task.state is PostState.CANCELLED
    assert steps[-1].note == "Người nộp rút hồ sơ"


async def test_the_lists_are_read_by_their_indexes(plan_of: Any, desk: Desk_) -> None:
    place = (desk.at, uuid4())
    for ask in (
        lambda: stored.tasks_in(["asked", "given"], None, place),
        lambda: stored.tasks_ended(["delivered"], place),
        lambda: stored.tasks_of_citizen(uuid4(), place),
    ):
        assert "post_task_" in await plan_of(ask, "enable_seqscan", "enable_sort")
