"""What the province tells its centers, on their public home or on the home of who works there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, who_may
from motcua.domain.province import ProvincePermission
from motcua.services.office import Office
from motcua.services.province.trail import note
from motcua.services.requests import once
from motcua.store.engine import Row, transaction
from motcua.store.queries import announcements as stored

AUDIENCES = {"everyone": "Người dân và cán bộ", "staff": "Chỉ cán bộ"}
LONGEST_TITLE, LONGEST_BODY = 150, 2_000
PAGE = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """An announcement as typed. `center` "" is every center; `to_on` None until it is taken down."""

    title: str
    body: str
    audience: str
    center: str
    from_on: date
    to_on: date | None


async def announced(at: datetime, *, to_staff: bool) -> list[Row]:
    """What stands on the pages of the center entered that business day."""
    async with transaction():
        return await stored.announced_at(here().key, local(at).date(), to_staff=to_staff)


async def listed(before: datetime | None = None) -> tuple[list[Row], datetime | None]:
    async with transaction():
        found = await stored.announcements(before=before, limit=PAGE + 1)
    return found[:PAGE], found[PAGE - 1]["made_at"] if len(found) > PAGE else None


async def announce(office: Office, acting: Acting, wish: Wish, key: UUID, now: datetime) -> None:
    _check(acting)
    faults = {}
    if not wish.title or len(wish.title) > LONGEST_TITLE:
        faults["title"] = f"Hãy nhập tiêu đề, dài nhất {LONGEST_TITLE} ký tự."
    if not wish.body or len(wish.body) > LONGEST_BODY:
        faults["body"] = f"Hãy nhập nội dung, dài nhất {LONGEST_BODY} ký tự."
    if wish.audience not in AUDIENCES:
        faults["audience"] = "Hãy chọn người đọc."
    if wish.center and wish.center not in office.centers:
        faults["center"] = "Không có trung tâm này."
    if wish.to_on is not None and wish.to_on < wish.from_on:
        faults["to_on"] = "Ngày hết hạn trước ngày đăng."
    if faults:
        raise Refused(next(iter(faults.values())), faults)
    async with transaction(), once(key, acting, "announce") as told:
        if told.outcome is not None:
            return
        await stored.add_announcement(
            key,
            title=wish.title,
            body=wish.body,
            audience=wish.audience,
            center=wish.center or None,
            from_on=wish.from_on,
            to_on=wish.to_on,
            by=acting.staff.name,
            at=now,
        )
        center = office.centers[wish.center].name if wish.center else "Mọi trung tâm"
        await note(acting.staff, "announced", now, {"title": wish.title, "center": center})
        told.outcome = "done"


async def end(acting: Acting, announcement_id: UUID, now: datetime) -> str:
    """Its title. A second click finds nothing more to end."""
    _check(acting)
    async with transaction():
        title = await stored.end_announcement(announcement_id, acting.staff.name, now)
        if title is None:
            raise NotHere("Không có thông báo này, hoặc đã gỡ rồi.")
        await note(acting.staff, "announcement_ended", now, {"title": title})
    return title


def _check(acting: Acting) -> None:
    if not acting.staff.may(ProvincePermission.ANNOUNCE):
        raise NotAllowed(f"Đăng thông báo là việc của: {who_may(ProvincePermission.ANNOUNCE)}.")
