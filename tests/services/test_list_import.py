"""An official list: read in the worker, reported, and taken over only when it is confirmed."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
import xlsxwriter
from tests.services.conftest import BUSINESS, COPIES, LAND, Desk_

from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.overrides import Fact
from motcua.services.catalogue import current
from motcua.services.codes import local_date
from motcua.services.review.list_import import confirm_list, report_of, upload_list
from motcua.store.engine import transaction
from motcua.store.queries.review import load_overrides

TYPED = {"number": "Quyết định 99/QĐ-UBND", "on": "1/11/2017", "signed_by": "Ông A", "from_on": "1/11/2017"}
ROWS = [
    ["Mã thủ tục", "Tên thủ tục", "Thời hạn", "Phí"],
    ["1.009999", BUSINESS.title.upper(), "2 ngày làm việc", "100.000"],
    ["", LAND.title, "20 ngày", "150.000 đồng"],
    ["", "Thủ tục ở đâu đó", "", ""],
]


def as_csv(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(row) for row in rows).encode("utf-8-sig")


def as_xlsx(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return out.getvalue()


@pytest.mark.parametrize(("name", "body"), [("danh-muc.csv", as_csv(ROWS)), ("danh mục.xlsx", as_xlsx(ROWS))])
async def test_nothing_changes_before_the_list_is_confirmed(desk: Desk_, name: str, body: bytes) -> None:
    director = desk.by("director")
    async with transaction():
        before = await load_overrides()
    made = await upload_list(desk.office, director, body, name, TYPED, uuid4())
    found = await report_of(desk.office, director, made)
    assert {match.version.key for match in found.report.matches} == {BUSINESS.key, LAND.key}
    assert [row.get("title") for row, _ in found.report.unknown] == ["Thủ tục ở đâu đó"]
    assert COPIES.key in {version.key for version in found.report.missing}
    assert "dài hơn" in found.refused[f"{LAND.key}:term"]
    async with transaction():
        assert await load_overrides() == before


async def test_confirming_makes_the_decisions_of_the_list_once(desk: Desk_) -> None:
    director, key = desk.by("director"), uuid4()
    made = await upload_list(desk.office, director, as_csv(ROWS), "danh-muc.csv", TYPED, uuid4())
    with pytest.raises(Refused, match="dài hơn"):
        await confirm_list(desk.office, director, made, {f"{LAND.key}:term", f"{LAND.key}:fee"}, uuid4())
    chosen = {f"{BUSINESS.key}:term", f"{BUSINESS.key}:code", f"{LAND.key}:fee"}
    says = await confirm_list(desk.office, director, made, chosen, key)
    assert says.startswith("Đã ghi 3 quyết định riêng")
    assert await confirm_list(desk.office, director, made, chosen, key) == says
    with pytest.raises(Conflict, match="đã được xác nhận"):
        await confirm_list(desk.office, director, made, chosen, uuid4())
    version = await current(desk.office, BUSINESS.key, local_date(director.at))
    assert version is not None
    assert (version.term.default.says, version.national_code) == ("2 ngày làm việc", "1.009999")
    assert {each.decision.number for each in version.overrides} == {"Quyết định 99/QĐ-UBND"}
    async with transaction():
        assert (Fact.FEE, "150000") in {(each.fact, each.value) for each in await load_overrides(LAND.key)}


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("danh-muc.pdf", b"%PDF-1.7", "XLSX hoặc CSV"),
        ("danh-muc.xlsx", b"PK\x03\x04 hong", "hỏng"),
        ("danh-muc.csv", b"\xe0\xe1\xff\xfe ten;ma", "UTF-8"),
        ("danh-muc.csv", b"a;b\nc;d\n", "Tên thủ tục"),
        ("danh-muc.csv", b"", "rỗng"),
    ],
)
async def test_what_is_no_list_is_refused_with_what_to_do(desk: Desk_, name: str, body: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        await upload_list(desk.office, desk.by("director"), body, name, TYPED, uuid4())


async def test_only_who_decides_uploads(desk: Desk_) -> None:
    with pytest.raises(NotAllowed):
        await upload_list(desk.office, desk.by("head"), as_csv(ROWS), "danh-muc.csv", TYPED, uuid4())
