"""A paper or result that was lost, damaged or given to the wrong person: recorded, followed, apologised for, closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.incidents import (
    CLOSED,
    FAULTS,
    HARMS,
    RECORDED,
    Fault,
    Harm,
    Standing,
    why_not_apologise,
    why_not_close,
)
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Permission, Staff
from motcua.services.codes import local_date
from motcua.services.dossiers import records
from motcua.services.dossiers.asked import MoveField, cleaned
from motcua.services.dossiers.visibility import may_see
from motcua.services.letters.statutory import submitter_of
from motcua.services.messages.queue import queue_message
from motcua.services.messages.telling import applicant_of
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import incidents as stored
from motcua.store.queries.counters import next_number
from motcua.store.queries.dossiers import find_by_code
from motcua.store.queries.incidents import Place

SHOWN = 10
_OLD = "Sự cố này vừa có thay đổi. Tải lại trang, xem lại rồi làm tiếp."
_HARM = MoveField(
    "harm",
    "Việc gì đã xảy ra",
    "choice",
    required=True,
    options=tuple((key.value, says) for key, says in HARMS.items()),
)
_FAULT = MoveField(
    "fault", "Bên có lỗi", "choice", required=True, options=tuple((key.value, says) for key, says in FAULTS.items())
)
_FAULT_NAME = MoveField("fault_name", "Tên cơ quan, đơn vị, người gây ra (nếu đã rõ)", "text")
_COST = MoveField(
    "cost", "Chi phí làm lại giấy tờ: những gì, ai chịu", "text", hint="Bên có lỗi chịu chi phí làm lại giấy tờ."
)
_AMOUNT = MoveField("cost_amount", "Số tiền (đồng, nếu đã biết)", "money")
TO_RECORD = (
    _HARM,
    MoveField("what", "Giấy tờ, kết quả nào", "text", required=True),
    MoveField("code", "Mã hồ sơ", "text", hint="Bỏ trống nếu giấy tờ không thuộc hồ sơ nào đã tiếp nhận."),
    MoveField("person", "Người có giấy tờ", "text", hint="Bắt buộc khi không có mã hồ sơ.", is_conditional=True),
    MoveField("found_on", "Ngày phát hiện", "date", required=True),
    MoveField("story", "Diễn biến", required=True, hint="Khi nào, ở đâu, ai giữ giấy tờ lần cuối, đã tìm những đâu."),
    _FAULT,
    _FAULT_NAME,
)
TO_SETTLE = (_FAULT, _FAULT_NAME, _COST, _AMOUNT)
TO_FOLLOW = (MoveField("text", "Việc đã làm, bước tiếp theo", required=True),)
TO_CLOSE = (
    MoveField("text", "Kết quả khắc phục", required=True, hint="Giấy tờ nào đã làm lại, trao cho ai, ngày nào."),
)


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident. `cost_amount` in đồng; `code` of its dossier, "" for none."""

    id: UUID
    number: str
    harm: Harm
    what: str
    story: str
    dossier_id: UUID | None
    code: str
    agency: str
    person: str
    address: str
    fault: Fault
    fault_name: str
    cost: str
    cost_amount: int | None
    found_on: date
    recorded_at: datetime
    recorded_by: UUID
    recorded_by_name: str
    is_open: bool
    letter_id: UUID | None
    closed_at: datetime | None
    seen: int

    @property
    def harm_says(self) -> str:
        return HARMS[self.harm]

    @property
    def fault_says(self) -> str:
        return f"{FAULTS[self.fault]}{f': {self.fault_name}' if self.fault_name else ''}"

    @property
    def standing(self) -> Standing:
        return Standing(self.is_open, self.fault, self.cost, self.letter_id is not None)


@dataclass(frozen=True, slots=True)
class Followed:
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """On its page. `answers`: the person settles, apologises and closes; others add steps to what they may see."""

    incident: Incident
    steps: tuple[Followed, ...]
    answers: bool
    why_not_apologise: str
    why_not_close: str


def as_incident(row: Mapping[str, Any]) -> Incident:
    same = (
        "id", "number", "what", "story", "dossier_id", "agency", "person", "address", "fault_name", "cost",
        "cost_amount", "found_on", "recorded_at", "recorded_by", "recorded_by_name", "is_open", "letter_id",
        "closed_at",
    )  # fmt: skip
    return Incident(
        **{name: row[name] for name in same},
        harm=Harm(row["harm"]),
        fault=Fault(row["fault"]),
        code=row["code"] or "",
        seen=row["version"],
    )


def _agencies_of(staff: Staff) -> list[str]:
    return sorted({*staff.receives, *([staff.agency] if staff.agency else []), *(at for at, _ in staff.desks)})


def sees(staff: Staff, incident: Incident) -> bool:
    """The director all of them; others those they recorded, and those of their agency or counter."""
    if staff.may(Permission.ANSWER_INCIDENT) or incident.recorded_by == staff.id:
        return True
    if staff.may(Permission.CARRY_POST):
        return False
    return bool(incident.agency) and (staff.receives_for(incident.agency) or staff.is_at(incident.agency))


async def incidents(
    acting: Acting, *, only_open: bool, before: Place | None
) -> tuple[tuple[Incident, ...], Place | None]:
    staff = acting.staff
    every = staff.may(Permission.ANSWER_INCIDENT) or ("*" in staff.receives)
    async with transaction():
        rows = await stored.incidents(
            recorded_by=None if every else staff.id, agencies=_agencies_of(staff), only_open=only_open, before=before
        )
    shown = [as_incident(row) for row in rows[: stored.PAGE]]
    place = (shown[-1].recorded_at, shown[-1].id) if len(rows) > stored.PAGE else None
    return tuple(each for each in shown if sees(staff, each)), place


async def record_incident(acting: Acting, data: Mapping[str, str], key: UUID) -> UUID:
    """Numbered, with its first step, and in the trail of the dossier it is about."""
    given = cleaned(TO_RECORD, data)
    if given["found_on"] > local_date(acting.at):
        raise Refused("Ngày phát hiện không thể sau hôm nay.", {"found_on": "Ngày phát hiện không thể sau hôm nay."})
    async with transaction(), once(key, acting, "incident") as told:
        if told.outcome is None:
            told.outcome = {"id": str(await _record(acting, given, key))}
    return UUID(told.outcome["id"])


async def _record(acting: Acting, given: Mapping[str, Any], key: UUID) -> UUID:
    kept = await _dossier(acting.staff, str(given.get("code", "")))
    if kept is None and not given.get("person"):
        raise Refused("Ghi người có giấy tờ.", {"person": "Ghi người có giấy tờ khi không có mã hồ sơ."})
    incident_id, year = uuid5(key, f"{here().key}/incident"), local_date(acting.at).year
    ordinal = await next_number(f"incident/{year}")
    number = f"SC-{year}-{ordinal:03d}"
    await stored.insert_incident(
        {
            "id": incident_id,
            "number": number,
            "harm": given["harm"],
            "what": given["what"],
            "story": given["story"],
            "dossier_id": kept.dossier.id if kept is not None else None,
            "agency": kept.dossier.agency if kept is not None else acting.staff.agency or "",
            "person": given.get("person") or (kept.applicant_name if kept is not None else ""),
            "address": submitter_of(kept).address if kept is not None else "",
            "fault": given["fault"],
            "fault_name": given.get("fault_name", ""),
            "found_on": given["found_on"],
            "recorded_at": acting.at,
            "recorded_by": acting.staff.id,
            "recorded_by_name": acting.staff.name,
        }
    )
    await stored.add_step(incident_id, acting.at, acting.staff.id, acting.staff.name, "Ghi nhận sự cố.")
    if kept is not None:
        await tell_dossier(kept, acting, RECORDED, f"{number}: {given['what']}")
    return incident_id


async def tell_dossier(kept: records.Kept, acting: Acting, kind: str, note: str) -> None:
    await records.record_beside(kept, acting, Move.ASK_TO_REAPPOINT, kind, {"note": note})


async def _dossier(staff: Staff, code: str) -> records.Kept | None:
    """By its code, for who may see it; the post knows dossiers by what it carries."""
    bare = "".join(code.split()).upper()
    if not bare:
        return None
    row = await find_by_code(bare)
    kept = await records.locked(row["id"]) if row is not None else None
    if kept is None or not (may_see(staff, kept.dossier) or (staff.may(Permission.CARRY_POST) and kept.goes_by_post)):
        raise Refused("Không có hồ sơ này.", {"code": "Không có hồ sơ nào mang mã này mà bạn được xem."})
    return kept


async def open_incident(acting: Acting, incident_id: UUID) -> OpenIncident:
    async with transaction():
        incident = await seen_incident(acting.staff, incident_id)
        steps = await stored.steps_of(incident_id)
    return OpenIncident(
        incident,
        tuple(Followed(row["at"], row["by_name"], row["text"]) for row in steps),
        acting.staff.may(Permission.ANSWER_INCIDENT),
        why_not_apologise(incident.standing) or "",
        why_not_close(incident.standing) or "",
    )


async def seen_incident(staff: Staff, incident_id: UUID, *, lock: bool = False) -> Incident:
    row = await stored.load_incident(incident_id, lock=lock)
    if row is None:
        raise NotHere
    incident = as_incident(row)
    if not sees(staff, incident):
        raise NotAllowed("Sự cố này do người khác ghi nhận và không thuộc quầy, cơ quan của bạn.")
    return incident


async def _to_change(acting: Acting, incident_id: UUID, seen: int, *, answers: bool) -> Incident:
    incident = await seen_incident(acting.staff, incident_id, lock=True)
    if answers and not acting.staff.may(Permission.ANSWER_INCIDENT):
        raise NotAllowed("Việc này do Giám đốc, Phó Giám đốc Trung tâm thực hiện.")
    if not incident.is_open:
        raise Conflict("Sự cố này đã khép lại.")
    if incident.seen != seen:
        raise Conflict(_OLD)
    return incident


async def follow(acting: Acting, incident_id: UUID, seen: int, data: Mapping[str, str]) -> None:
    """One more step; sent twice, the second finds the page old."""
    given = cleaned(TO_FOLLOW, data)
    async with transaction():
        await _to_change(acting, incident_id, seen, answers=False)
        await stored.add_step(incident_id, acting.at, acting.staff.id, acting.staff.name, given["text"])
        await stored.change_incident(incident_id, {})


async def settle(acting: Acting, incident_id: UUID, seen: int, data: Mapping[str, str]) -> None:
    """Who is at fault, and who bears the cost."""
    given = cleaned(TO_SETTLE, data)
    changes = {
        "fault": given["fault"],
        "fault_name": given.get("fault_name", ""),
        "cost": given.get("cost", ""),
        "cost_amount": given.get("cost_amount"),
    }
    says = f"Xác định bên có lỗi: {FAULTS[Fault(given['fault'])].lower()}."
    if changes["cost"]:
        says += f" Chi phí: {changes['cost']}."
    async with transaction():
        await _to_change(acting, incident_id, seen, answers=True)
        await stored.change_incident(incident_id, changes)
        await stored.add_step(incident_id, acting.at, acting.staff.id, acting.staff.name, says)


async def close(acting: Acting, incident_id: UUID, seen: int, data: Mapping[str, str]) -> None:
    given = cleaned(TO_CLOSE, data)
    async with transaction():
        incident = await _to_change(acting, incident_id, seen, answers=True)
        if sentence := why_not_close(incident.standing):
            raise Conflict(sentence)
        await stored.change_incident(incident_id, {"is_open": False, "closed_at": acting.at})
        says = f"Khép lại: {given['text']}"
        await stored.add_step(incident_id, acting.at, acting.staff.id, acting.staff.name, says)
        kept = await records.locked(incident.dossier_id) if incident.dossier_id is not None else None
        if kept is not None:
            await tell_dossier(kept, acting, CLOSED, f"{incident.number}: {given['text']}")
            await queue_message(
                applicant_of(kept),
                "incident",
                {"about": f"hồ sơ {kept.dossier.code}", "text": f"Đã khắc phục xong: {given['text']}"},
                once=f"incident/{incident_id}/closed",
                dossier_id=kept.dossier.id,
                at=acting.at,
            )


@dataclass(frozen=True, slots=True)
class OpenLine:
    id: UUID
    number: str
    what: str
    harm: str
    is_apologised: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenIncidents:
    """What the director's home tells: the oldest that are open; `together` counts them all."""

    rows: tuple[OpenLine, ...] = ()
    together: int = 0


async def open_incidents(acting: Acting) -> OpenIncidents:
    if not acting.staff.may(Permission.ANSWER_INCIDENT):
        return OpenIncidents()
    async with transaction():
        rows = await stored.open_ones(SHOWN)
    lines = tuple(
        OpenLine(
            row["id"],
            row["number"],
            row["what"],
            HARMS[Harm(row["harm"])],
            row["letter_id"] is not None,
            row["recorded_at"],
        )
        for row in rows
    )
    return OpenIncidents(lines, rows[0]["together"] if rows else 0)
