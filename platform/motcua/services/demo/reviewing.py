"""What the demo's director has decided about procedures that no dossier of the demo is of: one suspended, one with a
shorter term. The decisions are invented and say so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from motcua.centers import Center
from motcua.domain.overrides import Fact
from motcua.domain.people import Acting, Role
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.review import ReviewMove
from motcua.domain.terms import working_days
from motcua.services.accounts.crew import Crew
from motcua.services.office import Office
from motcua.services.review.deciding import Picked, change
from motcua.services.review.overrides import decide
from motcua.store.engine import transaction
from motcua.store.queries.review import publication_of

LEAST_DAYS = 5


async def decide_some(office: Office, crew: Crew, unused: Iterable[ProcedureVersion], on: date, at: datetime) -> None:
    director = next((staff for staff in crew.by_name.values() if Role.DIRECTOR in staff.roles), None)
    left = sorted(unused, key=lambda version: version.key)
    slow = [each for each in left if each.term.default.kind == "wd" and each.term.default.amount >= LEAST_DAYS]
    if director is None or len(slow) < 2:
        return
    acting = Acting(director, at)
    await _suspend(office, acting, slow[-1], on, _key(crew.center, on, "suspend"))
    term = working_days(slow[0].term.default.amount - 1)
    typed = {"value": str(term), **_decision("04/QĐ-TTHCC (minh họa)", director.name, on)}
    await decide(office, acting, slow[0], Fact.TERM, typed, _key(crew.center, on, "term"))


async def _suspend(office: Office, acting: Acting, version: ProcedureVersion, on: date, key: UUID) -> None:
    async with transaction():
        stands = await publication_of(version.hash)
    if stands is not None:
        typed = _decision("05/QĐ-TTHCC (minh họa)", acting.staff.name, on)
        typed |= {"reason": "Chờ cơ quan chuyên môn cấp tỉnh hướng dẫn lại thành phần hồ sơ."}
        await change(office, acting, Picked(version.hash, stands.seq), ReviewMove.SUSPEND, typed, key)


def _decision(number: str, signed_by: str, on: date) -> dict[str, str]:
    day = f"{on:%d/%m/%Y}"
    return {"number": f"Quyết định {number}", "on": day, "signed_by": signed_by, "from_on": day}


def _key(center: Center, on: date, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"motcua-demo/{center.key}/{on}/review/{what}")
