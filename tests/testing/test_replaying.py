"""A dossier's trail becomes a case that replays, with nothing in it about a person."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import NotHere, Refused
from motcua.domain.moves import Move
from motcua.domain.states import State
from motcua.services.dossiers.cases import TrailCase, case_of
from motcua.services.office import Office
from motcua.testing import Case, accept_dossier, at, read_case, replay, walk

SEEN = ("giay-phep-kinh-doanh-karaoke", "dang-ky-ho-kinh-doanh", "dang-ky-lai-khai-sinh-co-yeu-to-nuoc-ngoai")


async def told(case: Case) -> TrailCase:
    with entered(case.center):
        return await case_of(case.office, case.code)


@pytest.mark.parametrize("size", ["shortest", "fullest", "any"])
@pytest.mark.parametrize("key", SEEN)
async def test_a_case_goes_as_its_dossier_went(
    office: Office, center: Center, key: str, size: str, tmp_path: Path
) -> None:
    case = await accept_dossier(office, center, key, at=at("2017-11-08 09:10"), size=size, seed=5)
    await walk(case, is_granted=size != "any", is_returned=size == "fullest", pace=47)
    made = await told(case)
    file = tmp_path / "case.json"
    file.write_text(json.dumps(made.to_data(), ensure_ascii=False), "utf-8")
    assert read_case(file) == made
    again = await replay(office, center, read_case(file))
    before, after = await case.dossier(), await again.dossier()
    assert again.code != case.code
    assert (after.state, after.due_at, after.outcome) == (before.state, before.due_at, before.outcome)
    assert [(s.key, s.state, s.due_at) for s in after.steps] == [(s.key, s.state, s.due_at) for s in before.steps]


async def test_it_says_nothing_of_anybody(office: Office, center: Center) -> None:
    """What decides stays (four rooms make the fee), every word that somebody wrote is gone."""
    own = {"place__name": "Quán Kín Đáo Một", "security": "SỐ-RIÊNG-7781", "fire_safety": "PCCC-RIÊNG-9932"}
    rooms = [{"name": f"Phòng riêng {n}", "area": "25", "has_clear_door": True} for n in range(1, 5)]
    case = await accept_dossier(
        office, center, SEEN[0], at=at("2017-11-08 09:40"), size="fullest", seed=11, room=rooms, **own
    )
    await walk(case, until=State.PROCESSING)
    secret = "Lý do chỉ người trong cuộc mới biết"
    await case.make(Move.ASK_FOR_SUPPLEMENT, at("2017-11-08 15:00"), data={"missing": secret, "reason": secret})
    made = await told(case)
    text = json.dumps(made.to_data(), ensure_ascii=False)
    person = (case.person.name, case.person.phone, case.person.id_number, case.code, case.secret)
    assert [word for word in (*own.values(), *person, secret, "Phòng riêng") if word in text] == []
    assert [made.answers[f"room.{n}.area"] for n in range(4)] == [("25",)] * 4
    assert made.acts[-1].move is Move.ASK_FOR_SUPPLEMENT
    assert (await replay(office, center, made)).filling is not None


async def test_another_date_is_noticed(office: Office, center: Center) -> None:
    """The control: a replay that ends elsewhere fails, and says where."""
    case = await accept_dossier(office, center, SEEN[0], at=at("2017-11-08 10:10"))
    await walk(case, until=State.PROCESSING)
    made = await told(case)
    wrong = replace(made, due_at="2017-12-01T17:00:00+07:00")
    with pytest.raises(AssertionError, match="tiếp nhận: hẹn trả bây giờ là"):
        await replay(office, center, wrong)
    late: Any = replace(made.acts[-1], after="ready")
    with pytest.raises(AssertionError, match="trạng thái bây giờ là processing"):
        await replay(office, center, replace(made, acts=(*made.acts[:-1], late)))


async def test_what_is_no_case_is_refused(office: Office, center: Center, neighbour: Center) -> None:
    with pytest.raises(Refused):
        TrailCase.from_data({"format": 99})
    case = await accept_dossier(office, center, SEEN[0], at=at("2017-11-08 10:30"))
    with entered(neighbour), pytest.raises(NotHere):
        await case_of(office, case.code)
