"""Files of open dossiers that the virus scanner has refused: told on the homes of who receives, until another came."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from motcua.domain.people import EVERY_AGENCY, Acting, Permission
from motcua.store.engine import transaction
from motcua.store.queries.files import refused_in_open

SHOWN = 20


@dataclass(frozen=True, slots=True)
class RefusedFile:
    dossier_id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RefusedFiles:
    """The first refused ones; `together` counts those that are not shown as well."""

    rows: tuple[RefusedFile, ...] = ()
    together: int = 0


async def refused_files(acting: Acting) -> RefusedFiles:
    """Of the agencies this person receives for."""
    staff = acting.staff
    if not staff.may(Permission.RECEIVE):
        return RefusedFiles()
    agencies = None if EVERY_AGENCY in staff.receives else staff.receives
    async with transaction():
        found = await refused_in_open(agencies, limit=SHOWN)
    rows = tuple(RefusedFile(row["dossier_id"], row["code"] or "", row["name"]) for row in found)
    return RefusedFiles(rows, found[0]["together"] if found else 0)
