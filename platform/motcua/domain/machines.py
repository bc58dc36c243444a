"""Machines: agencies' own systems that read and act with a key, and what a key may do at most.

A machine does the work of an officer at the desks it was given, never what a person answers for with their name: it
doesn't sign, number or collect money, and it takes nothing on itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from motcua.domain.moves import Move
from motcua.domain.people import Role, Staff


class Scope(StrEnum):
    """One thing a key may be for; `SCOPE_NAMES[scope]` is its Vietnamese name."""

    READ = "read"
    ACT = "act"
    REPORT = "report"


SCOPE_NAMES: Mapping[Scope, str] = {
    Scope.READ: "Đọc sự kiện và tình trạng hồ sơ của các vị trí được giao",
    Scope.ACT: "Thực hiện bước xử lý tại các vị trí được giao",
    Scope.REPORT: "Lấy tình trạng mọi hồ sơ của Trung tâm theo mã cổng quốc gia",
}
# Whose scope is one desk's; the national report is about the whole center.
OF_DESKS = frozenset({Scope.READ, Scope.ACT})
LONGEST_LIFE = timedelta(days=366)

MACHINE_MOVES: Mapping[str, Move] = {
    move.value: move
    for move in (
        Move.CONFIRM_RECEIPT,
        Move.CONSULT,
        Move.GIVE_OPINION,
        Move.SUSPEND,
        Move.RESUME,
        Move.SUBMIT,
        Move.RETURN,
        Move.ASK_FOR_SUPPLEMENT,
        Move.GO_ON_WITHOUT,
    )
}


@dataclass(frozen=True, slots=True)
class Machine:
    """Who asks with a key. `id` is also its account's, under which the trail names it."""

    id: UUID
    name: str
    scopes: frozenset[Scope]
    desks: frozenset[tuple[str, str]]
    expires_at: datetime

    def may(self, scope: Scope) -> bool:
        return scope in self.scopes

    @property
    def as_staff(self) -> Staff:
        """As services know who acts: an officer at its desks when it may act, and otherwise somebody who only looks."""
        looks = Staff(self.id, "", machine_name(self.name), "Hệ thống", frozenset(), self.desks)
        return replace(looks, roles=frozenset({Role.OFFICER})) if self.may(Scope.ACT) else looks

    def works_on(self, desks: frozenset[tuple[str, str]]) -> bool:
        """Whether a dossier that comes to `desks` is its business."""
        return bool(self.desks & desks)


def machine_name(name: str) -> str:
    return f"Hệ thống {name}"
