"""People who apply: found again by their number, and filed with each dossier as they were that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.applicant import ApplicantForm, applicant_name
from motcua.domain.errors import NotAllowed, Refused
from motcua.domain.people import PERMISSION_NAMES, Acting, Permission, who_may
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import applicants as stored

SHORTEST_NUMBER, LONGEST_NUMBER = 6, 20


@dataclass(frozen=True, slots=True)
class FoundApplicant:
    """Somebody who was here before: `typed` fills the counter's form as if it had been posted."""

    name: str
    typed: Mapping[str, tuple[str, ...]]
    seen_at: datetime


async def find_applicant(office: Office, acting: Acting, id_number: str) -> tuple[FoundApplicant, ...]:
    """People filed under this whole number here, the latest first: what they told us need not be typed again."""
    if not acting.staff.may(Permission.RECEIVE):
        permission = PERMISSION_NAMES[Permission.RECEIVE]
        raise NotAllowed(f"Bạn không có quyền {permission}. Việc này thuộc về: {who_may(Permission.RECEIVE)}.")
    bare = "".join(id_number.split())
    if not SHORTEST_NUMBER <= len(bare) <= LONGEST_NUMBER or "\x00" in bare:
        sentence = "Hãy nhập đủ số giấy tờ tùy thân hoặc mã số thuế."
        raise Refused(sentence, {"applicant.id_number": sentence})
    async with transaction():
        found = await stored.applicants_by_number(bare)
    return tuple(FoundApplicant(row["name"], _typed_of(row), row["changed_at"]) for row in found)


def _typed_of(row: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    is_person = row["kind"] == "person"
    answers = {
        "applicant.kind": row["kind"],
        "applicant.name" if is_person else "applicant.organisation": row["name"],
        "applicant.id_number" if is_person else "applicant.tax_code": row["id_number"],
        "applicant.id_kind": row["id_kind"] if is_person else None,
        "applicant.born": row["born_on"] if is_person else None,
        "applicant.address": row["address"] or None,
        "applicant.phone": row["phone"] or None,
        "applicant.email": row["email"] or None,
    }
    return ApplicantForm.definition.typed({key: value for key, value in answers.items() if value is not None})


async def file_applicant(answers: Mapping[str, Any], at: datetime) -> UUID:
    """The person as they are today; a dossier of last year keeps the row it was filed with."""
    is_person = answers.get("applicant.kind") == "person"
    facts: dict[str, Any] = {
        "kind": answers.get("applicant.kind", "person"),
        "name": applicant_name(dict(answers)),
        "id_kind": answers.get("applicant.id_kind") if is_person else "tax_code",
        "id_number": answers.get("applicant.id_number") if is_person else answers.get("applicant.tax_code"),
        "phone": answers.get("applicant.phone", ""),
        "email": answers.get("applicant.email", ""),
        "address": answers.get("applicant.address", ""),
        "born_on": answers.get("applicant.born"),
    }
    if facts["id_number"]:
        for known in await stored.applicants_by_number(facts["id_number"]):
            if all(known[name] == value for name, value in facts.items()):
                known_id: UUID = known["id"]
                return known_id
    return await stored.insert_applicant(at=at, **facts)
