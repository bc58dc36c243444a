"""The invented dossiers of a center: who came when, with what, and everything that was done since. Pure and seeded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from motcua.catalog import Catalog
from motcua.centers import Center
from motcua.domain.dossier import StepRecord
from motcua.domain.fee_rules import Unconfirmed
from motcua.domain.moves import Move
from motcua.domain.people import Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.states import State
from motcua.services.demo.acts import Act, Course, script, stretched
from motcua.services.demo.people import Crew
from motcua.services.demo.timing import Window, place
from motcua.services.demo.wishes import applicant_of, wish_for
from motcua.services.planning import Planned, planned, step_records
from motcua.services.sample_answers import Asking, Sample, sample
from motcua.services.sample_fields import Scene
from motcua.services.sample_people import Person, Place, applicant_answers, draw_person, organisation_answers

Texts = Mapping[str, tuple[str, ...]]

#: So many dossiers in a hundred stand in each state at the business "now"; the rest have been handed back.
SHARES: Mapping[State, int] = {
    State.INCOMPLETE: 4, State.REFUSED: 3, State.ACCEPTED: 5, State.IN_TRANSIT: 5, State.PROCESSING: 20,
    State.CONSULTING: 3, State.SUSPENDED: 4, State.SIGNED: 4, State.NUMBERED: 4, State.READY: 9,
}  # fmt: skip
MISSING = (
    "Bản sao giấy tờ tùy thân đã hết hạn, cần nộp bản mới.",
    "Thiếu chữ ký của người nộp ở trang cuối tờ khai.",
    "Giấy tờ kèm theo chưa được công chứng hoặc chứng thực.",
)
NOT_ACCEPTED = (
    "Thủ tục thuộc thẩm quyền của UBND cấp xã nơi cư trú.",
    "Hồ sơ thuộc địa bàn huyện khác; đã hướng dẫn người nộp đến đúng nơi giải quyết.",
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a dossier: at the counter (`act` None) or later."""

    at: datetime
    number: int
    index: int
    move: Move
    by: Staff
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One invented dossier. Its keys come from the center, the day and its number: told again, it is the same."""

    number: int
    key: UUID
    dossier_id: UUID
    version: ProcedureVersion
    sample: Sample
    applicant: Texts
    person: Person
    happenings: tuple[Happening, ...]
    fee_collected: bool = False
    fee_amount: int | None = None
    delivery: str = "counter"
    has_scans: bool = False
    reason: str = ""

    def key_of(self, index: int) -> UUID:
        return self.key if index == 0 else uuid5(self.key, str(index))


def how_many(center: Center) -> int:
    """A counter that receives takes about a dozen in ten days of a pilot."""
    return 12 * sum(bool(row.receives) for row in center.staff)


def tell(catalog: Catalog, center: Center, crew: Crew, on: date, count: int) -> list[Story]:
    """All stories of a center for a business date."""
    teller = _Teller(catalog, center, crew, Window.before(center.calendar, on))
    return [teller.story(number, ending) for number, ending in enumerate(_endings(center, on, count), 1)]


def _endings(center: Center, on: date, count: int) -> list[State]:
    endings = [state for state, share in SHARES.items() for _ in range(max(2, share * count // 100))]
    endings += [State.HANDED_BACK] * max(0, count - len(endings))
    Random(f"endings/{center.key}/{on}").shuffle(endings)  # noqa: S311  the same endings every time
    return endings[:count]


@dataclass
class _Teller:
    catalog: Catalog
    center: Center
    crew: Crew
    window: Window
    covered: Counter[tuple[str, str]] = field(default_factory=Counter)

    def story(self, number: int, ending: State) -> Story:
        seed = f"motcua-demo/{self.center.key}/{self.window.on}/{number}"
        rng = Random(seed)  # noqa: S311  the same story every time
        key = uuid5(NAMESPACE_URL, seed)
        for attempt in range(40):
            told = self._tried(rng, number, key, ending if attempt < 39 else State.HANDED_BACK)
            if told is not None:
                return told
        raise AssertionError(f"no story {number} ends {ending}")

    def _tried(self, rng: Random, number: int, key: UUID, ending: State) -> Story | None:
        """None when the procedure drawn can't end so (no opinion to ask, nothing to pay), or nobody sits at a desk."""
        version = self._procedure(rng)
        scene = Scene(rng, Place.of(self.center), self.window.first)
        person = applicant_of(version.key, rng, scene)
        wishes = wish_for(version.key).texts(scene, person)
        made = sample(Asking.of(self.catalog, version, scene, self.center.plugins), scene, wanted=wishes)
        if made.filled.errors:
            return None
        plan = planned(self.center, version, made.filled.answers, self.window.starts_at, "direct")
        dossier_id = uuid5(key, f"{self.center.key}/dossier")
        steps = step_records(self.center, plan, dossier_id, self.window.starts_at)
        if not steps or not self.crew.can_walk({(step.agency, step.desk) for step in steps}, version.agency):
            return None
        story = Story(
            number, key, dossier_id, version, made, self._applicant(rng, version, person), person, (),
            has_scans=number % 20 == 1, delivery="post" if rng.random() < 0.06 else "counter",
            reason=rng.choice(NOT_ACCEPTED if ending is State.REFUSED else MISSING), **_fee(rng, version, plan),
        )  # fmt: skip
        return self._with_happenings(rng, story, steps, plan, ending)

    def _procedure(self, rng: Random) -> ProcedureVersion:
        offered = [v for v in self.catalog.procedures.values() if v.plugin in self.center.plugins]
        return rng.choices(offered, [wish_for(version.key).often for version in offered])[0]

    def _applicant(self, rng: Random, version: ProcedureVersion, person: Person) -> Texts:
        is_organisation = version.sector == "Chứng thực" and rng.random() < 0.15
        texts = organisation_answers(rng, person) if is_organisation else applicant_answers(person)
        if not is_organisation and rng.random() < 0.07:
            other = draw_person(rng, Place.of(self.center), self.window.first)
            texts |= {
                "proxy.is_used": ["yes"], "proxy.name": [other.name], "proxy.id_number": [other.id_number],
                "proxy.phone": [other.phone], "proxy.authority": [f"Giấy ủy quyền số {rng.randint(10, 300)}/CTUQ"],
            }  # fmt: skip
        return {name: tuple(values) for name, values in texts.items()}

    def _with_happenings(
        self, rng: Random, story: Story, steps: tuple[StepRecord, ...], plan: Planned, ending: State
    ) -> Story | None:
        counter = rng.choice(self.crew.receiving(story.version.agency)[:3])
        window = self.window
        if ending in (State.INCOMPLETE, State.REFUSED):
            move = Move.ASK_TO_COMPLETE if ending is State.INCOMPLETE else Move.REFUSE
            days = 4 if ending is State.INCOMPLETE else 10
            at = window.at(window.minutes - rng.randint(10, days * 480 - 10), rng.randint(1, 59))
            return replace(story, happenings=(Happening(at, story.number, 0, move, counter),))
        course = self._course(rng, story, steps, plan)
        acts = self._until(rng, script(steps, course, rng, is_quick=plan.term.kind == "same_day"), ending)
        if acts is None:
            return None
        punctuality = rng.choices(("in_time", "today", "late"), (78, 12, 10))[0]
        natural = sum(act.minutes for act in acts)
        placed = place(rng, window, plan.term, ending, natural, punctuality)
        acts = stretched(acts, placed.ends - placed.starts)
        return replace(story, happenings=tuple(self._happened(rng, story, acts, placed.starts, counter)))

    def _course(self, rng: Random, story: Story, steps: tuple[StepRecord, ...], plan: Planned) -> Course:
        is_taxed = any(step.awaits for step in steps)
        papers = {paper.key: paper for paper in story.version.papers}
        originals = tuple(
            key for key, counts in story.sample.papers.items() if counts[0] and not papers[key].is_presented
        )
        name, proxy = story.applicant.get("applicant.name", (story.person.name,))[0], {}
        if rng.random() < 0.08:
            other = draw_person(rng, Place.of(self.center), self.window.first)
            name = other.name
            proxy = {
                "proxy_number": other.id_number,
                "proxy_document": f"{rng.randint(10, 300)}/GUQ",
                "proxy_document_on": f"{self.window.first:%d/%m/%Y}",
            }
        return Course(
            is_granted=is_taxed or rng.random() > 0.08,
            is_returned=rng.random() < 0.12,
            received_by=name,
            fee_is_due=bool(plan.fee.amount) and not story.fee_collected,
            originals=originals,
            proxy=proxy,
        )

    def _until(self, rng: Random, acts: tuple[Act, ...], ending: State) -> tuple[Act, ...] | None:
        """The acts up to one after which the dossier stands as wanted; of several, at the desk least seen so far."""
        if ending is State.ACCEPTED:
            return ()
        stops = [at for at, act in enumerate(acts) if act.after is ending]
        if not stops:
            return None
        if ending is State.HANDED_BACK:
            return acts
        stop = min(stops, key=lambda at: (self.covered[acts[at + 1].desk], rng.random()))
        self.covered[acts[stop + 1].desk] += 1
        return acts[: stop + 1]

    def _happened(
        self, rng: Random, story: Story, acts: tuple[Act, ...], starts: int, counter: Staff
    ) -> Iterator[Happening]:
        index, window = 0, self.window
        if starts > 700 and rng.random() < 0.05:
            before = window.at(starts - rng.randint(120, 600), rng.randint(1, 59))
            yield Happening(before, story.number, index, Move.ASK_TO_COMPLETE, counter)
            index += 1
        yield Happening(window.at(starts, rng.randint(1, 59)), story.number, index, Move.ACCEPT, counter)
        minutes = starts
        for act in acts:
            index, minutes = index + 1, minutes + act.minutes
            by = self.crew.at(act.desk, story.version.agency)
            if act.desk == ("center", "reception"):
                by = counter
            yield Happening(window.at(minutes, rng.randint(1, 59)), story.number, index, act.move, by, act)


def _fee(rng: Random, version: ProcedureVersion, plan: Planned) -> dict[str, Any]:
    """Collected at once, or at the hand-back. Where the amount is not confirmed the counter writes what it took."""
    if plan.fee.amount is None:
        reference = version.fee.reference if isinstance(version.fee, Unconfirmed) else None
        return {"fee_amount": reference if rng.random() < 0.6 else None}
    return {"fee_collected": plan.fee.amount > 0 and rng.random() < 0.7}
