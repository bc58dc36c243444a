"""What somebody who prepares a dossier wants to know of a procedure, for their own case: nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from motcua.centers import Center
from motcua.domain.conditions import CHANNELS, Env
from motcua.domain.definition import FormDefinition
from motcua.domain.doubts import FEE, TERM, doubts_of
from motcua.domain.papers import Paper
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.questions import case_questions
from motcua.domain.reading import Filled
from motcua.domain.routes import Lane
from motcua.domain.ways import who
from motcua.services.codes import local_date
from motcua.services.counter.planning import Planned, planned
from motcua.services.counter.reading import communes_of
from motcua.services.dossiers.naming import agency_name
from motcua.services.online.procedures import channels_of

Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """One paper of the case. `only_if`: it depends on what was not answered."""

    paper: Paper
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class Decider:
    """Who signs the result; `only_if` where that depends on the case."""

    step: str
    who: str
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class Guidance:
    """A procedure for one case, filed now. `papers_not_needed` are those of other cases. `opens_at`: the office is
    closed now, and what is filed counts from then. A term or fee that nobody confirmed says so (`is_…_sure`).
    """

    asked: FormDefinition
    filled: Filled
    channel: str
    plan: Planned
    papers: tuple[PaperAsked, ...]
    papers_not_needed: tuple[Paper, ...]
    deciders: tuple[Decider, ...]
    term_depends: str
    at: datetime
    opens_at: datetime | None
    is_term_sure: bool
    is_fee_sure: bool

    @property
    def originals(self) -> int:
        return sum(each.paper.originals for each in self.papers if each.paper.required and not each.only_if)

    @property
    def copies(self) -> int:
        """Certified and plain ones together."""
        needed = (each.paper for each in self.papers if each.paper.required and not each.only_if)
        return sum(paper.certified_copies + paper.copies for paper in needed)


def guide(
    center: Center, version: ProcedureVersion, raw: Raw, channel: str, at: datetime, *, is_answered: bool
) -> Guidance:
    """`raw`: what was answered of `case_questions(version)`; whatever else was posted is let fall. Before anything
    `is_answered`, no paper is ruled out."""
    offered = channels_of(version, center)
    channel = channel if channel in offered and channel in CHANNELS else offered[0]
    on = local_date(at)
    asked = case_questions(version)
    known = {name: texts for name, texts in raw.items() if asked.knows(name)}
    filled = asked.parse(known, filed_on=on, channel=channel, communes=communes_of(center))
    env = Env(filled.answers, on, channel)
    plan = planned(center, version, filled.answers, at, channel)
    papers = tuple(_papers(version, env, is_answered))
    needed = {each.paper.key for each in papers}
    unsure = {doubt.fact for doubt in doubts_of(version)}
    starts = center.calendar.starts_counting_at(at)
    return Guidance(
        asked=asked,
        filled=filled,
        channel=channel,
        plan=plan,
        papers=papers,
        papers_not_needed=tuple(paper for paper in version.papers if paper.key not in needed),
        deciders=tuple(_deciders(version, center, env)),
        term_depends=_depends(version, env),
        at=at,
        opens_at=starts if not center.calendar.is_open(at) else None,
        is_term_sure=TERM not in unsure,
        is_fee_sure=FEE not in unsure,
    )


def said_errors(filled: Filled, raw: Raw) -> dict[str, str]:
    """What is wrong with what was typed; that something was left open is no mistake here."""
    typed = {name for name, texts in raw.items() if any(text.strip() for text in texts)}
    return {name: sentence for name, sentence in filled.errors.items() if name in typed}


def _papers(version: ProcedureVersion, env: Env, is_answered: bool) -> Iterator[PaperAsked]:
    for paper in version.papers:
        if paper.condition is None:
            yield PaperAsked(paper)
            continue
        holds = paper.condition.holds(env) if is_answered else None
        if holds is not False:
            yield PaperAsked(paper, paper.condition.says if holds is None else "")


def _depends(version: ProcedureVersion, env: Env) -> str:
    """The cases of the term that the answers do not decide yet."""
    for case in version.term.cases:
        holds = case.condition.holds(env)
        if holds is True:
            return ""
        if holds is None:
            open_ones = [each.says for each in version.term.cases if each.condition.holds(env) is None]
            return "; ".join(open_ones)
    return ""


def open_lanes(version: ProcedureVersion, env: Env) -> tuple[Lane, ...]:
    """The ways that the answers leave open: one, when they decide."""
    found: list[Lane] = []
    for lane in version.route.lanes:
        holds = True if lane.condition is None else lane.condition.holds(env)
        if holds is not False:
            found.append(lane)
        if holds is True:
            break
    return tuple(found)


def _deciders(version: ProcedureVersion, center: Center, env: Env) -> Iterator[Decider]:
    """Who signs last on each way that is open, each told once."""
    named = partial(agency_name, center)
    lanes = open_lanes(version, env)
    last = [(lane, next(step for step in reversed(lane.steps) if step.is_signing)) for lane in lanes if _signs(lane)]
    told = {(step.label, who(step.desk, named)) for _, step in last}
    seen: set[tuple[str, str]] = set()
    for lane, step in last:
        one = (step.label, who(step.desk, named))
        if one not in seen:
            seen.add(one)
            says = lane.condition.says if lane.condition is not None and len(told) > 1 else ""
            yield Decider(*one, says)


def _signs(lane: Lane) -> bool:
    return any(step.is_signing for step in lane.steps)
