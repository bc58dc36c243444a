"""“Thêm trung tâm”: from nothing to a center that works, page by page, through the services of `motcua tenant`.

What is typed is a draft until the last page; then the folder of the center is written as `motcua tenant new` writes
it, read as every start reads it, and taken into work. What fails leaves nothing behind, and the draft stays.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from motcua.catalog.plugins import described
from motcua.centers import Center, entered, read_centers
from motcua.centers.new_folder import NewCenter, free_unit_code, write_new_folder
from motcua.centers.staff_table import StaffLine, staff_csv
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, who_may
from motcua.domain.province import ProvincePermission
from motcua.services.accounts.passwords import first_password
from motcua.services.accounts.signing_in import set_password
from motcua.services.deadlines.calendars import keep_calendar
from motcua.services.office import Office
from motcua.services.province.center_draft import Draft, day_of, lacking, model_of, read_people
from motcua.services.province.publishing import say_numbers
from motcua.services.province.trail import note
from motcua.services.setup.onboarding import Onboarded, onboard, owner_of
from motcua.services.setup.starting import keep_taken
from motcua.services.setup.tenant_check import Checked, check_tenant
from motcua.settings import wall_clock
from motcua.store.engine import Row, transaction
from motcua.store.leaving import remove_center
from motcua.store.queries import center_drafts as stored
from motcua.store.queries.accounts import waiting_for_first_sign_in

LOG = logging.getLogger("motcua.province")
MAKING_LOCK = 7_040_531
#: In a draft: the key of the center that a try is at, or was when it was killed.
MAKING = "making"
GONE = (
    "Không có bản nháp này, hoặc trung tâm đã được đưa vào hoạt động. Mất trang có mật khẩu lần đầu: quản trị máy chủ "
    "cấp lại bằng motcua staff reset-password."
)


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and what is still to be done; the first passwords are in this answer and nowhere else."""

    center: Center
    report: Onboarded
    checked: Checked | None
    """None: it could not be looked at."""


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
        raise NotHere(GONE)
    return Draft(found["id"], found["data"], found["version"])


async def save(acting: Acting, kept: Draft, given: Mapping[str, Any], now: datetime) -> None:
    _check(acting)
    async with transaction():
        if not await stored.save_draft(kept.id, {**kept.data, **given}, kept.version, now):
            raise Conflict("Bản nháp vừa được người khác sửa. Mở lại trang để xem nội dung mới nhất.")


async def make(office: Office, acting: Acting, kept: Draft, now: datetime) -> Made:
    """Writes the folder, takes the center into work, says its first numbers and asks whether it is ready to open.

    A failure leaves neither folder nor schema. A process that is killed leaves a mark on the draft: the next try clears
    up what it left, or finishes what a start of the server went on with."""
    _check(acting)
    lines = read_people(office, kept, str(kept["people"]))
    if lacking(lines) or any(line.row is None for line in lines):
        raise Refused("Danh sách cán bộ chưa đủ hoặc còn dòng sai: hãy sửa ở bước Cán bộ.")
    async with _alone(office) as owner:
        kept = await draft(acting, kept.id)
        if kept[MAKING] in office.centers:
            center, report = await _finished(office, office.centers[str(kept[MAKING])])
        else:
            await _undo(office, owner, str(kept[MAKING]))
            kept = await _mark(kept, kept.key, now)
            try:
                center, report = await _into_work(office, acting, kept, lines)
            except BaseException:
                with contextlib.suppress(Exception):  # the mark stays, and the next try clears up
                    await _undo(office, owner, kept.key)
                    await _mark(kept, "", now)
                raise
        async with transaction():
            await stored.close_draft(kept.id, now)
            told = {"center": center.name, "accounts": len(report.first_passwords), "published": report.published}
            await note(acting.staff, "center_added", now, told, about=f"center/{center.key}")
    return Made(center, report, await _looked_at(office, center, acting.at, now))


@contextlib.asynccontextmanager
async def _alone(office: Office) -> AsyncIterator[Any]:
    """The owner's connection, of one maker at a time in all processes."""
    owner = await owner_of(office)
    try:
        if not await owner.fetchval("SELECT pg_try_advisory_lock($1)", MAKING_LOCK):
            raise Conflict("Đang đưa một trung tâm vào hoạt động. Hãy chờ vài giây rồi bấm lại.")
        yield owner
    finally:
        await owner.close()


async def _mark(kept: Draft, key: str, now: datetime) -> Draft:
    data = {**kept.data, MAKING: key}
    async with transaction():
        if not await stored.save_draft(kept.id, data, kept.version, now):
            raise Conflict("Bản nháp vừa được người khác sửa. Mở lại trang để xem nội dung mới nhất.")
    return Draft(kept.id, data, kept.version + 1)


async def _into_work(
    office: Office, acting: Acting, kept: Draft, lines: Sequence[StaffLine]
) -> tuple[Center, Onboarded]:
    await asyncio.to_thread(_write, office, kept, lines)
    centers = await asyncio.to_thread(read_centers, office.settings.tenants_dir)
    report = await onboard(office, centers[kept.key], business_at=acting.at)
    await keep_calendar(centers, kept.key, acting.at, is_start=True)
    await keep_taken(office, report)
    office.centers.add(centers[kept.key])
    return centers[kept.key], report


async def _finished(office: Office, center: Center) -> tuple[Center, Onboarded]:
    """A start of the server went on after this process was killed. Who never chose a password gets another first one:
    what was made before the kill was shown to nobody."""
    with entered(center):
        async with transaction():
            waiting = await waiting_for_first_sign_in()
        given = tuple((username, first_password()) for username in waiting)
        for username, password in given:
            await set_password(office, username, password, must_change=True, now=wall_clock())
    return center, Onboarded(center.key, False, 0, given, (), ())


async def _undo(office: Office, owner: Any, key: str) -> None:
    """What a try left of a center that never opened; nothing where there was none."""
    if not key:
        return
    office.centers.pop(key, None)
    if await owner.fetchval("SELECT 1 FROM catalog.center WHERE key = $1", key):
        await remove_center(owner, replace(next(iter(office.centers.values())), key=key))
    await asyncio.to_thread(shutil.rmtree, office.settings.tenants_dir / key, ignore_errors=True)


async def _looked_at(office: Office, center: Center, at: datetime, now: datetime) -> Checked | None:
    """Its first numbers, and whether it is ready. It works already and its passwords are still to be shown, so no
    failure of this is anything but a line less on the page."""
    try:
        await say_numbers(office, center, at, now)
        return await check_tenant(office, center, at)
    except Exception as error:
        LOG.error("%s is made and could not be looked at: %s", center.key, described(error))
        return None


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
