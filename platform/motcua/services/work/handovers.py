"""Lists of what changed hands between the counter and an agency in one half of a day, for both to sign.

The hand-over is kept with the control slip (NĐ 61/2018, Điều 18: chuyển hồ sơ kèm phiếu kiểm soát quá trình);
the list is drawn from the trail, so it says what happened, not what somebody remembers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import LOCAL
from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.letter_kinds import HANDOVER_LIST
from motcua.domain.moves import Move
from motcua.domain.people import EVERY_AGENCY, Acting, Permission, Role, Staff
from motcua.letters.data import Issue
from motcua.letters.handover import HandoverData, HandoverLine, HandoverSheet
from motcua.services.catalogue import versions_of
from motcua.services.dossiers import records
from motcua.services.dossiers.naming import agency_name
from motcua.services.dossiers.timeline import ISSUED, who_did
from motcua.services.letters.issuing import Printed, read_issued, reason_of, set_letter, store_letter
from motcua.services.letters.statutory import head_on
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import handovers as stored
from motcua.store.queries import letters

NOON = time(12, 0)
HALVES: Mapping[str, str] = {"sang": "Buổi sáng", "chieu": "Buổi chiều"}
WAYS: Mapping[str, tuple[str, str]] = {
    "giao": ("hand_over", "Danh sách bàn giao hồ sơ cho cơ quan giải quyết"),
    "nhan": ("take_back", "Danh sách nhận kết quả từ cơ quan giải quyết"),
}


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """One dossier of a list."""

    dossier_id: UUID
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
                    dossier_id=row["dossier_id"],
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


async def previewed(
    office: Office, acting: Acting, *, way: str, on: date, half: str, agency: str | None = None
) -> Printed:
    """The same lists as a PDF, a page or more for each agency, with room for both to sign; nothing is issued."""
    lists = await carried(office, acting, way=way, on=on, half=half, agency=agency)
    if not lists:
        raise NotHere("Không có hồ sơ nào trong buổi này để in.")
    issue = Issue(WAYS[way][1], number=f"……/{HANDOVER_LIST.book}", is_preview=True)
    letter = _letter(lists, way=way, on=on, half=half)
    return Printed(await set_letter(office, letter, issue), "xem-truoc-ban-giao.pdf")


async def issue_list(
    office: Office, acting: Acting, key: UUID, *, way: str, on: date, half: str, agency: str | None = None
) -> Printed:
    """Issues the list of a half-day as it stands: numbered, kept, and written into the trail of each dossier on it.

    Dossiers that change hands later in the same half-day call for another list.
    """
    async with transaction(), once(key, acting, f"list:{way}/{on}/{half}/{agency or ''}") as told:
        if told.outcome is None:
            lists = await carried(office, acting, way=way, on=on, half=half, agency=agency)
            if not lists:
                raise NotHere("Không có hồ sơ nào trong buổi này để in.")
            ids = sorted(line.dossier_id for each in lists for line in each.lines)
            occasion = _occasion(way, on, half, agency) + _digest(ids)
            if earlier := await letters.letter_for(None, HANDOVER_LIST.key, occasion):
                sentence = f"Danh sách này đã phát hành, số {earlier['number']}. Cần thêm bản thì in lại, có nêu lý do."
                raise Conflict(sentence)
            issue, letter = Issue(WAYS[way][1]), _letter(lists, way=way, on=on, half=half)
            made = await store_letter(office, acting, HANDOVER_LIST, letter, issue, occasion, None)
            about = {"letter": issue.title, "letter_number": made.number, "sha256": made.sha256}
            await _tell_each(ids, acting, ISSUED, about)
            told.outcome = {"id": str(made.id)}
        return await read_issued(office, UUID(told.outcome["id"]))


async def reprint_list(office: Office, acting: Acting, letter_id: UUID, reason: str, key: UUID) -> Printed:
    """The stored bytes once more, to who may see that list; recorded with its reason."""
    async with transaction(), once(key, acting, f"reprint:{letter_id}") as told:
        if told.outcome is None:
            found = await letters.load_letter(letter_id)
            if found is None or found["kind"] != HANDOVER_LIST.key:
                raise NotHere
            agency = found["occasion"].split("/")[3]
            allowed = agencies_of(acting.staff)
            if EVERY_AGENCY not in allowed and (not agency or agency not in allowed):
                raise NotAllowed("Danh sách này của cơ quan khác: quầy hoặc cơ quan đó in lại.")
            said = reason_of(reason)
            await letters.insert_reprint(letter_id, said, acting.staff.id, acting.staff.name, acting.at)
            told.outcome = {"id": str(letter_id)}
        return await read_issued(office, letter_id)


@dataclass(frozen=True, slots=True)
class IssuedList:
    """A list that was issued for a half-day."""

    id: UUID
    number: str
    at: datetime
    by: str
    reprints: int


async def lists_of(
    acting: Acting, *, way: str, on: date, half: str, agency: str | None = None
) -> tuple[IssuedList, ...]:
    """What was issued for these very lists, the latest first."""
    async with transaction():
        found = await letters.lists_issued(_occasion(way, on, half, agency))
    return tuple(
        IssuedList(row["id"], row["number"], row["at"], row["issued_by_name"], row["reprints"]) for row in found
    )


def _occasion(way: str, on: date, half: str, agency: str | None) -> str:
    return f"{way}/{on:%Y-%m-%d}/{half}/{agency or ''}/"


def _digest(ids: Sequence[UUID]) -> str:
    return hashlib.sha256(" ".join(map(str, ids)).encode()).hexdigest()[:16]


async def _tell_each(ids: Sequence[UUID], acting: Acting, kind: str, about: Mapping[str, Any]) -> None:
    for dossier_id in ids:  # in one order, so that two lists never wait for each other
        kept = await records.locked(dossier_id)
        if kept is not None:
            await records.record_beside(kept, acting, Move.HAND_OVER, kind, about)


def _letter(lists: Sequence[CarriedList], *, way: str, on: date, half: str) -> HandoverData:
    at = _bounds(on, half)[0]
    return HandoverData(
        letterhead=head_on(here(), at),
        half=HALVES[half],
        on=on,
        dated_at=at,
        is_results=way == "nhan",
        sheets=tuple(HandoverSheet(each.name, tuple(_printed(line) for line in each.lines)) for each in lists),
    )


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
