"""The branch's other registrations: what is refused, with the case just beside it; terms, papers and ways by case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua.testing.answers import OPENING_DAY
from motcua_chi_nhanh_vpdkdd.bien_dong_khac import FIELD_SWAP, OUTCOME, UNREGISTERED_TRANSFER
from motcua_chi_nhanh_vpdkdd.cap_doi_cap_lai import EXCHANGE, LOST
from motcua_chi_nhanh_vpdkdd.tach_hop_thua import DIVIDE
from motcua_chi_nhanh_vpdkdd.tai_san_va_quyen_lien_ke import ASSET, EASEMENT, LAND_DATA, LEASE_END
from motcua_chi_nhanh_vpdkdd.thay_doi_thong_tin import CORRECT, INFORMATION
from motcua_chi_nhanh_vpdkdd.the_chap import MORTGAGE, MORTGAGE_CHANGE, MORTGAGE_RELEASE

AGO = OPENING_DAY - timedelta(days=400)
POSTED: dict[str, Any] = {
    "holder": "household", "cause": "lost", "found_out_on": AGO, "reported_on": AGO,
}  # fmt: skip
UNTITLED: dict[str, Any] = {"evidence": "deed", "transferred_on": date(2010, 1, 1)}

RULES: list[tuple[Procedure, dict[str, Any], dict[str, Any], str]] = [
    # Nghị định 43/2014/NĐ-CP, Điều 76
    (EXCHANGE, {"reason": "old_kind"}, {"old_issued_on": date(2009, 12, 10)}, "old_issued_on"),
    (EXCHANGE, {"reason": "worn"}, {"is_mortgaged": True}, "is_mortgaged"),
    # Nghị định 43/2014/NĐ-CP, Điều 77
    (LOST, POSTED, {"posted_on": OPENING_DAY - timedelta(days=29)}, "posted_on"),
    # Luật Đất đai 2013, Điều 188
    (DIVIDE, {"kind": "divide"}, {"has_dispute": True}, "has_dispute"),
    (DIVIDE, {"kind": "divide"}, {"is_announced": True}, "is_announced"),
    # Luật Đất đai 2013, Điều 106
    (CORRECT, {"about": "person"}, {"source": "changed"}, "source"),
    (CORRECT, {"about": "parcel"}, {"source": "identity"}, "source"),
    (CORRECT, {"written": "Nguyễn Văn A"}, {"right": "Nguyễn Văn A "}, "right"),
    # Thông tư 24/2014/TT-BTNMT, Điều 9
    (INFORMATION, {"kind": "erosion", "land__area": 100}, {"area_left": 100}, "area_left"),
    (INFORMATION, {"before": "Thôn Một"}, {"after": "thôn một"}, "after"),
    # Nghị định 43/2014/NĐ-CP, Điều 31 và Điều 80; Luật Đất đai 2013, Điều 171
    (ASSET, {"kind": "house", "land__area": 100}, {"built_area": 101}, "built_area"),
    (EASEMENT, {"act": "create"}, {"is_adjacent": False}, "is_adjacent"),
    (LEASE_END, {"registered_on": AGO}, {"ended_on": AGO - timedelta(days=1)}, "ended_on"),
    (LEASE_END, {"kind": "capital"}, {"formed_owner": True}, "formed_owner"),
    # Thông tư 34/2014/TT-BTNMT, Điều 13
    (LAND_DATA, {"kinds": ("parcel",)}, {"purpose": "unlawful"}, "purpose"),
    (LAND_DATA, {"kinds": ("holder",), "purpose": "deal"}, {"holder_consents": False}, "holder_consents"),
    # Luật Đất đai 2013, Điều 95, Điều 167 và Điều 188
    (OUTCOME, {"kind": "court"}, {"is_final": False}, "is_final"),
    (OUTCOME, {"kind": "family"}, {"shares_agreed": False}, "shares_agreed"),
    (MORTGAGE, {"property": "land"}, {"notarised": False}, "notarised"),
    (MORTGAGE, {"property": "land"}, {"has_dispute": True}, "has_dispute"),
    # Nghị định 102/2017/NĐ-CP, Điều 18 và Điều 21
    (MORTGAGE_CHANGE, {"kinds": ("name",)}, {"is_lifted": True}, "is_lifted"),
    (MORTGAGE_RELEASE, {"ground": "repaid"}, {"debt": 1}, "debt"),
    (MORTGAGE_RELEASE, {"asked_by": "bailiff"}, {"ground": "cancelled"}, "ground"),
    # Nghị định 43/2014/NĐ-CP, Điều 82
    (UNREGISTERED_TRANSFER, {"evidence": "deed"}, {"transferred_on": date(2014, 7, 1)}, "transferred_on"),
    (
        UNREGISTERED_TRANSFER,
        {"holds_certificate": True},
        {"evidence": "notarised"},
        "holds_certificate",
    ),
    (UNREGISTERED_TRANSFER, UNTITLED, {"has_dispute": True}, "has_dispute"),
    (UNREGISTERED_TRANSFER, UNTITLED, {"in_use": False}, "in_use"),
    # Luật Đất đai 2013, Điều 190
    (FIELD_SWAP, {"manner": "pair"}, {"land__land_kind": "ont"}, "land.land_kind"),
]


@pytest.mark.parametrize(
    ("procedure", "case", "wrong", "at"), RULES, ids=[f"{rule[0].key}-{rule[3]}-{n}" for n, rule in enumerate(RULES)]
)
def test_the_rule_refuses_and_its_neighbour_passes(
    procedure: Procedure, case: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert at in fill(procedure, **case, **wrong).errors
    assert fill(procedure, **case).errors == {}


def test_the_limits_themselves_pass() -> None:
    assert fill(EXCHANGE, reason="old_kind", old_issued_on=date(2009, 12, 9)).errors == {}
    assert fill(LOST, **POSTED, posted_on=OPENING_DAY - timedelta(days=30)).errors == {}
    for evidence in ("deed", "certificate"):
        assert fill(UNREGISTERED_TRANSFER, evidence=evidence, transferred_on=date(2014, 6, 30)).errors == {}
    assert fill(LOST, **POSTED, is_pledged=True).errors == {}
    assert fill(MORTGAGE_RELEASE, ground="repaid", debt=0).errors == {}


# Nghị định 01/2017/NĐ-CP, Điều 2; Thông tư 34/2014/TT-BTNMT, Điều 12
def test_terms_by_case() -> None:
    assert fill(EXCHANGE, reason="measured", in_project=True).term.says == "50 ngày"
    assert fill(EXCHANGE, reason="measured", in_project=False).term.says == "7 ngày làm việc"
    assert fill(FIELD_SWAP, manner="plan", all_together=True).term.says == "50 ngày"
    assert fill(LAND_DATA, is_compiled=True).term.says == "3 ngày làm việc"
    assert fill(LAND_DATA, is_compiled=False).term.says == "1 ngày làm việc"


def test_ways_by_case() -> None:
    assert "nghia-vu-tai-chinh" in fill(DIVIDE, kind="divide", why="transfer").step_keys
    assert "nghia-vu-tai-chinh" not in fill(DIVIDE, kind="merge").step_keys
    assert fill(UNREGISTERED_TRANSFER).step_keys[0] == "niem-yet"
    assert fill(ASSET, has_papers=False).step_keys[0] == "xa-xac-nhan"
    assert fill(ASSET, has_papers=True, as_papered=True).step_keys[0] == "tham-tra"
    assert "xa-xac-nhan" in fill(INFORMATION, kind="erosion").step_keys
    assert fill(CORRECT, wants_new=False).step_keys[-1] == "ky-xac-nhan"
    assert fill(CORRECT, wants_new=True).step_keys[-1] == "ky-chuyen-tra"


# Nghị định 43/2014/NĐ-CP, Điều 82 khoản 2
def test_an_unregistered_transfer_is_shown_by_the_certificate_or_by_the_deed() -> None:
    papers = fill(UNREGISTERED_TRANSFER, evidence="certificate").papers
    assert ("certificate" in papers, "deed" in papers) == (True, False)
    papers = fill(UNREGISTERED_TRANSFER, evidence="deed", holds_certificate=False).papers
    assert ("certificate" in papers, "deed" in papers) == (False, True)
    papers = fill(UNREGISTERED_TRANSFER, evidence="deed", holds_certificate=True).papers
    assert ("certificate" in papers, "deed" in papers) == (True, True)


# Thông tư 24/2014/TT-BTNMT, Điều 9
def test_the_certificate_and_the_drawing_are_asked_wherever_nothing_stands_for_them() -> None:
    assert "certificate" in fill(OUTCOME, kind="family").papers
    assert "certificate" in fill(OUTCOME, kind="court", certificate_kept=False).papers
    assert "certificate" not in fill(OUTCOME, kind="court", certificate_kept=True).papers
    assert "drawing" in fill(ASSET, kind="house", has_papers=False).papers
    assert "drawing" in fill(ASSET, kind="house", has_papers=True, has_plan_drawn=False).papers
    assert "drawing" not in fill(ASSET, kind="house", has_papers=True, has_plan_drawn=True).papers


# Nghị định 43/2014/NĐ-CP, Điều 70 khoản 3
def test_the_agency_of_the_kind_of_asset_is_asked() -> None:
    def asked(**case: Any) -> list[str]:
        return [consult.agency for step in fill(ASSET, **case).steps for consult in step.consults]

    for case in ({"has_papers": False}, {"has_papers": True, "as_papered": False}):
        assert asked(kind="house", **case) == ["kinh_te_ha_tang"]
        assert asked(kind="forest", **case) == ["nong_nghiep_ptnt"]
    assert asked(kind="trees", has_papers=True, as_papered=True) == []


def test_papers_by_case() -> None:
    assert "mortgage" in fill(EXCHANGE, reason="measured", is_mortgaged=True).papers
    assert "mortgage" not in fill(EXCHANGE, reason="measured", is_mortgaged=False).papers
    assert "consent" in fill(MORTGAGE_RELEASE, asked_by="owner").papers
    assert "consent" not in fill(MORTGAGE_RELEASE, asked_by="lender").papers
    assert "newspaper" in fill(LOST, holder="organisation").papers
    assert "newspaper" not in fill(LOST, holder="household").papers
