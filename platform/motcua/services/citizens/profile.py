"""What citizens say of themselves, once, for every form they file. Nobody has checked it: it opens nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.applicant import ApplicantForm
from motcua.domain.citizens import Applying
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.forms import Filled
from motcua.services.codes import local_date
from motcua.store.engine import transaction
from motcua.store.queries import citizens as stored

#: The applicant's questions that a profile answers, in order.
ASKED = ("applicant.name", "applicant.born", "applicant.id_kind", "applicant.id_number", "applicant.address")


@dataclass(frozen=True, slots=True)
class Profile:
    """`seen` goes back with the form that changes it."""

    name: str
    born_on: date | None
    id_kind: str
    id_number: str
    address: str
    seen: int

    @property
    def is_filled(self) -> bool:
        return bool(self.name and self.id_number and self.address)

    @property
    def typed(self) -> dict[str, list[str]]:
        """As the applicant's form would be posted."""
        answers: dict[str, Any] = {
            "applicant.kind": "person",
            "applicant.name": self.name,
            "applicant.born": self.born_on,
            "applicant.id_kind": self.id_kind,
            "applicant.id_number": self.id_number,
            "applicant.address": self.address,
        }
        given = {key: value for key, value in answers.items() if value}
        return {name: list(texts) for name, texts in ApplicantForm.definition.typed(given).items()}


async def profile_of(applying: Applying) -> Profile:
    async with transaction():
        found = await stored.load_citizen(applying.citizen.id)
    if found is None:
        raise NotHere
    return Profile(
        found["name"],
        found["born_on"],
        found["id_kind"] or "",
        found["id_number"],
        found["address"],
        found["version"],
    )


def read_profile(typed: Mapping[str, Sequence[str]], on: date) -> Filled:
    """By the very rules of the applicant's form; what a profile does not ask is no error here."""
    given = {name: list(typed.get(name, ())) for name in ASKED}
    return ApplicantForm.parse({**given, "applicant.kind": ["person"], "proxy.is_used": ["no"]}, filed_on=on)


async def save_profile(applying: Applying, typed: Mapping[str, Sequence[str]], seen: int) -> None:
    """Refuses with every sentence by its field."""
    filled = read_profile(typed, local_date(applying.at))
    errors = {name: text for name, text in filled.errors.items() if name in ASKED}
    if errors:
        raise Refused("Có mục cần sửa.", errors)
    answers = filled.answers
    async with transaction():
        saved = await stored.update_citizen(
            applying.citizen.id,
            seen,
            applying.at,
            name=answers["applicant.name"],
            born_on=answers.get("applicant.born"),
            id_kind=answers["applicant.id_kind"],
            id_number=answers["applicant.id_number"],
            address=answers["applicant.address"],
        )
    if not saved:
        raise Conflict("Thông tin này vừa được sửa ở nơi khác. Tải lại trang rồi sửa lại.")
