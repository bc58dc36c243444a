"""Help and advice against violence in the family: who may lead and work there, and which offices are asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_van_hoa_thong_tin.bao_luc_gia_dinh import HO_TRO_NAN_NHAN, TU_VAN_BAO_LUC

HELP, ADVICE = HO_TRO_NAN_NHAN, TU_VAN_BAO_LUC
ADULT, MINOR = date(1999, 11, 8), date(1999, 11, 9)
WORKER = {"name": "Lê Thị Bình", "born": ADULT, "certificate": "12/CC", "issued_on": date(2017, 10, 2)}


@pytest.mark.parametrize(
    ("procedure", "right", "wrong", "at"),
    [
        # Nghị định 08/2009/NĐ-CP, Điều 15; Thông tư 02/2010/TT-BVHTTDL
        (HELP, {"has_violence": False}, {"has_violence": True}, "has_violence"),
        (HELP, {"head__born": ADULT}, {"head__born": MINOR}, "head.born"),
        (HELP, {"workers": [WORKER]}, {"workers": [WORKER | {"born": MINOR}]}, "workers.0.born"),
        (HELP, {"services": ("stay",), "separates": True}, {"separates": False}, "separates"),
        (
            HELP,
            {"services": ("care",), "has_health_licence": True},
            {"has_health_licence": False},
            "has_health_licence",
        ),
        (ADVICE, {"has_record": False}, {"has_record": True}, "has_record"),
        (ADVICE, {"head__born": ADULT}, {"head__born": MINOR}, "head.born"),
        (ADVICE, {"counsellors": [WORKER]}, {"counsellors": [WORKER | {"born": MINOR}]}, "counsellors.0.born"),
        (ADVICE, {"by": ("direct",), "has_private_room": True}, {"has_private_room": False}, "has_private_room"),
        (ADVICE, {"by": ("phone",), "has_private_room": False}, {"by": ("direct", "phone")}, "has_private_room"),
    ],
)
def test_each_rule_and_its_neighbour(
    procedure: Procedure, right: dict[str, Any], wrong: dict[str, Any], at: str
) -> None:
    assert fill(procedure, **right).errors == {}
    assert set(fill(procedure, **(right | wrong)).errors) == {at}


BOTH = {"application", "rules", "history", "list_of_workers", "certificates"}


@pytest.mark.parametrize(
    ("procedure", "case", "papers"),
    [
        (HELP, {"founder": "person", "services": ("needs",)}, BOTH | {"site_paper"}),
        (HELP, {"founder": "organisation", "services": ("needs",)}, BOTH | {"site_paper", "founding"}),
        (HELP, {"founder": "person", "services": ("care",)}, BOTH | {"site_paper", "health_licence"}),
        (ADVICE, {"founder": "person", "fields": ("mind",)}, BOTH),
        (ADVICE, {"founder": "organisation", "fields": ("mind",)}, BOTH | {"founding"}),
        (ADVICE, {"founder": "person", "fields": ("law",), "has_lawyer": True}, BOTH | {"lawyer"}),
        (ADVICE, {"founder": "person", "fields": ("law",), "has_lawyer": False}, BOTH),
    ],
)
def test_papers_are_those_of_the_case(procedure: Procedure, case: dict[str, Any], papers: set[str]) -> None:
    assert set(fill(procedure, **case).papers) == papers


@pytest.mark.parametrize(
    ("procedure", "case", "agencies"),
    [
        (HELP, {"services": ("needs",)}, ["lao_dong_tbxh"]),
        (HELP, {"services": ("care", "needs")}, ["lao_dong_tbxh", "y_te"]),
        (ADVICE, {"fields": ("mind",)}, []),
        (ADVICE, {"fields": ("law", "mind")}, ["tu_phap"]),
    ],
)
def test_the_offices_that_know_are_asked(procedure: Procedure, case: dict[str, Any], agencies: list[str]) -> None:
    filling = fill(procedure, **case)
    assert sorted(asked.agency for asked in filling.steps[0].consults) == agencies
    assert filling.step_keys == ("tham-dinh", "duyet", "ky-gcn")
    assert (filling.term.says, filling.fee.amount) == ("30 ngày làm việc", 0)
