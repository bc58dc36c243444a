"""Resolved at once (NĐ 61/2018, Điều 17.4): who, what, the fee, the result and its number, in one go at the counter.

Which procedures are open to it is the procedure's own fact (`is_at_once`). The result is signed on paper by whoever
holds the desk that signs; who served the person writes down who that was. A receipt is printed only when asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from motcua.centers import here
from motcua.domain.conditions import Env
from motcua.domain.errors import Conflict, NotAllowed
from motcua.domain.forms import Filled
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import PERMISSION_NAMES, Acting, Permission, who_may
from motcua.domain.procedures import ProcedureVersion
from motcua.services.catalogue import version_of
from motcua.services.codes import local_date, tracking_secret
from motcua.services.counter.intake import Accepted, take_in
from motcua.services.counter.reading import Intake
from motcua.services.dossiers import records
from motcua.services.dossiers.moves import make_within
from motcua.services.dossiers.naming import agency_name
from motcua.services.dossiers.offered import people_at
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction

NOT_AT_ONCE = "Thủ tục này không thuộc loại giải quyết ngay tại quầy: hãy tiếp nhận và chuyển cơ quan giải quyết."


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What the counter offers: who may have signed, or the sentence that says why it can't be done now."""

    signers: tuple[tuple[str, str], ...] = ()
    why_not: str = ""

    def options(self, chosen: str) -> list[dict[str, object]]:
        """The signers as the options of a select; one alone is chosen already."""
        only_one = self.signers[0][0] if len(self.signers) == 1 else ""
        listed = self.signers if only_one else (("", "– Chọn –"), *self.signers)
        return [{"value": key, "text": name, "selected": key == (chosen or only_one)} for key, name in listed]


@dataclass(frozen=True, slots=True)
class Resolved:
    """`says` tells the number, where the result stands under one."""

    dossier: Accepted
    says: str


async def at_once(acting: Acting, version: ProcedureVersion, answers: Filled, channel: str) -> AtOnce | None:
    """None: the procedure always goes its way, so nothing needs to be said about it."""
    if not version.is_at_once:
        return None
    if sentence := why_not_at_once(acting, version, channel):
        return AtOnce(why_not=sentence)
    env = Env(answers.answers, local_date(acting.at), channel)
    plan = version.plan(env, here().plugins)
    signing = next((step for step in plan if step.signs), None)
    async with transaction():
        signers = await people_at(signing.agency, signing.desk, acting.at) if signing is not None else ()
    if not signers:
        name = agency_name(here(), version.agency)
        return AtOnce(why_not=f"{name} chưa có tài khoản nào giữ vị trí ký, nên chưa giải quyết ngay được.")
    return AtOnce(signers)


def why_not_at_once(acting: Acting, version: ProcedureVersion, channel: str) -> str | None:
    if not version.is_at_once:
        return NOT_AT_ONCE
    if not acting.staff.may(Permission.RESOLVE_AT_ONCE):
        permission = Permission.RESOLVE_AT_ONCE
        return f"Bạn không có quyền {PERMISSION_NAMES[permission]}. Việc này thuộc về: {who_may(permission)}."
    if channel != "direct":
        return "Chỉ giải quyết ngay khi người nộp có mặt tại quầy; hồ sơ gửi qua bưu chính thì tiếp nhận như thường lệ."
    return None


async def resolve_at_once(
    office: Office, acting: Acting, intake: Intake, given: Mapping[str, str], key: UUID
) -> Resolved:
    """Accepts and resolves in one transaction: whatever is missing, nothing of it was done."""
    async with transaction(), once(key, acting, "resolve_at_once") as told:
        if told.outcome is None:
            version = await version_of(office, intake.version_hash)
            if sentence := why_not_at_once(acting, version, intake.channel):
                may = acting.staff.may(Permission.RESOLVE_AT_ONCE)
                raise Conflict(sentence) if may else NotAllowed(sentence)
            made = await take_in(office, acting, intake, key)
            await make_within(office, acting, Move.RESOLVE_AT_ONCE, UUID(made["id"]), 1, given)
            kept = await records.load(UUID(made["id"]))
            assert kept is not None
            told.outcome = {**made, "number": kept.row["result_number"]}
    outcome = told.outcome
    made_id = UUID(outcome["id"])
    says = f"{MOVES[Move.RESOLVE_AT_ONCE].past}: hồ sơ {outcome['code']}, số {outcome['number']}."
    return Resolved(Accepted(made_id, outcome["code"], tracking_secret(made_id)), says)
