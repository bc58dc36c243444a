"""The letters of a dossier as its page lists them: what was issued, and what may be issued now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.letter_kinds import official
from motcua.services.codes import local_date
from motcua.services.dossiers.asked import MoveField
from motcua.services.letters.statutory import Material
from motcua.services.letters.table import entries_of


@dataclass(frozen=True, slots=True)
class OfferedLetter:
    """`why_not` None: this person may issue it now; otherwise they may look at it, and why not more."""

    slug: str
    title: str
    asks: tuple[MoveField, ...]
    why_not: str | None
    is_again: bool
    """Issued before for an earlier occasion: this one takes its place."""


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """`reprints`: how often it was printed again."""

    id: UUID
    title: str
    number: str
    at: datetime
    by: str
    reprints: int
    is_sealed: bool
    may_reprint: bool


@dataclass(frozen=True, slots=True)
class Paperwork:
    offered: tuple[OfferedLetter, ...] = ()
    issued: tuple[IssuedLetter, ...] = ()

    def offer(self, slug: str) -> OfferedLetter | None:
        return next((each for each in self.offered if each.slug == slug), None)


def paperwork(of: Material, issued: Iterable[Mapping[str, Any]]) -> Paperwork:
    """For who looks at the page: a letter that is another's to issue is not offered to them."""
    rows = tuple(issued)
    done = {(row["kind"], row["occasion"]) for row in rows}
    kinds = {row["kind"] for row in rows}
    staff, agency = of.acting.staff, of.kept.dossier.agency
    on = local_date(of.kept.row["received_at"])
    offered, reprinting = [], set()
    for entry in entries_of(of):
        if entry.may_reprint(staff, agency):
            reprinting.add(entry.kind.key)
        occasion = entry.occasion(of)
        if (occasion and (entry.kind.key, occasion) in done) or not entry.shows(of):
            continue
        is_theirs = entry.why_not_by(staff, agency) is None
        if not is_theirs and entry.is_shown_before is None:
            continue
        why_not = None if is_theirs else entry.why_not_by(staff, agency)
        if is_theirs:
            why_not = (entry.why_not(of) if occasion else entry.refuses) or None
        title = official(entry.kind, on).title
        offered.append(OfferedLetter(entry.kind.slug, title, entry.asks, why_not, entry.kind.key in kinds))
    lines = tuple(
        IssuedLetter(
            row["id"],
            row["title"],
            row["number"],
            row["at"],
            row["issued_by_name"],
            row["reprints"],
            row["is_sealed"],
            row["kind"] in reprinting,
        )
        for row in rows
    )
    return Paperwork(tuple(offered), lines)
