"""What the center already has of the person at the counter: open dossiers of the same kind, and scans to use again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.domain.errors import NotHere, Refused
from motcua.domain.people import Acting
from motcua.domain.text import fold
from motcua.services.catalogue import version_for
from motcua.services.dossiers import records
from motcua.services.dossiers.visibility import may_see
from motcua.services.files.uploads import MOST_FILES
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import visits as stored
from motcua.store.queries.files import draft_files, load_file

SHORTEST_NUMBER = 6
NOT_THEIRS = "Bản quét này thuộc hồ sơ của người khác nên không dùng lại được."


@dataclass(frozen=True, slots=True)
class OpenOne:
    """A dossier of the same person and procedure that is still under way. `is_theirs_to_see`: it may be opened."""

    id: UUID
    code: str
    received_at: datetime
    may_open: bool


@dataclass(frozen=True, slots=True)
class EarlierScan:
    """A clean scan of an earlier dossier; `label` is the paper it was of."""

    id: UUID
    name: str
    label: str
    paper_key: str
    code: str
    received_at: datetime
    dossier_id: UUID

    def suits(self, key: str, label: str) -> bool:
        """Whether it was a scan of this very paper, in this procedure or another."""
        return (self.paper_key == key and self.label == label) or fold(self.label) == fold(label)


def number_of(answers: Mapping[str, Any]) -> str:
    """The number by which the center knows the applicant again; empty while it is not typed whole."""
    number = str(answers.get("applicant.id_number") or answers.get("applicant.tax_code") or "")
    return number if len(number) >= SHORTEST_NUMBER else ""


async def open_ones(office: Office, acting: Acting, id_number: str, procedure_key: str) -> tuple[OpenOne, ...]:
    """Dossiers that a second one may be taken in beside only knowingly."""
    if not id_number:
        return ()
    found = []
    async with transaction():
        for row in await stored.open_dossiers_of(id_number, procedure_key):
            kept = await records.load(row["id"])
            assert kept is not None
            found.append(OpenOne(row["id"], row["code"] or "", row["received_at"], may_see(acting.staff, kept.dossier)))
    return tuple(found)


async def earlier_scans(office: Office, acting: Acting, id_number: str) -> tuple[EarlierScan, ...]:
    """Of dossiers this person may see, the latest first; one scan once, however often it was used again."""
    if not id_number:
        return ()
    found: dict[str, EarlierScan] = {}
    async with transaction():
        for dossier_id in await stored.dossiers_with_scans(id_number):
            kept = await records.load(dossier_id)
            if kept is None or not may_see(acting.staff, kept.dossier):
                continue
            version = await version_for(office, kept.row)
            labels = {paper.key: paper.label for paper in version.papers}
            for file in kept.files:
                key = file["paper_key"] or ""
                scan = EarlierScan(
                    file["id"], file["name"], labels.get(key, "Giấy tờ khác"), key, kept.dossier.code or "",
                    kept.row["received_at"], dossier_id,
                )  # fmt: skip
                if file["state"] == "clean":
                    found.setdefault(file["storage_key"], scan)
    return tuple(found.values())


async def reuse_scan(
    office: Office, acting: Acting, file_id: UUID, *, id_number: str, paper_key: str, draft_key: UUID
) -> None:
    """Puts a scan of an earlier dossier of the same person under a paper of this form."""
    async with transaction():
        row = await load_file(file_id)
        kept = await records.load(row["dossier_id"]) if row is not None and row["dossier_id"] is not None else None
        if kept is None or not may_see(acting.staff, kept.dossier):
            raise NotHere
        if not id_number or not await stored.is_of_person(kept.dossier.id, id_number):
            raise Refused(NOT_THEIRS)
        if any(each["from_file"] == file_id for each in await stored.reused_in_draft(draft_key, acting.staff.id)):
            return  # pressed twice
        if len(await draft_files(draft_key, acting.staff.id)) >= MOST_FILES:
            raise Refused(f"Mỗi hồ sơ nhận nhiều nhất {MOST_FILES} tệp.")
        copied = await stored.copy_scan(
            file_id, uuid4(), draft_key=draft_key, staff_id=acting.staff.id, paper_key=paper_key, at=acting.at
        )
        if not copied:
            raise NotHere


async def check_reused(acting: Acting, draft_key: UUID, id_number: str) -> None:
    """When the dossier is made, whoever it is for: the number may have been changed since the scan was taken over."""
    for scan in await stored.reused_in_draft(draft_key, acting.staff.id):
        if not id_number or not await stored.is_of_person(scan["from_dossier"], id_number):
            sentence = f"Bản quét dùng lại “{scan['name']}” là của người khác. Hãy gỡ tệp này rồi tiếp nhận."
            raise Refused(sentence, {"*": sentence})


async def move_scan(office: Office, acting: Acting, file_id: UUID, paper_key: str) -> None:
    async with transaction():
        if not await stored.move_scan(file_id, paper_key, acting.staff.id):
            raise NotHere
