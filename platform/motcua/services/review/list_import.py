"""An official list of procedures: read in the capped worker, held against what holds here, taken over by its decision.

Nothing changes before somebody has read the report and confirmed it.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.decisions import Decision
from motcua.domain.effective import overridden
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.list_matching import ListReport, matched, read_rows
from motcua.domain.overrides import Override, in_effect
from motcua.domain.people import PERMISSION_NAMES, Acting, Permission, who_may
from motcua.services.catalogue import decided_over, installed
from motcua.services.dossiers.asked import MoveField, cleaned
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.services.review.deciding import DECISION, UNTIL, decision_of
from motcua.services.review.overrides import check, decide_within
from motcua.store.engine import transaction
from motcua.store.queries import procedure_lists as stored

MOST_LISTED = 20
GROUNDS = MoveField(
    "grounds",
    "Căn cứ cho phép thời hạn dài hơn hoặc khác đơn vị",
    "text",
    hint="Chỉ nhập khi danh mục có thời hạn dài hơn, hoặc tính theo ngày khác, so với đang áp dụng.",
)
QUESTIONS = (*DECISION, UNTIL, GROUNDS)


@dataclass(frozen=True, slots=True)
class KeptList:
    """One uploaded list in the table of them."""

    id: UUID
    name: str
    uploaded_at: datetime
    taken: int | None


@dataclass(frozen=True, slots=True)
class Reported:
    """A list with its report as things stand now. `refused`: differences that a decision can't take over, by
    `procedure:fact`, each with the sentence."""

    id: UUID
    name: str
    decision: Decision
    report: ListReport
    refused: Mapping[str, str]
    taken: int | None

    @property
    def differing(self) -> int:
        return sum(bool(match.differences) for match in self.report.matches)


def check_may(acting: Acting) -> None:
    if not acting.staff.may(Permission.PUBLISH_PROCEDURES):
        name = PERMISSION_NAMES[Permission.PUBLISH_PROCEDURES]
        raise NotAllowed(f"Bạn không có quyền {name}. Việc này thuộc về: {who_may(Permission.PUBLISH_PROCEDURES)}.")


async def upload_list(
    office: Office, acting: Acting, source: bytes | AsyncIterable[bytes], name: str, typed: Mapping[str, str], key: UUID
) -> UUID:
    """Reads a file and keeps what it says; the id of the list. The file itself is not kept."""
    check_may(acting)
    given = cleaned(QUESTIONS, typed)
    decision = decision_of(given)
    clean, body = await office.files.read_list(source, name)
    return await keep_list(acting, clean, body, decision, given.get("grounds", ""), key)


async def keep_list(
    acting: Acting, name: str, body: Sequence[Sequence[str]], decision: Decision, grounds: str, key: UUID
) -> UUID:
    if not read_rows(body):
        raise Refused("Không tìm thấy cột “Tên thủ tục” trong 15 dòng đầu, hoặc dưới tiêu đề không có dòng nào.")
    async with transaction(), once(key, acting, "procedure_list") as told:
        if told.outcome is None:
            kept = {**decision.to_data(), "grounds": grounds}
            await stored.insert_list(key, name, decision=kept, body=body, by=acting.staff.id, at=acting.at)
            told.outcome = {"id": str(key)}
        return UUID(told.outcome["id"])


async def lists(acting: Acting) -> tuple[KeptList, ...]:
    check_may(acting)
    async with transaction():
        found = await stored.latest_lists(MOST_LISTED)
    return tuple(KeptList(each["id"], each["name"], each["uploaded_at"], each["taken"]) for each in found)


async def report_of(office: Office, acting: Acting, list_id: UUID) -> Reported:
    check_may(acting)
    async with transaction():
        kept = await stored.load_list(list_id)
        if kept is None:
            raise NotHere
        return await _report(office, kept)


async def _report(office: Office, kept: Mapping[str, Any]) -> Reported:
    """Held against what holds on the day on which the list's decision begins."""
    decision = Decision.from_data(kept["decision"])
    known = await decided_over()
    versions = installed(office)
    held = [overridden(each, in_effect(known, each.key, decision.from_on)) for each in versions]
    names = {each.agency: agency_name(here(), each.agency) for each in versions}
    report = matched(read_rows(kept["body"]) or (), held, names)
    refused = {}
    for override in _overrides(report, decision, kept["decision"].get("grounds", "")):
        version = next(each for each in versions if each.key == override.procedure)
        try:
            check(version, [each for each in known if each.procedure == version.key], override)
        except Refused as why:
            refused[f"{override.procedure}:{override.fact}"] = why.sentence
    return Reported(kept["id"], kept["name"], decision, report, refused, kept["taken"])


def _overrides(report: ListReport, decision: Decision, grounds: str) -> list[Override]:
    return [
        Override(
            procedure=match.version.key,
            fact=each.fact,
            value=each.value,
            layer="center",
            decision=decision,
            grounds=grounds,
        )
        for match in report.matches
        for each in match.differences
        if each.fact is not None
    ]


async def confirm_list(office: Office, acting: Acting, list_id: UUID, chosen: Collection[str], key: UUID) -> str:
    """Takes over the differences chosen (`procedure:fact`), all of them or none; the sentence that says so."""
    check_may(acting)
    async with transaction(), once(key, acting, f"procedure_list:{list_id}") as told:
        if told.outcome is None:
            kept = await stored.load_list(list_id, lock=True)
            if kept is None:
                raise NotHere
            if kept["confirmed_at"] is not None:
                raise Conflict("Danh mục này đã được xác nhận; muốn đổi tiếp thì tải lên một danh mục khác.")
            found = await _report(office, kept)
            every = _overrides(found.report, found.decision, kept["decision"].get("grounds", ""))
            meant = [each for each in every if f"{each.procedure}:{each.fact}" in chosen]
            versions = {version.key: version for version in installed(office)}
            for procedure in dict.fromkeys(each.procedure for each in meant):
                own = [each for each in meant if each.procedure == procedure]
                await decide_within(acting, versions[procedure], own)
            await stored.confirm_list(list_id, len(meant), acting.at)
            told.outcome = {"says": f"Đã ghi {len(meant)} quyết định riêng theo {found.decision.says}."}
        return str(told.outcome["says"])
