"""The home of whoever works here: what to do next, lists by address, search by form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from motcua.domain.errors import NotHere, Refused
from motcua.domain.people import ROLE_NAMES, Role, Staff
from motcua.domain.states import STATES, State
from motcua.services.worklists import VIEWS, Worklist, WorklistRow, worklist
from motcua.web.forms import only
from motcua.web.page import (
    SIGNED_IN,
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    office_of,
    page,
    query_of,
    shown,
)

# The address's words for a view; `services.worklists` knows it under the other name.
ADDRESSES: Mapping[str, str] = {
    "cua-toi": "mine",
    "tai-quay": "reception",
    "cho-tra": "hand_back",
    "qua-han": "late",
    "tat-ca": "all",
}
FOR_RECEPTION = ("tai-quay", "cho-tra")
OPEN_STATES = tuple(state for state in State if not STATES[state].is_final)
_TRACKING = re.compile(r"/tra-cuu/([^/?#\s]{1,60})")
EMPTY: Mapping[str, str] = {
    "cua-toi": "Không có hồ sơ nào đang chờ bạn xử lý.",
    "tai-quay": "Không có hồ sơ nào đang ở quầy.",
    "cho-tra": "Không có kết quả nào đang chờ trả. Kết quả mới về sẽ hiện ở đây sau khi quầy xác nhận đã nhận.",
    "qua-han": "Không có hồ sơ nào quá hạn.",
    "tat-ca": "Chưa có hồ sơ nào mà bạn được xem.",
}


@page("/viec", may=SIGNED_IN)
async def show_work(request: WebRequest) -> Answer:
    """What waits for this person, the most urgent first."""
    return await _listed(request, "/viec", "cua-toi")


@page("/ho-so", may=Permission.SEE_DOSSIERS)
async def show_dossiers(request: WebRequest) -> Answer:
    """Every dossier this person may see, the newest first."""
    return await _listed(request, "/ho-so", "tat-ca")


@act("/ho-so", may=Permission.SEE_DOSSIERS)
async def search(request: WebRequest) -> Answer:
    """By code, name without accents, or whole identity number. Sent by POST: an address would keep what was typed."""
    faults, typed = await faults_and_form_of(request)
    text, after = only(typed, "text"), only(typed, "sau")
    error = faults.get("text", "")
    found = Worklist(())
    if not error:
        try:
            found = await worklist(
                office_of(request), acting(request), view="all", text=searched(text), after=after or None
            )
        except Refused as refused:
            error = refused.errors.get("text", refused.sentence)
    empty = "Không tìm thấy hồ sơ nào. Thử gõ ít chữ hơn; số giấy tờ tùy thân phải gõ đủ."
    values = {"text": text, "error": error, "found": found, "is_search": True, "empty": empty if text else ""}
    return _page(request, "/ho-so", "tat-ca", None, values, 422 if error else 200)


def searched(text: str) -> str:
    """A scanner types the receipt's whole address: its code is what is looked for."""
    match = _TRACKING.search(text)
    return match[1] if match else text


async def _listed(request: WebRequest, path: str, otherwise: str) -> Answer:
    person = acting(request).staff
    query = query_of(request)
    view, state = only(query, "xem") or otherwise, only(query, "trang-thai") or None
    if view not in ADDRESSES or (state is not None and state not in State.__members__.values()):
        raise NotHere
    if not person.may(Permission.SEE_DOSSIERS):
        return shown(request, "desk/without_dossiers.html", roles=roles_of(person))
    after = only(query, "sau") or None
    found = await worklist(office_of(request), acting(request), view=ADDRESSES[view], state=state, after=after)
    values = {"text": "", "error": "", "found": found, "is_search": False, "empty": EMPTY[view]}
    return _page(request, path, view, state, values, 200)


def roles_of(person: Staff) -> str:
    return ", ".join(ROLE_NAMES[role] for role in Role if role in person.roles)


def _page(
    request: WebRequest, path: str, view: str, state: str | None, values: Mapping[str, Any], status: int
) -> Answer:
    person = acting(request).staff
    found: Worklist = values["found"]
    next_query = {"xem": view, **({"trang-thai": state} if state else {}), "sau": found.next_key or ""}
    return shown(
        request,
        "desk/worklist.html",
        status=status,
        **values,
        chips=chips_of(person, found.counts, "" if values["is_search"] else view),
        title="Kết quả tìm" if values["is_search"] else VIEWS[ADDRESSES[view]],
        view=view,
        view_path=path,
        state=state,
        states=[(each.value, STATES[each].name) for each in (State if view == "tat-ca" else OPEN_STATES)],
        next_address=f"{path}?{urlencode(next_query)}" if found.next_key else "",
        can_receive=person.may(Permission.RECEIVE),
        can_hand_back=person.may(Permission.HAND_BACK),
        errors=[{"text": values["error"], "href": "#f-text"}] if values["error"] else [],
    )


def chips_of(person: Staff, counts: Mapping[str, int], view: str) -> list[dict[str, Any]]:
    """The views as links. A number only where it is the number of rows behind the link."""
    is_reception = Role.RECEPTION in person.roles
    return [
        {
            "text": VIEWS[name],
            "address": f"/viec?xem={slug}",
            "count": counts.get(name),
            "is_here": slug == view,
            "is_late": name == "late",
        }
        for slug, name in ADDRESSES.items()
        if is_reception or slug not in FOR_RECEPTION
    ]


async def next_of(request: WebRequest, besides: object) -> WorklistRow | None:
    """The most urgent dossier that waits for this person, other than `besides`."""
    waiting = await worklist(office_of(request), acting(request), view="mine")
    return next((row for row in waiting.rows if row.id != besides), None)


PAGES = (show_work, show_dossiers, search)
