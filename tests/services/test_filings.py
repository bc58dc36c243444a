"""Filing online: saved as typed, handed in once it is whole, answered in time by the reception's own services."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.services.conftest import ANSWERS, AT, BUSINESS, PERSON, Crew, Desk_

from motcua.centers import Center, entered
from motcua.domain.citizens import Applying, Citizen, Contact
from motcua.domain.dossier import State
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.filings import FilingState
from motcua.domain.people import Acting
from motcua.services.deadlines.watch import watch
from motcua.services.demo.scans import scan
from motcua.services.dossiers import records
from motcua.services.files.uploads import sweep_files
from motcua.services.messages.telling import tell_applicant
from motcua.services.office import Office
from motcua.services.online import desk as online_desk
from motcua.services.online import ends as filing_ends
from motcua.services.online import files as filing_files
from motcua.services.online import filings
from motcua.services.online import reading as filing_reading
from motcua.services.online import waiting as online_list
from motcua.services.online.procedures import answer_due
from motcua.store.engine import transaction
from motcua.store.queries import citizens as stored
from motcua.store.queries import filings as rows
from motcua.store.queries.files import note_refused
from motcua.store.queries.messages import messages_of_dossier
from motcua.store.queries.trail import load_events

TYPED = {**PERSON, **ANSWERS[BUSINESS.key], "_delivery": ["counter"]}
PAPERS = ("request", "id_copy", "household")
LINK = "https://vidu.vn/{code}/{secret}"


@pytest.fixture
def here(que_vo: Center, published: None) -> Iterator[Center]:
    """Quế Võ takes the business procedure online."""
    with entered(replace(que_vo, online=(BUSINESS.key,), answer_online_within="8h")) as center:
        yield center


async def a_citizen(at: datetime = AT) -> Applying:
    address = f"dan{uuid4().hex[:8]}@vidu.vn"
    async with transaction():
        citizen_id = await stored.insert_citizen(at)
        await stored.insert_contact("email", address, citizen_id, at)
    return Applying(Citizen(citizen_id, "", (Contact("email", address),)), at)


@pytest.fixture
async def me(here: Center) -> Applying:
    return await a_citizen()


async def begun(office: Office, me: Applying, typed: Any = TYPED) -> UUID:
    filing_id = await filings.begin(office, me, BUSINESS.key, uuid4())
    await filings.save(me, filing_id, typed, 1)
    return filing_id


async def with_papers(office: Office, me: Applying, filing_id: UUID, keys: tuple[str, ...] = PAPERS) -> None:
    for key in keys:
        body = scan("Giay to", "Nguoi nop")
        await filing_files.add_paper(office, me, filing_id, paper_key=key, stream=body, name=f"{key}.pdf")


async def submitted(office: Office, me: Applying) -> UUID:
    filing_id = await begun(office, me)
    await with_papers(office, me, filing_id)
    await hand_in(office, me, filing_id)
    return filing_id


async def hand_in(office: Office, me: Applying, filing_id: UUID, *, agreed: bool = True) -> filings.Filing:
    seen = (await filings.own_filing(office, me, filing_id)).seen
    return await filing_reading.submit(office, me, filing_id, seen, agreed, "https://vidu.vn/x")


async def seen_of(office: Office, me: Applying, filing_id: UUID) -> int:
    return (await filings.own_filing(office, me, filing_id)).seen


def at_desk(crew: Crew, after: timedelta = timedelta(minutes=30)) -> Acting:
    return Acting(crew.reception, AT + after)


async def ask(office: Office, who: Acting, me: Applying, filing_id: UUID, **more: Any) -> Any:
    values = {"reason": "Ảnh mờ", "papers": ["request"], "lines": ["Ghi rõ ngành nghề"], "link": "x"} | more
    return await online_desk.ask(office, who, filing_id, await seen_of(office, me, filing_id), **values)


async def told(dossier_or_once: str) -> list[str]:
    async with transaction():
        found = await rows.rows("SELECT occasion FROM message WHERE once_key = $1", dossier_or_once)
    return [each["occasion"] for each in found]


async def test_a_draft_is_kept_as_typed_and_resumed(office: Office, me: Applying) -> None:
    filing_id = await begun(office, me, {"applicant.name": ["An"], "capital": ["không phải số"], "_delivery": ["x"]})
    found = await filings.own_filing(office, me, filing_id)
    assert found.typed["capital"] == ["không phải số"]
    assert (found.state, found.seen, found.number) == (FilingState.DRAFT, 2, "")
    lines, older = await filings.my_filings(office, me)
    assert [line.id for line in lines] == [filing_id]
    assert older is None


async def test_what_is_typed_is_sealed(office: Office, me: Applying, owner: Any, que_vo: Center) -> None:
    filing_id = await begun(office, me)
    row = await owner.fetchval(f"SELECT f::text FROM {que_vo.schema}.filing f WHERE id = $1", filing_id)
    assert "125123456" not in row


async def test_the_same_form_begins_one_filing(office: Office, me: Applying) -> None:
    key = uuid4()
    assert await filings.begin(office, me, BUSINESS.key, key) == await filings.begin(office, me, BUSINESS.key, key)
    other = await a_citizen()
    assert await filings.begin(office, other, BUSINESS.key, key) != await filings.begin(office, me, BUSINESS.key, key)


async def test_what_is_not_filed_online_is_not_begun(office: Office, me: Applying, que_vo: Center) -> None:
    with entered(replace(que_vo, online=())), pytest.raises(NotHere):
        await filings.begin(office, me, BUSINESS.key, uuid4())


async def test_of_two_devices_the_second_to_save_is_told(office: Office, me: Applying) -> None:
    filing_id = await begun(office, me)
    await filings.save(me, filing_id, TYPED, 2)
    with pytest.raises(filings.SavedElsewhere):
        await filings.save(me, filing_id, TYPED, 2)
    assert await filings.save(me, filing_id, TYPED, None) == 4


async def test_another_citizen_finds_nothing(office: Office, me: Applying, here: Center) -> None:
    filing_id = await submitted(office, me)
    other = await a_citizen()
    for wanted in (filing_id, uuid4()):
        with pytest.raises(NotHere):
            await filings.own_filing(office, other, wanted)
        with pytest.raises(NotHere):
            await filings.save(other, wanted, TYPED, None)
        with pytest.raises(NotHere):
            await filing_files.add_paper(office, other, wanted, paper_key="request", stream=b"x", name="a.pdf")
        with pytest.raises(NotHere):
            await filing_ends.withdraw(office, other, wanted, 1)
        with pytest.raises(NotHere):
            await filing_reading.submit(office, other, wanted, 1, True, "x")


async def test_what_is_missing_is_said_by_its_place(office: Office, me: Applying) -> None:
    filing_id = await begun(office, me, {**TYPED, "owner_id": ["12"]})
    await with_papers(office, me, filing_id, ("request",))
    with pytest.raises(Refused) as refused:
        await hand_in(office, me, filing_id)
    assert set(refused.value.errors) == {"owner_id", "paper.id_copy", "paper.household"}
    assert (await filings.own_filing(office, me, filing_id)).state is FilingState.DRAFT


async def test_it_is_not_handed_in_without_the_pledge(office: Office, me: Applying) -> None:
    filing_id = await begun(office, me)
    await with_papers(office, me, filing_id)
    with pytest.raises(Refused) as refused:
        await hand_in(office, me, filing_id, agreed=False)
    assert set(refused.value.errors) == {"agreed"}
    assert (await hand_in(office, me, filing_id)).state is FilingState.SUBMITTED


async def test_handed_in_it_has_its_own_number_and_a_time_to_answer_and_no_clock(office: Office, me: Applying) -> None:
    filing_id = await submitted(office, me)
    found = await filings.own_filing(office, me, filing_id)
    assert found.number.startswith("NT-171108-")
    assert found.due_at == answer_due(AT)
    assert found.dossier_id is None
    again = await filing_reading.submit(office, me, filing_id, 1, True, "x")
    assert again.number == found.number
    assert await told(f"submitted/{filing_id}") == ["submitted"]


async def test_a_draft_of_an_older_version_is_opened_anew_before_it_is_handed_in(office: Office, me: Applying) -> None:
    filing_id = await begun(office, me)
    await with_papers(office, me, filing_id)
    async with transaction():
        older = replace(office.catalog.procedures[BUSINESS.key], title="Tên cũ")
        office.versions[older.hash] = older
        await rows.change_filing(filing_id, {"version_hash": older.hash}, AT)
    with pytest.raises(Conflict, match="quy định mới"):
        await hand_in(office, me, filing_id)
    await filings.brought_up_to_date(office, me, await filings.own_filing(office, me, filing_id))
    assert (await hand_in(office, me, filing_id)).state is FilingState.SUBMITTED


async def test_what_is_no_longer_filed_online_is_not_handed_in(office: Office, me: Applying, que_vo: Center) -> None:
    filing_id = await begun(office, me)
    await with_papers(office, me, filing_id)
    with entered(replace(que_vo, online=())), pytest.raises(Conflict, match="không nhận nộp trực tuyến"):
        await hand_in(office, me, filing_id)


async def test_the_time_to_answer_is_counted_in_working_hours(here: Center) -> None:
    friday_late = datetime.fromisoformat("2017-11-10T16:00:00+07:00")
    assert answer_due(friday_late) == datetime.fromisoformat("2017-11-13T16:00:00+07:00")
    at_night = datetime.fromisoformat("2017-11-08T22:00:00+07:00")
    assert answer_due(at_night) == datetime.fromisoformat("2017-11-09T17:00:00+07:00")


async def test_handed_in_nothing_can_be_changed(office: Office, me: Applying) -> None:
    filing_id = await submitted(office, me)
    with pytest.raises(Conflict):
        await filings.save(me, filing_id, TYPED, None)
    with pytest.raises(Conflict):
        await filing_files.add_paper(office, me, filing_id, paper_key="request", stream=b"x", name="a.pdf")
    file = (await filing_files.files_of(filing_id))[0]
    with pytest.raises(Conflict):
        await filing_files.remove_paper(office, me, filing_id, file.id)


async def test_what_the_scanner_refuses_afterwards_is_no_paper(office: Office, me: Applying) -> None:
    filing_id = await begun(office, me)
    bad = scan("Giay to", "Co ma doc")  # nobody else's: the same content is refused wherever it is
    for key in PAPERS:
        await filing_files.add_paper(office, me, filing_id, paper_key=key, stream=bad, name=f"{key}.pdf")
    hashed = hashlib.sha256(bad).digest()
    async with transaction():
        assert len(await note_refused(hashed, "Eicar-Test", AT)) == len(PAPERS)
    with pytest.raises(Refused) as refused:
        await hand_in(office, me, filing_id)
    assert set(refused.value.errors) == {f"paper.{key}" for key in PAPERS}
    (file, *_) = await filing_files.files_of(filing_id)
    with pytest.raises(Conflict, match="mã độc"):
        await filing_files.open_paper(office, filing_id, file.id)
    await filing_files.remove_paper(office, me, filing_id, file.id)
    body = scan("Giay to khac", "Nguoi nop")
    await filing_files.add_paper(office, me, filing_id, paper_key=file.paper_key or "", stream=body, name="moi.pdf")
    with pytest.raises(Refused) as refused:
        await hand_in(office, me, filing_id)
    assert set(refused.value.errors) == {f"paper.{key}" for key in PAPERS if key != file.paper_key}


async def test_accepted_it_is_a_dossier_like_any_other(office: Office, me: Applying, crew: Crew) -> None:
    filing_id = await submitted(office, me)
    made = await online_desk.accept(office, at_desk(crew), filing_id, await seen_of(office, me, filing_id), LINK)
    async with transaction():
        kept = await records.load(made.id)
        events = await load_events(made.id)
        assert await rows.how_of_citizen(me.citizen.id, made.id) == "filed"
    # The job after the move tells nothing a second time.
    await tell_applicant(office, {"dossier_id": str(made.id), "seq": events[-1]["seq"]}, AT + timedelta(minutes=31))
    async with transaction():
        messages = await messages_of_dossier(made.id)
    assert kept is not None
    assert made.code
    assert (kept.dossier.state, kept.row["channel"]) == (State.ACCEPTED, "online")
    assert kept.dossier.received_at == AT + timedelta(minutes=30), "the clock runs from acceptance"
    assert {file["paper_key"] for file in kept.files} == set(PAPERS)
    assert [event["kind"] for event in events] == ["accept"]
    assert not kept.originals_to_return, "nothing was taken in that could be given back"
    assert [each["occasion"] for each in messages] == ["receipt"]
    found = await filings.own_filing(office, me, filing_id)
    assert (found.state, found.dossier_id, found.late_answers) == (FilingState.ACCEPTED, made.id, 0)


async def test_an_answer_sent_twice_is_given_once(office: Office, me: Applying, crew: Crew) -> None:
    filing_id = await submitted(office, me)
    seen = await seen_of(office, me, filing_id)
    first = await online_desk.accept(office, at_desk(crew), filing_id, seen, LINK)
    again = await online_desk.accept(office, at_desk(crew), filing_id, seen, LINK)
    assert first == again
    with pytest.raises(Conflict):
        await online_desk.refuse(office, at_desk(crew), filing_id, seen, "Không thuộc thẩm quyền")


async def test_asked_once_completed_and_accepted_under_one_dossier(office: Office, me: Applying, crew: Crew) -> None:
    filing_id = await submitted(office, me)
    made = await ask(office, at_desk(crew), me, filing_id)
    async with transaction():
        kept = await records.load(made.id)
        event = (await load_events(made.id))[0]
    assert kept is not None
    assert (kept.dossier.state, kept.dossier.code) == (State.INCOMPLETE, None)
    assert event["data"]["missing"] == ["Giấy đề nghị", "Ghi rõ ngành nghề"]
    assert await told(f"{made.id}/1") == ["completion"]
    later = replace(me, at=AT + timedelta(hours=1))
    with pytest.raises(Refused) as refused:
        await hand_in(office, later, filing_id)
    assert set(refused.value.errors) == {"paper.request"}, "what was asked for must come anew"
    await with_papers(office, later, filing_id, ("request",))
    assert (await hand_in(office, later, filing_id)).state is FilingState.COMPLETED
    with pytest.raises(Conflict, match="một lần"):
        await ask(office, at_desk(crew, timedelta(hours=2)), later, filing_id)
    seen = await seen_of(office, me, filing_id)
    accepted = await online_desk.accept(office, at_desk(crew, timedelta(hours=2)), filing_id, seen, LINK)
    assert accepted.id == made.id
    async with transaction():
        kept = await records.load(made.id)
    assert kept is not None
    assert kept.dossier.state is State.ACCEPTED
    assert len(kept.files) == 4


@pytest.mark.parametrize(
    "wrong", [{"reason": ""}, {"papers": [], "lines": ["", " "]}, {"papers": ["khong_co"], "lines": []}]
)
async def test_a_request_without_what_or_why_is_refused(
    office: Office, me: Applying, crew: Crew, wrong: dict[str, Any]
) -> None:
    filing_id = await submitted(office, me)
    with pytest.raises(Refused):
        await ask(office, at_desk(crew), me, filing_id, **wrong)
    found = await filings.own_filing(office, me, filing_id)
    assert (found.state, found.dossier_id) == (FilingState.SUBMITTED, None)


async def test_refused_with_its_reason(office: Office, me: Applying, crew: Crew) -> None:
    filing_id = await submitted(office, me)
    seen = await seen_of(office, me, filing_id)
    with pytest.raises(Refused):
        await online_desk.refuse(office, at_desk(crew), filing_id, seen, "  ")
    made = await online_desk.refuse(office, at_desk(crew), filing_id, seen, "Không thuộc thẩm quyền")
    async with transaction():
        kept = await records.load(made.id)
    assert kept is not None
    assert kept.dossier.state is State.REFUSED
    assert (await filings.own_filing(office, me, filing_id)).reason == "Không thuộc thẩm quyền"
    assert await told(f"{made.id}/1") == ["refused"]


async def test_an_answer_after_its_time_counts_as_late(office: Office, me: Applying, crew: Crew) -> None:
    filing_id = await submitted(office, me)
    late = at_desk(crew, timedelta(days=2))
    listed = await online_list.waiting(office, late)
    line = next(each for each in listed.lines if each.filing.id == filing_id)
    assert line.is_late
    assert line.left.startswith("Quá hạn")
    async with transaction():
        before = await rows.count_answers(late.at, late.at + timedelta(minutes=1))
    director = Acting(crew.director, late.at)
    assert (await online_list.unanswered(director)).late >= 1
    assert (await watch(late.at)).unanswered >= 1
    assert (await online_list.unanswered(Acting(crew.stranger, late.at))) == online_list.Unanswered()
    await online_desk.refuse(office, late, filing_id, await seen_of(office, me, filing_id), "Trùng hồ sơ")
    async with transaction():
        after = await rows.count_answers(late.at, late.at + timedelta(minutes=1))
    assert (after["answered"], after["late"]) == (before["answered"] + 1, before["late"] + 1)


async def test_who_does_not_receive_for_the_agency_sees_and_answers_nothing(
    office: Office, me: Applying, crew: Crew, make_staff: Any
) -> None:
    filing_id = await submitted(office, me)
    seen = await seen_of(office, me, filing_id)
    other = Acting(await make_staff(roles=("reception",), receives=("tu_phap",)), AT)
    assert not [each for each in (await online_list.waiting(office, other)).lines if each.filing.id == filing_id]
    for who in (other, Acting(crew.stranger, AT)):
        with pytest.raises(NotAllowed):
            await online_desk.compare(office, who, filing_id)
        with pytest.raises(NotAllowed):
            await online_desk.accept(office, who, filing_id, seen, LINK)
    director = Acting(crew.director, AT)
    assert (await online_desk.compare(office, director, filing_id)).filing.id == filing_id
    with pytest.raises(NotAllowed):
        await online_desk.accept(office, director, filing_id, seen, LINK)


async def test_nobody_here_knows_of_a_draft(office: Office, me: Applying, crew: Crew) -> None:
    filing_id = await begun(office, me)
    with pytest.raises(NotHere):
        await online_desk.compare(office, at_desk(crew), filing_id)


async def test_taken_back_before_an_answer_it_can_not_be_accepted(office: Office, me: Applying, crew: Crew) -> None:
    filing_id = await submitted(office, me)
    seen = await seen_of(office, me, filing_id)
    with pytest.raises(Conflict):
        await filing_ends.withdraw(office, me, filing_id, seen - 1)
    assert await filing_ends.withdraw(office, me, filing_id, seen) is FilingState.WITHDRAWN
    with pytest.raises(Conflict):
        await online_desk.accept(office, at_desk(crew), filing_id, seen + 1, LINK)
    draft = await begun(office, me)
    assert await filing_ends.withdraw(office, me, draft, 2) is FilingState.DRAFT
    with pytest.raises(NotHere):
        await filings.own_filing(office, me, draft)


async def test_an_answer_to_what_has_changed_meanwhile_is_refused(office: Office, me: Applying, crew: Crew) -> None:
    filing_id = await submitted(office, me)
    with pytest.raises(Conflict):
        await online_desk.accept(office, at_desk(crew), filing_id, 1, LINK)


async def test_who_files_for_another_adds_what_allows_it(office: Office, me: Applying) -> None:
    proxy = {
        "proxy.is_used": ["yes"],
        "proxy.name": ["Trần Thị Bé"],
        "proxy.id_number": ["125999888"],
        "proxy.authority": ["Số 12 ngày 1/11/2017"],
    }
    filing_id = await begun(office, me, TYPED | proxy)
    await with_papers(office, me, filing_id)
    with pytest.raises(Refused) as refused:
        await hand_in(office, me, filing_id)
    assert set(refused.value.errors) == {"paper.authority"}
    await with_papers(office, me, filing_id, ("authority",))
    assert (await hand_in(office, me, filing_id)).state is FilingState.SUBMITTED


async def test_the_sweep_keeps_the_scans_of_what_waits_and_drops_old_drafts(
    office: Office, me: Applying, desk: Desk_, here: Center
) -> None:
    with entered(here):
        waiting, old = await submitted(office, me), await begun(office, me)
        await with_papers(office, me, old, ("request",))
        later = AT + timedelta(days=31)
        await sweep_files(office, later, later)
        assert len(await filing_files.files_of(waiting)) == 3
        with pytest.raises(NotHere):
            await filings.own_filing(office, me, old)


async def test_the_list_of_the_desk_is_answered_by_its_index(here: Center, plan_of: Any) -> None:
    plan = await plan_of(lambda: rows.waiting_filings(None, None, 50), "enable_seqscan", "enable_bitmapscan")
    assert "filing_waiting" in plan
    assert "Sort" not in plan
    assert "filing_by_citizen" in await plan_of(lambda: rows.filings_of(uuid4(), None), "enable_seqscan")


async def test_lists_go_page_by_page_and_name_each_once(office: Office, me: Applying, crew: Crew) -> None:
    version = office.catalog.procedures[BUSINESS.key]
    made = [uuid4() for _ in range(rows.PAGE + 3)]
    async with transaction():
        for place, filing_id in enumerate(made):
            await rows.insert_filing(
                filing_id, me.citizen.id, kind="new", procedure_key=version.key, version_hash=version.hash,
                agency=version.agency, typed={}, applicant_name="Nguyễn Văn An", at=AT + timedelta(seconds=place // 2),
            )  # fmt: skip
            due = {"state": "submitted", "number": f"NT-{filing_id}", "submitted_at": AT, "due_at": AT}
            await rows.change_filing(filing_id, due, AT)
    first, older = await filings.my_filings(office, me)
    second, end = await filings.my_filings(office, me, older)
    assert end is None
    assert sorted(line.id for line in (*first, *second)) == sorted(made)
    seen: list[UUID] = []
    after = None
    for _ in range(20):
        page = await online_list.waiting(office, Acting(crew.director, AT), after)
        seen += [line.filing.id for line in page.lines]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen))
    assert set(made) <= set(seen)
    async with transaction():
        for filing_id in made:
            await rows.change_filing(filing_id, {"state": "withdrawn"}, AT)


async def test_without_the_rule_of_ownership_another_citizen_would_read_it(
    office: Office, me: Applying, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the guard holds back: with it taken out, the same call answers."""
    filing_id = await begun(office, me)
    other = await a_citizen()
    with pytest.raises(NotHere):
        await filings.own_filing(office, other, filing_id)
    real = rows.load_filing

    async def anybodys(wanted: UUID, *, lock: bool = False) -> Any:
        found = await real(wanted, lock=lock)
        return found and found | {"citizen_id": other.citizen.id}

    monkeypatch.setattr(rows, "load_filing", anybodys)
    assert (await filings.own_filing(office, other, filing_id)).typed["owner_id"] == ["125123456"]
