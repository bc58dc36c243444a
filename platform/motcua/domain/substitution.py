"""Working in somebody else's place: while a person is away, their substitute has their desks and their rights.

One rule keeps this exact: a substitute is of the same agency, or has every role of the person away. So the rights of
both can be put together without making a right that neither of them has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from motcua.domain.dossier import Dossier, is_holder
from motcua.domain.moves import MOVES, Move, MoveFacts, Where
from motcua.domain.people import Role, Staff

_CENTER_HEADS = frozenset({Role.DIRECTOR, Role.DEPUTY_DIRECTOR})


def with_substituted(staff: Staff, absent: Iterable[Staff]) -> Staff:
    """`staff` with the desks and rights of the people they stand in for; their own stay known as `own`."""
    others = tuple(absent)
    if not others:
        return staff
    return replace(
        staff,
        roles=staff.roles.union(*(other.roles for other in others)),
        desks=staff.desks.union(*(other.desks for other in others)),
        receives=staff.receives.union(*(other.receives for other in others)),
        own=staff,
        stands_in_for=others,
    )


def on_behalf_of(move: Move, dossier: Dossier, staff: Staff) -> Staff | None:
    """In whose place `staff` makes the move; None: in their own. `dossier` as it was before the move."""
    if staff.own is None:
        return None
    facts = MOVES[move]
    step = dossier.current_step
    if facts.where is Where.STEP_DESK and step is not None and step.assignee_id is not None:
        for other in staff.stands_in_for:
            if step.assignee_id == other.id:
                return other
    if _is_theirs(facts, dossier, staff.own):
        return None
    return next((other for other in staff.stands_in_for if _is_theirs(facts, dossier, other)), None)


def _is_theirs(facts: MoveFacts, dossier: Dossier, staff: Staff) -> bool:
    if not staff.may(facts.permission):
        return False
    step = dossier.current_step
    match facts.where:
        case Where.RECEPTION:
            return staff.receives_for(dossier.agency)
        case Where.STEP_DESK:
            return step is not None and staff.holds(step.agency, step.desk)
        case Where.STEP_AGENCY:
            return step is not None and staff.is_at(step.agency)
        case Where.HOLDER:
            return is_holder(dossier, staff)
        case Where.OPINION_DESK:
            return any(staff.holds(asked.agency, asked.desk) for asked in dossier.open_opinions)
        case _:
            return True


def may_enter_absence(by: Staff, person: Staff) -> bool:
    """Oneself, the head of one's agency, the center's director for who sits at the center, the administrator."""
    if by.id == person.id or Role.ADMINISTRATOR in by.roles:
        return True
    if Role.HEAD in by.roles and person.agency is not None and by.agency == person.agency:
        return True
    return bool(_CENTER_HEADS & by.roles) and (person.agency is None or Role.RECEPTION in person.roles)


def why_not_substitute(by: Staff, person: Staff, substitute: Staff) -> str | None:
    """None when `substitute` may stand in for `person` by the word of `by`; else the sentence that says why not."""
    if substitute.id == person.id:
        return "Người thay không thể là chính người vắng mặt."
    if substitute.agency != person.agency and not person.roles <= substitute.roles:
        return f"{substitute.name} phải cùng cơ quan với {person.name}, hoặc cùng nhiệm vụ, mới thay được."
    if Role.ADMINISTRATOR in by.roles and substitute.id == by.id and person.roles - {Role.ADMINISTRATOR}:
        # Who keeps accounts must not give themselves the rights to dossiers.
        return "Quản trị không tự giao cho mình việc của người khác; hãy chọn người khác."
    return None
