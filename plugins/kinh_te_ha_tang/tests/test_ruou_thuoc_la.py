"""Liquor and tobacco: who may sell and make, licences still valid, renewals in time, schools kept at a distance."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_kinh_te_ha_tang.ban_le_ruou import RETAIL, RETAIL_AGAIN, RETAIL_CHANGE
from motcua_kinh_te_ha_tang.ban_le_thuoc_la import TOBACCO, TOBACCO_AGAIN, TOBACCO_CHANGE
from motcua_kinh_te_ha_tang.ruou_thu_cong import CRAFT, CRAFT_AGAIN, CRAFT_CHANGE

FILED = date(2017, 11, 8)
BEFORE = date(2017, 11, 7)
SUPPLIER = {
    "name": "Công ty Rượu",
    "kind": "wholesaler",
    "permit": "12/GP",
    "permit_until": FILED,
    "contract": "01/HĐ",
}
WHOLESALER = {"name": "Công ty Thuốc lá", "permit": "15/GP", "area": "here", "introduction": "02/GT"}
LIQUOR = {"name": "Rượu nếp", "strength": 30, "volume": 500, "declaration": "03/CB", "has_label": True}
RENAMED = {"items": ("name",), "name_before": "Hộ kinh doanh Minh", "name_after": "Hộ kinh doanh Lan"}
LOST = {"why": "lost", "licence__issued_on": date(2015, 3, 2), "lost_on": date(2015, 3, 2)}
SAFE = {"is_small": False, "safety_until": FILED}

RULES = [
    # Nghị định 105/2017/NĐ-CP, Điều 13
    (RETAIL, {"is_registered": True}, {"is_registered": False}, "is_registered"),
    (RETAIL, {"is_fixed": True}, {"is_fixed": False}, "is_fixed"),
    (RETAIL, {"tenure": "lease", "lease_until": FILED}, {"lease_until": BEFORE}, "lease_until"),
    (
        RETAIL,
        {"suppliers": [SUPPLIER]},
        {"suppliers": [SUPPLIER | {"permit_until": BEFORE}]},
        "suppliers.0.permit_until",
    ),
    # Nghị định 105/2017/NĐ-CP, Chương I: nhãn và tem
    (RETAIL, {"has_labels": True}, {"has_labels": False}, "has_labels"),
    # Nghị định 105/2017/NĐ-CP, Điều 26
    (RETAIL_CHANGE, {"valid_until": FILED}, {"valid_until": BEFORE}, "valid_until"),
    (RETAIL_CHANGE, RENAMED, {"name_after": "Hộ kinh doanh Minh"}, "name_after"),
    (CRAFT_CHANGE, {"valid_until": FILED}, {"valid_until": BEFORE}, "valid_until"),
    (CRAFT_CHANGE, RENAMED, {"name_after": "Hộ kinh doanh Minh"}, "name_after"),
    # Nghị định 105/2017/NĐ-CP, Điều 27: trước 30 ngày
    (
        RETAIL_AGAIN,
        {"why": "expired", "expires_on": date(2017, 12, 8)},
        {"expires_on": date(2017, 12, 7)},
        "expires_on",
    ),
    (CRAFT_AGAIN, {"why": "expired", "expires_on": date(2017, 12, 8)}, {"expires_on": date(2017, 12, 7)}, "expires_on"),
    (RETAIL_AGAIN, LOST, {"lost_on": date(2015, 3, 1)}, "lost_on"),
    (CRAFT_AGAIN, LOST, {"lost_on": date(2015, 3, 1)}, "lost_on"),
    # Nghị định 105/2017/NĐ-CP, Điều 9 và Điều 10
    (CRAFT, {"liquors": [LIQUOR]}, {"liquors": [LIQUOR | {"has_label": False}]}, "liquors.0.has_label"),
    (CRAFT, {"sells_to": "public"}, {"sells_to": "factory"}, "sells_to"),
    # Luật An toàn thực phẩm 2010, Điều 34
    (CRAFT, SAFE, {"safety_until": BEFORE}, "safety_until"),
    (CRAFT_CHANGE, {"items": ("place",), "place_is_safe": True}, {"place_is_safe": False}, "place_is_safe"),
    # Nghị định 67/2013/NĐ-CP, Điều 26
    (TOBACCO, {"is_registered": True}, {"is_registered": False}, "is_registered"),
    (
        TOBACCO,
        {"wholesalers": [WHOLESALER]},
        {"wholesalers": [WHOLESALER | {"area": "elsewhere"}]},
        "wholesalers.0.area",
    ),
    # Luật Phòng, chống tác hại của thuốc lá 2012, Điều 24, Điều 25
    (TOBACCO, {"has_sign": True}, {"has_sign": False}, "has_sign"),
    (TOBACCO, {"by_machine": False}, {"by_machine": True}, "by_machine"),
    (TOBACCO, {"distance": 101}, {"distance": 100}, "distance"),
    (TOBACCO_CHANGE, {"items": ("place",), "distance": 101}, {"distance": 100}, "distance"),
    (TOBACCO_AGAIN, {"why": "expired", "distance": 101}, {"distance": 100}, "distance"),
    # Nghị định 67/2013/NĐ-CP, Điều 29, Điều 30
    (TOBACCO_CHANGE, {"valid_until": FILED}, {"valid_until": BEFORE}, "valid_until"),
    (TOBACCO_CHANGE, RENAMED, {"name_after": "Hộ kinh doanh Minh"}, "name_after"),
    (
        TOBACCO_AGAIN,
        {"why": "expired", "expires_on": date(2017, 12, 8)},
        {"expires_on": date(2017, 12, 7)},
        "expires_on",
    ),
]


@pytest.mark.parametrize(("procedure", "right", "wrong", "at"), RULES)
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


# Thông tư 168/2016/TT-BTC, Điều 4
@pytest.mark.parametrize("procedure", [RETAIL, TOBACCO])
@pytest.mark.parametrize(("trader", "fee"), [("company", 600_000), ("cooperative", 600_000), ("household", 200_000)])
def test_the_fee_is_by_trader(procedure: Procedure, trader: str, fee: int) -> None:
    assert fill(procedure, trader=trader).fee.amount == fee


@pytest.mark.parametrize(
    ("procedure", "case", "days", "keys"),
    [
        (RETAIL, {}, 10, ("tham-dinh", "ky-giay-phep")),
        (RETAIL_CHANGE, {}, 7, ("doi-chieu", "ky-giay-phep")),
        (RETAIL_AGAIN, {"why": "lost"}, 7, ("doi-chieu", "ky-giay-phep")),
        (RETAIL_AGAIN, {"why": "expired"}, 7, ("tham-dinh", "ky-giay-phep")),
        (CRAFT, {}, 10, ("tham-dinh", "ky-giay-phep")),
        (CRAFT_CHANGE, {"items": ("place",)}, 7, ("kiem-tra", "ky-giay-phep")),
        (CRAFT_CHANGE, {"items": ("name",)}, 7, ("doi-chieu", "ky-giay-phep")),
        (CRAFT_AGAIN, {"why": "damaged"}, 7, ("doi-chieu", "ky-giay-phep")),
        (CRAFT_AGAIN, {"why": "expired"}, 7, ("tham-dinh", "ky-giay-phep")),
        (TOBACCO, {}, 15, ("tham-dinh", "ky-giay-phep")),
        (TOBACCO_CHANGE, {"items": ("place",)}, 15, ("tham-dinh", "ky-giay-phep")),
        (TOBACCO_CHANGE, {"items": ("name",)}, 15, ("doi-chieu", "ky-giay-phep")),
        (TOBACCO_AGAIN, {"why": "lost"}, 15, ("doi-chieu", "ky-giay-phep")),
        (TOBACCO_AGAIN, {"why": "expired"}, 15, ("tham-dinh", "ky-giay-phep")),
    ],
)
def test_route_and_term(procedure: Procedure, case: dict[str, Any], days: int, keys: tuple[str, ...]) -> None:
    filling = fill(procedure, **case)
    assert (filling.term.says, filling.step_keys) == (f"{days} ngày làm việc", keys)
    assert filling.steps[-1].desk == "head"


# Luật An toàn thực phẩm 2010: lấy ý kiến Phòng Y tế khi cấp mới rượu thủ công
def test_the_health_office_is_asked_about_new_makers() -> None:
    assert [consult.desk for consult in fill(CRAFT).steps[0].consults] == ["officer"]
    assert fill(CRAFT_CHANGE).steps[0].consults == ()


@pytest.mark.parametrize(
    ("procedure", "paper", "brings", "leaves_out"),
    [
        (RETAIL, "lease_paper", {"tenure": "borrow"}, {"tenure": "own"}),
        (RETAIL, "place_paper", {"tenure": "own"}, {"tenure": "lease"}),
        (RETAIL_CHANGE, "registration", {"items": ("seat",)}, {"items": ("supplier",)}),
        (RETAIL_CHANGE, "introduction", {"items": ("supplier",)}, {"items": ("name",)}),
        (RETAIL_AGAIN, "old_licence", {"why": "damaged", "size": "fullest"}, {"why": "lost", "size": "fullest"}),
        (RETAIL_AGAIN, "application", {"why": "damaged"}, {"why": "expired"}),
        (RETAIL_AGAIN, "new_application", {"why": "expired"}, {"why": "lost"}),
        (RETAIL_AGAIN, "safety", {"why": "expired"}, {"why": "damaged"}),
        (RETAIL_AGAIN, "commitment", {"why": "expired"}, {"why": "damaged"}),
        (RETAIL_AGAIN, "place_paper", {"why": "expired"}, {"why": "damaged"}),
        (CRAFT, "safety_paper", {"is_small": False}, {"is_small": True}),
        (CRAFT_CHANGE, "declarations", {"items": ("goods",)}, {"items": ("name",)}),
        (CRAFT_AGAIN, "old_licence", {"why": "damaged", "size": "fullest"}, {"why": "lost", "size": "fullest"}),
        (CRAFT_AGAIN, "application", {"why": "lost"}, {"why": "expired"}),
        (CRAFT_AGAIN, "new_application", {"why": "expired"}, {"why": "damaged"}),
        (CRAFT_AGAIN, "labels", {"why": "expired"}, {"why": "damaged"}),
        (TOBACCO_CHANGE, "introduction", {"items": ("supplier",)}, {"items": ("place",)}),
        (TOBACCO_AGAIN, "remains", {"why": "damaged", "has_remains": True}, {"why": "damaged", "has_remains": False}),
        (TOBACCO_AGAIN, "registration", {"why": "expired"}, {"why": "lost"}),
    ],
)
def test_papers_of_each_case(
    procedure: Procedure, paper: str, brings: dict[str, Any], leaves_out: dict[str, Any]
) -> None:
    assert paper in fill(procedure, **brings).papers
    assert paper not in fill(procedure, **leaves_out).papers


# Nghị định 105/2017/NĐ-CP, Điều 23
def test_a_new_retailer_brings_the_six_papers_of_the_decree() -> None:
    assert {"application", "registration", "introduction", "safety", "commitment"} < set(fill(RETAIL).papers)
    assert len(fill(RETAIL).papers) == 6
