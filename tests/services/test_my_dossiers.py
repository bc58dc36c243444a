"""A citizen's own dossiers: theirs alone, looked at under their eyes, completed and taken back online."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.services.conftest import BUSINESS, Crew, Desk_
from tests.services.test_filings import (
    AT,
    LINK,
    PAPERS,
    a_citizen,
    at_desk,
    begun,
    here,
    me,
    seen_of,
    submitted,
)

from motcua.centers import Center
from motcua.domain.citizens import Applying
from motcua.domain.dossier import State
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.filings import FilingState
from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.services.citizens import my_dossiers, viewed
from motcua.services.demo.scans import scan
from motcua.services.dossiers import moves, records
from motcua.services.office import Office
from motcua.services.online import desk as online_desk
from motcua.services.online import files as filing_files
from motcua.services.online import filings, supplements
from motcua.services.online import waiting as online_list
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events
from motcua.store.queries.viewed import viewed_of

__all__ = ["here", "me"]


async def accepted(office: Office, me: Applying, crew: Crew) -> tuple[UUID, UUID]:
    filing_id = await submitted(office, me)
    made = await online_desk.accept(office, at_desk(crew), filing_id, await seen_of(office, me, filing_id), LINK)
    return made.id, filing_id


async def state_of(dossier_id: UUID) -> State:
    async with transaction():
        kept = await records.load(dossier_id)
    assert kept is not None
    return kept.dossier.state


async def in_supplement(desk: Desk_, dossier_id: UUID) -> None:
    later = AT + timedelta(hours=1)
    for who, move, data in (
        ("reception", Move.HAND_OVER, {}),
        ("officer", Move.CONFIRM_RECEIPT, {}),
        ("officer", Move.ASK_FOR_SUPPLEMENT, {"missing": "Bản đồ", "reason": "Thiếu"}),
        ("reception", Move.ISSUE_SUPPLEMENT, {"told_by": "mail"}),
    ):
        seen = (await desk.seen(dossier_id)).value.version
        await moves.make(desk.office, desk.by(who, later), move, dossier_id, seen, data, uuid4())


async def test_accepted_it_stands_among_my_dossiers_and_nobody_elses(office: Office, me: Applying, crew: Crew) -> None:
    dossier_id, _ = await accepted(office, me, crew)
    lines, older = await my_dossiers.my_dossiers(office, me)
    assert [line.id for line in lines] == [dossier_id]
    assert older is None
    found = await my_dossiers.open_mine(office, me, dossier_id)
    assert (found.applicant_name, found.is_mine, len(found.files)) == ("Nguyễn Văn An", True, len(PAPERS))
    other = await a_citizen()
    assert (await my_dossiers.my_dossiers(office, other))[0] == ()
    for wanted in (dossier_id, uuid4()):
        with pytest.raises(NotHere):
            await my_dossiers.open_mine(office, other, wanted)
        with pytest.raises(NotHere):
            await my_dossiers.who_looked(other, wanted)
        with pytest.raises(NotHere):
            await my_dossiers.withdraw_mine(office, other, wanted, 1, "Đổi ý")
        with pytest.raises(NotHere):
            await supplements.supplement_of(office, other, wanted)


async def test_every_look_of_staff_is_one_row_a_day(office: Office, me: Applying, crew: Crew) -> None:
    dossier_id, filing_id = await accepted(office, me, crew)
    await viewed.note_viewed(Acting(crew.reception, AT), filing_id)
    await viewed.note_viewed(Acting(crew.officer, AT + timedelta(minutes=1)), dossier_id)
    await viewed.note_viewed(Acting(crew.officer, AT + timedelta(minutes=5)), dossier_id)
    await viewed.note_viewed(Acting(crew.officer, AT + timedelta(days=1)), dossier_id)
    code, looks, older = await my_dossiers.who_looked(me, dossier_id)
    assert code
    assert older is None
    assert [(look.name, look.times) for look in looks] == [
        (crew.officer.name, 1),
        (crew.officer.name, 2),
        (crew.reception.name, 1),
    ]
    assert looks[0].where == "Phòng Tư pháp"


async def test_the_looks_are_paged_by_their_index(here: Center, plan_of: Any) -> None:
    plan = await plan_of(lambda: viewed_of([uuid4()], (AT, uuid4()), 50), "enable_seqscan")
    assert "viewed_" in plan


async def test_taken_back_after_acceptance_while_nothing_is_decided(office: Office, me: Applying, crew: Crew) -> None:
    dossier_id, _ = await accepted(office, me, crew)
    found = await my_dossiers.open_mine(office, me, dossier_id)
    assert found.can_withdraw
    with pytest.raises(Refused):
        await my_dossiers.withdraw_mine(office, me, dossier_id, found.seen, " ")
    with pytest.raises(Conflict):
        await my_dossiers.withdraw_mine(office, me, dossier_id, found.seen - 1, "Đổi ý")
    code = await my_dossiers.withdraw_mine(office, me, dossier_id, found.seen, "Đổi ý")
    assert code == await my_dossiers.withdraw_mine(office, me, dossier_id, found.seen, "Đổi ý"), "sent twice"
    assert await state_of(dossier_id) is State.WITHDRAWN
    async with transaction():
        events = await load_events(dossier_id)
    assert [event["kind"] for event in events] == ["accept", "withdraw"]
    assert events[-1]["data"]["reason"] == "Đổi ý"


async def test_what_is_known_by_its_receipt_is_followed_masked_and_changed_by_nobody(
    office: Office, me: Applying, crew: Crew, desk: Desk_
) -> None:
    made = await desk.accept(BUSINESS.key)
    assert await my_dossiers.follow(office, me, made.code, "sai") is None
    assert await my_dossiers.follow(office, me, made.code, "") is None
    assert await my_dossiers.follow(office, me, "000.00.NN.H05-171108-9999", made.secret) is None
    assert await my_dossiers.follow(office, me, made.code, made.secret) == made.id
    found = await my_dossiers.open_mine(office, me, made.id)
    assert (found.is_mine, found.can_withdraw, found.files) == (False, False, ())
    assert found.applicant_name == "N••••• V•• An"
    with pytest.raises(NotHere):
        await my_dossiers.withdraw_mine(office, me, made.id, found.seen, "Phá")
    with pytest.raises(NotHere):
        await my_dossiers.who_looked(me, made.id)


async def test_a_supplement_goes_back_online_and_the_clock_goes_on_when_it_is_taken(
    office: Office, me: Applying, crew: Crew
) -> None:
    desk = Desk_(office, crew)
    dossier_id, _ = await accepted(office, me, crew)
    with pytest.raises(Conflict):
        await supplements.supplement_of(office, me, dossier_id)
    await in_supplement(desk, dossier_id)
    later = replace(me, at=AT + timedelta(hours=2))
    found = await my_dossiers.open_mine(office, later, dossier_id)
    assert found.can_supplement
    assert found.asked == {"missing": "Bản đồ", "reason": "Thiếu"}
    filing = await supplements.supplement_of(office, later, dossier_id)
    with pytest.raises(Refused, match="ít nhất một tệp"):
        await supplements.send(office, later, dossier_id, filing.seen, "")
    body = scan("Giay to", "Nguoi nop")
    await filing_files.add_paper(office, later, filing.id, paper_key="other", stream=body, name="ban-do.pdf")
    sent = await supplements.send(office, later, dossier_id, filing.seen, "Đã vẽ lại")
    again = await supplements.send(office, later, dossier_id, filing.seen, "Đã vẽ lại")
    assert (sent.state, again.number) == (FilingState.SUBMITTED, sent.number)
    assert sent.number.startswith("BS-171108-")
    assert (await my_dossiers.open_mine(office, later, dossier_id)).sent == sent.number
    who = at_desk(crew, timedelta(hours=3))
    listed = await online_list.waiting(office, who)
    assert filing.id in {line.filing.id for line in listed.lines}
    compared = await online_desk.compare(office, who, filing.id)
    assert [file.name for file in compared.judged.papers[0].files] == ["ban-do.pdf"]
    with pytest.raises(NotAllowed):
        await supplements.receive(office, Acting(crew.stranger, who.at), filing.id, sent.seen)
    with pytest.raises(Refused):
        await supplements.send_back(office, who, filing.id, sent.seen, "")
    await supplements.send_back(office, who, filing.id, sent.seen, "Thiếu chữ ký")
    back = await supplements.supplement_of(office, later, dossier_id)
    assert back.state is FilingState.ASKED
    assert (await my_dossiers.open_mine(office, later, dossier_id)).sent == ""
    sent = await supplements.send(office, later, dossier_id, back.seen, "")
    made = await supplements.receive(office, who, filing.id, sent.seen)
    assert made.state is State.IN_TRANSIT
    with pytest.raises(Conflict):
        await supplements.receive(office, who, filing.id, sent.seen)
    async with transaction():
        kept = await records.load(dossier_id)
    assert kept is not None
    assert "ban-do.pdf" in {file["name"] for file in kept.files}
    assert kept.dossier.open_pause is None


async def test_an_earlier_paper_is_used_again_by_its_owner_only(office: Office, me: Applying) -> None:
    first, second = await submitted(office, me), await begun(office, me)
    mine = await filing_files.earlier_papers(office, me, await filings.own_filing(office, me, second))
    assert {each.label for each in mine} >= {"Giấy đề nghị", "Sổ hộ khẩu"}
    old = next(each for each in mine if each.label == "Giấy đề nghị")
    await filing_files.reuse_paper(office, me, second, "request", old.id)
    copied = await filing_files.files_of(second)
    assert [(file.name, file.paper_key) for file in copied] == [("request.pdf", "request")]
    opened = await filing_files.open_paper(office, second, copied[0].id)
    assert b"".join([piece async for piece in opened.pieces]) == scan("Giay to", "Nguoi nop")
    other = await a_citizen()
    theirs = await begun(office, other)
    with pytest.raises(NotHere):
        await filing_files.reuse_paper(office, other, theirs, "request", old.id)
    assert len(await filing_files.files_of(first)) == len(PAPERS)
