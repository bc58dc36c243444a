"""When the system is down: sheets printed beforehand with provisional numbers, entered later with the true time of
reception. That time counts once the director has put their mark to it; until then the dossier stands as it was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import due, local, parse_instant
from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.moves import Move
from motcua.domain.people import PERMISSION_NAMES, Acting, Permission, who_may
from motcua.domain.states import STATES
from motcua.domain.terms import Term
from motcua.letters.data import Issue
from motcua.letters.outage import OutageSheetsData
from motcua.services.codes import local_date
from motcua.services.deadlines.dues import dossier_due
from motcua.services.dossiers import records
from motcua.services.dossiers.timeline import OUTAGE_APPROVED, OUTAGE_DECLINED, OUTAGE_ENTERED, at_says
from motcua.services.letters.statutory import head_on
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import outage_sheets as stored
from motcua.store.queries.counters import next_number
from motcua.store.queries.dossiers import find_by_code

TITLE = "Phiếu tiếp nhận dự phòng"
MOST_AT_ONCE, MOST_SHOWN = 100, 100
LONGEST_OUTAGE = timedelta(days=30)
LONGEST_REASON = 300
APPROVE, DECLINE = "approved", "declined"
STATE_NAMES = {"entered": "Chờ Giám đốc xác nhận", "approved": "Đã xác nhận", "declined": "Không xác nhận"}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet that was entered. `was`: the reception as the dossier has it now."""

    number: str
    state: str
    dossier_id: UUID
    code: str
    received_at: datetime
    was: datetime
    reason: str
    entered_by: str
    entered_at: datetime
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sheets:
    blank: int
    waiting: tuple[SheetLine, ...]
    settled: tuple[SheetLine, ...]


def _check(acting: Acting, permission: Permission) -> None:
    if not acting.staff.may(permission):
        raise NotAllowed(
            f"Bạn không có quyền {PERMISSION_NAMES[permission]}. Việc này thuộc về: {who_may(permission)}."
        )


async def print_sheets(office: Office, acting: Acting, count: int) -> bytes:
    """Blank sheets as one PDF, each with a number of its own that was never printed before."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused(f"In từ 1 đến {MOST_AT_ONCE} phiếu một lần.", {"count": f"Nhập số từ 1 đến {MOST_AT_ONCE}."})
    year = local_date(acting.at).year
    async with transaction():
        numbers = [f"DP{year % 100:02d}-{await next_number(f'outage/{year}'):04d}" for _ in range(count)]
        await stored.add_sheets(numbers, by=acting.staff.name, at=acting.at)
    letter = OutageSheetsData(letterhead=head_on(here(), acting.at), dated_at=acting.at, numbers=tuple(numbers))
    return await office.letters.print_letter(letter, Issue(TITLE))


async def sheets(acting: Acting) -> Sheets:
    async with transaction():
        waiting = await stored.sheets_in(["entered"], MOST_SHOWN)
        settled = await stored.sheets_in([APPROVE, DECLINE], MOST_SHOWN)
        blank = await stored.blank_sheets()
    return Sheets(blank, tuple(map(_line, waiting)), tuple(map(_line, settled)))


def _line(row: Mapping[str, Any]) -> SheetLine:
    return SheetLine(
        row["number"], row["state"], row["dossier_id"], row["code"] or "", row["received_at"],
        row["dossier_received_at"], row["reason"], row["entered_by_name"], row["entered_at"],
        row["decided_by_name"], row["decided_at"],
    )  # fmt: skip


def read_time(on: str, at: str) -> datetime:
    """`8/11/2017` and `09:15`, as written on the sheet."""
    try:
        day, month, year = on.strip().split("/")
        hours, minutes = at.strip().replace("h", ":").split(":")
        return parse_instant(f"{int(year):04d}-{int(month):02d}-{int(day):02d}T{int(hours):02d}:{int(minutes):02d}")
    except (ValueError, OverflowError):
        raise Refused("Nhập ngày giờ ghi trên phiếu.", {"on": "Nhập ngày như 8/11/2017 và giờ như 09:15."}) from None


async def enter_sheet(office: Office, acting: Acting, typed: Mapping[str, str], key: UUID) -> str:
    """Says of an accepted dossier on which sheet it was received, and when; the director is asked. The sentence."""
    _check(acting, Permission.RECEIVE)
    number, code = typed.get("number", "").strip().upper(), "".join(typed.get("code", "").split()).upper()
    reason = " ".join(typed.get("reason", "").split())[:LONGEST_REASON]
    if missing := {
        name: says
        for name, text, says in (
            ("number", number, "Nhập số tạm trên phiếu."),
            ("code", code, "Nhập mã hồ sơ đã tiếp nhận."),
            ("reason", reason, "Ghi lý do: mất điện, mất mạng từ lúc nào."),
        )
        if not text
    }:
        raise Refused(f"Có {len(missing)} mục chưa nhập.", missing)
    true_at = read_time(typed.get("on", ""), typed.get("at", ""))
    async with transaction(), once(key, acting, f"outage:{number}") as told:
        if told.outcome is None:
            await _entered(acting, number, code, true_at, reason)
            told.outcome = {"says": f"Đã ghi phiếu {number} cho hồ sơ {code}; chờ Giám đốc xác nhận."}
        return str(told.outcome["says"])


async def _entered(acting: Acting, number: str, code: str, true_at: datetime, reason: str) -> None:
    sheet = await stored.load_sheet(number)
    if sheet is None:
        raise Refused("Không có phiếu này.", {"number": "Không có phiếu dự phòng nào mang số này."})
    if sheet["state"] in ("entered", "approved"):
        raise Refused("Phiếu đã nhập.", {"number": "Phiếu này đã được nhập cho một hồ sơ."})
    row = await find_by_code(code)
    kept = await records.locked(row["id"]) if row is not None else None
    if kept is None or not acting.staff.receives_for(kept.dossier.agency):
        raise Refused("Không có hồ sơ này.", {"code": "Không có hồ sơ này, hoặc quầy của bạn không tiếp nhận."})
    if await stored.sheet_of(kept.dossier.id) is not None:
        raise Refused("Hồ sơ đã có phiếu.", {"code": "Hồ sơ này đã được ghi theo một phiếu khác."})
    _check_may_move(kept)
    received_at = kept.row["received_at"]
    if true_at > received_at:
        raise Refused("Sai thời điểm.", {"on": "Thời điểm trên phiếu phải trước khi hồ sơ được nhập vào hệ thống."})
    if received_at - true_at > LONGEST_OUTAGE or local(true_at).date() < local(sheet["printed_at"]).date():
        raise Refused("Sai thời điểm.", {"on": "Thời điểm trên phiếu trước ngày in phiếu, hoặc quá 30 ngày."})
    await stored.enter_sheet(
        number, kept.dossier.id, true_at, reason=reason, by=acting.staff.name, at=acting.at
    )  # fmt: skip
    told = {"sheet": number, "received_now": at_says(true_at), "reason": reason}
    await records.record_beside(kept, acting, Move.ACCEPT, OUTAGE_ENTERED, told)


def _check_may_move(kept: records.Kept) -> None:
    dossier = kept.dossier
    if STATES[dossier.state].is_final or dossier.code is None:
        raise Conflict("Hồ sơ chưa tiếp nhận hoặc đã kết thúc: không đổi thời điểm tiếp nhận nữa.")
    if dossier.clock_from or dossier.reappointed_to or dossier.promised_at:
        raise Conflict("Ngày hẹn của hồ sơ đã được tính lại bằng việc khác: không đổi thời điểm tiếp nhận nữa.")


async def decide_sheet(office: Office, acting: Acting, number: str, decision: str, key: UUID) -> str:
    """The director's mark: the dossier counts from the time on the sheet, or stays as it was typed. The sentence."""
    _check(acting, Permission.APPROVE_OUTAGE)
    if decision not in (APPROVE, DECLINE):
        raise Refused("Hãy chọn xác nhận hoặc không xác nhận.")
    async with transaction(), once(key, acting, f"outage:{decision}:{number}") as told:
        if told.outcome is None:
            told.outcome = {"says": await _decided(acting, number, decision)}
        return str(told.outcome["says"])


async def _decided(acting: Acting, number: str, decision: str) -> str:
    sheet = await stored.load_sheet(number)
    if sheet is None or sheet["state"] != "entered":
        raise Conflict("Phiếu này không còn chờ xác nhận. Hãy mở lại trang.")
    kept = await records.locked(sheet["dossier_id"])
    assert kept is not None  # a foreign key
    told = {"sheet": number, "reason": sheet["reason"]}
    await stored.decide_sheet(number, decision, by=acting.staff.name, at=acting.at)
    like = Move.CANCEL_ACCEPTANCE  # the director's as well
    if decision == DECLINE:
        await records.record_beside(kept, acting, like, OUTAGE_DECLINED, told)
        return f"Không xác nhận phiếu {number}: hồ sơ giữ thời điểm tiếp nhận đã nhập."
    _check_may_move(kept)
    true_at, term, calendar = sheet["received_at"], Term.parse(kept.row["term"]), here().calendar
    after = replace(kept.dossier, received_at=true_at)
    after = replace(after, due_at=dossier_due(after, term, calendar, acting.at))
    promised = due(true_at, term, calendar).at
    told |= {"received_was": at_says(kept.row["received_at"]), "received_now": at_says(true_at)}
    told |= {"due_now": at_says(promised)} if promised is not None else {}
    columns = {"received_at": true_at, "first_due_at": promised}
    await records.record_beside(kept, acting, like, OUTAGE_APPROVED, told, after=after, columns=columns)
    return f"Đã xác nhận phiếu {number}: hồ sơ {kept.row['code']} tính từ {at_says(true_at)}."
