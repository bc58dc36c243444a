"""One procedure in the review: its facts, versions, trail, and what this person may do with each version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.domain.decisions import Decision
from motcua.domain.doubts import Doubt, doubts_of
from motcua.domain.errors import NotAllowed, NotHere
from motcua.domain.facts import CONFIDENCES
from motcua.domain.keeping import kept_for
from motcua.domain.overrides import FACT_NAMES, Fact, says_of
from motcua.domain.people import Acting, Permission
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.review import (
    REVIEW_MOVES,
    REVIEW_STATES,
    Publication,
    ReviewMove,
    sees_agency,
    why_not_review,
)
from motcua.domain.version_diff import Difference, differences
from motcua.services.archive.terms import SET as RETENTION_SET
from motcua.services.catalogue import as_decided, version_of, versions_of, why_not_received
from motcua.services.codes import local_date
from motcua.services.dossiers.asked import MoveField
from motcua.services.office import Office
from motcua.services.review.deciding import PROPOSE, REPLACE, questions
from motcua.services.review.overrides import DECIDE, FactLine, facts_of
from motcua.store.engine import transaction
from motcua.store.queries import review as stored

NOT_YOURS = "Lãnh đạo cơ quan chỉ xem và rà soát thủ tục của cơ quan mình."


@dataclass(frozen=True, slots=True)
class OfferedReview:
    """A move on one version. `why_not` None: this person may make it now."""

    move: ReviewMove
    label: str
    fields: tuple[MoveField, ...]
    why_not: str | None


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the procedure at this center."""

    publication: Publication
    version: ProcedureVersion
    is_todays: bool
    is_received: bool
    state_name: str
    moves: tuple[OfferedReview, ...]

    @property
    def short(self) -> str:
        """What people call it by: the first letters of its hash."""
        return self.publication.version_hash[:8]


@dataclass(frozen=True, slots=True)
class TrailLine:
    at: datetime
    who: str
    says: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """`shown` is the version whose content the page prints, with what is decided over it today; `others` are the
    facts that nobody decides over, as (name, what it says, how sure)."""

    shown: ProcedureVersion
    line: VersionLine
    versions: tuple[VersionLine, ...]
    facts: tuple[FactLine, ...]
    others: tuple[tuple[str, str, str], ...]
    doubts: tuple[Doubt, ...]
    closed: str
    trail: tuple[TrailLine, ...]
    may_decide: bool


async def review_page(office: Office, acting: Acting, key: str, version_hash: str = "") -> ReviewPage:
    """One procedure; `version_hash` (or its beginning) chooses another version than today's."""
    on = local_date(acting.at)
    async with transaction():
        publications = await stored.load_publications(key)
        if not publications:
            raise NotHere
        if not sees_agency(acting.staff, publications[0].agency):
            raise NotAllowed(NOT_YOURS)
        versions = await versions_of(office, [each.version_hash for each in publications])
        events = await stored.load_review_events(key)
        todays = office.catalog.procedures.get(key)
        lines = [_line(acting, each, versions[each.version_hash], todays) for each in publications]
        line = _chosen(lines, version_hash)
        shown = await as_decided(office, line.version, on)
        facts = await facts_of(acting, line.version)
    return ReviewPage(
        shown=shown,
        line=line,
        versions=tuple(reversed(lines)),
        facts=facts,
        others=_others(shown),
        doubts=tuple(doubts_of(shown)),
        closed=why_not_received(publications, on) or "",
        trail=tuple(_trail_line(event) for event in events),
        may_decide=acting.staff.may(Permission.PUBLISH_PROCEDURES) and line.is_todays,
    )


def _line(
    acting: Acting, publication: Publication, version: ProcedureVersion, todays: ProcedureVersion | None
) -> VersionLine:
    is_todays = todays is not None and todays.hash == version.hash
    moves = tuple(
        OfferedReview(move, facts.label, questions(move), why_not_review(move, publication, acting.staff))
        for move, facts in REVIEW_MOVES.items()
        if publication.state in facts.sources and (is_todays or publication.was_published)
    )
    return VersionLine(
        publication,
        version,
        is_todays,
        publication.is_received_on(local_date(acting.at)),
        REVIEW_STATES[publication.state],
        moves,
    )


def _chosen(lines: list[VersionLine], version_hash: str) -> VersionLine:
    if version_hash:
        found = [line for line in lines if line.publication.version_hash.startswith(version_hash)]
        if len(found) != 1:
            raise NotHere
        return found[0]
    return next((line for line in lines if line.is_todays), lines[-1])


def _others(version: ProcedureVersion) -> tuple[tuple[str, str, str], ...]:
    sure = version.provenance
    sources = "; ".join(sure.sources) or "không ghi nguồn"
    departures = tuple((f"Khác nguồn: {name}", reason, "") for name, reason in sure.departures)
    found = (
        ("Tên thủ tục", version.title, f"{CONFIDENCES[sure.name]} ({sources})"),
        ("Lĩnh vực", version.sector, ""),
        ("Kết quả", version.result or "không có kết quả bằng giấy tờ", ""),
        ("Sổ cấp số", version.book or "không có", ""),
        ("Căn cứ pháp lý", "; ".join(version.legal_basis) or "không ghi", ""),
        ("Mẫu dùng chung", version.shared_form or "", ""),
        ("Thời kỳ của nguồn", sure.era, ""),
        ("Ghi chú của nguồn", sure.note, ""),
        *departures,
    )
    return tuple(each for each in found if each[1])


def _trail_line(event: Mapping[str, Any]) -> TrailLine:
    data, kind = event["data"], event["kind"]
    details = []
    if data.get("version"):
        details.append(f"phiên bản {data['version'][:8]}")
    if data.get("fact"):
        fact = Fact(data["fact"])
        details.append(f"{FACT_NAMES[fact].lower()}: {data['before']} → {says_of(fact, data['value'])}")
    if data.get("decision"):
        decision = Decision.from_data(data["decision"])
        details.append(f"{decision.says}, {decision.says_when}")
    if kind == RETENTION_SET:
        details.append(kept_for(data["years"]))
    details += [f"{label}: {data[name]}" for name, label in _TOLD.items() if data.get(name)]
    return TrailLine(
        event["at"], event["actor_name"], _PAST.get(kind) or REVIEW_MOVES[ReviewMove(kind)].past, tuple(details)
    )


_TOLD = {"reason": "lý do", "grounds": "căn cứ", "basis": "căn cứ", "source": "nguồn", "list": "danh mục"}
_PAST = {
    PROPOSE: "Phần mềm của cơ quan đưa phiên bản vào rà soát",
    REPLACE: "Hết hiệu lực vì có phiên bản khác được công bố",
    DECIDE: "Quyết định riêng",
    RETENTION_SET: "Đặt thời hạn bảo quản hồ sơ",
}


async def compare(
    office: Office, acting: Acting, key: str, old: str, new: str
) -> tuple[VersionLine, VersionLine, tuple[Difference, ...]]:
    """Two versions of one procedure, by the beginning of their hashes, and what differs."""
    first = (await review_page(office, acting, key, old)).line
    second = (await review_page(office, acting, key, new)).line
    async with transaction():
        before = await version_of(office, first.publication.version_hash)
        after = await version_of(office, second.publication.version_hash)
    return first, second, differences(before, after)
