"""The home of whoever works here: what to do next, lists by address, search by form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from motcua.domain.errors import NotHere, Refused
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import ROLE_NAMES, Acting, Role, Staff
from motcua.domain.states import STATES, State
from motcua.services.accounts.secondments import Secondments, to_decide
from motcua.services.catalogue import known_here
from motcua.services.counter.id_card import read_id_card
from motcua.services.deadlines.late_opinions import LateOpinions, late_opinions
from motcua.services.deadlines.reappointing import declined_for
from motcua.services.files.refused import RefusedFiles, refused_files
from motcua.services.incidents import OpenIncidents, open_incidents
from motcua.services.messages.untold import Untold, untold
from motcua.services.office import Office
from motcua.services.online.waiting import Unanswered, unanswered
from motcua.services.oversight import reminders
from motcua.services.plugins.board import troubles as plugin_troubles
from motcua.services.post.tasks import PostWork, post_work
from motcua.services.province.announcing import announced
from motcua.services.province.guests import told_here
from motcua.services.results.without_scan import WithoutScan, without_scan
from motcua.services.work import homes
from motcua.services.work.bulk import MOST, MOST_OF_VIEW, agreed_of, asked_together, offered_together
from motcua.services.work.views import default_view, saved_views
from motcua.services.work.worklists import VIEWS, Worklist, WorklistRow, next_waiting, ordered_by, places_of, worklist
from motcua.web.forms import only
from motcua.web.list_filters import ADDRESSES, COLUMNS, OPEN_STATES, SLUG_OF, TURNED, Listed, listed_in, listed_of
from motcua.web.page import (
    SIGNED_IN,
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    center_of,
    faults_and_form_of,
    office_of,
    page,
    query_of,
    real_now,
    shown,
)

ORDERS: Mapping[str, str] = {
    "risk_at": "bước phải xong sớm nhất trước",
    "due_at": "hạn trả sớm nhất trước",
    "received_at": "mới tiếp nhận trước",
}
TURNED_ORDERS: Mapping[str, str] = {
    "risk_at": "bước phải xong muộn nhất trước",
    "due_at": "hạn trả muộn nhất trước",
    "received_at": "tiếp nhận lâu nhất trước",
}
FOR_RECEPTION = ("tai-quay", "cho-tra")
BY_RIGHT: Mapping[str, Permission] = {
    "fee": Permission.COLLECT_FEE,
    "unassigned": Permission.ASSIGN,
    "reappoint": Permission.REAPPOINT,
}
_TRACKING = re.compile(r"/tra-cuu/([^/?#\s]{1,60})")
EMPTY: Mapping[str, str] = {
    "cua-toi": "Không còn việc nào đang chờ bạn.",
    "tai-quay": "Không có hồ sơ nào đang ở quầy.",
    "cho-tra": "Không có kết quả nào đang chờ trả. Kết quả mới về sẽ hiện ở đây sau khi quầy xác nhận đã nhận.",
    "thu-phi": "Không có hồ sơ nào còn phải thu phí, lệ phí. Hồ sơ có phí sẽ hiện ở đây sau khi quầy tiếp nhận.",
    "cho-phan-cong": "Không có hồ sơ nào chưa có người xử lý.",
    "hom-nay": "Không có hồ sơ nào hết hạn trong hôm nay.",
    "qua-han": "Không có hồ sơ nào quá hạn trả, không có gì phải đôn đốc.",
    "sap-het-han": "Không có hồ sơ nào hết hạn trong một ngày làm việc tới.",
    "de-nghi-hen-lai": "Không có đề nghị xin lỗi, hẹn lại nào chờ trả lời.",
    "tat-ca": "Chưa có hồ sơ nào mà bạn được xem.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What one page of lists shows. `listed` None: a search, which has no address."""

    path: str
    found: Worklist
    empty: str
    listed: Listed | None = None
    text: str = ""
    error: str = ""
    is_home: bool = False
    name: str = ""
    """Of a kept list that the day begins with."""


@page("/viec", may=SIGNED_IN)
async def show_work(request: WebRequest) -> Answer:
    """What waits for this person, the most urgent first; without a query it is their home."""
    person = acting(request).staff
    if not person.may(Permission.SEE_DOSSIERS):
        numbers = await homes.accounts() if person.may(Permission.MANAGE_ACCOUNTS) else None
        troubles = await plugin_troubles(acting(request))
        return shown(
            request,
            "desk/without_dossiers.html",
            roles=roles_of(person),
            numbers=numbers,
            plugin_troubles=troubles,
            post_work=await post_work(acting(request)),
            secondments=await to_decide(office_of(request), acting(request)),
            **await _told_by_province(request),
        )
    return await _listed(request, "/viec", SLUG_OF[homes.home_view_of(person)], is_home=not query_of(request))


_NOTHING_TOLD: Mapping[str, Any] = {"announcements": (), "guests_here": ()}


async def _told_by_province(request: WebRequest) -> Mapping[str, Any]:
    """What the province announces, and which of its people are let into this center now."""
    told = await announced(acting(request).at, to_staff=True)
    return {"announcements": told, "guests_here": await told_here(real_now())}


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
    empty = "Không tìm thấy hồ sơ nào. Thử gõ ít chữ hơn; số giấy tờ tùy thân phải gõ đủ." if text else ""
    return await _page(request, Shown("/ho-so", found, empty, text=text, error=error), 422 if error else 200)


def searched(text: str) -> str:
    """A reader types a receipt's whole address or all of a card: its code, or the number, is what is looked for."""
    card = read_id_card(text)
    if card is not None:
        return card.number
    match = _TRACKING.search(text)
    return match[1] if match else text


async def _listed(request: WebRequest, path: str, otherwise: str, *, is_home: bool = False) -> Answer:
    query = query_of(request)
    name, listed = "", listed_of(query, office_of(request), center_of(request), otherwise)
    if is_home and (own := await default_view(acting(request))):
        name, listed = _begun_with(request, own, listed)
    found = await worklist(
        office_of(request),
        acting(request),
        view=ADDRESSES[listed.view],
        narrow=listed.narrow,
        after=only(query, "sau") or None,
    )
    asked = Shown(path, found, EMPTY[listed.view], listed, is_home=is_home, name=name)
    return await _page(request, asked, 422 if listed.errors else 200)


def _begun_with(request: WebRequest, own: tuple[str, str], otherwise: Listed) -> tuple[str, Listed]:
    """The kept list; the usual one where it names what is not there any more."""
    name, query = own
    try:
        return name, listed_in(query, office_of(request), center_of(request))
    except NotHere:
        return "", otherwise


def roles_of(person: Staff) -> str:
    return ", ".join(ROLE_NAMES[role] for role in Role if role in person.roles)


async def _page(request: WebRequest, asked: Shown, status: int) -> Answer:
    person, office, found, listed = acting(request).staff, office_of(request), asked.found, asked.listed
    view = listed.view if listed else ""
    is_overseer = asked.is_home and person.may(Permission.SEE_EVERY_DOSSIER)
    return shown(
        request,
        "desk/worklist.html",
        status=status,
        found=found,
        nav_counts={"/viec": found.counts[homes.home_view_of(person)]} if found.counts else {},
        text=asked.text,
        is_search=listed is None,
        list_query=f"?{listed.query}" if listed else "",
        is_home=asked.is_home,
        empty=asked.empty,
        listed=listed,
        chips=chips_of(person, found.counts, view),
        saved=await saved_views(acting(request)),
        tasks=homes.tasks_of(person, found) if asked.is_home else (),
        late_opinions=await late_opinions(acting(request)) if asked.is_home else LateOpinions(),
        watched=await homes.watched(office, acting(request)) if asked.is_home else homes.Watched(),
        declined=await declined_for(acting(request)) if asked.is_home else (),
        secondments=await to_decide(office_of(request), acting(request)) if asked.is_home else Secondments(),
        refused_files=await refused_files(acting(request)) if asked.is_home else RefusedFiles(),
        without_scan=await without_scan(acting(request)) if asked.is_home else WithoutScan(),
        untold=await untold(acting(request)) if asked.is_home else Untold(),
        incidents=await open_incidents(acting(request)) if asked.is_home else OpenIncidents(),
        post_work=await post_work(acting(request)) if asked.is_home else PostWork(),
        reminders=await reminders.unanswered(acting(request)) if asked.is_home else (),
        online=await unanswered(acting(request)) if asked.is_home else Unanswered(),
        plugin_troubles=await plugin_troubles(acting(request)) if asked.is_home else (),
        **(await _told_by_province(request) if asked.is_home else _NOTHING_TOLD),
        loads=await homes.agency_loads(office, acting(request)) if is_overseer else (),
        slugs=SLUG_OF,
        title=f"Xin chào, {person.name}" if asked.is_home else VIEWS[ADDRESSES[view]] if view else "Kết quả tìm",
        list_title=f"★ {asked.name}" if asked.name else VIEWS[ADDRESSES[view]] if view else "",
        order_says=_orders(listed)[ordered_by(ADDRESSES[view] if view else "all")],
        orders=[(key, orders[ordered_by(ADDRESSES[view])]) for key, orders in _WAYS] if view else [],
        all_columns=COLUMNS,
        columns=listed.columns if listed else (),
        agency_names={each.key: each.name for each in center_of(request).agencies.values()},
        view=view,
        view_path=asked.path,
        states=[(each.value, STATES[each].name) for each in (State if view == "tat-ca" else OPEN_STATES)],
        agencies=sorted((each.name, each.key) for each in center_of(request).agencies.values()),
        procedures=_procedures(office, listed),
        next_address=f"{asked.path}?{listed.query}&sau={found.next_key}" if listed and found.next_key else "",
        together=await together_of(acting(request), found.rows, view) if listed else (),
        hands_back=bool(
            listed and person.may(Permission.HAND_BACK) and any(row.state is State.READY for row in found.rows)
        ),
        most=MOST,
        most_of_view=MOST_OF_VIEW,
        spans_pages=bool(found.next_key or only(query_of(request), "sau")),
        bulk_key=uuid4(),
        can_receive=person.may(Permission.RECEIVE),
        can_hand_back=person.may(Permission.HAND_BACK),
        errors=_errors(asked),
    )


_WAYS: tuple[tuple[str, Mapping[str, str]], ...] = (("", ORDERS), (TURNED, TURNED_ORDERS))


def _orders(listed: Listed | None) -> Mapping[str, str]:
    return TURNED_ORDERS if listed is not None and listed.is_turned else ORDERS


def _procedures(office: Office, listed: Listed | None) -> list[tuple[str, str]]:
    """Those of the agency chosen: a center's hundreds would be most of the page."""
    agency = listed.agency if listed else ""
    return sorted((each.title, each.key) for each in known_here(office) if each.agency == agency)


def _errors(asked: Shown) -> list[dict[str, str]]:
    if asked.error:
        return [{"text": asked.error, "href": "#f-text"}]
    days = asked.listed.errors if asked.listed else {}
    return [{"text": sentence, "href": f"#f-{name}"} for name, sentence in days.items()]


async def together_of(by: Acting, rows: tuple[WorklistRow, ...], view: str) -> list[dict[str, Any]]:
    """The moves to be made on several rows at once: with their number on this page and what they ask.

    In the list of what waits for oneself there is nothing to be shared out.
    """
    agreed = await agreed_of(rows) if by.staff.may(MOVES[Move.SUBMIT].permission) else frozenset()
    return [
        {"move": move.value, "label": MOVES[move].label, "count": count, "asks": await asked_together(move, by)}
        for move, count in offered_together(by.staff, [row.state for row in rows], len(agreed))
        if move is not Move.ASSIGN or view != "cua-toi"
    ]


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
        if (is_reception or slug not in FOR_RECEPTION)
        and (name not in BY_RIGHT or person.may(BY_RIGHT[name]))
        and (name != "mine" or places_of(person))  # without a desk nothing can ever wait there
    ]


async def next_of(request: WebRequest, besides: Any) -> WorklistRow | None:
    """The most urgent dossier that waits for this person, other than `besides`."""
    return await next_waiting(office_of(request), acting(request), besides)


PAGES = (show_work, show_dossiers, search)
