"""The province's reports 06b and 07b: what all centers have said, by sector or by center; never a person.

The rules of the province hold for all of them, so that a total is a sum of like with like. A training twin says none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.domain.errors import Conflict
from motcua.domain.reports.columns import When, measures_at
from motcua.domain.reports.periods import Period
from motcua.domain.reports.table import Line, Table, numbers_of, total_of
from motcua.letters.data import Letterhead
from motcua.services.office import Office
from motcua.services.oversight.files import set_on_paper
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
    """The table ends with the last day that is over, `asked` when the period does. `silent`: centers that have said no
    sums yet, by name."""

    key: str
    form: Form
    asked: Period
    by: str
    center: str
    sector: str
    table: Table
    silent: tuple[str, ...]

    def opened_by(self, row: str) -> tuple[str, str, str] | None:
        """What a number of a row is made of: `by`, center and sector of the report that adds up to it. None: nothing
        finer has been said to the province; the dossiers are opened at the center."""
        if self.by == BY_CENTER:
            return None if self.sector else (BY_SECTOR, row or self.center, self.sector)
        return None if self.center else (BY_CENTER, self.center, row or self.sector)


async def province_report(
    office: Office, key: str, period: Period, by: str, center: str = "", sector: str = "", *, last: date
) -> ProvinceReport:
    """Of all centers and sectors, or of one (`center`, `sector`); up to the day `last`."""
    number, own = PROVINCE_FORMS[key]
    form, rules = FORMS[own], office.centers.province.reports
    columns = form.reads(rules)
    until = period.until(last)
    if until is None:
        raise Conflict(f"Kỳ {period.title} chưa có ngày nào kết thúc.")
    names_sector = by == BY_SECTOR or bool(sector)
    finer = (*(("center_key",) if by == BY_CENTER else ()), *(("procedure_key",) if names_sector else ()))
    dimensions = (*finer, "measure", "channel")
    keys = [each for each, _ in real_centers(office) if not center or each == center]
    async with transaction():
        sectors = await stored.sectors()
        labels = {each: center_name(office, each) for each in keys} if by == BY_CENTER else {}
        found: dict[tuple[str, When, str, str], int] = {}
        for when, since, before in (
            (When.BEFORE, None, until.since),
            (When.WITHIN, until.since, until.before),
            (When.AT_END, None, until.before),
        ):
            if measures := measures_at(columns, when):
                for each in await stored.sums(keys, measures, since, before, dimensions):
                    of = sectors.get(each["procedure_key"]) or NO_SECTOR if names_sector else sector
                    if sector in ("", of):
                        row = each["center_key"] if by == BY_CENTER else of
                        place = row, when, each["measure"], each["channel"]
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
    return ProvinceReport(key, form, period, by, center, sector, table, silent)


async def on_paper(office: Office, found: ProvinceReport, below: str, at: datetime) -> bytes:
    """To be signed by the office of the People's Committee, which adds up what the centers report (NĐ 61/2018)."""
    province = office.centers.province
    head = Letterhead(f"Ủy ban nhân dân {province.name}", "Văn phòng", province.short_name)
    return await set_on_paper(office, [(found.table, below)], at, (head, "Chánh Văn phòng"))
