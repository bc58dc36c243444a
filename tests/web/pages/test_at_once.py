"""Resolved at once: one screen takes in, charges, numbers and hands back, or nothing at all happens."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import UUID

import pytest

from motcua.centers import entered
from motcua.services.dossiers import records
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events
from motcua.store.rows import value

COPIES = "/tiep-nhan/chung-thuc-ban-sao-tu-ban-chinh"
BUSINESS = "/tiep-nhan/dang-ky-ho-kinh-doanh"
FIVE = {
    "kind": "diploma", "issuer_kind": "domestic", "issuer": "Trường Đại học Bách khoa", "pages": "3", "copies": "5",
    "has_defect": "no", "_paper.original.originals": "1", "_second": "1", "_decision": "at_once",
}  # fmt: skip


def said(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


@pytest.fixture
async def justice(somebody: Any) -> Any:
    """The head of the justice office, who signs."""
    return await somebody("head", desks=(("tu_phap", "head"),), agency="tu_phap", kind="agency", name="Bà Trưởng phòng")


@pytest.fixture
async def form(reception: Any, justice: Any, business: dict[str, Any]) -> dict[str, Any]:
    applicant = {name: text for name, text in business.items() if name.startswith(("applicant.", "proxy.", "_d", "_c"))}
    hidden = await reception.hidden(COPIES)
    return {**hidden, **applicant, **FIVE, "_signer": str(justice.staff.id), "_fee_collected": "1"}


async def kept(reception: Any, answer: Any) -> tuple[Any, list[Any]]:
    found = UUID(answer.headers["location"].rpartition("/")[2].partition("?")[0])
    with entered(reception.center):
        async with transaction():
            row = await records.load(found)
            return row, list(await load_events(found))


async def how_many(reception: Any) -> int:
    with entered(reception.center):
        async with transaction():
            return int(await value("SELECT count(*) FROM dossier"))


async def test_five_copies_for_one_person_are_done_in_one_go(
    reception: Any, justice: Any, form: dict[str, Any]
) -> None:
    answer = await reception.post_form(COPIES, form)
    assert answer.status_code == 303, said(answer)[:3000]
    assert "?" not in answer.headers["location"]
    found, events = await kept(reception, answer)
    row, dossier = found.row, found.dossier
    assert row["state"] == "handed_back"
    assert row["fee_due"] == 25_000
    assert row["fee_paid_at"] is not None
    assert re.fullmatch(r"\d+/SCT/BS", row["result_number"])  # one number for one paper, however many copies
    assert row["handed_back_to"] == "Nguyễn Văn An"
    assert row["result_signed_on"] is not None
    assert dossier.outcome == "granted"
    assert [(step.state, step.done_by) for step in dossier.route] == [
        ("done", reception.staff.id), ("done", justice.staff.id),
    ]  # fmt: skip
    assert [event["kind"] for event in events] == ["accept", "resolve_at_once"]
    told = events[-1]["data"]
    assert (told["signed_by"], told["how"]) == ("Bà Trưởng phòng", "paper_only")
    assert told["result_number"] == row["result_number"]
    assert events[0]["data"]["fee_amount"] == 25_000
    page = said(await reception.see(answer.headers["location"].removeprefix(f"/{reception.center.key}")))
    assert "Giải quyết ngay và trả kết quả tại quầy" in page
    assert row["result_number"] in page


async def test_the_next_person_s_copies_have_the_next_number(reception: Any, form: dict[str, Any]) -> None:
    numbers = []
    for _ in range(2):
        hidden = await reception.hidden(COPIES)
        found, _events = await kept(reception, await reception.post_form(COPIES, {**form, **hidden}))
        numbers.append(int(found.row["result_number"].partition("/")[0]))
    assert numbers[1] == numbers[0] + 1


async def test_sent_twice_it_is_done_once(reception: Any, form: dict[str, Any]) -> None:
    first = await reception.post_form(COPIES, form)
    before = await how_many(reception)
    again = await reception.post_form(COPIES, form)
    assert again.headers["location"] == first.headers["location"]
    assert await how_many(reception) == before


async def test_the_receipt_is_printed_only_when_asked_for(reception: Any, form: dict[str, Any]) -> None:
    answer = await reception.post_form(COPIES, {**form, "_receipt_asked": "1"})
    assert answer.headers["location"].endswith("?in=1")
    _, events = await kept(reception, answer)
    assert events[-1]["data"]["receipt_asked"] is True


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"_signer": ""}, "Hãy chọn: người ký"),
        ({"_signer": "00000000-0000-0000-0000-000000000001"}, "hãy chọn một trong các mục có sẵn"),
        ({"_fee_collected": ""}, "Hãy đánh dấu: đã thu phí, lệ phí 25.000 đồng"),
        ({"_channel": "post"}, "Chỉ giải quyết ngay khi người nộp có mặt tại quầy"),
        ({"has_defect": "yes"}, "Không chứng thực bản sao"),
        ({"_paper.original.originals": "0"}, "Cần 1 bản chính"),
    ],
)
async def test_without_what_it_needs_nothing_is_written(
    reception: Any, form: dict[str, Any], change: dict[str, str], sentence: str
) -> None:
    before = await how_many(reception)
    refused = await reception.post_form(COPIES, form | change)
    assert refused.status_code == 422
    assert sentence in said(refused)
    assert "Trường Đại học Bách khoa" in refused.text  # nothing typed is lost
    assert await how_many(reception) == before
    mended = await reception.post_form(COPIES, form)
    assert mended.status_code == 303


async def test_another_procedure_is_declined_with_a_sentence(
    reception: Any, business: dict[str, Any], justice: Any
) -> None:
    page = await reception.see(BUSINESS)
    assert 'value="at_once"' not in page.text
    hidden = await reception.hidden(BUSINESS)
    posted = {**hidden, **business, "_decision": "at_once", "_signer": str(justice.staff.id)}
    refused = await reception.post_form(BUSINESS, posted)
    assert refused.status_code == 422
    assert "không thuộc loại giải quyết ngay tại quầy" in said(refused)


async def test_the_screen_offers_it_with_its_signer(reception: Any, justice: Any) -> None:
    page = await reception.see(COPIES)
    assert 'value="at_once"' in page.text
    assert "Bà Trưởng phòng" in page.text
