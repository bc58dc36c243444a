"""Complementary lower secondary education: who is taken in, at what grade, and who moves where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_giao_duc_dao_tao.bo_tuc import ADMISSION, MOVE


# Nghị định 20/2014/NĐ-CP; the day of filing is 8-11-2017
@pytest.mark.parametrize(
    ("born", "refused", "guarded"),
    [
        (date(2006, 11, 9), True, True),
        (date(2006, 11, 8), False, True),
        (date(1999, 11, 9), False, True),
        (date(1999, 11, 8), False, False),
        (date(1960, 1, 1), False, False),
    ],
)
def test_from_eleven_on_nobody_is_too_old(born: date, refused: bool, guarded: bool) -> None:
    filling = fill(ADMISSION, learner__born=born)
    assert ("learner.born" in filling.errors) is refused
    assert ("guardian" in filling.shown) is guarded


# Luật Giáo dục 2005, Điều 26
@pytest.mark.parametrize(
    ("done", "grade", "refused"),
    [
        ("primary", "6", False),
        ("primary", "7", True),
        ("6", "7", False),
        ("6", "8", True),
        ("7", "8", False),
        ("7", "9", True),
        ("8", "9", False),
        ("8", "6", False),
    ],
)
def test_grades_follow_one_another(done: str, grade: str, refused: bool) -> None:
    assert ("grade" in fill(ADMISSION, done=done, grade=grade).errors) is refused


@pytest.mark.parametrize(("done", "refused"), [("none", True), ("primary", False)])
def test_primary_school_comes_first(done: str, refused: bool) -> None:
    assert ("done" in fill(ADMISSION, done=done, grade="6").errors) is refused


@pytest.mark.parametrize(
    ("kept", "papers", "first"),
    [
        ("record", {"primary", "record"}, "đối chiếu lớp đã học"),
        ("certificate", {"primary"}, "đối chiếu lớp đã học"),
        ("nothing", {"statement"}, "xếp lớp"),
    ],
)
def test_whoever_has_no_papers_is_placed_by_a_test(kept: str, papers: set[str], first: str) -> None:
    filling = fill(ADMISSION, kept=kept)
    assert set(filling.papers) == {"application", "birth"} | papers
    assert first in filling.steps[0].label
    assert filling.step_keys == ("kiem-tra", "ky-tiep-nhan")
    assert filling.fee.amount == 0


@pytest.mark.parametrize(("policies", "asked"), [(None, False), (("poor",), True)])
def test_a_right_that_is_claimed_is_proved(policies: tuple[str, ...] | None, asked: bool) -> None:
    assert ("policy" in fill(ADMISSION, policies=policies).papers) is asked


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"is_enrolled": False}, "is_enrolled"),
        ({"is_enrolled": True}, None),
        ({"old_place": "Trung tâm GDTX Quế Võ", "new_place": "Trung tâm GDTX Quế Võ"}, "new_place"),
        ({"old_place": "Trung tâm GDTX Quế Võ", "new_place": "Trung tâm GDTX Gia Bình"}, None),
    ],
)
def test_only_who_studies_here_moves_elsewhere(said: dict[str, Any], at: str | None) -> None:
    assert set(fill(MOVE, **said).errors) == ({at} if at else set())


@pytest.mark.parametrize(
    ("direction", "letter", "office", "first"),
    [
        ("out", False, True, "kết quả học tập"),
        ("within", False, False, "liên hệ cơ sở nhận"),
        ("in", True, True, "liên hệ cơ sở nhận"),
    ],
)
def test_the_direction_decides_letters_and_steps(direction: str, letter: bool, office: bool, first: str) -> None:
    filling = fill(MOVE, direction=direction)
    assert ("office_letter" in filling.papers, "letter" in filling.shown) == (letter, letter)
    assert ("other_office" in filling.shown) is office
    assert first in filling.steps[0].label


@pytest.mark.parametrize(
    ("reason", "paper"), [("moved", "residence"), ("job", "job_paper"), ("family", "circumstances")]
)
def test_the_reason_of_moving_is_proved(reason: str, paper: str) -> None:
    papers = set(fill(MOVE, reason=reason, direction="out").papers)
    assert papers == {"application", "record", "birth", "leaving", paper}
