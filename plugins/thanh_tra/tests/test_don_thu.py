"""Petitions, complaints and denunciations: who may, against whom, until when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_thanh_tra.don_thu import RECEPTION, SORTING
from motcua_thanh_tra.khieu_nai import FIRST_COMPLAINT, SECOND_COMPLAINT
from motcua_thanh_tra.parts import MATTER_DESKS
from motcua_thanh_tra.to_cao import DENUNCIATION

ACCUSED = {"name": "Nguyễn Văn An", "office": "commune_head", "unit": "UBND xã"}


# Nghị định 75/2012/NĐ-CP, Điều 5
@pytest.mark.parametrize(
    ("people", "speakers", "is_refused"),
    [
        (3, 3, False),
        (3, 4, True),
        (4, 3, False),
        (5, 3, True),
        (9, 2, False),
        (9, 3, True),
        (10, 3, False),
        (10, 5, False),
        (10, 6, True),
    ],
)
@pytest.mark.parametrize("procedure", [RECEPTION, FIRST_COMPLAINT, SECOND_COMPLAINT])
def test_few_speak_for_many(procedure: Any, people: int, speakers: int, is_refused: bool) -> None:
    filling = fill(procedure, crowd__people=people, crowd__speakers=speakers)
    assert set(filling.errors) == ({"crowd.speakers"} if is_refused else set())


# Luật Tiếp công dân 2013, Điều 9; Luật Tố cáo 2011, Điều 18
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"decided": True, "final_notice": True}, "final_notice"),
        ({"decided": True, "final_notice": False}, None),
        ({"is_drunk": True}, "is_drunk"),
        ({"kind": "denunciation", "crowd__standing": "proxy"}, "kind"),
        ({"kind": "denunciation", "crowd__standing": "self"}, None),
        ({"kind": "complaint", "crowd__standing": "proxy"}, None),
    ],
)
def test_who_is_received(answers: dict[str, Any], at: str | None) -> None:
    filling = fill(RECEPTION, **answers)
    assert set(filling.errors) == ({at} if at else set())
    assert filling.term.says == "10 ngày làm việc"
    assert ("authority" in filling.papers) is (answers.get("crowd__standing") == "proxy")


@pytest.mark.parametrize(
    ("competence", "occasion", "steps"),
    [
        ("ours", "daily", ("nghien-cuu", "thu-ly", "ky-van-ban")),
        ("commune", "leader", ("nghien-cuu", "ky-van-ban")),
        ("commune", "daily", ("nghien-cuu", "ky-van-ban")),
    ],
)
def test_what_a_visit_leads_to(competence: str, occasion: str, steps: tuple[str, ...]) -> None:
    filling = fill(RECEPTION, competence=competence, occasion=occasion)
    assert filling.step_keys == steps


# Thông tư 07/2014/TT-TTCP, Điều 6
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"is_signed": False}, "is_signed"),
        ({"is_readable": False}, "is_readable"),
        ({"is_repeated": True}, "is_repeated"),
        ({"competence": "below", "sent_to": ("us", "competent")}, "sent_to"),
        ({"competence": "below", "sent_to": ("us", "others")}, None),
        ({"competence": "chairman", "sent_to": ("competent",)}, None),
    ],
)
def test_which_letters_are_dealt_with(answers: dict[str, Any], at: str | None) -> None:
    assert set(fill(SORTING, **answers).errors) == ({at} if at else set())


@pytest.mark.parametrize(
    ("competence", "steps"),
    [("chairman", ("phan-loai", "duyet", "ky-van-ban")), ("elsewhere", ("phan-loai", "ky-van-ban"))],
)
def test_letters_go_where_they_belong(competence: str, steps: tuple[str, ...]) -> None:
    assert fill(SORTING, competence=competence, sent_to=("us",)).step_keys == steps


def test_originals_go_home() -> None:
    assert "originals" in fill(SORTING, has_originals=True).papers
    assert "originals" not in fill(SORTING, has_originals=False).papers


# Luật Khiếu nại 2011, Điều 9, Điều 11, Điều 18, Điều 48
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"made_by": "commune"}, "made_by"),
        ({"made_by": "chairman"}, None),
        ({"object_kind": "decision", "known_on": date(2017, 8, 9)}, "known_on"),
        ({"object_kind": "decision", "known_on": date(2017, 8, 10)}, None),
        ({"object_kind": "decision", "known_on": date(2017, 8, 9), "obstacle": "Nằm viện"}, None),
        ({"object_kind": "discipline", "known_on": date(2017, 10, 23)}, "known_on"),
        ({"object_kind": "discipline", "known_on": date(2017, 10, 24)}, None),
        ({"is_affected": False}, "is_affected"),
        ({"is_excluded": True}, "is_excluded"),
        ({"at_court": True}, "at_court"),
    ],
)
def test_a_first_complaint(answers: dict[str, Any], at: str | None) -> None:
    answers = {"obstacle": None} | answers
    assert set(fill(FIRST_COMPLAINT, **answers).errors) == ({at} if at else set())


# Luật Khiếu nại 2011, Điều 28 và Điều 37
@pytest.mark.parametrize(
    ("procedure", "is_remote", "term"),
    [
        (FIRST_COMPLAINT, False, "30 ngày"),
        (FIRST_COMPLAINT, True, "45 ngày"),
        (SECOND_COMPLAINT, False, "45 ngày"),
        (SECOND_COMPLAINT, True, "60 ngày"),
    ],
)
def test_far_places_take_longer(procedure: Any, is_remote: bool, term: str) -> None:
    assert fill(procedure, is_remote=is_remote).term.says == term


@pytest.mark.parametrize("matter", [*MATTER_DESKS, "other"])
@pytest.mark.parametrize("procedure", [FIRST_COMPLAINT, SECOND_COMPLAINT])
def test_the_office_of_the_matter_hands_in_its_files(procedure: Any, matter: str) -> None:
    asked = [each.agency for each in fill(procedure, matter=matter).steps[0].consults]
    assert asked == ([MATTER_DESKS[matter].agency] if matter in MATTER_DESKS else [])


# Luật Khiếu nại 2011, Điều 11, Điều 18, Điều 33
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        # Điều 48 khoản 2
        ({"about": "discipline", "outcome": "decided", "received_on": date(2017, 10, 28)}, "received_on"),
        ({"about": "discipline", "outcome": "decided", "received_on": date(2017, 10, 29)}, None),
        ({"about": "dismissal", "outcome": "decided", "received_on": date(2017, 10, 28)}, None),
        ({"solved_by": "chairman"}, "solved_by"),
        ({"solved_by": "commune"}, None),
        ({"outcome": "decided", "is_remote": False, "received_on": date(2017, 10, 8)}, "received_on"),
        ({"outcome": "decided", "is_remote": False, "received_on": date(2017, 10, 9)}, None),
        ({"outcome": "decided", "is_remote": True, "received_on": date(2017, 9, 23)}, "received_on"),
        ({"outcome": "decided", "is_remote": True, "received_on": date(2017, 9, 24)}, None),
        ({"outcome": "silent", "is_remote": False, "expired_on": date(2017, 10, 8)}, "expired_on"),
        ({"outcome": "silent", "is_remote": False, "expired_on": date(2017, 10, 9)}, None),
        ({"outcome": "silent", "is_remote": True, "expired_on": date(2017, 9, 23)}, "expired_on"),
        ({"outcome": "silent", "is_remote": True, "expired_on": date(2017, 9, 24)}, None),
        ({"outcome": "silent", "is_remote": False, "expired_on": date(2017, 1, 9), "obstacle": "Nằm viện"}, None),
        ({"at_court": True}, "at_court"),
    ],
)
def test_a_second_complaint(answers: dict[str, Any], at: str | None) -> None:
    answers = {"obstacle": None, "first_decision__issued_on": date(2017, 9, 1)} | answers
    if answers.get("outcome") != "decided":
        answers.pop("first_decision__issued_on")
    assert set(fill(SECOND_COMPLAINT, **answers).errors) == ({at} if at else set())


def test_a_decision_is_received_after_it_is_signed() -> None:
    days = {"outcome": "decided", "received_on": date(2017, 10, 20)}
    later = fill(SECOND_COMPLAINT, first_decision__issued_on=date(2017, 10, 21), **days)
    assert set(later.errors) == {"received_on"}
    assert fill(SECOND_COMPLAINT, first_decision__issued_on=date(2017, 10, 20), **days).errors == {}


# Luật Tố cáo 2011, Điều 12, Điều 13, Điều 19, Điều 20, Điều 31
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"accused": [ACCUSED]}, None),
        ({"accused": [ACCUSED, ACCUSED | {"office": "commune_staff"}]}, "accused"),
        ({"accused": [ACCUSED | {"office": "district_head"}]}, "accused"),
        ({"about": "duty", "accused": [ACCUSED | {"office": "other"}]}, "accused"),
        ({"about": "field", "accused": [ACCUSED | {"office": "other"}]}, None),
        ({"about": "crime"}, "about"),
        ({"is_named": False}, "is_named"),
        ({"by_proxy": True}, "by_proxy"),
        ({"was_solved": True, "has_new_facts": False}, "has_new_facts"),
        ({"was_solved": True, "has_new_facts": True}, None),
        ({"was_solved": False}, None),
    ],
)
def test_a_denunciation(answers: dict[str, Any], at: str | None) -> None:
    assert set(fill(DENUNCIATION, **answers).errors) == ({at} if at else set())


# Luật Tố cáo 2011, Điều 21
@pytest.mark.parametrize(("is_complex", "term"), [(False, "60 ngày"), (True, "90 ngày")])
def test_a_complex_matter_takes_longer(is_complex: bool, term: str) -> None:
    assert fill(DENUNCIATION, is_complex=is_complex).term.says == term


@pytest.mark.parametrize("expert", [True, False])
@pytest.mark.parametrize("protect", [True, False])
def test_protection_and_experts(protect: bool, expert: bool) -> None:
    filling = fill(DENUNCIATION, needs_protection=protect, needs_expert=expert)
    assert ("bao-ve" in filling.step_keys) is protect
    assert sum(len(step.consults) for step in filling.steps) == int(expert)


# Luật Tiếp công dân 2013, Điều 25 khoản 1: a name and an address will do
def test_nobody_is_turned_away_for_want_of_papers() -> None:
    assert set(fill(RECEPTION, kind="proposal", has_paper=False, decided=True, crowd__people=1).papers) <= {
        "authority", "guardian",
    }  # fmt: skip
