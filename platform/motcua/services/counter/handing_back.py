"""Several results over the counter at once, to one person: their own, or those of one agency's dossiers by proxy.

Who takes them is asked once; what is still to pay and which originals go along is confirmed for each dossier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from motcua.domain.dossier import fee_balance
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.services.dossiers.asked import MoveField, OriginalToReturn, Situation, cleaned, fields_of
from motcua.services.dossiers.records import stays
from motcua.services.office import Office
from motcua.services.work.bulk import AT_ONCE, Picked, start
from motcua.services.work.bulk_work import work
from motcua.services.work.worklists import WorklistRow, lines_of, sight_of
from motcua.store.engine import Row, transaction
from motcua.store.queries import bulk as batches
from motcua.store.queries import ready as stored

MOST = 20
"""So many results at one counter at once; more would be a parcel and not a person."""
ONE_ANOTHERS = "Chọn các hồ sơ của cùng một người nộp, hoặc của cùng một cơ quan giải quyết."


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A result that waits. `own`: what has to be confirmed for it alone; `person`: equal for one applicant's."""

    row: WorklistRow
    person: str
    own: tuple[MoveField, ...]


def common_fields(applicant_name: str = "") -> tuple[MoveField, ...]:
    """What is asked once: who takes them."""
    return fields_of(Move.HAND_BACK, Situation(applicant_name=applicant_name))


async def ready_beside(office: Office, acting: Acting, dossier_id: UUID, *, of_agency: bool) -> tuple[ReadyLine, ...]:
    """The ready ones of this dossier's applicant, or of its agency; at most `MOST`, the most urgent first."""
    sight = sight_of(acting.staff)
    async with transaction():
        whose = await stored.whose(dossier_id)
        if whose is None or not await stored.of_these(sight, [dossier_id]):
            raise NotHere("Kết quả này không còn chờ trả, hoặc không do quầy của bạn trả.")
        if of_agency:
            rows = await stored.of_agency(sight, whose["agency"], MOST)
        else:
            rows = await stored.of_applicant(sight, whose["applicant_id"], whose["id_number_mac"], MOST)
        return await _lines(office, acting, rows)


async def ready_these(office: Office, acting: Acting, ids: Sequence[UUID]) -> tuple[ReadyLine, ...]:
    """Of the dossiers asked for, those that are ready and theirs to hand back."""
    async with transaction():
        return await _lines(office, acting, await stored.of_these(sight_of(acting.staff), list(ids)[:MOST]))


async def others_of(acting: Acting, dossier_id: UUID) -> int:
    """How many more results wait for the same applicant."""
    async with transaction():
        whose = await stored.whose(dossier_id)
        if whose is None:
            return 0
        rows = await stored.of_applicant(sight_of(acting.staff), whose["applicant_id"], whose["id_number_mac"], MOST)
    return sum(row["id"] != dossier_id for row in rows)


async def _lines(office: Office, acting: Acting, rows: list[Row]) -> tuple[ReadyLine, ...]:
    ids = [row["id"] for row in rows]
    persons, papers = await stored.persons_of(ids), await stored.originals_of(ids)
    common = {field.name for field in common_fields()}
    lines = await lines_of(office, acting, rows)
    found = []
    for row, line in zip(rows, lines, strict=True):
        situation = Situation(
            fee_due=fee_balance(row["fee_due"], persons[line.id]["fee_paid"], row["fee_paid_at"]),
            fee_is_paid=row["fee_paid_at"] is not None,
            originals=[
                OriginalToReturn(paper["key"], paper["label"], paper["originals"])
                for paper in papers
                if paper["dossier_id"] == line.id and not stays(paper, row["outcome"])
            ],
        )
        own = tuple(field for field in fields_of(Move.HAND_BACK, situation) if field.name not in common)
        found.append(ReadyLine(line, str(persons[line.id]["person"]), own))
    return tuple(found)


async def hand_back_together(
    office: Office,
    acting: Acting,
    picked: Sequence[Picked],
    data: Mapping[str, str],
    own: Mapping[UUID, Mapping[str, str]],
    key: UUID,
) -> None:
    """All of them under the form's `key`, each by itself; what became of each stands in the batch of that key.

    Refused before the first one is handed over: nobody chosen, several people's without a proxy, a box not ticked.
    `errors` name a dossier's own boxes as `<id>.<name>`.
    """
    if await _is_begun(acting, key):
        await work(office, acting, key)
        return
    if len(picked) > min(MOST, AT_ONCE):
        raise Refused(f"Mỗi lần trả nhiều nhất {MOST} hồ sơ.")
    lines = {line.row.id: line for line in await ready_these(office, acting, [each.id for each in picked])}
    if not picked:
        raise Refused("Hãy chọn ít nhất một hồ sơ.")
    if any(each.id not in lines for each in picked):
        raise Conflict("Có hồ sơ không còn chờ trả, hoặc không do quầy của bạn trả. Hãy mở lại trang.")
    chosen = [lines[each.id] for each in picked]
    people, agencies = {line.person for line in chosen}, {line.row.agency for line in chosen}
    if len(people) > 1 and len(agencies) > 1:
        raise Refused(ONE_ANOTHERS)
    errors = _faults(common_fields(), data)
    if len(people) > 1 and data.get("receiver") == "applicant":
        errors.setdefault(
            "receiver",
            "Các hồ sơ đã chọn là của nhiều người nộp: người nhận phải có giấy ủy quyền của họ, hoặc trả riêng "
            "cho từng người.",
        )
    for line in chosen:
        said = _faults(line.own, own.get(line.row.id, {}))
        errors |= {f"{line.row.id}.{name}": f"{line.row.code}: {says}" for name, says in said.items()}
    if errors:
        raise Refused(next(iter(errors.values())), errors)
    await start(acting, Move.HAND_BACK, picked, data, key, own={each.id: own.get(each.id, {}) for each in picked})
    await work(office, acting, key)


async def _is_begun(acting: Acting, key: UUID) -> bool:
    """Whether this very form was sent before."""
    async with transaction():
        batch = await batches.batch_of(key)
    if batch is not None and (batch["staff_id"] != acting.staff.id or batch["move"] != Move.HAND_BACK):
        raise Conflict("Trang này đã được dùng cho việc khác. Mở lại trang rồi chọn lại.")
    return batch is not None


def _faults(fields: Sequence[MoveField], data: Mapping[str, str]) -> dict[str, str]:
    try:
        cleaned(fields, data)
    except Refused as refused:
        return refused.errors
    return {}
