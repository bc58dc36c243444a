"""Whose dossier is whose business: a person sees what they receive, handle, sign, number or collect a fee for."""

from __future__ import annotations

from uuid import UUID

from motcua.domain.dossier import Dossier
from motcua.domain.errors import NotAllowed, NotHere
from motcua.domain.people import Permission, Role, Staff
from motcua.domain.states import State
from motcua.services.dossiers import records

_AFTER_SIGNING = frozenset({State.SIGNED, State.NUMBERED, State.READY, State.HANDED_BACK})


def may_see(staff: Staff, dossier: Dossier) -> bool:
    """The same rule as the worklists' query, for one dossier."""
    if staff.reads_every_dossier:
        return True
    if not staff.may(Permission.SEE_DOSSIERS):
        return False
    if Role.RECEPTION in staff.roles and staff.receives_for(dossier.agency):
        return True
    if Role.HEAD in staff.roles and staff.agency == dossier.agency:
        return True
    if any(staff.holds(step.agency, step.desk) for step in dossier.steps):
        return True
    if staff.may(Permission.NUMBER) and dossier.state in _AFTER_SIGNING:
        return True
    return Role.CASHIER in staff.roles and (dossier.fee_due != 0 or dossier.fee_paid > 0)


def check_may_see(staff: Staff, dossier: Dossier) -> None:
    """Refuses with a reason: the person is of this center, so that the dossier exists is no secret from them."""
    if not may_see(staff, dossier):
        raise NotAllowed(
            "Hồ sơ này không thuộc quầy, cơ quan hoặc vị trí xử lý của bạn. "
            "Nếu cần xem, hãy liên hệ Giám đốc Trung tâm hoặc quầy đã tiếp nhận."
        )


async def load_seen(staff: Staff, dossier_id: UUID, *, lock: bool = False) -> records.Kept:
    """The dossier, to who may see it, in the open transaction: NotHere if it is none of this center."""
    kept = await records.load(dossier_id, lock=lock)
    if kept is None:
        raise NotHere
    check_may_see(staff, kept.dossier)
    return kept
