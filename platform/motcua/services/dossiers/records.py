"""A dossier between the store and the moves: loaded whole and locked, saved as the difference a move made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.dossier import Dossier, StepRecord, next_actor
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Staff
from motcua.domain.results import Results
from motcua.domain.risk import risk_at
from motcua.domain.standing import standing_of
from motcua.domain.states import SUPPLEMENT_PAUSE, State
from motcua.domain.substitution import on_behalf_of
from motcua.jobs.port import enqueue
from motcua.services.deadlines.dues import supplement_deadline, transfer_due
from motcua.services.dossiers.asked import OriginalToReturn
from motcua.store.queries import dossiers as stored
from motcua.store.queries import steps as parts
from motcua.store.queries.trail import append_event

CHANGED = "dossier_changed"
TELL_MONEY = "tell_money"
STEP_FIELDS = tuple(field.name for field in fields(StepRecord))


@dataclass(frozen=True, slots=True)
class Kept:
    """A dossier with what the moves do not decide on."""

    dossier: Dossier
    row: Mapping[str, Any]
    applicant: Mapping[str, Any]
    papers: tuple[Mapping[str, Any], ...]
    files: tuple[Mapping[str, Any], ...]
    results: Results = field(default_factory=Results)

    @property
    def applicant_name(self) -> str:
        return str(self.applicant["name"])

    @property
    def delivery(self) -> str:
        """How the result goes to the applicant: a key of `DELIVERIES`."""
        return str(self.row["answers"].get("delivery", ""))

    @property
    def goes_by_post(self) -> bool:
        """Asked for at the counter, or the dossier itself came that way: nobody need come for the result."""
        return "post" in (self.delivery, str(self.row["channel"]))

    @property
    def arrival(self) -> Mapping[str, str]:
        """The letter in which the dossier came by post; nothing where somebody brought it."""
        return dict(self.row["answers"].get("arrival", {}))

    @property
    def originals_to_return(self) -> tuple[OriginalToReturn, ...]:
        """Originals that were taken in, not just shown, not given back yet, and not to stay in the file."""
        return tuple(_original(paper) for paper in self._originals_here if not stays(paper, self.dossier.outcome))

    @property
    def originals_staying(self) -> tuple[OriginalToReturn, ...]:
        """Originals that the file keeps, or that the result replaces."""
        return tuple(_original(paper) for paper in self._originals_here if stays(paper, self.dossier.outcome))

    @property
    def _originals_here(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(
            paper
            for paper in self.papers
            if paper["originals"] and not paper["is_presented"] and paper["originals_returned_at"] is None
        )


def stays(paper: Mapping[str, Any], outcome: str | None) -> bool:
    """Whether the file keeps a paper's originals. Nothing stays of what ends undecided (withdrawn, stopped)."""
    goes_back = paper["goes_back"]
    return outcome is not None and (goes_back == "never" or (goes_back == "if_refused" and outcome == "granted"))


def _original(paper: Mapping[str, Any]) -> OriginalToReturn:
    return OriginalToReturn(paper["key"], paper["label"], paper["originals"])


async def load(dossier_id: UUID, *, lock: bool = False) -> Kept | None:
    bundle = await stored.load_dossier_bundle(dossier_id, lock=lock)
    if bundle is None:
        return None
    return Kept(bundle.value, bundle.dossier, bundle.applicant, bundle.papers, bundle.files, bundle.results)


async def locked(dossier_id: UUID) -> Kept | None:
    """The dossier, held against every other move until the transaction ends."""
    return await load(dossier_id, lock=True)


def standing(dossier: Dossier) -> dict[str, Any]:
    """The columns by which worklists find the dossier: its state and its one next actor."""
    stands = standing_of(dossier)
    actor, actor_due_at, step = stands.actor, stands.due_at, dossier.current_step
    if dossier.state is State.ACCEPTED and dossier.received_at is not None:
        actor_due_at = transfer_due(dossier.received_at, here())
    return {
        "state": dossier.state.value,
        "due_at": dossier.due_at,
        "outcome": dossier.outcome,
        "current_step": step.id if step is not None else None,
        "clock_from": dossier.clock_from,
        "supplements_allowed": dossier.supplements_allowed,
        "is_open": not stands.is_ended,
        "at_agency": actor.agency if actor else None,
        "at_desk": actor.desk if actor else None,
        "actor_due_at": actor_due_at,
        "risk_at": risk_at(dossier, actor_due_at, here().calendar),
    }


async def save(
    kept: Kept,
    after: Dossier,
    acting: Acting,
    move: Move,
    told: Mapping[str, Any],
    columns: Mapping[str, Any],
) -> dict[str, Any]:
    """Writes what changed, appends the event and tells the plugins; all in the open transaction."""
    before = kept.dossier
    after = await write(kept, after, acting.at, columns)
    await record(acting, after, move, before.state, told, kept.row["code"], before=before)
    return {"id": str(after.id), "code": kept.row["code"] or "", "version": after.version, "state": after.state.value}


async def write(kept: Kept, after: Dossier, at: datetime, columns: Mapping[str, Any]) -> Dossier:
    """What changed, without an event: the caller says what happened. The dossier with its new version."""
    before = kept.dossier
    await _save_steps(before.steps, after.steps)
    await _save_pauses(before, after)
    changes = standing(after) | dict(columns)
    if not await stored.update_dossier(before.id, before.version, at, changes):
        raise AssertionError("a locked dossier changed")
    return replace(after, version=before.version + 1)


async def record(
    acting: Acting,
    after: Dossier,
    move: Move,
    source: State | None,
    told: Mapping[str, Any],
    code: str | None,
    *,
    before: Dossier | None = None,
) -> None:
    """The event of a move, chained to the one before, and the job that tells the plugins.

    `before`: the dossier as the move found it, which says in whose place it was made; at intake there is none.
    """
    other = on_behalf_of(move, before or after, acting.staff)
    seq = await _append(after, move.value, acting.at, acting.staff, source, told, other)
    await _announce(after.id, seq)


async def record_by_itself(after: Dossier, move: Move, source: State, told: Mapping[str, Any], at: datetime) -> None:
    """The event of a move that nobody made: a term ran out."""
    await _announce(after.id, await _append(after, move.value, at, None, source, told))


async def note_by_itself(dossier: Dossier, kind: str, told: Mapping[str, Any], at: datetime) -> None:
    """What is no move and nobody did, as the trail tells it."""
    await _append(dossier, kind, at, None, dossier.state, told)


async def note_by(
    acting: Acting, dossier: Dossier, kind: str, told: Mapping[str, Any], source: State | None = None
) -> None:
    """What somebody did that no plugin is told of: it happened elsewhere, and is only written down here."""
    await _append(dossier, kind, acting.at, acting.staff, source, told)


async def _announce(dossier_id: UUID, seq: int) -> None:
    # `key` makes the job one, however often it is announced; ids only, the queue holds no personal data.
    await enqueue(CHANGED, {"dossier_id": dossier_id, "seq": seq}, key=f"{dossier_id}/{seq}")


async def record_beside(
    kept: Kept,
    acting: Acting,
    like: Move,
    kind: str,
    told: Mapping[str, Any],
    *,
    after: Dossier | None = None,
    columns: Mapping[str, Any] | None = None,
    is_money: bool = False,
) -> None:
    """Something that is no move but belongs to the trail; whoever may make the move `like` may do it.

    The version goes up with it, so that nobody decides on a page that does not show it yet. `after` and `columns`:
    what it changes of the dossier, where it does. `is_money`: a job tells the applicant what it means for them.
    """
    dossier = kept.dossier
    if after is not None:
        dossier = await write(kept, after, acting.at, columns or {})
    elif not await stored.update_dossier(dossier.id, dossier.version, acting.at, {}):
        raise AssertionError("a locked dossier changed")
    other = on_behalf_of(like, kept.dossier, acting.staff)
    seq = await _append(dossier, kind, acting.at, acting.staff, dossier.state, told, other)
    if is_money:
        await enqueue(TELL_MONEY, {"dossier_id": dossier.id, "seq": seq}, key=f"{dossier.id}/{seq}")


async def _append(
    after: Dossier,
    kind: str,
    at: datetime,
    by: Staff | None,
    source: State | None,
    told: Mapping[str, Any],
    other: Staff | None = None,
) -> int:
    actor = next_actor(after)
    step = after.current_step
    data = {
        "from": source.value if source is not None else None,
        "to": after.state.value,
        "step": step.key if step is not None else None,
        "at": [actor.agency, actor.desk] if actor is not None else None,
        "due_at": after.due_at,
        **told,
    }
    return await append_event(after.id, kind, at, by, data, on_behalf=other.name if other else None)


async def _save_steps(before: Iterable[StepRecord], after: Iterable[StepRecord]) -> None:
    old = {step.id: step for step in before}
    for step in after:
        was = old[step.id]
        changes = {name: getattr(step, name) for name in STEP_FIELDS if getattr(step, name) != getattr(was, name)}
        if changes:
            await parts.update_step(step.id, changes)


async def _save_pauses(before: Dossier, after: Dossier) -> None:
    """A move opens at most one pause or closes the open one."""
    for old, new in zip(before.pauses, after.pauses, strict=False):
        if old.to_at is None and new.to_at is not None:
            await parts.close_pause(after.id, to_at=new.to_at, evidence=new.evidence)
    for opened in after.pauses[len(before.pauses) :]:
        step = after.current_step
        deadline = supplement_deadline(here(), opened.from_at) if opened.kind == SUPPLEMENT_PAUSE else None
        await parts.open_pause(
            after.id,
            step.id if step else None,
            kind=opened.kind,
            reason=opened.reason,
            from_at=opened.from_at,
            deadline_at=deadline,
        )


async def originals_returned(dossier_id: UUID, keys: Iterable[str], at: datetime) -> None:
    await parts.return_originals(dossier_id, keys, at)
