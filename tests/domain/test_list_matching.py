"""An official list held against the procedures of a center."""

from __future__ import annotations

import pytest
from tests.domain.test_review import version_of

from motcua.domain.list_matching import matched, read_rows, term_of
from motcua.domain.overrides import Fact

HEAD = ["STT", "Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực", "Thời hạn giải quyết", "Phí, lệ phí", "Mức độ"]
NAMES = {"tu_phap": "Phòng Tư pháp"}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("3 ngày làm việc", "3wd"), ("0,5 ngày làm việc", "0.5wd"), ("Không quá 15 ngày", "15d"), ("4 giờ", "4h"),
        ("Trong ngày", "same_day"), ("5 ngày hoặc 10 ngày làm việc", None), ("theo luật", None),
    ],
)  # fmt: skip
def test_a_term_is_read_when_the_list_says_one(text: str, term: str | None) -> None:
    found = term_of(text)
    assert (str(found) if found else None) == term


def test_the_heading_may_stand_below_titles_and_is_needed() -> None:
    rows = read_rows([["DANH MỤC"], [], HEAD, ["1", "", "Thủ tục thử", "", "", "", ""], ["2", "", "", "", "", "", ""]])
    assert rows is not None
    assert [(row.number, row.get("title")) for row in rows] == [(4, "Thủ tục thử")]
    assert read_rows([["a", "b"], ["c", "d"]]) is None


def test_rows_match_by_title_and_say_what_differs_what_is_unknown_and_what_is_missing() -> None:
    rows = read_rows(
        [
            HEAD,
            ["1", "1.001612", "THU TUC THU", "Khác", "4 ngày làm việc", "20.000", "3"],
            ["2", "", "Thủ tục lạ", "", "", "", ""],
            ["3", "", "Thủ tục thử", "", "", "", ""],
        ]
    )
    assert rows is not None
    report = matched(rows, [version_of()], NAMES)
    (match,) = report.matches
    taken = {each.fact: each.value for each in match.differences if each.fact is not None}
    assert taken == {
        Fact.CODE: "1.001612", Fact.TERM: "4wd", Fact.FEE: "20000", Fact.ONLINE_LEVEL: "3",
    }  # fmt: skip
    assert [(each.name, each.why_not) for each in match.differences if each.why_not] == [
        ("Lĩnh vực", "phải sửa trong phần mềm của cơ quan")
    ]
    assert [(row.number, why[:5]) for row, why in report.unknown] == [(3, "không"), (4, "trùng")]
    assert report.missing == ()
    assert [each.key for each in matched((), [version_of()], NAMES).missing] == ["thu"]


def test_what_the_list_says_alike_is_no_difference() -> None:
    rows = read_rows([HEAD, ["1", "", "Thủ tục thử", "Thử", "5 ngày làm việc", "", ""]])
    assert rows is not None
    assert matched(rows, [version_of()], NAMES).matches[0].differences == ()
