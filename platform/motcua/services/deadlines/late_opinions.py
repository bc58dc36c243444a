"""An opinion that does not come in time: the agency that leads and the head of the one-stop are told, once.

NĐ 61/2018, Điều 19.5. The dossier's record says it for good; the homes show it for as long as the opinion is out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.centers import here
from motcua.domain.people import Acting, Permission, Staff
from motcua.domain.routes import CENTER
from motcua.services.deadlines.lateness import time_left
from motcua.services.dossiers.naming import agency_name
from motcua.services.dossiers.timeline import at_says
from motcua.store.engine import transaction
from motcua.store.queries import opinions
from motcua.store.queries.effects import add_note

AT_ONCE = 200
SHOWN = 20
KEY = "late-opinion/"


@dataclass(frozen=True, slots=True)
class LateOpinion:
    dossier_id: UUID
    code: str
    label: str
    agency: str
    lead: str
    late_text: str


@dataclass(frozen=True, slots=True)
class LateOpinions:
    """The latest ones; `together` counts those that are not shown as well."""

    rows: tuple[LateOpinion, ...] = ()
    together: int = 0


async def tell_late_opinions(at: datetime) -> int:
    """Writes every late opinion into its dossier's record, each once; how many were new."""
    center, told = here(), 0
    async with transaction():
        for row in await opinions.untold_opinions(at, KEY, limit=AT_ONCE):
            asked, lead = agency_name(center, row["agency"]), agency_name(center, row["lead"])
            text = (
                f"{row['label']}: {asked} chưa trả lời, đã quá hạn lúc {at_says(row['due_at'])}. "
                f"Đã báo {lead} và {center.head_title}."
            )
            told += await add_note(row["dossier_id"], at=at, plugin=CENTER, text=text, source_key=f"{KEY}{row['id']}")
    return told


async def late_opinions(acting: Acting) -> LateOpinions:
    """Those that this person is told of: all for the head of the one-stop, for an agency the ones it waits for."""
    agencies = _waiting_agencies(acting.staff)
    if agencies is not None and not agencies:
        return LateOpinions()
    center = here()
    async with transaction():
        found = await opinions.late_opinions(acting.at, agencies, limit=SHOWN)
    rows = tuple(
        LateOpinion(
            row["dossier_id"],
            row["code"],
            row["label"],
            agency_name(center, row["agency"]),
            agency_name(center, row["lead"]),
            time_left(row["due_at"], acting.at, center.calendar),
        )
        for row in found
    )
    return LateOpinions(rows, found[0]["together"] if found else 0)


def _waiting_agencies(staff: Staff) -> frozenset[str] | None:
    if staff.may(Permission.SEE_EVERY_DOSSIER):
        return None
    return frozenset(agency for agency, _ in staff.desks) if staff.may(Permission.PROCESS) else frozenset()
