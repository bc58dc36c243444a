"""Scans over HTTP: each stored or refused by itself, opened only by who may see them."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

COUNTER = "/tiep-nhan/dang-ky-ho-kinh-doanh"
SCANS = f"{COUNTER}/tep"
PARTIAL = {"hx-request": "true"}


def a_pdf() -> bytes:
    """The least that a PDF can be: one empty page."""
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for part in parts:
        offsets.append(len(body))
        body += part
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return body + table + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


async def sent_files(who: Any, hidden: dict[str, str], **files: tuple[str, bytes, str]) -> Any:
    named = {f"_file.{key}": value for key, value in files.items()}
    return await who.post(who.at(SCANS), data=hidden, files=named, headers=PARTIAL)


async def test_a_scan_is_listed_at_once_and_goes_with_the_dossier(reception: Any, business: dict[str, Any]) -> None:
    hidden = await reception.hidden(COUNTER)
    taken = await sent_files(reception, hidden, request=("đơn.pdf", a_pdf(), "application/pdf"))
    assert taken.status_code == 200, taken.text
    assert "đơn.pdf" in taken.text
    assert "<html" not in taken.text
    again = await reception.post_form(COUNTER, {**hidden, **business, "_decision": "accept", "owner_name": ""})
    assert again.status_code == 422
    assert "đơn.pdf" in again.text
    made = await reception.post_form(COUNTER, {**hidden, **business, "_decision": "accept"})
    page = await reception.get(made.headers["location"])
    link = re.search(r'href="([^"]+/tep/[^"]+)"[^>]*>đơn.pdf', page.text)
    assert link
    file = await reception.get(link[1])
    assert file.status_code == 200
    assert file.content == a_pdf()
    assert file.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%C4%91%C6%A1n.pdf")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert file.headers["content-security-policy"].startswith("sandbox")


async def test_every_file_is_judged_by_itself(reception: Any) -> None:
    hidden = await reception.hidden(COUNTER)
    answer = await sent_files(
        reception,
        hidden,
        request=("đơn.pdf", a_pdf(), "application/pdf"),
        id_copy=("cmnd.pdf", b"<html><script>alert(1)</script></html>", "application/pdf"),
    )
    assert answer.status_code == 422
    assert "cmnd.pdf: Nội dung tệp không phải là PDF" in answer.text
    assert ">đơn.pdf</a>" in answer.text


async def test_files_that_can_not_be_taken_are_refused_with_a_sentence(reception: Any) -> None:
    for name, content, kind, words in (
        ("rong.pdf", b"", "application/pdf", "Tệp rỗng"),
        ("virus.exe", b"MZ" + bytes(100), "application/x-msdownload", "Chỉ nhận tệp"),
        ("trang.html", b"<html></html>", "text/html", "Chỉ nhận tệp"),
        ("anh.heic", bytes(100), "image/heic", "HEIC"),
        ("hong.png", b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png", "hong.png: "),
    ):
        hidden = await reception.hidden(COUNTER)
        answer = await sent_files(reception, hidden, request=(name, content, kind))
        assert answer.status_code == 422, name
        assert words in answer.text, (name, answer.text)
        assert "Chưa có" in answer.text


async def test_a_file_of_thirty_megabytes_is_a_413_page(reception: Any) -> None:
    hidden = await reception.hidden(COUNTER)
    answer = await sent_files(reception, hidden, request=("to.pdf", bytes(30 * 1024 * 1024), "application/pdf"))
    assert answer.status_code == 413
    assert "25 MB" in answer.text


async def test_without_javascript_the_same_form_brings_its_scans(reception: Any, business: dict[str, Any]) -> None:
    hidden = await reception.hidden(COUNTER)
    files = {"_file.request": ("đơn.pdf", a_pdf(), "application/pdf")}
    form = {**hidden, **business, "_upload": "1"}
    answer = await reception.post(reception.at(COUNTER), data=form, files=files)
    assert answer.status_code == 200
    assert ">đơn.pdf</a>" in answer.text
    assert 'value="Hộ kinh doanh Nguyễn Văn An"' in answer.text
    drop = re.search(r'name="_drop" value="([^"]+)"', answer.text)
    assert drop
    gone = await reception.post_form(COUNTER, {**hidden, **business, "_drop": drop[1]})
    assert f'name="_drop" value="{drop[1]}"' not in gone.text
    assert (await reception.see(f"/tep/{drop[1]}")).status_code == 404


async def test_scans_chosen_but_not_yet_sent_come_along_with_the_decision(
    reception: Any, business: dict[str, Any]
) -> None:
    hidden = await reception.hidden(COUNTER)
    files = {"_file.request": ("đơn.pdf", a_pdf(), "application/pdf")}
    form = {**hidden, **business, "_decision": "accept"}
    made = await reception.post(reception.at(COUNTER), data=form, files=files)
    assert made.status_code == 303
    assert "đơn.pdf" in (await reception.get(made.headers["location"])).text
    hidden = await reception.hidden(COUNTER)
    bad = {"_file.request": ("đơn.pdf", b"<html>", "application/pdf")}
    refused = await reception.post(reception.at(COUNTER), data={**form, **hidden}, files=bad)
    assert refused.status_code == 422
    assert "Nội dung tệp không phải là PDF" in refused.text


async def test_a_draft_scan_is_its_uploaders_alone(reception: Any, somebody: Any) -> None:
    hidden = await reception.hidden(COUNTER)
    taken = await sent_files(reception, hidden, request=("đơn.pdf", a_pdf(), "application/pdf"))
    link = re.search(r'href="([^"]+/tep/[^"]+)"', taken.text)
    assert link
    path = link[1].removeprefix(reception.at(""))
    assert (await reception.see(path)).status_code == 200
    colleague = await somebody("reception", name="Bà khác")
    abroad = await somebody("reception", other=True)
    missing = await reception.see(f"/tep/{uuid4()}")
    for who in (colleague, abroad):
        other = await who.see(path)
        assert other.status_code == missing.status_code == 404


async def test_a_picture_is_shown_in_a_sandbox(reception: Any) -> None:
    from io import BytesIO

    from PIL import Image

    picture = BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    hidden = await reception.hidden(COUNTER)
    taken = await sent_files(reception, hidden, id_copy=("cmnd.png", picture.getvalue(), "image/png"))
    link = re.search(r'href="([^"]+/tep/[^"]+)"', taken.text)
    assert link, taken.text
    file = await reception.get(link[1])
    assert file.headers["content-disposition"].startswith("inline")
    assert file.headers["content-security-policy"].startswith("sandbox")
