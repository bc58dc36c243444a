"""Reports read from the sums: each number a slow recount of the trails, each with exactly its dossiers behind it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.services.oversight_oracle import at_end_of, day_of, slow_acts, slow_stands, trails
from tests.services.test_sums import live

from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.people import Acting
from motcua.domain.reports.periods import Kind, Period, day_period, period_of
from motcua.services.oversight import reporting
from motcua.services.oversight.behind import behind
from motcua.services.oversight.forms import BY_AGENCY, BY_OFFICER, BY_PROCEDURE, BY_SECTOR, FORMS, Asked

LATER = datetime(2018, 9, 3, 3, 0, tzinfo=UTC)
PERIODS = (
    period_of(Kind.MONTH, 2017, 11),
    period_of(Kind.MONTH, 2017, 12),
    period_of(Kind.QUARTER, 2017, 4, cutoff_day=15),
    period_of(Kind.YEAR, 2017, 1),
    day_period(date(2017, 11, 9)),
)


@pytest.fixture
async def lived(desk: Any) -> Any:
    if not await trails():
        await live(desk, 21, 14)
    return desk


def director(desk: Any) -> Acting:
    return Acting(desk.crew.director, LATER)


async def slow_06(period: Period) -> dict[str, int]:
    """The bottom line of Mẫu 06a, from the trails alone."""
    acts, days = await slow_acts(), (period.last - period.since).days + 1
    within: Counter[str] = Counter()
    for (name, day, *_), n in acts.items():
        if period.since <= day <= period.last:
            within[name] += n
    before = await slow_stands(period.since - timedelta(days=1), 1)
    after = await slow_stands(period.last, 1)
    assert days > 0
    return {
        "ky-truoc": sum(n for key, n in before.items() if key[0] == "in_process"),
        "tiep-nhan": sum(n for key, n in before.items() if key[0] == "in_process") + within["received"],
        "da-giai-quyet": within["settled"],
        "dang-giai-quyet": sum(n for key, n in after.items() if key[0] == "in_process"),
        "dang-qua-han": sum(n for key, n in after.items() if key[0] == "overdue"),
        "khac": within["withdrawn"] + within["stopped"] + within["cancelled"],
    }


async def test_every_number_of_06a_is_a_slow_recount_and_the_line_balances(lived: Any) -> None:
    seen = Counter[str]()
    for period in PERIODS:
        for by in (BY_SECTOR, BY_AGENCY, BY_PROCEDURE):
            found = await reporting.report(lived.office, director(lived), Asked(FORMS["06a"], period, by))
            assert found.table.total is not None
            numbers = found.table.total.numbers
            wanted = await slow_06(period)
            # The moves of these lives name no letter of apology, so overdue is overdue by any date.
            assert {key: numbers[key] for key in wanted} == wanted, (period.title, by)
            assert numbers["tiep-nhan"] == numbers["ky-truoc"] + numbers["truc-tuyen"] + numbers["truc-tiep"]
            assert numbers["tiep-nhan"] == numbers["da-giai-quyet"] + numbers["dang-giai-quyet"] + numbers["khac"]
            assert numbers["da-giai-quyet"] == sum(numbers[key] for key in ("truoc-han", "dung-han", "qua-han"))
            assert numbers["dang-giai-quyet"] == numbers["dang-trong-han"] + numbers["dang-qua-han"]
            seen.update(numbers)
    assert all(seen[key] for key in ("ky-truoc", "da-giai-quyet", "dang-qua-han", "khac")), seen


async def test_every_cell_opens_exactly_as_many_dossiers_as_it_says(lived: Any) -> None:
    opened = 0
    for form, by in (("06a", BY_PROCEDURE), ("07a", BY_SECTOR), ("can-bo", BY_OFFICER), ("06a", BY_AGENCY)):
        asked = Asked(FORMS[form], period_of(Kind.QUARTER, 2017, 4), by)
        table = (await reporting.report(lived.office, director(lived), asked)).table
        assert table.total is not None
        for line in (*table.lines, table.total):
            for column in table.columns:
                listed: list[Any] = []
                after, n = "", 0
                while True:
                    page = await behind(lived.office, director(lived), asked, column.key, line.key, after)
                    listed += page.lines
                    after, n = page.next_key, page.n
                    if not after:
                        break
                assert sum(each["n"] for each in listed) == n == line.numbers[column.key], (form, column.key, line)
                assert all(each["code"] or each["state"] in ("incomplete", "refused") for each in listed)
                opened += n
    assert opened > 100


async def test_steps_of_officers_are_in_time_or_late_as_their_rows_say(lived: Any) -> None:
    asked = Asked(FORMS["can-bo"], period_of(Kind.YEAR, 2017, 1), BY_OFFICER)
    table = (await reporting.report(lived.office, director(lived), asked)).table
    names = {line.label.split(" – ")[0] for line in table.lines}
    assert {"Bà officer", "Bà reception"} <= names
    assert table.total is not None
    numbers = table.total.numbers
    assert numbers["buoc"] == sum(numbers[key] for key in ("buoc-truoc-han", "buoc-dung-han", "buoc-qua-han"))
    received = sum(
        1 for dossier, _ in await trails() if dossier["code"] and day_of(dossier["received_at"]).year == 2017
    )
    assert numbers["tiep-nhan"] == received


async def test_a_period_that_is_not_over_ends_with_its_last_whole_day(lived: Any) -> None:
    november = period_of(Kind.MONTH, 2017, 11)
    asked = Asked(FORMS["06a"], november, BY_SECTOR)
    morning = Acting(lived.crew.director, datetime(2017, 11, 14, 2, 0, tzinfo=UTC))
    evening = Acting(lived.crew.director, datetime(2017, 11, 14, 10, 30, tzinfo=UTC))
    assert (await reporting.report(lived.office, morning, asked)).table.period.last == date(2017, 11, 13)
    assert (await reporting.report(lived.office, evening, asked)).table.period.last == date(2017, 11, 14)
    with pytest.raises(Conflict, match="chưa có ngày làm việc nào kết thúc"):
        await reporting.report(lived.office, morning, Asked(FORMS["06a"], day_period(date(2017, 11, 14)), BY_SECTOR))


async def test_a_head_reads_their_own_agency_and_nobody_elses(lived: Any) -> None:
    head = Acting(lived.crew.head, LATER)
    period = period_of(Kind.YEAR, 2017, 1)
    own = await reporting.report(lived.office, head, Asked(FORMS["06a"], period, BY_AGENCY, "tu_phap"))
    assert {line.key for line in own.table.lines} <= {"tu_phap"}
    with pytest.raises(NotAllowed):
        await reporting.report(lived.office, head, Asked(FORMS["06a"], period, BY_AGENCY))
    with pytest.raises(NotAllowed):
        await behind(lived.office, head, Asked(FORMS["06a"], period, BY_AGENCY, "tai_chinh_ke_hoach"), "tiep-nhan", "")
    asked = Asked(FORMS["06a"], period, BY_SECTOR, "tu_phap")
    with pytest.raises(NotAllowed):
        await reporting.report(lived.office, Acting(lived.crew.officer, LATER), asked)
    with pytest.raises(NotHere):
        await behind(lived.office, director(lived), Asked(FORMS["06a"], period, BY_SECTOR), "khong-co", "")


async def test_a_report_with_one_dossier_moved_out_of_the_sums_would_not_equal_the_recount(lived: Any) -> None:
    """The control of the comparison above: one act forgotten by the slow side is seen."""
    period = period_of(Kind.YEAR, 2017, 1)
    found = await reporting.report(lived.office, director(lived), Asked(FORMS["06a"], period, BY_SECTOR))
    assert found.table.total is not None
    wanted = await slow_06(period)
    dossier, events = next((each, told) for each, told in await trails() if each["code"])
    assert at_end_of(day_of(dossier["received_at"]), dossier, events) is not None
    wanted["tiep-nhan"] -= 1
    assert {key: found.table.total.numbers[key] for key in wanted} != wanted
