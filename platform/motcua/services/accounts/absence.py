"""Absences: entering one, ending it early, and the list of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, Staff
from motcua.domain.substitution import may_enter_absence, why_not_substitute
from motcua.services.accounts.people import at_work
from motcua.services.dossiers.asked import clean_text
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import absences as stored
from motcua.store.queries.accounts import as_staff, list_staff

LONGEST = timedelta(days=366)
MOST_PAST = 50
MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """One absence in words. `can_end`: the person who looks may end it."""

    id: UUID
    name: str
    title: str
    substitute: str
    from_on: date
    to_on: date
    reason: str
    entered_by: str
    is_now: bool
    ended_on: date | None
    can_end: bool


@dataclass(frozen=True, slots=True)
class Absences:
    """As (id, words): whom the person who looks may enter as away, who is meant now, and who may take that place."""

    open: tuple[AbsenceLine, ...]
    past: tuple[AbsenceLine, ...]
    people: tuple[tuple[str, str], ...]
    person: tuple[str, str] | None
    substitutes: tuple[tuple[str, str], ...]


async def absences(office: Office, acting: Acting, chosen: str = "") -> Absences:
    """What concerns this person: their own, those they stand in for, those they may enter.

    `chosen`: whose absence is to be entered; their own, if that is nobody's or not theirs to enter.
    """
    today = local(acting.at).date()
    async with transaction():
        staff = {row["id"]: row for row in await list_staff()}
        open_rows = await stored.open_absences(today)
        past_rows = await stored.past_absences(today, MOST_PAST)
    everybody = {key: as_staff(row) for key, row in staff.items()}

    def lines(rows: list[dict[str, Any]]) -> tuple[AbsenceLine, ...]:
        return tuple(
            _line(acting.staff, everybody, row, today) for row in rows if _concerns(acting.staff, everybody, row)
        )

    able = [each for each in everybody.values() if at_work(staff[each.id], today)]
    people = {str(each.id): each for each in able if may_enter_absence(acting.staff, each)}
    person = people.get(chosen) or people.get(str(acting.staff.id))
    return Absences(
        open=lines(open_rows),
        past=lines(past_rows),
        people=tuple(_choice(each) for each in people.values()),
        person=_choice(person) if person is not None else None,
        substitutes=tuple(
            _choice(each, is_reserve=staff[each.id]["is_reserve"])
            for each in sorted(able, key=lambda each: not staff[each.id]["is_reserve"])
            if person is not None and why_not_substitute(acting.staff, person, each) is None
        ),
    )


def _choice(person: Staff, *, is_reserve: bool = False) -> tuple[str, str]:
    """Officers in reserve say so: standing in is what they were named for."""
    named = f"{person.name} – {person.title}" if person.title else person.name
    return str(person.id), f"{named} (cán bộ dự bị)" if is_reserve else named


def _concerns(staff: Staff, everybody: Mapping[UUID, Staff], row: Mapping[str, Any]) -> bool:
    return staff.id in (row["staff_id"], row["substitute_id"]) or may_enter_absence(staff, everybody[row["staff_id"]])


def _line(staff: Staff, everybody: Mapping[UUID, Staff], row: Mapping[str, Any], today: date) -> AbsenceLine:
    person = everybody[row["staff_id"]]
    is_open = row["ended_at"] is None and row["to_on"] >= today
    return AbsenceLine(
        id=row["id"],
        name=person.name,
        title=person.title,
        substitute=everybody[row["substitute_id"]].name,
        from_on=row["from_on"],
        to_on=row["to_on"],
        reason=row["reason"],
        entered_by=everybody[row["entered_by"]].name,
        is_now=is_open and row["from_on"] <= today,
        ended_on=local(row["ended_at"]).date() if row["ended_at"] else None,
        can_end=is_open and may_enter_absence(staff, person),
    )


async def enter_absence(office: Office, acting: Acting, typed: Mapping[str, str], key: UUID) -> str:
    """Enters one; the sentence that says so. Refused by field when it can't be."""
    async with transaction(), once(key, acting, "absence") as told:
        if told.outcome is None:
            await stored.lock_absences()
            told.outcome = {"says": await _entered(acting, typed, key)}
        return str(told.outcome["says"])


async def _entered(acting: Acting, typed: Mapping[str, str], key: UUID) -> str:
    today = local(acting.at).date()
    rows = {row["id"]: row for row in await list_staff() if at_work(row, today)}
    people = {key_: as_staff(row) for key_, row in rows.items()}
    errors: dict[str, str] = {}
    person = _chosen(people, typed.get("person", ""))
    substitute = _chosen(people, typed.get("substitute", ""))
    from_on, to_on = day_of(typed.get("from_on", "")), day_of(typed.get("to_on", ""))
    try:
        reason = clean_text("Lý do", typed.get("reason", ""), MOST_WORDS)
    except Refused as refusal:
        reason, errors["reason"] = "", refusal.sentence
    if person is None:
        errors["person"] = "Chọn người vắng mặt."
    if substitute is None:
        errors["substitute"] = "Chọn người thay."
    if from_on is None:
        errors["from_on"] = "Nhập ngày bắt đầu, ví dụ 9/11/2017."
    if to_on is None:
        errors["to_on"] = "Nhập ngày cuối cùng vắng mặt, ví dụ 10/11/2017."
    if not reason and "reason" not in errors:
        errors["reason"] = "Nhập lý do hoặc văn bản phân công người thay."
    if from_on and to_on:
        errors |= _days_faults(from_on, to_on, today)
    if errors or person is None or substitute is None or from_on is None or to_on is None:
        raise Refused("Chưa ghi được ngày vắng mặt.", errors)
    if not may_enter_absence(acting.staff, person):
        raise NotAllowed(
            f"Bạn không được nhập ngày vắng mặt của {person.name}. Người nhập được: chính người đó, lãnh đạo cơ quan, "
            "Giám đốc hoặc quản trị Trung tâm."
        )
    why_not = why_not_substitute(acting.staff, person, substitute)
    if why_not is not None:
        raise Refused("Chưa ghi được ngày vắng mặt.", {"substitute": why_not})
    await _check_others(acting.staff, people, person, substitute, (from_on, to_on))
    await stored.insert_absence(
        key, person.id, substitute.id, from_on=from_on, to_on=to_on, reason=reason, by=acting.staff.id, at=acting.at
    )
    return f"Đã ghi: {person.name} vắng mặt {_days(from_on, to_on)}, {substitute.name} thay."


def _days_faults(from_on: date, to_on: date, today: date) -> dict[str, str]:
    if to_on < from_on:
        return {"to_on": "Ngày cuối cùng phải từ ngày bắt đầu trở đi."}
    if to_on < today:
        return {"to_on": "Những ngày này đã qua."}
    if to_on - from_on > LONGEST:
        return {"to_on": "Mỗi lần vắng mặt dài nhất một năm."}
    return {}


async def _check_others(
    by: Staff, people: Mapping[UUID, Staff], person: Staff, substitute: Staff, days: tuple[date, date]
) -> None:
    """One substitute a day for each person, no circle, and who gets a chain of places must be fit for each of them."""
    sentence = "Chưa ghi được ngày vắng mặt."
    for row in await stored.open_absences(days[0]):
        if row["from_on"] > days[1]:
            continue
        when = _days(row["from_on"], row["to_on"])
        if row["staff_id"] == person.id:
            raise Refused(sentence, {"from_on": f"{person.name} đã có ngày vắng mặt {when}."})
        if row["staff_id"] == substitute.id:
            said = f"{substitute.name} cũng vắng mặt {when}; hãy chọn người khác."
            raise Refused(sentence, {"substitute": said})
        other = people.get(row["staff_id"])
        why_not = why_not_substitute(by, other, substitute) if row["substitute_id"] == person.id and other else None
        if why_not is not None and other is not None:
            said = f"{person.name} đang được giao thay {other.name} {when}: {why_not}"
            raise Refused(sentence, {"substitute": said})


async def end_absence(office: Office, acting: Acting, absence_id: UUID) -> str:
    """Back at work before the last day (or never gone)."""
    today = local(acting.at).date()
    async with transaction():
        row = next((each for each in await stored.open_absences(today) if each["id"] == absence_id), None)
        person = next((as_staff(each) for each in await list_staff() if row and each["id"] == row["staff_id"]), None)
        if row is None or person is None:
            raise NotHere("Không có ngày vắng mặt này, hoặc đã hết.")
        if not may_enter_absence(acting.staff, person):
            raise NotAllowed(f"Bạn không được kết thúc ngày vắng mặt của {person.name}.")
        if not await stored.end_absence(absence_id, by=acting.staff.id, at=acting.at):
            raise Conflict("Ngày vắng mặt này vừa được kết thúc.")
    return f"Đã ghi: {person.name} làm việc trở lại, người thay không còn xử lý thay."


def _chosen(people: Mapping[UUID, Staff], text: str) -> Staff | None:
    try:
        return people.get(UUID(text))
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    """`9/11/2017`, or as a date box sends it."""
    parts = text.strip().split("/")
    try:
        if len(parts) == 3:
            day, month, year = (int(part) for part in parts)
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _days(from_on: date, to_on: date) -> str:
    if from_on == to_on:
        return f"ngày {from_on:%d/%m/%Y}"
    return f"từ {from_on:%d/%m/%Y} đến {to_on:%d/%m/%Y}"
