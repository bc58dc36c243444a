"""“Thêm trung tâm”: from nothing to a center that works, page by page, through the services of `motcua tenant`.

What is typed is a draft until the last page; then the folder of the center is written as `motcua tenant new` writes
it, read as every start reads it, and taken into work. What fails leaves no folder behind, and the draft stays.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from motcua.centers import Center, read_centers
from motcua.centers.new_folder import NewCenter, free_unit_code, write_new_folder
from motcua.centers.staff_table import StaffLine, staff_csv
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, who_may
from motcua.domain.province import ProvincePermission
from motcua.services.calendars import keep_calendar
from motcua.services.office import Office
from motcua.services.onboarding import Onboarded, onboard
from motcua.services.province.center_draft import Draft, day_of, lacking, model_of, read_people
from motcua.services.province.publishing import say_numbers
from motcua.services.province.trail import note
from motcua.services.tenant_check import Checked, check_tenant
from motcua.store.engine import Row, transaction
from motcua.store.queries import center_drafts as stored

_making = asyncio.Lock()


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and what is still to be done; the first passwords are in this answer and nowhere else."""

    center: Center
    report: Onboarded
    checked: Checked


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


async def save(acting: Acting, kept: Draft, given: Mapping[str, Any], now: datetime) -> None:
    _check(acting)
    async with transaction():
        if not await stored.save_draft(kept.id, {**kept.data, **given}, kept.version, now):
            raise Conflict("Bản nháp vừa được người khác sửa. Mở lại trang để xem nội dung mới nhất.")


async def make(office: Office, acting: Acting, kept: Draft, now: datetime) -> Made:
    """Writes the folder, takes the center into work, says its first numbers and asks whether it is ready to open."""
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
            checked = await check_tenant(office, office.centers[center.key], acting.at)
        except BaseException:
            office.centers.pop(kept.key, None)
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            raise
    async with transaction():
        await stored.close_draft(kept.id, now)
        told = {"center": center.name, "accounts": len(report.first_passwords), "published": report.published}
        await note(acting.staff, "center_added", now, told, about=f"center/{center.key}")
    return Made(center, report, checked)


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


def _check(acting: Acting) -> None:
    if not acting.staff.may(ProvincePermission.ADD_CENTER):
        raise NotAllowed(f"Thêm trung tâm là việc của: {who_may(ProvincePermission.ADD_CENTER)}.")
