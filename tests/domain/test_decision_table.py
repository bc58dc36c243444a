"""The decision table: the rows that a dossier can really meet, each with its term, steps and fee."""

from __future__ import annotations

import pytest
from tests.domain.sample_routes import LOOK, SIGN, Sample, joint, named, version

from motcua.api import TermRule
from motcua.api.fees import by, fixed
from motcua.api.routes import Route, otherwise, when, working_days
from motcua.domain import decision_table
from motcua.domain.decision_table import Case, cases
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.terms import calendar_days


def rows(made: ProcedureVersion) -> list[tuple[str, str]]:
    return [(case.when, case.term.says) for case in cases(made, named)]


def test_a_procedure_of_one_way_and_one_term_is_one_row() -> None:
    (only,) = cases(version(Route(otherwise(LOOK, SIGN))), named)
    assert (only.when, only.term.says) == ("Mọi hồ sơ", "5 ngày làm việc")
    assert [step.label for step in only.steps] == ["Tiếp nhận, chuyển hồ sơ", "Thẩm định", "Ký", "Trả kết quả"]
    assert only.steps[1].who == "Chuyên viên, Phòng Tư pháp"


def test_a_lane_and_a_term_that_exclude_each_other_are_no_row() -> None:
    route = Route(when(Sample.kind.is_("new"), LOOK, SIGN), otherwise(SIGN))
    term = TermRule(working_days(5), (Sample.kind.is_("again"), working_days(9)))
    assert rows(version(route, term=term)) == [
        ("“Loại việc” là “Cấp mới”", "5 ngày làm việc"),
        ("Các trường hợp còn lại; đồng thời “Loại việc” là “Cấp lại”", "9 ngày làm việc"),
        ("Các trường hợp còn lại; đồng thời không thuộc trường hợp có thời hạn riêng", "5 ngày làm việc"),
    ]


def test_the_same_condition_on_lane_and_term_is_said_once() -> None:
    route = Route(when(Sample.kind.is_("new"), LOOK, SIGN), otherwise(SIGN))
    term = TermRule(working_days(5), (Sample.kind.is_("new"), working_days(9)))
    assert rows(version(route, term=term)) == [
        ("“Loại việc” là “Cấp mới”", "9 ngày làm việc"),
        ("Các trường hợp còn lại", "5 ngày làm việc"),
    ]


def test_a_question_that_is_then_not_asked_decides_nothing() -> None:
    route = Route(when(Sample.kind.is_("new"), LOOK, SIGN), otherwise(SIGN))
    told = rows(version(route, term=TermRule(working_days(5), (Sample.is_urgent.is_(True), working_days(4)))))
    assert told == [
        ("“Loại việc” là “Cấp mới”", "5 ngày làm việc"),
        ("Các trường hợp còn lại; đồng thời “Yêu cầu giải quyết sớm” là “Có”", "4 ngày làm việc"),
        ("Các trường hợp còn lại; đồng thời không thuộc trường hợp có thời hạn riêng", "5 ngày làm việc"),
    ]
    asked = rows(version(route, term=TermRule(working_days(5), (Sample.is_poor.is_(True), working_days(4)))))
    assert len(asked) == 4


def test_a_condition_on_numbers_or_several_options_stays_open() -> None:
    route = Route(when(Sample.grounds.includes("lost"), LOOK, SIGN), otherwise(SIGN))
    term = TermRule(working_days(5), (Sample.rooms > 3, working_days(9)))
    assert len(rows(version(route, term=term))) == 4


def test_what_is_open_on_lane_and_term_alike_is_decided_alike() -> None:
    lost = Sample.grounds.includes("lost")
    route = Route(when(lost, LOOK, SIGN), otherwise(SIGN))
    assert [term for _, term in rows(version(route, term=TermRule(working_days(5), (lost, working_days(9)))))] == [
        "9 ngày làm việc",
        "5 ngày làm việc",
    ]


def test_a_lane_that_no_dossier_enters_is_shown_as_such() -> None:
    never = when(Sample.kind.is_("new") & Sample.kind.is_("again"), LOOK, SIGN)
    told = rows(version(Route(never, otherwise(SIGN))))
    assert told[0][0].endswith("(không hồ sơ nào vào nhánh này)")
    assert "không hồ sơ nào" not in told[1][0]


def test_a_row_has_the_fee_of_its_own_case() -> None:
    route = Route(when(Sample.kind.is_("new"), LOOK, SIGN), otherwise(SIGN))
    fee = by(Sample.kind, {"new": fixed(200_000), "again": 50_000, "change": 30_000})
    first, rest = cases(version(route, fee=fee), named)
    assert first.fee == "Cấp mới: 200.000 đồng"
    assert rest.fee == "Cấp lại: 50.000 đồng; Điều chỉnh: 30.000 đồng"


def test_the_fee_of_a_procedure_without_cases_is_told_whole() -> None:
    fee = by(Sample.kind, {"new": fixed(200_000), "again": 50_000, "change": 30_000})
    (only,) = cases(version(Route(otherwise(SIGN)), fee=fee), named)
    assert only.fee == "Cấp mới: 200.000 đồng; Cấp lại: 50.000 đồng; Điều chỉnh: 30.000 đồng"


def test_a_step_that_another_agency_adds_says_whose_it_is_and_when() -> None:
    (only,) = cases(joint(), named)
    added = only.steps[2]
    assert (added.label, added.place, added.added_by) == ("Xác định thuế", "joint", "Chi cục Thuế")
    assert added.notes == ("Chỉ khi “Loại việc” là “Cấp mới”", "Do Chi cục Thuế đưa vào quy trình (liên thông)")


def test_a_step_of_a_plugin_that_is_off_is_left_out() -> None:
    (only,) = cases(joint(), named, frozenset({"tu_phap"}))
    assert [step.label for step in only.steps] == ["Tiếp nhận, chuyển hồ sơ", "Thẩm định", "Ký", "Trả kết quả"]


def test_times_under_a_term_in_calendar_days_are_shares() -> None:
    (only,) = cases(version(Route(otherwise(SIGN)), term=calendar_days(15)), named)
    assert only.has_shares
    (other,) = cases(version(Route(otherwise(SIGN))), named)
    assert not other.has_shares


def test_too_many_answers_to_try_show_every_lane_with_every_term(monkeypatch: pytest.MonkeyPatch) -> None:
    route = Route(when(Sample.kind.is_("new"), LOOK, SIGN), otherwise(SIGN))
    made = version(route, term=TermRule(working_days(5), (Sample.kind.is_("again"), working_days(9))))
    found: tuple[Case, ...] = cases(made, named)
    monkeypatch.setattr(decision_table, "MOST_SETTINGS", 1)
    assert (len(found), len(cases(made, named))) == (3, 4)
