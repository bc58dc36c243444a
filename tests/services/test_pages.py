"""What is shown: the dossier's page, worklists, letters, files, and what plugins leave behind."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from PIL import Image

from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused, TooLarge
from motcua.domain.moves import ASIDE, Move
from motcua.domain.people import Acting
from motcua.services.counter.intake import ask_to_complete, refuse
from motcua.services.dossiers import effects
from motcua.services.dossiers.shown import open_dossier
from motcua.services.dossiers.visibility import may_see
from motcua.services.files import uploads
from motcua.services.letters.issuing import preview
from motcua.services.work.worklists import VIEWS, sight_of, worklist
from motcua.store.engine import DB, transaction
from motcua.store.queries.visible import visible

BUSINESS = "thu-kinh-doanh"


def scan(colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return out.getvalue()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


async def test_the_page_says_who_is_next_and_until_when(desk: Any) -> None:
    made = await desk.accept(BUSINESS)
    page = await open_dossier(desk.office, desk.by("reception"), made.id)
    assert page.next_actor == "Bộ phận tiếp nhận và trả kết quả"
    assert page.late_text == "Còn 7 giờ làm việc"
    assert page.fee_text == "100.000 đồng, chưa thu"
    assert [line.label for line in page.route] == ["Thẩm định", "Ký"]
    late = await open_dossier(desk.office, desk.by("reception", desk.at + timedelta(days=2)), made.id)
    assert (late.late_text, late.is_late) == ("Quá hạn 1 ngày làm việc", True)
    await desk.make("reception", "hand_over", made.id)
    page = await open_dossier(desk.office, desk.by("officer"), made.id)
    assert page.next_actor == "Chuyên viên – Phòng Tài chính - Kế hoạch"
    assert [each.move for each in page.moves if each.is_open and each.move not in ASIDE] == [Move.CONFIRM_RECEIPT]


async def test_identity_numbers_are_whole_for_who_works_on_it_and_masked_for_the_others(desk: Any) -> None:
    made = await desk.accept(BUSINESS)

    async def shown(who: str) -> str:
        page = await open_dossier(desk.office, desk.by(who), made.id)
        return str(page.applicant) + str(page.sections)

    assert "125123456" in await shown("reception")
    masked = await shown("director")
    assert "125123456" not in masked
    assert "3456" in masked


async def test_who_has_nothing_to_do_with_it_is_told_why_not(desk: Any) -> None:
    made = await desk.accept(BUSINESS)
    for who in ("stranger", "tax", "clerk"):
        with pytest.raises(NotAllowed, match="không thuộc quầy"):
            await open_dossier(desk.office, desk.by(who), made.id)
    for who in ("reception", "officer", "head", "director"):
        assert await open_dossier(desk.office, desk.by(who), made.id)


async def test_the_query_and_the_rule_let_everybody_see_the_same(desk: Any, make_staff: Any) -> None:
    made = [await desk.accept(key) for key in (BUSINESS, "thu-dat-dai", "thu-chung-thuc")]
    await desk.make("reception", "hand_over", made[0].id)
    people = [getattr(desk.crew, name) for name in desk.crew.__dataclass_fields__]
    people.append(await make_staff(roles=("cashier",), desks=()))
    people.append(await make_staff(roles=("reception",), desks=(), receives=("tu_phap",)))
    people.append(await make_staff(roles=("administrator",), desks=()))
    for person in people:
        async with transaction():
            found = {row["id"] for row in await visible(sight_of(person), limit=10_000)}
            every = await DB.fetch("SELECT id FROM dossier")
        if not person.permissions & {"see_dossiers"}:
            found = set()
        for row in every[-60:]:
            assert (row[0] in found) is may_see(person, (await desk.seen(row[0])).value), person


async def test_a_worklist_is_one_page_in_few_queries_and_leads_to_the_next(desk: Any, make_staff: Any) -> None:
    alone = Acting(await make_staff(roles=("reception",), desks=(), receives=("chi_nhanh_vpdkdd",)), desk.at)
    for _ in range(52):
        await desk.accept("thu-dat-dai")
    with DB.counted() as statements:
        first = await worklist(desk.office, alone, view="mine")
    assert len(statements) <= 4
    assert len(first.rows) == 50
    assert first.next_key is not None
    second = await worklist(desk.office, alone, view="mine", after=first.next_key)
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}
    assert first.counts["mine"] == len(first.rows) + len(second.rows)
    every = await worklist(desk.office, alone, view="all")
    assert [row.received_at for row in every.rows] == sorted((row.received_at for row in every.rows), reverse=True)
    assert {row.procedure_title for row in every.rows} == {"Biến động đất đai thử"}


async def test_search_finds_without_accents_by_code_and_by_the_whole_number(desk: Any) -> None:
    name = f"Đỗ Thị Ước {uuid4().hex[:6]}"
    number = str(uuid4().int)[:9]
    applicant = desk.intake(BUSINESS).applicant | {"applicant.name": [name], "applicant.id_number": [number]}
    made = await desk.accept(BUSINESS, applicant=applicant)
    for text in (f"do thi uoc {name[-6:]}", made.code, number):
        found = await worklist(desk.office, desk.by("reception"), view="all", text=text)
        assert [row.id for row in found.rows] == [made.id], text
    assert (await worklist(desk.office, desk.by("reception"), view="all", text=number[:-1])).rows == ()


@pytest.mark.parametrize("view", list(VIEWS))
async def test_every_view_opens_for_everybody_who_sees_dossiers(desk: Any, view: str) -> None:
    for who in ("reception", "officer", "head", "clerk", "director"):
        await worklist(desk.office, desk.by(who), view=view)


async def test_views_states_and_page_keys_that_nobody_offered_are_not_here(desk: Any) -> None:
    for changes in (
        {"view": "secret"},
        {"view": "all", "after": "x"},
        {"view": "all", "after": "LQ=="},
    ):
        with pytest.raises(NotHere):
            await worklist(desk.office, desk.by("reception"), **changes)
    with pytest.raises(Refused):
        await worklist(desk.office, desk.by("reception"), view="all", text="a\x00b")


async def test_ready_results_wait_in_the_hand_back_view(desk: Any) -> None:
    made = await desk.accept("thu-chung-thuc")
    for who, move, data in (
        ("reception", "hand_over", {}),
        ("officer", "confirm_receipt", {}),
        ("officer", "submit", {"proposal": "grant", "finding": "x"}),
        ("head", "sign", {"how": "paper_only"}),
        ("clerk", "number", {}),
        ("reception", "take_back", {}),
    ):
        await desk.make(who, move, made.id, **data)
    found = await worklist(desk.office, desk.by("reception"), view="hand_back")
    assert made.id in {row.id for row in found.rows}


async def seen_as(desk: Any, who: str, dossier_id: Any, slug: str) -> str:
    return text_of((await preview(desk.office, desk.by(who), dossier_id, slug, {})).content)


async def test_the_receipt_says_what_was_promised(desk: Any) -> None:
    made = await desk.accept(BUSINESS)
    text = await seen_as(desk, "reception", made.id, "giay-tiep-nhan")
    for part in (made.code, "Nguyễn Văn An", "125123456", "100.000 đồng", "3 ngày làm việc"):
        assert part in text
    with pytest.raises(NotAllowed):
        await seen_as(desk, "stranger", made.id, "giay-tiep-nhan")


async def test_the_other_two_forms_are_printed_for_what_was_not_accepted(desk: Any) -> None:
    typed = desk.intake(BUSINESS, papers={})
    asked = await ask_to_complete(
        desk.office, desk.by("reception"), typed, "Thiếu giấy đề nghị", ["Giấy đề nghị"], uuid4()
    )
    assert "Thiếu giấy đề nghị" in await seen_as(desk, "reception", asked.id, "phieu-hoan-thien")
    with pytest.raises(Conflict, match="chưa được tiếp nhận"):
        await seen_as(desk, "reception", asked.id, "giay-tiep-nhan")
    refused = await refuse(desk.office, desk.by("reception"), typed, "Không thuộc thẩm quyền", uuid4())
    assert "Không thuộc thẩm quyền" in await seen_as(desk, "reception", refused.id, "phieu-tu-choi")


async def test_a_scan_belongs_to_the_form_then_to_the_dossier(desk: Any) -> None:
    draft, counter = uuid4(), desk.by("reception")
    kept = await uploads.add_file(
        desk.office, counter, paper_key="request", stream=scan(), name="giấy.png", declared="image/png", draft_key=draft
    )
    gone = await uploads.add_file(desk.office, counter, paper_key=None, stream=scan(), name="b.png", draft_key=draft)
    await uploads.remove_file(desk.office, counter, gone.id)
    assert [file.id for file in await uploads.draft_files(desk.office, counter, draft)] == [kept.id]
    with pytest.raises(NotHere):
        await uploads.open_file(desk.office, desk.by("officer"), kept.id)
    made = await desk.accept(BUSINESS, draft_key=draft)
    opened = await uploads.open_file(desk.office, desk.by("officer"), kept.id)
    assert b"".join([piece async for piece in opened.pieces]) == scan()
    with pytest.raises(NotAllowed):
        await uploads.open_file(desk.office, desk.by("stranger"), kept.id)
    with pytest.raises(Conflict):
        await uploads.remove_file(desk.office, counter, kept.id)
    assert [file.name for file in (await open_dossier(desk.office, counter, made.id)).files] == ["giấy.png"]


async def test_bytes_that_no_row_names_are_swept_and_the_others_stay(desk: Any) -> None:
    counter, draft = desk.by("reception"), uuid4()
    tomorrow = datetime.now(UTC) + timedelta(days=2)
    await uploads.sweep_files(desk.office, desk.at, tomorrow)
    made = [
        await uploads.add_file(desk.office, counter, paper_key=None, stream=body, name="a.png", draft_key=draft)
        for body in (scan("red"), scan("blue"))
    ]
    await uploads.remove_file(desk.office, counter, made[0].id)
    assert await uploads.sweep_files(desk.office, desk.at, tomorrow) == 1
    assert await uploads.open_file(desk.office, counter, made[1].id)
    assert await uploads.sweep_files(desk.office, desk.at + timedelta(days=31), tomorrow) >= 1
    with pytest.raises(NotHere):
        await uploads.open_file(desk.office, counter, made[1].id)


async def test_files_that_can_t_be_taken_leave_no_row(desk: Any) -> None:
    draft, counter = uuid4(), desk.by("reception")
    for body, name, error in (
        (b"", "a.pdf", Refused),
        (b"<html><script>alert(1)</script>", "a.pdf", Refused),
        (scan(), "a.exe", Refused),
        (b"x" * (26 * 1024 * 1024), "a.pdf", TooLarge),
    ):
        with pytest.raises(error):
            await uploads.add_file(desk.office, counter, paper_key=None, stream=body, name=name, draft_key=draft)
    assert await uploads.draft_files(desk.office, counter, draft) == ()
    with pytest.raises(NotAllowed):
        await uploads.add_file(desk.office, desk.by("officer"), paper_key=None, stream=b"", name="a", draft_key=draft)


async def test_effects_are_kept_once_and_a_plugin_that_fails_hurts_nobody(desk: Any, caplog: Any) -> None:
    made = await desk.accept("thu-dat-dai")
    for _ in range(2):
        await effects.dossier_changed(desk.office, {"dossier_id": str(made.id), "seq": 1})
    page = await open_dossier(desk.office, desk.by("reception"), made.id)
    assert [(note.who, note.text) for note in page.notes] == [("Chi nhánh VPĐKĐĐ", "Đã biết: accept")]
    assert "tai_chinh_ke_hoach" in caplog.text
    async with transaction():
        notices = await DB.fetch("SELECT channel, text FROM notice WHERE dossier_id = $1", made.id)
        jobs = await DB.fetch("SELECT count(*) FROM event WHERE dossier_id = $1", made.id)
    assert [tuple(notice) for notice in notices] == [("applicant", "Hồ sơ của ông/bà đã chuyển.")]
    assert jobs[0][0] == 1
