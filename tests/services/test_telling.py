"""What an applicant is told of the moves of their dossier: each once, in time, to the address they gave."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import Centers, here
from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.moves import Move
from motcua.services.background import running
from motcua.services.dossiers.effects import dossier_changed
from motcua.services.dossiers.moves import make
from motcua.services.dossiers.shown import open_dossier
from motcua.services.messages.board import choose, resend, told_otherwise, try_again
from motcua.services.messages.telling import FRESH, TOLD, tell_applicant
from motcua.services.messages.untold import untold
from motcua.store.engine import DB, transaction
from motcua.store.queries.messages import messages_of_dossier, opened
from motcua.store.queries.trail import load_events

BACK = {"received_by": "Nguyễn Văn An", "receiver": "applicant", "fee_collected": "yes"}
MAIL = {"applicant.email": ["an@example.vn"]}


async def told(desk: Any, dossier_id: UUID, now: datetime | None = None, times: int = 1) -> list[dict[str, Any]]:
    """Every event's job run, as the queue would; what the applicant gets, the first first."""
    async with transaction():
        seqs = [event["seq"] for event in await load_events(dossier_id)]
    for _ in range(times):
        for seq in seqs:
            payload = {"dossier_id": str(dossier_id), "seq": seq}
            await dossier_changed(desk.office, payload)
            await tell_applicant(desk.office, payload, now or desk.at)
    async with transaction():
        found = await messages_of_dossier(dossier_id)
    return [row | opened(row["sealed"]) for row in sorted(found, key=lambda row: (row["queued_at"], row["id"]))]


async def accepted(desk: Any, **changes: Any) -> Any:
    intake = desk.intake("thu-kinh-doanh")
    return await desk.accept("thu-kinh-doanh", applicant={**intake.applicant, **MAIL}, **changes)


async def test_a_dossier_is_told_from_its_receipt_to_its_result(desk: Any) -> None:
    made = await accepted(desk)
    (receipt,) = [row for row in await told(desk, made.id, times=2) if row["occasion"] == "receipt"]
    assert (receipt["channel"], receipt["address"], receipt["state"]) == ("email", "an@example.vn", "waiting")
    assert made.code in receipt["subject"]
    assert f"/tra-cuu/{made.code}/{made.secret}" in receipt["text"]
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    await desk.make("officer", "submit", made.id, proposal="grant", finding="Đủ")
    await desk.make("head", "sign", made.id, how="paper_only")
    await desk.make("clerk", "number", made.id)
    await desk.make("reception", "take_back", made.id)
    await told(desk, made.id)
    await desk.make("reception", "hand_back", made.id, **BACK)
    occasions = [row["occasion"] for row in await told(desk, made.id, times=2)]
    assert occasions.count("receipt") == 1
    assert occasions.count("ready") == 1
    assert occasions.count("handed_back") == 1
    assert set(occasions) <= {"receipt", "ready", "handed_back", "notice"}


async def test_the_serving_process_tells_by_itself(desk: Any) -> None:
    """From the act through the queue to the folder, as `motcua serve` runs it."""
    made = await accepted(desk)
    folder = desk.office.settings.outbox_dir

    def arrived() -> list[str]:
        texts = [path.read_text("utf-8") for path in folder.rglob("*.eml")]
        return [text for text in texts if f"Mã hồ sơ: {made.code}" in text]

    office = replace(desk.office, centers=Centers(here().province, {here().key: here()}))
    async with running(office, lambda: desk.at), asyncio.timeout(60):
        while not await asyncio.to_thread(arrived):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    (text,) = arrived()
    assert f"/tra-cuu/{made.code}/{made.secret}" in text


async def test_who_left_only_a_number_gets_an_sms(desk: Any) -> None:
    made = await desk.accept("thu-kinh-doanh")
    (receipt,) = [row for row in await told(desk, made.id) if row["occasion"] == "receipt"]
    assert (receipt["channel"], receipt["address"]) == ("sms", "0912345678")


async def test_what_is_no_news_is_not_told(desk: Any) -> None:
    made = await accepted(desk)
    assert await told(desk, made.id, now=desk.at + FRESH + timedelta(minutes=1)) == []
    assert await told(desk, made.id, now=desk.at + FRESH - timedelta(minutes=1)) != []


async def test_a_dossier_that_is_over_is_not_told_to_be_received(desk: Any) -> None:
    made = await accepted(desk)
    seen = (await desk.seen(made.id)).value.version
    data = {"reason": "Người nộp đổi ý", "received_by": "Nguyễn Văn An", "original.request": "yes"}
    await make(desk.office, desk.by("reception"), Move.WITHDRAW, made.id, seen, data, uuid4())
    assert [row["occasion"] for row in await told(desk, made.id) if row["occasion"] != "notice"] == ["withdrawn"]


async def test_an_applicant_asked_for_more_reads_what_and_until_when(desk: Any) -> None:
    made = await accepted(desk)
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    for who, move, data in (
        ("officer", Move.ASK_FOR_SUPPLEMENT, {"missing": "Bản sao hợp đồng thuê nhà", "reason": "Thiếu trang 2"}),
        ("reception", Move.ISSUE_SUPPLEMENT, {"told_by": "mail"}),
    ):
        seen = (await desk.seen(made.id)).value.version
        await make(desk.office, desk.by(who), move, made.id, seen, data, uuid4())
    (asked,) = [row for row in await told(desk, made.id) if row["occasion"] == "supplement"]
    assert "Bản sao hợp đồng thuê nhà" in asked["text"]
    assert "Thiếu trang 2" in asked["text"]


async def test_who_wants_no_messages_gets_only_what_is_owed(desk: Any) -> None:
    made = await accepted(desk)
    await choose(desk.by("reception"), made.id, "none", "")
    (receipt,) = [row for row in await told(desk, made.id) if row["occasion"] == "receipt"]
    assert receipt["state"] == "unwanted"
    page = await open_dossier(desk.office, desk.by("reception"), made.id)
    assert page.told_by == "none"
    with pytest.raises(Conflict):
        await choose(desk.by("reception"), made.id, "sms", "email")
    await choose(desk.by("reception"), made.id, "sms", "none")
    with pytest.raises(NotAllowed):
        await choose(desk.by("director"), made.id, "sms", "sms")


async def test_staff_read_what_was_told_but_not_the_applicants_own_link(desk: Any) -> None:
    made = await accepted(desk)
    await told(desk, made.id)
    page = await open_dossier(desk.office, desk.by("reception"), made.id)
    (line,) = [line for line in page.messages if line.about == "Đã tiếp nhận hồ sơ"]
    assert made.code in line.text
    assert made.secret not in line.text
    assert line.address == "a•••@example.vn"
    assert not [notice for notice in page.notices if notice.to == "Người nộp hồ sơ"], "a message carries it"


async def test_the_counter_sends_a_message_again_once_for_one_form(desk: Any) -> None:
    made, key = await accepted(desk), uuid4()
    (receipt,) = [row for row in await told(desk, made.id) if row["occasion"] == "receipt"]
    with pytest.raises(Conflict, match="đang chờ gửi"):
        await resend(desk.by("reception"), made.id, receipt["id"], uuid4())
    async with transaction():
        await DB.fetch("UPDATE message SET state = 'failed' WHERE id = $1", receipt["id"])
    says = [await resend(desk.by("reception"), made.id, receipt["id"], key) for _ in range(2)]
    assert says == ["Sẽ gửi lại đến thư a•••@example.vn."] * 2
    again = [row for row in await told(desk, made.id) if row["occasion"] == "receipt"]
    assert len(again) == 2
    assert again[0]["text"] == again[1]["text"]
    assert again[1]["queued_by"] == desk.crew.reception.id
    with pytest.raises(NotAllowed):
        await resend(desk.by("director"), made.id, receipt["id"], uuid4())
    with pytest.raises(NotAllowed):
        await try_again(desk.by("director"), receipt["id"])
    other = await accepted(desk)
    with pytest.raises(NotHere):
        await resend(desk.by("reception"), other.id, receipt["id"], uuid4())


async def test_who_could_not_be_told_stands_on_the_counters_home_until_somebody_telephoned(desk: Any) -> None:
    made = await accepted(desk)
    (receipt,) = [row for row in await told(desk, made.id) if row["occasion"] == "receipt"]
    counter, director = desk.by("reception"), desk.by("director")

    async def stands() -> list[str]:
        return [line.code for line in (await untold(counter)).rows if line.code == made.code]

    async with transaction():
        await DB.fetch("UPDATE message SET state = 'failed' WHERE id = $1", receipt["id"])
    assert await stands() == [], "they were given the receipt"
    async with transaction():
        await DB.fetch("UPDATE message SET occasion = 'ready' WHERE id = $1", receipt["id"])
    assert await stands() == [made.code]
    assert (await untold(director)).rows == ()
    with pytest.raises(NotAllowed):
        await told_otherwise(director, made.id, receipt["id"])
    for _ in range(2):
        await told_otherwise(counter, made.id, receipt["id"])
    assert await stands() == []
    async with transaction():
        await DB.fetch("UPDATE message SET state = 'waiting' WHERE id = $1", receipt["id"])
    with pytest.raises(Conflict):
        await told_otherwise(counter, made.id, receipt["id"])
    with pytest.raises(NotHere):
        await told_otherwise(counter, made.id, uuid4())
    async with transaction():
        await DB.fetch("UPDATE message SET state = 'failed' WHERE id = $1", receipt["id"])
    await resend(counter, made.id, receipt["id"], uuid4())
    assert await stands() == [], "it is on its way again"


def test_every_move_that_ends_a_dossier_is_told() -> None:
    """What ends or stops it without the person: they learn of it from us."""
    assert {Move.STOP, Move.CANCEL_ACCEPTANCE, Move.REFUSE, Move.WITHDRAW, Move.HAND_BACK, Move.SEND_BY_POST} <= set(
        TOLD
    )
