"""Indicators 5, 6, 8 and 9 of an agency, which the director marks; beside each what the figures say of it.

No dossier tells them. What can be counted is shown as a proposal, and never put down as a mark by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import LOCAL
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.measures import Measure
from motcua.domain.people import Acting, Permission
from motcua.domain.reports.marks import OF_UNIT, points_at_once, points_of_answers
from motcua.domain.reports.periods import Period
from motcua.services.catalogue import known_here
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import feedback
from motcua.store.queries.effects import get_setting, get_settings, replace_setting
from motcua.store.queries.sums import Of, sums

MARKED = "mark_agency"
POINTS = "chi-so-"
CHANGED = "Điểm của cơ quan này vừa được người khác ghi. Hãy xem lại điểm mới rồi chấm."


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of them: `points` as marked (None: not yet); `says` what the figures tell, `proposed` what they come to."""

    number: int
    name: str
    points: int | None
    says: str
    proposed: int | None


@dataclass(frozen=True, slots=True)
class UnitMarks:
    """`version` grows with each marking: a form that was opened before the last one changes nothing."""

    agency: str
    version: int
    indicators: tuple[Indicator, ...]


def _key(period: Period, agency: str) -> str:
    return f"reports.marks/{period.kind}/{period.year}/{period.number}/{agency}"


async def told_of(period: Period) -> dict[str, dict[int, int]]:
    """By agency the points of each indicator, as far as somebody has marked them; inside a transaction."""
    found = await get_settings(_key(period, ""))
    return {agency: {int(number): n for number, n in each["points"].items()} for agency, each in found.items()}


async def unit_marks(office: Office, acting: Acting, period: Period, agency: str) -> UnitMarks:
    """For the form of an agency."""
    check_marks(acting, agency)
    async with transaction():
        found = await get_setting(_key(period, agency)) or {"points": {}, "version": 0}
        figures = await _figures(office, period, agency)
    points = found["points"]
    return UnitMarks(
        agency,
        found["version"],
        tuple(Indicator(number, name, points.get(str(number)), *figures[number]) for number, name in OF_UNIT.items()),
    )


def check_marks(acting: Acting, agency: str) -> None:
    if not acting.staff.may(Permission.SEE_EVERY_DOSSIER):
        raise NotAllowed("Các chỉ số của cơ quan do Giám đốc Trung tâm chấm.")
    if agency not in here().agencies:
        raise NotHere


async def _figures(office: Office, period: Period, agency: str) -> Mapping[int, tuple[str, int | None]]:
    theirs = [version for version in known_here(office) if version.agency == agency]
    at_once = sum(version.is_at_once for version in theirs)
    since, before = (datetime.combine(day, time(), LOCAL) for day in (period.since, period.before))
    answers = await feedback.answers_due(agency, since, before)
    channels = await sums([Measure.RECEIVED], period.since, period.before, ("channel",), Of((agency,)))
    received = sum(each["n"] for each in channels)
    online = sum(each["n"] for each in channels if each["channel"] == "online")
    return {
        5: (
            f"{at_once} trên {len(theirs)} thủ tục được giải quyết ngay tại quầy; từ 20%: 2 điểm",
            points_at_once(at_once, len(theirs)),
        ),
        6: (f"{len(theirs)} thủ tục đang công khai trên trang của Trung tâm; niêm yết tại chỗ phải xem thực tế", None),
        8: (
            f"{answers['in_time']} trên {answers['due']} phản ánh, kiến nghị trả lời đúng hạn trong kỳ;"
            " đủ 100%: 2 điểm, từ 90%: 1 điểm",
            points_of_answers(answers["in_time"], answers["due"]),
        ),
        9: (f"{online} trên {received} hồ sơ tiếp nhận trong kỳ nộp trực tuyến", None),
    }


async def mark(acting: Acting, period: Period, agency: str, typed: Mapping[str, str], version: int, key: UUID) -> None:
    """Keeps the points of an agency; empty: not marked yet. `typed`: by `chi-so-<number>`; `version`: that of the form,
    `key`: its own."""
    check_marks(acting, agency)
    points: dict[str, int] = {}
    for number in OF_UNIT:
        text = typed.get(f"{POINTS}{number}", "")
        if text not in ("", "0", "1", "2"):
            raise Refused("Chấm 0, 1 hoặc 2 điểm.", {f"{POINTS}{number}": "Chấm 0, 1 hoặc 2 điểm."})
        if text:
            points[str(number)] = int(text)
    where = _key(period, agency)
    async with transaction(), once(key, acting, f"{MARKED}:{where}") as told:
        if told.outcome is not None:
            return
        was: Any = await get_setting(where)
        new = {"points": points, "version": version + 1}
        is_current = (was["version"] if was else 0) == version
        if not is_current or not await replace_setting(where, new, was, set_by=acting.staff.id, at=acting.at):
            raise Conflict(CHANGED)
        told.outcome = version + 1
