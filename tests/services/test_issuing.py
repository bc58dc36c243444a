"""Issuing letters: once, by number, with bytes that stay; and what an apology does to a date."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest
from tests.services.conftest import BUSINESS, COPIES

from motcua.centers import Center, FeeReceipts, entered
from motcua.domain.books import REGISTER, Volume
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused, Unavailable
from motcua.domain.moves import Move
from motcua.domain.states import State
from motcua.letters.rendering import LetterError
from motcua.services.books.shown import open_book
from motcua.services.dossiers import moves
from motcua.services.dossiers.shown import open_dossier
from motcua.services.letters.issuing import Printed, issue, material_of, preview, reprint
from motcua.services.letters.slips import passings
from motcua.services.letters.statutory import Material
from motcua.services.work import handovers
from motcua.store.engine import DB, transaction
from motcua.store.queries import letters as stored
from motcua.store.queries.intake import stored_keys
from motcua.store.queries.trail import load_events, verify_trail
from motcua.store.secrets import unseal

RECEIPT, APOLOGY, SLIP, FEE = "giay-tiep-nhan", "phieu-xin-loi", "phieu-kiem-soat", "bien-lai"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


async def issued(desk: Any, who: str, dossier_id: UUID, slug: str, key: UUID | None = None, **typed: str) -> Printed:
    seen = (await desk.seen(dossier_id)).value.version
    at = typed.pop("at", None)
    by = desk.by(who, datetime.fromisoformat(at) if at else None)
    return await issue(desk.office, by, dossier_id, slug, seen, typed, key or uuid4())


async def kept_of(dossier_id: UUID) -> list[dict[str, Any]]:
    async with transaction():
        rows = await stored.letters_of_dossier(dossier_id)
        return [dict(await stored.load_letter(row["id"]) or {}) for row in rows]


async def counter(key: str) -> int:
    async with transaction():
        found = await DB.fetch("SELECT last FROM counter WHERE key = $1", key)
    return int(found[0]["last"]) if found else 0


async def processing(desk: Any, key: str = BUSINESS.key) -> UUID:
    made = await desk.accept(key)
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    return UUID(str(made.id))


async def test_a_letter_is_issued_once_with_its_bytes_its_words_and_an_event(desk: Any, que_vo: Center) -> None:
    made = await desk.accept(BUSINESS.key)
    before = await desk.seen(made.id)
    printed = await issued(desk, "reception", made.id, RECEIPT)
    (row,) = await kept_of(made.id)
    assert row["sha256"] == hashlib.sha256(printed.content).digest()
    assert (row["number"], row["book"], row["size"]) == (made.code, "", len(printed.content))
    assert await desk.office.blobs.read(que_vo.key, row["storage_key"]) == printed.content
    said = json.loads(unseal(row["data"], f"letter.{row['id']}"))
    assert said["letter"]["submitter"]["id_number"] == "125123456"
    assert "125123456" not in row["data"], "what the letter says of a person is sealed"
    after = await desk.seen(made.id)
    assert after.value.version == before.value.version + 1
    async with transaction():
        event = (await load_events(made.id))[-1]
        assert row["storage_key"] in await stored_keys(), "the sweep of orphans leaves it alone"
        assert (await verify_trail()).is_whole
    assert event["kind"] == "issue_letter"
    assert event["data"]["sha256"] == hashlib.sha256(printed.content).hexdigest()
    with pytest.raises(Conflict, match="in lại, có nêu lý do"):
        await issued(desk, "reception", made.id, RECEIPT)
    assert len(await kept_of(made.id)) == 1


async def test_the_same_form_twice_gives_the_same_paper(desk: Any) -> None:
    made, key = await desk.accept(BUSINESS.key), uuid4()
    seen = (await desk.seen(made.id)).value.version
    both = [await issue(desk.office, desk.by("reception"), made.id, RECEIPT, seen, {}, key) for _ in range(2)]
    assert both[0] == both[1]
    assert len(await kept_of(made.id)) == 1


async def test_ten_at_once_issue_one(desk: Any, que_vo: Center) -> None:
    made = await desk.accept(BUSINESS.key)
    seen = (await desk.seen(made.id)).value.version

    async def one() -> bool:
        with entered(que_vo):
            try:
                await issue(desk.office, desk.by("reception"), made.id, RECEIPT, seen, {}, uuid4())
            except Conflict:
                return False
        return True

    assert sum(await asyncio.gather(*(one() for _ in range(6)))) == 1
    assert len(await kept_of(made.id)) == 1


async def test_a_preview_keeps_nothing_and_says_so(desk: Any) -> None:
    made = await desk.accept(BUSINESS.key, fee_collected=True)
    number, before = await counter("letter/BLTP/2017"), await desk.seen(made.id)
    shown = text_of((await preview(desk.office, desk.by("reception"), made.id, FEE, {})).content)
    assert "BẢN XEM TRƯỚC" in shown
    assert "Số: ……/BLTP" in shown
    assert await counter("letter/BLTP/2017") == number
    assert (await desk.seen(made.id)).value.version == before.value.version
    assert await kept_of(made.id) == []
    real = text_of((await issued(desk, "reception", made.id, FEE, how="cash")).content)
    assert "BẢN XEM TRƯỚC" not in real
    assert f"Số: {number + 1:02d}/BLTP" in real
    assert "Một trăm nghìn đồng" in real
    assert "Mẫu số: chưa cấu hình Ký hiệu: chưa cấu hình Quyển số: BLTP-2017" in real
    assert "Mã số thuế đơn vị thu: chưa cấu hình" in real


async def test_a_fee_receipt_says_what_the_center_has_set_for_that_day(desk: Any, que_vo: Center) -> None:
    made = await desk.accept(BUSINESS.key, fee_collected=True)
    before = FeeReceipts(date(2017, 1, 1), "UBND huyện Quế Võ", "0100109106", "01BLP3-001", "AB-17T")
    later = FeeReceipts(date(2017, 12, 1), "Trung tâm khác", form="02BLP", symbol="CD-18T")
    with entered(replace(que_vo, fee_receipts=(before, later))):
        said = text_of((await issued(desk, "reception", made.id, FEE, how="transfer")).content)
    assert "Đơn vị thu: UBND huyện Quế Võ" in said
    assert "Mã số thuế đơn vị thu: 0100109106" in said
    assert "Mẫu số: 01BLP3-001 Ký hiệu: AB-17T" in said
    assert "02BLP" not in said


async def test_receipt_and_control_slip_name_the_dossier_s_line_in_the_register(desk: Any) -> None:
    """TT 01/2018/TT-VPCP, Mẫu 01 and 05: quyển số, số thứ tự; the same number that Sổ theo dõi hồ sơ gives it."""
    made = await desk.accept(BUSINESS.key)
    await desk.make("reception", "hand_over", made.id)
    page = await open_book(desk.office, desk.by("director"), Volume(REGISTER, 2017))
    (line,) = [line for line in page.lines if line.dossier_id == made.id]
    for slug in (RECEIPT, SLIP):
        said = text_of((await preview(desk.office, desk.by("reception"), made.id, slug, {})).content)
        assert f"Số thứ tự: {line.cells['line']:02d}" in said
    assert (await preview(desk.office, desk.by("reception"), made.id, SLIP, {})).content


async def test_a_control_slip_names_who_gave_and_who_took_each_time(desk: Any) -> None:
    """NĐ 61/2018, Điều 18: the slip goes with the paper, a line for each hand-over, both sides on it."""
    made = await desk.accept(BUSINESS.key)
    await desk.make("reception", "hand_over", made.id)
    (given,) = passings(await material(desk, made.id))
    assert (given.given_by, given.taken_by) == ("Bà reception", "")
    await desk.make("officer", "confirm_receipt", made.id)
    (taken,) = passings(await material(desk, made.id))
    assert (taken.given_by, taken.taken_by) == ("Bà reception", "Bà officer")
    assert taken.taken_at is not None
    await desk.make("officer", "submit", made.id, proposal="grant", finding="Đủ điều kiện")
    await desk.make("head", "sign", made.id, how="paper_only")
    await desk.make("clerk", "number", made.id)
    await desk.make("reception", "take_back", made.id)
    *_, last = passings(await material(desk, made.id))
    assert (last.given_by, last.taken_by) == ("", "Bà reception"), "who takes a result back is not who gives it"


async def material(desk: Any, dossier_id: UUID) -> Material:
    async with transaction():
        return await material_of(desk.office, desk.by("director"), dossier_id)


async def test_what_can_not_be_printed_gives_its_number_back(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await desk.accept(BUSINESS.key, fee_collected=True)
    number = await counter("letter/BLTP/2017")

    async def broken(*args: Any, **more: Any) -> bytes:
        raise LetterError("a broken template")

    with monkeypatch.context() as patched:
        patched.setattr(type(desk.office.letters), "print_letter", broken)
        with pytest.raises(Unavailable, match="báo quản trị"):
            await issued(desk, "reception", made.id, FEE, how="cash")
    assert await counter("letter/BLTP/2017") == number
    assert await kept_of(made.id) == []
    assert f"Số: {number + 1:02d}/BLTP" in text_of((await issued(desk, "reception", made.id, FEE, how="cash")).content)


async def test_a_reprint_is_the_same_bytes_with_a_reason_on_record(desk: Any) -> None:
    made = await desk.accept(BUSINESS.key)
    first = await issued(desk, "reception", made.id, RECEIPT)
    (row,) = await kept_of(made.id)
    office, by = desk.office, desk.by("reception", desk.at + timedelta(days=40))
    with pytest.raises(Refused, match="nêu lý do"):
        await reprint(office, by, made.id, row["id"], "  ", uuid4())
    again = await reprint(office, by, made.id, row["id"], "Người nộp làm mất", uuid4())
    assert again.content == first.content
    page = await open_dossier(office, by, made.id)
    assert [line.reprints for line in page.paperwork.issued] == [1]
    assert page.events[-1].kind == "reprint_letter"
    assert ("Lý do", "Người nộp làm mất") in page.events[-1].details
    with pytest.raises(NotAllowed):
        await reprint(office, desk.by("officer"), made.id, row["id"], "Cần thêm", uuid4())
    with pytest.raises(NotHere):
        await reprint(office, by, (await desk.accept(BUSINESS.key)).id, row["id"], "Cần thêm", uuid4())


async def test_bytes_that_were_changed_in_the_store_are_not_given_out(desk: Any, que_vo: Center) -> None:
    made = await desk.accept(BUSINESS.key)
    await issued(desk, "reception", made.id, RECEIPT)
    (row,) = await kept_of(made.id)
    path = desk.office.settings.data_dir / "files" / row["storage_key"]
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(Unavailable, match="nguyên vẹn"):
        await reprint(desk.office, desk.by("reception"), made.id, row["id"], "Mất", uuid4())


async def test_a_correction_calls_for_another_receipt(desk: Any) -> None:
    made = await desk.accept(BUSINESS.key)
    await issued(desk, "reception", made.id, RECEIPT)
    await correct(desk, made.id)
    said = text_of((await issued(desk, "reception", made.id, RECEIPT)).content)
    assert "Thay giấy đã cấp, sau khi đính chính" in said
    assert "Xã Phù Lãng" in said
    assert len(await kept_of(made.id)) == 2


async def correct(desk: Any, dossier_id: UUID) -> None:
    seen = (await desk.seen(dossier_id)).value.version
    data = {"field": "applicant/applicant.address", "value": "Xã Phù Lãng", "reason": "Gõ nhầm"}
    await moves.make(desk.office, desk.by("reception"), Move.CORRECT, dossier_id, seen, data, uuid4())


async def test_printing_is_no_change_to_who_decides_on_an_older_page(desk: Any) -> None:
    made = await desk.accept(BUSINESS.key)
    seen = (await desk.seen(made.id)).value.version
    await issued(desk, "reception", made.id, RECEIPT)
    await moves.hand_over(desk.office, desk.by("reception"), made.id, seen, {}, uuid4())
    with pytest.raises(Conflict, match="Hồ sơ đã thay đổi"):
        await moves.confirm_receipt(desk.office, desk.by("officer"), made.id, seen, {}, uuid4())


@pytest.mark.parametrize(
    ("who", "slug", "error"),
    [
        ("officer", RECEIPT, NotAllowed),
        ("reception", APOLOGY, NotAllowed),
        ("stranger", RECEIPT, NotAllowed),
        ("reception", "phieu-tu-choi", Conflict),
        ("reception", "khong-co-giay-nay", NotHere),
    ],
)
async def test_who_may_not_or_what_is_not_called_for(desk: Any, who: str, slug: str, error: type[Exception]) -> None:
    made = await processing(desk)
    with pytest.raises(error):
        await issued(desk, who, made, slug)
    assert await kept_of(made) == []


async def test_the_control_slip_has_a_row_for_each_hand_over(desk: Any) -> None:
    made = await processing(desk)
    first = text_of((await issued(desk, "reception", made, SLIP)).content)
    assert "1. Bộ phận tiếp nhận và trả kết quả 2. Phòng Tài chính - Kế hoạch" in first
    with pytest.raises(Conflict):
        await issued(desk, "officer", made, SLIP)
    await desk.make("officer", "submit", made, proposal="grant", finding="Đủ")
    await desk.make("head", "sign", made, how="paper_only")
    second = text_of((await issued(desk, "reception", made, SLIP)).content)
    assert "1. Phòng Tài chính - Kế hoạch 2. Văn thư" in second
    assert "Trước hạn" in second or "Đúng hạn" in second


async def test_the_result_slip_names_result_and_receiver(desk: Any) -> None:
    made = await processing(desk, COPIES.key)
    await desk.make("officer", "submit", made, proposal="grant", finding="Đủ")
    await desk.make("head", "sign", made, how="paper_only")
    await desk.make("clerk", "number", made)
    await desk.make("reception", "take_back", made)
    said = text_of((await issued(desk, "reception", made, "phieu-ban-giao-ket-qua")).content)
    assert "Bản sao chứng thực (đồng ý" in said
    assert "SCT/BS" in said
    assert "/PBGKQ" in said
    assert (await desk.seen(made)).value.state is State.READY


async def test_a_result_prints_by_its_agencys_own_template_when_it_is_numbered(desk: Any) -> None:
    made = await processing(desk, COPIES.key)
    shown = text_of((await preview(desk.office, desk.by("officer"), made, "loi-chung", {})).content)
    assert "BẢN XEM TRƯỚC" in shown
    with pytest.raises(NotAllowed):
        await issued(desk, "officer", made, "loi-chung")
    await desk.make("officer", "submit", made, proposal="grant", finding="Đủ")
    await desk.make("head", "sign", made, how="paper_only")
    with pytest.raises(Conflict, match="chưa vào số"):
        await issued(desk, "clerk", made, "loi-chung")
    await desk.make("clerk", "number", made)
    number = (await desk.seen(made)).dossier["result_number"]
    said = text_of((await issued(desk, "clerk", made, "loi-chung")).content)
    assert f"Chứng thực số {number}, 4 trang: Bằng; Học bạ." in said
    assert (await kept_of(made))[0]["kind"] == "result:loi-chung"


async def test_the_hand_over_list_is_numbered_and_in_the_trail_of_each_dossier(desk: Any) -> None:
    made = await desk.accept(BUSINESS.key)
    at = desk.at + timedelta(days=3)
    await desk.make("reception", "hand_over", made.id, at)
    on, half = handovers.half_of(at)
    by, office = desk.by("reception", at), desk.office
    asked = {"way": "giao", "on": on, "half": half}
    assert "BẢN XEM TRƯỚC" in text_of((await handovers.previewed(office, by, **asked)).content)
    key = uuid4()
    printed = await handovers.issue_list(office, by, key, **asked)
    assert "/DSBG" in text_of(printed.content)
    assert made.code in text_of(printed.content)
    assert await handovers.issue_list(office, by, key, **asked) == printed
    async with transaction():
        assert (await load_events(made.id))[-1]["kind"] == "issue_letter"
    with pytest.raises(Conflict, match="đã phát hành"):
        await handovers.issue_list(office, by, uuid4(), **asked)
    (line,) = await handovers.lists_of(by, **asked)
    assert (await handovers.reprint_list(office, by, line.id, "Mất bản in", uuid4())).content == printed.content
    with pytest.raises(NotAllowed):
        await handovers.reprint_list(office, desk.by("tax", at), line.id, "Mất bản in", uuid4())
    (again,) = await handovers.lists_of(by, **asked)
    assert again.reprints == 1


async def test_a_letter_is_called_as_the_law_of_the_day_of_reception_calls_it(desk: Any) -> None:
    then = desk.at
    for at, title, form in (
        (then, "GIẤY TIẾP NHẬN HỒ SƠ", ""),
        (datetime(2021, 3, 8, 2, 0, tzinfo=UTC), "GIẤY TIẾP NHẬN HỒ SƠ", "Mẫu số 01, Thông tư 01/2018/TT-VPCP"),
        (datetime(2025, 10, 6, 2, 0, tzinfo=UTC), "GIẤY TIẾP NHẬN HỒ SƠ", "Mẫu số 01, Thông tư 03/2025/TT-VPCP"),
    ):
        desk.at = at
        made = await desk.accept(BUSINESS.key)
        said = text_of((await preview(desk.office, desk.by("reception"), made.id, RECEIPT, {})).content)
        assert title in said
        assert form in said
        assert ("Mẫu số" in said) == bool(form)


async def test_the_plain_office_has_no_seal(desk: Any) -> None:
    made = await desk.accept(BUSINESS.key)
    await issued(desk, "reception", made.id, RECEIPT)
    (row,) = await kept_of(made.id)
    assert not row["is_sealed"]
