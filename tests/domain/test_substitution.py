"""A substitute has the rights of both and no more; each act is done in the right name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from motcua.domain.dossier import Dossier, StepRecord, why_not
from motcua.domain.moves import Move
from motcua.domain.people import Permission, Role, Staff
from motcua.domain.states import State
from motcua.domain.substitution import may_enter_absence, on_behalf_of, why_not_substitute, with_substituted

AT = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)


def person(name: str, *roles: Role, agency: str | None = "a", desks: tuple[str, ...] = (), **more: Any) -> Staff:
    held = frozenset((agency or "center", desk) for desk in desks)
    return Staff(uuid4(), name, name, "", frozenset(roles), held, agency=agency, **more)


def at_desk(desk: str, *, signs: bool = False, assignee: Staff | None = None) -> Dossier:
    theirs = assignee.id if assignee else None
    step = StepRecord(uuid4(), 1, "step", "k", "Bước", "a", desk, signs, "1wd", "active", assignee_id=theirs)
    return Dossier(uuid4(), "1", "p", "a", State.PROCESSING, 1, (step,), received_at=AT)


OFFICER = person("Officer", Role.OFFICER, desks=("officer",))
HEAD = person("Head", Role.HEAD, desks=("head",))
SUBSTITUTE = with_substituted(OFFICER, [HEAD])


def test_a_substitute_may_make_the_moves_of_who_is_away_and_is_recorded_so() -> None:
    to_sign = at_desk("head", signs=True)
    assert why_not(Move.SIGN, to_sign, OFFICER) is not None
    assert why_not(Move.SIGN, to_sign, SUBSTITUTE) is None
    assert on_behalf_of(Move.SIGN, to_sign, SUBSTITUTE) == HEAD
    assert SUBSTITUTE.may(Permission.SIGN)
    assert SUBSTITUTE.id == OFFICER.id


def test_what_was_theirs_anyway_is_done_in_their_own_name() -> None:
    own = at_desk("officer")
    assert why_not(Move.SUBMIT, own, SUBSTITUTE) is None
    assert on_behalf_of(Move.SUBMIT, own, SUBSTITUTE) is None
    assert on_behalf_of(Move.SUBMIT, own, OFFICER) is None


def test_a_colleagues_assigned_dossier_is_done_in_the_colleagues_name() -> None:
    colleague = person("Colleague", Role.OFFICER, desks=("officer",))
    standing_in = with_substituted(OFFICER, [colleague])
    assert on_behalf_of(Move.SUBMIT, at_desk("officer", assignee=colleague), standing_in) == colleague
    assert on_behalf_of(Move.SUBMIT, at_desk("officer", assignee=OFFICER), standing_in) is None


def test_nobody_away_leaves_the_person_as_they_are() -> None:
    assert with_substituted(OFFICER, []) is OFFICER


def test_who_may_enter_an_absence() -> None:
    administrator = person("Admin", Role.ADMINISTRATOR, agency=None)
    director = person("Director", Role.DIRECTOR, agency=None)
    clerk = person("Clerk", Role.CLERK, agency=None)
    other_head = person("Other", Role.HEAD, agency="b")
    assert all(may_enter_absence(by, OFFICER) for by in (OFFICER, HEAD, administrator))
    assert not any(may_enter_absence(by, OFFICER) for by in (other_head, director, clerk))
    assert may_enter_absence(director, clerk)
    assert not may_enter_absence(HEAD, clerk)


def test_who_may_stand_in() -> None:
    other = person("Other", Role.OFFICER, agency="b")
    assert why_not_substitute(HEAD, HEAD, OFFICER) is None
    assert why_not_substitute(HEAD, OFFICER, other) is None  # the same work at another agency
    assert why_not_substitute(HEAD, HEAD, other) is not None  # a head's rights do not leave the agency
    assert why_not_substitute(HEAD, HEAD, HEAD) is not None
    administrator = person("Admin", Role.ADMINISTRATOR, agency=None)
    director = person("Director", Role.DIRECTOR, agency=None)
    assert why_not_substitute(administrator, director, administrator) is not None
    assert why_not_substitute(director, director, replace(administrator, id=uuid4())) is None
