"""The words for desks, agencies and people on a page: from the procedure's own version and the center's data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from motcua.centers import LEADERSHIP, Center
from motcua.domain.people import CLERK_DESK, OUTSIDE_AGENCIES, RECEPTION_DESK
from motcua.domain.plans import RoutingRule
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.routes import CENTER, Desk, Step

CENTER_DESKS: Mapping[tuple[str, str], str] = {
    RECEPTION_DESK: "Bộ phận tiếp nhận và trả kết quả",
    CLERK_DESK: "Văn thư",
}


def desk_labels(version: ProcedureVersion) -> Mapping[tuple[str, str], str]:
    """(agency, desk) → label, for every desk that a dossier of this version can come to."""
    return {(desk.agency, desk.key): desk.label for desk in desks_of(version)}


def desks_of(version: ProcedureVersion) -> Iterator[Desk]:
    """Every desk of its route, and of other agencies' rules on it, as often as it is named."""
    for lane in version.route.lanes:
        for step in lane.steps:
            yield from _of_step(step)
    for rule in version.routing_rules:
        yield from _of_rule(rule)


def _of_step(step: Step) -> Iterator[Desk]:
    yield step.desk
    for asked in step.consults:
        yield asked.desk


def _of_rule(rule: RoutingRule) -> Iterator[Desk]:
    if isinstance(rule.step, Step):
        yield from _of_step(rule.step)
    else:
        yield rule.step.desk


def agency_name(center: Center, agency: str) -> str:
    if agency == CENTER:
        return center.name
    is_known = agency == LEADERSHIP or agency in OUTSIDE_AGENCIES or agency in center.agencies
    return center.agency_name(agency) if is_known else agency


def desk_name(center: Center, labels: Mapping[tuple[str, str], str], agency: str, desk: str) -> str:
    """`Chuyên viên đăng ký kinh doanh – Phòng Tài chính - Kế hoạch`."""
    if (agency, desk) in CENTER_DESKS:
        return CENTER_DESKS[agency, desk]
    label = labels.get((agency, desk))
    if label and agency == LEADERSHIP:  # the label of the People's Committee's desk names it already
        return label
    name = agency_name(center, agency)
    return f"{label} – {name}" if label else name
