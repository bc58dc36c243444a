"""The board of the review: how far each agency is, every procedure as it stands, and what nobody has confirmed yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.centers import here
from motcua.domain.doubts import Doubt, doubts_of
from motcua.domain.effective import overridden
from motcua.domain.overrides import in_effect
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.review import REVIEW_STATES, Publication, ReviewState, sees_agency
from motcua.domain.text import fold, sort_key
from motcua.services.catalogue import decided_over, installed, versions_of, why_not_received
from motcua.services.codes import local_date
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import review as stored


@dataclass(frozen=True, slots=True)
class Row:
    """One procedure: today's version as it stands, and what is received meanwhile.

    `received`: the publication that dossiers are taken in under today. `is_newer`: that is an older version than the
    one shown. `closed` says why none is received.
    """

    version: ProcedureVersion
    publication: Publication
    received: Publication | None
    closed: str
    doubts: tuple[Doubt, ...]

    @property
    def key(self) -> str:
        return self.version.key

    @property
    def state_name(self) -> str:
        return REVIEW_STATES[self.publication.state]

    @property
    def is_newer(self) -> bool:
        return self.received is not None and self.received.version_hash != self.publication.version_hash


@dataclass(frozen=True, slots=True)
class AgencyProgress:
    """One bar: how many procedures stand where, and how many have something unconfirmed."""

    agency: str
    name: str
    total: int
    by_state: Mapping[ReviewState, int]
    doubtful: int

    @property
    def published(self) -> int:
        return self.by_state.get(ReviewState.PUBLISHED, 0)

    @property
    def under_review(self) -> int:
        return self.by_state.get(ReviewState.UNDER_REVIEW, 0)


@dataclass(frozen=True, slots=True)
class Board:
    """`rows` by agency and title; `astray`: decisions of the province for procedures that are not installed."""

    rows: tuple[Row, ...]
    agencies: tuple[AgencyProgress, ...]
    by_state: Mapping[ReviewState, int]
    astray: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrow:
    """What the address asks for; empty is everything."""

    agency: str = ""
    state: str = ""
    fact: str = ""
    text: str = ""


async def board(office: Office, acting: Acting) -> Board:
    """What this person may see of it: the center's whole, or their agency's."""
    on = local_date(acting.at)
    async with transaction():
        publications: dict[str, list[Publication]] = {}
        for each in await stored.load_publications():
            if sees_agency(acting.staff, each.agency):
                publications.setdefault(each.procedure, []).append(each)
        overrides = await decided_over()
        todays = {version.key: version for version in installed(office)}
        gone = [each[-1].version_hash for key, each in publications.items() if key not in todays]
        old = await versions_of(office, gone)
    versions = todays | {version.key: version for version in old.values()}
    rows = []
    for key, known in publications.items():
        version = overridden(versions[key], in_effect(overrides, key, on))
        rows.append(_row(version, known, on))
    rows.sort(key=lambda row: (sort_key(agency_name(here(), row.version.agency)), sort_key(row.version.title)))
    astray = {each.procedure for each in here().province.overrides} - office.catalog.procedures.keys()
    return Board(tuple(rows), _progress(rows), Counter(row.publication.state for row in rows), tuple(sorted(astray)))


def _row(version: ProcedureVersion, known: Sequence[Publication], on: date) -> Row:
    shown = next((each for each in known if each.version_hash == version.hash), known[-1])
    received = next((each for each in reversed(known) if each.is_received_on(on)), None)
    return Row(version, shown, received, why_not_received(known, on) or "", tuple(doubts_of(version)))


def _progress(rows: Sequence[Row]) -> tuple[AgencyProgress, ...]:
    by_agency: dict[str, list[Row]] = {}
    for row in rows:
        by_agency.setdefault(row.version.agency, []).append(row)
    return tuple(
        AgencyProgress(
            agency,
            agency_name(here(), agency),
            len(mine),
            Counter(row.publication.state for row in mine),
            sum(bool(row.doubts) for row in mine),
        )
        for agency, mine in by_agency.items()
    )


def narrowed(rows: Sequence[Row], narrow: Narrow) -> tuple[Row, ...]:
    words = fold(narrow.text).split()
    return tuple(
        row
        for row in rows
        if narrow.agency in ("", row.version.agency)
        and narrow.state in ("", row.publication.state)
        and (not narrow.fact or any(doubt.fact == narrow.fact for doubt in row.doubts))
        and all(word in _searched(row.version) for word in words)
    )


def _searched(version: ProcedureVersion) -> str:
    codes = " ".join(code.code for code in version.codes)
    return f"{fold(f'{version.title} {version.sector}')} {codes} {version.key}"


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """One line of what is still to be confirmed."""

    row: Row
    doubt: Doubt
    who_decides: str


def unconfirmed(rows: Sequence[Row], fact: str) -> tuple[Unconfirmed, ...]:
    """Every doubt of these procedures, of one fact if asked, with who must decide it."""
    return tuple(
        Unconfirmed(row, doubt, doubt.who_decides or agency_name(here(), row.version.agency))
        for row in rows
        for doubt in row.doubts
        if fact in ("", doubt.fact)
    )
