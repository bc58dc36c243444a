"""What falls due and what is over: told once each at the right working moment, and shown to who answers for it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.services.conftest import BUSINESS
from tests.services.test_issuing import APOLOGY, issued, processing
from tests.services.test_reappointing import ask

from motcua.centers import Center, entered
from motcua.domain.calendar import add_working_minutes
from motcua.services.deadlines import risks, watch
from motcua.services.dossiers.next_steps import ANSWER_AWAITED, OR_ASK
from motcua.services.work import homes
from motcua.services.work.summary import summary
from motcua.services.work.worklists import worklist
from motcua.store.engine import DB, transaction
from motcua.store.queries.effects import load_notices, put_setting

MONDAY = datetime(2017, 11, 13, 1, 0, tzinfo=UTC)  # 08:00; what came on Wednesday at 08:00 is due then


class Killed(BaseException):
    """As a signal ends it: nothing in between catches this."""


@pytest.fixture
async def alone(desk: Any) -> None:
    """Nothing of other tests falls due here."""
    async with transaction():
        await DB.fetch("UPDATE dossier SET is_open = false, state = 'cancelled', due_at = NULL WHERE is_open")


async def told(dossier_id: UUID) -> list[str]:
    async with transaction():
        return [row["event"] for row in await load_notices(dossier_id) if row["event"].startswith("watch")]


async def test_a_working_day_before_and_not_a_minute_earlier(desk: Any, alone: None, que_vo: Center) -> None:
    made = (await desk.accept(BUSINESS.key)).id
    due_at = (await desk.seen(made)).value.due_at
    assert due_at == MONDAY
    a_day_before = datetime(2017, 11, 10, 1, 0, tzinfo=UTC)  # Friday 08:00: the weekend counts for nothing
    assert add_working_minutes(que_vo.calendar, a_day_before, 480) == due_at
    assert (await watch.watch(a_day_before - timedelta(minutes=1))).near == 0
    assert (await watch.watch(a_day_before)).near == 1
    assert (await watch.watch(due_at)).expired == 0, "at the very minute it is still in time"
    assert (await watch.watch(due_at + timedelta(minutes=1))).expired == 1
    assert await told(made) == ["watch_near", "watch_expired"]


async def test_killed_in_the_middle_and_started_again_everybody_is_told_once(
    desk: Any, alone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [(await desk.accept(BUSINESS.key)).id for _ in range(5)]
    at, calls = MONDAY - timedelta(minutes=10), 0
    add_notice = watch.add_notice

    async def dies(*args: Any, **more: Any) -> bool:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise Killed
        return await add_notice(*args, **more)

    with monkeypatch.context() as patched:
        patched.setattr(watch, "add_notice", dies)
        with pytest.raises(Killed):
            await watch.watch(at)
    assert (await watch.watch(at)).near == 5
    assert (await watch.watch(at)).near == 0
    assert [await told(each) for each in made] == [["watch_near"]] * 5


async def test_two_at_once_tell_once(desk: Any, alone: None, que_vo: Center) -> None:
    made = (await desk.accept(BUSINESS.key)).id

    async def one() -> int:
        with entered(que_vo):
            return (await watch.watch(MONDAY)).near

    assert sum(await asyncio.gather(*(one() for _ in range(4)))) == 1
    assert await told(made) == ["watch_near"]


async def test_a_new_date_is_a_new_promise(desk: Any, alone: None) -> None:
    made = await processing(desk)
    friday = datetime(2017, 11, 10, 2, 0, tzinfo=UTC)
    await watch.watch(friday)
    await ask(desk, made)
    await issued(desk, "director", made, APOLOGY)
    assert (await watch.watch(friday)).near == 0
    assert (await watch.watch(datetime(2017, 11, 20, 2, 0, tzinfo=UTC))).near == 1
    assert await told(made) == ["watch_near", "watch_near"]


@pytest.mark.parametrize("who", ["officer", "head", "reception", "director"])
async def test_who_answers_for_it_sees_it_with_what_to_do_next(desk: Any, alone: None, who: str) -> None:
    made = await processing(desk)
    seen = await homes.watched(desk.office, desk.by(who, MONDAY - timedelta(minutes=30)))
    (line,) = seen.soon
    assert (line.id, line.next_step) == (made, f"Thụ lý, hoàn thành bước; {OR_ASK}")
    assert line.due_left == "Còn 30 phút làm việc"
    await ask(desk, made)
    (line,) = (await homes.watched(desk.office, desk.by(who, MONDAY - timedelta(minutes=30)))).soon
    assert line.next_step.endswith(ANSWER_AWAITED)
    late = await homes.watched(desk.office, desk.by(who, MONDAY + timedelta(hours=2)))
    if who == "director":
        assert late.late == (), "their list is of what is overdue: it is not said twice"
    else:
        assert [row.id for row in late.late] == [made]
    assert late.soon == ()


async def test_somebody_else_is_not_told(desk: Any, alone: None) -> None:
    await processing(desk)
    for who in ("stranger", "tax", "clerk"):
        seen = await homes.watched(desk.office, desk.by(who, MONDAY + timedelta(hours=2)))
        assert (seen.late, seen.soon) == ((), ()), who


async def test_the_summary_counts_today_and_names_who_has_what_is_overdue(desk: Any, alone: None) -> None:
    made = await processing(desk)
    today = await summary(desk.office, desk.by("director"))
    assert today.total.received >= 1
    assert today.total.open == 1
    later = await summary(desk.office, desk.by("director", MONDAY + timedelta(days=1)))
    assert later.total.received == 0, "today is another day"
    assert (later.total.late, later.total.soon) == (1, 0)
    (row,) = later.overdue
    assert (row.id, row.at_desk) == (made, "Chuyên viên – Phòng Tài chính - Kế hoạch")
    (line,) = [each for each in later.lines if each.late]
    assert line.agency == "tai_chinh_ke_hoach"


async def test_a_risk_that_was_never_counted_is_counted_once(desk: Any, alone: None) -> None:
    """As an upgrade leaves it: the column is there, the instants are not."""
    made = await processing(desk)
    right = (await desk.seen(made)).dossier["risk_at"]
    assert right is not None
    async with transaction():
        await DB.fetch("UPDATE dossier SET risk_at = NULL WHERE id = $1", made)
        await put_setting(risks.COUNTED, 0, set_by=None, at=desk.at)
    version = (await desk.seen(made)).value.version
    assert await risks.count_risks_once(desk.at) >= 1
    after = await desk.seen(made)
    assert (after.dossier["risk_at"], after.value.version) == (right, version)
    assert await risks.count_risks_once(desk.at) == 0


async def test_the_list_says_by_when_and_puts_first_what_has_most_left(desk: Any, alone: None) -> None:
    """Both are due at the same minute; one has the signature still before it."""
    last = await processing(desk)
    await desk.make("officer", "submit", last, proposal="grant", finding="Đủ")
    first = await processing(desk)
    by = desk.by("officer")
    both = [(await desk.seen(each)).value.due_at for each in (first, last)]
    assert both[0] == both[1]
    rows = {row.id: row for row in (await worklist(desk.office, by, view="mine")).rows}
    assert rows[first].must_end == "Phải xong bước này trước 15:30 ngày 09/11"
    ahead = (await desk.seen(first)).dossier["risk_at"], (await desk.seen(last)).dossier["risk_at"]
    assert ahead[0] < ahead[1]
