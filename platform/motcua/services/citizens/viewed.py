""" "Ai đã xem hồ sơ của tôi": every look of staff at a dossier is noted by day, and its applicant reads the list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.centers import here
from motcua.domain.people import Acting
from motcua.services.codes import local_date
from motcua.services.dossiers.naming import agency_name
from motcua.store.engine import transaction
from motcua.store.queries import viewed as stored

PAGE = 50


@dataclass(frozen=True, slots=True)
class Look:
    """One person on one day."""

    name: str
    title: str
    where: str
    first_at: datetime
    last_at: datetime
    times: int


async def note_viewed(acting: Acting, subject: UUID) -> None:
    """In the transaction of the page that shows it: a look that failed is none."""
    staff = acting.staff
    async with transaction():
        await stored.note_viewed(
            subject,
            staff.id,
            local_date(acting.at),
            name=staff.name,
            title=staff.title,
            agency=staff.agency,
            at=acting.at,
        )


async def looks_at(
    subjects: Collection[UUID], before: tuple[datetime, UUID] | None = None
) -> tuple[tuple[Look, ...], tuple[datetime, UUID] | None]:
    """Whose they are, the caller has seen to. The latest first, and where the next page begins."""
    async with transaction():
        found = await stored.viewed_of(subjects, before, PAGE + 1)
    looks = tuple(
        Look(
            row["name"],
            row["title"],
            agency_name(here(), row["agency"]) if row["agency"] else here().name,
            row["first_at"],
            row["last_at"],
            row["times"],
        )
        for row in found[:PAGE]
    )
    more = len(found) > PAGE
    return looks, (found[PAGE - 1]["last_at"], found[PAGE - 1]["staff_id"]) if more else None
