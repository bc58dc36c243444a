"""Dossiers in flight from another software: reported, taken whole or not at all, and walked on to the hand-back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import xlsxwriter
from tests.services.conftest import BUSINESS, LAND, Desk_

from motcua.domain.calendar import working_minutes_between
from motcua.domain.dossier import Dossier
from motcua.domain.errors import Refused
from motcua.domain.states import State
from motcua.services.citizens.public import track
from motcua.services.deadlines import dues
from motcua.services.deadlines.why import why
from motcua.services.dossiers import trail
from motcua.services.dossiers.shown import open_dossier
from motcua.services.setup.takeover import KNOWN, TAKEN, WRONG, TakeoverReport, report_takeover, take_over
from motcua.services.work.summary import summary
from motcua.services.work.worklists import worklist
from motcua.store.engine import transaction
from motcua.store.queries.dossiers import find_by_code
from motcua.store.queries.trail import load_events

HEADING = [
    "Số hồ sơ", "Thủ tục", "Người nộp", "Số giấy tờ", "Ngày tiếp nhận", "Ngày hẹn trả", "Cơ quan", "Bước",
    "Trạng thái", "Số kết quả", "Ghi chú",
]  # fmt: skip
DAY = timedelta(days=1)
BACK = {"received_by": "Lê Thị Cũ", "receiver": "applicant"}


def row(number: str, state: str = "Đang xử lý", **given: str) -> list[str]:
    cells = {
        "Số hồ sơ": number,
        "Thủ tục": BUSINESS.title,
        "Người nộp": "Lê Thị Cũ",
        "Ngày tiếp nhận": "6/11/2017 08:00",
        "Ngày hẹn trả": "15/11/2017",
        "Bước": "Thẩm định",
        "Trạng thái": state,
    } | given
    return [cells.get(name, "") for name in HEADING]


def as_csv(*rows: list[str]) -> bytes:
    return "\n".join(";".join(cells) for cells in (HEADING, *rows)).encode("utf-8-sig")


async def reported(desk: Desk_, *rows: list[str]) -> TakeoverReport:
    return await report_takeover(desk.office, as_csv(*rows), "ho-so-cu.csv", desk.at)


async def taken(desk: Desk_, *rows: list[str]) -> list[Any]:
    """The dossiers made of these rows, as they are stored."""
    await take_over(desk.office, desk.by("director"), await reported(desk, *rows))
    async with transaction():
        found = [await find_by_code(cells[0]) for cells in rows]
    assert None not in found
    return found


async def test_a_dossier_stands_at_its_desk_with_its_number_and_its_date_and_goes_on_to_the_hand_back(
    desk: Desk_,
) -> None:
    (old,) = await taken(desk, row("CU-0001"))
    assert (old["state"], old["at_desk"]) == ("processing", "officer")
    assert old["received_at"] == datetime(2017, 11, 6, 1, 0, tzinfo=UTC)
    assert old["due_at"] == old["first_due_at"] == datetime(2017, 11, 15, 10, 0, tzinfo=UTC)  # closing of that day
    made = old["id"]
    await desk.make("officer", "submit", made, proposal="grant", finding="Đủ điều kiện")
    await desk.make("head", "sign", made, desk.at + DAY, how="paper_only")
    assert (await desk.seen(made)).dossier["due_at"] == old["due_at"]
    await desk.make("clerk", "number", made, desk.at + DAY)
    await desk.make("reception", "take_back", made, desk.at + DAY)
    done = await desk.make("reception", "hand_back", made, desk.at + DAY, **BACK)
    assert done.state is State.HANDED_BACK
    async with transaction():
        events = await load_events(made)
    assert [event["kind"] for event in events][:3] == ["accept", "taken_over", "submit"]
    assert len(events) == (await desk.seen(made)).dossier["version"]
    assert (await trail.verify(desk.office)).is_whole


async def test_the_old_number_is_found_shown_and_tells_the_applicant_where_it_stands(desk: Desk_) -> None:
    (old,) = await taken(desk, row("CU.27-0002"))
    page = await open_dossier(desk.office, desk.by("officer"), old["id"])
    assert page.old_number == "CU.27-0002"
    assert any("CU.27-0002" in text for line in page.events for _, text in line.details)
    for typed in ("cu.27-0002", "CU.27-00", "le thi cu"):
        found = await worklist(desk.office, desk.by("director"), view="all", text=typed)
        assert old["id"] in {each.id for each in found.rows}, typed
    told = await track(desk.office, "cu.27-0002", None, desk.at)
    assert told is not None
    assert told.level == "Đang giải quyết"
    explained = await why(desk.office, desk.by("director"), old["id"])
    assert any("CU.27-0002" in line.says for line in explained.reckoning.lines)


@pytest.mark.parametrize(
    ("state", "stands", "at_desk", "more"),
    [
        ("Đã tiếp nhận", "accepted", "reception", {}),
        ("Đang chuyển", "in_transit", "officer", {}),
        ("Đang giải quyết", "processing", "head", {"Bước": "Ký"}),
        ("Chờ bổ sung", "supplement", "reception", {"Ghi chú": "Thiếu hợp đồng thuê nhà"}),
        ("Tạm dừng", "suspended", "officer", {"Ghi chú": "Chờ xác minh"}),
        ("Đã ký", "signed", "clerk", {}),
        ("Chờ trả kết quả", "ready", "reception", {"Số kết quả": "12/GCN"}),
    ],
)
async def test_every_state_of_a_list_is_a_state_here(
    desk: Desk_, state: str, stands: str, at_desk: str, more: dict[str, str]
) -> None:
    (old,) = await taken(desk, row(f"TT-{stands}", state, **more))
    assert (old["state"], old["at_desk"], old["is_open"]) == (stands, at_desk, True)
    page = await open_dossier(desk.office, desk.by("director"), old["id"])
    assert page.next_actor
    assert page.sentence


async def test_what_was_signed_elsewhere_is_numbered_and_what_is_ready_is_handed_back_here(desk: Desk_) -> None:
    signed, ready = await taken(desk, row("KQ-1", "Đã ký"), row("KQ-2", "Chờ trả kết quả", **{"Số kết quả": "77/GCN"}))
    await desk.make("clerk", "number", signed["id"])
    assert (await desk.make("reception", "hand_back", ready["id"], **BACK)).state is State.HANDED_BACK
    assert (await desk.seen(ready["id"])).dossier["result_number"] == "77/GCN"


async def test_a_pause_since_the_take_over_moves_the_promised_date_on_by_its_working_time(desk: Desk_) -> None:
    (old,) = await taken(desk, row("TD-1", "Tạm dừng", **{"Ghi chú": "Chờ xác minh"}))
    assert old["due_at"] is None
    after = desk.at + 2 * DAY
    await desk.make("officer", "resume", old["id"], after, evidence="Đã xác minh")
    due_at = (await desk.seen(old["id"])).dossier["due_at"]
    center = desk.office.centers["que-vo"]
    promised = old["first_due_at"]
    paused = working_minutes_between(center.calendar, desk.at, after)
    assert paused > 0
    assert working_minutes_between(center.calendar, promised, due_at) == paused


async def test_without_its_promise_the_date_would_be_the_procedures_own(
    desk: Desk_, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = await taken(desk, row("TD-2"))
    plain = dues.dossier_due

    def forgetful(dossier: Dossier, *rest: Any) -> datetime | None:
        return plain(replace(dossier, promised_at=None), *rest)

    monkeypatch.setattr("motcua.services.dossiers.moves.dossier_due", forgetful)
    await desk.make("officer", "submit", old["id"], proposal="grant", finding="Đủ")
    assert (await desk.seen(old["id"])).dossier["due_at"] != old["due_at"]


async def test_what_was_late_stays_late_and_is_counted(desk: Desk_) -> None:
    before = await summary(desk.office, desk.by("director"))
    (old,) = await taken(desk, row("TRE-1", **{"Ngày hẹn trả": "7/11/2017 09:00"}))
    page = await open_dossier(desk.office, desk.by("officer"), old["id"])
    assert page.is_late
    after = await summary(desk.office, desk.by("director"))
    assert str(after) != str(before)


async def test_a_step_of_another_lane_or_agency_is_found_by_its_desk(desk: Desk_) -> None:
    given = {"Thủ tục": LAND.key, "Bước": "", "Cơ quan": "ubnd"}
    (old,) = await taken(desk, row("DAT-1", **given))
    assert (old["at_agency"], old["at_desk"]) == ("ubnd", "leader")
    steps = (await desk.seen(old["id"])).value.route
    assert [step.state for step in steps][-1] == "active"
    assert {step.state for step in steps[:-1]} == {"done"}


WRONG_ROWS = [
    (row("", "Đang xử lý"), "thiếu số hồ sơ"),
    (row("S-1", "Lơ lửng"), "không hiểu trạng thái"),
    (row("S-2", **{"Thủ tục": "Thủ tục ở đâu đó"}), "không có thủ tục"),
    (row("S-3", **{"Ngày tiếp nhận": "31/2/2017"}), "không hiểu ngày tiếp nhận"),
    (row("S-4", **{"Ngày tiếp nhận": "6/11/2027"}), "trước ngày tiếp nhận"),
    (row("S-5", Bước="Không có bước này"), "các bước: Thẩm định; Ký"),
    (row("S-6", Bước=""), "không có bước nào khớp"),
    (row("S-7", "Chờ trả kết quả"), "phải có số kết quả"),
    (row("S-8", "Tạm dừng"), "phải có lý do"),
]


@pytest.mark.parametrize(("cells", "words"), WRONG_ROWS, ids=[cells[0] or "no-number" for cells, _ in WRONG_ROWS])
async def test_a_wrong_row_says_why_and_keeps_the_whole_list_out(desk: Desk_, cells: list[str], words: str) -> None:
    good = row(f"TOT-{cells[0]}")
    report = await reported(desk, good, [""] * len(HEADING), cells)
    assert [(each.line, each.fate) for each in report.fates] == [(2, TAKEN), (4, WRONG)]
    assert words in report.problems[0].says
    with pytest.raises(Refused, match="1 dòng chưa đúng"):
        await take_over(desk.office, desk.by("director"), report)
    async with transaction():
        assert await find_by_code(good[0]) is None


async def test_the_same_list_again_takes_nothing_twice(desk: Desk_) -> None:
    rows = row("LAI-1"), row("LAI-2")
    await taken(desk, *rows)
    again = await reported(desk, *rows, row("LAI-3"))
    assert [each.fate for each in again.fates] == [KNOWN, KNOWN, TAKEN]
    assert len(await take_over(desk.office, desk.by("director"), again)) == 1
    twice = await reported(desk, row("LAI-4"), row("lai-4"))
    assert "đã có ở dòng 2" in twice.problems[0].says


async def test_an_excel_file_with_real_dates_is_read_with_its_hours(desk: Desk_) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        when = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 0, row("XLSX-1"))
        sheet.write_datetime(1, HEADING.index("Ngày tiếp nhận"), datetime(2017, 11, 7, 14, 30), when)
    report = await report_takeover(desk.office, out.getvalue(), "ho-so.xlsx", desk.at)
    assert report.standing[0].received_at == datetime(2017, 11, 7, 7, 30, tzinfo=UTC)


async def test_a_file_without_the_columns_is_refused_with_their_names(desk: Desk_) -> None:
    with pytest.raises(Refused, match="Ngày tiếp nhận"):
        await report_takeover(desk.office, b"a;b\n1;2\n", "x.csv", desk.at)
