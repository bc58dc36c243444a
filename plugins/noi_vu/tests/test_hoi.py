"""Associations: the campaign, the founding, the charter, and what changes later."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_noi_vu.hoi_thanh_lap import CAMPAIGN, CHARTER, FOUNDING
from motcua_noi_vu.hoi_thay_doi import CONGRESS, DISSOLUTION, RENAMING, REORGANISATION
from motcua_noi_vu.parts import FIELD_DESKS, FIELDS

CAMPAIGNER = {
    "name": "Nguyễn Văn An",
    "born": date(1970, 1, 1),
    "is_head": False,
    "residence": "Huyện",
    "schooling": "12/12",
}
HEAD = CAMPAIGNER | {"is_head": True, "is_citizen": True}
BEFORE = {"name": "Hội A", "decision": "12/QĐ-UBND", "members": 40, "resolved_on": date(2017, 10, 1)}
AFTER = {"name": "Hội B", "scope": "district", "members": 20, "head": "Lê Thị Bình", "seat": "Huyện"}
IN_TIME = {"allowed__issued_on": date(2017, 9, 1), "held_on": date(2017, 10, 30), "extended": False}


def refused(filling: Any) -> set[str]:
    return set(filling.errors)


# Nghị định 45/2010/NĐ-CP, Điều 5 và Điều 6
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"campaigners": [HEAD, CAMPAIGNER]}, "campaigners"),
        ({"campaigners": [HEAD, CAMPAIGNER, CAMPAIGNER]}, None),
        ({"campaigners": [CAMPAIGNER] * 3}, "campaigners"),
        ({"campaigners": [HEAD | {"born": date(1999, 11, 9)}, CAMPAIGNER, CAMPAIGNER]}, "campaigners.0.born"),
        ({"campaigners": [HEAD | {"born": date(1999, 11, 8)}, CAMPAIGNER, CAMPAIGNER]}, None),
        ({"campaigners": [HEAD, CAMPAIGNER | {"born": date(1999, 11, 9)}, CAMPAIGNER]}, None),
        ({"campaigners": [HEAD | {"is_citizen": False}, CAMPAIGNER, CAMPAIGNER]}, "campaigners.0.is_citizen"),
        ({"is_new_in_district": False}, "is_new_in_district"),
    ],
)
def test_who_may_campaign(answers: dict[str, Any], at: str | None) -> None:
    filling = fill(CAMPAIGN, **answers)
    assert refused(filling) == ({at} if at else set())
    assert (filling.term.says, filling.fee.amount) == ("30 ngày", 0)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("procedure", [CAMPAIGN, FOUNDING, REORGANISATION])
def test_the_office_of_the_field_is_asked(procedure: Any, field: str) -> None:
    (asked,) = fill(procedure, field=field).steps[0].consults
    assert asked.agency == FIELD_DESKS[field].agency


# Nghị định 45/2010/NĐ-CP, Điều 5 khoản 4
@pytest.mark.parametrize(
    ("scope", "citizens", "bodies", "special", "is_refused"),
    [
        ("district", 15, 4, False, True),
        ("district", 15, 5, False, False),
        ("district", 3, 0, True, False),
        ("commune", 9, 0, False, True),
        ("commune", 10, 0, False, False),
    ],
)
def test_how_many_join(scope: str, citizens: int, bodies: int, special: bool, is_refused: bool) -> None:
    answers = {"planned__scope": scope, "citizens": citizens, "bodies": bodies, "has_special_trade": special}
    assert refused(fill(FOUNDING, kind="both", **answers)) == ({"citizens"} if is_refused else set())


@pytest.mark.parametrize(("bodies", "at"), [(0, {"bodies"}), (1, set())])
def test_businesses_join_their_association(bodies: int, at: set[str]) -> None:
    assert refused(fill(FOUNDING, kind="business", citizens=30, bodies=bodies)) == at


@pytest.mark.parametrize(("assets", "seat"), [(0, "own"), (5_000_000, "lease")])
def test_papers_of_a_founding(assets: int, seat: str) -> None:
    papers = fill(FOUNDING, assets=assets, seat=seat).papers
    assert ("assets_paper" in papers) is (assets > 0)
    # Nghị định 33/2012/NĐ-CP, Điều 2 took the plan of activities away
    assert set(papers) - {"assets_paper", "registrations"} == {
        "application", "charter", "committee", "head_record", "seat_paper",
    }  # fmt: skip


@pytest.mark.parametrize(("unlike", "at"), [(True, set()), (False, {"is_unlike_others"})])
def test_an_association_repeats_nobody(unlike: bool, at: set[str]) -> None:
    assert refused(fill(FOUNDING, is_unlike_others=unlike)) == at


# Nghị định 45/2010/NĐ-CP, Điều 10, Điều 13 khoản 2, Điều 22
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"allowed__issued_on": date(2017, 7, 31), "held_on": date(2017, 10, 30), "extended": False}, "held_on"),
        ({"allowed__issued_on": date(2017, 8, 1), "held_on": date(2017, 10, 30), "extended": False}, None),
        ({"allowed__issued_on": date(2017, 7, 1), "held_on": date(2017, 10, 29), "extended": True}, None),
        ({"allowed__issued_on": date(2017, 7, 1), "held_on": date(2017, 10, 30), "extended": True}, "held_on"),
        ({"allowed__issued_on": date(2017, 10, 1), "held_on": date(2017, 9, 30), "extended": False}, "held_on"),
        ({"allowed__issued_on": date(2017, 9, 1), "held_on": date(2017, 9, 2), "extended": False}, None),
        (IN_TIME | {"present": 40, "in_favour": 20}, "in_favour"),
        (IN_TIME | {"present": 40, "in_favour": 21}, None),
        (IN_TIME | {"present": 40, "in_favour": 41}, "in_favour"),
    ],
)
def test_a_charter_is_carried_in_time(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(CHARTER, occasion="founding", **answers)) == ({at} if at else set())


def test_a_founding_congress_brings_its_programme() -> None:
    founding, later = fill(CHARTER, occasion="founding"), fill(CHARTER, occasion="term")
    assert "programme" in founding.papers
    assert "programme" not in later.papers


# Nghị định 45/2010/NĐ-CP, Điều 25a
@pytest.mark.parametrize(
    ("way", "before", "after", "at"),
    [
        ("divide", 1, 1, "after"),
        ("divide", 1, 2, None),
        ("divide", 2, 2, "before"),
        ("split", 1, 1, None),
        ("unite", 1, 1, "before"),
        ("unite", 2, 1, None),
        ("unite", 2, 2, "after"),
    ],
)
def test_how_many_before_and_after(way: str, before: int, after: int, at: str | None) -> None:
    filling = fill(REORGANISATION, way=way, before=[BEFORE] * before, after=[AFTER] * after)
    assert refused(filling) == ({at} if at else set())


@pytest.mark.parametrize(
    ("scope", "members", "is_refused"),
    [("district", 19, True), ("district", 20, False), ("commune", 9, True), ("commune", 10, False)],
)
def test_a_new_association_is_big_enough(scope: str, members: int, is_refused: bool) -> None:
    after = AFTER | {"scope": scope, "members": members}
    filling = fill(REORGANISATION, way="split", before=[BEFORE], after=[after])
    assert refused(filling) == ({"after.0.members"} if is_refused else set())


def test_a_merger_makes_nothing_new() -> None:
    papers = fill(REORGANISATION, way="merge", before=[BEFORE] * 2).papers
    assert "amended" in papers
    assert not {"charter", "leaders", "head_record"} & set(papers)


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"association__name": "Hội Làm vườn", "new_name": "Hội Làm vườn"}, "new_name"),
        ({"association__name": "Hội Làm vườn", "new_name": "Hội Sinh vật cảnh"}, None),
        ({"is_unused": False}, "is_unused"),
        ({"association__founded_on": date(2017, 10, 2), "resolved_on": date(2017, 10, 2)}, "resolved_on"),
        ({"association__founded_on": date(2017, 10, 2), "resolved_on": date(2017, 10, 3)}, None),
    ],
)
def test_another_name(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(RENAMING, **answers)) == ({at} if at else set())


# Nghị định 45/2010/NĐ-CP, Điều 26, Điều 27 và Điều 28
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"ground": "members", "members": 40, "asking": 20}, "asking"),
        ({"ground": "members", "members": 40, "asking": 21}, None),
        ({"ground": "members", "members": 40, "asking": 41}, "asking"),
        ({"has_debts": True, "issues": 4}, "issues"),
        ({"has_debts": True, "issues": 5, "settled_by": date(2017, 12, 9)}, None),
        ({"has_debts": False}, None),
        ({"complaint": True}, "complaint"),
    ],
)
def test_an_association_ends_when_all_is_settled(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(DISSOLUTION, **answers)) == ({at} if at else set())


def test_debts_are_looked_into() -> None:
    with_debts, without = fill(DISSOLUTION, has_debts=True), fill(DISSOLUTION, has_debts=False)
    assert "notice" in with_debts.papers
    assert "notice" not in without.papers
    assert with_debts.steps[0].label != without.steps[0].label


# Thông tư 03/2013/TT-BNV, Điều 2; Nghị định 45/2010/NĐ-CP, Điều 20
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"opens_on": date(2017, 11, 8)}, "opens_on"),
        ({"opens_on": date(2017, 11, 9)}, None),
        ({"kind": "special", "asked_by": "committee", "entitled": 9, "asking": 5}, "asking"),
        ({"kind": "special", "asked_by": "committee", "entitled": 9, "asking": 6}, None),
        ({"kind": "special", "asked_by": "members", "entitled": 9, "asking": 4}, "asking"),
        ({"kind": "special", "asked_by": "members", "entitled": 9, "asking": 5}, None),
        ({"kind": "special", "asked_by": "members", "entitled": 9, "asking": 10}, "asking"),
    ],
)
def test_a_congress_is_told_in_time(answers: dict[str, Any], at: str | None) -> None:
    assert refused(fill(CONGRESS, **answers)) == ({at} if at else set())


@pytest.mark.parametrize(("matter", "paper"), [("charter", "charter"), ("leaders", "staff")])
def test_papers_follow_what_the_congress_decides(matter: str, paper: str) -> None:
    assert paper in fill(CONGRESS, matters=(matter,)).papers
    assert paper not in fill(CONGRESS, matters=("plan",)).papers


@pytest.mark.parametrize(("kind", "paper"), [("term", "members_report"), ("special", "drafts")])
def test_papers_follow_the_kind_of_congress(kind: str, paper: str) -> None:
    assert {"members_report", "drafts"} & set(fill(CONGRESS, kind=kind).papers) == {paper}
