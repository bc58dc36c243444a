"""Checking that nobody rewrote what was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.feedback import feedback_faults
from motcua.store.queries.review import review_faults
from motcua.store.queries.trail import Verified, seal_trail, verify_trail


async def verify(office: Office) -> Verified:
    """Recomputes every chain and seal of the current center, that of the review of procedures among them; `faults`
    are sentences, none means whole."""
    async with transaction():
        found = await verify_trail()
        return replace(found, faults=(*found.faults, *await review_faults(), *await feedback_faults()))


async def seal(office: Office, on: date) -> bool:
    """The daily seal; False when the day has one."""
    async with transaction():
        return await seal_trail(on)
