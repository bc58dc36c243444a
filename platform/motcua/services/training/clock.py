"""A center's own business time: read from its schema, steered by its trainer. It never goes back but by a reset."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.centers import Center, Centers, entered
from motcua.centers.training import SPEEDS, BusinessTime
from motcua.domain.calendar import Calendar, local
from motcua.domain.errors import Refused
from motcua.domain.opening import at_minute
from motcua.domain.people import Acting
from motcua.services.deadlines.watch import watch
from motcua.services.office import Office
from motcua.services.training.twin import check_is_twin
from motcua.settings import wall_clock
from motcua.store.engine import transaction
from motcua.store.queries.effects import get_setting, put_setting

SETTING = "business_time"
HALF_DAY, DAY = "nua-ngay", "mot-ngay"
JUMPS = {HALF_DAY: "Sang buổi làm việc sau", DAY: "Sang ngày làm việc sau"}


async def keep_time(centers: Centers, key: str) -> Center:
    """Brings a center's own time up to what its schema says (another process may have steered it). Steered here while
    we read: that stays, for what we have read is older."""
    center = centers[key]
    if center.training is None:
        return center
    with entered(center):
        async with transaction():
            found = await get_setting(SETTING)
    time = BusinessTime.from_data(found) if found else None
    if time != center.time:
        center = centers.change(center, time=time)
    return center


def morning_of(calendar: Calendar, at: datetime) -> datetime:
    """The opening of the working day of `at`, or of the next: where a class begins."""
    return calendar.opening(calendar.working_day_from(local(at).date()))


async def begin_time(office: Office, center: Center, at: datetime, now: datetime) -> Center:
    """The clock of a class that begins: the morning of the business day `at`, running as a real one does."""
    with entered(center):
        return await _set(office, center, BusinessTime(morning_of(center.calendar, at), now))


async def steer(office: Office, acting: Acting, *, speed: str = "", jump: str = "") -> str:
    """Sets how fast time runs at the center entered, or jumps ahead; what was told about it."""
    center = check_is_twin(office)
    if jump:
        if jump not in JUMPS:
            raise Refused("Chọn một trong các mốc thời gian có trên trang.")
        to = _ahead(center.calendar, acting.at, jump)
        time = BusinessTime(to, wall_clock(), center.time.speed if center.time else 1)
    else:
        chosen = next((each for each in SPEEDS if str(each) == speed), None)
        if chosen is None:
            raise Refused("Chọn một trong các tốc độ có trên trang.")
        time = BusinessTime(acting.at, wall_clock(), chosen)
    await _set(office, center, time, acting)
    await watch(time.shows)
    return f"Đồng hồ tập huấn: {local(time.shows):%H:%M %d/%m/%Y}, {SPEEDS[time.speed]}."


def _ahead(calendar: Calendar, at: datetime, jump: str) -> datetime:
    if jump == DAY:
        return morning_of(calendar, at + timedelta(days=1))
    on = local(at).date()
    later = (at_minute(on, span.opens) for span in calendar.spans(on))
    return next((opens for opens in later if opens > at), None) or morning_of(calendar, at + timedelta(days=1))


async def _set(office: Office, center: Center, time: BusinessTime, acting: Acting | None = None) -> Center:
    async with transaction():
        by = acting.staff.id if acting is not None else None
        await put_setting(SETTING, time.to_data(), set_by=by, at=time.shows)
    # Only when the database has it: a page that asks meanwhile sees the time as it was.
    return office.centers.change(office.centers.get(center.key, center), time=time)
