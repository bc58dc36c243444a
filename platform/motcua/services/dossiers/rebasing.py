"""Taking an open dossier onto the version received now, when nothing of what it was received under changes by it.

Its term, fee and route stay as they were reckoned at its reception; what was decided over them then stays with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from motcua.domain.errors import Conflict, NotAllowed
from motcua.domain.moves import Move
from motcua.domain.people import PERMISSION_NAMES, Acting, Permission, who_may
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.states import STATES
from motcua.domain.version_diff import Difference, differences
from motcua.services.catalogue import current, version_of
from motcua.services.codes import local_date
from motcua.services.dossiers import records
from motcua.services.dossiers.asked import MoveField, cleaned
from motcua.services.dossiers.stale import check_seen
from motcua.services.dossiers.timeline import REBASED
from motcua.services.dossiers.visibility import load_seen
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction

QUESTIONS = (MoveField("reason", "Lý do chuyển sang phiên bản mới", required=True),)


@dataclass(frozen=True, slots=True)
class Rebase:
    """A dossier's version beside the one received today. `why_not` None: it may be taken over."""

    id: UUID
    code: str
    seen: int
    pinned: ProcedureVersion
    newer: ProcedureVersion | None
    found: tuple[Difference, ...]
    why_not: str | None

    @property
    def in_the_way(self) -> tuple[Difference, ...]:
        return tuple(each for each in self.found if not each.is_harmless)


async def rebase_of(office: Office, acting: Acting, dossier_id: UUID) -> Rebase:
    """What taking the dossier over would change, to who may see it."""
    async with transaction():
        return await _rebase(office, acting, await load_seen(acting.staff, dossier_id))


async def _rebase(office: Office, acting: Acting, kept: records.Kept) -> Rebase:
    dossier, row = kept.dossier, kept.row
    pinned = await version_of(office, row["version_hash"])
    offered = await current(office, dossier.procedure_key, local_date(acting.at))
    newer = await version_of(office, offered.hash) if offered is not None and offered.hash != pinned.hash else None
    found = differences(pinned, newer) if newer is not None else ()
    return Rebase(
        dossier.id, dossier.code or "", dossier.version, pinned, newer, found, _why_not(acting, kept, newer, found)
    )


def _why_not(
    acting: Acting, kept: records.Kept, newer: ProcedureVersion | None, found: tuple[Difference, ...]
) -> str | None:
    if newer is None:
        return "Hồ sơ đang theo đúng phiên bản được tiếp nhận hiện nay, hoặc thủ tục không còn được tiếp nhận."
    if STATES[kept.dossier.state].is_final:
        return "Hồ sơ đã kết thúc, giữ phiên bản của mình."
    if names := [each.name for each in found if not each.is_harmless]:
        return f"Phiên bản mới thay đổi nội dung của hồ sơ: {'; '.join(names)}. Hồ sơ giải quyết theo phiên bản cũ."
    if not acting.staff.may(Permission.REVIEW_PROCEDURES):
        name = PERMISSION_NAMES[Permission.REVIEW_PROCEDURES]
        return f"Bạn không có quyền {name}. Việc này thuộc về: {who_may(Permission.REVIEW_PROCEDURES)}."
    return None


async def rebase(
    office: Office, acting: Acting, dossier_id: UUID, seen: int, typed: Mapping[str, str], key: UUID
) -> str:
    """Pins the dossier to the version received today; the sentence that says so."""
    given = cleaned(QUESTIONS, typed)
    async with transaction(), once(key, acting, f"rebase:{dossier_id}") as told:
        if told.outcome is None:
            await load_seen(acting.staff, dossier_id)
            kept = await records.locked(dossier_id)
            assert kept is not None
            await check_seen(kept, seen)
            found = await _rebase(office, acting, kept)
            if found.why_not is not None or found.newer is None:
                may = acting.staff.may(Permission.REVIEW_PROCEDURES)
                raise Conflict(found.why_not or "") if may else NotAllowed(found.why_not or "")
            changed = [f"{each.name}: {each.how}" for each in found.found]
            event = {
                "reason": given["reason"],
                "changed": changed,
                "old_version": found.pinned.hash,
                "new_version": found.newer.hash,
            }
            columns = {"version_hash": found.newer.hash}
            await records.record_beside(kept, acting, Move.ASSIGN, REBASED, event, after=kept.dossier, columns=columns)
            told.outcome = {"says": f"Hồ sơ {found.code} nay theo phiên bản {found.newer.hash[:8]} của thủ tục."}
        return str(told.outcome["says"])
