"""A change of the calendar and the open dossiers: counted again, each with its reason, never later than promised."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from motcua.centers import Center, Centers, current
from motcua.domain.calendar import CalendarYear, Closure, OpeningHours, Span, SpecialDay, printed
from motcua.domain.moves import Move
from motcua.domain.states import State
from motcua.domain.year_data import calendar_from_data, calendar_to_data
from motcua.services.deadlines import calendars, watch
from motcua.services.deadlines.calendars import APPLIED, decide_closure, decide_year, keep_calendar, keep_calendars
from motcua.services.deadlines.why import why
from motcua.services.dossiers.moves import make
from motcua.services.dossiers.trail import verify
from motcua.store.engine import DB, transaction
from motcua.store.queries.effects import get_setting, load_notices
from motcua.store.queries.trail import load_events

BUSINESS = "thu-kinh-doanh"
FRIDAY = datetime(2017, 11, 10, 2, 0, tzinfo=UTC)  # 09:00
TUESDAY = datetime(2017, 11, 14, 2, 0, tzinfo=UTC)


def provisional(center: Center) -> Center:
    """The year is not settled yet."""
    years = [replace(year, is_provisional=year.year == 2017) for year in center.calendar.years]
    return replace(center, calendar=replace(center.calendar, years=tuple(years)))


def with_day(center: Center, *days: SpecialDay, without: tuple[date, ...] = ()) -> CalendarYear:
    year = center.calendar.year(2017)
    assert year is not None
    kept = tuple(day for day in year.days if day.on not in without)
    return CalendarYear(2017, tuple(sorted((*kept, *days), key=lambda day: day.on)))


@pytest.fixture
async def town(que_vo: Center, desk: Any) -> Centers:
    """One center whose year is provisional, in the state the last start left it; decisions of other tests undone."""
    base = provisional(que_vo)
    found = Centers(que_vo.province, {que_vo.key: base})
    async with transaction():
        await DB.fetch("UPDATE dossier SET is_open = false, state = 'cancelled' WHERE is_open")
        await calendars.put_setting(APPLIED, calendar_to_data(base.calendar), set_by=None, at=FRIDAY)
    return found


@pytest.fixture(autouse=True)
async def no_decisions_stay(que_vo: Center, owner: Any) -> Any:
    yield
    await owner.execute(f"DELETE FROM {que_vo.schema}.calendar_decision")


@contextmanager
def at_center(center: Center) -> Iterator[None]:
    token = current.set(center)
    try:
        yield
    finally:
        current.reset(token)


async def standing(desk: Any, dossier_id: Any) -> Any:
    return (await desk.seen(dossier_id)).value


async def recounted(dossier_id: Any) -> list[Any]:
    async with transaction():
        return [event for event in await load_events(dossier_id) if event["kind"] == "recalculate"]


async def test_an_official_year_with_a_new_holiday_keeps_the_promised_date(
    desk: Any, town: Centers, que_vo: Center
) -> None:
    desk.at = FRIDAY
    with at_center(town[que_vo.key]):
        made = await desk.accept(BUSINESS)
        before = await standing(desk, made.id)
        holiday = SpecialDay(date(2017, 11, 13), "Nghỉ thử", "Thông báo 1/TB")
        await decide_year(with_day(que_vo, holiday), document="Thông báo 1/TB", by="tỉnh", at=FRIDAY)
        found = await keep_calendar(town, que_vo.key, FRIDAY)
        after = await standing(desk, made.id)
    assert printed(before.due_at)[:16] == "2017-11-15T09:00"
    assert (found.kept, found.earlier, found.later) == (1, 0, 0)
    assert after.due_at == before.due_at
    assert (after.due_credit, after.first_due_at) == (480, before.first_due_at)
    (event,) = await recounted(made.id)
    assert "Lịch nghỉ năm 2017 đã là chính thức." in event["data"]["reason"]
    assert any("Thông báo 1/TB" in reason for reason in event["data"]["reason"])
    assert "Giữ ngày đã hẹn" in event["data"]["rule"]
    assert event["actor_id"] is None


async def test_a_kept_date_stays_kept_after_the_next_move(desk: Any, town: Centers, que_vo: Center) -> None:
    desk.at = FRIDAY
    with at_center(town[que_vo.key]):
        made = await desk.accept(BUSINESS)
        before = await standing(desk, made.id)
        holiday = SpecialDay(date(2017, 11, 13), "Nghỉ thử", "Thông báo 1/TB")
        await decide_year(with_day(que_vo, holiday), document="Thông báo 1/TB", by="tỉnh", at=FRIDAY)
        await keep_calendar(town, que_vo.key, FRIDAY)
    with at_center(town[que_vo.key]):
        await desk.make("reception", "hand_over", made.id)
        assert (await standing(desk, made.id)).due_at == before.due_at
        told = await why(desk.office, desk.by("reception"), made.id)
    assert told.reckoning.at == before.due_at
    assert not told.set_by_hand
    assert any("giữ ngày đã hẹn" in line.says for line in told.reckoning.lines)
    (line,) = [line for line in told.reckoning.lines if line.says.startswith("Tính lại hạn trả theo lịch")]
    assert "Nghỉ thử" in line.says
    assert "Thông báo 1/TB" in line.says
    assert "mục 2 của nhật ký" in line.says


async def test_a_day_that_is_worked_after_all_improves_the_date(desk: Any, town: Centers, que_vo: Center) -> None:
    desk.at = FRIDAY
    holiday = SpecialDay(date(2017, 11, 13), "Nghỉ thử", "dự kiến")
    base = replace(
        town[que_vo.key],
        calendar=town[que_vo.key].calendar.with_years([replace(with_day(que_vo, holiday), is_provisional=True)]),
    )
    town[que_vo.key] = base
    with at_center(base):
        async with transaction():
            await calendars.put_setting(APPLIED, calendar_to_data(base.calendar), set_by=None, at=FRIDAY)
        made = await desk.accept(BUSINESS)
        before = await standing(desk, made.id)
        await decide_year(with_day(que_vo), document="Thông báo 2/TB", by="tỉnh", at=FRIDAY)
        found = await keep_calendar(town, que_vo.key, FRIDAY)
        after = await standing(desk, made.id)
    assert printed(before.due_at)[:16] == "2017-11-16T09:00"
    assert printed(after.due_at)[:16] == "2017-11-15T09:00"
    assert found.earlier == 1
    assert after.first_due_at == before.first_due_at, "statistics keep the date on the receipt"
    (event,) = await recounted(made.id)
    assert "sớm hơn" in event["data"]["rule"]


async def test_a_date_that_became_a_day_of_rest_moves_to_the_closing_before_it(
    desk: Any, town: Centers, que_vo: Center
) -> None:
    desk.at = FRIDAY
    with at_center(town[que_vo.key]):
        made = await desk.accept(BUSINESS)
        storm = Closure(date(2017, 11, 15), date(2017, 11, 15), "bão số 14", "Quyết định 5/QĐ")
        await decide_closure(storm, by="Giám đốc", at=FRIDAY)
        await keep_calendar(town, que_vo.key, FRIDAY)
        after = await standing(desk, made.id)
    assert printed(after.due_at)[:16] == "2017-11-14T17:00"
    (event,) = await recounted(made.id)
    assert any("bão số 14" in reason for reason in event["data"]["reason"])


async def test_what_nothing_changes_for_is_left_alone_and_a_second_round_does_nothing(
    desk: Any, town: Centers, que_vo: Center, office: Any
) -> None:
    desk.at = FRIDAY
    with at_center(town[que_vo.key]):
        made = await desk.accept(BUSINESS)
        before = await standing(desk, made.id)
        holiday = SpecialDay(date(2017, 12, 13), "Nghỉ thử", "Thông báo 3/TB")
        await decide_year(with_day(que_vo, holiday), document="Thông báo 3/TB", by="tỉnh", at=FRIDAY)
        found = await keep_calendar(town, que_vo.key, FRIDAY)
        assert (found.unchanged, found.kept) == (1, 0)
        assert (await standing(desk, made.id)) == before
        assert await recounted(made.id) == []
        assert (await keep_calendar(town, que_vo.key, FRIDAY)).reasons == ()
        assert not town[que_vo.key].calendar.is_working_day(date(2017, 12, 13))
        async with transaction():
            applied = await get_setting(APPLIED)
        assert not next(year for year in applied["years"] if year["year"] == 2017)["is_provisional"]
        assert (await verify(office)).is_whole


def with_hours(center: Center, *spans: tuple[int, int], document: str = "") -> Center:
    hours = OpeningHours(frozenset(range(5)), tuple(Span(*span) for span in spans), document=document)
    return replace(center, calendar=replace(center.calendar, hours=(hours,)))


async def test_other_hours_in_the_centers_file_count_open_dossiers_again_at_the_next_start(
    desk: Any, town: Centers, que_vo: Center
) -> None:
    """Shorter days: three working days of 480 minutes need longer, and what was promised is kept."""
    desk.at = FRIDAY
    with at_center(town[que_vo.key]):
        made = await desk.accept(BUSINESS)
        before = await standing(desk, made.id)
    town[que_vo.key] = with_hours(town[que_vo.key], (480, 690), (810, 1020), document="Thông báo 7/TB-UBND")
    with at_center(town[que_vo.key]):
        (found,) = (await keep_calendars(town, FRIDAY)).values()
        after = await standing(desk, made.id)
        told = await why(desk.office, desk.by("reception"), made.id)
    assert found.kept == 1
    assert after.due_at == before.due_at
    assert after.due_credit > 0
    (event,) = await recounted(made.id)
    assert event["data"]["reason"][0].startswith("Giờ làm việc: thứ Hai")
    assert "08:00–11:30, 13:30–17:00" in event["data"]["reason"][0]
    assert "Thông báo 7/TB-UBND" in event["data"]["reason"][0]
    assert any("Thông báo 7/TB-UBND" in line.says for line in told.reckoning.lines)
    with at_center(town[que_vo.key]):
        assert (await keep_calendars(town, FRIDAY))[que_vo.key] == calendars.Recounted(), "the next start: nothing new"


async def test_between_two_starts_the_hours_last_applied_hold(desk: Any, town: Centers, que_vo: Center) -> None:
    """A command that has read newer files than the server did changes nothing, and the server does not count back."""
    desk.at = FRIDAY
    server = Centers(que_vo.province, dict(town))
    with at_center(town[que_vo.key]):
        made = await desk.accept(BUSINESS)
    newer = with_hours(town[que_vo.key], (480, 690), (810, 1020))
    with at_center(server[que_vo.key]):
        town[que_vo.key] = newer
        assert await keep_calendar(town, que_vo.key, FRIDAY) == calendars.Recounted()
        assert town[que_vo.key].calendar.hours == server[que_vo.key].calendar.hours
        town[que_vo.key] = newer
        assert (await keep_calendars(town, FRIDAY))[que_vo.key].kept == 1
        assert await keep_calendar(server, que_vo.key, FRIDAY) == calendars.Recounted()
        assert server[que_vo.key].calendar.hours == newer.calendar.hours
        assert len(await recounted(made.id)) == 1


async def test_longer_hours_improve_the_date(desk: Any, town: Centers, que_vo: Center) -> None:
    desk.at = FRIDAY
    with at_center(town[que_vo.key]):
        made = await desk.accept(BUSINESS)
        before = await standing(desk, made.id)
    town[que_vo.key] = with_hours(town[que_vo.key], (420, 690), (780, 1050))
    with at_center(town[que_vo.key]):
        assert (await keep_calendar(town, que_vo.key, FRIDAY, is_start=True)).earlier == 1
        after = await standing(desk, made.id)
    assert after.due_at < before.due_at
    assert after.first_due_at == before.first_due_at


def test_a_calendar_is_kept_whole(que_vo: Center) -> None:
    """What is kept and read again is the same calendar; a record of the days alone leaves the hours as they are."""
    whole = replace(
        que_vo.calendar,
        hours=(
            OpeningHours(frozenset({0, 5}), (Span(420, 690),), date(2017, 1, 1), date(2020, 1, 1), ((4, 16), (10, 15))),
            OpeningHours(frozenset(range(5)), (Span(450, 690), Span(780, 1020)), document="Thông báo 7/TB"),
        ),
        own_days=(SpecialDay(date(2018, 6, 22), "Ngày thành lập", "QĐ"),),
        start="next_day",
    )
    kept = json.loads(json.dumps(calendar_to_data(whole)))
    assert kept == calendar_to_data(whole)
    assert calendar_from_data(que_vo.calendar, kept) == whole
    assert calendar_from_data(que_vo.calendar, kept) != que_vo.calendar
    days = {key: kept[key] for key in ("years", "closures")}
    assert calendar_from_data(whole, days) == whole


async def test_what_is_late_stays_late(desk: Any, town: Centers, que_vo: Center) -> None:
    desk.at = FRIDAY
    with at_center(town[que_vo.key]):
        made = await desk.accept(BUSINESS)
        before = await standing(desk, made.id)
        late = datetime(2017, 11, 20, 2, tzinfo=UTC)
        await decide_closure(
            Closure(date(2017, 11, 13), date(2017, 11, 13), "bão", "QĐ 6", Span(450, 690)), by="x", at=late
        )
        await keep_calendar(town, que_vo.key, late)
        assert (await standing(desk, made.id)).due_at == before.due_at
        assert await recounted(made.id) == []


async def test_each_due_date_is_told_once_when_it_is_near_and_once_when_it_is_over(
    desk: Any, town: Centers, que_vo: Center
) -> None:
    desk.at = FRIDAY
    with at_center(town[que_vo.key]):
        made = await desk.accept(BUSINESS)
        assert (await watch.watch(FRIDAY)).near == 0
        near = TUESDAY.replace(hour=2, minute=30)  # due on Wednesday at 09:00: a working day is left
        assert (await watch.watch(near)).near == 1
        assert (await watch.watch(near)).near == 0
        night = datetime(2017, 11, 15, 15, 0, tzinfo=UTC)
        assert await watch.watch(night) == watch.Watched(), "the office is shut: nobody is told at night"
        assert (await watch.watch(datetime(2017, 11, 16, 1, 0, tzinfo=UTC))).expired == 1
        assert (await watch.watch(datetime(2017, 11, 16, 2, 0, tzinfo=UTC))).expired == 0
        async with transaction():
            told = await load_notices(made.id)
    assert [notice["event"] for notice in told if notice["event"].startswith("watch")] == [
        "watch_near",
        "watch_expired",
    ]
    assert "quá hạn" in told[-1]["text"]


async def test_a_supplement_that_never_comes_goes_back_by_itself(desk: Any, town: Centers, que_vo: Center) -> None:
    desk.at = FRIDAY
    with at_center(replace(town[que_vo.key], supplement_for="5d")):
        made = await desk.accept("thu-dat-dai")
        await desk.make("reception", "hand_over", made.id)
        await desk.make("officer", "confirm_receipt", made.id)
        for who, move, data in (
            ("officer", "ask_for_supplement", {"missing": "Bản đồ", "reason": "Thiếu"}),
            ("reception", "issue_supplement", {"told_by": "hand"}),
        ):
            await _make(desk, who, move, made.id, data)
        deadline = (await standing(desk, made.id)).open_pause.deadline_at
        assert printed(deadline)[:16] == "2017-11-15T17:00"
        assert (await watch.watch(datetime(2017, 11, 15, 9, 0, tzinfo=UTC))).lapsed == 0, "in time to the last hour"
        assert (await watch.watch(datetime(2017, 11, 16, 1, 0, tzinfo=UTC))).lapsed == 1
        assert (await watch.watch(datetime(2017, 11, 16, 1, 5, tzinfo=UTC))).lapsed == 0
        bundle = await desk.seen(made.id)
        async with transaction():
            last = (await load_events(made.id))[-1]
    assert bundle.value.state is State.STOPPED
    assert bundle.value.open_pause is None
    assert "Quá thời hạn bổ sung" in bundle.dossier["refusal_reason"]
    assert (last["kind"], last["actor_name"]) == ("stop", "Hệ thống")


async def _make(desk: Any, who: str, move: str, dossier_id: Any, data: dict[str, str]) -> None:
    seen = (await desk.seen(dossier_id)).value.version
    await make(desk.office, desk.by(who), Move(move), dossier_id, seen, data, uuid4())


async def test_without_a_time_set_by_the_center_nothing_goes_back(desk: Any, town: Centers, que_vo: Center) -> None:
    desk.at = FRIDAY
    with at_center(replace(town[que_vo.key], supplement_for="")):
        made = await desk.accept("thu-dat-dai")
        await desk.make("reception", "hand_over", made.id)
        await desk.make("officer", "confirm_receipt", made.id)
        await _make(desk, "officer", "ask_for_supplement", made.id, {"missing": "Bản đồ", "reason": "Thiếu"})
        await _make(desk, "reception", "issue_supplement", made.id, {"told_by": "hand"})
        assert (await standing(desk, made.id)).open_pause.deadline_at is None
        assert (await watch.watch(datetime(2019, 11, 15, 2, 0, tzinfo=UTC))).lapsed == 0
