"""Lost, damaged and wrong papers: recorded by whoever finds out, apologised for and closed by the director."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.services.conftest import BUSINESS, Desk_

from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.incidents import Fault
from motcua.domain.people import Acting
from motcua.services import incident_letters, incidents
from motcua.services.citizens import public
from motcua.services.dossiers import records
from motcua.store.engine import DB, transaction

LOST = {
    "harm": "lost",
    "what": "Giấy phép bản chính",
    "found_on": "08/11/2017",
    "story": "Bưu chính báo thất lạc trên đường phát.",
    "fault": "unknown",
}
SETTLED = {"fault": "post", "fault_name": "Bưu điện huyện", "cost": "Cấp lại bản chính: bưu chính chịu"}
REMEDY = {"remedy": "Phòng Tư pháp cấp lại bản chính trước ngày 15/11/2017."}


async def recorded(desk: Desk_, who: str = "reception", **more: str) -> UUID:
    return await incidents.record_incident(desk.by(who), {**LOST, **more}, uuid4())


async def seen(desk: Desk_, incident_id: UUID) -> int:
    return (await incidents.open_incident(desk.by("director"), incident_id)).incident.seen


async def texts_of(dossier_id: UUID) -> list[str]:
    async with transaction():
        found = await DB.fetch("SELECT occasion FROM message WHERE dossier_id = $1 ORDER BY queued_at, id", dossier_id)
    return [row["occasion"] for row in found]


async def test_from_the_loss_to_the_end_everything_is_said_and_written_down(desk: Desk_) -> None:
    made = await desk.accept(BUSINESS.key)
    incident_id = await recorded(desk, code=made.code.lower())
    found = await incidents.open_incident(desk.by("director"), incident_id)
    assert found.incident.number.startswith("SC-2017-")
    assert (found.incident.person, found.incident.address) == ("Nguyễn Văn An", "Thị trấn Phố Mới")
    director = desk.by("director")
    with pytest.raises(Conflict, match="bên có lỗi"):
        await incident_letters.issue_apology(desk.office, director, incident_id, found.incident.seen, REMEDY, uuid4())
    with pytest.raises(Conflict, match="thư xin lỗi"):
        await incidents.close(director, incident_id, found.incident.seen, {"text": "Xong"})
    await incidents.settle(director, incident_id, found.incident.seen, SETTLED)
    key, at = uuid4(), await seen(desk, incident_id)
    first = await incident_letters.issue_apology(desk.office, director, incident_id, at, REMEDY, key)
    again = await incident_letters.issue_apology(desk.office, director, incident_id, at, REMEDY, key)
    assert first.content == again.content
    assert first.content.startswith(b"%PDF")
    with pytest.raises(Refused, match="lý do"):
        await incident_letters.issue_apology(desk.office, director, incident_id, at, {}, uuid4())
    await incidents.follow(desk.by("reception"), incident_id, await seen(desk, incident_id), {"text": "Đã cấp lại"})
    await incidents.close(director, incident_id, await seen(desk, incident_id), {"text": "Đã trao bản cấp lại."})
    found = await incidents.open_incident(director, incident_id)
    assert not found.incident.is_open
    assert "TXL" in " ".join(step.text for step in found.steps)
    assert len(found.steps) == 5
    assert await texts_of(made.id) == ["incident", "incident"]
    async with transaction():
        kept = await records.load(made.id)
        assert kept is not None
        detail = await public.detail_of(desk.office, kept, desk.at)
    assert [line.text for line in detail.history][-3:] == [
        "Trung tâm ghi nhận sự cố về giấy tờ của hồ sơ",
        "Trung tâm gửi thư xin lỗi về giấy tờ của hồ sơ",
        "Trung tâm đã khắc phục xong sự cố về giấy tờ",
    ]


async def test_whose_papers_they_were_stands_sealed_in_the_database(desk: Desk_) -> None:
    name = "Hoàng Bạch Yến"
    incident_id = await recorded(desk, person=name)
    async with transaction():
        (row,) = await DB.fetch("SELECT * FROM incident WHERE id = $1", incident_id)
    assert name not in str(dict(row))
    (line,) = [
        each
        for each in (await incidents.incidents(desk.by("director"), only_open=True, before=None))[0]
        if each.id == incident_id
    ]
    assert line.person == name


async def test_the_form_sent_twice_records_one(desk: Desk_) -> None:
    key = uuid4()
    data = {**LOST, "person": "Bà Ba"}
    first = await incidents.record_incident(desk.by("officer"), data, key)
    assert await incidents.record_incident(desk.by("officer"), data, key) == first


async def test_a_loss_outside_of_every_dossier_names_whose_papers_they_were(desk: Desk_) -> None:
    with pytest.raises(Refused) as refused:
        await recorded(desk)
    assert "person" in refused.value.errors
    incident_id = await recorded(desk, person="Trần Văn Ba")
    found = await incidents.open_incident(desk.by("director"), incident_id)
    assert (found.incident.person, found.incident.code) == ("Trần Văn Ba", "")
    with pytest.raises(Refused) as refused:
        await recorded(desk, code="000.00.NN.H05-171108-9999")
    assert "code" in refused.value.errors
    with pytest.raises(Refused) as refused:
        await recorded(desk, person="Ba", found_on=f"{desk.at + timedelta(days=2):%d/%m/%Y}")
    assert "found_on" in refused.value.errors


async def test_who_may_not_see_the_dossier_can_not_find_it_by_an_incident(desk: Desk_) -> None:
    made = await desk.accept(BUSINESS.key)
    with pytest.raises(Refused) as refused:
        await recorded(desk, "stranger", code=made.code)
    assert "code" in refused.value.errors


async def test_others_neither_read_nor_settle_what_is_not_theirs(desk: Desk_) -> None:
    incident_id = await recorded(desk, "officer", person="Ba")
    with pytest.raises(NotAllowed):
        await incidents.open_incident(desk.by("stranger"), incident_id)
    with pytest.raises(NotAllowed):
        await incidents.settle(desk.by("officer"), incident_id, 1, SETTLED)
    with pytest.raises(NotAllowed):
        await incident_letters.issue_apology(desk.office, desk.by("officer"), incident_id, 1, REMEDY, uuid4())
    with pytest.raises(NotHere):
        await incidents.open_incident(desk.by("director"), uuid4())
    listed, _ = await incidents.incidents(desk.by("stranger"), only_open=True, before=None)
    assert incident_id not in {each.id for each in listed}
    listed, _ = await incidents.incidents(desk.by("officer"), only_open=True, before=None)
    assert incident_id in {each.id for each in listed}


async def test_two_who_settle_at_once_do_not_overwrite_each_other(desk: Desk_) -> None:
    incident_id = await recorded(desk, person="Ba")
    await incidents.settle(desk.by("director"), incident_id, 1, SETTLED)
    with pytest.raises(Conflict, match="vừa có thay đổi"):
        await incidents.settle(desk.by("director"), incident_id, 1, {**SETTLED, "fault": "center"})
    found = await incidents.open_incident(desk.by("director"), incident_id)
    assert found.incident.fault is Fault.POST


async def test_the_directors_home_counts_what_is_open(desk: Desk_) -> None:
    before = (await incidents.open_incidents(desk.by("director"))).together
    await recorded(desk, person="Ba")
    found = await incidents.open_incidents(desk.by("director"))
    assert found.together == before + 1
    assert (await incidents.open_incidents(desk.by("reception"))).together == 0


async def test_the_preview_is_marked_and_keeps_nothing(desk: Desk_, make_staff: Any) -> None:
    incident_id = await recorded(desk, person="Ba")
    shown = await incident_letters.preview_apology(desk.office, desk.by("director"), incident_id)
    assert shown.content.startswith(b"%PDF")
    found = await incidents.open_incident(desk.by("director"), incident_id)
    assert found.incident.letter_id is None
    postman = Acting(await make_staff(roles=("post_officer",), desks=(), receives=(), kind="post"), desk.at)
    with pytest.raises(NotAllowed):
        await incidents.open_incident(postman, incident_id)
