"""Copy shops: told ten days before they open; colour copiers are registered; what changes is told again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_van_hoa_thong_tin.photocopy import KHAI_BAO_PHOTOCOPY, THAY_DOI_PHOTOCOPY

BLACK = {"model": "Ricoh MP 5002", "made_in": 2012, "colour": "black"}
COLOUR = BLACK | {"colour": "colour", "registered": "15/GĐK"}
NEW_COPIERS = {"closes": False, "what": ("machines",), "added": [COLOUR]}
TOLD = date(2015, 3, 2)


# Nghị định 60/2014/NĐ-CP, Điều 25, Điều 30
@pytest.mark.parametrize(
    ("procedure", "right", "wrong", "at"),
    [
        (KHAI_BAO_PHOTOCOPY, {"opens_on": date(2017, 11, 18)}, {"opens_on": date(2017, 11, 17)}, "opens_on"),
        (KHAI_BAO_PHOTOCOPY, {"resides": True}, {"resides": False}, "resides"),
        (
            KHAI_BAO_PHOTOCOPY,
            {"copiers": [BLACK, COLOUR]},
            {"copiers": [BLACK, COLOUR | {"registered": None}]},
            "copiers.1.colour",
        ),
        (THAY_DOI_PHOTOCOPY, NEW_COPIERS, {"added": [COLOUR | {"registered": None}]}, "added.0.colour"),
        (
            THAY_DOI_PHOTOCOPY,
            {"declared__issued_on": TOLD, "changed_on": TOLD},
            {"changed_on": date(2015, 3, 1)},
            "changed_on",
        ),
    ],
)
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


def test_the_paper_of_a_colour_copier_comes_with_it() -> None:
    assert set(fill(KHAI_BAO_PHOTOCOPY, copiers=[BLACK]).papers) == {"declaration"}
    assert set(fill(KHAI_BAO_PHOTOCOPY, copiers=[BLACK, COLOUR]).papers) == {"declaration", "registrations"}


@pytest.mark.parametrize(
    ("case", "papers", "label"),
    [
        ({"closes": True}, {"declaration"}, "Đối chiếu với khai báo trước"),
        ({"closes": False, "what": ("head",)}, {"declaration", "registration"}, "Đối chiếu với khai báo trước"),
        ({"closes": False, "what": ("machines",)}, {"declaration"}, "Kiểm tra tờ khai, xem thực tế cơ sở"),
        (
            {"closes": False, "what": ("address",)},
            {"declaration", "registration"},
            "Kiểm tra tờ khai, xem thực tế cơ sở",
        ),
    ],
)
def test_a_shop_is_visited_where_place_or_copiers_change(case: dict[str, Any], papers: set[str], label: str) -> None:
    filling = fill(THAY_DOI_PHOTOCOPY, **case)
    assert set(filling.papers) == papers
    assert filling.step_keys == ("kiem-tra", "duyet", "ky-xac-nhan")
    assert filling.steps[0].label == label
    assert (filling.term.says, filling.fee.amount) == ("5 ngày làm việc", 0)
