"""What the matrix expects of the API: an operation by its declaration, a dossier by the desks of the key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from motcua.domain.dossier import why_not
from motcua.domain.machines import Machine
from motcua.domain.moves import Move

if TYPE_CHECKING:
    from tests.web.isolation.table import Thing

    from motcua.web.guards import DeclaredRoute

MOVE = Move.CONFIRM_RECEIPT
STATUS = "/api/v1/dossier-status"
# What is sent where an operation names no object, and how it ends for whoever is let in.
SENT: Mapping[str, Mapping[str, Any]] = {
    STATUS: {"code": "khong-co"},
    "/api/v1/webhooks": {"url": "https://nhan.example/khac"},
    "/api/v1/webhooks/{webhook_id}/replay": {"after": "0"},
}
QUERIES: Mapping[str, str] = {
    "/api/v1/national-status": "?on=2017-11-08",
    "/api/v1/national-status.csv": "?on=2017-11-08",
}
PUBLIC_ENDS = {STATUS: frozenset({404})}


def expected(route: DeclaredRoute, machine: Machine | None, thing: Thing) -> frozenset[int]:
    assert machine is not None
    last = route.path.rpartition("/")[2]
    if thing.dossier is None:
        is_its_own = "{" not in route.path or thing.agency == machine.name
        made = frozenset({201}) if (route.method, last) == ("POST", "webhooks") else frozenset({200})
        return made if is_its_own else frozenset({404})
    dossier = thing.dossier.dossier
    if not machine.works_on(frozenset((step.agency, step.desk) for step in dossier.steps)):
        return frozenset({404})
    if last != "moves":
        return frozenset({200})
    return frozenset({200}) if why_not(MOVE, dossier, machine.as_staff) is None else frozenset({403, 409})


def body(route: DeclaredRoute, thing: Thing) -> Mapping[str, Any]:
    if route.path.endswith("/moves"):
        return {"move": MOVE.value, "seen": thing.dossier.dossier.version if thing.dossier else 1, "values": {}}
    return SENT.get(route.path, {})
