"""Signed on paper with a scan to come: told on the homes of who signed and of who numbers, until the scan is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from motcua.domain.people import Acting, Permission
from motcua.store.engine import transaction
from motcua.store.queries import results as stored

SHOWN = 20


@dataclass(frozen=True, slots=True)
class ScanAwaited:
    dossier_id: UUID
    code: str
    signer: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class WithoutScan:
    """The first signed ones; `together` counts those that are not shown as well."""

    rows: tuple[ScanAwaited, ...] = ()
    together: int = 0


async def without_scan(acting: Acting) -> WithoutScan:
    """Who numbers sees all of them, who signs those of their desks."""
    staff = acting.staff
    if not staff.may(Permission.NUMBER) and not staff.may(Permission.SIGN):
        return WithoutScan()
    desks = None if staff.may(Permission.NUMBER) else staff.desks
    async with transaction():
        found = await stored.awaiting_scan(desks, limit=SHOWN)
    rows = tuple(ScanAwaited(row["id"], row["code"], row["signer"], row["signed_on"]) for row in found)
    return WithoutScan(rows, found[0]["together"] if found else 0)
