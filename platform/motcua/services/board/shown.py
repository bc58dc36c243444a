"""The public board: who works here, how dossiers were dealt with, what people say of it; and who is posted on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import NotAllowed, NotHere
from motcua.domain.people import Acting, Permission, Role, who_may
from motcua.domain.ratings import ALL_PARTS, SHOWN
from motcua.services.accounts.people import at_work
from motcua.services.board.figures import MONTHS, MonthLine, StandingLine, months_before, read_figures
from motcua.services.dossiers.naming import agency_name
from motcua.services.heard.rating_board import Figures, figures
from motcua.store.engine import transaction
from motcua.store.queries import board as stored
from motcua.store.queries import feedback, ratings
from motcua.store.queries.views import note_account_act

REMARKS = 10


@dataclass(frozen=True, slots=True)
class PublicPerson:
    """Whom the center must name with title and phone (NĐ 61/2018, Điều 9.7). `phone` "": not known."""

    name: str
    title: str
    phone: str
    agency: str


@dataclass(frozen=True, slots=True)
class HeardLine:
    """Phản ánh, kiến nghị that came in a month."""

    month: date
    received: int | None
    answered: int | None
    in_time: int | None


@dataclass(frozen=True, slots=True)
class PublicBoard:
    """`is_whole` False: dossiers are still being counted, and no figures are told until they are. `standing_on`: the
    day at whose beginning it stood so."""

    people: tuple[PublicPerson, ...]
    months: tuple[MonthLine, ...]
    standing: tuple[StandingLine, ...]
    standing_on: date | None
    heard: tuple[HeardLine, ...]
    rated: Figures | None
    remarks: tuple[tuple[datetime, str], ...]
    least: int
    is_whole: bool

    @property
    def latest(self) -> tuple[MonthLine, ...]:
        """The last whole month, the center first."""
        return tuple(line for line in self.months if line.month == self.months[0].month) if self.months else ()

    @property
    def totals(self) -> tuple[MonthLine, ...]:
        return tuple(line for line in self.months if not line.agency)


async def public_board(at: datetime) -> PublicBoard:
    """Everything that stands on the page and in the open data, in a fixed number of queries."""
    today = local(at).date()
    since, last = months_before(today, MONTHS), months_before(today, 1)
    least = here().board.least
    async with transaction():
        people = await public_people(at)
        told = await read_figures(today, least)
        heard = await feedback.load_sums(since, last)
        rated = await ratings.load_sums("center", None, since, last)
        remarks = await ratings.remarks(SHOWN, None, REMARKS)
    whole = next((figures(row, here().name) for row in rated if row["part"] == ALL_PARTS), None)
    return PublicBoard(
        people,
        told.months,
        told.standing,
        today if told.standing else None,
        tuple(_heard(row, least) for row in reversed(heard)),
        whole if whole is not None and whole.total >= least else None,
        tuple((row["at"], row["remark_shown"]) for row in remarks),
        least,
        told.is_whole,
    )


def _heard(row: Mapping[str, Any], least: int) -> HeardLine:
    is_told = row["received"] >= least
    values = (int(row[name]) if is_told else None for name in ("received", "answered", "in_time"))
    return HeardLine(row["month"], *values)


async def public_people(at: datetime) -> tuple[PublicPerson, ...]:
    """Those posted who still work here, the head first, then the deputies, then by name."""
    today = local(at).date()
    async with transaction():
        found = await stored.load_public_staff()
    order = {Role.DIRECTOR: 0, Role.DEPUTY_DIRECTOR: 1}
    posted = [row for row in found if at_work(row, today)]
    posted.sort(key=lambda row: min((order.get(Role(role), 2) for role in row["roles"]), default=2))
    return tuple(
        PublicPerson(
            row["name"], row["title"], row["phone"], agency_name(here(), row["agency"]) if row["agency"] else ""
        )
        for row in posted
    )


# --- who is posted


@dataclass(frozen=True, slots=True)
class ToPost:
    id: UUID
    name: str
    title: str
    phone: str
    agency: str
    is_public: bool


async def staff_to_post(acting: Acting) -> tuple[ToPost, ...]:
    _check(acting)
    async with transaction():
        found = await stored.staff_to_post()
    return tuple(
        ToPost(
            row["id"],
            row["name"],
            row["title"],
            row["phone"],
            agency_name(here(), row["agency"]) if row["agency"] else "",
            row["is_public"],
        )
        for row in found
    )


async def post(acting: Acting, staff_id: UUID, *, is_public: bool) -> str:
    """Puts somebody on the public board, or takes them off it. Done twice it is done."""
    _check(acting)
    async with transaction():
        person = await stored.is_staff(staff_id)
        if person is None:
            raise NotHere
        if is_public:
            changed = await stored.post_staff(staff_id, acting.staff.id, acting.at)
        else:
            changed = await stored.take_staff_off(staff_id)
        if changed:
            told = {"Niêm yết công khai": ["không", "có"] if is_public else ["có", "không"]}
            await note_account_act(staff_id, "changed", acting.staff.id, acting.at, told)
    return f"{'Đã niêm yết' if is_public else 'Đã bỏ niêm yết'} {person['name']}."


def _check(acting: Acting) -> None:
    if not acting.staff.may(Permission.HEAR_PEOPLE):
        raise NotAllowed(f"Niêm yết công khai là việc của: {who_may(Permission.HEAR_PEOPLE)}.")
