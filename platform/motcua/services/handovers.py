"""Lists of what changed hands between the counter and an agency in one half of a day, for both to sign.

The hand-over is kept with the control slip (NĐ 61/2018, Điều 18: chuyển hồ sơ kèm phiếu kiểm soát quá trình);
the list is drawn from the trail, so it says what happened, not what somebody remembers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from motcua.centers import here
from motcua.domain.calendar import LOCAL
from motcua.domain.errors import NotAllowed, NotHere
from motcua.domain.people import EVERY_AGENCY, Acting, Permission, Role, Staff
from motcua.letters.handover import HandoverData, HandoverLine, HandoverSheet
from motcua.services.catalogue import versions_of
from motcua.services.letter_parts import head_on
from motcua.services.naming import agency_name
from motcua.services.office import Office
from motcua.services.timeline import who_did
from motcua.store.engine import transaction
from motcua.store.queries import handovers as stored

NOON = time(12, 0)
HALVES: Mapping[str, str] = {"sang": "Buổi sáng", "chieu": "Buổi chiều"}
WAYS: Mapping[str, tuple[str, str]] = {
    "giao": ("hand_over", "Danh sách bàn giao hồ sơ cho cơ quan giải quyết"),
    "nhan": ("take_back", "Danh sách nhận kết quả từ cơ quan giải quyết"),
}


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """One dossier of a list."""

    code: str
    procedure_title: str
    applicant_name: str
    at: datetime
    by: str
    originals: int
    copies: int
    due_at: datetime | None
    result_number: str


@dataclass(frozen=True, slots=True)
class CarriedList:
    """One agency's list: a sheet of its own when it is printed."""

    agency: str
    name: str
    lines: tuple[CarriedLine, ...]

    @property
    def originals(self) -> int:
        return sum(line.originals for line in self.lines)

    @property
    def copies(self) -> int:
        return sum(line.copies for line in self.lines)


def agencies_of(staff: Staff) -> tuple[str, ...]:
    """Whose lists somebody may see: all, those of their counter, or the one they work for."""
    if staff.may(Permission.SEE_EVERY_DOSSIER):
        return (EVERY_AGENCY,)
    found = {agency for agency, _ in staff.desks}
    if Role.RECEPTION in staff.roles:
        found |= staff.receives
    return tuple(sorted(found))


async def carried(
    office: Office, acting: Acting, *, way: str, on: date, half: str, agency: str | None = None
) -> tuple[CarriedList, ...]:
    """The lists of one half-day (`sang`, `chieu`), one per agency; `agency` narrows them to one."""
    allowed = agencies_of(acting.staff)
    if not allowed:
        raise NotAllowed("Danh sách bàn giao dành cho quầy, cơ quan giải quyết và Giám đốc Trung tâm.")
    if agency is not None:
        allowed = (agency,) if agency in allowed or EVERY_AGENCY in allowed else ()
    since, until = _bounds(on, half)
    async with transaction():
        rows = await stored.carried(WAYS[way][0], since, until, allowed) if allowed else []
        versions = await versions_of(office, {row["version_hash"] for row in rows})
    return tuple(
        CarriedList(
            key,
            agency_name(here(), key),
            tuple(
                CarriedLine(
                    code=row["code"] or "",
                    procedure_title=versions[row["version_hash"]].title,
                    applicant_name=row["applicant_name"],
                    at=row["at"],
                    by=who_did(row),
                    originals=row["originals"],
                    copies=row["copies"],
                    due_at=row["due_at"],
                    result_number=row["result_number"] or "",
                )
                for row in found
            ),
        )
        for key, found in groupby(rows, key=lambda row: str(row["agency"]))
    )


async def printed(office: Office, acting: Acting, *, way: str, on: date, half: str, agency: str | None = None) -> bytes:
    """The same lists as a PDF, a page or more for each agency, with room for both to sign."""
    lists = await carried(office, acting, way=way, on=on, half=half, agency=agency)
    if not lists:
        raise NotHere("Không có hồ sơ nào trong buổi này để in.")
    is_results = way == "nhan"
    letter = HandoverData(
        letterhead=head_on(here(), on),
        title=WAYS[way][1],
        half=HALVES[half],
        on=on,
        dated_at=_bounds(on, half)[0],
        is_results=is_results,
        sheets=tuple(HandoverSheet(each.name, tuple(_printed(line) for line in each.lines)) for each in lists),
    )
    return await office.letters.print_letter(letter)


def _printed(line: CarriedLine) -> HandoverLine:
    return HandoverLine(
        code=line.code,
        request=line.procedure_title,
        applicant=line.applicant_name,
        originals=line.originals,
        copies=line.copies,
        due=f"{line.due_at.astimezone(LOCAL):%H:%M %d/%m/%Y}" if line.due_at else "",
        at=f"{line.at.astimezone(LOCAL):%H:%M}",
        by=line.by,
        result_number=line.result_number,
    )


def _bounds(on: date, half: str) -> tuple[datetime, datetime]:
    start, noon = datetime.combine(on, time(), LOCAL), datetime.combine(on, NOON, LOCAL)
    return (start, noon) if half == "sang" else (noon, start + timedelta(days=1))


def half_of(at: datetime) -> tuple[date, str]:
    """The half-day an instant lies in."""
    local = at.astimezone(LOCAL)
    return local.date(), "sang" if local.time() < NOON else "chieu"
