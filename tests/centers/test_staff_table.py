"""A list of staff as officers keep it, read row by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua import paths
from motcua.centers import read_center
from motcua.centers.staff import read_staff
from motcua.centers.staff_table import read_staff_table, staff_csv, username_for
from motcua.domain.errors import DataError

QUE_VO = read_center(paths.tenants() / "que-vo")
HEADING = ["TT", "Họ và tên", "Chức vụ", "Cơ quan", "Loại", "Vai trò", "Vị trí", "Tiếp nhận", "Cử từ ngày"]


def lines(*rows: list[str]) -> list[tuple[int, str, str, str]]:
    found = read_staff_table([["DANH SÁCH CÁN BỘ"], HEADING, *rows], QUE_VO.agencies)
    return [(line.number, line.name, line.row.username if line.row else "", line.problem) for line in found]


def test_agencies_and_roles_are_read_by_their_names_and_dates_with_the_day_first() -> None:
    row = ["1", "Nguyễn Đình Khoa", "Chuyên viên", "Phòng Tư pháp", "Cử đến", "Cán bộ tiếp nhận và trả kết quả", "",
           "tu_phap", "6/11/2017"]  # fmt: skip
    (line,) = read_staff_table([HEADING, row], QUE_VO.agencies)
    assert line.row is not None
    assert (line.row.agency, line.row.kind, line.row.roles) == ("tu_phap", "seconded", ("reception",))
    assert (line.row.seconded_from, line.row.username) == (date(2017, 11, 6), "khoa.nd")


def test_a_wrong_row_says_which_column_and_what_to_do_and_the_others_are_read() -> None:
    found = lines(
        ["1", "Trần Thị Bé", "Văn thư", "", "", "clerk", "", "", ""],
        ["", "", "", "", "", "", "", "", ""],
        ["2", "Lê Văn Ba", "Chuyên viên", "Phòng Không Có", "Cơ quan", "officer", "", "", ""],
    )
    assert found[0] == (3, "Trần Thị Bé", "be.tt", "")
    assert found[1][0] == 5
    assert "agency" in found[1][3]
    assert "Phòng Không Có" in found[1][3]


def test_two_people_of_one_name_get_two_accounts_and_one_account_twice_is_refused() -> None:
    row = ["", "Trần Thị Bé", "Văn thư", "", "", "clerk", "", "", ""]
    assert [line[2] for line in lines(row, row)] == ["be.tt", "be.tt2"]
    heading = ["Tài khoản", "Họ và tên", "Chức vụ", "Vai trò"]
    twice = [heading, ["be.tt", "Trần Thị Bé", "Văn thư", "clerk"], ["be.tt", "Trần Thị Bích", "Văn thư", "clerk"]]
    assert "đã có ở dòng 2" in read_staff_table(twice, QUE_VO.agencies)[1].problem


def test_a_table_without_names_is_no_list() -> None:
    with pytest.raises(DataError, match="Họ và tên"):
        read_staff_table([["a", "b"], ["1", "2"]], QUE_VO.agencies)


def test_a_name_without_letters_makes_no_account() -> None:
    assert username_for("???", ()) == ""
    assert username_for("Đặng Thị Ước", ()) == "uoc.dt"


def test_what_is_written_is_read_again_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text(staff_csv(QUE_VO.staff), "utf-8")
    assert read_staff(path, QUE_VO.agencies) == QUE_VO.staff
