"""The board's figures on lived data: what Mẫu 06a says of the same month, what a slow count of the trails says, and
nothing of the day that runs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.services.conftest import AT, UNKNOWN
from tests.services.oversight_oracle import UNSETTLED, WORKING, at_end_of, day_of, end_of, trails
from tests.services.test_issuing import APOLOGY, issued, processing
from tests.services.test_moves_random import PROCEDURES, Life, given
from tests.services.test_ratings import handed_back
from tests.services.test_reappointing import ask
from tests.services.test_sums import live

from motcua.centers import Center, entered
from motcua.centers.hearing import Board
from motcua.domain.course import REAPPOINTED
from motcua.domain.errors import Spoken
from motcua.domain.measures import Measure
from motcua.domain.moves import AT_INTAKE, Move
from motcua.domain.people import Acting
from motcua.domain.reports.periods import Kind, period_of
from motcua.domain.small_numbers import withheld
from motcua.services.board import figures as board_figures
from motcua.services.board import open_data
from motcua.services.board import shown as board
from motcua.services.board.figures import MonthLine, ToldFigures, read_figures
from motcua.services.dossiers.moves import make
from motcua.services.oversight import reporting
from motcua.services.oversight.forms import BY_AGENCY, FORMS, Asked
from motcua.services.oversight.keeping import keep_sums
from motcua.store.engine import transaction
from motcua.store.queries.sums import remake_months
from motcua.store.rows import run

NOW = datetime(2018, 9, 4, 3, 0, tzinfo=UTC)
DAYS = (date(2017, 11, 9), date(2017, 11, 14), date(2017, 11, 17), date(2017, 11, 24), date(2017, 12, 1),
        date(2018, 1, 1), date(2018, 9, 4))  # fmt: skip
COLUMNS = ("received", "done", "with_term", "in_time", "apologised")
Told = dict[tuple[date, str], tuple[int, ...]]
Event = Mapping[str, Any]


async def settle(desk: Any, made: UUID, at: datetime) -> None:
    """From the officer's desk until the result lies at the center; nobody fetches it."""
    await desk.make("officer", "submit", made, at, proposal="grant", finding="Đủ điều kiện")
    await desk.make("head", "sign", made, at, how="paper_only")
    await desk.make("clerk", "number", made, at)
    await desk.make("reception", "take_back", made, at)


@pytest.fixture
async def lived(desk: Any) -> Any:
    """Random lives; what is due on 13-11 and put off to 20-11 with a result before, between and never; late without a
    letter; without a term; and some that somebody has fetched."""
    if not await trails():
        for result_at in (AT + timedelta(days=1), AT + timedelta(days=8), None):
            put_off = await processing(desk)
            await ask(desk, put_off)
            await issued(desk, "director", put_off, APOLOGY)
            if result_at is not None:
                await settle(desk, put_off, result_at)
        await settle(desk, await processing(desk), AT + timedelta(days=9))
        await settle(desk, await processing(desk, UNKNOWN.key), AT + timedelta(days=2))
        for _ in range(3):
            await handed_back(desk)
        await live(desk, 31, 14)
    return desk


@pytest.fixture
def all_told(lived: Any, que_vo: Center) -> Any:
    """No number is too small."""
    with entered(replace(que_vo, board=Board(least=1))):
        yield lived


async def figures(today: date, least: int = 1) -> ToldFigures:
    async with transaction():
        return await read_figures(today, least)


def numbers(line: MonthLine) -> tuple[int, ...]:
    return tuple(getattr(line, name) for name in COLUMNS)


async def told_months() -> Told:
    return {(line.month, line.agency): numbers(line) for line in (await board.public_board(NOW)).months if line.agency}


def promised(events: Sequence[Event]) -> datetime | None:
    """The last date named, but for one of a letter of apology."""
    found = [e["data"]["due_at"] for e in events if "to" in e["data"] and e["kind"] != REAPPOINTED]
    letters = [at for at, e in enumerate(events) if e["kind"] == REAPPOINTED]
    if letters:
        found = [e["data"]["due_at"] for e in events[: letters[0]] if "to" in e["data"]]
    return datetime.fromisoformat(found[-1]) if found[-1] else None


async def slow_months() -> Told:
    """From every dossier's row and trail, one after the other, in the words of the law and not of the sums."""
    found: dict[tuple[date, str], Counter[str]] = {}

    def in_month(moment: datetime, agency: str) -> Counter[str]:
        return found.setdefault((day_of(moment).replace(day=1), agency), Counter())

    for dossier, events in await trails():
        agency = dossier["agency"]
        if dossier["code"] is not None:
            in_month(dossier["received_at"], agency)["received"] += 1
        for event in events:
            if event["kind"] == REAPPOINTED:
                in_month(event["at"], agency)["apologised"] += 1
        back = next((at for at, e in enumerate(events) if e["data"].get("to") in ("ready", "handed_back")), None)
        if back is None:
            continue
        cell, due_at = in_month(events[back]["at"], agency), promised(events[:back])
        cell["done"] += 1
        if due_at is not None:
            cell["with_term"] += 1
            cell["in_time"] += events[back]["at"] <= due_at
    return {key: tuple(cell[name] for name in COLUMNS) for key, cell in found.items() if any(cell.values())}


async def slow_standing(day: date) -> dict[str, tuple[int, int, int]]:
    """How it stood at the end of a day, by agency: open, late, of these with a new date that is still to come."""
    found: dict[str, Counter[str]] = {}
    for dossier, events in await trails():
        stood = at_end_of(day, dossier, events)
        if stood is None or stood["to"] not in UNSETTLED or day_of(dossier["received_at"]) > day:
            continue
        cell = found.setdefault(dossier["agency"], Counter())
        cell["open"] += 1
        until_then = [event for event in events if event["at"] <= end_of(day)]
        due_at = promised(until_then or events[:1])
        if stood["to"] in WORKING and due_at is not None and due_at <= end_of(day):
            cell["late"] += 1
            cell["apologised"] += datetime.fromisoformat(stood["due_at"]) > end_of(day)
    return {agency: (cell["open"], cell["late"], cell["apologised"]) for agency, cell in found.items()}


async def of_form(desk: Any, form: str, month: date) -> dict[str, Mapping[str, int]]:
    asked = Asked(FORMS[form], period_of(Kind.MONTH, month.year, month.month), BY_AGENCY)
    found = await reporting.report(desk.office, Acting(desk.crew.director, NOW), asked)
    return {line.key: line.numbers for line in found.table.lines}


async def same_as_the_forms(desk: Any) -> int:
    """Compares every month, each way round; how many results were counted."""
    told, results = await told_months(), 0
    for month in (board_figures.months_before(NOW.date(), number) for number in range(12, 0, -1)):
        form_06, form_07 = await of_form(desk, "06a", month), await of_form(desk, "07a", month)
        next_day = board_figures.months_before(month, -1)
        standing = {each.agency: each for each in (await figures(next_day)).standing if each.agency}
        agencies = {agency for of, agency in told if of == month} | standing.keys() | form_06.keys() | form_07.keys()
        for agency in agencies:
            received, done, with_term, in_time, apologised = told.get((month, agency), (0,) * 5)
            six, seven = Counter(form_06.get(agency, {})), Counter(form_07.get(agency, {}))
            untimed = done - with_term
            assert received == six["truc-tuyen"] + six["truc-tiep"], (month, agency)
            assert done == six["da-giai-quyet"], (month, agency)
            assert in_time + untimed == six["truoc-han"] + six["dung-han"], (month, agency)
            assert apologised == seven["xin-loi"], (month, agency)
            stood = standing.get(agency)
            open_and_late = (stood.open, stood.late) if stood else (0, 0)
            assert open_and_late == (six["dang-giai-quyet"], six["dang-qua-han"]), (month, agency)
            results += done
    return results


async def test_every_month_says_of_each_agency_what_form_06a_says(all_told: Any) -> None:
    assert await same_as_the_forms(all_told) > 5


async def test_counted_by_the_day_of_handing_back_it_would_say_something_else(
    all_told: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what the board did when it counted for itself."""
    monkeypatch.setitem(board_figures.MONTHLY, "done", (Measure.HANDED_BACK,))  # type: ignore[arg-type]
    with pytest.raises(AssertionError):
        await same_as_the_forms(all_told)


async def test_every_month_is_what_a_slow_count_of_the_trails_says(
    all_told: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = await slow_months()
    assert await told_months() == slow
    whole = Counter({name: sum(cell[at] for cell in slow.values()) for at, name in enumerate(COLUMNS)})
    assert whole["done"] > whole["with_term"] > whole["in_time"] > 0
    assert whole["apologised"] == 3
    totals = (await board.public_board(NOW)).totals
    assert [sum(numbers(line)[at] for line in totals) for at in range(5)] == [whole[name] for name in COLUMNS]
    # What was put off and kept its new date is not in time; with it the slow count would not agree.
    with monkeypatch.context() as patched:
        kept_late = (*board_figures.MONTHLY["in_time"], Measure.LATE_KEPT)
        patched.setitem(board_figures.MONTHLY, "in_time", kept_late)  # type: ignore[arg-type]
        assert await told_months() != slow
    async with transaction():
        await run("UPDATE month_sum SET n = n + 1 WHERE measure = 'received'")
    try:
        assert await told_months() != slow, "a sum that is off is found out"
    finally:
        async with transaction():
            await remake_months()
    assert await told_months() == slow


async def test_what_stood_at_the_days_beginning_is_what_a_slow_count_says(all_told: Any) -> None:
    seen: Counter[str] = Counter()
    for day in DAYS:
        found = (await board.public_board(datetime(day.year, day.month, day.day, 3, tzinfo=UTC))).standing
        told = {line.agency: (line.open, line.late, line.apologised) for line in found if line.agency}
        assert told == await slow_standing(day - timedelta(days=1)), day
        if told != await slow_standing(day):
            seen["differs from its end"] += 1
        for opened, late, put_off in told.values():
            assert opened is not None
            assert late is not None
            assert put_off is not None
            assert opened >= late >= put_off
            seen.update(open=opened, late=late, put_off=put_off, new_date_is_past=late - put_off)
    assert all(seen[each] for each in ("open", "late", "put_off", "new_date_is_past")), seen
    assert seen["differs from its end"] > 1, "the control: another day's end is not taken for it"


async def test_folded_or_not_the_figures_are_the_same(lived: Any) -> None:
    await handed_back(lived)
    before = await figures(NOW.date())
    await keep_sums()
    assert await figures(NOW.date()) == before


async def act(life: Life, rng: Random, made: Counter[Move]) -> None:
    """One lawful move by whoever may, at the desk's own moment."""
    life.at = life.desk.at
    kept = await life.kept()
    life.case = kept.dossier
    move, who = life.pick(kept)
    if move in AT_INTAKE:
        return
    data = given(rng.randrange(9), life.key, life.colleague())
    try:
        await make(life.desk.office, Acting(who, life.at), move, life.id, life.case.version, data, uuid4())
    except Spoken:
        return
    made[move] += 1


async def test_nothing_of_the_day_that_runs_is_read(lived: Any) -> None:
    """Two looks at one day are the same, whatever was done between them; the morning after tells it."""
    lived.at = datetime(2018, 8, 14, 2, 0, tzinfo=UTC)
    put_off = await processing(lived)
    lived.at = datetime(2018, 8, 15, 2, 0, tzinfo=UTC)
    today = lived.at.date()
    before = await figures(today)
    assert before.months
    assert before.standing
    made, rng = Counter[Move](), Random(7)
    lives = [Life(lived, rng.choice(PROCEDURES), rng) for _ in range(6)]
    for life in lives:
        await life.begin()
    for dossier, _ in await trails():
        if dossier["is_open"] and dossier["id"] not in {put_off, *(life.id for life in lives)}:
            life = Life(lived, dossier["procedure_key"], rng)
            life.id = dossier["id"]
            lives.append(life)
    for life in lives:
        for _ in range(12):
            await act(life, rng, made)
    await ask(lived, put_off, at=lived.at)
    await issued(lived, "director", put_off, APOLOGY, at=lived.at.isoformat())
    states = {dossier["state"] for dossier, events in await trails() if day_of(events[-1]["at"]) == today}
    assert {"ready", "handed_back"} & states
    assert sum(made.values()) > 60
    assert await figures(today) == before
    tomorrow = await figures(today + timedelta(days=1))
    assert tomorrow.standing != before.standing, "the control: there was something to read"
    assert tomorrow.months == before.months, "its month runs on"
    september = await figures(date(2018, 9, 1))
    august = [line for line in september.months if line.month == date(2018, 8, 1)]
    assert august
    assert september.months[len(august) :] == tuple(m for m in before.months if m.month > date(2017, 8, 1))


async def test_an_agency_with_too_few_stays_hidden_with_the_one_that_would_give_it_away(
    lived: Any, que_vo: Center
) -> None:
    november = date(2017, 11, 1)
    every = {line.agency: line for line in (await figures(NOW.date())).months if line.month == november}
    done = {agency: line.done or 0 for agency, line in every.items() if agency and line.done}
    least = min(done.values()) + 1
    hidden = withheld(done, least)
    assert 1 < len(hidden) < len(done)
    with entered(replace(que_vo, board=Board(least=least))):
        page = await board.public_board(NOW)
        data = await open_data.open_file(lived.office, "ket-qua-thang.csv", NOW)
    shown = {line.agency: line.done for line in page.months if line.month == november and line.agency in done}
    assert {agency for agency, count in shown.items() if count is None} == hidden
    assert {agency: count for agency, count in shown.items() if count is not None} == {
        agency: count for agency, count in done.items() if agency not in hidden
    }
    rows = list(csv.DictReader(io.StringIO(data.content.decode("utf-8-sig"))))
    blank = {row["co-quan"] for row in rows if row["thang"] == "2017-11" and row["da-tra"] == ""}
    assert blank == hidden
    with entered(replace(que_vo, board=Board(least=1))):
        assert all(line.done is not None for line in (await board.public_board(NOW)).months), "the control"
