"""Which procedures may be filed online at the center entered, and by when it has to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from motcua.centers import Center, here
from motcua.domain.calendar import due
from motcua.domain.filings import ONLINE
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.terms import Term
from motcua.services.catalogue import current, offered
from motcua.services.office import Office

# Nghị định 43/2011/NĐ-CP, Điều 3: from level 3 on the dossier itself may be filed online.
FILED_ONLINE = ("3", "4")


def takes_online(version: ProcedureVersion, center: Center | None = None) -> bool:
    """By the procedure itself, by its decided level, or by the center's own list (of the one entered, if not given)."""
    listed = (center or here()).online
    return ONLINE in version.channels or version.online_level in FILED_ONLINE or version.key in listed


def channels_of(version: ProcedureVersion, center: Center | None = None) -> tuple[str, ...]:
    """By which ways the procedure is filed at the center."""
    own = tuple(version.channels)
    return own if ONLINE in own or not takes_online(version, center) else (*own, ONLINE)


async def offered_online(office: Office, on: date) -> Sequence[ProcedureVersion]:
    return [version for version in await offered(office, on) if takes_online(version)]


async def online_version(office: Office, key: str, on: date) -> ProcedureVersion | None:
    """The version received today; None where there is none, or it is not filed online."""
    version = await current(office, key, on)
    return version if version is not None and takes_online(version) else None


def answer_due(submitted_at: datetime) -> datetime:
    """Counted in working time: what comes in at night is read from the next opening on."""
    found = due(submitted_at, Term.parse(here().answer_online_within), here().calendar).at
    assert found is not None
    return found
