"""A shift at the cash desk: opened with the cash that lies there, closed with the cash that was counted.

What must be there is opening cash + what was taken in cash − what was given back in cash. A difference needs a reason;
the minutes (biên bản) are numbered by the year and say it. Who has the shift closes it, or the director in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.letter_kinds import SHIFT_MINUTES
from motcua.domain.people import Acting, Permission
from motcua.letters.data import Issue
from motcua.letters.money import ShiftMinutesData
from motcua.services.codes import local_date
from motcua.services.dossiers.naming import agency_name
from motcua.services.letters.issuing import Printed, read_issued, store_letter
from motcua.services.letters.statutory import head_on
from motcua.services.money.written import amount_given, reason_given
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import payments as stored
from motcua.store.queries.letters import letter_for

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Shift:
    """`row` as it is stored; `taken` and `given` in cash; `receipts` by book."""

    row: Mapping[str, Any]
    taken: int
    given: int
    payments: int
    cancelled: int
    receipts: tuple[Mapping[str, Any], ...] = ()
    lines: tuple[Mapping[str, Any], ...] = ()

    @property
    def expected(self) -> int:
        return int(self.row["opening_cash"]) + self.taken - self.given

    @property
    def difference(self) -> int:
        """Counted less what should be there; 0 while nobody has counted."""
        return 0 if self.row["counted_cash"] is None else int(self.row["counted_cash"] - self.row["expected_cash"])


@dataclass(frozen=True, slots=True)
class Shifts:
    """`now`: one's own shift of today. `unclosed`: of earlier days, which somebody has to count."""

    now: Shift | None
    unclosed: tuple[Mapping[str, Any], ...]
    closed: tuple[Mapping[str, Any], ...]


def oversees(acting: Acting) -> bool:
    return acting.staff.may(Permission.APPROVE_REFUND)


def _check_may_see(acting: Acting, row: Mapping[str, Any]) -> None:
    if row["staff_id"] != acting.staff.id and not oversees(acting):
        raise NotAllowed("Ca thu này của người khác: người thu và Giám đốc Trung tâm mới xem được.")


async def _shift(row: Mapping[str, Any], *, whole: bool = False) -> Shift:
    sums = await stored.sums_of_shift(row["id"])
    receipts = tuple(await stored.receipts_of_shift(row["id"])) if whole else ()
    lines = tuple(await stored.payments_of_shift(row["id"])) if whole else ()
    return Shift(row, sums["taken"], sums["given"], sums["payments"], sums["cancelled"], receipts, lines)


async def shifts(acting: Acting) -> Shifts:
    """One's own; for who oversees, everybody's."""
    async with transaction():
        now = await stored.open_shift(acting.staff.id, local_date(acting.at))
        found = await stored.shifts(None if oversees(acting) else acting.staff.id, MOST_SHOWN)
        mine = await _shift(now) if now is not None else None
    others = [row for row in found if now is None or row["id"] != now["id"]]
    return Shifts(
        mine,
        tuple(row for row in others if row["closed_at"] is None),
        tuple(row for row in others if row["closed_at"] is not None),
    )


async def open_shift(acting: Acting, opening: str, key: UUID) -> str:
    """Mở ca; the sentence that says so."""
    cash = amount_given(opening, "Hãy nhập số tiền mặt có lúc mở ca; không có thì ghi 0.", "opening")
    async with transaction(), once(key, acting, "open_shift") as told:
        if told.outcome is None:
            on = local_date(acting.at)
            if await stored.open_shift(acting.staff.id, on) is not None:
                raise Conflict("Ca hôm nay của bạn đang mở; hãy chốt ca đó trước khi mở ca khác.")
            await stored.insert_shift(uuid4(), acting.staff.id, acting.staff.name, on=on, at=acting.at, cash=cash)
            told.outcome = {"says": "Đã mở ca thu."}
        return str(told.outcome["says"])


async def shift_page(acting: Acting, shift_id: UUID) -> Shift:
    async with transaction():
        row = await stored.load_shift(shift_id)
        if row is None:
            raise NotHere
        _check_may_see(acting, row)
        return await _shift(row, whole=True)


async def close_shift(
    office: Office, acting: Acting, shift_id: UUID, seen: int, counted: str, reason: str, key: UUID
) -> str:
    """Chốt ca: the minutes are kept with it as they were then; the sentence that says so."""
    cash = amount_given(counted, "Hãy đếm và nhập số tiền mặt thực có.", "counted")
    async with transaction(), once(key, acting, f"close_shift:{shift_id}") as told:
        if told.outcome is None:
            row = await stored.load_shift(shift_id, lock=True)
            if row is None:
                raise NotHere
            _check_may_see(acting, row)
            if row["closed_at"] is not None:
                raise Conflict("Ca này đã chốt.")
            if row["version"] != seen:
                raise Conflict("Ca thu vừa có khoản thu hoặc chi mới sau khi bạn mở trang. Hãy kiểm tra và đếm lại.")
            shift = await _shift(row, whole=True)
            said = ""
            if cash != shift.expected:
                said = reason_given(reason, "Tiền thực đếm lệch so với sổ: hãy nêu lý do.")
            letter = _minutes(acting, shift, cash, said)
            made = await store_letter(
                office, acting, SHIFT_MINUTES, letter, Issue(SHIFT_MINUTES.title), occasion_of(shift_id), None
            )
            await stored.close_shift(
                shift_id, seen, at=acting.at, expected=shift.expected, counted=cash, reason=said, number=made.number
            )
            told.outcome = {"says": f"Đã chốt ca, biên bản số {made.number}."}
        return str(told.outcome["says"])


def occasion_of(shift_id: UUID) -> str:
    return f"shift/{shift_id}"


def _minutes(acting: Acting, shift: Shift, counted: int, reason: str) -> ShiftMinutesData:
    row, center = shift.row, here()
    by_agency: dict[str, list[int]] = {}
    for line in shift.lines:
        if line["cancelled_at"] is None:
            sums = by_agency.setdefault(agency_name(center, line["agency"]), [0, 0])
            sums[0] += 1
            sums[1] += line["amount"]
    return ShiftMinutesData(
        letterhead=head_on(center, acting.at),
        dated_at=acting.at,
        cashier=row["staff_name"],
        opened_at=row["opened_at"],
        opening=row["opening_cash"],
        taken=shift.taken,
        given=shift.given,
        expected=shift.expected,
        counted=counted,
        reason=reason,
        agencies=tuple((name, count, amount) for name, (count, amount) in sorted(by_agency.items())),
        receipts=tuple(
            (each["book"], f"{each['first']} – {each['last']}", each["receipts"], each["voided"], each["amount"])
            for each in shift.receipts
        ),
    )


async def shift_minutes(office: Office, acting: Acting, shift_id: UUID) -> Printed:
    """The minutes of a closed shift, as they were kept at its closing."""
    async with transaction():
        row = await stored.load_shift(shift_id)
        if row is None:
            raise NotHere
        _check_may_see(acting, row)
        found = await letter_for(None, SHIFT_MINUTES.key, occasion_of(shift_id))
        if found is None:
            raise Conflict("Ca chưa chốt nên chưa có biên bản.")
        return await read_issued(office, found["id"])
