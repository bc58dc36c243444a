"""Public game points: school, floor space by town, and the certificate changed, extended and issued again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_van_hoa_thong_tin.diem_tro_choi import DIEM_TRO_CHOI
from motcua_van_hoa_thong_tin.giay_tro_choi import CAP_LAI_TRO_CHOI, GIA_HAN_TRO_CHOI, SUA_DOI_TRO_CHOI

FILED, BEFORE = date(2017, 11, 8), date(2017, 11, 7)
ISSUED = date(2015, 3, 2)


def rooms(*areas: int | float) -> dict[str, Any]:
    return {"rooms": [{"name": "Phòng", "area": area, "computers": 10} for area in areas]}


@pytest.mark.parametrize(
    ("procedure", "right", "wrong", "at"),
    [
        # Nghị định 72/2013/NĐ-CP, Điều 35 khoản 2
        (DIEM_TRO_CHOI, {"has_line_of_business": True}, {"has_line_of_business": False}, "has_line_of_business"),
        (DIEM_TRO_CHOI, {"school": 200}, {"school": 199}, "school"),
        (DIEM_TRO_CHOI, {"has_sign": True}, {"has_sign": False}, "has_sign"),
        (DIEM_TRO_CHOI, {"has_rules": True}, {"has_rules": False}, "has_rules"),
        (DIEM_TRO_CHOI, {"has_light": True}, {"has_light": False}, "has_light"),
        (DIEM_TRO_CHOI, {"has_fire_safety": True}, {"has_fire_safety": False}, "has_fire_safety"),
        (DIEM_TRO_CHOI, {"urban": "big"} | rooms(30, 20), rooms(30, 19.9), "rooms"),
        (DIEM_TRO_CHOI, {"urban": "small"} | rooms(40), rooms(39.9), "rooms"),
        (DIEM_TRO_CHOI, {"urban": "other"} | rooms(30), rooms(29.9), "rooms"),
        # Thông tư 23/2013/TT-BTTTT
        (SUA_DOI_TRO_CHOI, {"until": FILED}, {"until": BEFORE}, "until"),
        (SUA_DOI_TRO_CHOI, {"moves": False}, {"moves": True}, "moves"),
        (SUA_DOI_TRO_CHOI, {"held__issued_on": ISSUED, "changed_on": ISSUED}, {"changed_on": date(2015, 3, 1)},
         "changed_on"),
        (GIA_HAN_TRO_CHOI, {"ends_on": date(2017, 11, 28)}, {"ends_on": date(2017, 11, 27)}, "ends_on"),
        (GIA_HAN_TRO_CHOI, {"was_extended": False}, {"was_extended": True}, "was_extended"),
        (GIA_HAN_TRO_CHOI, {"months": 6}, {"months": 7}, "months"),
        (GIA_HAN_TRO_CHOI, {"still_meets": True}, {"still_meets": False}, "still_meets"),
        (CAP_LAI_TRO_CHOI, {"expires_on": FILED}, {"expires_on": BEFORE}, "expires_on"),
        (CAP_LAI_TRO_CHOI, {"is_unchanged": True}, {"is_unchanged": False}, "is_unchanged"),
        (CAP_LAI_TRO_CHOI, {"cause": "lost", "lost__issued_on": ISSUED, "lost_on": ISSUED},
         {"lost_on": date(2015, 3, 1)}, "lost_on"),
    ],
)  # fmt: skip
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


@pytest.mark.parametrize(
    ("procedure", "case", "papers"),
    [
        (DIEM_TRO_CHOI, {"owner_kind": "person"}, {"application", "registration", "owner_id"}),
        (DIEM_TRO_CHOI, {"owner_kind": "organisation"}, {"application", "registration", "manager_id"}),
        (SUA_DOI_TRO_CHOI, {"what": ("name",)}, {"application", "registration"}),
        (SUA_DOI_TRO_CHOI, {"what": ("owner",)}, {"application", "registration", "new_id"}),
        (SUA_DOI_TRO_CHOI, {"what": ("manager",)}, {"application", "new_id"}),
        (GIA_HAN_TRO_CHOI, {"owner_kind": "person"}, {"application", "owner_id"}),
        (GIA_HAN_TRO_CHOI, {"owner_kind": "organisation"}, {"application"}),
        (CAP_LAI_TRO_CHOI, {"cause": "torn"}, {"application"}),
        (CAP_LAI_TRO_CHOI, {"cause": "burnt"}, {"application"}),
    ],
)
def test_papers_are_those_of_the_case(procedure: Procedure, case: dict[str, Any], papers: set[str]) -> None:
    assert set(fill(procedure, **case).papers) == papers


def test_a_torn_certificate_is_taken_in_where_it_is_brought() -> None:
    assert "torn" in fill(CAP_LAI_TRO_CHOI, size="fullest", cause="torn").papers
    assert "torn" not in fill(CAP_LAI_TRO_CHOI, size="fullest", cause="lost").papers


@pytest.mark.parametrize(
    ("procedure", "case", "keys", "term"),
    [
        (DIEM_TRO_CHOI, {}, ("tham-dinh", "duyet", "ky-gcn"), "10 ngày làm việc"),
        (SUA_DOI_TRO_CHOI, {}, ("tham-dinh", "duyet", "ky-gcn"), "5 ngày làm việc"),
        (GIA_HAN_TRO_CHOI, {}, ("tham-dinh", "duyet", "ky-gia-han"), "5 ngày làm việc"),
        (CAP_LAI_TRO_CHOI, {}, ("doi-chieu", "duyet", "ky-gcn"), "5 ngày làm việc"),
    ],
)
def test_the_steps_and_the_term(procedure: Procedure, case: dict[str, Any], keys: tuple[str, ...], term: str) -> None:
    filling = fill(procedure, **case)
    assert (filling.step_keys, filling.term.says, filling.fee.amount) == (keys, term, 0)


@pytest.mark.parametrize(("cause", "is_asked"), [("lost", True), ("burnt", True), ("torn", False)])
def test_a_certificate_that_is_gone_is_asked_about(cause: str, is_asked: bool) -> None:
    assert ("xác minh" in fill(CAP_LAI_TRO_CHOI, cause=cause).steps[0].label) is is_asked


def test_a_new_point_may_run_for_three_years() -> None:
    assert DIEM_TRO_CHOI.validity_months == 36
