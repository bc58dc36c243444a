"""Công văn đôn đốc and what waits for the director's word: issued once, told, acknowledged, answered; refused to
everybody else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest
from tests.services.test_directing import last_event
from tests.services.test_issuing import issued, processing
from tests.services.test_supplements import ASKED

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Staff
from motcua.services.dossiers.moves import make
from motcua.services.oversight import reminders, reminding, wishes
from motcua.store.engine import transaction
from motcua.store.queries.effects import load_notices
from motcua.store.rows import rows

AGENCY = "tai_chinh_ke_hoach"
LATE_BY = timedelta(days=10)


@pytest.fixture
async def late(desk: Any, make_staff: Any) -> tuple[Any, UUID, Acting, Staff]:
    """A dossier long past its date at the agency, the director then, and who heads the agency."""
    dossier_id = await processing(desk)
    head = await make_staff(
        roles=("head",), desks=((AGENCY, "head"),), receives=(), agency=AGENCY, kind="agency",
        name="Ông Trưởng phòng", phone="0912345678",
    )  # fmt: skip
    due_at: datetime = (await desk.seen(dossier_id)).value.due_at
    return desk, dossier_id, Acting(desk.crew.director, max(due_at + LATE_BY, await last_event())), head


def answer_day(acting: Acting) -> date:
    return here().calendar.working_day_after(local(acting.at).date())


async def remind(late: tuple[Any, UUID, Acting, Staff], key: UUID | None = None, **more: Any) -> UUID:
    desk, _, acting, _ = late
    note, on = more.get("note", "Báo cáo ngay."), more.get("on", answer_day(acting))
    return await reminding.remind(desk.office, acting, AGENCY, note, on, key or uuid4())


async def test_a_reminder_lists_what_is_late_has_a_number_and_tells_the_head(late: Any) -> None:
    desk, dossier_id, acting, head = late
    code = (await desk.seen(dossier_id)).value.code
    key = uuid4()
    made = await remind(late, key)
    assert await remind(late, key) == made, "the same form sent twice is one letter"
    found = await reminders.open_reminder(acting, made)
    assert found.number.endswith("/CVĐĐ")
    assert found.says == "Chưa xác nhận"
    assert dossier_id in {line.dossier_id for line in found.lines if line.is_late}
    printed = await reminders.printed(desk.office, acting, made)
    said = " ".join(
        " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed.content)).split()
    )
    for words in (code, "Kính gửi", "Báo cáo ngay.", found.number, "quá hạn trả kết quả"):
        assert words in said, words
    async with transaction():
        notices = [each for each in await load_notices(dossier_id) if each["event"] == "reminder"]
        messages = await rows("SELECT channel, state FROM message WHERE occasion = 'agency_reminder'")
    assert {each["channel"] for each in notices} == {f"agency:{AGENCY}"}
    assert any(found.number in each["text"] for each in notices)
    assert "sms" in {each["channel"] for each in messages}
    assert made in {each.id for each in await reminders.unanswered(Acting(head, acting.at))}


async def test_the_head_acknowledges_and_answers_and_nobody_else_does(late: Any) -> None:
    desk, _, acting, head = late
    made = await remind(late)
    theirs = Acting(head, acting.at + timedelta(hours=1))
    for who in ("officer", "stranger", "leader"):
        with pytest.raises(NotAllowed):
            await reminders.open_reminder(desk.by(who), made)
    with pytest.raises(NotAllowed):
        await reminders.answer(acting, made, 1, "Giám đốc tự trả lời")
    with pytest.raises(Refused):
        await reminders.answer(theirs, made, 1, "  ")
    await reminders.acknowledge(theirs, made, 1)
    with pytest.raises(Conflict):
        await reminders.answer(theirs, made, 1, "trang cũ")
    await reminders.answer(theirs, made, 2, "Chờ xác minh, xong trước thứ Sáu.")
    found = await reminders.open_reminder(acting, made)
    assert (found.says, found.seen_by, found.answered_by) == ("Đã trả lời", head.name, head.name)
    assert found.answer == "Chờ xác minh, xong trước thứ Sáu."
    with pytest.raises(Conflict):
        await reminders.answer(theirs, made, 3, "lần nữa")
    assert made not in {each.id for each in await reminders.unanswered(theirs)}


async def test_only_who_directs_reminds_and_only_where_something_is_late(late: Any) -> None:
    desk, _, acting, head = late
    for who in (desk.by("officer"), Acting(head, acting.at)):
        with pytest.raises(NotAllowed):
            await reminding.remind(desk.office, who, AGENCY, "", answer_day(acting), uuid4())
    with pytest.raises(NotHere):
        await reminding.remind(desk.office, acting, "khong-co", "", answer_day(acting), uuid4())
    with pytest.raises(Conflict):
        await reminding.remind(desk.office, acting, "noi_vu", "", answer_day(acting), uuid4())
    for on in (None, local(acting.at).date() - timedelta(days=1), date(2017, 11, 11)):
        with pytest.raises(Refused):
            await remind(late, on=on)


async def test_a_letter_that_fails_gives_its_number_back(late: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await remind(late)
    before = (await reminders.open_reminder(late[2], made)).number

    async def fails(*_: Any) -> None:
        raise RuntimeError("the database is gone")

    with monkeypatch.context() as patched:
        patched.setattr(reminding.stored, "insert", fails)
        with pytest.raises(RuntimeError):
            await remind(late)
    after = (await reminders.open_reminder(late[2], await remind(late))).number
    assert int(after.split("/")[0]) == int(before.split("/")[0]) + 1


async def asked_once(desk: Any) -> UUID:
    """A dossier of which one supplement was asked and has come."""
    made = await processing(desk)
    for who, move, data in (
        ("officer", Move.ASK_FOR_SUPPLEMENT, ASKED),
        ("reception", Move.ISSUE_SUPPLEMENT, {"told_by": "phone"}),
        ("reception", Move.RECEIVE_SUPPLEMENT, {"received": "Bản đồ"}),
        ("officer", Move.CONFIRM_RECEIPT, {}),
    ):
        seen = (await desk.seen(made)).value.version
        if move is Move.ISSUE_SUPPLEMENT:
            await issued(desk, "reception", made, "phieu-bo-sung")
            seen = (await desk.seen(made)).value.version
        await make(desk.office, desk.by(who), move, made, seen, data, uuid4())
    return made


async def test_another_supplement_is_asked_for_allowed_on_the_page_and_then_possible(desk: Any) -> None:
    made = await asked_once(desk)
    officer, director = desk.by("officer"), desk.by("director")
    assert (await wishes.asking(officer, made)).why_not is None
    with pytest.raises(Refused):
        await wishes.ask(officer, made, " ", uuid4())
    key = uuid4()
    await wishes.ask(officer, made, "Còn thiếu hợp đồng thuê nhà", key)
    await wishes.ask(officer, made, "Còn thiếu hợp đồng thuê nhà", key)
    with pytest.raises(Conflict):
        await wishes.ask(officer, made, "lần nữa", uuid4())
    with pytest.raises((NotAllowed, Conflict)):
        await wishes.ask(desk.by("stranger"), made, "không phải của tôi", uuid4())
    (line,) = [each for each in (await wishes.wishes(desk.office, director)).supplements if each.dossier_id == made]
    assert line.reason == "Còn thiếu hợp đồng thuê nhà"
    with pytest.raises(NotAllowed):
        await wishes.allow_supplement(desk.office, officer, made, line.version, "Tự cho phép", uuid4())
    await wishes.allow_supplement(desk.office, director, made, line.version, "Đồng ý, văn bản 12/VB", uuid4())
    assert made not in {each.dossier_id for each in (await wishes.wishes(desk.office, director)).supplements}
    assert (await desk.seen(made)).value.supplements_allowed == 1
    found = await wishes.asking(officer, made)
    assert found.last is not None
    assert found.last["state"] == "allowed"


async def test_another_supplement_is_declined_with_a_reason_that_the_agency_reads(desk: Any) -> None:
    made = await asked_once(desk)
    officer, director = desk.by("officer"), desk.by("director")
    await wishes.ask(officer, made, "Còn thiếu hợp đồng", uuid4())
    with pytest.raises(Refused):
        await wishes.decline_supplement(desk.office, director, made, "", uuid4())
    await wishes.decline_supplement(desk.office, director, made, "Đã phải yêu cầu đủ ở lần đầu", uuid4())
    with pytest.raises(Conflict):
        await wishes.decline_supplement(desk.office, director, made, "lần nữa", uuid4())
    async with transaction():
        told = [each["text"] for each in await load_notices(made) if each["event"] == "supplement_wish"]
    assert any("Đã phải yêu cầu đủ ở lần đầu" in text for text in told)
    assert (await desk.seen(made)).value.supplements_allowed == 0
    await wishes.ask(officer, made, "Có lý do mới", uuid4())


async def test_a_new_date_is_agreed_to_on_the_page_and_its_letter_goes_out(desk: Any) -> None:
    made, other = await processing(desk), await processing(desk)
    for each in (made, other):
        dossier = (await desk.seen(each)).value
        data = {"reason": "Chờ xác minh tại xã", "new_due_on": f"{dossier.due_at + timedelta(days=7):%d/%m/%Y}"}
        await make(desk.office, desk.by("officer"), Move.ASK_TO_REAPPOINT, each, dossier.version, data, uuid4())
    director = desk.by("director")
    lines = {each.dossier_id: each for each in (await wishes.wishes(desk.office, director)).new_dates}
    assert {made, other} <= lines.keys()
    await wishes.approve_new_date(desk.office, director, made, lines[made].version, uuid4())
    await wishes.decline_new_date(desk.office, director, other, lines[other].version, "Làm được", uuid4())
    assert (await desk.seen(made)).value.due_at == lines[made].new_due_at
    assert (await desk.seen(other)).value.due_at == lines[other].due_at
    left = {each.dossier_id for each in (await wishes.wishes(desk.office, director)).new_dates}
    assert not left & {made, other}
