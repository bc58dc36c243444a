"""The matrix's rows for what the post carries and for incidents about papers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.web.live_post import Posted

from motcua.domain.people import EVERY_AGENCY, Permission, Staff
from motcua.services.dossiers.records import Kept
from motcua.services.incidents import sees
from motcua.web.guards import CITIZENS, DeclaredRoute

if TYPE_CHECKING:
    from tests.web.isolation.table import Thing, Visitor

NAMES = frozenset({"task_id", "trip_id", "incident_id"})
GIVE = "/buu-chinh/giao/{dossier_id}"


def expected(route: DeclaredRoute, visitor: Visitor, thing: Thing) -> frozenset[int]:
    if route.access == CITIZENS:
        return frozenset({303 if thing.citizen == visitor.citizen else 404})
    staff = visitor.staff
    assert staff is not None
    if route.path.startswith("/su-co/"):
        assert thing.posted is not None
        if not sees(staff, thing.posted.incident):
            return frozenset({403})
        return frozenset({303 if route.method == "POST" and route.path.endswith("{incident_id}") else 200})
    if route.path.startswith("/buu-chinh/chuyen/"):
        return frozenset({200})
    if not _sees(staff, thing.agency):
        return frozenset({403})
    if route.path.endswith("{file_id}"):
        return frozenset({404 if thing.whose == "stray" else 200})
    if route.method == "GET":
        return frozenset({200})
    return frozenset({303 if staff.may(Permission.CARRY_POST) else 403})


def _sees(staff: Staff, agency: str) -> bool:
    sees_all = staff.may(Permission.CARRY_POST) or staff.may(Permission.SEE_EVERY_DOSSIER)
    return sees_all or EVERY_AGENCY in staff.receives or agency in staff.receives


def gives(staff: Staff, kept: Kept) -> frozenset[int]:
    """A result is given to the post by the counter that hands it back, once it lies ready and is paid."""
    dossier = kept.dossier
    if not staff.receives_for(dossier.agency):
        return frozenset({403})
    can = dossier.state == "ready" and kept.goes_by_post and not dossier.owes_fee
    return frozenset({303 if can else 409})


def body(route: DeclaredRoute, thing: Thing) -> dict[str, Any]:
    sent = {"_key": str(uuid4()), "_seen": thing.seen}
    if route.path == "/buu-chinh/viec/{task_id}":
        return sent | {"viec": "fail", "reason": "Không có ai ở nhà"}
    if route.path.endswith("/thu-xin-loi"):
        return sent | {"remedy": "Cấp lại bản chính"}
    return sent | {"viec": "follow", "text": "Đã hỏi bưu cục", "reason": "Bản trước bị ướt"}


def things(route: DeclaredRoute, make: type[Thing], here: Posted, there: Posted) -> Iterator[Thing]:
    def of(posted: Posted, **more: Any) -> dict[str, str]:
        task = posted.citizens_task if route.access == CITIZENS else posted.task_id
        every = {
            "task_id": task,
            "trip_id": posted.trip_id,
            "incident_id": posted.incident.id,
            "file_id": posted.file_id,
        }
        return {name: str(value) for name, value in (every | more).items() if f"{{{name}}}" in route.path}

    seen = here.incident.seen if "incident_id" in route.path else here.seen
    seen = 1 if route.access == CITIZENS else seen
    facts = {"agency": here.agency, "seen": str(seen), "posted": here, "citizen": here.citizen}
    yield make("own", of(here), "own", **facts)
    if "{file_id}" in route.path:
        yield make("stray", of(here, file_id=there.file_id), "their photograph", **facts)
        yield make("stray", of(here, file_id=uuid4()), "no photograph", **facts)
    yield make("theirs", of(there), "theirs")
    missing = {name: uuid4() for name in (*NAMES, "file_id")}
    yield make("missing", of(here, **missing), "missing")
    yield make("malformed", of(here, **dict.fromkeys(missing, "khong-phai-ma")), "malformed")
