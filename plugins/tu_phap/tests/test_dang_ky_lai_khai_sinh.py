"""Births registered again, and of those who have papers but were never registered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tu_phap.dang_ky_lai_khai_sinh import BIRTH_AGAIN, LATE_BIRTH


def test_verification_elsewhere_takes_twenty_five_days() -> None:
    plain, verified = fill(BIRTH_AGAIN, needs_verification=False), fill(BIRTH_AGAIN, needs_verification=True)
    assert plain.term.says == "5 ngày làm việc"
    assert plain.step_keys == ("ghi-so", "duyet", "ky-giay-khai-sinh")
    assert verified.term.says == "25 ngày"
    assert verified.step_keys == ("xac-minh", "ghi-so", "duyet", "ky-giay-khai-sinh")
    late = fill(LATE_BIRTH)
    assert (late.term.says, late.step_keys) == ("5 ngày làm việc", ("ghi-so", "duyet", "ky-giay-khai-sinh"))


@pytest.mark.parametrize(
    ("procedure", "wrong", "right", "at"),
    [
        # Nghị định 123/2015/NĐ-CP, Điều 24 và Điều 26
        (
            BIRTH_AGAIN,
            {"earlier__registered_on": date(2016, 1, 1), "subject__born": date(1970, 1, 1)},
            {"earlier__registered_on": date(2015, 12, 31), "subject__born": date(1970, 1, 1)},
            "earlier.registered_on",
        ),
        (
            BIRTH_AGAIN,
            {"earlier__registered_on": date(1970, 1, 1), "subject__born": date(1970, 1, 2)},
            {"earlier__registered_on": date(1970, 1, 2), "subject__born": date(1970, 1, 2)},
            "earlier.registered_on",
        ),
        (BIRTH_AGAIN, {"book_is_lost": False}, {"book_is_lost": True}, "book_is_lost"),
        (BIRTH_AGAIN, {"original_is_lost": False}, {"original_is_lost": True}, "original_is_lost"),
        (BIRTH_AGAIN, {"is_alive": False}, {"is_alive": True}, "is_alive"),
        (BIRTH_AGAIN, {"pledges": False}, {"pledges": True}, "pledges"),
        # Nghị định 123/2015/NĐ-CP, Điều 40
        (
            BIRTH_AGAIN,
            {"subject__side": "resident", "where": "other"},
            {"subject__side": "resident", "where": "province"},
            "where",
        ),
        # Thông tư 15/2015/TT-BTP
        (
            LATE_BIRTH,
            {"subject__born": date(2016, 1, 1), "oldest_on": date(2017, 1, 1)},
            {"subject__born": date(2015, 12, 31), "oldest_on": date(2017, 1, 1)},
            "subject.born",
        ),
        (LATE_BIRTH, {"never_registered": False}, {"never_registered": True}, "never_registered"),
        (LATE_BIRTH, {"subject__side": "resident"}, {"subject__side": "foreign"}, "subject.side"),
        (LATE_BIRTH, {"lives_here": False}, {"lives_here": True}, "lives_here"),
        (
            LATE_BIRTH,
            {"subject__born": date(1980, 5, 5), "oldest_on": date(1980, 5, 4)},
            {"subject__born": date(1980, 5, 5), "oldest_on": date(1980, 5, 5)},
            "oldest_on",
        ),
    ],
)
def test_when_a_birth_is_registered_late_or_again(
    procedure: Any, wrong: dict[str, Any], right: dict[str, Any], at: str
) -> None:
    assert set(fill(procedure, **wrong).errors) == {at}
    assert fill(procedure, **right).errors == {}


@pytest.mark.parametrize(
    ("procedure", "answers", "shown", "hidden"),
    [
        (BIRTH_AGAIN, {"has_copy": True}, {"old_copy"}, {"personal", "documents"}),
        (BIRTH_AGAIN, {"has_copy": False}, {"personal", "documents"}, {"old_copy"}),
        (BIRTH_AGAIN, {"is_official": True}, {"head_paper"}, set()),
        (BIRTH_AGAIN, {"is_official": False}, set(), {"head_paper"}),
        (LATE_BIRTH, {"is_official": True}, {"head_paper", "personal"}, set()),
        (LATE_BIRTH, {"is_official": False, "names_agree": True}, set(), {"head_paper", "kept_data"}),
        (LATE_BIRTH, {"names_agree": False, "proves_parents": True}, {"kept_data", "parents_proof"}, set()),
        (LATE_BIRTH, {"proves_parents": False}, set(), {"parents_proof"}),
    ],
)
def test_papers_of_a_late_birth(procedure: Any, answers: dict[str, Any], shown: set[str], hidden: set[str]) -> None:
    filling = fill(procedure, **answers)
    assert shown <= filling.shown
    assert not hidden & filling.shown
