"""Secondments that somebody must decide about, and agencies that have named nobody in reserve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.people import Acting, Permission
from motcua.domain.secondment import Term, without_reserve
from motcua.services.accounts.people import desk_titles, seat_name
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import account_keeping as stored
from motcua.store.queries.sharing import desks_without_anybody, left_behind
from motcua.store.queries.visible import staff_names

BASIS, IN_FORCE = "Nghị định 61/2018/NĐ-CP, Điều 12", date(2018, 6, 21)


@dataclass(frozen=True, slots=True)
class EndingLine:
    """One secondment in words. `latest`: the last day the law allows, where no end was written down."""

    id: UUID
    name: str
    agency: str
    from_on: date
    to_on: date | None
    latest: date
    is_over: bool


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Open dossiers whose next actor is nobody: of a person (`id`) who may not act any more, or of a desk (`id` None)
    where nobody who may act sits."""

    name: str
    dossiers: int
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Secondments:
    """`basis`: the law that asks for officers in reserve, once it was in force."""

    ending: tuple[EndingLine, ...] = ()
    left: tuple[LeftBehind, ...] = ()
    without_reserve: tuple[str, ...] = ()
    basis: str = ""


async def to_decide(office: Office, acting: Acting) -> Secondments:
    """For the director and the administrator; nothing for anybody else."""
    if not acting.staff.may(Permission.SEE_STAFF):
        return Secondments()
    today = local(acting.at).date()
    async with transaction():
        rows = await stored.seconded_staff()
        reserves = await stored.reserve_agencies()
        left = await _left(office, today)
    lines = []
    for row in rows:
        if row["seconded_from"] is None:
            continue
        term = Term(row["name"], row["agency"] or "", row["seconded_from"], row["seconded_to"])
        if term.must_be_decided(today):
            name = agency_name(here(), term.agency)
            line = EndingLine(row["id"], term.name, name, term.from_on, term.to_on, term.latest, term.is_over(today))
            lines.append(line)
    lines.sort(key=lambda line: line.to_on or line.latest)
    missing = without_reserve((row["agency"] for row in rows if row["agency"]), reserves)
    basis = BASIS if today >= IN_FORCE else ""
    return Secondments(tuple(lines), left, tuple(agency_name(here(), agency) for agency in missing), basis)


async def _left(office: Office, today: date) -> tuple[LeftBehind, ...]:
    """Inside a transaction: desks first, where nobody can go on; then what is only given to the wrong person."""
    empty = await desks_without_anybody(today)
    held = await left_behind(today)
    names = await staff_names(held)
    titles = desk_titles(office) if empty else {}
    desks = [LeftBehind(_desk_words(titles, each["agency"], each["desk"]), each["dossiers"]) for each in empty]
    people = [LeftBehind(names[staff_id], count, staff_id) for staff_id, count in held.items()]
    return (*desks, *sorted(people, key=lambda each: (-each.dossiers, each.name)))


def _desk_words(titles: dict[tuple[str, str], str], agency: str, desk: str) -> str:
    return f"{seat_name(titles, agency, desk)}, {agency_name(here(), agency)}"
