"""The pages of `motcua plugin try`: the counter's form, judged as at the counter, with what would follow beside it."""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from motcua.catalog import build_catalog, load_plugins
from motcua.catalog.reloading import Reloading, find_plugin
from motcua.cli.plugin.draft import Draft
from motcua.cli.plugin.new import example, write
from motcua.cli.plugin.tryout import passing_office
from motcua.testing import catalog
from motcua.web.tryout.app import create_tryout

MONDAY = datetime(2017, 11, 6, 1, 0, tzinfo=UTC)
KEY, BASE = "ban-sao-so-goc-thu-nghiem-moi", "http://127.0.0.1:8010"
CODE = "motcua_thu_nghiem_moi/ban_sao_so_goc_thu_nghiem.py"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    made = tmp_path / "thu_nghiem_moi"
    write(Draft("thu_nghiem_moi", "Phòng Thử nghiệm", example("thu_nghiem_moi")), made)
    return made


@pytest.fixture
async def pages(folder: Path, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with passing_office(tmp_path / "office", build_catalog(load_plugins(()))) as office:
        app = create_tryout(office, Reloading(find_plugin(str(folder))), lambda: MONDAY)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:
            yield client


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def typed_in(page: str) -> dict[str, str]:
    """What a browser would post of the page's boxes."""
    boxes = re.findall(r'<input class="govuk-input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page)
    boxes += [
        (n, v) for v, n in re.findall(r'<input class="govuk-input[^>]*?value="([^"]*)"[^>]*?name="([^"]+)"', page)
    ]
    chosen = re.findall(r'name="([^"]+)" type="radio" value="([^"]+)" checked', page)
    picked = re.findall(r'<select[^>]*name="([^"]+)".*?<option value="([^"]+)" selected', page, re.S)
    return {**dict(boxes), **dict(chosen), **dict(picked)}


async def test_the_list_names_every_procedure_with_its_term_and_fee(pages: httpx.AsyncClient) -> None:
    page = (await pages.get("/")).text
    assert "Phòng Thử nghiệm" in page
    assert f'href="/{KEY}"' in page
    assert "Trong ngày" in page
    assert "Cần sửa trước khi dùng" not in page


async def test_what_the_lint_finds_stands_on_the_list(pages: httpx.AsyncClient, folder: Path) -> None:
    good = (folder / CODE).read_text("utf-8")
    (folder / CODE).write_text(good.replace("Số bản sao đề nghị cấp", "Lorem ipsum"), "utf-8")
    assert "chữ giữ chỗ" in (await pages.get("/")).text


async def test_beside_the_form_stands_what_would_follow(pages: httpx.AsyncClient) -> None:
    page = (await pages.get(f"/{KEY}")).text
    for said in ("Nếu nộp bây giờ", "trong ngày", "17:00 06/11/2017", "Thẩm định hồ sơ", "Chuyên viên thụ lý – Phòng",
                 "Giấy tờ phải nộp (1)", "Chưa xác nhận", "Người nộp hồ sơ"):  # fmt: skip
        assert said in page, said


async def test_a_condition_is_judged_as_soon_as_it_is_answered(pages: httpx.AsyncClient) -> None:
    page = (await pages.get(f"/{KEY}")).text
    assert "Quan hệ với người được cấp bản chính" not in page
    posted = {"_csrf_token": hidden(page, "_csrf_token"), "_refresh": "1", "is_for_another": "yes"}
    part = (await pages.post(f"/{KEY}", data=posted, headers={"hx-request": "true"})).text
    assert "Quan hệ với người được cấp bản chính" in part
    assert "Giấy tờ phải nộp (2)" in part
    assert "<html" not in part


async def test_an_empty_form_is_refused_in_the_counters_words(pages: httpx.AsyncClient) -> None:
    page = (await pages.get(f"/{KEY}")).text
    posted = {"_csrf_token": hidden(page, "_csrf_token"), "_key": hidden(page, "_key"), "applicant.kind": "person"}
    answer = await pages.post(f"/{KEY}", data=posted)
    assert answer.status_code == 422
    assert "Có nội dung chưa hợp lệ" in answer.text
    assert "Nhập ngày cấp văn bản gốc" in answer.text
    assert "Cần 1 bản chính" in answer.text


@pytest.mark.parametrize("channel", ["direct", "post"])
@pytest.mark.parametrize("size", ["shortest", "fullest"])
async def test_sample_answers_are_what_the_counter_takes(pages: httpx.AsyncClient, size: str, channel: str) -> None:
    page = (await pages.get(f"/{KEY}", params={"dien": size})).text
    posted = typed_in(page) | {"_csrf_token": hidden(page, "_csrf_token"), "_key": hidden(page, "_key")}
    answer = await pages.post(f"/{KEY}", data=posted | {"_channel": channel})
    assert answer.status_code == 200, re.findall(r'href="#f-[^>]*>[^<]*', answer.text)
    assert "quầy tiếp nhận được" in answer.text


async def test_nothing_is_sent_while_no_file_changes_and_the_new_form_with_what_was_typed_when_one_does(
    pages: httpx.AsyncClient, folder: Path
) -> None:
    page = (await pages.get(f"/{KEY}")).text
    stamp = re.search(r"_stamp&quot;:&quot;(\w+)", page)
    assert stamp is not None
    posted = {"_csrf_token": hidden(page, "_csrf_token"), "_watch": "1", "_stamp": stamp[1], "original": "Bằng số 12"}
    partly = {"hx-request": "true"}
    assert (await pages.post(f"/{KEY}", data=posted, headers=partly)).status_code == 204
    path = folder / CODE
    good = path.read_text("utf-8")
    path.write_text(good.replace("Tên, số của văn bản gốc", "Văn bản gốc số"), "utf-8")
    answer = await pages.post(f"/{KEY}", data=posted, headers=partly)
    assert "Văn bản gốc số" in answer.text
    assert "Bằng số 12" in answer.text
    path.write_text(good.replace("Paper(", "Papier(", 1), "utf-8")
    broken = await pages.post(f"/{KEY}", data=posted, headers=partly)
    assert broken.headers["hx-retarget"] == "#trang"
    assert f"{CODE}, dòng " in broken.text
    assert "Bằng số 12" in broken.text
    path.write_text(good, "utf-8")
    assert "Tên, số của văn bản gốc" in (await pages.post(f"/{KEY}", data=posted, headers=partly)).text


async def test_a_rule_that_raises_while_the_form_is_drawn_is_a_page_with_the_line(
    pages: httpx.AsyncClient, folder: Path
) -> None:
    init = folder / "motcua_thu_nghiem_moi" / "__init__.py"
    init.write_text(init.read_text("utf-8").replace("return (", "raise RuntimeError('x')\n    return ("), "utf-8")
    assert "register_procedures: gây lỗi RuntimeError (__init__.py:" in (await pages.get("/")).text


async def test_only_this_machine_and_our_own_pages_are_answered(pages: httpx.AsyncClient) -> None:
    assert (await pages.get("/", headers={"host": "xau.example"})).status_code == 403
    assert (await pages.post(f"/{KEY}", data={"_refresh": "1"})).status_code == 403
    assert (await pages.get("/khong-co-thu-tuc-nay")).status_code == 404
    assert "script-src 'nonce-" in (await pages.get("/")).headers["content-security-policy"]
    assert (await pages.get("/static/motcua.css")).status_code == 200


@pytest.mark.parametrize("agency", [agency.key for agency in catalog().agencies])
async def test_every_installed_agency_can_be_tried(agency: str, tmp_path: Path) -> None:
    async with passing_office(tmp_path, build_catalog(load_plugins(()))) as office:
        plugin = Reloading(find_plugin(agency))
        before = dict(sys.modules)
        app = create_tryout(office, plugin, lambda: MONDAY)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:
            page = (await client.get("/")).text
            keys = [version.key for version in catalog().of_agency(agency)]
            assert all(f'href="/{key}"' in page for key in keys)
            largest = max(keys, key=lambda key: len(catalog().procedures[key].form.items))
            answer = await client.get(f"/{largest}", params={"dien": "fullest"})
            assert answer.status_code == 200
            assert "Nếu nộp bây giờ" in answer.text
        sys.modules.update(before)
