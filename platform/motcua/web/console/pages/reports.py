"""The province's reports: what all centers come to, by sector or by center."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from motcua.domain.calendar import local
from motcua.domain.errors import NotHere
from motcua.domain.province import ProvincePermission
from motcua.domain.reports.periods import KIND_NAMES, Kind, Period, day_period, period_around
from motcua.services.files.kinds import TYPES
from motcua.services.files.workbooks import file_name
from motcua.services.oversight import files
from motcua.services.province import reports
from motcua.services.province.overview import center_name, newest_day, real_centers
from motcua.web.forms import Typed, only
from motcua.web.list_filters import day_of
from motcua.web.page import Answer, WebRequest, office_of, page, query_of, real_now, sent, shown
from motcua.web.pages.letters import PDF_POLICY
from motcua.web.periods import period_query, period_typed

HERE = "/bao-cao"
SEES = ProvincePermission.OVERSEE
KINDS = tuple(Kind)
FIRST_YEAR = 2017


async def _report(request: WebRequest, typed: Typed) -> reports.ProvinceReport:
    office = office_of(request)
    key, by, center = only(typed, "mau", "06b"), only(typed, "theo", reports.BY_CENTER), only(typed, "trung-tam")
    if key not in reports.PROVINCE_FORMS or by not in reports.BYS:
        raise NotHere
    if center and center not in dict(real_centers(office)):
        raise NotHere
    # The centers' own business day: where one has said nothing yet, the present.
    newest = await newest_day() or local(real_now()).date()
    last = newest - timedelta(days=1)
    period = _period(typed, period_around(Kind.MONTH, last, office.centers.province.reports.cutoff_day), request)
    return await reports.province_report(office, key, period, by, center, only(typed, "linh-vuc"), last=last)


def _period(typed: Typed, usual: Period, request: WebRequest) -> Period:
    kind = next((each for each in KINDS if each.value == only(typed, "ky")), None)
    if kind is None:
        return usual
    if kind is Kind.DAY:
        return day_period(day_of(only(typed, "ngay")) or usual.last)
    cutoff = office_of(request).centers.province.reports.cutoff_day
    return period_typed(kind, only(typed, "nam"), only(typed, "so", "1"), cutoff) or usual


def _address(found: reports.ProvinceReport, by: str, center: str, sector: str) -> str:
    parts = {"mau": found.key, **period_query(found.asked), "theo": by, "trung-tam": center, "linh-vuc": sector}
    return urlencode({name: text for name, text in parts.items() if text})


def _opened(found: reports.ProvinceReport) -> dict[str, str]:
    """By row ("" the total) the address of what its numbers are made of, where there is anything finer."""
    rows = {row: found.opened_by(row) for row in ("", *(line.key for line in found.table.lines))}
    return {row: f"{HERE}?{_address(found, *parts)}" for row, parts in rows.items() if parts is not None}


def _below(request: WebRequest, found: reports.ProvinceReport) -> str:
    office, period = office_of(request), found.table.period
    of = center_name(office, found.center) if found.center else office.centers.province.name
    sector = f" · lĩnh vực {found.sector}" if found.sector else ""
    return f"{of}{sector} · {period.title}, {period.says}"


@page(HERE, may=SEES)
async def show_report(request: WebRequest) -> Answer:
    found, office = await _report(request, query_of(request)), office_of(request)
    return shown(
        request,
        "province/report.html",
        found=found,
        below=_below(request, found),
        query=_address(found, found.by, found.center, found.sector),
        opened=_opened(found),
        forms=[(key, name) for key, (name, _) in reports.PROVINCE_FORMS.items()],
        kinds=[(kind.value, KIND_NAMES[kind]) for kind in KINDS],
        is_cut=found.table.period.last != found.asked.last,
        bys=list(reports.BYS.items()),
        years=range(local(real_now()).year, FIRST_YEAR - 1, -1),
        centers=real_centers(office),
        formats=[(key, name) for key, (name, _) in TYPES.items()],
    )


async def _file(request: WebRequest, format: str) -> Answer:
    found, office, at = await _report(request, query_of(request)), office_of(request), real_now()
    name = f"{file_name('bao-cao', found.key, found.center or 'toan-tinh', found.table.period.title)}.{format}"
    sheets = [(found.table, _below(request, found))]
    match format:
        case "csv":
            body = files.lines_of_tables(sheets)
        case "xlsx":
            body = await files.workbook(sheets, office.centers.province.name, at)
        case _:
            body = await reports.on_paper(office, found, _below(request, found), at)
    answer = sent(body, media_type=TYPES[format][1], name=name, inline=format == "pdf")
    if format == "pdf":
        answer.headers["Content-Security-Policy"] = PDF_POLICY
    return answer


@page("/bao-cao.pdf", may=SEES, in_transaction=False)
async def print_report(request: WebRequest) -> Answer:
    return await _file(request, "pdf")


@page("/bao-cao.xlsx", may=SEES, in_transaction=False)
async def export_report(request: WebRequest) -> Answer:
    return await _file(request, "xlsx")


@page("/bao-cao.csv", may=SEES, in_transaction=False)
async def list_report(request: WebRequest) -> Answer:
    return await _file(request, "csv")


PAGES = (show_report, print_report, export_report, list_report)
