"""Time passes when a test says so, and a letter can be read as the person reads it."""

from __future__ import annotations

import pytest

from motcua.centers import Center
from motcua.domain.errors import Conflict
from motcua.domain.moves import Move
from motcua.domain.states import State
from motcua.services.office import Office
from motcua.testing import accept_dossier, at, letter_text, walk

BUSINESS, NO_TERM = "dang-ky-ho-kinh-doanh", "tiep-nhan-hoc-sinh-thcs-viet-nam-ve-nuoc"
MONDAY = at("2017-11-06 08:00")


async def test_the_day_before_it_is_due_nothing_is_late_and_the_day_after_it_is(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=MONDAY)
    assert await case.due_at() == at("2017-11-09 08:00")
    assert await case.travel_to_due(working_days=-1) == at("2017-11-08 08:00")
    assert not await case.is_late()
    assert await case.travel_to_due() == at("2017-11-09 08:00")
    assert not await case.is_late()
    assert await case.travel_to_due(working_days=1) == at("2017-11-10 08:00")
    assert await case.is_late()


async def test_what_is_made_after_travelling_is_made_then(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=MONDAY, seed=1)
    await walk(case, until=State.PROCESSING)
    case.travel(at("2017-11-07 09:00"))
    await case.make(Move.ASK_FOR_SUPPLEMENT, data={"missing": "Bản sao giấy tờ tùy thân", "reason": "Chưa đủ."})
    assert case.moments[-1] == (Move.ASK_FOR_SUPPLEMENT, at("2017-11-07 09:00"))


async def test_time_never_goes_back(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=MONDAY, seed=2)
    case.travel(at("2017-11-07 09:00"))
    with pytest.raises(ValueError, match="07/11/2017 08:59 is before 07/11/2017 09:00"):
        case.travel(at("2017-11-07 08:59"))
    with pytest.raises(ValueError, match="less than 5 working days are left"):
        await case.travel_to_due(working_days=-5)


async def test_a_late_dossier_goes_on_from_where_it_stood(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=MONDAY, seed=3)
    begun = await walk(case, until=State.PROCESSING)
    await case.travel_to_due(working_days=1)
    ended = await walk(case)
    assert (await case.dossier()).state is State.HANDED_BACK
    assert case.at > await case.due_at()
    assert not await case.is_late()  # over: nobody can do anything about it any more
    assert [begun[-1].state, ended[-1].state] == [State.PROCESSING, State.HANDED_BACK]


async def test_nothing_falls_due_where_no_term_is_known(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, NO_TERM, at=MONDAY)
    with pytest.raises(LookupError, match="nothing is due"):
        await case.due_at()
    case.travel(at("2018-11-06 08:00"))
    assert not await case.is_late()


async def test_a_letter_reads_as_the_person_reads_it(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=MONDAY, seed=4)
    words = await letter_text(case, "receipt")
    assert case.code in words
    assert case.person.name in words
    assert "3 ngày làm việc" in words
    assert words == await letter_text(case, "receipt"), "reading a letter issues nothing"


async def test_a_letter_that_nothing_calls_for_says_so(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=MONDAY, seed=5)
    with pytest.raises(Conflict, match="không có kết quả từ chối"):
        await letter_text(case, "result_refusal")
    with pytest.raises(LookupError, match=r"no letter 'diploma'; there are .*receipt"):
        await letter_text(case, "diploma")


async def test_the_refusal_after_examination_gives_its_reason(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=MONDAY, seed=6)
    await walk(case, is_granted=False)
    assert (await case.dossier()).outcome == "refused"
    assert case.version.title in await letter_text(case, "result_refusal")


async def test_the_procedures_own_letter_is_named_by_its_key(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=MONDAY, seed=7)
    assert case.version.letters, "this test needs a procedure that prints its own result"
    await walk(case)
    assert await letter_text(case, case.version.letters[0].key)
