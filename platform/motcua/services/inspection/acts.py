"""What inspectors themselves did: every search, every dossier they opened, every bundle, in the center's own chain.

The chain is that of the review, under `inspection`, and is checked by `motcua trail verify`. A look at a dossier is
noted as anybody's is, so that its applicant reads of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.errors import NotAllowed
from motcua.domain.people import Acting, Permission, Staff, who_may
from motcua.services.citizens.viewed import note_viewed
from motcua.services.codes import local_date
from motcua.store.engine import transaction
from motcua.store.queries import inspection as stored
from motcua.store.queries.review import append_events, lock_review

KEY = "inspection"
SEARCHED, OPENED, TOOK = "searched", "opened", "took_bundle"
KINDS: Mapping[str, str] = {
    SEARCHED: "Tra cứu nhật ký",
    OPENED: "Mở xem",
    TOOK: "Tải gói hồ sơ niêm phong",
}
PAGE = 50
DOSSIER_PAGE = "/ho-so/{dossier_id}"
# The last part of an address that names a dossier → what is read there.
_WHAT: Mapping[str, str] = {
    "{dossier_id}": "hồ sơ",
    "{file_id}": "giấy tờ nộp",
    "{result_id}": "tệp kết quả",
    "{letter}": "giấy tờ in ra",
    "thoi-han": "cách tính hạn",
    "phien-ban": "phiên bản thủ tục",
    "niem-phong": "trang gói niêm phong",
}


def check_inspects(staff: Staff) -> None:
    if not staff.may(Permission.INSPECT):
        raise NotAllowed(f"Việc này do: {who_may(Permission.INSPECT)}.")


async def note_act(acting: Acting, kind: str, data: Mapping[str, Any]) -> None:
    """In the transaction of the act."""
    if kind not in KINDS:
        raise ValueError(kind)
    await lock_review()
    await append_events([(KEY, kind, data)], acting.staff, acting.at)


async def note_inspected(staff: Staff, route: str, dossier_id: UUID | None, file_id: UUID | None, at: datetime) -> None:
    """Before an inspector is shown a page, a paper or a letter of a dossier; nothing for an address of nothing."""
    async with transaction():
        if dossier_id is None and file_id is not None:
            dossier_id = await stored.dossier_of_file(file_id)
        if dossier_id is None or not await stored.is_dossier(dossier_id):
            return
        last = route.rpartition("/")[2]
        await note_act(Acting(staff, at), OPENED, {"dossier": dossier_id, "what": _WHAT.get(last, "hồ sơ")})
        if route != DOSSIER_PAGE:  # the page itself notes who looks at it, whoever it is
            await note_viewed(Acting(staff, at), dossier_id)


async def note_shown(acting: Acting, dossiers: Collection[UUID]) -> None:
    """Lines of the trails of these dossiers were shown to an inspector: a look at each."""
    staff = acting.staff
    if dossiers:
        await stored.see_all(
            dossiers,
            staff.id,
            local_date(acting.at),
            name=staff.name,
            title=staff.title,
            agency=staff.agency,
            at=acting.at,
        )


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act of an inspector; `dossier` is the code of the dossier it is about, `words` what was searched for."""

    seq: int
    at: datetime
    who: str
    says: str
    dossier_id: str = ""
    code: str = ""
    details: tuple[tuple[str, str], ...] = ()


async def acts(acting: Acting, before: int | None) -> tuple[tuple[ActLine, ...], int | None]:
    """A page, the latest first, and what the next one begins after."""
    if not acting.staff.may(Permission.SEE_INSPECTIONS):
        raise NotAllowed(f"Việc này do: {who_may(Permission.SEE_INSPECTIONS)}.")
    async with transaction():
        found = await stored.acts_of_inspection(KEY, before, PAGE + 1)
        about = {UUID(each["data"]["dossier"]) for each in found if each["data"].get("dossier")}
        codes = await stored.codes_of(about)
        asked = await stored.queries([UUID(each["data"]["query"]) for each in found if each["data"].get("query")])
    lines = tuple(_line(each, codes, asked) for each in found[:PAGE])
    return lines, lines[-1].seq if len(found) > PAGE else None


def _line(event: Mapping[str, Any], codes: Mapping[UUID, str], asked: Mapping[UUID, str]) -> ActLine:
    data = event["data"]
    says, whose = KINDS[event["kind"]], data.get("dossier", "")
    if event["kind"] == OPENED:
        says = f"{says} {data['what']}"
    details = [(label, str(data[name])) for name, label in _LABELS.items() if data.get(name) not in (None, "")]
    if query := data.get("query"):
        details.insert(0, ("Điều kiện", asked.get(UUID(query), "đã hủy cùng hồ sơ của người được nêu")))
    code = codes.get(UUID(whose), "") if whose else ""
    return ActLine(event["seq"], event["at"], event["actor_name"], says, whose, code, tuple(details))


_LABELS: Mapping[str, str] = {"found": "Số sự kiện ở trang này", "reason": "Lý do", "sha256": "Mã băm SHA-256"}
