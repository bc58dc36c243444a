"""An agency's developer drives a dossier beside its straight way as easily as along it."""

from __future__ import annotations

import pytest

from motcua.centers import Center
from motcua.domain.moves import Move
from motcua.domain.states import State
from motcua.services.office import Office
from motcua.testing import accept_dossier, at, walk

BUSINESS = "dang-ky-ho-kinh-doanh"


async def test_a_supplement_is_asked_issued_and_received_by_whoever_may(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=at("2017-11-06 08:00"))
    await walk(case, until=State.PROCESSING)
    missing = {"missing": "Bản sao giấy tờ tùy thân", "reason": "Chưa đủ thành phần hồ sơ."}
    await case.make(Move.ASK_FOR_SUPPLEMENT, at("2017-11-06 14:00"), data=missing)
    await case.make(Move.ISSUE_SUPPLEMENT, at("2017-11-06 14:30"), data={"told_by": "phone"})
    assert (await case.dossier()).state is State.SUPPLEMENT
    await case.make(Move.RECEIVE_SUPPLEMENT, at("2017-11-08 09:00"), data={"received": missing["missing"]})
    assert (await case.dossier()).state is State.IN_TRANSIT
    assert [move for move, _ in case.moments][-3:] == [
        Move.ASK_FOR_SUPPLEMENT,
        Move.ISSUE_SUPPLEMENT,
        Move.RECEIVE_SUPPLEMENT,
    ]


async def test_a_move_that_nobody_may_make_says_why(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=at("2017-11-06 08:00"), seed=1)
    with pytest.raises(LookupError, match="Đã tiếp nhận"):
        await case.who_may(Move.NUMBER)
