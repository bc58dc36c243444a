"""A form filled in at home: what was typed stands on it, what was left open has room to be written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest_asyncio
from tests.letters.test_receipt import overlapping, pages_of, sizes_of

from motcua import paths
from motcua.catalog import build_catalog, load_plugins
from motcua.centers import read_centers
from motcua.letters.rendering import Letters, letters_pool
from motcua.services.citizens.prepared_form import print_prepared, read_prepared

AT = datetime(2017, 11, 8, 1, tzinfo=UTC)
KARAOKE, BUSINESS = "giay-phep-kinh-doanh-karaoke", "dang-ky-ho-kinh-doanh"
CENTER = read_centers(paths.tenants())["que-vo"]
CATALOG = build_catalog(load_plugins())


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office() -> AsyncIterator[Any]:
    async with letters_pool(size=1) as pool:
        yield SimpleNamespace(letters=Letters(pool, paths.templates() / "letters"))


async def printed(office: Any, key: str, raw: dict[str, list[str]]) -> bytes:
    version = CATALOG.procedures[key]
    form = read_prepared(CENTER, version, raw, AT)
    assert not form.errors
    return await print_prepared(office, CENTER, version, form, AT)


async def test_what_was_typed_stands_on_the_paper(office: Any) -> None:
    raw = {
        "applicant.name": ["Nguyễn Thị Ước"],
        "applicant.id_number": ["125123456"],
        "room.0.name": ["Phòng VIP 1"],
        "room.0.area": ["25"],
        "room.1.name": ["Phòng VIP 2"],
    }
    text = " ".join(" ".join(pages_of(await printed(office, KARAOKE, raw))).split())
    for words in (
        "ĐƠN ĐỀ NGHỊ",
        "Phòng Văn hóa và Thông tin",
        "Nguyễn Thị Ước",
        "125123456",
        "VIP 1",
        "25 m²",
        "VIP 2",
    ):
        assert words in text
    assert "chưa phải hồ sơ đã nộp" in text


async def test_an_empty_form_has_every_question_with_room_or_with_its_options(office: Any) -> None:
    pdf = await printed(office, BUSINESS, {})
    text = " ".join(" ".join(pages_of(pdf)).split())
    version = CATALOG.procedures[BUSINESS]
    for field in version.form.fields:
        assert field.label.split(" (")[0] in text, field.key
    for paper in version.papers:
        assert paper.label in text
    assert "....." in text
    assert "Bán lẻ" in text
    assert sizes_of(pdf)[0] == (210.0, 297.0)
    assert not overlapping(pdf)


async def test_a_question_of_another_case_says_when_it_is_to_be_answered_until_it_is_decided(office: Any) -> None:
    """On paper nothing unfolds."""
    open_ = " ".join(" ".join(pages_of(await printed(office, KARAOKE, {}))).split())
    assert "(nếu “Trường hợp đề nghị” là" in open_
    decided = " ".join(" ".join(pages_of(await printed(office, KARAOKE, {"kind": ["new"]}))).split())
    assert "(nếu “Trường hợp đề nghị” là" not in decided


async def test_the_same_form_gives_the_same_bytes(office: Any) -> None:
    assert await printed(office, BUSINESS, {}) == await printed(office, BUSINESS, {})


async def test_every_procedures_form_can_be_printed_empty(office: Any) -> None:
    for key in CATALOG.procedures:
        assert (await printed(office, key, {})).startswith(b"%PDF"), key


def test_what_was_typed_wrong_is_said_and_what_was_left_open_is_not() -> None:
    form = read_prepared(CENTER, CATALOG.procedures[KARAOKE], {"applicant.phone": ["không có"], "la": ["x"]}, AT)
    assert set(form.errors) == {"applicant.phone"}


async def test_hostile_text_is_text(office: Any) -> None:
    raw = {"applicant.address": ["#panic() $x$ *đậm* `a` \\ <script>"], "applicant.name": ["Nguyễn #eval Văn"]}
    text = " ".join(" ".join(pages_of(await printed(office, BUSINESS, raw))).split())
    assert "#panic() $x$ *đậm* `a` \\ <script>" in text
