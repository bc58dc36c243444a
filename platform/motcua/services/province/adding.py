"""“Thêm trung tâm”: from nothing to a center that works, page by page, through the services of `motcua tenant`.

What is typed is a draft until the last page; then the folder of the center is written as `motcua tenant new` writes
it, read as every start reads it, and taken into work. What fails leaves no folder behind, and the draft stays.
"""

from __future__ import annotations

import asyncio
import csv
import io
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from motcua.centers import KINDS, Center, read_centers
from motcua.centers.center import KEY
from motcua.centers.new_folder import NewCenter, free_unit_code, write_new_folder
from motcua.centers.province import PROVINCE_KEY
from motcua.centers.staff_table import StaffLine, read_staff_table, staff_csv
from motcua.domain.errors import Conflict, DataError, MotCuaError, NotAllowed, NotHere, Refused
from motcua.domain.people import ROLE_NAMES, Acting, Role, who_may
from motcua.domain.province import ProvincePermission
from motcua.domain.text import fold
from motcua.services.calendars import keep_calendar
from motcua.services.office import Office
from motcua.services.onboarding import Onboarded, onboard
from motcua.services.province.publishing import say_numbers
from motcua.services.province.trail import note
from motcua.store.engine import Row, transaction
from motcua.store.queries import center_drafts as stored

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
_making = asyncio.Lock()


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


@dataclass(frozen=True, slots=True)
class Made:
    """What was made; the first passwords are in this answer and nowhere else."""

    center: Center
    report: Onboarded
    still: tuple[str, ...]


async def begin(acting: Acting, draft_id: UUID, now: datetime) -> None:
    _check(acting)
    async with transaction():
        await stored.add_draft(draft_id, {}, acting.staff.name, now)


async def drafts(acting: Acting) -> list[Row]:
    _check(acting)
    async with transaction():
        return await stored.open_drafts(20)


async def draft(acting: Acting, draft_id: UUID) -> Draft:
    _check(acting)
    async with transaction():
        found = await stored.draft(draft_id)
    if found is None or found["done_at"] is not None:
        raise NotHere("Không có bản nháp này, hoặc trung tâm đã được đưa vào hoạt động.")
    return Draft(found["id"], found["data"], found["version"])


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
    if given["model"] not in office.centers:
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


async def save(acting: Acting, kept: Draft, given: Mapping[str, Any], now: datetime) -> None:
    _check(acting)
    async with transaction():
        if not await stored.save_draft(kept.id, {**kept.data, **given}, kept.version, now):
            raise Conflict("Bản nháp vừa được người khác sửa. Mở lại trang để xem nội dung mới nhất.")


async def make(office: Office, acting: Acting, kept: Draft, now: datetime) -> Made:
    """Writes the folder, takes the center into work and says its first numbers."""
    _check(acting)
    lines = read_people(office, kept, str(kept["people"]))
    if lacking(lines) or any(line.row is None for line in lines):
        raise Refused("Danh sách cán bộ chưa đủ hoặc còn dòng sai: hãy sửa ở bước Cán bộ.")
    async with _making:
        folder = await asyncio.to_thread(_write, office, kept, lines)
        try:
            center = (await asyncio.to_thread(read_centers, office.settings.tenants_dir))[kept.key]
            report = await onboard(office, center, business_at=acting.at)
            office.centers[center.key] = center
            await keep_calendar(office.centers, center.key, acting.at, is_start=True)
            await say_numbers(office, office.centers[center.key], acting.at, now)
        except BaseException:
            office.centers.pop(kept.key, None)
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            raise
    async with transaction():
        await stored.close_draft(kept.id, now)
        told = {"center": center.name, "accounts": len(report.first_passwords), "published": report.published}
        await note(acting.staff, "center_added", now, told, about=f"center/{center.key}")
    return Made(center, report, tuple(_still(center, report)))


def _write(office: Office, kept: Draft, lines: Sequence[StaffLine]) -> Path:
    model = model_of(office, kept)
    agencies = {key: model.agencies[key] for key in kept["agencies"]}
    reduced = replace(model, agencies=agencies, plugins=model.plugins & agencies.keys())
    since = day_of(str(kept["since"]))
    assert since is not None
    wish = NewCenter(
        kept.key, since, str(kept["short_name"]), str(kept["name"]), str(kept["parent"]), str(kept["kind"])
    )
    try:
        folder = write_new_folder(office.settings.tenants_dir, office.centers, reduced, wish)
        path = folder / "center.toml"
        path.write_text(_with(path.read_text(encoding="utf-8"), office, kept), encoding="utf-8")
        rows = [line.row for line in lines if line.row is not None]
        (folder / "staff.csv").write_text(staff_csv(rows), encoding="utf-8")
    except OSError as error:
        shutil.rmtree(office.settings.tenants_dir / kept.key, ignore_errors=True)
        sentence = "Máy chủ không ghi được thư mục dữ liệu của các trung tâm. Nhờ quản trị máy chủ kiểm tra quyền ghi."
        raise Refused(sentence) from error
    return folder


def _with(text: str, office: Office, kept: Draft) -> str:
    """What `motcua tenant new` leaves to be filled in, filled in."""
    for name in ("decision", "address", "phone", "email"):
        text = text.replace(f'\n{name} = ""\n', f"\n{name} = {_said(str(kept[name]))}\n", 1)
    if kept["unit_code"]:
        text = text.replace(
            f"unit_code = {_said(free_unit_code(office.centers, kept.key))}",
            f"unit_code = {_said(str(kept['unit_code']))}",
            1,
        )
        text = re.sub(r"(?m)^unit_code = .*Mã đơn vị tạm.*\n", "", text)
    published = kept["publication"] or {}
    if published.get("number"):
        on, begins = day_of(published["on"]), day_of(published["from_on"])
        text += (
            f"\n[publication]\nnumber = {_said(published['number'])}\non = {on:%Y-%m-%d}\n"
            f"signed_by = {_said(published['signed_by'])}\nfrom = {begins:%Y-%m-%d}\n"
        )
    return text


def _said(text: str) -> str:
    """A TOML string; what would need escaping is refused by the reader anyway."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _still(center: Center, report: Onboarded) -> list[str]:
    """What is left to be done, in sentences."""
    found = [*center.unconfirmed.values(), *report.told]
    waiting = report.proposed - report.published
    if waiting > 0:
        found.append(f"{waiting} thủ tục chờ rà soát, chưa tiếp nhận được: quản trị Trung tâm mở trang Rà soát TTHC.")
    return found


def day_of(text: str) -> date | None:
    found = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", text.strip())
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def said_wrong(error: MotCuaError) -> str:
    """A mistake in the data, as somebody at the browser can act on it."""
    return f"{error.sentence} Cách sửa: {error.remedy}" if isinstance(error, DataError) else str(error)


def _check(acting: Acting) -> None:
    if not acting.staff.may(ProvincePermission.ADD_CENTER):
        raise NotAllowed(f"Thêm trung tâm là việc của: {who_may(ProvincePermission.ADD_CENTER)}.")
