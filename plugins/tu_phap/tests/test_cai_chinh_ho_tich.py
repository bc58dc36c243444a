"""Corrections of civil status: three lanes with three terms, and whose consent is needed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

import motcua_tu_phap
from motcua.api.events import AddNote, DossierChanged, Move, State
from motcua.testing import fill
from motcua_tu_phap.cai_chinh_ho_tich import CORRECTION

CHILD, TEENAGER, ADULT = date(2008, 11, 8), date(2001, 1, 1), date(1980, 5, 5)


@pytest.mark.parametrize(
    ("answers", "term", "steps"),
    [
        ({"work": "add"}, "trong ngày", ("ghi-so", "ky-trich-luc")),
        (
            {"work": "correct", "needs_verification": False},
            "3 ngày làm việc",
            ("tham-tra", "duyet", "ky-trich-luc"),
        ),
        (
            {"work": "correct", "needs_verification": True},
            "6 ngày làm việc",
            ("xac-minh", "tham-tra", "duyet", "ky-trich-luc"),
        ),
    ],
)
def test_each_lane_has_its_term_and_its_steps(answers: dict[str, Any], term: str, steps: tuple[str, ...]) -> None:
    filling = fill(CORRECTION, **answers)
    assert filling.errors == {}
    assert filling.term.says == term
    assert filling.step_keys == steps


def test_a_child_of_nine_must_agree_to_a_new_name() -> None:
    change: dict[str, Any] = {"work": "change", "changed_item": "name", "entry_on": date(2008, 11, 20)}
    assert "child_agrees" in fill(CORRECTION, subject_born=CHILD, child_agrees=False, **change).errors
    assert fill(CORRECTION, subject_born=CHILD, child_agrees=True, **change).errors == {}
    # One day younger than nine, nobody is asked; nor is an adult.
    younger = fill(CORRECTION, subject_born=date(2008, 11, 9), **change)
    assert younger.errors == {}
    assert "child_agrees" not in younger.shown
    assert "child_agrees" not in fill(CORRECTION, subject_born=ADULT, **change).shown


# Luật Hộ tịch 2014, Điều 7 và Điều 46
@pytest.mark.parametrize(
    ("answers", "at"),
    [
        ({"side": "resident", "work": "correct", "subject_born": date(2003, 11, 9)}, "work"),
        ({"side": "resident", "work": "correct", "subject_born": date(2003, 11, 8)}, None),
        ({"side": "resident", "work": "ethnicity", "subject_born": date(2010, 1, 1)}, None),
        ({"side": "resident", "work": "add"}, "work"),
        ({"side": "overseas", "work": "add"}, None),
        ({"side": "foreign", "work": "change", "subject_born": ADULT}, "work"),
        ({"side": "foreign", "work": "correct"}, None),
        ({"is_ours": False}, "is_ours"),
    ],
)
def test_which_corrections_are_the_districts(answers: dict[str, Any], at: str | None) -> None:
    assert set(fill(CORRECTION, **answers).errors) == ({at} if at else set())


def test_parents_agree_to_a_minors_new_name() -> None:
    change: dict[str, Any] = {"work": "change", "changed_item": "name", "entry_on": date(2003, 1, 2)}
    minor = change | {"subject_born": date(2003, 1, 1)}
    assert set(fill(CORRECTION, **minor, parents_agree=False).errors) == {"parents_agree"}
    assert fill(CORRECTION, **minor, parents_agree=True).errors == {}
    assert "parents_agree" not in fill(CORRECTION, subject_born=ADULT, **change).shown


def test_a_teenager_must_agree_to_another_ethnicity() -> None:
    work: dict[str, Any] = {"work": "ethnicity", "entry_on": date(2002, 1, 1)}
    assert "minor_agrees" in fill(CORRECTION, subject_born=TEENAGER, minor_agrees=False, **work).errors
    assert fill(CORRECTION, subject_born=TEENAGER, minor_agrees=True, **work).errors == {}


def test_something_must_change() -> None:
    same = fill(CORRECTION, work="correct", before="Dân tộc: Kinh", after="dân tộc: kinh")
    assert set(same.errors) == {"after"}
    assert fill(CORRECTION, work="correct", before="Dân tộc: Kinh", after="Dân tộc: Tày").errors == {}


def test_nobody_is_registered_before_birth() -> None:
    assert set(fill(CORRECTION, subject_born=ADULT, entry_on=date(1980, 5, 4)).errors) == {"entry_on"}
    assert fill(CORRECTION, subject_born=ADULT, entry_on=date(1980, 5, 5)).errors == {}


def changed(move: Move, procedure: str = CORRECTION.key) -> DossierChanged:
    return DossierChanged(
        event="1", dossier="d", code="H05", procedure=procedure, agency="tu_phap", move=move,
        from_state=State.SIGNED, to_state=State.NUMBERED, at=datetime(2017, 11, 8, tzinfo=UTC),
        filed_on=date(2017, 11, 8), due_at=None, step="", at_agency="center", at_desk="reception",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("procedure", "word"),
    [
        (CORRECTION.key, "Sổ hộ tịch"),
        ("khai-tu-co-yeu-to-nuoc-ngoai", "Bộ Ngoại giao"),
        ("ket-hon-co-yeu-to-nuoc-ngoai", "hai bên"),
    ],
)
def test_a_numbered_result_reminds_of_what_is_left_to_do(procedure: str, word: str) -> None:
    (effect,) = motcua_tu_phap.dossier_changed(changed(Move.NUMBER, procedure))
    assert isinstance(effect, AddNote)
    assert word in effect.sentence
    assert list(motcua_tu_phap.dossier_changed(changed(Move.SIGN, procedure))) == []
    assert list(motcua_tu_phap.dossier_changed(changed(Move.NUMBER, "khai-sinh-co-yeu-to-nuoc-ngoai"))) == []
