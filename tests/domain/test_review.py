"""Publishing procedures, deciding over their facts, and telling two versions apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from motcua.api import Procedure
from motcua.api.fees import fixed, per_page, per_unit, unconfirmed
from motcua.api.forms import Check, Choice, Form, Integer, Paper, Text, YesNo
from motcua.api.routes import Desk, Route, Step, calendar_days, otherwise, working_days
from motcua.domain.conditions import Env
from motcua.domain.decisions import Decision
from motcua.domain.doubts import FEE, TERM, doubts_of
from motcua.domain.effective import overridden, with_amount
from motcua.domain.facts import FEE_UNKNOWN, TERM_UNKNOWN
from motcua.domain.overrides import Fact, Override, in_effect, is_longer, term_problems, value_problem
from motcua.domain.people import Role, Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.review import REVIEW_MOVES, Publication, ReviewMove, ReviewState, why_not_review
from motcua.domain.terms import Term, same_day, unknown_term
from motcua.domain.version_diff import differences

ON = date(2017, 11, 8)
DECISION = Decision(number="12/QĐ-UBND", on=date(2017, 11, 1), signed_by="Ông A", from_on=ON)
OFFICER, HEAD = Desk("officer", "Chuyên viên"), Desk("head", "Trưởng phòng", signs=True)


class ThuForm(Form):
    """Đơn thử."""

    kind = Choice("Trường hợp", {"new": "Cấp mới", "again": "Cấp lại"})
    rooms = Integer("Số phòng", least=1, most=9)
    is_poor = YesNo("Thuộc hộ nghèo")
    request = Paper("Đơn", originals=1)
    enough = Check("Phải có ít nhất 2 phòng.", rooms >= 2, at=rooms)


THU = Procedure(
    key="thu",
    title="Thủ tục thử",
    sector="Thử",
    form=ThuForm,
    route=Route(otherwise(Step("Thẩm định", OFFICER, working_days(3)), Step("Ký", HEAD, working_days(1.5)))),
    term=working_days(5),
    fee=unconfirmed("HĐND tỉnh quy định").exempt(ThuForm.is_poor.is_(True), "hộ nghèo"),
    result="Giấy phép",
    unconfirmed=(FEE_UNKNOWN,),
)


def version_of(procedure: Procedure = THU) -> ProcedureVersion:
    return ProcedureVersion.of(procedure, agency="tu_phap", plugin_version="1")


def override(fact: Fact, value: str, *, layer: str = "center", decision: Decision = DECISION) -> Override:
    return Override(procedure="thu", fact=fact, value=value, layer=layer, decision=decision)


def staff(role: Role, agency: str | None = None) -> Staff:
    return Staff(uuid4(), "a", "A", "", frozenset({role}), agency=agency)


@pytest.mark.parametrize("state", ReviewState)
@pytest.mark.parametrize("move", ReviewMove)
def test_a_move_is_made_from_its_states_only(state: ReviewState, move: ReviewMove) -> None:
    decision = None if state in (ReviewState.PROPOSED, ReviewState.UNDER_REVIEW) else DECISION
    publication = Publication("h", "thu", "tu_phap", state, decision)
    sentence = why_not_review(move, publication, staff(Role.DIRECTOR))
    assert (sentence is None) == (state in REVIEW_MOVES[move].sources)


def test_a_head_looks_through_the_own_agency_and_publishes_nothing() -> None:
    proposed = Publication("h", "thu", "tu_phap", ReviewState.PROPOSED)
    assert why_not_review(ReviewMove.START_REVIEW, proposed, staff(Role.HEAD, "tu_phap")) is None
    assert "cơ quan mình" in str(why_not_review(ReviewMove.START_REVIEW, proposed, staff(Role.HEAD, "noi_vu")))
    reviewed = replace(proposed, state=ReviewState.UNDER_REVIEW)
    assert "không có quyền" in str(why_not_review(ReviewMove.PUBLISH, reviewed, staff(Role.HEAD, "tu_phap")))
    assert "không có quyền" in str(why_not_review(ReviewMove.START_REVIEW, proposed, staff(Role.OFFICER, "tu_phap")))


def test_a_version_is_received_on_the_days_of_its_decision() -> None:
    until = replace(DECISION, to_on=date(2017, 12, 31))
    published = Publication("h", "thu", "tu_phap", ReviewState.PUBLISHED, until)
    days = (date(2017, 11, 7), ON, date(2017, 12, 31), date(2018, 1, 1))
    assert [published.is_received_on(day) for day in days] == [False, True, True, False]
    assert "từ ngày 08/11/2017" in str(published.why_not_received_on(days[0]))
    assert "đã hết hiệu lực ngày 31/12/2017" in str(published.why_not_received_on(days[3]))
    suspended = replace(published, state=ReviewState.SUSPENDED)
    assert "tạm ngừng" in str(suspended.why_not_received_on(ON))


def test_the_center_goes_before_the_province_and_an_empty_value_gives_back() -> None:
    known = [
        override(Fact.TERM, "4wd", layer="province"),
        override(Fact.TERM, "3wd"),
        override(Fact.FEE, "8000", layer="province"),
    ]
    assert [each.value for each in in_effect(known, "thu", ON)] == ["3wd", "8000"]
    assert [each.value for each in in_effect(known, "thu", date(2017, 11, 7))] == []
    given_back = [*known, override(Fact.TERM, "")]
    assert [each.value for each in in_effect(given_back, "thu", ON)] == ["4wd", "8000"]
    assert in_effect(known, "other", ON) == ()


@pytest.mark.parametrize(
    ("term", "than", "longer"),
    [
        ("3wd", "5wd", False), ("5wd", "5wd", False), ("6wd", "5wd", True), ("4h", "0.5wd", False),
        ("same_day", "1wd", False), ("2wd", "same_day", True), ("10d", "15d", False), ("20d", "15d", True),
        ("10wd", "15d", None), ("30wd", "unknown", False), ("30d", "none", False),
    ],
)  # fmt: skip
def test_terms_are_compared_in_their_own_days(term: str, than: str, longer: bool | None) -> None:
    assert is_longer(Term.parse(term), Term.parse(than)) is longer
    assert bool(list(term_problems(term, Term.parse(than), ""))) == (longer is not False)
    assert not list(term_problems(term, Term.parse(than), "Điều 3 Nghị quyết 15/NQ-HĐND"))


@pytest.mark.parametrize(
    ("fact", "good", "bad"),
    [
        (Fact.TERM, "2.5wd", "hai ngày"), (Fact.TERM, "same_day", "unknown"), (Fact.TERM, "4h", "0wd"),
        (Fact.FEE, "0", "-1"), (Fact.ONLINE_LEVEL, "3", "5"), (Fact.CODE, "1.001612", "T-BNI-1"),
    ],
)  # fmt: skip
def test_values_are_read_strictly(fact: Fact, good: str, bad: str) -> None:
    assert value_problem(fact, good) is None
    assert value_problem(fact, bad)


def test_an_amount_takes_the_place_of_what_was_not_confirmed_and_leaves_the_exemption() -> None:
    version = overridden(version_of(), [override(Fact.FEE, "8000")])
    assert version.fee.compute(Env({"is_poor": False}, ON)).amount == 8_000
    assert version.fee.compute(Env({"is_poor": True}, ON)).amount == 0
    assert [doubt.fact for doubt in doubts_of(version_of())] == [FEE]
    assert [doubt.fact for doubt in doubts_of(version)] == []


def test_one_amount_does_not_stand_for_a_rule_of_several() -> None:
    by_page = per_page(2_000, up_to=2, then=1_000, cap=200_000, pages=ThuForm.rooms)
    assert with_amount(by_page, 5_000) is None
    assert with_amount(fixed(1_000) + fixed(2_000), 5_000) is None
    changed = with_amount(per_unit(ThuForm.rooms, "phòng", 1_000), 5_000)
    assert changed is not None
    assert "5.000 đồng/phòng" in changed.says


def test_a_shorter_term_is_shared_out_to_every_step_and_none_is_lost() -> None:
    version = version_of()
    env = Env({"kind": "new"}, ON)
    shorter = overridden(version, [override(Fact.TERM, "2wd")])
    plan = shorter.plan(env, frozenset())
    assert shorter.term_for(env) == working_days(2)
    assert sum(step.within.minutes for step in plan) <= working_days(2).minutes
    assert all(step.within.minutes > 0 for step in plan)
    assert shorter.hash == version.hash
    assert shorter == version  # what is pinned is what was published
    assert version.plan(env, frozenset())[1].within == working_days(3)
    today = overridden(version, [override(Fact.TERM, "same_day")]).plan(env, frozenset())
    assert sum(step.within.minutes for step in today) <= same_day_minutes()


def same_day_minutes() -> int:
    return working_days(1).minutes


def test_a_term_that_was_unknown_is_known_by_decision() -> None:
    unknown = version_of(replace(THU, term=unknown_term(), unconfirmed=(TERM_UNKNOWN,)))
    assert TERM in [doubt.fact for doubt in doubts_of(unknown)]
    known = overridden(unknown, [override(Fact.TERM, str(calendar_days(15)))])
    assert known.term_for(Env({}, ON)) == calendar_days(15)
    assert TERM not in [doubt.fact for doubt in doubts_of(known)]
    assert same_day().kind == "same_day"


class LaterForm(Form):
    """Đơn thử."""

    kind = Choice("Trường hợp đề nghị", {"new": "Cấp mới", "again": "Cấp lại"})
    rooms = Integer("Số phòng", least=1, most=9, hint="Đếm cả phòng nhỏ")
    is_poor = YesNo("Thuộc hộ nghèo")
    phone = Text("Số điện thoại khác", optional=True)
    request = Paper("Đơn", originals=1)
    enough = Check("Phải có ít nhất 2 phòng.", rooms >= 2, at=rooms)


class StricterForm(Form):
    """Đơn thử."""

    kind = Choice("Trường hợp", {"new": "Cấp mới", "other": "Khác"})
    rooms = Integer("Số phòng", least=2, most=9)
    plan = Text("Sơ đồ")
    request = Paper("Đơn", originals=2)
    enough = Check("Phải có ít nhất 3 phòng.", rooms >= 3, at=rooms)


def later(form: type[Form], **changes: object) -> ProcedureVersion:
    fee = fixed(1_000)
    return version_of(replace(THU, form=form, fee=fee, **changes))  # type: ignore[arg-type]


def test_words_and_optional_questions_are_harmless() -> None:
    before, after = later(ThuForm), later(LaterForm, legal_basis=("Nghị định 1/2017/NĐ-CP",), title="Thủ tục thử mới")
    found = differences(before, after)
    names = {"Tên thủ tục", "Căn cứ pháp lý", "Trường hợp", "Số phòng", "Số điện thoại khác"}
    assert {each.name for each in found} == names
    assert all(each.is_harmless for each in found)


def test_what_changes_answers_papers_checks_term_fee_or_route_is_not() -> None:
    route = Route(otherwise(Step("Thẩm định", OFFICER, working_days(2)), Step("Ký", HEAD, working_days(1))))
    found = differences(later(ThuForm), later(StricterForm, term=working_days(4), route=route))
    harmful = {each.name for each in found if not each.is_harmless}
    assert harmful == {
        "Thời hạn giải quyết", "Trường hợp", "Số phòng", "Thuộc hộ nghèo", "Sơ đồ", "Đơn", "Phải có ít nhất 2 phòng.",
        "Các trường hợp còn lại",
    }  # fmt: skip
    paper = next(each for each in found if each.name == "Đơn")
    assert (paper.old, paper.new, paper.how) == ("Đơn: 1 bản chính", "Đơn: 2 bản chính", "sửa")


def test_a_version_does_not_differ_from_itself() -> None:
    assert differences(version_of(), version_of()) == ()
