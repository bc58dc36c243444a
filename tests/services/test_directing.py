"""The director's page: every figure opens exactly its rows, whatever lives the dossiers had; the forecast is kept and
scored by what the trails say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.services.oversight_oracle import WORKING, trails
from tests.services.test_sums import live

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import NotAllowed, NotHere
from motcua.domain.forecasts import last_moment
from motcua.domain.pace import Pace
from motcua.domain.people import Acting
from motcua.services.oversight import directing, figures, forecasting
from motcua.services.oversight.directing import Overview
from motcua.store.engine import transaction
from motcua.store.queries import forecasts
from motcua.store.queries.director import Figure
from motcua.store.rows import rows, run


async def last_event() -> datetime:
    async with transaction():
        found: datetime = (await rows("SELECT max(at) AS at FROM event"))[0]["at"]
    return found


@pytest.fixture
async def lived(desk: Any) -> Any:
    """Random lives of dossiers, and the moment after the last of them."""
    if len(await trails()) < 20:
        await live(desk, 31, 24, 25)
    desk.at = max(desk.at, await last_event()) + timedelta(minutes=5)
    return desk


def director(desk: Any, at: datetime | None = None) -> Acting:
    return Acting(desk.crew.director, at or desk.at)


async def listed(at_work: Any, figure: Figure, at: datetime, **of: str) -> list[Any]:
    """Every row behind a figure, page after page, in the order of the pages."""
    found: list[Any] = []
    after = ""
    while True:
        page = await figures.behind(at_work.office, director(at_work, at), figure, after=after, **of)
        found += [row.id for row in page.rows]
        assert page.n >= len(found)
        if not (after := page.next_key):
            assert page.n == len(found)
            return found


async def check_every_number(desk: Any, found: Overview) -> int:
    """Each number of the page against the rows it opens; how many numbers were not zero."""
    seen = 0
    for tile in found.tiles:
        if tile.figure is not None and (tile.n or tile.figure is not Figure.FORETOLD):
            ids = await listed(desk, tile.figure, found.at)
            assert len(set(ids)) == len(ids) == tile.n, tile.label
            seen += tile.n > 0
    for line in found.agencies:
        for figure, n in (
            (Figure.IN_PROCESS, line.open),
            (Figure.LATE, line.late),
            (Figure.SOON, line.soon),
            (Figure.SUPPLEMENT, line.supplement),
            (Figure.FORETOLD, line.foretold),
        ):
            if n or figure is not Figure.FORETOLD:
                assert len(await listed(desk, figure, found.at, agency=line.agency)) == n, (figure, line.name)
                seen += n > 0
    for each in found.desks:
        assert len(await listed(desk, Figure.AT_DESK, found.at, desk=each.key)) == each.waiting, each.name
        assert len(await listed(desk, Figure.LATE_AT_DESK, found.at, desk=each.key)) == each.late, each.name
        seen += 1
    for person in found.people:
        if person.in_hand:
            assert len(await listed(desk, Figure.ASSIGNED, found.at, person=str(person.id))) == person.in_hand
    return seen


async def test_every_number_of_the_page_opens_exactly_its_rows(lived: Any) -> None:
    for later in (timedelta(0), timedelta(hours=3), timedelta(days=2), timedelta(days=40)):
        found = await directing.overview(lived.office, director(lived, lived.at + later))
        assert await check_every_number(lived, found) > 5


async def test_late_by_agency_is_what_the_trails_say(lived: Any) -> None:
    """By an oracle that shares nothing with the sums."""
    at = lived.at + timedelta(days=3)
    wanted: dict[str, int] = {}
    for dossier, events in await trails():
        stands = [event["data"] for event in events if "to" in event["data"]][-1]
        due_at = datetime.fromisoformat(stands["due_at"]) if stands["due_at"] else None
        if stands["to"] in WORKING and due_at is not None and due_at < at:
            wanted[dossier["agency"]] = wanted.get(dossier["agency"], 0) + 1
    found = await directing.overview(lived.office, director(lived, at))
    assert wanted
    assert {line.agency: line.late for line in found.agencies if line.late} == wanted


async def test_a_sum_that_is_written_over_no_longer_agrees_with_its_rows(lived: Any) -> None:
    """The control: the numbers do come from the sums."""
    found = await directing.overview(lived.office, director(lived))
    agency = next(line.agency for line in found.agencies if line.open)
    spoil = "INSERT INTO tally (measure, on_date, agency, procedure_key, channel, officer_id, n) VALUES ('in_process',"
    places = " $1, $2, 'x', 'direct', '00000000-0000-0000-0000-000000000000', $3)"
    async with transaction():
        await run(spoil + places, local(lived.at).date(), agency, 1)
    try:
        with pytest.raises(AssertionError):
            await check_every_number(lived, await directing.overview(lived.office, director(lived)))
    finally:
        async with transaction():
            await run(spoil + places, local(lived.at).date(), agency, -1)


async def test_only_who_heads_the_center_opens_the_page(lived: Any) -> None:
    for who in ("head", "officer", "reception", "clerk"):
        with pytest.raises(NotAllowed):
            await directing.overview(lived.office, lived.by(who))
        with pytest.raises(NotAllowed):
            await figures.behind(lived.office, lived.by(who), Figure.LATE)


@pytest.mark.parametrize(
    ("figure", "of"),
    [
        (Figure.LATE, {"agency": "khong-co"}),
        (Figure.AT_DESK, {}),
        (Figure.AT_DESK, {"desk": "x"}),
        (Figure.ASSIGNED, {}),
        (Figure.ASSIGNED, {"person": "x"}),
        (Figure.LATE, {"after": "x"}),
    ],
)
async def test_an_address_that_names_nothing_finds_nothing(lived: Any, figure: Figure, of: dict[str, str]) -> None:
    with pytest.raises(NotHere):
        await figures.behind(lived.office, director(lived), figure, **of)


async def a_dossier_under_way(desk: Any) -> Any:
    """With the officer of its agency, three working days before its date."""
    made = await desk.accept("thu-kinh-doanh")
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    return made


async def test_what_a_slow_desk_has_is_foretold_and_the_forecast_is_scored_by_what_came(desk: Any) -> None:
    desk.at = here().calendar.opening(here().calendar.working_day_after(local(await last_event_or(desk)).date()))
    slow, quick = await a_dossier_under_way(desk), await a_dossier_under_way(desk)
    at = desk.at + timedelta(minutes=30)
    async with transaction():
        await forecasts.forget_before(local(at).date() + timedelta(days=1))
    await forecasting.learn(at)
    async with transaction():
        paces = await forecasts.paces()
        step = next(place for place in await _places(slow.id))
        await forecasts.put_paces({**paces, step: Pace(20, (5_000,) * 9)})
    assert await forecasting.make_forecast(at) >= 2
    found = await directing.overview(desk.office, director(desk, at))
    foretold = await listed(desk, Figure.FORETOLD, at)
    assert {slow.id, quick.id} <= set(foretold)
    assert sum(line.foretold for line in found.agencies) == len(foretold)
    assert sum(line.foretold for line in found.desks) == len(foretold)

    # One is done in time after all, the other stays; nothing is scored before its date.
    for who, move, data in (
        ("officer", "submit", {"proposal": "grant", "finding": "Đủ điều kiện"}),
        ("head", "sign", {"how": "paper_only"}),
    ):
        await desk.make(who, move, quick.id, at + timedelta(minutes=10), **data)
    await desk.make("clerk", "number", quick.id, at + timedelta(minutes=20), result_number="12/GCN")
    await desk.make("reception", "take_back", quick.id, at + timedelta(minutes=30))
    assert quick.id not in await listed(desk, Figure.FORETOLD, at + timedelta(minutes=40))
    assert await forecasting.score(at + timedelta(hours=1)) == 0
    over = last_moment(at, here().calendar) + timedelta(days=1)
    assert await forecasting.score(over) >= 2
    async with transaction():
        came = {each["dossier_id"]: each["came"] for each in await rows("SELECT dossier_id, came FROM forecast")}
        scored = await forecasting.scored_since(local(at).date())
    assert came[slow.id] == "late"
    assert came[quick.id] == "in_time"
    assert scored.whole.said >= 2
    assert 1 <= scored.whole.hit < scored.whole.said
    assert scored.whole.hit <= scored.whole.late
    assert await forecasting.score(over) == 0


async def last_event_or(desk: Any) -> datetime:
    return max(await last_event(), desk.at) if await trails() else desk.at


async def _places(dossier_id: Any) -> list[Any]:
    found = await forecasts.falling_due(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC), None)
    row = next(each for each in found if each["id"] == dossier_id)
    return [each.place for each in forecasting.ahead_of(row, row["received_at"], here().calendar) if each.planned]


async def test_a_day_is_foretold_once_and_no_day_of_rest(lived: Any) -> None:
    calendar = here().calendar
    day = calendar.working_day_after(local(lived.at).date() + timedelta(days=60))
    morning = calendar.opening(day)
    assert not await forecasting.keep_forecast(morning - timedelta(minutes=1))
    assert await forecasting.keep_forecast(morning)
    assert not await forecasting.keep_forecast(morning + timedelta(hours=2))
    rest = day
    while calendar.is_working_day(rest):
        rest += timedelta(days=1)
    assert not await forecasting.keep_forecast(morning + (rest - day))
    async with transaction():
        assert (await rows("SELECT count(*) AS n FROM desk_flow"))[0]["n"] > 0
        arrived = sum(each["n"] for each in await forecasts.arrivals())
        since = morning - forecasting.ARRIVALS
        wanted = [
            each
            for each, _ in await trails()
            if each["code"] and local(each["received_at"]).date() >= local(since).date()
        ]
    assert arrived == len(wanted)
