"""What a dossier would cost, when it would be due and which way it would go: shown before accepting, stored with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from motcua.centers import Center
from motcua.domain.calendar import Due, due
from motcua.domain.conditions import Env
from motcua.domain.dossier import StepRecord
from motcua.domain.fees import FeeResult
from motcua.domain.plans import HAND_BACK_STEP, RECEPTION_STEP, PlannedConsult, PlannedStep
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.terms import Term
from motcua.services.codes import local_date
from motcua.services.deadlines.dues import within_of
from motcua.services.dossiers.naming import desk_labels, desk_name


@dataclass(frozen=True, slots=True)
class Planned:
    """A dossier's fee, term, due date and steps, computed from its answers by its version."""

    env: Env
    fee: FeeResult
    term: Term
    due: Due
    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True, slots=True)
class PreviewStep:
    """One line of the way a dossier will go."""

    label: str
    desk: str
    within: str
    is_outside_clock: bool = False
    contributed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What the counter sees before accepting."""

    fee: FeeResult
    term: Term
    due: Due
    steps: tuple[PreviewStep, ...]
    warnings: tuple[str, ...] = ()


def planned(
    center: Center, version: ProcedureVersion, answers: Mapping[str, Any], at: datetime, channel: str
) -> Planned:
    env = Env(answers, local_date(at), channel)
    term = version.term_for(env)
    return Planned(
        env,
        version.fee.compute(env),
        term,
        due(at, term, center.calendar),
        version.plan(env, center.plugins),
    )


def preview_of(center: Center, version: ProcedureVersion, plan: Planned, warnings: tuple[str, ...]) -> Preview:
    labels = desk_labels(version)
    steps = tuple(
        PreviewStep(
            step.label,
            desk_name(center, labels, step.agency, step.desk),
            step.within.says,
            step.is_outside_clock,
            step.contributed_by,
        )
        for step in plan.steps
    )
    return Preview(plan.fee, plan.term, plan.due, steps, warnings)


def step_records(center: Center, plan: Planned, dossier_id: UUID, at: datetime) -> tuple[StepRecord, ...]:
    """The route of one dossier as rows: the agencies' steps in order, then the opinions they may ask for.

    The platform's own reception and hand-back are states of the dossier, not steps.
    """
    agencies = [step for step in plan.steps if step.key not in (RECEPTION_STEP, HAND_BACK_STEP)]
    steps: list[StepRecord] = []
    opinions: list[StepRecord] = []
    for ordinal, step in enumerate(agencies, 1):
        record = StepRecord(
            id=uuid5(dossier_id, f"step/{ordinal}"),
            ordinal=ordinal,
            kind="step",
            key=step.key,
            label=step.label,
            agency=step.agency,
            desk=step.desk,
            signs=step.signs,
            within=str(within_of(step, at, plan.due.at, center.calendar)),
            state="waiting",
            awaits=step.awaits.kind if step.awaits is not None else None,
        )
        steps.append(record)
        opinions += [_opinion(dossier_id, record, number, asked) for number, asked in enumerate(step.consults, 1)]
    return (*steps, *opinions)


def hand_back_minutes(center: Center, plan: Planned, at: datetime) -> int:
    """The center's own share of the term at the end of the way."""
    share = next(step for step in plan.steps if step.key == HAND_BACK_STEP)
    return within_of(share, at, plan.due.at, center.calendar).minutes


def _opinion(dossier_id: UUID, step: StepRecord, number: int, asked: PlannedConsult) -> StepRecord:
    return StepRecord(
        id=uuid5(dossier_id, f"opinion/{step.ordinal}/{number}"),
        ordinal=100 * step.ordinal + number,
        kind="opinion",
        key=asked.key,
        label=asked.label,
        agency=asked.agency,
        desk=asked.desk,
        signs=False,
        within=str(asked.within),
        state="waiting",
        parent_id=step.id,
    )
