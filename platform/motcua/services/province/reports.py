"""The province's reports 06b and 07b: what all centers have said, by sector or by center; never a person.

The rules of the province hold for all of them, so that a total is a sum of like with like. A training twin says none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.domain.errors import Conflict
from motcua.domain.reports.columns import When, measures_at
from motcua.domain.reports.periods import Period
from motcua.domain.reports.table import Line, Table, numbers_of, total_of
from motcua.services.office import Office
from motcua.services.oversight.forms import BY_SECTOR, CHANNELS, FORMS, NO_SECTOR, Form
from motcua.services.province.overview import center_name, real_centers
from motcua.store.engine import transaction
from motcua.store.folding import fold
from motcua.store.queries import province_sums as stored

BY_CENTER = "trung-tam"
BYS: Mapping[str, str] = {BY_SECTOR: "Lĩnh vực", BY_CENTER: "Trung tâm"}
#: The province's number of a form, and the center's form that it adds up.
PROVINCE_FORMS: Mapping[str, tuple[str, str]] = {"06b": ("Mẫu 06b", "06a"), "07b": ("Mẫu 07b", "07a")}


@dataclass(frozen=True, slots=True)
class ProvinceReport:
    """`silent`: centers that have said no sums yet, by name."""

    key: str
    form: Form
    by: str
    center: str
    table: Table
    silent: tuple[str, ...]


async def province_report(
    office: Office, key: str, period: Period, by: str, center: str = "", *, last: date
) -> ProvinceReport:
    """Of all centers, or of one (`center`); up to the day `last`."""
    number, own = PROVINCE_FORMS[key]
    form, rules = FORMS[own], office.centers.province.reports
    columns = form.reads(rules)
    until = period.until(last)
    if until is None:
        raise Conflict(f"Kỳ {period.title} chưa có ngày nào kết thúc.")
    keys = [each for each, _ in real_centers(office) if not center or each == center]
    async with transaction():
        row_of, labels = await _rows(office, by)
        dimension = "center_key" if by == BY_CENTER else "procedure_key"
        found: dict[tuple[str, When, str, str], int] = {}
        for when, since, before in (
            (When.BEFORE, None, until.since),
            (When.WITHIN, until.since, until.before),
            (When.AT_END, None, until.before),
        ):
            if measures := measures_at(columns, when):
                for each in await stored.sums(keys, measures, since, before, (dimension, "measure", "channel")):
                    place = row_of(each[dimension]), when, each["measure"], each["channel"]
                    found[place] = found.get(place, 0) + each["n"]
        spoken = await stored.centers_that_said(keys)
    lines = [
        Line(row, labels.get(row, row), numbers)
        for row in {place[0] for place, n in found.items() if n}
        if any((numbers := numbers_of(columns, row, found, CHANNELS)).values())
    ]
    lines.sort(key=lambda line: (fold(line.label), line.key))
    table = Table(number, form.title, BYS[by], until, columns, tuple(lines), total_of(lines, columns, "Toàn tỉnh"))
    silent = tuple(sorted(center_name(office, each) for each in keys if each not in spoken))
    return ProvinceReport(key, form, by, center, table, silent)


async def _rows(office: Office, by: str) -> tuple[Callable[[str], str], Mapping[str, str]]:
    if by == BY_CENTER:
        return str, {key: center_name(office, key) for key, _ in real_centers(office)}
    sectors = await stored.sectors()
    return (lambda key: sectors.get(key) or NO_SECTOR), {}
