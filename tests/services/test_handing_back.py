"""Several results to one person: whose they may be, what is asked for all and what for each."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.moves import Move
from motcua.services.counter.handing_back import (
    MOST,
    ReadyLine,
    common_fields,
    hand_back_together,
    others_of,
    ready_beside,
    ready_these,
)
from motcua.services.work import bulk
from motcua.services.work.bulk import Picked, start
from motcua.services.work.bulk_results import results
from motcua.store.engine import transaction
from motcua.store.queries import bulk as stored
from motcua.store.queries.trail import load_events

TO_APPLICANT = {"received_by": "Nguyễn Văn An", "receiver": "applicant"}
TO_PROXY = {
    "received_by": "Trần Thị Bình",
    "receiver": "proxy",
    "proxy_number": "125999888",
    "proxy_document": "12/GUQ",
    "proxy_document_on": "07/11/2017",
}


async def _ready(desk: Any, key: str = "thu-kinh-doanh", **applicant: list[str]) -> UUID:
    changes = {}
    if applicant:
        changes["applicant"] = desk.intake(key).applicant | {
            f"applicant.{name}": said for name, said in applicant.items()
        }
    made: UUID = (await desk.accept(key, **changes)).id
    await desk.make("reception", "hand_over", made)
    await desk.make("officer", "confirm_receipt", made)
    await desk.make("officer", "submit", made, proposal="grant", finding="Đủ điều kiện")
    await desk.make("head", "sign", made, how="paper_only")
    await desk.make("clerk", "number", made)
    await desk.make("reception", "take_back", made)
    return made


def _own(lines: tuple[ReadyLine, ...]) -> dict[UUID, dict[str, str]]:
    return {line.row.id: {field.name: "yes" for field in line.own if field.kind == "tick"} for line in lines}


def _picked(lines: tuple[ReadyLine, ...]) -> list[Picked]:
    return [Picked(line.row.id, line.row.version) for line in lines]


async def _kinds(dossier_id: UUID) -> list[str]:
    async with transaction():
        return [event["kind"] for event in await load_events(dossier_id)]


async def test_all_of_one_person_go_at_once_and_a_second_click_hands_nothing_over_again(desk: Any) -> None:
    number = f"1{uuid4().int % 10**8:08d}"
    mine = [await _ready(desk, id_number=[number]) for _ in range(2)]
    other = await _ready(desk, id_number=[f"2{uuid4().int % 10**8:08d}"])
    who, key = desk.by("reception"), uuid4()
    assert await others_of(who, mine[0]) == 1
    lines = await ready_beside(desk.office, who, mine[0], of_agency=False)
    assert {line.row.id for line in lines} == set(mine)
    assert all(line.own for line in lines), "a fee to collect and an original to give back"
    for _ in range(2):
        await hand_back_together(desk.office, who, _picked(lines), TO_APPLICANT, _own(lines), key)
    found = await results(desk.office, who, key)
    assert [each.is_done for each in found.items] == [True, True]
    for each in mine:
        assert (await _kinds(each)).count("hand_back") == 1
    assert "hand_back" not in await _kinds(other)
    async with transaction():
        assert await stored.answers_of(key) == {}, "who took them is not kept in the batch"
    with pytest.raises(NotHere):
        await ready_beside(desk.office, who, mine[0], of_agency=False)


async def test_what_is_missing_is_said_before_the_first_one_is_handed_over(desk: Any) -> None:
    number = f"3{uuid4().int % 10**8:08d}"
    mine = [await _ready(desk, id_number=[number]) for _ in range(2)]
    who = desk.by("reception")
    lines = await ready_these(desk.office, who, mine)
    own = _own(lines)
    own[mine[1]] = {}
    with pytest.raises(Refused) as refused:
        await hand_back_together(desk.office, who, _picked(lines), {"receiver": "applicant"}, own, uuid4())
    assert "received_by" in refused.value.errors
    assert f"{mine[1]}.fee_collected" in refused.value.errors
    assert f"{mine[0]}.fee_collected" not in refused.value.errors
    for each in mine:
        assert "hand_back" not in await _kinds(each)


async def test_of_several_people_only_a_proxy_takes_them_and_only_of_one_agency(desk: Any) -> None:
    mixed = [await _ready(desk, id_number=[f"{n}{uuid4().int % 10**8:08d}"]) for n in (4, 5)]
    who = desk.by("reception")
    lines = await ready_these(desk.office, who, mixed)
    with pytest.raises(Refused, match="nhiều người nộp"):
        await hand_back_together(desk.office, who, _picked(lines), TO_APPLICANT, _own(lines), uuid4())
    foreign = await _ready(desk, "thu-chung-thuc", id_number=[f"6{uuid4().int % 10**8:08d}"])
    three = await ready_these(desk.office, who, [*mixed, foreign])
    with pytest.raises(Refused, match="cùng một cơ quan"):
        await hand_back_together(desk.office, who, _picked(three), TO_PROXY, _own(three), uuid4())
    key = uuid4()
    await hand_back_together(desk.office, who, _picked(lines), TO_PROXY, _own(lines), key)
    assert (await results(desk.office, who, key)).batch.done == 2


async def test_what_is_not_ready_any_more_or_too_much_is_refused(desk: Any) -> None:
    made = await _ready(desk)
    who = desk.by("reception")
    lines = await ready_these(desk.office, who, [made])
    with pytest.raises(Conflict):
        await hand_back_together(desk.office, who, [*_picked(lines), Picked(uuid4(), 1)], TO_APPLICANT, {}, uuid4())
    with pytest.raises(Refused, match=str(MOST)):
        await hand_back_together(desk.office, who, [Picked(uuid4(), 1)] * (MOST + 1), TO_APPLICANT, {}, uuid4())
    with pytest.raises(Refused, match="ít nhất một"):
        await hand_back_together(desk.office, who, [], TO_APPLICANT, {}, uuid4())
    assert await ready_these(desk.office, desk.by("stranger"), [made]) == ()


async def test_the_key_of_another_act_hands_nothing_back(desk: Any) -> None:
    made, who, key = await _ready(desk), desk.by("reception"), uuid4()
    await start(who, Move.HAND_OVER, [Picked(uuid4(), 1)], {}, key)
    lines = await ready_these(desk.office, who, [made])
    with pytest.raises(Conflict, match="việc khác"):
        await hand_back_together(desk.office, who, _picked(lines), TO_APPLICANT, _own(lines), key)
    assert "hand_back" not in await _kinds(made)


def test_what_is_asked_once_is_who_takes_them(desk: Any) -> None:
    names = {field.name for field in common_fields()}
    assert {"received_by", "receiver", "proxy_number", "note"} <= names
    assert not {name for name in names if name.startswith(("fee_", "original."))}
    assert MOST <= bulk.AT_ONCE
