"""A citizen files online: begun, saved as typed, resumed on any device, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from motcua.centers import here
from motcua.domain.citizens import Applying
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.filings import EDITABLE, FILING_STATES, NEW, WAITING, AskedFor, FilingState
from motcua.domain.procedures import ProcedureVersion
from motcua.services.catalogue import version_of, versions_of
from motcua.services.citizens.profile import profile_of
from motcua.services.codes import local_date
from motcua.services.office import Office
from motcua.services.online.procedures import online_version
from motcua.store.engine import transaction
from motcua.store.queries import filings as stored

LONGEST = 200_000  # characters of everything typed
MOST_DRAFTS = 20
Typed = Mapping[str, Sequence[str]]


class SavedElsewhere(Conflict):
    """Another device saved it after this page had read it."""


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing, whole. `seen` goes back with the next save; `typed` is as it was typed."""

    id: UUID
    kind: str
    citizen_id: UUID
    version: ProcedureVersion
    state: FilingState
    typed: Typed
    seen: int
    number: str
    applicant_name: str
    changed_at: datetime
    submitted_at: datetime | None
    due_at: datetime | None
    asked: AskedFor | None
    asked_at: datetime | None
    answered_at: datetime | None
    answered_by: UUID | None
    answered_by_name: str
    reason: str
    late_answers: int
    dossier_id: UUID | None

    @property
    def says(self) -> str:
        return FILING_STATES[self.state].sentence

    @property
    def state_name(self) -> str:
        return FILING_STATES[self.state].name

    @property
    def can_edit(self) -> bool:
        return self.state in EDITABLE

    @property
    def waits(self) -> bool:
        return self.state in WAITING

    def one(self, name: str) -> str:
        """The last text under a name."""
        texts = self.typed.get(name) or ("",)
        return texts[-1].strip()


@dataclass(frozen=True, slots=True)
class FilingLine:
    """One filing in a list."""

    id: UUID
    title: str
    state: FilingState
    state_name: str
    number: str
    applicant_name: str
    created_at: datetime
    submitted_at: datetime | None
    due_at: datetime | None
    dossier_id: UUID | None
    agency: str
    kind: str


async def as_filing(office: Office, row: Mapping[str, Any]) -> Filing:
    same = (
        "id", "kind", "citizen_id", "typed", "applicant_name", "changed_at", "submitted_at", "due_at", "asked_at",
        "answered_at", "answered_by", "answered_by_name", "reason", "late_answers", "dossier_id",
    )  # fmt: skip
    return Filing(
        **{name: row[name] for name in same},
        version=await version_of(office, row["version_hash"]),
        state=FilingState(row["state"]),
        seen=row["version"],
        number=row["number"] or "",
        asked=AskedFor.from_data(row["asked"]) if row["asked"] else None,
    )


async def lines_of(office: Office, rows: Sequence[Mapping[str, Any]]) -> tuple[FilingLine, ...]:
    versions = await versions_of(office, {row["version_hash"] for row in rows})
    return tuple(
        FilingLine(
            row["id"],
            versions[row["version_hash"]].title,
            FilingState(row["state"]),
            FILING_STATES[FilingState(row["state"])].name,
            row["number"] or "",
            row["applicant_name"],
            row["created_at"],
            row["submitted_at"],
            row["due_at"],
            row["dossier_id"],
            row["agency"],
            row["kind"],
        )
        for row in rows
    )


async def begin(office: Office, applying: Applying, procedure_key: str, key: UUID) -> UUID:
    """A new draft with what the profile says; the same form sent twice begins one."""
    version = await online_version(office, procedure_key, local_date(applying.at))
    if version is None:
        raise NotHere("Trung tâm không nhận nộp trực tuyến thủ tục này.")
    filing_id = uuid5(key, f"{here().key}/{applying.citizen.id}")
    profile = await profile_of(applying)
    typed = profile.typed | {"proxy.is_used": ["no"], "_delivery": ["counter"]}
    for kind, name in (("phone", "applicant.phone"), ("email", "applicant.email")):
        if address := applying.citizen.contact(kind):
            typed[name] = [address]
    async with transaction():
        mine = await stored.filings_of(applying.citizen.id, None, limit=200)
        if sum(row["state"] == FilingState.DRAFT for row in mine) >= MOST_DRAFTS:
            raise Refused(f"Ông/bà đang có {MOST_DRAFTS} tờ khai chưa nộp. Hãy nộp hoặc bỏ bớt rồi khai tiếp.")
        await stored.insert_filing(
            filing_id,
            applying.citizen.id,
            kind=NEW,
            procedure_key=version.key,
            version_hash=version.hash,
            agency=version.agency,
            typed=typed,
            applicant_name=profile.name,
            at=applying.at,
        )
    return filing_id


async def own_filing(office: Office, applying: Applying, filing_id: UUID, *, lock: bool = False) -> Filing:
    """NotHere for everybody else's as for one that is not there."""
    async with transaction():
        row = await stored.load_filing(filing_id, lock=lock)
        if row is None or row["citizen_id"] != applying.citizen.id:
            raise NotHere
        return await as_filing(office, row)


async def brought_up_to_date(office: Office, applying: Applying, filing: Filing) -> Filing:
    """A draft goes on under the version that is received today: what was typed stays, what is asked may differ."""
    if filing.state is not FilingState.DRAFT or filing.kind != NEW:
        return filing
    version = await online_version(office, filing.version.key, local_date(applying.at))
    if version is None or version.hash == filing.version.hash:
        return filing
    async with transaction():
        await own_filing(office, applying, filing.id, lock=True)
        await stored.change_filing(filing.id, {"version_hash": version.hash, "agency": version.agency}, applying.at)
        return await own_filing(office, applying, filing.id)


async def check_received(office: Office, applying: Applying, filing: Filing) -> None:
    """A draft is handed in under a version that is received today, or not at all."""
    version = await online_version(office, filing.version.key, local_date(applying.at))
    if version is None:
        raise Conflict("Thủ tục này đang không nhận nộp trực tuyến. Tờ khai vẫn được giữ.")
    if version.hash != filing.version.hash:
        raise Conflict("Thủ tục vừa có quy định mới. Mở lại tờ khai, xem lại các mục rồi nộp.")


async def my_filings(
    office: Office, applying: Applying, before: tuple[datetime, UUID] | None = None
) -> tuple[tuple[FilingLine, ...], tuple[datetime, UUID] | None]:
    """One page, the latest first, and where the next one begins."""
    async with transaction():
        rows = await stored.filings_of(applying.citizen.id, before)
        lines = await lines_of(office, rows[: stored.PAGE])
    more = len(rows) > stored.PAGE
    return lines, (rows[stored.PAGE - 1]["created_at"], rows[stored.PAGE - 1]["id"]) if more else None


def name_in(typed: Typed) -> str:
    for name in ("applicant.organisation", "applicant.name"):
        texts = typed.get(name) or ("",)
        wanted = "organisation" if name.endswith("organisation") else "person"
        kind = (typed.get("applicant.kind") or ("person",))[-1]
        if kind == wanted and texts[-1].strip():
            return " ".join(texts[-1].split())[:300]
    return ""


async def save(applying: Applying, filing_id: UUID, typed: Typed, seen: int | None) -> int:
    """As typed, right or wrong; the version now kept. `seen` None writes over what another device saved."""
    if sum(len(name) + sum(map(len, texts)) for name, texts in typed.items()) > LONGEST:
        raise Refused("Nội dung quá dài nên chưa lưu được.")
    async with transaction():
        saved = await stored.save_typed(filing_id, applying.citizen.id, typed, seen, name_in(typed), applying.at)
        if saved is not None:
            return saved
        row = await stored.load_filing(filing_id)
    if row is None or row["citizen_id"] != applying.citizen.id:
        raise NotHere
    if FilingState(row["state"]) not in EDITABLE:
        raise Conflict("Hồ sơ đã nộp nên không sửa được nữa.")
    raise SavedElsewhere("Tờ khai này vừa được lưu ở thiết bị hoặc cửa sổ khác.")
