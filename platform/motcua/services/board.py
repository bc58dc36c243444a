"""The public board: who works here, how dossiers were dealt with by month and agency, and the open data of it.

Only whole months are told, and what stood open at the day's beginning: two looks a minute apart must not tell what
became of the one dossier between them. What counts too few is left out (`domain.small_numbers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import NotAllowed, NotHere
from motcua.domain.people import Acting, Permission, Role, who_may
from motcua.domain.ratings import ALL_PARTS, SHOWN
from motcua.domain.small_numbers import total_is_safe, withheld
from motcua.services.naming import agency_name
from motcua.services.people import at_work
from motcua.services.rating_board import Figures, figures
from motcua.store.engine import transaction
from motcua.store.queries import board as stored
from motcua.store.queries import feedback, ratings
from motcua.store.queries.views import note_account_act

MONTHS = 12
REMARKS = 10


@dataclass(frozen=True, slots=True)
class PublicPerson:
    """Whom the center must name with title and phone (NĐ 61/2018, Điều 9.7). `phone` "": not known."""

    name: str
    title: str
    phone: str
    agency: str


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One agency in one month; `agency` "" is the center as a whole. None: too few to be told."""

    month: date
    agency: str
    name: str
    received: int | None
    done: int | None
    with_term: int | None
    in_time: int | None
    apologised: int | None

    @property
    def percent(self) -> float | None:
        """Of what had a term, the share that was in time, to one decimal."""
        if self.with_term is None or self.in_time is None or self.with_term == 0:
            return None
        return round(100 * self.in_time / self.with_term, 1)


@dataclass(frozen=True, slots=True)
class StandingLine:
    """What is open, what of it is late, for how much of what is open somebody apologised."""

    agency: str
    name: str
    open: int | None
    late: int | None
    apologised: int | None


@dataclass(frozen=True, slots=True)
class HeardLine:
    """Phản ánh, kiến nghị that came in a month."""

    month: date
    received: int | None
    answered: int | None
    in_time: int | None


@dataclass(frozen=True, slots=True)
class PublicBoard:
    people: tuple[PublicPerson, ...]
    months: tuple[MonthLine, ...]
    standing: tuple[StandingLine, ...]
    standing_on: date | None
    heard: tuple[HeardLine, ...]
    rated: Figures | None
    remarks: tuple[tuple[datetime, str], ...]
    least: int

    @property
    def latest(self) -> tuple[MonthLine, ...]:
        """The last whole month, the center first."""
        return tuple(line for line in self.months if line.month == self.months[0].month) if self.months else ()

    @property
    def totals(self) -> tuple[MonthLine, ...]:
        return tuple(line for line in self.months if not line.agency)


async def public_board(at: datetime) -> PublicBoard:
    """Everything that stands on the page and in the open data, in a fixed number of queries."""
    this_month = local(at).date().replace(day=1)
    since = _before(this_month, MONTHS)
    least = here().board.least
    async with transaction():
        people = await public_people(at)
        months = await stored.load_months(since, this_month)
        standing = await stored.load_standing()
        heard = await feedback.load_sums(since, _before(this_month, 1))
        rated = await ratings.load_sums("center", None, since, _before(this_month, 1))
        remarks = await ratings.remarks(SHOWN, None, REMARKS)
    whole = next((figures(row, here().name) for row in rated if row["part"] == ALL_PARTS), None)
    return PublicBoard(
        people,
        tuple(month_lines(months, least)),
        tuple(standing_lines(standing, least)),
        standing[0]["on_date"] if standing else None,
        tuple(_heard(row, least) for row in reversed(heard)),
        whole if whole is not None and whole.total >= least else None,
        tuple((row["at"], row["remark_shown"]) for row in remarks),
        least,
    )


def month_lines(rows: Iterable[Mapping[str, Any]], least: int) -> Iterable[MonthLine]:
    """The latest month first; in each the center, then its agencies by name.

    Received and done are two groups of people, each told or not by its own size.
    """
    by_month: dict[date, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_month.setdefault(row["month"], []).append(row)
    for month in sorted(by_month, reverse=True):
        found = by_month[month]
        received = {row["agency"]: int(row["received"]) for row in found}
        done = {row["agency"]: int(row["done"]) for row in found}
        few, undone = withheld(received, least), withheld(done, least)
        # The rate is of what had a term: a group of its own within what was done.
        untimed = withheld({row["agency"]: int(row["with_term"]) for row in found}, least) | undone
        sums = {name: sum(int(row[name]) for row in found) for name in ("with_term", "in_time", "apologised")}
        has_done, has_timed = total_is_safe(done, least), sums["with_term"] == 0 or sums["with_term"] >= least
        yield MonthLine(
            month,
            "",
            "Toàn Trung tâm",
            sum(received.values()) if total_is_safe(received, least) else None,
            sum(done.values()) if has_done else None,
            sums["with_term"] if has_done and has_timed else None,
            sums["in_time"] if has_done and has_timed else None,
            sums["apologised"] if has_done else None,
        )
        for row in sorted(found, key=lambda each: agency_name(here(), each["agency"])):
            agency = row["agency"]
            yield MonthLine(
                month,
                agency,
                agency_name(here(), agency),
                received[agency] if agency not in few else None,
                done[agency] if agency not in undone else None,
                int(row["with_term"]) if agency not in untimed else None,
                int(row["in_time"]) if agency not in untimed else None,
                int(row["apologised"]) if agency not in undone else None,
            )


def standing_lines(rows: Iterable[Mapping[str, Any]], least: int) -> Iterable[StandingLine]:
    found = list(rows)
    counts = {row["agency"]: int(row["open"]) for row in found}
    few, is_safe = withheld(counts, least), total_is_safe(counts, least)
    if found:
        sums = {name: sum(int(row[name]) for row in found) for name in ("open", "late", "apologised")}
        yield StandingLine("", "Toàn Trung tâm", *(sums[name] if is_safe else None for name in sums))
    for row in sorted(found, key=lambda each: agency_name(here(), each["agency"])):
        told = row["agency"] not in few
        values = (int(row[name]) if told else None for name in ("open", "late", "apologised"))
        yield StandingLine(row["agency"], agency_name(here(), row["agency"]), *values)


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


def _before(month: date, count: int) -> date:
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


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
