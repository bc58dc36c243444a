"""What is typed on the pages of “Thêm trung tâm”, checked: each page by itself, in sentences beside its boxes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from motcua.centers import KINDS, Center
from motcua.centers.center import KEY
from motcua.centers.province import PROVINCE_KEY
from motcua.centers.staff_table import StaffLine, read_staff_table
from motcua.domain.errors import DataError, Refused
from motcua.domain.people import ROLE_NAMES, Role
from motcua.domain.text import fold
from motcua.services.office import Office

STEPS: Mapping[str, str] = {
    "ten": "Tên và địa chỉ",
    "co-quan": "Cơ quan, công bố thủ tục",
    "can-bo": "Cán bộ",
    "xem-lai": "Xem lại và đưa vào hoạt động",
}
NEEDED = (Role.DIRECTOR, Role.ADMINISTRATOR, Role.RECEPTION)
LONGEST = 200
MOST_PASTED = 100_000
_COLUMNS: Mapping[str, str] = {
    "username": "Tài khoản",
    "name": "Họ và tên",
    "title": "Chức vụ",
    "phone": "Điện thoại",
    "kind": "Loại",
    "agency": "Cơ quan",
    "roles": "Vai trò",
    "desks": "Vị trí",
    "receives": "Tiếp nhận",
    "seconded_from": "Cử từ ngày",
    "seconded_to": "Cử đến ngày",
}
_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Draft:
    id: UUID
    data: Mapping[str, Any]
    version: int

    def __getitem__(self, name: str) -> Any:
        return self.data.get(name, "")

    @property
    def key(self) -> str:
        return str(self["key"])


def model_of(office: Office, kept: Draft) -> Center:
    """The center whose hours and agencies are taken over; the first one where none was chosen."""
    return office.centers.get(str(kept["model"])) or next(iter(office.centers.values()))


def checked_name(office: Office, typed: Mapping[str, str]) -> dict[str, Any]:
    """The first page: what it is called and where it is. Refused by field."""
    given = {name: typed.get(name, "").strip() for name in _NAME_FIELDS}
    given["key"] = given["key"] or _NOT_IN_KEY.sub("-", fold(given["short_name"])).strip("-")
    faults = {name: "Nội dung dài quá 200 ký tự." for name, text in given.items() if len(text) > LONGEST}
    if not given["short_name"]:
        faults["short_name"] = "Hãy nhập tên ngắn có dấu, như “Lương Tài”."
    elif KEY.fullmatch(given["key"]) is None or given["key"] == PROVINCE_KEY:
        faults["key"] = "Khóa gồm 2 đến 31 chữ thường không dấu, số và gạch nối, như luong-tai."
    elif given["key"] in office.centers or (office.settings.tenants_dir / given["key"]).exists():
        faults["key"] = "Khóa này đã dùng cho một trung tâm khác."
    if given["kind"] not in KINDS:
        faults["kind"] = "Hãy chọn cấp."
    model = office.centers.get(given["model"])
    if model is None or model.training is not None:
        faults["model"] = "Hãy chọn trung tâm lấy làm mẫu."
    if day_of(given["since"]) is None:
        faults["since"] = "Hãy nhập ngày thành lập, như 01/12/2017."
    taken = {center.unit_code for center in office.centers.values()}
    if given["unit_code"] and given["unit_code"] in taken:
        faults["unit_code"] = "Mã đơn vị này đã dùng cho một trung tâm khác."
    if faults:
        raise Refused(next(iter(faults.values())), faults)
    return given


_NAME_FIELDS = (
    "short_name", "key", "kind", "model", "name", "parent", "since", "unit_code",
    "decision", "address", "phone", "email",
)  # fmt: skip


def checked_agencies(office: Office, kept: Draft, chosen: Sequence[str], typed: Mapping[str, str]) -> dict[str, Any]:
    """The second page: whose procedures are taken, by which decision; without one the board publishes them."""
    known = model_of(office, kept).agencies
    faults = {}
    if not chosen or not set(chosen) <= known.keys():
        faults["agencies"] = "Hãy chọn ít nhất một cơ quan."
    decision = {name: typed.get(name, "").strip()[:LONGEST] for name in ("number", "on", "signed_by", "from_on")}
    if any(decision.values()):
        for name, says in (("number", "Hãy nhập số quyết định."), ("signed_by", "Hãy nhập người ký.")):
            if not decision[name]:
                faults[name] = says
        for name in ("on", "from_on"):
            if day_of(decision[name]) is None:
                faults[name] = "Hãy nhập ngày, như 01/12/2017."
    if faults:
        raise Refused(next(iter(faults.values())), faults)
    return {"agencies": [key for key in known if key in chosen], "publication": decision}


def read_people(office: Office, kept: Draft, text: str) -> tuple[StaffLine, ...]:
    """The third page: a list pasted from a spreadsheet, row by row, each right or with what is wrong in it."""
    if len(text) > MOST_PASTED:
        raise Refused("Danh sách quá dài.", {"people": "Danh sách quá dài."})
    sniffed = "\t" if "\t" in text else ";" if ";" in text.partition("\n")[0] else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=sniffed))
    agencies = {key: each for key, each in model_of(office, kept).agencies.items() if key in kept["agencies"]}
    try:
        return tuple(_in_words(line) for line in read_staff_table(rows, agencies))
    except DataError as error:
        sentence = f"{error.sentence} {error.remedy}"
        raise Refused(sentence, {"people": sentence}) from error


def _in_words(line: StaffLine) -> StaffLine:
    """The column of a mistake as the list calls it."""
    column, _, rest = line.problem.partition(": ")
    return replace(line, problem=f"{_COLUMNS[column]}: {rest}") if column in _COLUMNS else line


def lacking(lines: Sequence[StaffLine]) -> tuple[str, ...]:
    """Roles without which a center can't begin."""
    have = {role for line in lines if line.row is not None for role in line.row.roles}
    return tuple(ROLE_NAMES[role] for role in NEEDED if role.value not in have)


def day_of(text: str) -> date | None:
    found = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", text.strip())
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
