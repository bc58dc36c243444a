"""The two returns of land: what is exempt and on which ground, what is shown for it, and what is reckoned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_chi_cuc_thue.le_phi_truoc_ba import LE_PHI_TRUOC_BA
from motcua_chi_cuc_thue.thue_bat_dong_san import THUE_BAT_DONG_SAN

FEE, TAX = LE_PHI_TRUOC_BA, THUE_BAT_DONG_SAN


def exempt(ground: str, **more: Any) -> dict[str, Any]:
    return {"is_exempt": True, "ground": ground} | more


HOME, FARM = {"land__purpose": "home"}, {"land__purpose": "farm"}
# Thông tư 111/2013/TT-BTC, Điều 3: 183 days before the transfer
ONLY_HOME = HOME | exempt(
    "only_home", kind="transfer", property_kind="home", whole=True, has_another=False,
    certificate_on=date(2017, 3, 1), made_on=date(2017, 8, 31),
)  # fmt: skip
OWNER = {"name": "Nguyễn Văn An", "identity": "125123456"}


@pytest.mark.parametrize(
    ("procedure", "right", "wrong", "at"),
    [
        # Nghị định 140/2016/NĐ-CP, Điều 9
        (FEE, exempt("family", origin="gift"), {"origin": "bought"}, "ground"),
        (FEE, exempt("farm", origin="granted") | FARM, HOME, "ground"),
        (FEE, exempt("farm", origin="granted") | FARM, {"origin": "bought"}, "ground"),
        (FEE, exempt("swap", origin="swapped") | FARM, HOME, "ground"),
        (FEE, exempt("cleared", origin="granted") | FARM, {"origin": "gift"}, "ground"),
        (FEE, exempt("yearly", origin="granted"), {"origin": "bought"}, "ground"),
        (FEE, exempt("own_house", origin="built", what="house"), {"origin": "bought"}, "ground"),
        (FEE, exempt("renewed", origin="renewed"), {"origin": "granted"}, "ground"),
        (FEE, exempt("poor") | HOME, FARM, "ground"),
        (FEE, {"origin": "built", "what": "both"}, {"what": "land"}, "origin"),
        (FEE, {"land__area": Decimal("0.1")}, {"land__area": Decimal(0)}, "land.area"),
        # Thông tư 111/2013/TT-BTC, Điều 3
        (TAX, ONLY_HOME, {"made_on": date(2017, 8, 30)}, "made_on"),
        (TAX, ONLY_HOME, {"whole": False}, "whole"),
        (TAX, ONLY_HOME, {"has_another": True}, "has_another"),
        (TAX, ONLY_HOME, FARM, "ground"),
        (TAX, ONLY_HOME, {"kind": "gift"}, "ground"),
        (TAX, ONLY_HOME, {"property_kind": "lease"}, "ground"),
        (TAX, exempt("swap", kind="swap") | FARM, HOME, "ground"),
        (TAX, exempt("swap", kind="swap") | FARM, {"kind": "transfer"}, "ground"),
        (TAX, exempt("divorce", kind="transfer"), {"kind": "inheritance"}, "ground"),
        (TAX, exempt("swap", kind="swap") | FARM, {"is_exempt": False, "ground": None}, "is_exempt"),
        (
            TAX,
            {"taxpayers": [OWNER | {"share": 60}, OWNER | {"share": 40}]},
            {"taxpayers": [OWNER | {"share": 60}, OWNER | {"share": Decimal("39.99")}]},
            "taxpayers",
        ),
    ],
)
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


BASE = {"declaration", "source"}
SHOWN = {"declaration", "land_paper"}


@pytest.mark.parametrize(
    ("procedure", "case", "papers"),
    [
        (FEE, {"origin": "granted", "is_exempt": False, "wants_debt": False}, BASE),
        (FEE, {"origin": "granted", "is_exempt": False, "wants_debt": True}, BASE | {"debt"}),
        (FEE, {"origin": "bought", "is_exempt": False}, BASE | {"deed"}),
        (FEE, {"origin": "auction", "is_exempt": False}, BASE | {"auction"}),
        (FEE, exempt("family", origin="inherited"), BASE | {"deed", "kinship"}),
        (FEE, exempt("farm"), BASE | {"slip"}),
        (FEE, exempt("resettled", origin="granted", with_money=False), BASE | {"withdrawal"}),
        (FEE, exempt("resettled", origin="bought", with_money=True), BASE | {"deed", "withdrawal", "compensation"}),
        (FEE, exempt("renewed"), BASE | {"old_certificate"}),
        (FEE, exempt("charity", origin="granted"), BASE | {"charity"}),
        (FEE, exempt("poor", origin="granted"), BASE | {"poverty"}),
        (FEE, exempt("faith", origin="granted"), BASE | {"faith"}),
        (FEE, exempt("yearly", origin="granted"), BASE),
        (FEE, exempt("state", origin="granted"), BASE | {"approval"}),
        (FEE, exempt("capital", origin="granted"), BASE | {"reform"}),
        (FEE, exempt("social", origin="granted"), BASE | {"licence"}),
        (TAX, {"kind": "transfer", "property_kind": "land", "is_exempt": False}, SHOWN | {"contract"}),
        (TAX, {"kind": "transfer", "property_kind": "future"}, {"declaration", "purchase", "contract"}),
        (TAX, {"kind": "gift", "property_kind": "land", "is_exempt": False}, SHOWN | {"right"}),
        (TAX, exempt("family", kind="gift", property_kind="land"), SHOWN | {"right", "kinship"}),
        (TAX, exempt("divorce", property_kind="land"), SHOWN | {"contract", "divorce"}),
        (TAX, exempt("swap", property_kind="land"), SHOWN | {"swap_contract"}),
    ],
)
def test_papers_are_those_of_the_case(procedure: Procedure, case: dict[str, Any], papers: set[str]) -> None:
    assert set(fill(procedure, **case).papers) == papers


@pytest.mark.parametrize(
    ("procedure", "case", "first", "opinions"),
    [
        (FEE, {"is_exempt": False, "has_slip": True}, "tinh-le-phi", 0),
        (FEE, {"is_exempt": False, "has_slip": False}, "tinh-le-phi", 1),
        (FEE, {"is_exempt": True, "has_slip": False}, "xet-mien", 0),
        (TAX, {"is_exempt": False, "kind": "gift"}, "tinh-thue", 0),
        (TAX, exempt("family"), "xet-mien", 0),
        (TAX, ONLY_HOME, "xet-mien", 1),
    ],
)
def test_the_way_is_that_of_the_case(procedure: Procedure, case: dict[str, Any], first: str, opinions: int) -> None:
    filling = fill(procedure, **case)
    assert filling.step_keys == (first, "ky-thong-bao")
    assert len(filling.steps[0].consults) == opinions
    assert filling.term.says == "3 ngày làm việc"
    assert filling.fee.amount is None


@pytest.mark.parametrize(
    ("procedure", "case", "key", "amount"),
    [
        # Nghị định 140/2016/NĐ-CP, Điều 7: 0,5%
        (FEE, {"is_exempt": False, "origin": "bought", "price": 800_000_000}, "estimate", 4_000_000),
        (FEE, exempt("poor", origin="bought", price=800_000_000), "estimate", None),
        (FEE, {"is_exempt": False, "origin": "gift"}, "estimate", None),
        # Thông tư 111/2013/TT-BTC, Điều 12 (2%) và Điều 16 (10% phần trên 10 triệu đồng)
        (TAX, {"is_exempt": False, "kind": "transfer", "value": 800_000_000}, "tax_of_transfer", 16_000_000),
        (TAX, {"is_exempt": False, "kind": "gift", "value": 800_000_000}, "tax_of_gift", 79_000_000),
        (TAX, {"is_exempt": False, "kind": "gift", "value": 10_000_000}, "tax_of_gift", None),
        (TAX, exempt("family", kind="transfer", value=800_000_000), "tax_of_transfer", None),
    ],
)
def test_what_is_owed_is_reckoned_from_the_stated_price(
    procedure: Procedure, case: dict[str, Any], key: str, amount: int | None
) -> None:
    assert fill(procedure, **case).answers.get(key) == amount
