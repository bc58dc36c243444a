"""What was filed online ends without an answer: taken back while it waits to be completed, or not completed in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.services.conftest import Crew, Desk_
from tests.services.test_filings import AT, a_citizen, ask, at_desk, hand_in, me, seen_of, submitted, with_papers
from tests.services.test_my_dossiers import accepted, in_supplement

from motcua.centers import Center, entered
from motcua.domain.citizens import Applying
from motcua.domain.errors import Conflict, NotHere
from motcua.domain.filings import FilingState
from motcua.domain.states import State
from motcua.services.deadlines.watch import watch
from motcua.services.demo.scans import scan
from motcua.services.dossiers import records
from motcua.services.office import Office
from motcua.services.online import ends as filing_ends
from motcua.services.online import files as filing_files
from motcua.services.online import filings, supplements
from motcua.store.engine import DB, transaction

__all__ = ["me"]


@pytest.fixture
def here(que_vo: Center, published: None) -> Iterator[Center]:
    """A center that waits ten days for what is to be completed."""
    with entered(replace(que_vo, online=("thu-kinh-doanh",), completion_for="10d")) as center:
        yield center


async def asked(office: Office, me: Applying, crew: Crew) -> tuple[UUID, UUID]:
    filing_id = await submitted(office, me)
    made = await ask(office, at_desk(crew), me, filing_id)
    return filing_id, made.id


async def state_of(dossier_id: UUID) -> State:
    async with transaction():
        kept = await records.load(dossier_id)
    assert kept is not None
    return kept.dossier.state


async def said_about(dossier_id: UUID) -> list[str]:
    async with transaction():
        found = await DB.fetch("SELECT occasion FROM message WHERE dossier_id = $1 ORDER BY queued_at, id", dossier_id)
    return [row["occasion"] for row in found]


async def test_what_is_to_be_completed_may_be_taken_back_and_its_dossier_ends(
    office: Office, me: Applying, crew: Crew
) -> None:
    filing_id, dossier_id = await asked(office, me, crew)
    seen = await seen_of(office, me, filing_id)
    other = await a_citizen()
    with pytest.raises(NotHere):
        await filing_ends.withdraw(office, other, filing_id, seen)
    with pytest.raises(Conflict):
        await filing_ends.withdraw(office, me, filing_id, seen - 1)
    for _ in range(2):
        assert await filing_ends.withdraw(office, me, filing_id, seen) is FilingState.WITHDRAWN
    assert await state_of(dossier_id) is State.WITHDRAWN
    assert await said_about(dossier_id) == ["completion", "withdrawn"]


async def test_accepted_it_is_no_more_to_be_taken_back_here(office: Office, me: Applying, crew: Crew) -> None:
    dossier_id, filing_id = await accepted(office, me, crew)
    with pytest.raises(Conflict):
        await filing_ends.withdraw(office, me, filing_id, await seen_of(office, me, filing_id))
    assert await state_of(dossier_id) is State.ACCEPTED


async def test_not_completed_in_time_it_lapses_once_and_its_applicant_is_told(
    office: Office, me: Applying, crew: Crew
) -> None:
    filing_id, dossier_id = await asked(office, me, crew)
    filing = await filings.own_filing(office, me, filing_id)
    assert filing.due_at is not None
    assert not await filing_ends.lapse(filing_id, filing.due_at), "not before its time is over"
    await watch(filing.due_at - timedelta(minutes=10))
    assert await state_of(dossier_id) is State.INCOMPLETE
    later = AT + timedelta(days=14)
    assert (await watch(later)).lapsed >= 1
    await watch(later)
    found = await filings.own_filing(office, me, filing_id)
    assert (found.state, found.answered_by_name) == (FilingState.REFUSED, "")
    assert found.reason.startswith("Quá thời hạn hoàn thiện")
    assert await state_of(dossier_id) is State.REFUSED
    assert await said_about(dossier_id) == ["completion", "lapsed"]


async def test_completed_in_time_it_does_not_lapse(office: Office, me: Applying, crew: Crew) -> None:
    filing_id, dossier_id = await asked(office, me, crew)
    later = replace(me, at=AT + timedelta(days=1))
    await with_papers(office, later, filing_id, ("request",))
    await hand_in(office, later, filing_id)
    await watch(AT + timedelta(days=14))
    assert await state_of(dossier_id) is State.INCOMPLETE
    assert (await filings.own_filing(office, me, filing_id)).state is FilingState.COMPLETED


async def test_a_center_without_such_a_time_waits_for_ever(
    office: Office, me: Applying, crew: Crew, here: Center
) -> None:
    with entered(replace(here, completion_for="")):
        filing_id, dossier_id = await asked(office, me, crew)
        assert (await filings.own_filing(office, me, filing_id)).due_at is None
        await watch(AT + timedelta(days=300))
        assert await state_of(dossier_id) is State.INCOMPLETE


async def test_a_supplement_sent_or_returned_tells_the_other_side(office: Office, me: Applying, crew: Crew) -> None:
    dossier_id, _ = await accepted(office, me, crew)
    await in_supplement(Desk_(office, crew), dossier_id)
    later = replace(me, at=AT + timedelta(hours=2))
    filing = await supplements.supplement_of(office, later, dossier_id)
    body = scan("Giay to", "Nguoi nop")
    await filing_files.add_paper(office, later, filing.id, paper_key="other", stream=body, name="ban-do.pdf")
    sent = await supplements.send(office, later, dossier_id, filing.seen, "")
    async with transaction():
        found = await DB.fetch(
            "SELECT channel, text FROM notice WHERE dossier_id = $1 AND event = 'supplement_sent'", dossier_id
        )
    channels: Any = {row["channel"] for row in found}
    assert "reception" in channels
    assert len(channels) == 2
    await supplements.send_back(office, at_desk(crew, timedelta(hours=3)), filing.id, sent.seen, "Thiếu chữ ký", "x")
    assert (await said_about(dossier_id)).count("returned") == 1
