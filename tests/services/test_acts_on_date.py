"""What was done to a date, told with its event and its article; and a date that an apology named holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from motcua import paths
from motcua.centers import read_center
from motcua.domain.calendar import reckon
from motcua.domain.regimes import regime_named
from motcua.domain.terms import working_days
from motcua.services.deadlines.acts_on_date import acts_on_the_date

ND61 = regime_named("nd61_2018")
CALENDAR = read_center(paths.tenants() / "que-vo").calendar
RECEIVED = datetime(2018, 7, 2, 1, 0, tzinfo=UTC)
NAMED = datetime(2018, 7, 20, 10, 0, tzinfo=UTC)


def event(seq: int, kind: str, day: int, **data: Any) -> dict[str, Any]:
    at = datetime(2018, 7, day, 2, 0, tzinfo=UTC)
    return {"seq": seq, "kind": kind, "at": at, "actor_name": "Phạm Văn Thành", "on_behalf": None, "data": data}


APOLOGY = event(
    7,
    "reappoint",
    12,
    letter="Phiếu xin lỗi và hẹn lại ngày trả kết quả",
    letter_number="03/PXL",
    reason="Chờ xác minh",
    due_was="08:00 thứ Hai 16/07/2018",
    due_now="17:00 thứ Sáu 20/07/2018",
)


def test_a_reappointment_is_told_with_its_letter_its_event_and_its_article() -> None:
    """NĐ 61/2018, Điều 19 khoản 9."""
    ((_, line),) = acts_on_the_date([event(1, "accept", 2), APOLOGY], ND61)
    for part in (
        "03/PXL",
        "16/07/2018 → 17:00 thứ Sáu 20/07/2018",
        "Chờ xác minh.",
        "Phạm Văn Thành",
        "mục 7 của nhật ký",
    ):
        assert part in line.says
    assert line.document == "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9"


def test_the_date_that_was_named_is_the_last_line() -> None:
    acts = tuple(acts_on_the_date([APOLOGY], ND61))
    found = reckon(RECEIVED, working_days(10), CALENDAR, regime=ND61, reappointed_to=NAMED, acts=acts)
    assert found.at == NAMED
    assert "17:00 thứ Sáu 20/07/2018" in found.lines[-1].says
    assert found.lines[-2].says.startswith("Đã xin lỗi, hẹn lại")
    assert found.lines[-2].document == "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9"
    assert any("03/PXL" in line.says for line in found.lines)
    plain = reckon(RECEIVED, working_days(10), CALENDAR, regime=ND61)
    assert plain.at is not None
    assert plain.at < NAMED, "negative control: without the letter the term alone decides"
    later = reckon(RECEIVED, working_days(30), CALENDAR, regime=ND61, reappointed_to=NAMED)
    assert later.at is not None
    assert later.at > NAMED
    assert not any("hẹn lại" in line.says for line in later.lines), "the clock itself led further"


def test_a_recount_is_told_with_what_changed_and_how_the_date_was_kept() -> None:
    told = event(
        4,
        "recalculate",
        5,
        due_was="08:00 thứ Hai 16/07/2018",
        due_now="08:00 thứ Hai 16/07/2018",
        reason=["thứ Sáu 06/07/2018: thêm ngày nghỉ “Nghỉ thử” (Thông báo 3/TB)."],
        rule="Giữ ngày đã hẹn với người nộp: tính lại thì muộn hơn.",
    )
    ((_, line),) = acts_on_the_date([told], ND61)
    for part in ("Thông báo 3/TB", "Giữ ngày đã hẹn", "mục 4 của nhật ký"):
        assert part in line.says
