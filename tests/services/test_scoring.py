"""The score card of a period: every share a slow count over the rows themselves, shares told once and by whom."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree

import pypdfium2
import pytest
from tests.services.conftest import BUSINESS
from tests.services.oversight_oracle import day_of, slow_stands, trails
from tests.services.test_feedback import FIVE, GIVEN
from tests.services.test_ratings import BAD, GOOD, by_link, handed_back
from tests.services.test_sums import live

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting
from motcua.domain.reports.periods import Kind, Period, ReportRules, day_period, period_of
from motcua.domain.reports.score_card import Item, Reckoned, Scored
from motcua.services.heard import feedback, feedback_desk
from motcua.services.oversight import files, reporting
from motcua.services.oversight.behind import behind
from motcua.services.oversight.forms import BY_AGENCY, BY_SECTOR, FORMS, Asked
from motcua.services.oversight.reporting import Report
from motcua.services.oversight.told_shares import tell_shares
from motcua.store.engine import DB, transaction
from motcua.store.queries.payments import insert_payment, insert_shift
from motcua.store.rows import rows

BEGINS = datetime(2022, 7, 4, 1, 0, tzinfo=UTC)  # a Monday, 08:00
LATER = datetime(2023, 3, 6, 3, 0, tzinfo=UTC)
QUARTER = period_of(Kind.QUARTER, 2022, 3)
YEAR = period_of(Kind.YEAR, 2022, 1)
ONE = Decimal(1)
ITEMS = (
    Item("online", "nop", "Nộp trực tuyến", Decimal(8), Reckoned.FILED_ONLINE),
    Item("payment", "tien", "Chuyển khoản", Decimal(10), Reckoned.PAID_BY_TRANSFER),
    Item("satisfaction", "pakn", "Phản ánh đúng hạn", Decimal(6), Reckoned.ANSWERED_IN_TIME),
    Item("satisfaction", "hai-long", "Hài lòng", Decimal(6), Reckoned.RATED_SATISFIED),
    Item("digitised", "so-hoa", "Hồ sơ số hóa", Decimal("4.5")),
    Item("digitised", "ket-qua", "Kết quả điện tử", Decimal(6)),
)
AGENCIES = (None, "tu_phap", "tai_chinh_ke_hoach")
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def center(que_vo: Center, desk: Any) -> Iterator[Center]:
    """Quế Võ with the province's items and a term for its answers."""
    made = replace(que_vo, hearing=FIVE, unconfirmed={}, online=(BUSINESS.key,), reports=ReportRules(score_items=ITEMS))
    with entered(made) as found:
        yield found


@pytest.fixture
async def lived(desk: Any, center: Center) -> Any:
    """Dossiers, money, phản ánh and ratings of a half-year, in the quarter and out of it."""
    if await trails():
        return desk
    desk.at = BEGINS
    await live(desk, 21, 8)
    money = []
    for number, (channel, how, amount) in enumerate(
        [("online", "transfer", 300_000), ("direct", "cash", 100_001), ("online", "cash", 50_000)]
    ):
        desk.at = BEGINS + timedelta(days=3 * number)
        made = await desk.accept(BUSINESS.key, channel=channel)
        money += [(made.id, how, amount, desk.at), (made.id, how, 7 * amount, datetime(2022, 12, 5, 3, tzinfo=UTC))]
    async with transaction():
        shifts: dict[date, UUID] = {}
        for dossier, how, amount, at in money:
            shift = shifts.get(day_of(at)) if how == "cash" else None
            if how == "cash" and shift is None:
                shift = shifts[day_of(at)] = uuid4()
                await insert_shift(shift, desk.crew.officer.id, "Bà Thu", on=day_of(at), at=at, cash=0)
            await insert_payment(
                uuid4(), dossier, agency="tai_chinh_ke_hoach", amount=amount, how=how, by=desk.crew.officer.id,
                by_name="Bà Thu", at=at, shift_id=shift, reference="",
            )  # fmt: skip
        await DB.fetch(
            "UPDATE payment SET cancelled_at = at WHERE id = (SELECT id FROM payment WHERE amount = 50000 LIMIT 1)"
        )
    for agency, days in (("tu_phap", 3), ("tu_phap", 30), ("tai_chinh_ke_hoach", 2), ("", 0), ("tu_phap", 150)):
        await _asked(desk, agency, days)
    for number, rating in enumerate((GOOD, GOOD, BAD)):
        desk.at = BEGINS + timedelta(days=7 * number)
        assert await by_link(desk, await handed_back(desk), rating)
    desk.at = datetime(2022, 12, 5, 3, tzinfo=UTC)
    assert await by_link(desk, await handed_back(desk), BAD)
    return desk


async def _asked(desk: Any, agency: str, days: int) -> None:
    """About an agency, answered after so many days; 0: never."""
    receipt, _ = await feedback.send_feedback({**GIVEN, "agency": agency}, uuid4(), BEGINS)
    if days:
        async with transaction():
            (found,) = await rows("SELECT id FROM feedback WHERE number = $1", receipt.number)
        who = desk.by("director", BEGINS + timedelta(days=days))
        await feedback_desk.answer(desk.office, who, found["id"], 1, "Đã nhắc.", declines=False, key=uuid4())


def director(desk: Any) -> Acting:
    return Acting(desk.crew.director, LATER)


async def card(desk: Any, period: Period = QUARTER, agency: str | None = None, by: str = BY_AGENCY) -> Report:
    found = await reporting.report(desk.office, director(desk), Asked(FORMS["766"], period, by, agency))
    assert found.card is not None
    return found


def items_of(found: Report) -> dict[str, Scored]:
    assert found.card is not None
    return {each.item.key: each for group in found.card.groups for each in group.items}


# --- the slow side


async def slow_shares(period: Period, agency: str | None) -> dict[str, tuple[int, int]]:
    """By item how many of how many, from the rows of dossiers, events, payments, feedback and ratings."""
    told = [each for each in await trails() if agency in (None, each[0]["agency"])]

    def within(at: datetime | None) -> bool:
        return at is not None and period.since <= day_of(at) <= period.last

    received = [dossier for dossier, _ in told if dossier["code"] is not None and within(dossier["received_at"])]
    done, in_time = 0, 0
    for _, events in told:
        results = [event for event in events if event["data"].get("to") in ("ready", "handed_back")]
        if results and within(results[0]["at"]):
            done += 1
            due = results[0]["data"].get("due_at")
            in_time += due is None or results[0]["at"] <= datetime.fromisoformat(due)
    stands = await slow_stands(period.last, 1, told)
    still, late = (sum(n for key, n in stands.items() if key[0] == name) for name in ("in_process", "overdue"))
    async with transaction():
        paid = await rows("SELECT * FROM payment WHERE cancelled_at IS NULL")
        asked = await rows("SELECT * FROM feedback")
        rated = await rows("SELECT * FROM rating")
    paid = [each for each in paid if within(each["at"]) and agency in (None, each["agency"])]
    asked = [each for each in asked if agency in (None, each["agency"])]
    rated = [each for each in rated if within(each["at"]) and agency in (None, each["agency"])]
    answered = [each for each in asked if within(each["answered_at"])]
    owed = [each for each in asked if each["answered_at"] is None and within(each["due_at"])]
    return {
        "tien-do": (in_time + still - late, done + still),
        "nop": (sum(each["channel"] == "online" for each in received), len(received)),
        "tien": (sum(each["amount"] for each in paid if each["how"] == "transfer"), sum(e["amount"] for e in paid)),
        "pakn": (sum(each["answered_at"] <= each["due_at"] for each in answered), len(answered) + len(owed)),
        "hai-long": (sum(each["score"] > 0 for each in rated), len(rated)),
    }


async def test_every_share_is_a_slow_count_in_every_period_and_agency(lived: Any) -> None:
    seen: dict[str, set[tuple[int, int]]] = {}
    for period in (QUARTER, YEAR, period_of(Kind.MONTH, 2022, 7), period_of(Kind.MONTH, 2022, 12)):
        for agency in AGENCIES:
            wanted = await slow_shares(period, agency)
            found = items_of(await card(lived, period, agency))
            for key, (n, out_of) in wanted.items():
                counted = found[key].counted
                assert counted is not None
                assert (counted.n, counted.out_of) == (n, out_of), (period.title, agency, key)
                points = found[key].points
                if out_of:
                    assert points is not None
                    assert abs(points - found[key].item.points * n / out_of) <= Decimal("0.05")
                else:
                    assert points is None
                seen.setdefault(key, set()).add((n, out_of))
    for key, shares in seen.items():
        assert any(0 < n < out_of for n, out_of in shares), (key, "nothing of it would be seen to be wrong")


async def test_the_progress_of_the_card_is_the_total_of_its_rows(lived: Any) -> None:
    for by in (BY_AGENCY, BY_SECTOR):
        found = await card(lived, by=by)
        assert found.table.total is not None
        assert found.table.total.marks == (str(items_of(found)["tien-do"].points).replace(".", ","),)


async def test_figures_with_a_list_open_exactly_that_many(lived: Any) -> None:
    opened = 0
    for agency in (None, "tu_phap"):
        found = await card(lived, YEAR, agency)
        for each in items_of(found).values():
            for figure in (*each.counted.reached, *each.counted.others) if each.counted else ():
                if figure.form not in FORMS:
                    continue
                asked = Asked(FORMS[figure.form], YEAR, BY_AGENCY, agency)
                page = await behind(lived.office, director(lived), asked, figure.column, "")
                assert page.n == figure.n, (figure, agency)
                assert len(page.lines) == min(figure.n, 50)
                opened += figure.n
    assert opened


async def test_ratings_are_reckoned_of_whole_months_only(lived: Any) -> None:
    quarter = period_of(Kind.QUARTER, 2022, 3, cutoff_day=15)
    assert items_of(await card(lived, quarter))["hai-long"].missing.startswith("đánh giá cộng theo tháng")
    day = items_of(await card(lived, day_period(date(2022, 7, 5))))
    assert day["hai-long"].points is None
    assert day["tien-do"].points is not None


async def test_without_the_provinces_items_only_progress_has_points(lived: Any, center: Center) -> None:
    with entered(replace(center, reports=ReportRules())):
        found = await card(lived)
    assert found.card is not None
    assert found.card.reckonable == 20
    assert "còn 80 trên 100 điểm chưa tính được" in found.card.says


async def test_a_period_before_the_decision_is_refused(lived: Any) -> None:
    with pytest.raises(Conflict, match="23/06/2022"):
        await card(lived, period_of(Kind.YEAR, 2021, 1))
    with pytest.raises(Conflict, match="23/06/2022"):
        await tell_shares(director(lived), period_of(Kind.YEAR, 2021, 1), None, {}, 0, uuid4())


# --- what somebody tells


async def tell(desk: Any, version: int, key: UUID | None = None, **typed: str) -> None:
    who, names = (
        director(desk),
        {"p1": "ty-le-so-hoa", "s1": "nguon-so-hoa", "p2": "ty-le-ket-qua", "s2": "nguon-ket-qua"},
    )
    await tell_shares(who, YEAR, None, {names[name]: text for name, text in typed.items()}, version, key or uuid4())


async def test_told_shares_are_kept_once_with_who_told_them(lived: Any) -> None:
    first, key = await card(lived, YEAR), uuid4()
    assert (first.told_version, items_of(first)["so-hoa"].missing) == (0, "chưa nhập tỷ lệ")
    for _ in range(2):
        await tell(lived, 0, key, p1="82,5 %", s1="  Sở TT&TT,  báo cáo 12 ")
    found = await card(lived, YEAR)
    told = items_of(found)["so-hoa"].told
    assert told is not None
    assert (told.percent, told.source, told.by, told.on) == (
        Decimal("82.5"), "Sở TT&TT, báo cáo 12", lived.crew.director.name, date(2023, 3, 6)
    )  # fmt: skip
    assert items_of(found)["so-hoa"].points == Decimal("3.7")
    assert found.told_version == 1
    assert items_of(found)["ket-qua"].points is None
    assert first.card is not None
    assert found.card is not None
    assert found.card.reckonable - first.card.reckonable == Decimal("4.5")
    for other in (await card(lived, YEAR, "tu_phap"), await card(lived, QUARTER)):
        assert items_of(other)["so-hoa"].told is None, "told of another period, of the whole center"
    with pytest.raises(Conflict, match="vừa được người khác ghi"):
        await tell(lived, 0, p1="10", s1="x")
    someone = Acting(replace(lived.crew.director, name="Ông Phó"), LATER + timedelta(days=1))
    await tell_shares(someone, YEAR, None, {
        "ty-le-so-hoa": "82,50", "nguon-so-hoa": "Sở TT&TT, báo cáo 12", "ty-le-ket-qua": "100", "nguon-ket-qua": "Kho",
    }, 1, uuid4())  # fmt: skip
    now = items_of(await card(lived, YEAR))
    assert now["so-hoa"].told == told, "who told what did not change stays"
    assert now["ket-qua"].told is not None
    assert now["ket-qua"].told.by == "Ông Phó"
    await tell(lived, 2, p1="", s1="", p2="100", s2="Kho")
    assert items_of(await card(lived, YEAR))["so-hoa"].told is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"p1": "101", "s1": "x"}, "ty-le-so-hoa"),
        ({"p1": "-1", "s1": "x"}, "ty-le-so-hoa"),
        ({"p1": "12,345", "s1": "x"}, "ty-le-so-hoa"),
        ({"p1": "nhiều", "s1": "x"}, "ty-le-so-hoa"),
        ({"p1": "50", "s1": " "}, "nguon-so-hoa"),
        ({"p1": "50", "s1": "x" * 301}, "nguon-so-hoa"),
        ({"p1": "", "s1": "x"}, "ty-le-so-hoa"),
    ],
)
async def test_a_share_that_is_none_or_has_no_source_is_refused(lived: Any, typed: dict[str, str], field: str) -> None:
    before = (await card(lived, YEAR)).told_version
    with pytest.raises(Refused) as refused:
        await tell(lived, before, **typed)
    assert set(refused.value.errors) == {field}
    assert (await card(lived, YEAR)).told_version == before


async def test_only_who_heads_the_center_tells_and_only_of_what_has_begun(lived: Any) -> None:
    with pytest.raises(NotAllowed):
        await tell_shares(Acting(lived.crew.head, LATER), YEAR, "tu_phap", {}, 0, uuid4())
    with pytest.raises(NotHere):
        await tell_shares(director(lived), YEAR, "khong-co", {}, 0, uuid4())
    with pytest.raises(Conflict, match="chưa bắt đầu"):
        await tell_shares(director(lived), period_of(Kind.YEAR, 2024, 1), None, {}, 0, uuid4())


# --- files


async def test_the_card_stands_first_in_every_file_with_the_marks_of_the_page(lived: Any) -> None:
    found = await card(lived, YEAR)
    assert found.card is not None
    progress = str(items_of(found)["tien-do"].points).replace(".", ",")
    lines = list(
        csv.reader(
            io.StringIO((await files.made(lived.office, [found], "csv", LATER)).decode("utf-8-sig")), delimiter=";"
        )
    )
    assert lines[0][0] == "QĐ 766. Phiếu chấm điểm"
    rows_of = {line[0].strip(): line[1:] for line in lines if line}
    assert rows_of["2. Tiến độ giải quyết"][:3] == ["20", "", progress]
    assert rows_of["1. Công khai, minh bạch"] == ["18", "", "–", "chưa đặt cách tính: 18 điểm"]
    assert rows_of["Nộp trực tuyến"][3] == "tính từ số liệu"
    assert any("Tiến độ giải quyết hồ sơ" in line[0] for line in lines if line)
    body = await files.made(lived.office, [found], "xlsx", LATER)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert len([name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]) == 2
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    texts = ["".join(each.itertext()) for each in shared.iter(f"{SPACE}si")]
    assert f"{found.card.says}. Tổng của bộ chỉ số là 100 điểm." in texts
    assert progress in texts
    pdf = await files.made(lived.office, [found], "pdf", LATER)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).split())
    assert "PHIẾU CHẤM ĐIỂM" in text
    assert found.card.says in text
    assert "chưa đặt cách tính: 18 điểm" in text
