"""Finding what is to be handed back."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest


def said(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


async def test_a_scanned_receipt_opens_its_dossier(reception: Any, take_in: Any) -> None:
    made = await take_in()
    code = re.search(r"000\.00\.\S+-\d{4}", said(await reception.see(f"/ho-so/{made}")))
    assert code
    hidden = await reception.hidden("/tra-ket-qua")
    for text in (code[0], code[0].lower(), f"http://127.0.0.1:8000/que-vo/tra-cuu/{code[0]}/abcDEF_-1"):
        answer = await reception.post_form("/tra-ket-qua", {**hidden, "text": text})
        assert answer.status_code == 303, text
        assert f"/ho-so/{made}" in answer.headers["location"]


async def test_a_name_lists_every_dossier_of_that_name(reception: Any, take_in: Any) -> None:
    await take_in(**{"applicant.name": "Vũ Thị Xoan"})
    await take_in(**{"applicant.name": "Vũ Thị Xoan"})
    hidden = await reception.hidden("/tra-ket-qua")
    answer = await reception.post_form("/tra-ket-qua", {**hidden, "text": "xoan"})
    assert answer.status_code == 200
    assert "Tìm thấy 2 hồ sơ" in answer.text


@pytest.mark.parametrize("text", ["", "   ", "a\x00b", "x" * 900])
async def test_what_can_not_be_looked_for_is_said_beside_the_box(reception: Any, text: str) -> None:
    hidden = await reception.hidden("/tra-ket-qua")
    answer = await reception.post_form("/tra-ket-qua", {**hidden, "text": text})
    assert answer.status_code == 422
    assert 'id="f-text-error"' in answer.text


async def test_who_hands_nothing_back_has_no_such_page(registrar: Any) -> None:
    assert (await registrar.see("/tra-ket-qua")).status_code == 403
