"""A citizen with an account at a center, and the ways by which they are reached."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.domain import identity
from motcua.domain.errors import Refused

CONTACT_KINDS: Mapping[str, str] = {"email": "Thư điện tử", "phone": "Số điện thoại"}
LONGEST_CONTACT = 254
_WRONG = "Nhập địa chỉ thư điện tử (ví dụ ten@vidu.vn) hoặc số điện thoại di động có 10 chữ số."


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a code goes. `kind` is a key of `CONTACT_KINDS`; `address` is written in one way only."""

    kind: str
    address: str

    @classmethod
    def parse(cls, typed: str, on: date | None = None) -> Contact:
        """What was typed, by its look; the same mailbox or telephone always gives the same value."""
        text = unicodedata.normalize("NFC", typed).strip()
        if not text or len(text) > LONGEST_CONTACT or not text.isprintable():
            raise Refused(_WRONG)
        if "@" in text:
            if not identity.EMAIL.fullmatch(text):
                raise Refused(_WRONG)
            return cls("email", text.casefold())
        number = identity.clean_phone(text)
        if identity.phone_problem(number, on) or not number.startswith("0"):
            raise Refused(_WRONG)
        return cls("phone", number)

    @property
    def masked(self) -> str:
        """`a•••@vidu.vn`, `•••••••678`: the owner knows it again, nobody else learns it."""
        if self.kind == "email":
            name, _, at = self.address.partition("@")
            return f"{name[:1]}•••@{at}"
        return "•" * (len(self.address) - 3) + self.address[-3:]

    @property
    def shown(self) -> str:
        return identity.show_phone(self.address) if self.kind == "phone" else self.address


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody signed in, as their session knows them. Nobody has checked that they are who they say."""

    id: UUID
    name: str
    contacts: tuple[Contact, ...] = ()

    @property
    def called(self) -> str:
        """The name, or as long as there is none how they signed in."""
        return self.name or (self.contacts[0].shown if self.contacts else "")

    def contact(self, kind: str) -> str:
        return next((each.address for each in self.contacts if each.kind == kind), "")


@dataclass(frozen=True, slots=True)
class Applying:
    """Which citizen acts, and at what business instant (aware, UTC): the first argument of services for citizens."""

    citizen: Citizen
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("applying.at must be timezone-aware")
