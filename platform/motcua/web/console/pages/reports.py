"""The province's reports: what all centers come to, by sector or by center."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from motcua.domain.calendar import local
from motcua.domain.errors import NotHere, Refused
from motcua.domain.province import ProvincePermission
from motcua.domain.reports.periods import KIND_NAMES, Kind, Period, period_around, period_of
from motcua.services.oversight import files
from motcua.services.province import reports
from motcua.services.province.overview import center_name, newest_day, real_centers
from motcua.web.forms import Typed, only
from motcua.web.page import Answer, WebRequest, office_of, page, query_of, real_now, sent, shown

HERE = "/bao-cao"
SEES = ProvincePermission.OVERSEE
KINDS = (Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR)
FIRST_YEAR = 2017
FORMATS = ("xlsx", "csv")


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
    return await reports.province_report(office, key, period, by, center, last=last)


def _period(typed: Typed, usual: Period, request: WebRequest) -> Period:
    kind = next((each for each in KINDS if each.value == only(typed, "ky")), None)
    year, number = only(typed, "nam"), only(typed, "so", "1")
    if kind is None or not (year + number).isascii() or not (year.isdigit() and number.isdigit() and len(year) == 4):
        return usual
    try:
        return period_of(kind, int(year), int(number[:4]), office_of(request).centers.province.reports.cutoff_day)
    except ValueError:
        raise Refused("Năm này không có kỳ báo cáo đó.") from None


def _address(found: reports.ProvinceReport) -> str:
    period = found.table.period
    parts = {
        "mau": found.key,
        "ky": period.kind.value,
        "nam": str(period.year),
        "so": str(period.number),
        "theo": found.by,
        "trung-tam": found.center,
    }
    return urlencode({name: text for name, text in parts.items() if text})


def _below(request: WebRequest, found: reports.ProvinceReport) -> str:
    office, period = office_of(request), found.table.period
    of = center_name(office, found.center) if found.center else office.centers.province.name
    return f"{of} · {period.title}, {period.says}"


@page(HERE, may=SEES)
async def show_report(request: WebRequest) -> Answer:
    found, office = await _report(request, query_of(request)), office_of(request)
    return shown(
        request,
        "province/report.html",
        found=found,
        below=_below(request, found),
        query=_address(found),
        forms=[(key, name) for key, (name, _) in reports.PROVINCE_FORMS.items()],
        kinds=[(kind.value, KIND_NAMES[kind]) for kind in KINDS],
        bys=list(reports.BYS.items()),
        years=range(local(real_now()).year, FIRST_YEAR - 1, -1),
        centers=real_centers(office),
        formats=[(key, files.TYPES[key][0]) for key in FORMATS],
    )


async def _file(request: WebRequest, format: str) -> Answer:
    found = await _report(request, query_of(request))
    name = f"bao-cao-{found.key}-{found.table.period.since:%Y%m%d}.{format}"
    sheets = [(found.table, _below(request, found))]
    if format == "csv":
        body = files.lines_of_tables(sheets)
    else:
        body = await files.workbook(sheets, office_of(request).centers.province.name, real_now())
    return sent(body, media_type=files.TYPES[format][1], name=name)


@page("/bao-cao.xlsx", may=SEES)
async def export_report(request: WebRequest) -> Answer:
    return await _file(request, "xlsx")


@page("/bao-cao.csv", may=SEES)
async def list_report(request: WebRequest) -> Answer:
    return await _file(request, "csv")


PAGES = (show_report, export_report, list_report)
