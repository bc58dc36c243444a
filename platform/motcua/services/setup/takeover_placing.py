"""Where a dossier of another software's list stands here: its procedure, its lane, the step in hand, its date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from motcua.centers import Center
from motcua.domain.calendar import at_minute, local
from motcua.domain.conditions import Env
from motcua.domain.errors import Refused
from motcua.domain.plans import HAND_BACK_STEP, RECEPTION_STEP, PlannedStep
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.routes import Lane, Route
from motcua.domain.takeover import AT_A_STEP, OldDossier, words_of
from motcua.services.codes import local_date
from motcua.services.counter.planning import Planned, planned
from motcua.services.dossiers.naming import agency_name, desk_labels


@dataclass(frozen=True, slots=True)
class Standing:
    """A row that can be taken: under which version, on which way, at which of its steps (None: at none)."""

    row: OldDossier
    version: ProcedureVersion
    plan: Planned
    step: PlannedStep | None
    received_at: datetime
    promised_at: datetime | None


def placed(center: Center, versions: Sequence[ProcedureVersion], row: OldDossier, at: datetime) -> Standing:
    """Refused with the sentence for the row's report."""
    if row.problems:
        raise Refused("; ".join(row.problems))
    assert row.received_at is not None  # no problems
    if row.received_at > at:
        raise Refused("ngày tiếp nhận ở tương lai")
    version = _procedure(versions, row.get("procedure"))
    received_at = row.received_at.astimezone(UTC)
    plans = _plans(center, version, received_at)
    promised_at = _promised(center, row, plans[0])
    if row.state not in AT_A_STEP:
        return Standing(row, version, plans[0], None, received_at, promised_at)
    for plan in plans:
        fitting = [step for step in plan.steps if _fits(center, version, row, step)]
        if len(fitting) == 1 or (fitting and not row.get("step")):
            return Standing(row, version, plan, fitting[0], received_at, promised_at)
    offered_steps = "; ".join(step.label for step in plans[0].steps if _is_agencys(step))
    raise Refused(f"không có bước nào khớp cơ quan, vị trí, bước đã ghi (các bước: {offered_steps})")


def _procedure(versions: Sequence[ProcedureVersion], said: str) -> ProcedureVersion:
    """By key, by code, or by title without diacritics, where only one has it."""
    words = words_of(said)
    found = [
        version
        for version in versions
        if said == version.key or said in {code.code for code in version.codes} or words == words_of(version.title)
    ]
    if len(found) != 1:
        raise Refused(f"{'nhiều' if found else 'không có'} thủ tục đang tiếp nhận có tên, mã “{said}”")
    return found[0]


def _plans(center: Center, version: ProcedureVersion, received_at: datetime) -> list[Planned]:
    """The way without answers first, then every other lane: the list does not say which one it went."""
    route, env = version.route, Env({}, local_date(received_at), "direct")
    first = route.lane_for(env)
    found = []
    for lane in (first, *(lane for lane in route.lanes if lane is not first)):
        alone = Route(Lane(None, lane.steps), reception=route.reception, hand_back=route.hand_back)
        found.append(planned(center, replace(version, route=alone), {}, received_at, "direct"))
    return found


def _is_agencys(step: PlannedStep) -> bool:
    return step.key not in (RECEPTION_STEP, HAND_BACK_STEP)


def _fits(center: Center, version: ProcedureVersion, row: OldDossier, step: PlannedStep) -> bool:
    """Everything that the row says of its place must be so; a row that says nothing fits nowhere."""
    labels = desk_labels(version)
    meant = {
        "agency": (step.agency, agency_name(center, step.agency)),
        "desk": (step.desk, f"{step.agency}:{step.desk}", labels.get((step.agency, step.desk), "")),
        "step": (step.key, step.label),
    }
    said = {key: row.get(key) for key in meant if row.get(key)}
    return (
        _is_agencys(step)
        and bool(said)
        and all(words_of(text) in {words_of(name) for name in meant[key]} for key, text in said.items())
    )


def _promised(center: Center, row: OldDossier, plan: Planned) -> datetime | None:
    """The date on the old receipt; a day alone lasts until the office closes. Without one the procedure's own term."""
    if row.due_at is None:
        return plan.due.at
    if row.due_has_hour:
        return row.due_at.astimezone(UTC)
    on = local(row.due_at).date()
    closing = center.calendar.closing(on) if center.calendar.is_working_day(on) else at_minute(on, 17 * 60)
    return closing.astimezone(UTC)
