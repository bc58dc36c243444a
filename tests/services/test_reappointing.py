"""An apology with a new date: who has the dossier asks, the director answers, the applicant is to be told.

NĐ 61/2018, Điều 19.9, by the rules of the day of reception (here those of the pilot, QĐ 09/2015).
"""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.services.conftest import BUSINESS
from tests.services.test_issuing import APOLOGY, issued, kept_of, processing, text_of

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.moves import Move
from motcua.services.deadlines.reappointing import declined_for
from motcua.services.dossiers.moves import make
from motcua.services.dossiers.trail import verify
from motcua.services.work.worklists import worklist
from motcua.store.engine import transaction
from motcua.store.queries.effects import load_notices
from motcua.store.queries.trail import load_events

REASON = {"reason": "Chờ xác minh tại xã"}


async def ask(desk: Any, dossier_id: UUID, who: str = "officer", days: int = 7, **more: Any) -> None:
    """`days` after the date that stands."""
    dossier = (await desk.seen(dossier_id)).value
    day = f"{dossier.due_at + timedelta(days=days):%d/%m/%Y}"
    at = more.pop("at", None)
    data = REASON | {"new_due_on": day} | more
    await make(desk.office, desk.by(who, at), Move.ASK_TO_REAPPOINT, dossier_id, dossier.version, data, uuid4())


async def decline(desk: Any, dossier_id: UUID, reason: str = "Làm được trong hạn", who: str = "director") -> None:
    seen = (await desk.seen(dossier_id)).value.version
    data = {"reason": reason}
    await make(desk.office, desk.by(who), Move.DECLINE_TO_REAPPOINT, dossier_id, seen, data, uuid4())


async def told(dossier_id: UUID) -> dict[str, tuple[str, str, str]]:
    async with transaction():
        rows = await load_notices(dossier_id)
    return {row["event"]: (row["channel"], row["state"], row["text"]) for row in rows}


async def test_the_agency_asks_the_director_approves_and_the_date_moves_once(desk: Any) -> None:
    made = await processing(desk)
    before = (await desk.seen(made)).value
    await ask(desk, made)
    asked = (await desk.seen(made)).value
    assert asked.due_at == before.due_at, "nothing moves before the director says so"
    assert asked.reappointment_asked is not None
    assert asked.reappointment_asked.late_says == ""
    listed = await worklist(desk.office, desk.by("director"), view="reappoint")
    assert [row.id for row in listed.rows] == [made]
    assert listed.counts["reappoint"] == 1
    said = text_of((await issued(desk, "director", made, APOLOGY)).content)
    assert "/PXL" in said
    assert REASON["reason"] in said
    bundle = await desk.seen(made)
    after = bundle.value
    assert after.due_at == asked.reappointment_asked.new_due_at == after.reappointed_to
    assert after.first_due_at == before.first_due_at, "statistics keep the date on the receipt"
    assert bundle.dossier["risk_at"] > before.due_at - timedelta(days=3)
    channel, state, text = (await told(made))["reappoint_approved"]
    assert (channel, state) == ("applicant", "waiting")
    assert after.code in text
    async with transaction():
        event = (await load_events(made))[-1]
    assert (event["kind"], event["data"]["asked_by"], event["data"]["letter_number"][-4:]) == (
        "reappoint",
        "Bà officer",
        "/PXL",
    )
    # The next move counts the term anew, and the date that was named holds.
    await desk.make("officer", "submit", made, proposal="grant", finding="Đủ")
    assert (await desk.seen(made)).value.due_at == after.due_at
    with pytest.raises(Conflict, match="không được hẹn lại nữa"):
        await ask(desk, made, "head")
    assert (await worklist(desk.office, desk.by("director"), view="reappoint")).counts["reappoint"] == 0
    assert len(await kept_of(made)) == 1
    assert (await verify(desk.office)).is_whole


async def test_declined_it_goes_back_to_who_asked_with_the_reason(desk: Any) -> None:
    made = await processing(desk)
    before = (await desk.seen(made)).value.due_at
    await ask(desk, made)
    await decline(desk, made)
    assert (await desk.seen(made)).value.due_at == before
    (answer,) = [each for each in await declined_for(desk.by("officer")) if each.dossier_id == made]
    assert (answer.answer, answer.by) == ("Làm được trong hạn", "Bà director")
    assert made not in {each.dossier_id for each in await declined_for(desk.by("head"))}
    assert (await told(made))["reappoint_declined"][0] == "agency:tai_chinh_ke_hoach"
    with pytest.raises(Conflict, match="Chưa có đề nghị"):
        await issued(desk, "director", made, APOLOGY)
    with pytest.raises(Conflict, match="Không có đề nghị"):
        await decline(desk, made)
    await ask(desk, made, "head")
    assert made not in {each.dossier_id for each in await declined_for(desk.by("officer"))}, "it was asked for again"


@pytest.mark.parametrize(("who", "error"), [("tax", NotAllowed), ("reception", NotAllowed), ("director", NotAllowed)])
async def test_only_who_has_the_dossier_asks(desk: Any, who: str, error: type[Exception]) -> None:
    made = await processing(desk)
    with pytest.raises(error):
        await ask(desk, made, who)
    at_the_counter = (await desk.accept(BUSINESS.key)).id
    await ask(desk, at_the_counter, "reception")


async def test_nobody_but_the_director_answers(desk: Any) -> None:
    made = await processing(desk)
    with pytest.raises(Conflict, match="Chưa có đề nghị"):
        await issued(desk, "director", made, APOLOGY)
    await ask(desk, made)
    for who in ("head", "reception", "officer"):
        with pytest.raises(NotAllowed):
            await decline(desk, made, who=who)
        with pytest.raises(NotAllowed):
            await issued(desk, who, made, APOLOGY)
    with pytest.raises(Conflict, match="đang chờ Giám đốc"):
        await ask(desk, made, "head")


async def test_a_day_that_can_not_be_named_is_refused(desk: Any) -> None:
    made = await processing(desk)
    due_on = (await desk.seen(made)).value.due_at.date()
    saturday = next(n for n in range(1, 9) if date.weekday(due_on + timedelta(days=n)) == 5)
    for days, says in ((saturday, "ngày làm việc"), (-3, "phải sau hạn"), (371, "quá xa")):
        with pytest.raises(Refused, match=says):
            await ask(desk, made, days=days)
    assert (await desk.seen(made)).value.reappointments == ()


async def test_late_it_is_asked_for_knowingly_and_that_is_recorded(desk: Any) -> None:
    """At least a day before; later it is warned of, and after the date it is too late."""
    made = await processing(desk)
    due_at: datetime = (await desk.seen(made)).value.due_at
    late = due_at - timedelta(minutes=30)
    with pytest.raises(Refused, match="ít nhất 1 ngày"):
        await ask(desk, made, at=late)
    await ask(desk, made, at=late, is_late_known="yes")
    asked = (await desk.seen(made)).value.reappointment_asked
    assert "ít nhất 1 ngày" in asked.late_says
    async with transaction():
        event = (await load_events(made))[-1]
    assert event["data"]["late_says"] == asked.late_says
    with pytest.raises(Conflict, match="Đã quá hạn trả"):
        await issued(desk, "director", made, APOLOGY, at=(due_at + timedelta(minutes=1)).isoformat())
    await issued(desk, "director", made, APOLOGY, at=late.isoformat())
    other = await processing(desk)
    over = (await desk.seen(other)).value.due_at + timedelta(minutes=1)
    with pytest.raises(Conflict, match="Đã quá hạn trả"):
        await ask(desk, other, at=over, is_late_known="yes")


async def test_six_at_once_ask_once_and_approve_once(desk: Any, que_vo: Center) -> None:
    made = await processing(desk)
    seen = (await desk.seen(made)).value

    async def one_asks() -> bool:
        day = f"{seen.due_at + timedelta(days=7):%d/%m/%Y}"
        with entered(que_vo):
            try:
                await make(
                    desk.office, desk.by("officer"), Move.ASK_TO_REAPPOINT, made, seen.version,
                    REASON | {"new_due_on": day}, uuid4(),
                )  # fmt: skip
            except Conflict:
                return False
        return True

    async def one_approves() -> bool:
        with entered(que_vo):
            try:
                await issued(desk, "director", made, APOLOGY)
            except Conflict:
                return False
        return True

    assert sum(await asyncio.gather(*(one_asks() for _ in range(6)))) == 1
    assert sum(await asyncio.gather(*(one_approves() for _ in range(6)))) == 1
    assert [each.state for each in (await desk.seen(made)).value.reappointments] == ["approved"]


async def test_what_fails_on_the_way_leaves_the_request_open(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await processing(desk)
    await ask(desk, made)

    async def broken(*args: Any, **more: Any) -> bool:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr("motcua.services.deadlines.reappointing.add_notice", broken)
        with pytest.raises(RuntimeError):
            await issued(desk, "director", made, APOLOGY)
    after = (await desk.seen(made)).value
    assert after.reappointment_asked is not None
    assert after.reappointed_to is None
    assert await kept_of(made) == []


async def test_once_there_is_a_result_nothing_is_left_to_answer(desk: Any) -> None:
    made = await processing(desk)
    await ask(desk, made)
    await desk.make("officer", "submit", made, proposal="grant", finding="Đủ")
    await desk.make("head", "sign", made, how="paper_only")
    assert (await desk.seen(made)).value.reappointment_asked is not None
    waiting = (await worklist(desk.office, desk.by("director"), view="reappoint")).counts["reappoint"]
    await desk.make("clerk", "number", made)
    assert (await desk.seen(made)).value.reappointment_asked is None
    assert (await worklist(desk.office, desk.by("director"), view="reappoint")).counts["reappoint"] == waiting - 1
    with pytest.raises(Conflict):
        await decline(desk, made)
