"""What a director has sent to an agency, as an address may name it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from motcua.centers import entered, here
from motcua.domain.calendar import local
from motcua.domain.people import Acting, Permission, Role, Staff
from motcua.services.oversight.reminding import remind as issue

if TYPE_CHECKING:
    from tests.web.isolation.table import Thing
    from tests.web.live import House, Live

#: Nothing is shown before an agency was chosen on the page before.
OF_AN_AGENCY = {"/don-doc/moi": frozenset({303}), "/don-doc/xem-truoc.pdf": frozenset({200, 404})}
AGENCY = "tai_chinh_ke_hoach"
#: By then what waits at the agency is late.
LATER = timedelta(days=90)


async def remind(live: Live, house: House) -> None:
    """A reminder to the agency about what it has late three months on."""
    director = next(staff for staff in house.crew.by_name.values() if Role.DIRECTOR in staff.roles)
    with entered(house.center):
        acting = Acting(director, live.now[0] + LATER)
        on = here().calendar.working_day_after(local(acting.at).date())
        house.reminder = await issue(live.office, acting, AGENCY, "", on, uuid4())


def things(here: House, there: House) -> Iterator[Thing]:
    from tests.web.isolation.table import Thing  # the table reads `live`, which fills a house with what is here

    yield Thing("own", {"reminder_id": str(here.reminder)}, "own reminder", agency=AGENCY)
    yield Thing("theirs", {"reminder_id": str(there.reminder)}, "their reminder", agency=AGENCY)
    yield Thing("missing", {"reminder_id": str(uuid4())}, "missing")
    for text in ("khong-phai-ma", str(here.reminder).upper()):
        yield Thing("malformed", {"reminder_id": text}, f"malformed {text[:8]}")


def expected(method: str, staff: Staff, thing: Thing) -> frozenset[int]:
    """Read by who directs and by the agency's own people; acknowledged by who heads it."""
    is_theirs = staff.agency == thing.agency
    if method == "GET":
        sees = staff.may(Permission.DIRECT) or staff.may(Permission.SEE_EVERY_DOSSIER) or is_theirs
        return frozenset({200 if sees else 403})
    heads = Role.HEAD in staff.roles and is_theirs
    return frozenset({303}) if heads else frozenset({403})
