"""At the counter and on the dossier's page: what waits for the virus scanner, what it refused, and another try."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.clamav import Daemon, infected_pdf
from tests.web.pages.test_uploads import COUNTER, SCANS, sent_files

from motcua.services.background import one_round
from motcua.settings import wall_clock
from motcua.store.clamd import Clamd

LINK = re.compile(r'href="([^"]+/tep/[^"]+)"')
RESCAN = re.compile(r'name="_rescan" value="([^"]+)"')


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (33, 21), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def silent(world: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(world.office.files, "scanner", Clamd(str(tmp_path / "khong-co.ctl")))


async def waiting_at_counter(reception: Any, body: bytes, name: str) -> tuple[dict[str, str], str, Any]:
    hidden = await reception.hidden(COUNTER)
    kind = "application/pdf" if name.endswith(".pdf") else "image/png"
    taken = await sent_files(reception, hidden, request=(name, body, kind))
    assert taken.status_code == 200, taken.text
    found = RESCAN.search(taken.text)
    assert found
    return hidden, found[1], taken


async def test_a_waiting_file_is_told_and_is_no_link(reception: Any, silent: None) -> None:
    hidden, file, taken = await waiting_at_counter(reception, picture("red"), "cccd.png")
    assert "Đang chờ quét vi-rút" in taken.text
    assert not LINK.search(taken.text)
    opened = await reception.see(f"/tep/{file}")
    assert opened.status_code == 409
    assert "đang chờ quét vi-rút" in opened.text
    again = await reception.post_form(COUNTER, {**hidden, "_rescan": file})
    assert again.status_code == 422
    assert "Phần mềm diệt vi-rút chưa trả lời" in again.text
    assert "cccd.png" in again.text


@pytest.mark.infra
async def test_another_try_makes_it_a_link_or_says_that_it_is_refused(
    reception: Any, silent: None, world: Any, monkeypatch: pytest.MonkeyPatch, clamd: Daemon
) -> None:
    hidden, good, _ = await waiting_at_counter(reception, picture("lime"), "cccd.png")
    other, bad, _ = await waiting_at_counter(reception, infected_pdf(), "đơn.pdf")
    monkeypatch.setattr(world.office.files, "scanner", Clamd(clamd.address))
    answer = await reception.post(reception.at(SCANS), data={**hidden, "_rescan": good}, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert LINK.search(answer.text)
    assert "Đang chờ" not in answer.text
    assert (await reception.see(f"/tep/{good}")).content == picture("lime")
    refused = await reception.post_form(COUNTER, {**other, "_rescan": bad})
    assert "Có mã độc, đã bị loại" in refused.text
    assert "Chưa có bản quét" in refused.text or "giấy tờ bắt buộc chưa có bản quét" in refused.text
    assert (await reception.see(f"/tep/{bad}")).status_code == 409


@pytest.mark.infra
async def test_an_infected_file_is_refused_at_once_with_what_to_do(
    reception: Any, world: Any, monkeypatch: pytest.MonkeyPatch, clamd: Daemon
) -> None:
    monkeypatch.setattr(world.office.files, "scanner", Clamd(clamd.address))
    hidden = await reception.hidden(COUNTER)
    answer = await sent_files(reception, hidden, request=("đơn.pdf", infected_pdf(), "application/pdf"))
    assert answer.status_code == 422
    assert "đơn.pdf: Phần mềm diệt vi-rút phát hiện mã độc" in answer.text


@pytest.mark.infra
async def test_on_the_dossier_s_page_a_refused_file_is_replaced(
    reception: Any,
    business: dict[str, Any],
    silent: None,
    world: Any,
    monkeypatch: pytest.MonkeyPatch,
    clamd: Daemon,
) -> None:
    hidden, file, _ = await waiting_at_counter(reception, infected_pdf("-2"), "đơn.pdf")
    made = await reception.post_form(COUNTER, {**hidden, **business, "_decision": "accept"})
    assert made.status_code == 303, "a silent scanner does not keep anybody waiting at the counter"
    dossier = made.headers["location"].removeprefix(reception.at(""))
    page = await reception.see(dossier)
    assert "Đang chờ quét vi-rút" in page.text
    mend = f"{dossier}/tep/{file}/lam-lai"
    assert mend in page.text
    form = await reception.hidden(dossier, mend)
    silent_still = await reception.post_form(mend, form)
    assert silent_still.status_code == 303
    monkeypatch.setattr(world.office.files, "scanner", Clamd(clamd.address))
    await reception.post_form(mend, form)
    page = await reception.see(dossier)
    assert "Có mã độc, đã bị loại" in page.text
    assert "“đơn.pdf” có mã độc nên đã bị loại khỏi hồ sơ" in page.text
    assert (await reception.see(f"{dossier}/tep/{file}")).status_code == 409
    assert "Tệp có mã độc đã bị loại, cần người nộp gửi lại" in (await reception.see("/viec")).text
    nothing = await reception.post_form(mend, form)
    assert nothing.status_code == 422
    for _ in range(2):
        files = {"another": ("đơn mới.png", picture("navy"), "image/png")}
        assert (await reception.post(reception.at(mend), data=form, files=files)).status_code == 303
    page = await reception.see(dossier)
    assert page.text.count(">đơn mới.png</a>") == 1
    assert "đã thay bằng tệp khác" in page.text


@pytest.mark.infra
async def test_what_waits_is_scanned_by_the_next_round_without_anybody_s_doing(
    reception: Any, silent: None, world: Any, monkeypatch: pytest.MonkeyPatch, clamd: Daemon
) -> None:
    _, file, _ = await waiting_at_counter(reception, picture("olive"), "cccd.png")
    await one_round(world.office, world.here, world.clock[0], wall_clock())
    assert (await reception.see(f"/tep/{file}")).status_code == 409, "the scanner is still silent"
    monkeypatch.setattr(world.office.files, "scanner", Clamd(clamd.address))
    await one_round(world.office, world.here, world.clock[0], wall_clock())
    opened = await reception.see(f"/tep/{file}")
    assert (opened.status_code, opened.content) == (200, picture("olive"))
    assert opened.headers["content-security-policy"].startswith("sandbox")
    assert opened.headers["x-content-type-options"] == "nosniff"
