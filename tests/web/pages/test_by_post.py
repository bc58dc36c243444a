"""A dossier that came by the public post: its letter is written down, shown, and the result goes back the same way."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import UUID

import pytest

from motcua.centers import entered
from motcua.domain.moves import Move
from motcua.services.dossiers import records
from motcua.services.dossiers.hindrances import is_beside_the_point
from motcua.store.engine import transaction

BUSINESS = "/tiep-nhan/dang-ky-ho-kinh-doanh"
LETTER = {"_channel": "post", "_arrival_number": "RR123456789VN", "_arrival_posted_on": "6/11/2017"}


def said(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


async def kept(person: Any, dossier_id: UUID) -> records.Kept:
    with entered(person.center):
        async with transaction():
            found = await records.load(dossier_id)
    assert found is not None
    return found


async def test_what_came_by_post_is_kept_shown_and_goes_back_by_post(reception: Any, take_in: Any) -> None:
    made = await take_in(**LETTER)
    found = await kept(reception, made)
    assert found.row["channel"] == "post"
    assert found.arrival == {"arrival_number": "RR123456789VN", "arrival_posted_on": "2017-11-06"}
    page = said(await reception.see(f"/ho-so/{made}"))
    assert "Đến theo bưu gửi số RR123456789VN; Ngày gửi 06/11/2017" in page
    assert "giấy tiếp nhận gửi lại qua bưu chính" in page
    assert not is_beside_the_point(Move.SEND_BY_POST, found)
    assert is_beside_the_point(Move.SEND_BY_POST, await kept(reception, await take_in()))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"_arrival_number": ""}, "Hãy nhập: số hiệu bưu gửi"),
        ({"_arrival_posted_on": ""}, "Hãy nhập: ngày gửi theo dấu bưu cục"),
        ({"_arrival_posted_on": "9/11/2017"}, "Ngày gửi không thể sau hôm nay."),
        ({"_arrival_posted_on": "hôm kia"}, "ngày"),
    ],
)
async def test_a_letter_without_its_number_or_day_is_not_taken_in(
    reception: Any, business: dict[str, Any], change: dict[str, str], sentence: str
) -> None:
    hidden = await reception.hidden(BUSINESS)
    form = {**hidden, **business, **LETTER, "_decision": "accept"}
    refused = await reception.post_form(BUSINESS, form | change)
    assert refused.status_code == 422
    assert sentence in said(refused)
    assert (await reception.post_form(BUSINESS, form)).status_code == 303


async def test_somebody_at_the_counter_is_asked_for_no_letter(reception: Any, business: dict[str, Any]) -> None:
    page = await reception.see(BUSINESS)
    assert "_arrival_number" not in page.text
    hidden = await reception.hidden(BUSINESS)
    by_post = await reception.post_form(BUSINESS, {**hidden, **business, "_channel": "post", "_refresh": "1"})
    assert "_arrival_number" in by_post.text
