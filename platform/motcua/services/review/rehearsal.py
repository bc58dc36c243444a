"""Chạy thử: the whole way of a dossier under a version that nobody has published yet, by the very services that a
click calls, in a transaction that is always undone. No number, no statistics, no letter and no event is left of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from random import Random
from uuid import UUID, uuid4

from motcua.centers import entered, here
from motcua.domain.calendar import add_working_minutes
from motcua.domain.decisions import Decision
from motcua.domain.errors import Refused, Spoken
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Acting, Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.review import ReviewState
from motcua.domain.states import STATES, State
from motcua.services.accounts.crew import Crew
from motcua.services.catalogue import version_of
from motcua.services.codes import local_date
from motcua.services.counter import intake
from motcua.services.counter.reading import Counts, Intake
from motcua.services.demo.detours import supplemented
from motcua.services.dossiers import moves, records
from motcua.services.dossiers.naming import agency_name, desk_labels, desk_name
from motcua.services.letters import issuing
from motcua.services.letters.table import entries_of
from motcua.services.office import Office
from motcua.services.review.deciding import seen_publication
from motcua.services.samples.answers import Asking, sample
from motcua.services.samples.fields import Scene
from motcua.services.samples.people import Place, applicant_answers, draw_person
from motcua.services.samples.scripts import Act, script_of
from motcua.store.engine import transaction
from motcua.store.queries.review import save_publication

#: In the place of the unit's code, so that nothing on a page or a letter can be taken for a real dossier's.
MARK = "CHAYTHU"


class Ending(StrEnum):
    """How the dossier fares."""

    GRANTED = "granted"
    SUPPLEMENTED = "supplemented"
    REFUSED = "refused"


ENDINGS = {
    Ending.GRANTED: "Giải quyết thuận lợi",
    Ending.SUPPLEMENTED: "Phải bổ sung hồ sơ một lần rồi giải quyết",
    Ending.REFUSED: "Từ chối giải quyết sau khi thẩm định",
}


@dataclass(frozen=True, slots=True)
class RehearsedMove:
    """One thing that was done. `step_due_at`: by when the step where it stands now must be done."""

    at: datetime
    says: str
    who: str
    title: str
    state: str
    step_due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What became of the dossier. `stopped`: the sentence with which it could go no further; "" at its end."""

    code: str
    due_at: datetime | None
    fee: int | None
    moves: tuple[RehearsedMove, ...]
    letters: tuple[tuple[str, str], ...]
    result_number: str = ""
    stopped: str = ""


def sampled(
    office: Office, version: ProcedureVersion, at: datetime, size: str
) -> tuple[dict[str, list[str]], Mapping[str, Counts]]:
    """Invented answers as a browser would post them, the applicant's too, and the papers brought; `size` is `shortest`
    or `fullest`."""
    on, center = local_date(at), here()
    rng = Random(f"{version.hash}/{size}")  # noqa: S311  invented people, no secrets
    scene = Scene(rng, Place.of(center), on, size)
    made = sample(Asking.of(office.catalog, version, scene, center.plugins), scene)
    typed = applicant_answers(draw_person(rng, scene.place, on))
    return typed | {name: list(texts) for name, texts in made.raw.items()}, made.papers


class _Undone(Exception):
    """Raised so that the transaction keeps nothing."""


async def rehearse(office: Office, acting: Acting, version_hash: str, taken: Intake, ending: Ending) -> Rehearsed:
    """Plays the dossier from the counter to the hand-back, each step by who holds its desk here.

    Raises Refused with what the counter would say of the answers.
    """
    run = _Run(office, acting, version_hash, replace(taken, is_second_meant=True))
    await run.undone(ending)
    return run.told()


async def rehearsed_letter(
    office: Office, acting: Acting, version_hash: str, taken: Intake, ending: Ending, slug: str
) -> issuing.Printed:
    """One letter of that dossier as it would print, marked as a preview; NotHere where it has none of this kind."""
    run = _Run(office, acting, version_hash, replace(taken, is_second_meant=True), slug)
    await run.undone(ending)
    if run.printed is None:
        raise Refused("Hồ sơ chạy thử không có giấy này.")
    return run.printed


class _Run:
    def __init__(self, office: Office, acting: Acting, version_hash: str, taken: Intake, slug: str = "") -> None:
        self.office, self.acting, self.version_hash, self.taken, self.slug = office, acting, version_hash, taken, slug
        self.moment = acting.at
        self.id: UUID = uuid4()
        self.agency = ""
        self.desks: Mapping[tuple[str, str], str] = {}
        self.code, self.result_number, self.stopped = "", "", ""
        self.due_at: datetime | None = None
        self.fee: int | None = None
        self.moves: list[RehearsedMove] = []
        self.letters: dict[str, str] = {}
        self.printed: issuing.Printed | None = None

    def told(self) -> Rehearsed:
        return Rehearsed(
            self.code, self.due_at, self.fee, tuple(self.moves), tuple(self.letters.items()), self.result_number,
            self.stopped,
        )  # fmt: skip

    async def undone(self, ending: Ending) -> None:
        """Everything happens and nothing is kept, whatever stops it."""
        with entered(replace(here(), unit_code=MARK)):
            try:
                async with transaction():
                    await self._play(ending)
                    raise _Undone
            except _Undone:
                pass

    async def _play(self, ending: Ending) -> None:
        await self._published()
        crew = await Crew.of(here())
        receiving = crew.receiving(self.agency)
        if not receiving:
            name = agency_name(here(), self.agency)
            self.stopped = f"Chưa có cán bộ nào được phân công tiếp nhận thủ tục của {name}."
            return
        by = receiving[0]
        accepted = await intake.accept(self.office, Acting(by, self.moment), self.taken, uuid4())
        self.id, self.code = accepted.id, accepted.code
        kept = await self._look(Move.ACCEPT, by)
        self.due_at, self.fee = kept.dossier.due_at, kept.dossier.fee_due
        for act in self._acts(kept, ending):
            if not await self._made(act, crew):
                return

    async def _published(self) -> None:
        """For as long as the transaction lasts."""
        on = local_date(self.acting.at)
        found = await seen_publication(self.acting.staff, self.version_hash)
        self.agency = found.agency
        self.desks = desk_labels(await version_of(self.office, self.version_hash))
        if not found.is_received_on(on):
            decision = Decision(number=MARK, on=on, signed_by=self.acting.staff.name, from_on=on)
            await save_publication(replace(found, state=ReviewState.PUBLISHED, decision=decision), self.acting.at)

    def _acts(self, kept: records.Kept, ending: Ending) -> Sequence[Act]:
        rng = Random(f"{self.version_hash}/{ending}")  # noqa: S311  invented words, no secrets
        acts = script_of(kept, rng, is_granted=ending is not Ending.REFUSED)
        return supplemented(acts, rng) if ending is Ending.SUPPLEMENTED else acts

    async def _made(self, act: Act, crew: Crew) -> bool:
        """Whether the dossier could go on."""
        self.moment = add_working_minutes(here().calendar, self.moment, act.minutes)
        able = crew.able(act.desk, self.agency)
        if act.desk[1] and not able:
            place = desk_name(here(), self.desks, *act.desk)
            self.stopped = f"Chưa có ai giữ vị trí {place}; việc “{MOVES[act.move].label}” không thực hiện được."
            return False
        by = crew.making(act.move, act.desk, self.agency)
        try:
            seen = len(self.moves)
            made = await moves.make(self.office, Acting(by, self.moment), act.move, self.id, seen, act.data, uuid4())
        except Spoken as refusal:
            self.stopped = f"{MOVES[act.move].label}: {refusal.sentence}"
            return False
        await self._look(act.move, by)
        return made.state is not State.CANCELLED

    async def _look(self, move: Move, by: Staff) -> records.Kept:
        """Writes down where the dossier stands, and what can be printed of it now."""
        kept = await records.load(self.id)
        assert kept is not None
        step = kept.dossier.current_step
        due_at = step.due_at if step is not None and step.state in ("active", "in_transit") else None
        name = STATES[kept.dossier.state].name
        self.moves.append(RehearsedMove(self.moment, MOVES[move].past, by.name, by.title, name, due_at))
        self.result_number = kept.row["result_number"] or self.result_number
        of = await issuing.material_of(self.office, Acting(by, self.moment), self.id)
        for entry in entries_of(of):
            if entry.kind.slug not in self.letters and entry.occasion(of):
                self.letters[entry.kind.slug] = entry.kind.title
                if entry.kind.slug == self.slug:
                    acting = Acting(by, self.moment)
                    self.printed = await issuing.preview(self.office, acting, self.id, self.slug, {})
        return kept
