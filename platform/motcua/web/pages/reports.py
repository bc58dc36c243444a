"""Statutory reports on the screen and as files, and the dossiers behind each of their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import uuid4

from motcua.domain.errors import Spoken
from motcua.domain.reports.periods import KIND_NAMES, Kind
from motcua.domain.reports.score_card import number, percent_says, points_say
from motcua.domain.states import STATES
from motcua.services.codes import local_date
from motcua.services.dossiers.naming import agency_name
from motcua.services.files import made as made_files
from motcua.services.files.kinds import TYPES, Source
from motcua.services.oversight import files, reporting, scoring, told_shares, unit_marks
from motcua.services.oversight.behind import behind
from motcua.services.oversight.forms import BY_AGENCY, BYS, MEETING, forms_on
from motcua.services.oversight.report_files import LINES_AT_ONCE, ListFile, MeetingFile, ReportFile
from motcua.services.oversight.reporting import Report
from motcua.web.errors import status_of
from motcua.web.forms import Typed, only
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    center_of,
    form_of,
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.pages.made_files import asked_for, file_of
from motcua.web.report_asked import address_of, agency_asked, parts_of, period_of_report, report_asked
from motcua.web.report_card import links_of
from motcua.web.widgets import faults_of, summary_of

HERE = "/bao-cao"
BEHIND = "/bao-cao/ho-so"
SEES = Permission.SEE_REPORTS
FIRST_YEAR = 2017
MEETING_NAME = "Họp quý với cơ quan"


async def _reports(request: WebRequest, typed: Typed) -> tuple[Report, ...]:
    office, who, source = office_of(request), acting(request), _source(request, typed)
    if isinstance(source, MeetingFile):
        return await reporting.meeting(office, who, source.period, source.agencies[0])
    return (await reporting.report(office, who, source.asked),)


def _source(request: WebRequest, typed: Typed) -> ReportFile | MeetingFile:
    """What is asked for, as a file of it is made from; a meeting's is with one agency."""
    if only(typed, "mau") != MEETING:
        return ReportFile(report_asked(request, typed))
    agency = agency_asked(request, typed) or min(center_of(request).agencies)
    return MeetingFile(period_of_report(request, typed, (Kind.QUARTER,)), agency)


def _is_meeting(reports: tuple[Report, ...]) -> bool:
    return len(reports) > 1


@page(HERE, may=SEES, in_transaction=False)
async def show_report(request: WebRequest) -> Answer:
    """One report of one period, or what is laid before an agency at the quarter's meeting."""
    return await answer_report(request, query_of(request))


async def answer_report(
    request: WebRequest, typed: Typed, told: Mapping[str, str] | None = None, refused: Spoken | None = None
) -> Answer:
    """The page; with what somebody has `told` in the form at its end, where that was refused."""
    who, center = acting(request), center_of(request)
    faults = faults_of(refused)
    reports = await _reports(request, typed)
    first = reports[0].asked
    is_meeting = _is_meeting(reports)
    more = {"mau": MEETING} if is_meeting else {}
    is_marked = first.form.key == "danh-gia" and first.by == BY_AGENCY
    may_mark = is_marked and who.staff.may(Permission.SEE_EVERY_DOSSIER)
    agency = first.agency if may_mark else None
    marks = await unit_marks.unit_marks(office_of(request), who, first.period, agency) if agency else None
    kinds = (Kind.QUARTER,) if is_meeting else first.form.kinds
    return shown(
        request,
        "reports/report.html",
        status=200 if refused is None else status_of(refused),
        told=told,
        faults=faults,
        errors=summary_of(faults),
        reports=[(each, files.below(each), address_of(each.asked)) for each in reports],
        first=first,
        is_meeting=is_meeting,
        title=MEETING_NAME if is_meeting else first.form.title,
        query=address_of(first, **more),
        forms=[(form.key, form.number) for form in forms_on(reporting.last_whole_day(who.at))]
        + [(MEETING, MEETING_NAME)],
        chosen=MEETING if is_meeting else first.form.key,
        kinds=[(kind.value, KIND_NAMES[kind]) for kind in kinds],
        bys=[] if is_meeting else [(by, BYS[by]) for by in first.form.bys],
        years=range(local_date(who.at).year, FIRST_YEAR - 1, -1),
        agencies=sorted((agency_name(center, key), key) for key in reporting.agencies_of(who.staff)),
        may_read_whole=who.staff.may(Permission.SEE_EVERY_DOSSIER) and not is_meeting,
        formats=[(key, name) for key, (name, _) in TYPES.items()],
        is_long=not is_meeting and len(reports[0].table.lines) > LINES_AT_ONCE,
        parts=parts_of(first, **more),
        may_ask_every=is_meeting and who.staff.may(Permission.SEE_EVERY_DOSSIER),
        key_for=uuid4,
        is_cut=reports[0].table.period.last != first.period.last,
        may_mark=may_mark,
        marks=marks,
        marks_key=uuid4(),
        card_links=links_of(request, reports[0]),
        came_by=scoring.came_by,
        number=number,
        percent_says=percent_says,
        points_say=points_say,
        may_tell=told_shares.may_tell(who),
        agency_asked=agency_name(center, first.agency) if first.agency else "",
        agency_name=agency_name(center, agency) if agency else "",
    )


async def _file(request: WebRequest, format: str) -> Answer:
    return await file_of(request, _source(request, query_of(request)), format, LINES_AT_ONCE)


@page("/bao-cao.pdf", may=SEES, in_transaction=False)
async def print_report(request: WebRequest) -> Answer:
    return await _file(request, "pdf")


@page("/bao-cao.xlsx", may=SEES, in_transaction=False)
async def export_report(request: WebRequest) -> Answer:
    return await _file(request, "xlsx")


@page("/bao-cao.csv", may=SEES, in_transaction=False)
async def list_report(request: WebRequest) -> Answer:
    return await _file(request, "csv")


def _list(request: WebRequest, typed: Typed) -> ListFile:
    asked = report_asked(request, typed)
    column = only(typed, "cot", asked.form.reads(center_of(request).reports)[0].key)
    return ListFile(asked, column, only(typed, "dong"))


@page(BEHIND, may=SEES, in_transaction=False)
async def show_behind(request: WebRequest) -> Answer:
    """The dossiers of one number, fifty at a time."""
    typed = query_of(request)
    of = _list(request, typed)
    found = await behind(office_of(request), acting(request), of.asked, of.column, of.row, only(typed, "sau"))
    parts = parts_of(of.asked, cot=of.column, dong=of.row)
    return shown(
        request,
        "reports/behind.html",
        found=found,
        query=address_of(of.asked),
        files_query=urlencode(parts),
        parts=parts,
        formats=[(key, TYPES[key][0]) for key in of.formats],
        is_long=found.n > made_files.AT_ONCE,
        key_for=uuid4,
        states={state.value: facts.name for state, facts in STATES.items()},
        next_address=f"{BEHIND}?{urlencode({**parts, 'sau': found.next_key})}" if found.next_key else "",
    )


@page(f"{BEHIND}.xlsx", may=SEES, in_transaction=False)
async def export_behind(request: WebRequest) -> Answer:
    return await file_of(request, _list(request, query_of(request)), "xlsx")


@page(f"{BEHIND}.csv", may=SEES, in_transaction=False)
async def list_behind(request: WebRequest) -> Answer:
    return await file_of(request, _list(request, query_of(request)), "csv")


@act("/bao-cao/tep", may=SEES, in_transaction=False)
async def ask_for_file(request: WebRequest) -> Answer:
    """A long report, the dossiers of one number (`cot`), or the meetings with every agency (`moi-co-quan`)."""
    typed = await form_of(request)
    source: Source
    if only(typed, "cot"):
        source = _list(request, typed)
    else:
        source = _source(request, typed)
        if isinstance(source, MeetingFile) and only(typed, "moi-co-quan"):
            source = MeetingFile(source.period)
    return await asked_for(request, typed, source)


PAGES = (
    show_report,
    print_report,
    export_report,
    list_report,
    show_behind,
    export_behind,
    list_behind,
    ask_for_file,
)
