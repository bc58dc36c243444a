"""A citizen's own dossiers: how they stand, who looked at them, and taking one back.

What they filed online is wholly theirs. What they know by its receipt is followed here as the receipt lets anybody:
masked, and without a right to change anything (TT 01/2018/TT-VPCP, Điều 16 khoản 2 điểm d).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.citizens import Applying
from motcua.domain.dossier import PauseRecord
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.filings import SUPPLEMENT, WAITING, FilingState
from motcua.domain.moves import MOVES, Move
from motcua.domain.states import STATES, State
from motcua.services.catalogue import versions_of
from motcua.services.citizens.public import TrackedDetail, detail_of, track
from motcua.services.citizens.viewed import Look, looks_at
from motcua.services.codes import tracking_secret
from motcua.services.deadlines.lateness import is_overdue
from motcua.services.deadlines.watch import NOBODY
from motcua.services.dossiers import records
from motcua.services.dossiers.asked import LONGEST, clean_text
from motcua.services.dossiers.walk import Walk, walked
from motcua.services.files.keeping import FileLine, OpenFile, as_lines, open_clean
from motcua.services.letters.issuing import Printed, read_issued
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import filings as stored
from motcua.store.queries.dossiers import find_by_code, load_files
from motcua.store.queries.letters import letters_of_dossier
from motcua.store.queries.receipts import void_letters
from motcua.store.queries.trail import load_events

FILED, RECEIPT = "filed", "receipt"
#: Letters that are written to the applicant; the others pass between desks.
TO_APPLICANT = frozenset(
    {"receipt", "completion_request", "supplement_request", "refusal", "result_refusal", "apology", "stopping"}
    | {"fee_receipt"}
)
Place = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One dossier in the list of its citizen."""

    id: UUID
    code: str
    title: str
    state_name: str
    waits_for_me: bool
    is_ended: bool
    received_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class MyLetter:
    """A letter that was issued to the applicant."""

    id: UUID
    title: str
    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MyDossier:
    """One dossier as its citizen reads it. `is_mine`: filed by them; else known by its receipt only."""

    id: UUID
    code: str
    state: State
    state_name: str
    seen: int
    is_mine: bool
    detail: TrackedDetail
    applicant_name: str
    files: tuple[FileLine, ...]
    papers: Mapping[str, str]
    """What the papers are called that the files belong to, by their keys."""
    asked: Mapping[str, str]
    deadline_at: datetime | None
    is_overdue: bool
    can_withdraw: bool
    filings: tuple[UUID, ...]
    letters: tuple[MyLetter, ...] = ()
    pays_at: str = ""
    """The public page of the dossier, by its receipt's secret, while a transfer of the fee may be asked for there."""
    sent: str = ""
    """The number of a supplement that was sent and waits for the center; "" for none."""

    @property
    def can_supplement(self) -> bool:
        return self.is_mine and self.state is State.SUPPLEMENT


async def my_dossiers(
    office: Office, applying: Applying, before: Place | None = None
) -> tuple[tuple[DossierLine, ...], Place | None]:
    """One page, the latest first."""
    async with transaction():
        rows = await stored.dossiers_of(applying.citizen.id, before)
        shown = rows[: stored.PAGE]
        versions = await versions_of(office, {row["version_hash"] for row in shown})
    lines = tuple(
        DossierLine(
            row["id"],
            row["code"],
            versions[row["version_hash"]].title,
            STATES[State(row["state"])].name,
            STATES[State(row["state"])].waits_for_applicant,
            STATES[State(row["state"])].is_final,
            row["received_at"],
            row["due_at"],
        )
        for row in shown
    )
    more = len(rows) > stored.PAGE
    return lines, (shown[-1]["since"], shown[-1]["id"]) if more else None


async def own(applying: Applying, dossier_id: UUID, *, is_to_change: bool = False) -> str:
    """How it is theirs; NotHere for everybody else's as for one that is not there."""
    how = await stored.how_of_citizen(applying.citizen.id, dossier_id)
    if how is None or (is_to_change and how != FILED):
        raise NotHere
    return how


async def open_mine(office: Office, applying: Applying, dossier_id: UUID) -> MyDossier:
    async with transaction():
        how = await own(applying, dossier_id)
        kept = await records.load(dossier_id)
        if kept is None or kept.dossier.code is None:
            raise NotHere
        detail = await detail_of(office, kept, applying.at)
        events = await load_events(dossier_id)
        filed = await stored.filings_of_dossier(dossier_id, applying.citizen.id)
        issued = await letters_of_dossier(dossier_id) if how == FILED else []
        void = await void_letters(dossier_id) if issued else set()
    dossier, is_mine = kept.dossier, how == FILED
    pause: PauseRecord | None = dossier.open_pause
    return MyDossier(
        id=dossier_id,
        code=kept.dossier.code or "",
        state=dossier.state,
        state_name=STATES[dossier.state].name,
        seen=dossier.version,
        is_mine=is_mine,
        detail=detail,
        applicant_name=kept.applicant_name if is_mine else detail.masked_name,
        files=as_lines(kept.files) if is_mine else (),
        papers={paper["key"]: paper["label"] for paper in kept.papers},
        asked=asked_in(events) if dossier.state is State.SUPPLEMENT else {},
        deadline_at=pause.deadline_at if pause is not None else None,
        is_overdue=is_overdue(dossier.state, dossier.due_at, applying.at),
        can_withdraw=is_mine and dossier.state in MOVES[Move.WITHDRAW].sources,
        pays_at=_pays_at(kept) if is_mine and detail.fee.can_transfer else "",
        filings=tuple(row["id"] for row in filed if row["kind"] == "new"),
        sent=next((row["number"] for row in filed if _waits_for_center(row)), ""),
        letters=tuple(
            MyLetter(row["id"], row["title"], row["number"], row["at"])
            for row in issued
            if row["kind"] in TO_APPLICANT and row["id"] not in void
        ),
    )


def _waits_for_center(row: Mapping[str, Any]) -> bool:
    return row["kind"] == SUPPLEMENT and FilingState(row["state"]) in WAITING


def _pays_at(kept: records.Kept) -> str:
    return f"/tra-cuu/{kept.dossier.code}/{tracking_secret(kept.dossier.id)}"


def asked_in(events: list[dict[str, Any]]) -> Mapping[str, str]:
    """What the agency's request for a supplement says: `missing` and `reason`."""
    asked = [event["data"] for event in events if event["kind"] == Move.ASK_FOR_SUPPLEMENT.value]
    return {name: str(asked[-1].get(name, "")) for name in ("missing", "reason")} if asked else {}


async def who_looked(
    applying: Applying, dossier_id: UUID, before: Place | None = None
) -> tuple[str, tuple[Look, ...], Place | None]:
    """The dossier's code, and the looks of staff at it and at what it was filed as."""
    async with transaction():
        await own(applying, dossier_id, is_to_change=True)
        kept = await records.load(dossier_id)
        filed = await stored.filings_of_dossier(dossier_id, applying.citizen.id)
        looks, older = await looks_at([dossier_id, *(row["id"] for row in filed)], before)
    if kept is None:
        raise NotHere
    return kept.dossier.code or "", looks, older


async def follow(office: Office, applying: Applying, code: str, secret: str) -> UUID | None:
    """Puts a dossier filed elsewhere among one's own, by its receipt. None: no such code, or a wrong secret."""
    if not secret or await track(office, code, secret, applying.at) is None:
        return None
    async with transaction():
        row = await find_by_code("".join(code.split()).upper())
        if row is None:
            return None
        await stored.bind_to_citizen(applying.citizen.id, row["id"], RECEIPT, applying.at)
        found: UUID = row["id"]
    return found


async def withdraw_mine(office: Office, applying: Applying, dossier_id: UUID, seen: int, reason: str) -> str:
    """Taken back by its applicant before anything is decided; originals that were handed in are theirs to fetch."""
    said = clean_text("Lý do", reason, LONGEST["text"])
    if not said:
        raise Refused("Ghi lý do rút hồ sơ.", {"reason": "Ghi lý do rút hồ sơ."})
    async with transaction():
        await own(applying, dossier_id, is_to_change=True)
        kept = await records.locked(dossier_id)
        if kept is None:
            raise NotHere
        before, code = kept.dossier, kept.dossier.code or ""
        if before.state is State.WITHDRAWN:
            return code
        if before.state not in MOVES[Move.WITHDRAW].sources:
            raise Conflict(f"Hồ sơ không rút được nữa: {STATES[before.state].name.lower()}.")
        if before.version != seen:
            raise Conflict("Hồ sơ vừa có thay đổi. Tải lại trang, xem lại rồi rút.")
        told = {"reason": said, "asked_by": f"{kept.applicant_name} (trực tuyến)"}
        after = walked(Move.WITHDRAW, Walk(before, NOBODY, applying.at, told, here().calendar))
        stands = await records.write(kept, after, applying.at, {})
        await records.record_by_itself(stands, Move.WITHDRAW, before.state, told, applying.at)
    return code


async def open_file(office: Office, found: MyDossier, file_id: UUID | None) -> OpenFile:
    """A file of a dossier that its citizen has just been shown."""
    async with transaction():
        row = next((each for each in await load_files(found.id) if each["id"] == file_id), None)
    if row is None or not found.is_mine:
        raise NotHere
    return await open_clean(office, row)


async def open_letter(office: Office, found: MyDossier, letter_id: UUID | None) -> Printed:
    """A letter to the applicant of a dossier that its citizen has just been shown."""
    if letter_id is None or letter_id not in {letter.id for letter in found.letters}:
        raise NotHere
    async with transaction():
        return await read_issued(office, letter_id)
