"""A list of staff taken over: reported row by row, whole or not at all."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from tests.services.conftest import Office

from motcua import paths
from motcua.centers import Center, entered
from motcua.centers.staff import read_staff
from motcua.domain.errors import DataError, Refused
from motcua.services.accounts import staff_import
from motcua.services.accounts.staff_import import CHANGED, NEW, SAME, WRONG, import_staff, report_staff
from motcua.store.engine import DB, transaction
from motcua.store.queries.accounts import list_staff

NOW = datetime(2018, 3, 7, 2, 0, tzinfo=UTC)
HEADING = ["Họ và tên", "Tài khoản", "Chức vụ", "Vai trò"]
GOOD = [
    HEADING,
    ["Nguyễn Văn Thành", "thanh.nv", "Quyền Giám đốc", "director"],
    ["Lê Thị Mới", "", "Văn thư", "Văn thư"],
]
BAD = [*GOOD, ["Trần Sai", "", "Cán bộ", "ky_su"]]


def as_xlsx(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return out.getvalue()


@pytest.fixture
def place(office: Office, que_vo: Center, tmp_path: Path, cleared: None) -> tuple[Office, Center, Path]:
    """A center with a folder of its own that may be written."""
    shutil.copytree(paths.tenants() / "que-vo", tmp_path / "nhap-nguoi")
    center = replace(que_vo, key="nhap-nguoi")
    settings = replace(office.settings, tenants_dir=tmp_path)
    return replace(office, settings=settings), center, tmp_path / "nhap-nguoi" / "staff.csv"


async def test_the_report_says_what_becomes_of_each_row_and_changes_nothing(
    place: tuple[Office, Center, Path],
) -> None:
    office, center, path = place
    before = path.read_bytes()
    found = await report_staff(office, center, as_xlsx(BAD), "cán bộ.xlsx")
    assert [(each.number, each.fate) for each in found.fates] == [(2, CHANGED), (3, NEW), (4, WRONG)]
    assert "ky_su" in found.problems[0].says
    assert len(found.leaving) == len(center.staff) - 1
    with pytest.raises(Refused, match="1 dòng chưa đúng"):
        await import_staff(office, center, found, at=NOW)
    assert path.read_bytes() == before


async def test_a_good_list_is_merged_into_the_file_and_the_accounts(place: tuple[Office, Center, Path]) -> None:
    office, center, path = place
    found = await report_staff(office, center, as_xlsx(GOOD), "can-bo.xlsx")
    await import_staff(office, center, found, at=NOW)
    after = read_staff(path, center.agencies)
    assert len(after) == len(center.staff) + 1
    assert next(row.title for row in after if row.username == "thanh.nv") == "Quyền Giám đốc"
    await DB.open_for(center)
    with entered(center):
        async with transaction():
            assert {row["username"] for row in await list_staff()} == {row.username for row in after}
    again = await report_staff(office, replace(center, staff=after), as_xlsx(GOOD), "can-bo.xlsx")
    assert {each.fate for each in again.fates} == {SAME}


async def test_a_list_that_is_whole_locks_who_is_not_on_it(place: tuple[Office, Center, Path]) -> None:
    office, center, path = place
    await import_staff(office, center, await report_staff(office, center, as_xlsx(GOOD), "a.xlsx"), at=NOW)
    whole = await report_staff(office, center, as_xlsx(GOOD), "a.xlsx", is_whole=True)
    made = await import_staff(office, center, whole, at=NOW)
    assert len(read_staff(path, center.agencies)) == 2
    assert "nga.nt" in made.locked


async def test_where_the_accounts_can_not_be_made_the_file_is_as_it_was(
    place: tuple[Office, Center, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, center, path = place
    before = path.read_bytes()
    found = await report_staff(office, center, as_xlsx(GOOD), "a.xlsx")
    broken = replace(office, settings=replace(office.settings, owner_url=None))
    with pytest.raises(DataError):
        await import_staff(broken, center, found, at=NOW)
    assert path.read_bytes() == before

    def forgets(path: Path, body: bytes) -> None:
        if body != before:
            path.write_bytes(body)

    # Without putting it back, the file would say what the accounts do not.
    monkeypatch.setattr(staff_import, "replaced", forgets)
    with pytest.raises(DataError):
        await import_staff(broken, center, found, at=NOW)
    assert path.read_bytes() != before


async def test_a_file_without_people_is_refused(place: tuple[Office, Center, Path]) -> None:
    office, center, _ = place
    with pytest.raises(Refused, match="không có người nào"):
        await report_staff(office, center, as_xlsx([HEADING, ["", "", "", ""], ["", "", "", ""]]), "a.xlsx")
