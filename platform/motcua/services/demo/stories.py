"""The invented dossiers of a center: who came when, with what, and everything that was done since. Pure and seeded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from motcua.catalog import Catalog
from motcua.centers import Center
from motcua.domain.calendar import local, working_minutes_between
from motcua.domain.dossier import StepRecord
from motcua.domain.fee_rules import Unconfirmed
from motcua.domain.moves import Move
from motcua.domain.people import Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.states import State
from motcua.domain.terms import MINUTES_PER_WORKING_DAY
from motcua.services.accounts.crew import Crew
from motcua.services.counter.planning import Planned, planned, step_records
from motcua.services.counter.reading import communes_of
from motcua.services.demo import detours
from motcua.services.demo.timing import Placed, Window, place
from motcua.services.demo.wishes import WISHES, applicant_of, wish_for
from motcua.services.samples.answers import Asking, Sample, sample
from motcua.services.samples.fields import Scene
from motcua.services.samples.people import Person, Place, applicant_answers, draw_person, organisation_answers
from motcua.services.samples.scripts import Act, Course, script, stretched

Texts = Mapping[str, tuple[str, ...]]

#: So many dossiers in a hundred stand in each state at the business "now"; the rest have been handed back.
SHARES: Mapping[State, int] = {
    State.INCOMPLETE: 4, State.REFUSED: 3, State.ACCEPTED: 5, State.IN_TRANSIT: 5, State.PROCESSING: 20,
    State.OUTSIDE: 1,
    State.CONSULTING: 3, State.SUSPENDED: 4, State.SIGNED: 4, State.NUMBERED: 4, State.READY: 9,
    State.SUPPLEMENT_ASKED: 1, State.SUPPLEMENT: 2, State.WITHDRAWN: 1, State.STOPPED: 1, State.CANCELLED: 1,
}  # fmt: skip
ENDED_EARLY = (State.WITHDRAWN, State.STOPPED, State.CANCELLED)
#: So many people come for two things at once.
VISITS = 2
#: So many completed nothing in their time, which was over before the window began.
LAPSED = 1
LAPSED_DAYS = 42
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
    """One thing that happened to a dossier: at the counter (`act` None) or later; or a letter was issued."""

    at: datetime
    number: int
    index: int
    move: Move | None
    by: Staff
    act: Act | None = None
    letter: str = ""


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
    beside: UUID | None = None

    def key_of(self, index: int) -> UUID:
        return self.key if index == 0 else uuid5(self.key, str(index))


def how_many(center: Center) -> int:
    """A counter that receives takes about a dozen in ten days of a pilot."""
    return 12 * sum(bool(row.receives) for row in center.staff)


def tell(catalog: Catalog, center: Center, crew: Crew, on: date, count: int) -> list[Story]:
    """All stories of a center for a business date."""
    teller = _Teller(catalog, center, crew, Window.before(center.calendar, on))
    endings = _endings(center, on, count - VISITS - LAPSED)
    told = [teller.story(number, ending) for number, ending in enumerate(endings, 1)]
    hosts = [story for story in told if teller.can_host(story)][:VISITS]
    told += [teller.beside(number, host) for number, host in enumerate(hosts, len(told) + 1)]
    before = center.calendar.working_day_from(on - timedelta(days=LAPSED_DAYS))
    earlier = _Teller(catalog, center, crew, Window.before(center.calendar, before))
    return told + [earlier.story(len(told) + 1, State.SUPPLEMENT) for _ in range(LAPSED)]


def _endings(center: Center, on: date, count: int) -> list[State]:
    endings = [state for state, share in SHARES.items() for _ in range(max(2, share * count // 100))]
    endings += [State.HANDED_BACK] * max(0, count - len(endings))
    Random(f"endings/{center.key}/{on}").shuffle(endings)  # noqa: S311  the same endings every time
    return endings[:count]


# The weight of everything that people seldom come for, together, beside that of a wish.
SELDOM = 30
# Some ends come of few procedures only, and those are drawn seldom among two hundred.
TRIES = 400


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
        for attempt in range(TRIES):
            told = self._tried(rng, number, key, ending if attempt < TRIES - 1 else State.HANDED_BACK)
            if told is not None:
                return told
        raise AssertionError(f"no story {number} ends {ending}")

    def can_host(self, story: Story) -> bool:
        """Somebody who came in person, early enough for a second thing, to a counter that takes several."""
        first = story.happenings[0]
        at = working_minutes_between(self.center.calendar, self.window.starts_at, first.at)
        is_early = at % (MINUTES_PER_WORKING_DAY // 2) < MINUTES_PER_WORKING_DAY // 4
        is_person = story.applicant.get("applicant.kind") == ("person",)
        takes_more = sum(first.by.receives_for(version.agency) for version in self._offered) > 2
        return first.move is Move.ACCEPT and len(story.happenings) > 1 and is_early and is_person and takes_more

    def beside(self, number: int, host: Story) -> Story:
        """Another procedure for the same person on the same visit, at the same counter."""
        seed = f"motcua-demo/{self.center.key}/{self.window.on}/{number}"
        rng = Random(seed)  # noqa: S311  the same story every time
        for _ in range(TRIES):
            told = self._tried(rng, number, uuid5(NAMESPACE_URL, seed), State.HANDED_BACK, host)
            if told is not None:
                return told
        raise AssertionError(f"no story {number} beside {host.number}")

    def _tried(self, rng: Random, number: int, key: UUID, ending: State, host: Story | None = None) -> Story | None:
        """None when the procedure drawn can't end so (no opinion to ask, nothing to pay), or nobody sits at a desk."""
        version = self._procedure(rng, host)
        scene = Scene(rng, Place.of(self.center), self.window.first)
        person = host.person if host is not None else applicant_of(version.key, rng, scene)
        wishes = wish_for(version.key).texts(scene, person)
        made = sample(Asking.of(self.catalog, version, scene, self.center.plugins), scene, wanted=wishes)
        if made.filled.errors or not self._holds_to_the_end(version, made):
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
        if host is not None:
            story = replace(story, beside=host.dossier_id, applicant=host.applicant)
            return replace(story, happenings=tuple(self._alongside(rng, story, steps, plan, host.happenings[0])))
        return self._with_happenings(rng, story, steps, plan, ending)

    def _holds_to_the_end(self, version: ProcedureVersion, made: Sample) -> bool:
        """A paper that is valid for so many months must still be when the story comes to it."""
        communes = communes_of(self.center)
        return not version.form.parse(made.raw, filed_on=self.window.on, communes=communes).errors

    def _alongside(
        self, rng: Random, story: Story, steps: tuple[StepRecord, ...], plan: Planned, host: Happening
    ) -> Iterator[Happening]:
        """As far as it comes by itself until the window ends."""
        starts = working_minutes_between(self.center.calendar, self.window.starts_at, host.at) + rng.randint(6, 14)
        acts = script(steps, self._course(rng, story, steps, plan), rng, is_quick=plan.term.kind == "same_day")
        last = self.window.minutes - 3
        for happening in self._happened(rng, story, acts, starts, host.by, is_first=True):
            if working_minutes_between(self.center.calendar, self.window.starts_at, happening.at) >= last:
                return
            yield happening

    def _procedure(self, rng: Random, host: Story | None) -> ProcedureVersion:
        """Beside another dossier, another procedure that the same counter takes."""
        offered = self._offered
        if host is not None:
            by = host.happenings[0].by
            offered = [v for v in offered if v.key != host.version.key and by.receives_for(v.agency)]
        seldom = sum(version.key not in WISHES for version in offered)
        weights = [wish_for(v.key).often if v.key in WISHES else SELDOM / seldom for v in offered]
        return rng.choices(offered, weights)[0]

    @property
    def _offered(self) -> list[ProcedureVersion]:
        return [v for v in self.catalog.procedures.values() if v.plugin in self.center.plugins]

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
        is_quick = plan.term.kind == "same_day"
        if is_quick and ending in (State.SUPPLEMENT_ASKED, State.SUPPLEMENT, State.STOPPED):
            return None
        acts = script(steps, course, rng, is_quick=is_quick)
        try:
            until = self._until(rng, self._astray(rng, story, acts, course, ending, is_quick), ending)
        except LookupError:
            return None
        if until is None:
            return None
        acts = until
        punctuality = rng.choices(("in_time", "today", "late"), (78, 12, 10))[0]
        natural = sum(act.minutes for act in acts)
        placed = place(rng, window, plan.term, ending, natural, punctuality)
        if ending is State.CANCELLED:
            # NĐ 61/2018 knows no such thing; the center allows it on the day of acceptance only.
            starts = placed.starts // MINUTES_PER_WORKING_DAY * MINUTES_PER_WORKING_DAY + rng.randint(5, 380)
            placed = Placed(min(starts, self.window.minutes - 60), 0)
        else:
            acts = stretched(acts, placed.ends - placed.starts)
            acts = detours.asked_in_time(acts, self._time_to_ask(window.at(placed.starts, 1)))
        return replace(story, happenings=tuple(self._happened(rng, story, acts, placed.starts, counter)))

    def _time_to_ask(self, received_at: datetime) -> int:
        """Working minutes in which an agency may ask for a supplement, with an hour to spare."""
        calendar = self.center.calendar
        last = self.center.regime_on(local(received_at).date()).last_moment_to_ask(received_at, calendar)
        return self.window.minutes if last is None else working_minutes_between(calendar, received_at, last) - 60

    def _astray(
        self, rng: Random, story: Story, acts: tuple[Act, ...], course: Course, ending: State, is_quick: bool
    ) -> tuple[Act, ...]:
        """What some dossiers meet beside the straight way, and what a result by post means."""
        if ending in ENDED_EARLY or ending in (State.SUPPLEMENT_ASKED, State.SUPPLEMENT):
            acts = detours.ending_in(ending, acts, course, rng)
        elif not is_quick:
            if rng.random() < 0.06:
                acts = detours.supplemented(acts, rng)
            if rng.random() < 0.12:
                acts = detours.assigned(acts, self._assignee(story), rng)
            if rng.random() < 0.06:
                acts = detours.corrected(acts, f"09{rng.randrange(10**8):08}", rng)
        if course.fee_is_due and ending not in ENDED_EARLY and rng.random() < 0.5:
            acts = detours.paid_at_the_window(acts)
        if story.delivery == "post":
            acts = detours.posted(acts, rng)
        for act in acts:
            self.crew.making(act.move, act.desk, story.version.agency)
        return acts

    def _assignee(self, story: Story) -> Callable[[tuple[str, str]], str]:
        return lambda desk: str(self.crew.at(desk, story.version.agency).id)

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
        if ending is State.HANDED_BACK or ending in ENDED_EARLY:
            return acts
        stop = min(stops, key=lambda at: (self.covered[acts[at + 1].desk], rng.random()))
        self.covered[acts[stop + 1].desk] += 1
        return acts[: stop + 1]

    def _happened(
        self, rng: Random, story: Story, acts: tuple[Act, ...], starts: int, counter: Staff, *, is_first: bool = False
    ) -> Iterator[Happening]:
        """`is_first`: it was complete when it came."""
        index, window = 0, self.window
        if not is_first and starts > 700 and rng.random() < 0.05:
            before = window.at(starts - rng.randint(120, 600), rng.randint(1, 59))
            yield Happening(before, story.number, index, Move.ASK_TO_COMPLETE, counter)
            index += 1
        yield Happening(window.at(starts, rng.randint(1, 59)), story.number, index, Move.ACCEPT, counter)
        minutes = starts
        for act in acts:
            index, minutes = index + 1, minutes + act.minutes
            by = self.crew.making(act.move, act.desk, story.version.agency)
            if act.desk == ("center", "reception"):
                by = counter
            yield Happening(window.at(minutes, rng.randint(1, 59)), story.number, index, act.move, by, act)


def _fee(rng: Random, version: ProcedureVersion, plan: Planned) -> dict[str, Any]:
    """Collected at once, or at the hand-back. Where the amount is not confirmed the counter writes what it took."""
    if plan.fee.amount is None:
        reference = version.fee.reference if isinstance(version.fee, Unconfirmed) else None
        return {"fee_amount": reference if rng.random() < 0.6 else None}
    return {"fee_collected": plan.fee.amount > 0 and rng.random() < 0.7}
