"""The moves beside the straight way, on the database: what each writes, and that without what it needs nothing is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest

from motcua.domain.errors import Conflict, NotAllowed, Refused, Spoken
from motcua.domain.moves import MOVES, Move
from motcua.domain.states import State
from motcua.services.dossiers.moves import make
from motcua.services.dossiers.shown import open_dossier
from motcua.services.letters.issuing import preview
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events

BUSINESS, LAND = "thu-kinh-doanh", "thu-dat-dai"
AT = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)
LATER, NEXT_DAY = AT + timedelta(hours=3), AT + timedelta(days=1)
Prepare = Callable[[Any], Awaitable[UUID]]


async def do(desk: Any, who: str, move: Move, dossier_id: UUID, at: datetime | None = None, **data: str) -> Any:
    seen = (await desk.seen(dossier_id)).value.version
    return await make(desk.office, desk.by(who, at), move, dossier_id, seen, data, uuid4())


async def written(desk: Any, dossier_id: UUID) -> tuple[Any, ...]:
    """Everything a move may write."""
    found = await desk.seen(dossier_id)
    async with transaction():
        events = [(event["kind"], event["data"]) for event in await load_events(dossier_id)]
    papers = [(paper["key"], paper["originals_returned_at"]) for paper in found.papers]
    return dict(found.dossier), found.value.steps, found.value.pauses, papers, events


async def told(desk: Any, dossier_id: UUID) -> dict[str, Any]:
    async with transaction():
        return dict((await load_events(dossier_id))[-1]["data"])


async def reason_read(desk: Any, dossier_id: UUID) -> str:
    """The reason that the dossier's page shows in its summary."""
    return (await open_dossier(desk.office, desk.by("reception"), dossier_id)).reason


async def accepted(desk: Any) -> UUID:
    return UUID(str((await desk.accept(BUSINESS)).id))


async def at_desk(desk: Any) -> UUID:
    made = await accepted(desk)
    await do(desk, "reception", Move.HAND_OVER, made)
    await do(desk, "officer", Move.CONFIRM_RECEIPT, made)
    return made


async def supplement_asked(desk: Any) -> UUID:
    made = await at_desk(desk)
    missing = "Hợp đồng thuê nhà\nBản vẽ"
    await do(desk, "officer", Move.ASK_FOR_SUPPLEMENT, made, missing=missing, reason="Chưa rõ địa điểm")
    return made


async def supplement(desk: Any) -> UUID:
    made = await supplement_asked(desk)
    await do(desk, "reception", Move.ISSUE_SUPPLEMENT, made, told_by="phone")
    return made


async def supplemented(desk: Any) -> UUID:
    made = await supplement(desk)
    await do(desk, "reception", Move.RECEIVE_SUPPLEMENT, made, received="Bản vẽ")
    await do(desk, "officer", Move.CONFIRM_RECEIPT, made)
    return made


async def consulting(desk: Any) -> UUID:
    made = UUID(str((await desk.accept(LAND)).id))
    await do(desk, "reception", Move.HAND_OVER, made)
    await do(desk, "officer", Move.CONFIRM_RECEIPT, made)
    await do(desk, "officer", Move.CONSULT, made, question="?")
    return made


async def ready(desk: Any, **changes: Any) -> UUID:
    made = UUID(str((await desk.accept(BUSINESS, **changes)).id))
    await do(desk, "reception", Move.HAND_OVER, made)
    await do(desk, "officer", Move.CONFIRM_RECEIPT, made)
    await do(desk, "officer", Move.SUBMIT, made, proposal="grant", finding="Đủ")
    await do(desk, "head", Move.SIGN, made, how="paper_only")
    await do(desk, "clerk", Move.NUMBER, made)
    await do(desk, "reception", Move.TAKE_BACK, made)
    return made


async def posted(desk: Any) -> UUID:
    return await ready(desk, delivery="post")


async def stopped(desk: Any) -> UUID:
    made = await at_desk(desk)
    await do(desk, "head", Move.STOP, made, document_number="12/TB-TCKH", reason="Có đơn tố cáo")
    return made


async def on_the_way_outside(desk: Any) -> UUID:
    made = UUID(str((await desk.accept("thu-ra-ngoai")).id))
    await do(desk, "reception", Move.HAND_OVER, made)
    return made


async def outside(desk: Any) -> UUID:
    made = await on_the_way_outside(desk)
    await do(desk, "reception", Move.SEND_OUTSIDE, made, document_number="45/MC")
    return made


NEEDY: list[tuple[Move, str, Prepare]] = [
    (Move.CORRECT, "reception", at_desk),
    (Move.ASSIGN, "head", at_desk),
    (Move.WITHDRAW, "reception", at_desk),
    (Move.STOP, "head", at_desk),
    (Move.CANCEL_ACCEPTANCE, "director", accepted),
    (Move.ASK_FOR_SUPPLEMENT, "officer", at_desk),
    (Move.ALLOW_SUPPLEMENT, "director", supplemented),
    (Move.ISSUE_SUPPLEMENT, "reception", supplement_asked),
    (Move.RECEIVE_SUPPLEMENT, "reception", supplement),
    (Move.RETURN_PAPERS, "reception", stopped),
    (Move.SEND_BY_POST, "reception", posted),
    (Move.HAND_BACK, "reception", ready),
    (Move.COLLECT_FEE, "reception", at_desk),
    (Move.SEND_OUTSIDE, "reception", on_the_way_outside),
    (Move.RECEIVE_FROM_OUTSIDE, "reception", outside),
]


@pytest.mark.parametrize(("move", "who", "prepare"), NEEDY, ids=lambda each: getattr(each, "value", None))
async def test_without_what_it_needs_nothing_is_written(desk: Any, move: Move, who: str, prepare: Prepare) -> None:
    made = await prepare(desk)
    before = await written(desk, made)
    with pytest.raises(Refused) as refusal:
        await do(desk, who, move, made)
    assert set(MOVES[move].needs) <= set(refusal.value.errors)
    assert await written(desk, made) == before


@pytest.mark.parametrize(("move", "who", "prepare"), NEEDY, ids=lambda each: getattr(each, "value", None))
async def test_a_stranger_makes_none_of_them(desk: Any, move: Move, who: str, prepare: Prepare) -> None:
    made = await prepare(desk)
    before = await written(desk, made)
    with pytest.raises(Spoken) as refusal:
        await do(desk, "stranger", move, made, reason="x", received_by="x", document_number="x")
    assert isinstance(refusal.value, NotAllowed)
    assert await written(desk, made) == before


async def test_a_correction_keeps_the_old_the_new_and_the_reason(desk: Any) -> None:
    made = await at_desk(desk)
    await do(
        desk, "reception", Move.CORRECT, made, field="form/owner_name", value="Nguyễn Văn Ánh", reason="Gõ thiếu dấu"
    )
    row, *_ = await written(desk, made)
    assert row["answers"]["form"]["owner_name"] == "Nguyễn Văn Ánh"
    assert row["state"] == "processing"
    said = await told(desk, made)
    assert (said["old"], said["new"], said["reason"]) == ("Nguyễn Văn An", "Nguyễn Văn Ánh", "Gõ thiếu dấu")


async def test_a_correction_that_makes_another_dossier_is_refused(desk: Any) -> None:
    """The trade decides which papers are asked for."""
    made = await at_desk(desk)
    before = await written(desk, made)
    with pytest.raises(Conflict, match="không đính chính được"):
        await do(desk, "reception", Move.CORRECT, made, field="form/trade", value="Ăn uống", reason="Nhầm ngành")
    assert await written(desk, made) == before


async def test_work_is_shared_out_within_the_desk(desk: Any) -> None:
    made = await at_desk(desk)
    colleague = desk.crew.officer
    await do(desk, "head", Move.ASSIGN, made, assignee=str(colleague.id))
    _, steps, *_ = await written(desk, made)
    assert steps[0].assignee_id == colleague.id
    assert (await told(desk, made))["assignee"] == colleague.name
    with pytest.raises(Refused):  # the clerk sits at no such desk
        await do(desk, "head", Move.ASSIGN, made, assignee=str(desk.crew.clerk.id))
    await do(desk, "officer", Move.TAKE_ON, made)
    assert (await written(desk, made))[1][0].assignee_id == colleague.id


async def test_a_withdrawal_ends_every_clock_and_gives_the_originals_back(desk: Any) -> None:
    made = await supplement(desk)
    originals = {"original.request": "yes"}
    with pytest.raises(Refused) as refusal:
        await do(desk, "reception", Move.WITHDRAW, made, reason="Đơn ngày 8/11", received_by="Nguyễn Văn An")
    assert "original.request" in refusal.value.errors
    await do(desk, "reception", Move.WITHDRAW, made, reason="Đơn ngày 8/11", received_by="Nguyễn Văn An", **originals)
    row, steps, pauses, papers, _ = await written(desk, made)
    assert (row["state"], row["is_open"], row["at_desk"], row["actor_due_at"]) == ("withdrawn", False, None, None)
    assert all(pause.to_at is not None for pause in pauses)
    assert not [step for step in steps if step.state in ("active", "in_transit")]
    assert dict(papers)["request"] is not None
    with pytest.raises(Conflict):
        await do(desk, "officer", Move.SUBMIT, made, proposal="grant", finding="x")


async def test_a_stop_says_why_by_which_document_and_returns_papers_later(desk: Any) -> None:
    made = await stopped(desk)
    row, *_ = await written(desk, made)
    assert (row["state"], row["refusal_reason"], row["is_open"]) == ("stopped", "Có đơn tố cáo", False)
    assert (await told(desk, made))["document_number"] == "12/TB-TCKH"
    await do(desk, "reception", Move.RETURN_PAPERS, made, received_by="Nguyễn Văn An", **{"original.request": "yes"})
    _, _, _, papers, _ = await written(desk, made)
    assert dict(papers)["request"] is not None
    with pytest.raises(Conflict, match="Không còn bản chính"):
        await do(desk, "reception", Move.RETURN_PAPERS, made, received_by="x", **{"original.request": "yes"})


async def test_an_acceptance_is_cancelled_on_its_own_day_only_and_its_number_stays_used(desk: Any) -> None:
    made, other = await accepted(desk), await accepted(desk)
    code = (await desk.seen(made)).dossier["code"]
    with pytest.raises(Conflict, match="trong chính ngày tiếp nhận"):
        await do(desk, "director", Move.CANCEL_ACCEPTANCE, made, NEXT_DAY, reason="Nhầm người")
    await do(desk, "director", Move.CANCEL_ACCEPTANCE, made, LATER, reason="Nhầm người")
    row, *_ = await written(desk, made)
    assert (row["state"], row["code"], row["refusal_reason"]) == ("cancelled", code, "Nhầm người")
    following = (await desk.seen(await accepted(desk))).dossier["code"]
    assert following not in (code, (await desk.seen(other)).dossier["code"])


async def test_a_supplement_is_asked_once_issued_by_the_counter_and_received_there(desk: Any) -> None:
    made = await supplement_asked(desk)
    row, *_ = await written(desk, made)
    assert (row["state"], row["at_agency"], row["at_desk"]) == ("supplement_asked", "center", "reception")
    with pytest.raises(Spoken):  # the agency never writes to the applicant itself (NĐ 61/2018, Điều 5.1e)
        await do(desk, "officer", Move.ISSUE_SUPPLEMENT, made, told_by="phone")
    await do(desk, "reception", Move.ISSUE_SUPPLEMENT, made, LATER, told_by="phone")
    row, _, pauses, *_ = await written(desk, made)
    assert (row["state"], row["due_at"]) == ("supplement", None)
    assert [(pause.kind, pause.from_at, pause.to_at) for pause in pauses] == [("supplement", LATER, None)]
    assert await reason_read(desk, made) == "Chưa rõ địa điểm"
    await do(desk, "reception", Move.RECEIVE_SUPPLEMENT, made, NEXT_DAY, received="Hợp đồng thuê nhà")
    assert await reason_read(desk, made) == ""
    row, steps, pauses, *_ = await written(desk, made)
    assert (row["state"], pauses[0].to_at, steps[0].state) == ("in_transit", NEXT_DAY, "in_transit")
    assert row["due_at"] > (await desk.seen(made)).dossier["first_due_at"]
    await do(desk, "officer", Move.CONFIRM_RECEIPT, made, NEXT_DAY)
    with pytest.raises(Conflict, match="chỉ được yêu cầu bổ sung 1 lần"):
        await do(desk, "officer", Move.ASK_FOR_SUPPLEMENT, made, NEXT_DAY, missing="x", reason="x")


async def test_the_work_goes_on_without_an_opinion_only_when_it_is_late(desk: Any) -> None:
    made = await consulting(desk)
    before = await written(desk, made)
    with pytest.raises(Conflict, match="trong thời hạn trả lời"):
        await do(desk, "officer", Move.GO_ON_WITHOUT, made, reason="x")
    assert await written(desk, made) == before
    late = AT + timedelta(days=9)
    with pytest.raises(Refused):
        await do(desk, "officer", Move.GO_ON_WITHOUT, made, late)
    await do(desk, "officer", Move.GO_ON_WITHOUT, made, late, reason="Quá hạn trả lời")
    row, steps, *_ = await written(desk, made)
    assert row["state"] == "processing"
    assert {step.state for step in steps if step.kind == "opinion"} == {"lapsed"}
    assert {step.note for step in steps if step.kind == "opinion"} == {"Quá hạn trả lời"}


async def test_a_step_outside_is_sent_and_received_by_the_counter(desk: Any) -> None:
    made = await outside(desk)
    row, steps, *_ = await written(desk, made)
    assert (row["state"], row["at_agency"], row["at_desk"]) == ("outside", "center", "reception")
    assert steps[0].confirmed_at == AT
    page = await open_dossier(desk.office, desk.by("reception"), made)
    assert page.route[0].desk == "UBND xã – UBND xã, thị trấn thuộc huyện Quế Võ"
    answer = {"document_number": "7/UBND", "proposal": "grant", "finding": "Xác nhận đúng"}
    await do(desk, "reception", Move.RECEIVE_FROM_OUTSIDE, made, NEXT_DAY, **answer)
    row, steps, *_ = await written(desk, made)
    assert (row["state"], steps[0].state, steps[0].note) == ("in_transit", "done", "Xác nhận đúng")
    assert (await told(desk, made))["document_number"] == "7/UBND"


async def test_the_fee_is_taken_on_the_way_and_not_twice(desk: Any) -> None:
    made = await at_desk(desk)
    await do(desk, "reception", Move.COLLECT_FEE, made, LATER, fee_collected="yes")
    row, *_ = await written(desk, made)
    assert (row["fee_paid_at"], row["fee_due"], row["state"]) == (LATER, 100_000, "processing")
    with pytest.raises(Spoken, match="không còn khoản phí"):
        await do(desk, "reception", Move.COLLECT_FEE, made, fee_collected="yes")


async def test_a_result_goes_by_post_with_its_number_where_that_was_asked_for(desk: Any) -> None:
    data = {"posting_number": "RR1VN", "fee_collected": "yes", "original.request": "yes"}
    here = await ready(desk)
    with pytest.raises(Conflict, match="không phải qua bưu chính"):
        await do(desk, "reception", Move.SEND_BY_POST, here, **data)
    made = await posted(desk)
    await do(desk, "reception", Move.SEND_BY_POST, made, LATER, **data)
    row, *_ = await written(desk, made)
    assert (row["state"], row["posting_number"], row["handed_back_at"]) == ("handed_back", "RR1VN", LATER)
    assert row["fee_paid_at"] == LATER


PROXY = {
    "received_by": "Trần Thị Bé", "receiver": "proxy", "proxy_number": "125999888", "proxy_document": "05",
    "proxy_document_on": "7/11/2017", "fee_collected": "yes", "original.request": "yes",
}  # fmt: skip


@pytest.mark.parametrize("lacks", ["proxy_number", "proxy_document", "proxy_document_on"])
async def test_a_proxy_without_their_papers_takes_nothing(desk: Any, lacks: str) -> None:
    made = await ready(desk)
    before = await written(desk, made)
    with pytest.raises(Refused) as refusal:
        await do(desk, "reception", Move.HAND_BACK, made, **{k: v for k, v in PROXY.items() if k != lacks})
    assert set(refusal.value.errors) == {lacks}
    assert await written(desk, made) == before
    await do(desk, "reception", Move.HAND_BACK, made, **PROXY)
    row, *_ = await written(desk, made)
    assert (row["state"], row["handed_back_to"]) == ("handed_back", "Trần Thị Bé")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


async def seen_as(desk: Any, who: str, dossier_id: Any, slug: str) -> str:
    return text_of((await preview(desk.office, desk.by(who), dossier_id, slug, {})).content)


async def test_the_agency_s_supplement_is_printed_by_the_counter(desk: Any) -> None:
    made = await at_desk(desk)
    with pytest.raises(Conflict, match="chưa đề nghị bổ sung"):
        await seen_as(desk, "reception", made, "phieu-bo-sung")
    asked = await supplement(desk)
    text = await seen_as(desk, "reception", asked, "phieu-bo-sung")
    for words in ("PHIẾU YÊU CẦU BỔ SUNG", "Hợp đồng thuê nhà", "Bản vẽ", "Chưa rõ địa điểm", "Bà reception"):
        assert words in text


async def test_the_notice_of_stopping_names_the_agency_and_its_document(desk: Any) -> None:
    made = await stopped(desk)
    text = await seen_as(desk, "reception", made, "thong-bao-dung")
    for words in ("DỪNG GIẢI QUYẾT HỒ SƠ", "Phòng Tài chính - Kế hoạch", "12/TB-TCKH", "Có đơn tố cáo"):
        assert words in text
    with pytest.raises(Conflict, match="không bị dừng"):
        await seen_as(desk, "reception", await at_desk(desk), "thong-bao-dung")


async def test_a_refusal_after_examination_goes_with_the_agency_s_document(desk: Any) -> None:
    made = await at_desk(desk)
    await do(desk, "officer", Move.SUBMIT, made, proposal="refuse", finding="Không đủ", reason="Địa điểm không phù hợp")
    await do(desk, "head", Move.SIGN, made, how="paper_only")
    with pytest.raises(Conflict, match="đã vào số"):
        await seen_as(desk, "reception", made, "phieu-tu-choi-giai-quyet")
    await do(desk, "clerk", Move.NUMBER, made)
    number = (await desk.seen(made)).dossier["result_number"]
    text = await seen_as(desk, "reception", made, "phieu-tu-choi-giai-quyet")
    for words in ("PHIẾU TỪ CHỐI", "Phòng Tài chính - Kế hoạch", number, "Địa điểm không phù hợp"):
        assert words in text
    assert (await desk.seen(made)).value.state is State.NUMBERED
