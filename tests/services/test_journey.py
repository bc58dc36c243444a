"""The straight way of three kinds of dossier, through every desk, on a real database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from motcua.domain.moves import Move
from motcua.domain.states import State
from motcua.services.citizens.public import track
from motcua.services.dossiers import trail
from motcua.services.dossiers.shown import open_dossier
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
BACK = {"received_by": "Nguyễn Văn An", "receiver": "applicant"}


async def test_a_business_dossier_goes_from_the_counter_to_the_hand_back(desk: Any) -> None:
    made = await desk.accept("thu-kinh-doanh")
    assert made.code.startswith(f"{desk.office.centers['que-vo'].unit_code}-171108-")
    first = (await desk.seen(made.id)).dossier
    assert (first["state"], first["at_agency"], first["at_desk"]) == ("accepted", "center", "reception")
    assert first["actor_due_at"] == desk.at.replace(hour=10)  # transferred the same day: closing at 17:00
    await desk.make("reception", "hand_over", made.id)
    assert (await desk.make("officer", "confirm_receipt", made.id)).state is State.PROCESSING
    await desk.make("officer", "submit", made.id, proposal="grant", finding="Đủ điều kiện")
    assert (await desk.make("head", "sign", made.id, desk.at + DAY, how="paper_only")).state is State.SIGNED
    await desk.make("clerk", "number", made.id, desk.at + DAY)
    await desk.make("reception", "take_back", made.id, desk.at + DAY)
    page = await open_dossier(desk.office, desk.by("reception"), made.id)
    hand_back = next(offered for offered in page.moves if offered.move is Move.HAND_BACK and offered.is_open)
    asked = {field.name: field for field in hand_back.fields}
    # The presented paper went home at once; the request stays in the file.
    assert "fee_collected" in asked
    assert not {"original.household", "original.request"} & asked.keys()
    ticks = {"fee_collected": "yes"}
    done = await desk.make("reception", "hand_back", made.id, desk.at + 2 * DAY, **BACK, **ticks)
    assert done.state is State.HANDED_BACK
    last = await desk.seen(made.id)
    assert last.dossier["is_open"] is False
    assert last.dossier["fee_paid_at"] is not None
    assert last.dossier["result_number"].endswith("/KQ/TCKH")
    async with transaction():
        events = await load_events(made.id)
    assert [event["kind"] for event in events] == [
        "accept", "hand_over", "confirm_receipt", "submit", "sign", "number", "take_back", "hand_back",
    ]  # fmt: skip
    assert len(events) == last.dossier["version"]
    assert (await trail.verify(desk.office)).is_whole


async def test_a_land_dossier_consults_waits_for_the_tax_and_is_signed_twice(desk: Any) -> None:
    made = await desk.accept("thu-dat-dai")
    promised = (await desk.seen(made.id)).dossier["due_at"]
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    assert (await desk.make("officer", "consult", made.id, question="Có vướng quy hoạch không?")).state == "consulting"
    assert (await desk.make("culture", "give_opinion", made.id, opinion="Không")).state == "consulting"
    assert (await desk.make("roads", "give_opinion", made.id, opinion="Không vướng")).state == "processing"
    await desk.make("officer", "submit", made.id, proposal="grant", finding="Đủ")
    await desk.make("tax", "confirm_receipt", made.id)
    paused = await desk.make("tax", "suspend", made.id, desk.at + DAY, reason="Thông báo thuế số 12")
    assert paused.state is State.SUSPENDED
    standing = await desk.seen(made.id)
    assert standing.value.status == 6
    assert standing.dossier["due_at"] is None
    page = await open_dossier(desk.office, desk.by("director"), made.id)
    assert page.late_text == "Chờ thực hiện nghĩa vụ tài chính"
    await desk.make("tax", "resume", made.id, desk.at + 8 * DAY, evidence="Giấy nộp tiền 77")
    moved = (await desk.seen(made.id)).dossier["due_at"]
    assert moved == promised + 7 * DAY
    await desk.make("tax", "submit", made.id, desk.at + 8 * DAY, proposal="grant", finding="Đã nộp")
    await desk.make("head", "confirm_receipt", made.id, desk.at + 8 * DAY)
    await desk.make("head", "sign", made.id, desk.at + 9 * DAY, how="paper_only")
    await desk.make("leader", "confirm_receipt", made.id, desk.at + 9 * DAY)
    assert (await desk.make("leader", "sign", made.id, desk.at + 9 * DAY, how="paper_only")).state is State.SIGNED
    await desk.make("clerk", "number", made.id, desk.at + 9 * DAY)
    await desk.make("reception", "take_back", made.id, desk.at + 9 * DAY)
    await desk.make(
        "reception", "hand_back", made.id, desk.at + 9 * DAY, **BACK, fee_amount="150.000", **{"original.deed": "on"}
    )
    last = (await desk.seen(made.id)).dossier
    assert (last["fee_due"], last["fee_paid_at"]) == (150_000, desk.at + 9 * DAY)


async def test_certified_copies_take_one_number_for_each_type_of_paper(desk: Any) -> None:
    numbers = []
    for _ in range(2):
        made = await desk.accept("thu-chung-thuc", fee_collected=True)
        row = (await desk.seen(made.id)).dossier
        assert (row["fee_due"], row["fee_paid_at"]) == (6_000, desk.at)
        assert row["due_at"] == desk.at.replace(hour=10)
        await desk.make("reception", "hand_over", made.id)
        await desk.make("officer", "confirm_receipt", made.id)
        await desk.make("officer", "submit", made.id, proposal="grant", finding="Đúng bản chính")
        await desk.make("head", "sign", made.id, how="paper_only")
        await desk.make("clerk", "number", made.id)
        numbers.append((await desk.seen(made.id)).dossier["result_number"])
    assert numbers == ["1–2/SCT/BS", "3–4/SCT/BS"]


async def test_a_refusal_after_examination_is_a_result_with_a_number(desk: Any) -> None:
    made = await desk.accept("thu-kinh-doanh")
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    await desk.make("officer", "submit", made.id, proposal="refuse", finding="Không đạt", reason="Trùng tên")
    await desk.make("head", "return_step", made.id, reason="Nêu rõ điều luật")
    await desk.make("officer", "submit", made.id, proposal="refuse", finding="Điều 73", reason="Trùng tên")
    await desk.make("head", "sign", made.id, how="paper_only")
    await desk.make("clerk", "number", made.id)
    bundle = await desk.seen(made.id)
    assert (bundle.dossier["outcome"], bundle.value.status) == ("refused", 9)


async def test_tracking_tells_the_level_by_code_and_the_rest_by_the_secret(desk: Any) -> None:
    made = await desk.accept("thu-kinh-doanh")
    by_code = await track(desk.office, made.code.lower(), None, desk.at)
    assert by_code is not None
    assert (by_code.level, by_code.percent, by_code.detail) == ("Đã tiếp nhận", 10, None)
    told = await track(desk.office, made.code, made.secret, desk.at)
    assert told is not None
    assert told.detail is not None
    assert told.detail.masked_name == "N••••• V•• An"
    assert await track(desk.office, made.code, "wrong", desk.at) is None
    assert await track(desk.office, "000.00.99.H05-171108-0001", None, desk.at) is None
