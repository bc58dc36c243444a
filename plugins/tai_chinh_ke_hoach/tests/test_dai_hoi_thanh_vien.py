"""The members' meeting is judged alike wherever a procedure asks for its resolution."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_tai_chinh_ke_hoach import register_procedures

#: Who must decide so that the meeting is asked for at all.
DECIDING: dict[str, dict[str, Any]] = {
    "thong-bao-thay-doi-hop-tac-xa": {"decided_by": "meeting"},
    "tam-ngung-hoat-dong-hop-tac-xa": {"subject": "cooperative"},
}
MEETINGS = {
    procedure.key: procedure
    for procedure in register_procedures()
    if "meeting.present" in procedure.form.definition.by_key
}


def test_eight_procedures_ask_for_the_meeting() -> None:
    assert set(MEETINGS) == {
        "dang-ky-thay-doi-hop-tac-xa",
        "thong-bao-thay-doi-hop-tac-xa",
        "thong-bao-gop-von-mua-co-phan-hop-tac-xa",
        "dang-ky-khi-hop-tac-xa-chia",
        "dang-ky-khi-hop-tac-xa-tach",
        "dang-ky-khi-hop-tac-xa-sap-nhap",
        "tam-ngung-hoat-dong-hop-tac-xa",
        "giai-the-tu-nguyen-hop-tac-xa",
    }


# Luật Hợp tác xã 2012, Điều 31, Điều 34
@pytest.mark.parametrize("procedure", MEETINGS.values(), ids=MEETINGS)
@pytest.mark.parametrize(
    ("call", "present", "in_favour", "at"),
    [
        ("first", 30, 30, None),
        ("first", 29, 29, "meeting.present"),
        ("again", 29, 29, None),
        ("first", 41, 41, "meeting.present"),
        ("first", 30, 31, "meeting.in_favour"),
        ("first", 40, 20, "meeting.in_favour"),
    ],
)
def test_who_came_and_agreed(procedure: Procedure, call: str, present: int, in_favour: int, at: str | None) -> None:
    answers = {
        "meeting__call": call,
        "meeting__entitled": 40,
        "meeting__present": present,
        "meeting__in_favour": in_favour,
    }
    filling = fill(procedure, **answers, **DECIDING.get(procedure.key, {}))
    assert set(filling.errors) == ({at} if at else set())
