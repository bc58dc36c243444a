"""Phản ánh, kiến nghị: kept once, followed by who holds the secret, answered in time or flagged, published by hand."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from tests.services.conftest import AT

from motcua.centers import Center, entered
from motcua.centers.hearing import Hearing
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting
from motcua.services.dossiers import trail
from motcua.services.heard import feedback, feedback_desk
from motcua.services.heard.feedback_watch import watch_feedback
from motcua.store.engine import DB, transaction
from motcua.store.queries import feedback as stored
from motcua.store.queries.messages import load_message, message_of_key, opened

GIVEN = {
    "kind": "conduct", "agency": "tu_phap", "text": "Bà Trần Thị Lan bắt chờ hai giờ, số 0912345678.",
    "name": "Lê Văn Kín", "phone": "", "email": "kin@example.vn",
}  # fmt: skip
FIVE = Hearing("5wd", "Quyết định 1/QĐ-UBND")


@pytest.fixture
def hearing(que_vo: Center, desk: Any) -> Any:
    """Quế Võ with a term for its answers."""
    with entered(replace(que_vo, hearing=FIVE, unconfirmed={})) as center:
        yield center


async def send(**changes: str) -> feedback.Receipt:
    return (await feedback.send_feedback({**GIVEN, **changes}, uuid4(), AT))[0]


async def id_of(receipt: feedback.Receipt) -> UUID:
    async with transaction():
        row = await stored.find_by_number(receipt.number)
    assert row is not None
    found: UUID = row["id"]
    return found


async def test_it_is_kept_sealed_and_its_clock_runs_in_working_time(desk: Any, hearing: Center) -> None:
    receipt = await send()
    assert "5 ngày làm việc" in receipt.due_says
    assert "Quyết định 1/QĐ-UBND" in receipt.due_says
    async with transaction():
        (raw,) = await DB.fetch("SELECT * FROM feedback WHERE number = $1", receipt.number)
    assert raw["due_at"] == AT + timedelta(days=7)  # Wednesday to Wednesday: a weekend between
    for word in ("Lan", "0912345678", "Kín", "kin@example.vn"):
        assert word not in str(dict(raw))
    followed = await feedback.follow(receipt.number, receipt.secret, AT)
    assert followed is not None
    assert followed.text == GIVEN["text"]


async def test_where_nobody_set_a_term_none_is_promised(desk: Any, que_vo: Center) -> None:
    with entered(replace(que_vo, hearing=Hearing(), unconfirmed={})):
        receipt = await send()
        assert receipt.due_says == feedback.NO_TERM
        await watch_feedback(AT + timedelta(days=300))
        async with transaction():
            assert [each["kind"] for each in await stored.load_events(await id_of(receipt))] == ["sent"]


async def test_sent_twice_it_is_one_and_other_words_under_the_same_key_are_refused(desk: Any, que_vo: Center) -> None:
    key = uuid4()

    async def one() -> tuple[feedback.Receipt, bool]:
        with entered(que_vo):
            return await feedback.send_feedback(GIVEN, key, AT)

    found = await asyncio.gather(*(one() for _ in range(5)))
    assert len({receipt for receipt, _ in found}) == 1
    assert sorted(is_new for _, is_new in found) == [False] * 4 + [True]
    with pytest.raises(Conflict):
        await feedback.send_feedback({**GIVEN, "text": "Khác"}, key, AT)


async def test_only_the_secret_opens_it(desk: Any) -> None:
    mine, other = await send(), await send()
    assert await feedback.follow(mine.number, other.secret, AT) is None
    assert await feedback.follow("PA-171108-9999", mine.secret, AT) is None
    assert await feedback.follow("x" * 99, mine.secret, AT) is None
    assert await feedback.follow(f" {mine.number.lower()} ", mine.secret, AT) is not None


async def test_it_is_the_directors_and_of_whoever_was_given_it(desk: Any, hearing: Center, crew: Any) -> None:
    whose = await id_of(await send())
    for who in ("officer", "reception", "stranger"):
        with pytest.raises(NotAllowed):
            await feedback_desk.open_feedback(desk.by(who), whose)
    with pytest.raises(NotAllowed):
        await feedback_desk.assign(desk.by("officer"), whose, 1, crew.officer.id)
    await feedback_desk.assign(desk.by("director"), whose, 1, crew.officer.id)
    found = await feedback_desk.open_feedback(desk.by("officer"), whose)
    assert dict(found.contact) == {"Họ và tên": "Lê Văn Kín", "Thư điện tử": "kin@example.vn"}
    assert not found.may_assign
    assert whose in [line.id for line in (await listed(desk, "officer")).lines]
    assert whose not in [line.id for line in (await listed(desk, "head")).lines]
    assert whose in [line.id for line in (await listed(desk, "director")).lines]
    with pytest.raises(NotHere):
        await feedback_desk.open_feedback(desk.by("director"), uuid4())


async def listed(desk: Any, who: str, *, is_open: bool = True) -> feedback_desk.FeedbackList:
    return await feedback_desk.feedback_list(desk.by(who), is_open=is_open, after="")


async def open_lines(acting: Acting) -> list[feedback_desk.FeedbackLine]:
    """Page after page: tests before left some that fall due at the same minute."""
    lines: list[feedback_desk.FeedbackLine] = []
    after = ""
    while True:
        found = await feedback_desk.feedback_list(acting, is_open=True, after=after)
        lines += found.lines
        after = found.next_place
        if not after:
            return lines


async def test_every_page_of_the_list_follows_the_one_before(desk: Any, hearing: Center) -> None:
    wanted = {await id_of(await send()) for _ in range(feedback.PAGE + 3)}
    seen = [line.id for line in await open_lines(desk.by("director"))]
    assert len(seen) == len(set(seen))
    assert wanted <= set(seen)
    with pytest.raises(NotHere):
        await feedback_desk.feedback_list(desk.by("director"), is_open=True, after="bịa")


async def test_the_answer_is_told_once_and_counted(desk: Any, hearing: Center) -> None:
    receipt = await send()
    whose, key = await id_of(receipt), uuid4()
    before = await sums()
    for _ in range(2):
        says = await feedback_desk.answer(
            desk.office, desk.by("director"), whose, 1, "Đã nhắc nhở.", declines=False, key=key
        )
        assert receipt.number in says
    after = await sums()
    assert {name: after[name] - before[name] for name in after} == {"received": 0, "answered": 1, "in_time": 1}
    followed = await feedback.follow(receipt.number, receipt.secret, AT)
    assert followed is not None
    assert (followed.state, followed.answer) == ("Đã trả lời", "Đã nhắc nhở.")
    async with transaction():
        message = await message_of_key(f"feedback/{whose}/answered")
        assert message is not None
        found = await load_message(message)
    assert found is not None
    assert receipt.secret in opened(found["sealed"])["text"]
    with pytest.raises(Conflict):
        await feedback_desk.answer(desk.office, desk.by("director"), whose, 2, "Lại", declines=False, key=uuid4())


async def sums() -> dict[str, int]:
    async with transaction():
        (found,) = await DB.fetch(
            """SELECT coalesce(sum(received), 0)::bigint AS received, coalesce(sum(answered), 0)::bigint AS answered,
            coalesce(sum(in_time), 0)::bigint AS in_time FROM feedback_sum"""
        )
    return dict(found)


async def test_the_sums_are_what_a_slow_count_says(desk: Any, hearing: Center) -> None:
    late = await id_of(await send())
    acting = desk.by("director", AT + timedelta(days=30))
    await feedback_desk.answer(desk.office, acting, late, 1, "Xin lỗi.", declines=True, key=uuid4())
    async with transaction():
        found = await DB.fetch("SELECT * FROM feedback")
    answered = [row for row in found if row["answered_at"]]
    in_time = [row for row in answered if row["due_at"] is None or row["answered_at"] <= row["due_at"]]
    assert len(in_time) < len(answered)
    assert await sums() == {"received": len(found), "answered": len(answered), "in_time": len(in_time)}


async def test_nobody_answers_over_what_somebody_else_changed(desk: Any, hearing: Center, crew: Any) -> None:
    whose = await id_of(await send())
    await feedback_desk.assign(desk.by("director"), whose, 1, crew.officer.id)
    with pytest.raises(Conflict):
        await feedback_desk.answer(desk.office, desk.by("director"), whose, 1, "A", declines=False, key=uuid4())


async def test_near_and_late_are_each_told_once_while_the_office_is_open(desk: Any, hearing: Center) -> None:
    async with transaction():
        await DB.fetch("UPDATE feedback SET near_told_for = due_at, late_told_for = due_at")
    receipt = await send()
    whose, due_at = await id_of(receipt), AT + timedelta(days=7)
    assert await watch_feedback(due_at - timedelta(days=1, minutes=1)) == 0
    assert await watch_feedback(due_at - timedelta(days=1)) == 1
    assert await watch_feedback(due_at - timedelta(days=1)) == 0
    night = due_at.replace(hour=18)
    assert await watch_feedback(night) == 0
    assert await watch_feedback(due_at + timedelta(minutes=1)) == 1
    async with transaction():
        kinds = [event["kind"] for event in await stored.load_events(whose)]
    assert kinds == ["sent", "near", "expired"]
    acting = desk.by("director", due_at + timedelta(hours=2))
    assert next(line for line in await open_lines(acting) if line.id == whose).is_late
    followed = await feedback.follow(receipt.number, receipt.secret, acting.at)
    assert followed is not None
    assert followed.is_late


async def test_two_rounds_at_once_tell_once(desk: Any, hearing: Center) -> None:
    async with transaction():
        await DB.fetch("UPDATE feedback SET near_told_for = due_at, late_told_for = due_at")
    await send()

    async def one() -> int:
        with entered(hearing):
            return await watch_feedback(AT + timedelta(days=7, minutes=1))

    assert sum(await asyncio.gather(*(one() for _ in range(4)))) == 1


async def test_only_looked_through_words_are_published_and_nothing_else(desk: Any, hearing: Center) -> None:
    whose = await id_of(await send())
    director = desk.by("director")
    with pytest.raises(Conflict):
        await feedback_desk.publish(director, whose, 1, "Chờ lâu?", "Đã sửa.", is_sure=False)
    await feedback_desk.answer(desk.office, director, whose, 1, "Đã nhắc bà Lan.", declines=False, key=uuid4())
    with pytest.raises(Refused) as refused:
        await feedback_desk.publish(director, whose, 2, GIVEN["text"], "Đã sửa.", is_sure=False)
    assert set(refused.value.errors) == {"public_question"}
    with pytest.raises(NotAllowed):
        await feedback_desk.publish(desk.by("officer"), whose, 2, "A", "B", is_sure=True)
    await feedback_desk.publish(director, whose, 2, "Vì sao phải chờ lâu?", "Đã thêm quầy.", is_sure=False)
    found, _ = await feedback.published()
    (mine,) = [each for each in found if each.id == whose]
    assert (mine.question, mine.answer) == ("Vì sao phải chờ lâu?", "Đã thêm quầy.")
    for word in ("Lan", "Kín", "kin@"):
        assert word not in str(found)
    await feedback_desk.publish(director, whose, 3, "", "", is_sure=False, withdraws=True)
    assert whose not in [each.id for each in (await feedback.published())[0]]


async def test_the_database_publishes_nothing_that_was_not_answered(desk: Any, hearing: Center) -> None:
    whose = await id_of(await send())
    with pytest.raises(asyncpg.CheckViolationError):
        async with transaction():
            await DB.fetch("UPDATE feedback SET published_at = received_at WHERE id = $1", whose)


async def test_a_rewritten_trail_is_found_out(desk: Any, hearing: Center, owner: Any) -> None:
    whose = await id_of(await send())
    assert (await trail.verify(desk.office)).is_whole
    table = f"{hearing.schema}.feedback_event"
    await owner.execute(f"UPDATE {table} SET actor_name = 'Ai đó' WHERE feedback_id = $1", whose)
    faults = (await trail.verify(desk.office)).faults
    assert any("đã bị sửa" in each for each in faults)
    await owner.execute(f"UPDATE {table} SET actor_name = 'Người gửi' WHERE feedback_id = $1", whose)
    assert (await trail.verify(desk.office)).is_whole


@pytest.mark.parametrize(
    ("changes", "box"),
    [({"kind": "khac"}, "kind"), ({"agency": "khong_co"}, "agency"), ({"text": " "}, "text"),
     ({"text": "x" * 5001}, "text"), ({"phone": "abc"}, "phone"), ({"email": "abc"}, "email"),
     ({"name": "A\nB"}, "name")],
)  # fmt: skip
def test_what_can_not_be_taken_is_said_beside_its_box(que_vo: Center, changes: dict[str, str], box: str) -> None:
    with entered(que_vo), pytest.raises(Refused) as refused:
        feedback.read_feedback({**GIVEN, **changes})
    assert set(refused.value.errors) == {box}
