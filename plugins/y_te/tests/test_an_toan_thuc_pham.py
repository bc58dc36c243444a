"""Food safety: the kitchen, the people in it, what an exchange may change, and the fee by meals and by heads."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_y_te.cap_doi import CATERING_CHANGE
from motcua_y_te.dich_vu_an_uong import CATERING
from motcua_y_te.kien_thuc import KNOWLEDGE

OWNER: dict[str, Any] = {
    "name": "Nguyễn Thị Hoa",
    "role": "owner",
    "examined_on": date(2017, 6, 1),
    "is_fit": True,
    "knowledge": "12/XNKT",
    "knowledge_on": date(2016, 6, 1),
}
EXAMINEE: dict[str, Any] = {
    "name": "Nguyễn Thị Hoa",
    "born": date(1985, 3, 2),
    "identity": "125123456",
    "job": "owner",
}


# Thông tư 279/2016/TT-BTC
@pytest.mark.parametrize(("meals", "fee"), [(50, 700_000), (199, 700_000), (200, 1_000_000)])
def test_the_inspection_costs_by_meals(meals: int, fee: int) -> None:
    assert fill(CATERING, meals=meals).fee.amount == fee


# Thông tư 47/2014/TT-BYT, Điều 5
@pytest.mark.parametrize(("meals", "asked"), [(49, True), (50, False), (199, False), (200, True)])
def test_outside_the_districts_scale_a_delegation_is_asked_and_nobody_refused(meals: int, asked: bool) -> None:
    filling = fill(CATERING, meals=meals)
    assert ("delegation" in filling.shown) is asked
    assert filling.errors == {}


# Luật An toàn thực phẩm 2010, Điều 28 và Điều 30
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"is_one_way": False}, "is_one_way"),
        ({"has_drains": False}, "has_drains"),
        ({"has_washing": False}, "has_washing"),
        ({"knows_sources": False}, "knows_sources"),
        ({"keeps_samples": False}, "keeps_samples"),
        ({"water": "well", "is_water_tested": False}, "is_water_tested"),
    ],
)
def test_each_condition_of_the_kitchen_is_required(said: dict[str, Any], at: str) -> None:
    assert set(fill(CATERING, **said).errors) == {at}
    assert fill(CATERING, **(said | {at: True})).errors == {}


@pytest.mark.parametrize(("water", "tested"), [("piped", False), ("well", True), ("other", True)])
def test_only_water_of_ones_own_is_tested(water: str, tested: bool) -> None:
    filling = fill(CATERING, water=water)
    assert ("water_paper" in filling.shown, "is_water_tested" in filling.shown) == (tested, tested)
    # Luật An toàn thực phẩm 2010, Điều 36 does not name it
    assert "water_paper" not in filling.papers


# The day of filing is 8-11-2017.
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"examined_on": date(2016, 11, 8)}, "examined_on"),
        ({"examined_on": date(2016, 11, 9)}, None),
        ({"is_fit": False}, "is_fit"),
        ({"knowledge_on": date(2014, 11, 8)}, "knowledge_on"),
        ({"knowledge_on": date(2014, 11, 9)}, None),
    ],
)
def test_who_touches_food_is_fit_and_knows(said: dict[str, Any], at: str | None) -> None:
    errors = fill(CATERING, workers=[OWNER | said]).errors
    assert set(errors) == ({f"workers.0.{at}"} if at else set())


@pytest.mark.parametrize(("roles", "refused"), [(("cook",), True), (("owner",), False), (("cook", "owner"), False)])
def test_the_owner_is_among_those_who_know(roles: tuple[str, ...], refused: bool) -> None:
    workers = [OWNER | {"role": role} for role in roles]
    assert ("workers" in fill(CATERING, workers=workers).errors) is refused


@pytest.mark.parametrize(("turn", "again"), [("new", False), ("again", True)])
def test_a_certificate_that_ran_out_is_named_and_brought(turn: str, again: bool) -> None:
    filling = fill(CATERING, turn=turn)
    assert ("old_certificate" in filling.papers, "old_until" in filling.shown) == (again, again)
    assert filling.step_keys == ("tham-xet", "tham-dinh-co-so", "duyet", "ky-giay-chung-nhan")


@pytest.mark.parametrize(("kind", "hosted", "contract"), [("eatery", False, False), ("canteen", True, True),
                                                          ("catering", False, True)])  # fmt: skip
def test_a_canteen_names_its_host(kind: str, hosted: bool, contract: bool) -> None:
    filling = fill(CATERING, kind=kind, size="fullest")
    assert ({"host", "host_head"} <= filling.shown, "contract" in filling.papers) == (hosted, contract)


# Luật An toàn thực phẩm 2010, Điều 36 và Điều 37
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"valid_until": date(2017, 11, 7)}, "valid_until"),
        ({"valid_until": date(2017, 11, 8)}, None),
        ({"is_same_place": False}, "is_same_place"),
        ({"is_same_place": True}, None),
        ({"items": ("name",), "old_name": "Quán Sen", "new_name": "Quán Sen"}, "new_name"),
        ({"items": ("name",), "old_name": "Quán Sen", "new_name": "Quán Súng"}, None),
        ({"items": ("owner",), "old_owner_name": "Lê An", "new_owner_name": "Lê An"}, "new_owner_name"),
        ({"items": ("owner",), "old_owner_name": "Lê An", "new_owner_name": "Lê Bình"}, None),
        ({"items": ("owner",), "examined_on": date(2016, 11, 8)}, "examined_on"),
        ({"items": ("owner",), "knowledge_on": date(2014, 11, 8)}, "knowledge_on"),
    ],
)
def test_an_exchange_changes_names_and_no_kitchen(said: dict[str, Any], at: str | None) -> None:
    assert set(fill(CATERING_CHANGE, **said).errors) == ({at} if at else set())


@pytest.mark.parametrize(
    ("items", "papers"),
    [
        (("name",), {"registration"}),
        (("address",), {"confirmation"}),
        (("owner",), {"registration", "health", "knowledge"}),
    ],
)
def test_each_change_brings_its_papers(items: tuple[str, ...], papers: set[str]) -> None:
    assert set(fill(CATERING_CHANGE, items=items).papers) == {"application", "original"} | papers


def test_a_new_owner_is_looked_at_longer() -> None:
    renamed, resold = (fill(CATERING_CHANGE, items=(item,)) for item in ("name", "owner"))
    assert renamed.step_keys == resold.step_keys == ("doi-chieu", "duyet", "ky-giay-chung-nhan")
    assert [step.label for step in renamed.steps] != [step.label for step in resold.steps]


# Thông tư 279/2016/TT-BTC: 30.000 đồng mỗi người
@pytest.mark.parametrize("heads", [1, 2, 5])
def test_knowledge_costs_by_heads(heads: int) -> None:
    filling = fill(KNOWLEDGE, who="business", people=[EXAMINEE] * heads)
    assert (filling.fee.amount, filling.term.says) == (heads * 30_000, "10 ngày làm việc")


@pytest.mark.parametrize(
    ("who", "heads", "refused"), [("person", 2, True), ("person", 1, False), ("business", 2, False)]
)
def test_only_a_business_files_a_list(who: str, heads: int, refused: bool) -> None:
    assert ("people" in fill(KNOWLEDGE, who=who, people=[EXAMINEE] * heads).errors) is refused


@pytest.mark.parametrize(
    ("foods", "refused"),
    [(("farm",), True), (("farm", "trade"), True), (("farm", "catering"), False), (("street",), False)],
)
def test_other_sectors_confirm_their_own_foods(foods: tuple[str, ...], refused: bool) -> None:
    assert ("foods" in fill(KNOWLEDGE, foods=foods).errors) is refused


@pytest.mark.parametrize(
    ("who", "papers"),
    [("person", {"identity_paper"}), ("business", {"list_paper", "registration_paper"})],
)
def test_who_asks_decides_the_papers_and_the_first_step(who: str, papers: set[str]) -> None:
    filling = fill(KNOWLEDGE, who=who, turn="first")
    assert set(filling.papers) == {"application", "receipt"} | papers
    assert ("danh sách" in filling.steps[0].label) is (who == "business")
    assert filling.step_keys == ("kiem-tra", "danh-gia", "ky-giay-xac-nhan")


@pytest.mark.parametrize(("turn", "shown"), [("first", set()), ("expired", {"old_number", "old_on"}),
                                             ("failed", {"failed_on"})])  # fmt: skip
def test_a_second_turn_tells_of_the_first(turn: str, shown: set[str]) -> None:
    filling = fill(KNOWLEDGE, turn=turn)
    assert filling.shown & {"old_number", "old_on", "failed_on"} == shown
    assert ("old_paper" in filling.papers) is (turn == "expired")
