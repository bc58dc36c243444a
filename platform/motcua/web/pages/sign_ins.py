"""Who signed in at the center, and who tried in vain: for its administrator, a page at a time."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from motcua.domain.errors import NotHere
from motcua.services.accounts.people import people
from motcua.services.accounts.sign_ins import sign_ins_here
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import Answer, Permission, WebRequest, acting, office_of, page, query_of, shown
from motcua.web.pages.my_account import before_of

HERE, FAILED = "/can-bo/lich-su-dang-nhap", "sai"


@page(HERE, may=Permission.MANAGE_ACCOUNTS)
async def show_sign_ins(request: WebRequest) -> Answer:
    query, person = query_of(request), acting(request)
    typed, result = only(query, "can-bo"), only(query, "ket-qua")
    everybody = tuple((each.id, f"{each.name} ({each.username})") for each in await people(office_of(request), person))
    whose = _one_of(typed, {staff_id for staff_id, _ in everybody})
    if result not in ("", FAILED):
        raise NotHere
    history = await sign_ins_here(person, staff_id=whose, is_failed=result == FAILED, before=before_of(request))
    kept = urlencode({name: value for name, value in (("can-bo", typed), ("ket-qua", result)) if value})
    return shown(
        request,
        "staff/sign_ins.html",
        history=history,
        path=HERE,
        kept=kept,
        people=everybody,
        whose=whose,
        is_failed=result == FAILED,
    )


def _one_of(typed: str, known: set[UUID]) -> UUID | None:
    """None: everybody. Nobody of this center is not there."""
    if not typed:
        return None
    found = uuid_of(typed)
    if found is None or found not in known:
        raise NotHere
    return found


PAGES = (show_sign_ins,)
