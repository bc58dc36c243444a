"""Routes as data: lanes, joint steps, opinions, and the plan of one dossier."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from motcua.domain.conditions import Condition, Env, answer
from motcua.domain.plans import HAND_BACK_STEP, RECEPTION_STEP, PlannedStep, RoutingRule, plan
from motcua.domain.route_checks import contribution_problems, one_step_problems, route_problems
from motcua.domain.routes import (
    Desk,
    Route,
    Step,
    at_agency,
    consult,
    desk_of,
    financial_obligation,
    otherwise,
    statutory_posting,
    when,
)
from motcua.domain.term_rules import TermRule, by_channel
from motcua.domain.terms import Term, calendar_days, hours, no_term, same_day, working_days

OFFICER = Desk("officer", "Chuyên viên")
HEAD = Desk("head", "Trưởng phòng", signs=True)
KIND = answer("kind")
ON = frozenset({"chi_cuc_thue"})


def appraise(days: float = 1, **more: object) -> Step:
    return Step("Thẩm định", OFFICER, working_days(days), **more)  # type: ignore[arg-type]


def sign(days: float = 1) -> Step:
    return Step("Ký giấy phép", HEAD, working_days(days))


def env(kind: str | None = None, channel: str = "direct") -> Env:
    return Env({} if kind is None else {"kind": kind}, date(2017, 11, 8), channel)


def problems(route: Route, term: Term | TermRule = working_days(3), *, needs_signature: bool = True) -> list[str]:  # noqa: B008
    rule = term if isinstance(term, TermRule) else TermRule(term)
    return list(route_problems(route, rule, needs_signature=needs_signature))


def bound(condition: Condition) -> Condition:
    return condition.bound("dat-dai")


def planned(route: Route, term: Term, *rules: RoutingRule, kind: str | None = None) -> tuple[PlannedStep, ...]:
    filled = [rule.filled("chi_cuc_thue", bound) for rule in rules]
    return plan(route.of_agency("tu_phap"), "tu_phap", term, filled, env(kind), ON)


def test_a_step_takes_its_key_from_its_label() -> None:
    assert appraise().key == "tham-dinh"
    assert Step("Ký giấy phép", HEAD, working_days(1), key="ky").key == "ky"


def test_a_step_signs_by_its_desk_its_label_or_its_word() -> None:
    clerk = Desk("clerk", "Văn thư")
    assert Step("Duyệt", HEAD, working_days(1)).is_signing
    assert Step("Ký bản sao", clerk, working_days(1)).is_signing
    assert Step("Duyệt", clerk, working_days(1), signs=True).is_signing
    assert Step("Ký", clerk, working_days(1)).is_signing
    assert not Step("Ký nháy", HEAD, working_days(1), signs=False).is_signing
    assert not Step("Kỳ hạn", clerk, working_days(1)).is_signing


def test_the_platform_adds_reception_and_hand_back() -> None:
    steps = planned(Route(otherwise(appraise(), sign())), working_days(3))
    assert [s.key for s in steps] == [RECEPTION_STEP, "tham-dinh", "ky-giay-phep", HAND_BACK_STEP]
    assert [str(s.within) for s in steps] == ["0.25wd", "1wd", "1wd", "0.25wd"]
    assert [s.agency for s in steps] == ["center", "tu_phap", "tu_phap", "center"]
    assert [s.signs for s in steps] == [False, False, True, False]


def test_a_same_day_term_has_no_platform_shares() -> None:
    steps = planned(Route(otherwise(Step("Ký", HEAD, same_day()))), same_day())
    assert str(steps[0].within) == str(steps[-1].within) == "0wd"


def test_a_route_may_state_its_own_shares() -> None:
    steps = planned(
        Route(otherwise(appraise(), sign()), reception=working_days(0.5), hand_back=hours(1)), working_days(3)
    )
    assert (str(steps[0].within), str(steps[-1].within)) == ("0.5wd", "1h")


def test_the_first_lane_whose_condition_holds_is_taken() -> None:
    route = Route(when(KIND.is_("a"), sign(2)), when(KIND.is_("b"), sign(1.5)), otherwise(sign(1)))
    assert str(planned(route, working_days(3), kind="b")[1].within) == "1.5wd"
    assert str(planned(route, working_days(3), kind="c")[1].within) == "1wd"


def test_a_lane_whose_question_was_not_asked_is_not_taken() -> None:
    route = Route(when(KIND.is_not("a"), sign(2)), otherwise(sign(1)))
    assert str(planned(route, working_days(3))[1].within) == "1wd"


def test_a_joint_step_belongs_to_the_other_agency() -> None:
    tax = Step("Xác định thuế", at_agency("chi_cuc_thue", "tax_officer", "Cán bộ thuế"), working_days(1))
    step = planned(Route(otherwise(tax, sign())), working_days(3))[1]
    assert (step.agency, step.desk, step.is_joint, step.contributed_by) == ("chi_cuc_thue", "tax_officer", True, None)


def test_opinions_go_to_their_own_agencies_with_their_own_terms() -> None:
    asks = (
        consult("Ý kiến về di tích", desk_of("van_hoa_thong_tin", "officer"), hours(4)),
        consult("Ý kiến nội bộ", HEAD, hours(2)),
    )
    step = planned(Route(otherwise(appraise(consults=asks), sign())), working_days(3))[1]
    assert [(c.key, c.agency, str(c.within)) for c in step.consults] == [
        ("y-kien-ve-di-tich", "van_hoa_thong_tin", "4h"),
        ("y-kien-noi-bo", "tu_phap", "2h"),
    ]


def test_steps_of_a_calendar_day_term_carry_shares_that_make_one() -> None:
    steps = planned(Route(otherwise(appraise(8), sign(1.5))), calendar_days(15))
    assert [s.share for s in steps] == [Fraction(1, 40), Fraction(4, 5), Fraction(3, 20), Fraction(1, 40)]
    assert sum(s.share or 0 for s in steps) == 1


def test_steps_of_a_working_day_term_carry_no_share() -> None:
    assert {s.share for s in planned(Route(otherwise(sign())), working_days(3))} == {None}


def test_nothing_is_awaited_where_nobody_works_in_this_system() -> None:
    """Only who has the dossier stops its clock, and at a commune or at the province nobody does."""
    posting = Step("Niêm yết", at_agency("commune", "ubnd", "UBND xã"), working_days(2), awaits=statutory_posting(15))
    assert "ngoài Trung tâm" in " ".join(one_step_problems(posting))
    assert list(one_step_problems(replace(posting, desk=OFFICER))) == []


def test_a_tax_step_stands_outside_the_clock_but_a_posting_does_not() -> None:
    tax = Step("Nộp thuế", OFFICER, working_days(9), awaits=financial_obligation())
    posting = Step("Niêm yết", OFFICER, working_days(0.5), awaits=statutory_posting(15))
    assert problems(Route(otherwise(tax, sign()))) == []
    steps = planned(Route(otherwise(tax, posting, sign())), calendar_days(30))
    assert [s.is_outside_clock for s in steps] == [False, True, False, False, False]
    assert steps[1].share is None
    assert steps[2].awaits is not None
    assert steps[2].awaits.says == "Niêm yết công khai theo quy định (15 ngày)"
    assert problems(Route(otherwise(Step("Niêm yết", OFFICER, working_days(9), awaits=statutory_posting(7)), sign())))


def test_a_route_survives_json() -> None:
    route = Route(
        when(KIND.is_("a") & answer("area").answered(), appraise(awaits=statutory_posting(7)), sign()),
        otherwise(appraise(consults=(consult("Ý kiến", desk_of("y_te", "officer"), hours(4)),)), sign()),
        reception=hours(1),
    ).of_agency("tu_phap")
    stored = Route.from_data(json.loads(json.dumps(route.to_data())))
    assert stored.to_data() == route.to_data()
    assert stored.lanes[0].says == route.lanes[0].says
    assert plan(stored, "tu_phap", working_days(3), (), env("a"), ON) == plan(
        route, "tu_phap", working_days(3), (), env("a"), ON
    )


@pytest.mark.parametrize(
    ("route", "sentence"),
    [
        (Route(when(KIND.is_("a"), sign())), "thiếu nhánh otherwise"),
        (Route(), "thiếu nhánh otherwise"),
        (Route(otherwise(sign()), when(KIND.is_("a"), sign())), "sau otherwise"),
        (Route(otherwise(sign()), otherwise(sign())), "sau otherwise"),
        (Route(when(KIND.is_("a"), sign()), when(KIND.is_("a"), sign()), otherwise(sign())), "lặp lại điều kiện"),
        (Route(when(KIND.is_("a")), otherwise(sign())), "không có bước nào"),
        (Route(otherwise()), "không có bước nào"),
        (Route(otherwise(sign(3))), "dài hơn thời hạn giải quyết (3 ngày làm việc)"),
        (Route(otherwise(sign(2.5)), reception=working_days(0.5)), "cộng lại 3,25 ngày làm việc"),
        (Route(otherwise(sign(), Step("Trả", OFFICER, calendar_days(1)), sign(0.5))), "cùng khóa"),
        (Route(otherwise(Step("Thẩm tra", OFFICER, calendar_days(1)), sign())), "không cộng ngày làm việc"),
        (Route(otherwise(Step("Thẩm tra", OFFICER, same_day()), sign())), "phải ghi bằng ngày làm việc"),
        (Route(otherwise(appraise(), appraise(), sign())), "cùng khóa “tham-dinh”"),
        (Route(otherwise(Step("Tiếp nhận", OFFICER, hours(1)), sign())), "“tiep-nhan” không hợp lệ"),
        (Route(otherwise(Step("???", OFFICER, hours(1)), sign())), "khóa bước “”"),
        (Route(otherwise(appraise())), "không kết thúc bằng bước ký"),
        (Route(otherwise(sign(), appraise())), "không kết thúc bằng bước ký"),
        (Route(otherwise(Step("Xem", Desk("Cán bộ", "Cán bộ"), hours(1)), sign())), "vị trí xử lý “Cán bộ” không hợp"),
        (Route(otherwise(Step("Xem", Desk("officer", " "), hours(1)), sign())), "thiếu tên"),
        (Route(otherwise(Step("Xem", at_agency("thue-1", "officer", "Thuế"), hours(1)), sign())), "khóa cơ quan"),
        (Route(otherwise(appraise(consults=(consult("Ý", HEAD, no_term()),)), sign())), "phải có thời hạn bằng ngày"),
        (Route(otherwise(appraise(consults=(consult("Ý", HEAD, working_days(2)),)), sign())), "không nằm gọn"),
    ],
)
def test_an_impossible_route_is_refused(route: Route, sentence: str) -> None:
    assert any(sentence in problem for problem in problems(route))


def test_a_good_route_has_no_problem() -> None:
    assert problems(Route(when(KIND.is_("a"), sign(2.5)), otherwise(appraise(1.5), sign()))) == []
    assert problems(Route(otherwise(appraise())), needs_signature=False) == []


def test_every_lane_is_measured_against_every_term_it_can_meet() -> None:
    route = Route(when(KIND.is_("quick"), sign(0.5)), otherwise(appraise(), sign()))
    assert problems(route, TermRule(working_days(3), (KIND.is_("quick"), working_days(1)))) == []
    # Negative control: with the case first met elsewhere, the same lane no longer fits.
    online = TermRule(working_days(3), by_channel("online", working_days(1)))
    assert any("dài hơn" in p for p in problems(route, online))
    swapped = Route(when(KIND.is_("slow"), appraise(2), sign(2)), otherwise(sign()))
    assert problems(swapped, TermRule(working_days(3), (KIND.is_("slow"), working_days(6)))) == []
    assert any("dài hơn" in p for p in problems(swapped, working_days(3)))


def test_a_calendar_day_term_asks_for_shares_not_for_a_sum() -> None:
    assert problems(Route(otherwise(appraise(12), sign(8))), calendar_days(15)) == []
    empty = Route(otherwise(sign(0)), reception=working_days(0), hand_back=working_days(0))
    assert problems(empty, calendar_days(15))  # nothing has a share


# --- other agencies' rules ---------------------------------------------------------------------------------------

LAND = Route(otherwise(appraise(0.5), sign()))
TAX_DESK = Desk("tax_officer", "Cán bộ thuế")
TAX = Step("Xác định nghĩa vụ tài chính", TAX_DESK, working_days(5), awaits=financial_obligation())


def rule(**more: object) -> RoutingRule:
    return RoutingRule(**{"procedure": "dat-dai", "step": TAX, "after": "tham-dinh", **more})  # type: ignore[arg-type]


def test_a_contributed_step_stands_after_its_anchor_and_names_its_contributor() -> None:
    steps = planned(LAND, working_days(3), rule())
    assert [s.key for s in steps][1:4] == ["tham-dinh", "xac-dinh-nghia-vu-tai-chinh", "ky-giay-phep"]
    assert (steps[2].agency, steps[2].is_joint, steps[2].contributed_by) == ("chi_cuc_thue", True, "chi_cuc_thue")


def test_a_contributed_step_may_stand_before_its_anchor() -> None:
    assert planned(LAND, working_days(3), rule(after=None, before="tham-dinh"))[1].contributed_by == "chi_cuc_thue"


def test_a_rule_of_a_plugin_that_is_off_adds_nothing() -> None:
    filled = rule().filled("chi_cuc_thue", bound)
    route = LAND.of_agency("dat_dai")
    assert len(plan(route, "dat_dai", working_days(3), [filled], env(), frozenset())) == 4
    assert len(plan(route, "dat_dai", working_days(3), [filled], env(), ON)) == 5


def test_a_rule_may_depend_on_an_answer() -> None:
    only = rule(only_if=KIND.is_("transfer"))
    assert len(planned(LAND, working_days(3), only, kind="transfer")) == 5
    assert len(planned(LAND, working_days(3), only, kind="gift")) == 4
    assert len(planned(LAND, working_days(3), only)) == 4


def test_a_contributed_opinion_joins_the_step_it_names() -> None:
    asked = consult("Ý kiến cơ quan thuế", TAX_DESK, hours(2))
    step = planned(LAND, working_days(3), rule(step=asked, after=None, during="tham-dinh"))[1]
    assert [(c.agency, c.contributed_by) for c in step.consults] == [("chi_cuc_thue", "chi_cuc_thue")]


def test_a_rule_survives_json() -> None:
    for each in (rule(only_if=KIND.is_("a")), rule(step=consult("Ý kiến", HEAD, hours(1)), after=None, during="x")):
        filled = each.filled("chi_cuc_thue", bound)
        assert RoutingRule.from_data(json.loads(json.dumps(filled.to_data()))).to_data() == filled.to_data()
        assert filled.says


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (rule(after=None), "đúng một trong"),
        (rule(before="tham-dinh"), "đúng một trong"),
        (rule(after="khong-co"), "không có bước “khong-co”"),
        (rule(after=None, during="tham-dinh"), "during= dành cho consult"),
        (rule(step=Step("Kiểm tra", OFFICER, working_days(2))), "dài hơn thời hạn"),
        (rule(step=Step("Kiểm tra", OFFICER, calendar_days(1))), "không cộng ngày làm việc"),
        (rule(step=Step("Thẩm định", OFFICER, hours(1))), "đã có bước “tham-dinh”"),
        (rule(step=Step("Tiếp nhận", OFFICER, hours(1))), "không hợp lệ"),
        (rule(step=Step("Kiểm tra", Desk("A B", "x"), hours(1))), "vị trí xử lý “A B”"),
        (rule(after="ky-giay-phep"), "không còn kết thúc bằng bước ký"),
        (rule(step=consult("Ý", HEAD, no_term()), after=None, during="tham-dinh"), "phải có thời hạn"),
    ],
)
def test_a_rule_that_does_not_fit_is_refused(broken: RoutingRule, sentence: str) -> None:
    found = contribution_problems(broken, LAND, TermRule(working_days(3)))
    assert any(sentence in problem for problem in found)


def test_two_rules_that_only_fit_alone_are_refused_together() -> None:
    first = rule(step=Step("Kiểm tra một", OFFICER, working_days(1)))
    second = rule(step=Step("Kiểm tra hai", OFFICER, working_days(0.5)))
    terms = TermRule(working_days(3))
    assert not [*contribution_problems(second, LAND, terms)]
    assert [*contribution_problems(second, LAND, terms, [first])]


def test_a_term_rule_chooses_by_condition_and_channel_and_explains_itself() -> None:
    terms = TermRule(
        working_days(3), (KIND.is_("verify"), working_days(6)), by_channel("online", working_days(2)),
        extendable_by=working_days(3),
    )  # fmt: skip
    assert str(terms.term_for(env("verify", "online"))) == "6wd"
    assert str(terms.term_for(env("x", "online"))) == "2wd"
    assert str(terms.term_for(env())) == "3wd"
    assert "gia hạn thêm 3 ngày làm việc" in terms.says
    assert TermRule.from_data(json.loads(json.dumps(terms.to_data()))) == terms
