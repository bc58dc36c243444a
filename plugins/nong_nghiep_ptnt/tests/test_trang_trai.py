"""Farms: how large by line of production, whose land, when a certificate is changed and when issued again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_nong_nghiep_ptnt.trang_trai import CAP_DOI_TRANG_TRAI, CAP_LAI_TRANG_TRAI, TRANG_TRAI

FILED = date(2017, 11, 8)
ISSUED = date(2015, 3, 2)


def produces(line: str, area: str, value: int, largest: int | None = None) -> dict[str, Any]:
    """Answers about the farm's size; unless said, a mixed farm has no leading line and another has one."""
    half = value // 2 if line == "mixed" else value
    sizes = {"line": line, "area": Decimal(area), "value": value, "largest": half if largest is None else largest}
    return {f"production__{key}": value for key, value in sizes.items()}


# Thông tư 27/2011/TT-BNNPTNT, Điều 4 và Điều 5
@pytest.mark.parametrize(
    ("size", "at"),
    [
        (produces("crops", "2.1", 700_000_000), None),
        (produces("crops", "2.09", 700_000_000), "area"),
        (produces("fish", "2.1", 699_999_999), "value"),
        (produces("mixed", "2.1", 700_000_000), None),
        (produces("mixed", "2.09", 700_000_000), "area"),
        (produces("livestock", "0.5", 1_000_000_000), None),
        (produces("livestock", "0.5", 999_999_999), "value"),
        (produces("forestry", "31", 500_000_000), None),
        (produces("forestry", "30.99", 500_000_000), "area"),
        (produces("forestry", "31", 499_999_999), "value"),
        (produces("crops", "3", 800_000_000, largest=400_000_001), None),
        (produces("crops", "3", 800_000_000, largest=400_000_000), "largest"),
        (produces("mixed", "3", 800_000_000, largest=400_000_000), None),
        (produces("mixed", "3", 800_000_000, largest=400_000_001), "line"),
        (produces("crops", "3", 800_000_000, largest=800_000_001), "largest"),
    ],
)
def test_a_farm_is_large_enough_for_its_line(size: dict[str, Any], at: str | None) -> None:
    expected = set() if at is None else {f"production.{at}"}
    assert set(fill(TRANG_TRAI, **size).errors) == expected
    assert set(fill(CAP_DOI_TRANG_TRAI, what=("line",), **size).errors) == expected


LOST = {"cause": "lost", "lost__issued_on": ISSUED, "lost_on": ISSUED}
CHANGED = {"what": ("owner", "line"), "held__issued_on": ISSUED, "changed_on": ISSUED}
NAMES = CHANGED | {"former_name": "Nguyễn Văn An", "successor_name": "Trần Thị Bình"}
TO_FISH = CHANGED | produces("fish", "3", 800_000_000) | {"old_line": "crops"}


@pytest.mark.parametrize(
    ("procedure", "right", "wrong", "at"),
    [
        (TRANG_TRAI, {"owner__born": date(1999, 11, 8)}, {"owner__born": date(1999, 11, 9)}, "owner.born"),
        (TRANG_TRAI, {"has_dispute": False}, {"has_dispute": True}, "has_dispute"),
        (TRANG_TRAI, {"tenure": "lease", "lease_until": FILED}, {"lease_until": date(2017, 11, 7)}, "lease_until"),
        (CAP_DOI_TRANG_TRAI, NAMES, {"successor_name": "Nguyễn Văn An"}, "successor_name"),
        (CAP_DOI_TRANG_TRAI, TO_FISH, {"old_line": "fish"}, "production.line"),
        (CAP_DOI_TRANG_TRAI, CHANGED, {"changed_on": date(2015, 3, 1)}, "changed_on"),
        (CAP_LAI_TRANG_TRAI, {"is_unchanged": True}, {"is_unchanged": False}, "is_unchanged"),
        (CAP_LAI_TRANG_TRAI, {"was_revoked": False}, {"was_revoked": True}, "was_revoked"),
        (CAP_LAI_TRANG_TRAI, LOST, {"lost_on": date(2015, 3, 1)}, "lost_on"),
    ],
)
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


@pytest.mark.parametrize(
    ("procedure", "case", "papers"),
    [
        (TRANG_TRAI, {"tenure": "certificate"}, {"request", "certificate"}),
        (TRANG_TRAI, {"tenure": "lease"}, {"request", "lease"}),
        (TRANG_TRAI, {"tenure": "confirmed"}, {"request", "confirmation"}),
        (CAP_DOI_TRANG_TRAI, {"what": ("line",)}, {"request", "old"}),
        (CAP_DOI_TRANG_TRAI, {"what": ("owner",), "passed": "gift"}, {"request", "old", "deed"}),
        (CAP_DOI_TRANG_TRAI, {"what": ("owner",), "passed": "renamed"}, {"request", "old", "name_paper"}),
        (CAP_LAI_TRANG_TRAI, {"cause": "torn"}, {"request", "torn"}),
        (CAP_LAI_TRANG_TRAI, {"cause": "burnt"}, {"request"}),
    ],
)
def test_papers_are_those_of_the_case(procedure: Procedure, case: dict[str, Any], papers: set[str]) -> None:
    assert set(fill(procedure, **case).papers) == papers


@pytest.mark.parametrize(
    ("procedure", "case", "first", "opinions"),
    [
        (TRANG_TRAI, {"tenure": "certificate"}, "tham-dinh", 0),
        (TRANG_TRAI, {"tenure": "confirmed"}, "tham-dinh", 1),
        (CAP_DOI_TRANG_TRAI, {"what": ("owner",)}, "doi-chieu", 0),
        (CAP_DOI_TRANG_TRAI, {"what": ("owner", "line")}, "tham-dinh", 0),
        (CAP_LAI_TRANG_TRAI, {"cause": "torn"}, "doi-chieu", 0),
        (CAP_LAI_TRANG_TRAI, {"cause": "lost"}, "doi-chieu", 0),
    ],
)
def test_the_way_is_that_of_the_case(procedure: Procedure, case: dict[str, Any], first: str, opinions: int) -> None:
    filling = fill(procedure, **case)
    assert filling.step_keys == (first, "duyet", "ky-gcn")
    assert len(filling.steps[0].consults) == opinions
    assert filling.term.says == "5 ngày làm việc"
    assert filling.fee.amount == 0


def test_a_lost_certificate_is_asked_about_in_the_commune() -> None:
    lost, torn = fill(CAP_LAI_TRANG_TRAI, cause="lost"), fill(CAP_LAI_TRANG_TRAI, cause="torn")
    assert "xác minh" in lost.steps[0].label
    assert "xác minh" not in torn.steps[0].label
