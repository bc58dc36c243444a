"""A calendar file that every calendar reads: RFC 5545 by its own rules."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from motcua.domain.icalendar import Appointment

HANOI = timezone(timedelta(hours=7))
VISIT = Appointment(
    uid="abc@que-vo.motcua",
    sequence=4,
    made_at=datetime(2017, 11, 8, 0, 35, tzinfo=UTC),
    at=datetime(2017, 11, 13, 17, 0, tzinfo=HANOI),
    summary="Nhận kết quả hồ sơ 000.00.26.H05-171108-0001",
    description="Hẹn trả 17:00 ngày 13/11/2017.\nMang theo giấy tiếp nhận; giấy tờ tùy thân, nếu có \\ không.",
    location="Trung tâm Hành chính công huyện Quế Võ, Thị trấn Phố Mới",
    url="https://motcua.bacninh.gov.vn/que-vo/tra-cuu",
)


def unfolded(text: str) -> dict[str, str]:
    """Properties of the event, read as RFC 5545 says: lines joined first, then escapes undone."""
    lines = text.replace("\r\n ", "").split("\r\n")
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("BEGIN:VALARM")]
    signs = {"n": "\n", "N": "\n"}
    found = {}
    for line in event:
        name, _, value = line.partition(":")
        found[name] = re.sub(r"\\(.)", lambda each: signs.get(each[1], each[1]), value) if name != "URL" else value
    return found


def test_what_was_put_in_is_read_out_again() -> None:
    read = unfolded(VISIT.to_ics())
    assert read["SUMMARY"] == VISIT.summary
    assert read["DESCRIPTION"] == VISIT.description
    assert read["LOCATION"] == VISIT.location
    assert read["URL"] == VISIT.url
    assert (read["UID"], read["SEQUENCE"]) == ("abc@que-vo.motcua", "4")


def test_instants_are_utc_whatever_they_were() -> None:
    read = unfolded(VISIT.to_ics())
    assert read["DTSTART"] == "20171113T100000Z"
    assert read["DTEND"] == "20171113T103000Z"
    assert read["DTSTAMP"] == "20171108T003500Z"


def test_no_line_is_longer_than_seventy_five_octets_and_no_letter_is_cut() -> None:
    text = replace(VISIT, description="Ướ" * 400, location="😀" * 60).to_ics()
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.split("\r\n")[:-1]
    assert 70 < max(len(line.encode()) for line in lines) <= 75
    assert "\n" not in "".join(lines)
    assert unfolded(text)["DESCRIPTION"] == "Ướ" * 400


def test_nothing_typed_can_begin_a_line_of_its_own() -> None:
    text = replace(VISIT, summary="a\r\nATTACH:http://x\nBEGIN:VALARM\x00", location="b\rORGANIZER:mailto:x").to_ics()
    assert not [line for line in text.split("\r\n") if line.startswith(("ATTACH", "ORGANIZER"))]
    assert text.count("\r\nBEGIN:VALARM") == 1


def test_a_calendar_moves_the_appointment_when_its_date_moves() -> None:
    later = replace(VISIT, at=VISIT.at + timedelta(days=2), sequence=5)
    before, after = unfolded(VISIT.to_ics()), unfolded(later.to_ics())
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["DTSTART"] == "20171115T100000Z"
