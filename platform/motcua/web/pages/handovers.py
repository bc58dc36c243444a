"""Hand-over lists on the screen and on paper, and a list as a file for a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import uuid4

from motcua.domain.errors import NotHere, Refused
from motcua.domain.letter_kinds import HANDOVER_LIST
from motcua.domain.people import EVERY_AGENCY
from motcua.services.dossiers.naming import agency_name
from motcua.services.work.handovers import (
    HALVES,
    WAYS,
    agencies_of,
    carried,
    half_of,
    issue_list,
    lists_of,
    previewed,
    reprint_list,
)
from motcua.services.work.worklists import WorklistRow, rows_only
from motcua.web.csv_files import csv_of
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.list_filters import ADDRESSES, day_of, listed_of
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    business_now,
    center_of,
    form_of,
    office_of,
    page,
    query_of,
    sent,
    shown,
)
from motcua.web.pages.letters import REASON, as_pdf
from motcua.web.pages.moves import KEY, OLD_PAGE
from motcua.web.render import show_moment

MAY = HANDOVER_LIST.may
AT_ONCE, MOST = 1_000, 10_000
HEADINGS = ("Mã hồ sơ", "Thủ tục", "Cơ quan", "Người nộp", "Trạng thái", "Ai xử lý", "Tiếp nhận", "Hẹn trả", "Hạn")
# A spreadsheet runs what begins so as a formula, also after its wide forms and blanks (OWASP: CSV injection).


@page("/ban-giao", may=MAY)
async def show_lists(request: WebRequest) -> Answer:
    """What went to each agency, or came back, in one half-day: a sheet per agency, with places to sign."""
    who, center, asked = acting(request), center_of(request), _asked(request)
    allowed = agencies_of(who.staff)
    choices = center.agencies if EVERY_AGENCY in allowed else [key for key in allowed if key in center.agencies]
    return shown(
        request,
        "desk/handovers.html",
        title=WAYS[asked.way][1],
        lists=await carried(
            office_of(request), who, way=asked.way, on=asked.on, half=asked.half, agency=asked.agency or None
        ),
        issued=[
            (uuid4(), each)
            for each in await lists_of(who, way=asked.way, on=asked.on, half=asked.half, agency=asked.agency or None)
        ],
        key=uuid4(),
        way=asked.way,
        ways=[(key, title) for key, (_, title) in WAYS.items()],
        half=asked.half,
        halves=list(HALVES.items()),
        on=asked.on,
        agency=asked.agency,
        query=urlencode({"chieu": asked.way, "ngay": asked.on, "buoi": asked.half, "co-quan": asked.agency}),
        agencies=sorted((agency_name(center, key), key) for key in choices),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lists: to or from the agencies, of which half of which day, of all agencies or one."""

    way: str
    on: date
    half: str
    agency: str


def _asked(request: WebRequest) -> Asked:
    query = query_of(request)
    today, now_half = half_of(business_now(request))
    way, half = only(query, "chieu") or "giao", only(query, "buoi") or now_half
    agency = only(query, "co-quan")
    on = day_of(only(query, "ngay")) if only(query, "ngay") else today
    if way not in WAYS or half not in HALVES or on is None or (agency and agency not in center_of(request).agencies):
        raise NotHere
    return Asked(way, on, half, agency)


@page("/ban-giao.pdf", may=MAY)
async def preview_lists(request: WebRequest) -> Answer:
    asked = _asked(request)
    return as_pdf(
        await previewed(
            office_of(request),
            acting(request),
            way=asked.way,
            on=asked.on,
            half=asked.half,
            agency=asked.agency or None,
        )
    )


@act("/ban-giao", may=MAY)
async def issue_lists(request: WebRequest) -> Answer:
    """Issues the list of the address, numbered and kept, for both sides to sign."""
    asked, key = _asked(request), uuid_of(only(await form_of(request), KEY))
    if key is None:
        raise Refused(OLD_PAGE)
    return as_pdf(
        await issue_list(
            office_of(request),
            acting(request),
            key,
            way=asked.way,
            on=asked.on,
            half=asked.half,
            agency=asked.agency or None,
        )
    )


@act("/ban-giao/{list_id:str}", may=MAY)
async def reprint_lists(request: WebRequest, list_id: FromPath[str]) -> Answer:
    found, posted = uuid_of(list_id), await form_of(request)
    key = uuid_of(only(posted, KEY))
    if found is None:
        raise NotHere
    if key is None:
        raise Refused(OLD_PAGE)
    return as_pdf(await reprint_list(office_of(request), acting(request), found, only(posted, REASON), key))


@page("/danh-sach.csv", may=Permission.SEE_DOSSIERS)
async def export(request: WebRequest) -> Answer:
    """The list of the address as a file: the same rows in the same order, not only one page of them."""
    office, who = office_of(request), acting(request)
    listed = listed_of(query_of(request), office, center_of(request), "tat-ca")
    found: list[WorklistRow] = []
    after: str | None = None
    while len(found) < MOST:
        rows, after = await rows_only(
            office, who, view=ADDRESSES[listed.view], narrow=listed.narrow, after=after, limit=AT_ONCE
        )
        found += rows
        if after is None:
            break
    lines = [_cells(request, row) for row in found]
    if after is not None:
        lines.append([f"Tệp có {MOST} hồ sơ đầu; hãy lọc danh sách để lấy phần còn lại."])
    name = f"ho-so-{listed.view}-{business_now(request):%Y%m%d}.csv"
    return sent(csv_of((HEADINGS, *lines)), media_type="text/csv; charset=utf-8", name=name)


def _cells(request: WebRequest, row: WorklistRow) -> list[str]:
    due = show_moment(row.due_at) if row.due_at else ""
    agency = agency_name(center_of(request), row.agency)
    return [
        row.code,
        row.procedure_title,
        agency,
        row.applicant_name,
        row.state_name,
        row.at_desk,
        show_moment(row.received_at),
        due,
        row.time_left,
    ]


PAGES = (show_lists, preview_lists, issue_lists, reprint_lists, export)
