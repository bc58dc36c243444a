"""“Vì sao ngày này?” on a dossier, and the what-if page: both say what `motcua due` says."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import UUID

from click.testing import CliRunner

from motcua.cli.due import due_command

WHY = "?on=14/8/2026&at=9:00&amount=6&unit=wd"


def said(page: str) -> list[str]:
    """The first column of the explanation, as text."""
    return [
        html.unescape(re.sub(r"<[^>]+>", "", cell)).strip()
        for cell in re.findall(r'<th scope="row">(.*?)</th>', page, re.S)
    ]


def commanded(*options: str) -> list[str]:
    answer = CliRunner().invoke(due_command, ["--center", "que-vo", *options])
    assert answer.exit_code == 0, answer.output
    return [line.strip().split(" [")[0] for line in answer.output.splitlines()[1:]]


def lowered(lines: list[str]) -> list[str]:
    return [line[:1].lower() + line[1:] for line in lines]


async def test_the_what_if_page_and_the_command_answer_the_same(reception: Any) -> None:
    page = await reception.see(f"/thoi-han{WHY}")
    assert page.status_code == 200, page.text[:3000]
    assert lowered(said(page.text)) == lowered(commanded("--received", "2026-08-14T09:00", "--term", "6wd"))
    assert "Thông báo 9441/TB-BNV" in page.text
    assert "data-mc-print" in page.text


async def test_the_what_if_page_explains_a_supplement_by_the_regime_asked_for(reception: Any) -> None:
    pause = "&kind=supplement&from_on=17/8/2026&from_at=08:00&to_on=20/8/2026&to_at=10:00"
    restarted = (await reception.see(f"/thoi-han{WHY}{pause}&regime=nd61_2018")).text
    paused = (await reception.see(f"/thoi-han{WHY}{pause}&regime=qd09_2015")).text
    assert "tính lại từ đầu" in restarted
    assert "Điều 19 khoản 4" in restarted
    assert "không tính vào thời hạn" in paused
    assert said(restarted)[-1] != said(paused)[-1]


async def test_what_is_typed_wrong_is_said_beside_its_field(reception: Any) -> None:
    page = await reception.see("/thoi-han?on=31/2/2026&at=9&amount=6x&kind=nothing")
    assert page.status_code == 422
    for field in ("on", "amount", "kind"):
        assert f'href="#f-{field}"' in page.text
        assert f'id="f-{field}"' in page.text
    assert (await reception.see("/thoi-han")).status_code == 200
    assert (await reception.see("/thoi-han?on=1/1/9999&at=9:00&amount=99999")).status_code == 422
    assert (await reception.see(f"/thoi-han{WHY}&unit=nothing")).status_code == 422
    same = await reception.see("/thoi-han?on=14/8/2026&at=9:00&unit=same_day")
    assert said(same.text)[-1].endswith("14/08/2026.")


async def test_a_dossier_says_why_it_is_due_then(reception: Any, take_in: Any) -> None:
    dossier_id: UUID = await take_in()
    dossier = (await reception.see(f"/ho-so/{dossier_id}")).text
    assert f"/ho-so/{dossier_id}/thoi-han" in dossier
    page = await reception.see(f"/ho-so/{dossier_id}/thoi-han")
    assert page.status_code == 200, page.text[:3000]
    lines = said(page.text)
    assert lines[0].startswith("Tiếp nhận lúc")
    assert "Quyết định 09/2015/QĐ-TTg" in lines[0]
    assert lines[-1].startswith("Hạn trả kết quả: ")
    assert "Ngày hẹn trên hồ sơ khác" not in page.text
    assert "chưa đối chiếu văn bản" in page.text


async def test_who_reckons_finds_the_page_in_the_menu(reception: Any, somebody: Any) -> None:
    for who in (reception, await somebody("officer"), await somebody("head"), await somebody("director")):
        assert 'href="/que-vo-trang/thoi-han"' in (await who.see("/viec")).text
    cashier = await somebody("cashier")
    assert "/thoi-han" not in (await cashier.see("/viec")).text
