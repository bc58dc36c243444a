"""Thời hạn bảo quản: for each procedure so many years, or for ever, by which document, who set it and when.

The platform knows no term by itself: what no one has set is never proposed for destruction.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from motcua.centers import here
from motcua.domain.errors import NotAllowed, Refused
from motcua.domain.keeping import MOST_YEARS, Keeping, kept_for
from motcua.domain.people import Acting, Permission, Staff, who_may
from motcua.services.catalogue import known_here
from motcua.services.dossiers.asked import clean_text
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import archive as stored
from motcua.store.queries.review import append_events, lock_review

SET = "retention_set"
LONGEST_BASIS = 300


@dataclass(frozen=True, slots=True)
class TermLine:
    """One procedure; `keeping` None where nobody has set how long its dossiers are kept."""

    key: str
    title: str
    sector: str
    keeping: Keeping | None


@dataclass(frozen=True, slots=True)
class Terms:
    """Those of one agency, with how many there are and have a term for each: (key, name, set, all)."""

    agency: str
    agencies: tuple[tuple[str, str, int, int], ...]
    lines: tuple[TermLine, ...]


def check_sees(staff: Staff) -> None:
    if not (staff.may(Permission.KEEP_ARCHIVE) or staff.may(Permission.APPROVE_DISPOSAL)):
        raise NotAllowed(f"Việc này do: {who_may(Permission.KEEP_ARCHIVE)}, {who_may(Permission.APPROVE_DISPOSAL)}.")


def check_keeps(staff: Staff) -> None:
    if not staff.may(Permission.KEEP_ARCHIVE):
        raise NotAllowed(f"Việc này do: {who_may(Permission.KEEP_ARCHIVE)}.")


async def terms(office: Office, acting: Acting, agency: str = "") -> Terms:
    """Of the agency asked for, or of the first that has a procedure."""
    check_sees(acting.staff)
    async with transaction():
        known = await stored.load_terms()
    versions = sorted(known_here(office), key=lambda each: (each.sector, each.title))
    keys = sorted({each.agency for each in versions}, key=lambda key: agency_name(here(), key))
    chosen = agency if agency in keys else (keys[0] if keys else "")
    agencies = tuple(
        (
            key,
            agency_name(here(), key),
            sum(each.key in known for each in versions if each.agency == key),
            sum(each.agency == key for each in versions),
        )
        for key in keys
    )
    lines = tuple(
        TermLine(each.key, each.title, each.sector, known.get(each.key)) for each in versions if each.agency == chosen
    )
    return Terms(chosen, agencies, lines)


async def set_terms(
    office: Office, acting: Acting, procedures: Collection[str], how_long: str, basis: str, key: UUID
) -> str:
    """For all of the procedures at once; `how_long`: a number of years, or `vinh-vien`. A sentence says it is done."""
    check_keeps(acting.staff)
    years, said = _read(how_long), clean_text("Căn cứ", basis, LONGEST_BASIS)
    wanted = set(procedures) & {each.key for each in known_here(office)}
    faults = {}
    if not wanted:
        faults["thu-tuc"] = "Hãy chọn ít nhất một thủ tục."
    if years is _WRONG:
        faults["so-nam"] = f"Số năm phải từ 1 đến {MOST_YEARS}, hoặc chọn vĩnh viễn."
    if not said:
        faults["can-cu"] = "Hãy ghi căn cứ: số, ngày, trích yếu văn bản quy định thời hạn bảo quản."
    if faults:
        raise Refused(next(iter(faults.values())), faults)
    assert years is None or isinstance(years, int)
    async with transaction(), once(key, acting, SET) as told:
        if told.outcome is None:
            await stored.add_terms(
                sorted(wanted), years, said, by=acting.staff.id, name=acting.staff.name, at=acting.at
            )
            await lock_review()
            events = [(each, SET, {"years": years, "basis": said}) for each in sorted(wanted)]
            await append_events(events, acting.staff, acting.at)
            told.outcome = {"says": f"Đã đặt thời hạn bảo quản {kept_for(years)} cho {len(wanted)} thủ tục."}
        return str(told.outcome["says"])


_WRONG = object()


def _read(text: str) -> object:
    """Years, None for ever, `_WRONG` for what is neither."""
    if text == "vinh-vien":
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_YEARS:
        return int(text)
    return _WRONG
