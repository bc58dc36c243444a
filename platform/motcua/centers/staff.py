"""staff.csv: who works at a center, in which roles, at which desks, and for which agencies they receive dossiers."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from motcua.centers.center import LEADERSHIP, Agency, StaffRow
from motcua.centers.tables import has_control, shown
from motcua.domain.errors import DataError
from motcua.domain.people import Role

COLUMNS = (
    "username",
    "name",
    "title",
    "phone",
    "kind",
    "agency",
    "roles",
    "desks",
    "receives",
    "seconded_from",
    "seconded_to",
)
KINDS: Mapping[str, str] = {
    "own": "biên chế của Trung tâm",
    "seconded": "cơ quan chuyên môn cử đến",
    "agency": "người của cơ quan chuyên môn",
    "post": "người của doanh nghiệp bưu chính công ích",
}
USERNAME = re.compile(r"[a-z][a-z0-9]*(\.[a-z0-9]+)*")
_DESK = re.compile(r"[a-z][a-z0-9_]*")


def read_staff(path: Path, agencies: Mapping[str, Agency]) -> tuple[StaffRow, ...]:
    """Every person of one center; empty cells are empty, several values in one cell are separated by spaces."""
    file = shown(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataError(file, "tệp", "không tìm thấy tệp.", f"tạo {path.name}, xem tenants/README.md.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(file, "tệp", f"không đọc được ({error}).", "lưu tệp CSV với bảng mã UTF-8.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="", restkey="", strict=True)
    try:
        return _read_rows(file, reader, agencies)
    except csv.Error as error:
        raise DataError(
            file, f"dòng {reader.reader.line_num}", f"không phải CSV hợp lệ ({error}).", "sửa dòng này."
        ) from error


def _read_rows(file: str, reader: csv.DictReader[str], agencies: Mapping[str, Agency]) -> tuple[StaffRow, ...]:
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise DataError(file, "dòng đầu", "các cột không đúng.", "dòng đầu phải là: " + ",".join(COLUMNS) + ".")
    rows: list[StaffRow] = []
    seen: dict[str, int] = {}
    for cells in reader:
        number = reader.line_num
        if cells.pop("", None) is not None:
            raise DataError(file, f"dòng {number}", "thừa ô.", "đặt ô có dấu phẩy trong ngoặc kép.")
        row = _Cells(file, number, cells).row(agencies)
        if row.username in seen:
            raise DataError(
                file,
                f"dòng {number}, username",
                f"tên đăng nhập “{row.username}” đã dùng ở dòng {seen[row.username]}.",
                "mỗi người một tên đăng nhập.",
            )
        seen[row.username] = number
        rows.append(row)
    return tuple(rows)


def read_cells(file: str, number: int, cells: Mapping[str, str], agencies: Mapping[str, Agency]) -> StaffRow:
    """One person from cells by column, as a line of staff.csv would be read; DataError names line and column."""
    return _Cells(file, number, cells).row(agencies)


def is_username(text: str) -> bool:
    return USERNAME.fullmatch(text) is not None and 3 <= len(text) <= 40


class _Cells:
    """One line of the file, which knows where it stands."""

    def __init__(self, file: str, number: int, cells: Mapping[str, str]) -> None:
        self._file, self._number = file, number
        self._cells = {key: unicodedata.normalize("NFC", value.strip()) for key, value in cells.items()}
        for key, value in self._cells.items():
            if has_control(value):
                raise self._wrong(key, "có ký tự điều khiển hoặc xuống dòng.", "xóa ký tự đó.")

    def row(self, agencies: Mapping[str, Agency]) -> StaffRow:
        kind = self._one_of("kind", KINDS)
        agency = self._cells["agency"] or None
        if agency is not None:
            self._agency_of("agency", agency, agencies)
        elif kind not in ("own", "post"):
            raise self._wrong("agency", "người của cơ quan chuyên môn phải ghi cơ quan.", "điền khóa cơ quan.")
        seconded_from, seconded_to = self._day("seconded_from"), self._day("seconded_to")
        if (seconded_from or seconded_to) and kind != "seconded":
            raise self._wrong("seconded_from", "chỉ người được cử đến mới có thời hạn cử.", "để trống hai cột này.")
        if seconded_from and seconded_to and seconded_to < seconded_from:
            raise self._wrong("seconded_to", "ngày kết thúc trước ngày bắt đầu.", "đổi lại hai ngày.")
        roles = self._roles()
        if (kind == "post" or Role.POST_OFFICER in roles) and (kind != "post" or roles != (Role.POST_OFFICER.value,)):
            sentence = "người của bưu chính chỉ có nhiệm vụ post_officer, và chỉ người của bưu chính có nhiệm vụ này."
            raise self._wrong("roles", sentence, "ghi kind là post và roles là post_officer, hoặc bỏ nhiệm vụ này.")
        return StaffRow(
            username=self._username(),
            name=self._filled("name"),
            title=self._filled("title"),
            phone=self._cells["phone"],
            kind=kind,
            agency=agency,
            roles=roles,
            desks=self._desks(agencies),
            receives=self._receives(agencies),
            seconded_from=seconded_from,
            seconded_to=seconded_to,
        )

    def _wrong(self, key: str, sentence: str, remedy: str) -> DataError:
        return DataError(self._file, f"dòng {self._number}, {key}", sentence, remedy)

    def _filled(self, key: str) -> str:
        if not self._cells[key]:
            raise self._wrong(key, "không được để trống.", "điền nội dung.")
        return self._cells[key]

    def _one_of(self, key: str, allowed: Collection[str]) -> str:
        value = self._cells[key]
        if value not in allowed:
            raise self._wrong(key, f"không có giá trị “{value}”.", "chọn một trong: " + ", ".join(allowed) + ".")
        return value

    def _username(self) -> str:
        username = self._filled("username")
        if not is_username(username):
            raise self._wrong(
                "username",
                f"“{username}” không dùng được.",
                "dùng 3 đến 40 chữ thường không dấu, số, dấu chấm: nga.nt.",
            )
        return username

    def _roles(self) -> tuple[str, ...]:
        roles = tuple(self._filled("roles").split())
        known = [role.value for role in Role]
        for role in roles:
            if role not in known:
                raise self._wrong("roles", f"không có vai trò “{role}”.", "chọn trong: " + ", ".join(known) + ".")
        return roles

    def _desks(self, agencies: Mapping[str, Agency]) -> tuple[tuple[str, str], ...]:
        desks = []
        for text in self._cells["desks"].split():
            agency, colon, desk = text.partition(":")
            if not colon or _DESK.fullmatch(desk) is None:
                raise self._wrong("desks", f"không hiểu vị trí “{text}”.", "viết như tu_phap:officer.")
            if agency != LEADERSHIP:
                self._agency_of("desks", agency, agencies)
            desks.append((agency, desk))
        return tuple(desks)

    def _receives(self, agencies: Mapping[str, Agency]) -> tuple[str, ...]:
        receives = tuple(self._cells["receives"].split())
        if "*" in receives and len(receives) > 1:
            raise self._wrong("receives", "“*” là mọi cơ quan, không ghi thêm khóa khác.", "chỉ để “*”.")
        for agency in receives:
            if agency != "*":
                self._agency_of("receives", agency, agencies)
        return receives

    def _agency_of(self, key: str, agency: str, agencies: Mapping[str, Agency]) -> None:
        # The People's Committee's own people belong to no agency of the list.
        if agency not in agencies and not (key == "agency" and agency == LEADERSHIP):
            raise self._wrong(
                key,
                f"không có cơ quan “{agency}” ở trung tâm này.",
                "dùng khóa đã khai trong [[agency]] của center.toml.",
            )

    def _day(self, key: str) -> date | None:
        text = self._cells[key]
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self._wrong(key, f"“{text}” không phải ngày.", "viết như 2017-11-08.") from None
