"""A procedure whose term nobody knows: its dossier goes its whole way, and nowhere is a date made up for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from tests.services.conftest import BUSINESS, UNKNOWN
from tests.services.test_issuing import issued, text_of
from tests.services.test_reappointing import REASON

from motcua.domain.books import REGISTER, Volume
from motcua.domain.errors import Conflict
from motcua.domain.moves import Move
from motcua.domain.states import State
from motcua.services.books.shown import open_book
from motcua.services.deadlines import watch
from motcua.services.deadlines.why import why
from motcua.services.dossiers.moves import make
from motcua.services.dossiers.shown import open_dossier
from motcua.services.work.summary import summary
from motcua.store.engine import transaction
from motcua.store.queries.trail import verify_trail

A_YEAR_ON = datetime(2018, 11, 7, 2, 0, tzinfo=UTC)


async def test_it_is_received_without_a_date_and_no_clock_ever_runs_out(desk: Any, que_vo: Any) -> None:
    made = (await desk.accept(UNKNOWN.key)).id
    row = (await desk.seen(made)).value
    assert (row.due_at, row.first_due_at) == (None, None)
    the_counters_own = datetime(2017, 11, 8, 10, 0, tzinfo=UTC)  # NĐ 61/2018, Điều 18.2: passed on the same day
    assert (await desk.seen(made)).dossier["risk_at"] == the_counters_own
    receipt = text_of((await issued(desk, "reception", made, "giay-tiep-nhan")).content)
    assert "Chưa ấn định ngày trả" in receipt
    assert "Thời hạn của thủ tục chưa xác nhận" in receipt
    found = await why(desk.office, desk.by("reception"), made)
    assert (found.due_at, found.reckoning.at, found.set_by_hand) == (None, None, False)
    before = (await summary(desk.office, desk.by("director", A_YEAR_ON))).total
    await watch.watch(A_YEAR_ON)
    after = (await summary(desk.office, desk.by("director", A_YEAR_ON))).total
    assert (before.late, before.soon) == (after.late, after.soon)
    page = await open_dossier(desk.office, desk.by("director", A_YEAR_ON), made)
    assert page.dossier.due_at is None
    known = (await desk.accept(BUSINESS.key)).id
    assert (await desk.seen(known)).value.due_at is not None
    late = (await summary(desk.office, desk.by("director", A_YEAR_ON))).total.late
    assert late == before.late + 1, "the negative control: a known term is over by then"


async def test_it_goes_its_whole_way_with_its_letters_and_into_the_register(desk: Any) -> None:
    made = (await desk.accept(UNKNOWN.key)).id
    await desk.make("reception", "hand_over", made)
    slip = text_of((await issued(desk, "reception", made, "phieu-kiem-soat")).content)
    assert "Chưa ấn định" in slip
    await desk.make("officer", "confirm_receipt", made)
    seen = (await desk.seen(made)).value.version
    typed = REASON | {"new_due_on": "01/12/2017"}
    with pytest.raises(Conflict, match="không có ngày hẹn trả"):
        await make(desk.office, desk.by("officer"), Move.ASK_TO_REAPPOINT, made, seen, typed, uuid4())
    await desk.make("officer", "submit", made, proposal="grant", finding="Đủ điều kiện")
    await desk.make("head", "sign", made, how="paper_only")
    await desk.make("clerk", "number", made)
    await desk.make("reception", "take_back", made)
    await desk.make(
        "reception", "hand_back", made, received_by="Nguyễn Văn An", receiver="applicant", fee_collected="yes"
    )
    seen = await desk.seen(made)
    assert (seen.value.state, seen.value.due_at) == (State.HANDED_BACK, None)
    page = await open_book(desk.office, desk.by("clerk"), Volume(REGISTER, 2017))
    line = next(each for each in page.lines if each.dossier_id == made)
    assert line.cells["due"] == ""
    assert "Quá hạn" not in str(line.cells["note"])
    async with transaction():
        await verify_trail()
