"""One account as the director and the administrator see it: what it is, what was done with it, how it signs in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.calendar import local
from motcua.domain.errors import NotAllowed, NotHere
from motcua.domain.people import Acting, Permission, needs_code, role_of, who_may
from motcua.services.accounts.form import Choices, choices
from motcua.services.accounts.keeping import ACT_NAMES
from motcua.services.accounts.making import words_of
from motcua.services.accounts.people import STANDINGS, standing_of
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store.engine import Row, transaction
from motcua.store.queries import accounts
from motcua.store.queries import sign_ins as signing
from motcua.store.queries.views import account_acts_of

MOST_ACTS = 100


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act of the account's trail. `changes`: (label, before, after); an empty `before`: what it rests on."""

    says: str
    by: str
    at: datetime
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """`facts`: (label, words). `code`: how the second step stands, in words. `link`: (subject, since) or None."""

    id: UUID
    name: str
    username: str
    version: int
    standing: str
    account: str
    is_from_file: bool
    is_me: bool
    facts: tuple[tuple[str, str], ...]
    code: str
    has_code: bool
    sessions: int
    link: tuple[str, datetime] | None
    acts: tuple[ActLine, ...]
    has_more_acts: bool
    offered: Choices
    values: Mapping[str, Any] = field(default_factory=dict)


async def account_page(office: Office, acting: Acting, staff_id: UUID) -> AccountPage:
    """NotHere for an account of another center, as for none."""
    if not acting.staff.may(Permission.SEE_STAFF):
        raise NotAllowed(f"Danh sách cán bộ dành cho: {who_may(Permission.SEE_STAFF)}.")
    async with transaction():
        found = await accounts.staff_by_id(staff_id)
        if found is None:
            raise NotHere
        acts = await account_acts_of(staff_id, MOST_ACTS + 1)
        sessions = await accounts.list_sessions(staff_id, at=wall_clock())
        link = await signing.link_of(staff_id)
    standing = standing_of(found, local(acting.at).date())
    return AccountPage(
        id=staff_id,
        name=found["name"],
        username=found["username"],
        version=found["version"],
        standing=standing,
        account=STANDINGS[standing],
        is_from_file=found["made_in"] == "file",
        is_me=staff_id == acting.staff.id,
        facts=tuple((label, words or "–") for label, words in words_of(office, found).items()),
        code=_code_words(office, found),
        has_code=found["has_code"],
        sessions=len(sessions),
        link=(link["subject"], link["linked_at"]) if link is not None else None,
        acts=tuple(_act(each) for each in acts[:MOST_ACTS]),
        has_more_acts=len(acts) > MOST_ACTS,
        offered=choices(office, found["desks"]),
        values=_values(found),
    )


def _code_words(office: Office, row: Row) -> str:
    if row["has_code"]:
        return "đang bật"
    if office.settings.requires_codes and needs_code([role_of(role) for role in row["roles"]]):
        return "chưa thiết lập, phải thiết lập ở lần đăng nhập tới"
    return "chưa bật"


def _act(row: Row) -> ActLine:
    changes = tuple((label, str(pair[0]), str(pair[1])) for label, pair in row["data"].items())
    return ActLine(ACT_NAMES[row["kind"]], row["by_name"], row["at"], changes)


def _values(row: Row) -> dict[str, Any]:
    """What the boxes of the form hold: texts, and lists for what is ticked."""

    def day(name: str) -> str:
        return f"{row[name]:%d/%m/%Y}" if row[name] else ""

    return {
        "name": row["name"],
        "title": row["title"],
        "phone": row["phone"],
        "email": row["email"],
        "kind": row["kind"],
        "agency": row["agency"] or "",
        "roles": row["roles"],
        "desks": row["desks"],
        "receives": row["receives"],
        "from_on": day("seconded_from"),
        "to_on": day("seconded_to"),
        "is_reserve": "yes" if row["is_reserve"] else "",
        "document": "",
    }
