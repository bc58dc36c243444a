"""Checking that nobody rewrote what was done."""

from __future__ import annotations

from datetime import date

from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.trail import Verified, seal_trail, verify_trail


async def verify(office: Office) -> Verified:
    """Recomputes every chain and seal of the current center; `faults` are sentences, none means whole."""
    async with transaction():
        return await verify_trail()


async def seal(office: Office, on: date) -> bool:
    """The daily seal; False when the day has one."""
    async with transaction():
        return await seal_trail(on)
