"""The dossiers behind a number of a report: the same measures, read by dossier and paged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from motcua.centers import here
from motcua.domain.errors import NotHere
from motcua.domain.people import Acting
from motcua.domain.reports.columns import Column, When
from motcua.domain.reports.periods import DAY, Period
from motcua.domain.reports.table import Table
from motcua.services.catalogue import known_here
from motcua.services.office import Office
from motcua.services.oversight.forms import BY_AGENCY, BY_OFFICER, BY_PROCEDURE, NO_SECTOR, Asked
from motcua.services.oversight.reporting import check_may_read, table_of, until_now
from motcua.store.engine import Row, transaction
from motcua.store.queries import sums as stored
from motcua.store.queries.sums import Of


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of the dossiers behind a number: `n` is the number, `next_key` the next page."""

    asked: Asked
    period: Period
    column: Column
    row: str
    label: str
    n: int
    lines: tuple[Row, ...]
    next_key: str = ""


async def behind(office: Office, acting: Acting, asked: Asked, column_key: str, row: str, after: str = "") -> Behind:
    """The dossiers of one column and one row (`row` "": of the total), as many as the number says."""
    async with transaction():
        cell = await find_cell(office, acting, asked, column_key, row)
        found, next_key = await page_of(office, cell, after)
    return Behind(asked, cell.period, cell.column, row, cell.label, cell.n, found, next_key)


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A number of a report: of which days, which column, which dossiers."""

    period: Period
    column: Column
    of: Of
    label: str
    n: int


async def find_cell(office: Office, acting: Acting, asked: Asked, column_key: str, row: str) -> FoundCell:
    """Inside a transaction."""
    check_may_read(acting.staff, asked.agency)
    period = until_now(asked.period, acting.at)
    column = next((each for each in asked.form.reads(here().reports) if each.key == column_key), None)
    if column is None:
        raise NotHere
    table = await table_of(office, asked, period)
    line = table.total if not row else next((each for each in table.lines if each.key == row), None)
    if line is None:
        raise NotHere("Báo cáo không có dòng này.")
    return FoundCell(period, column, await _of(office, asked, row, table), line.label, line.numbers[column.key])


async def page_of(office: Office, cell: FoundCell, after: str, limit: int = stored.PAGE) -> tuple[tuple[Row, ...], str]:
    """Some of a number's dossiers and the key of the next ones, "" after the last; inside a transaction."""
    found, next_key = await _page(cell, after, limit)
    known = await stored.dossier_lines([each["dossier_id"] for each in found])
    titles = {version.key: version.title for version in known_here(office)}
    gone = {"code": None, "procedure_key": "", "state": ""}
    listed = tuple({**each, **known.get(each["dossier_id"], gone)} for each in found)
    return tuple(
        {**each, "title": titles.get(str(each["procedure_key"]), each["procedure_key"])} for each in listed
    ), next_key


async def _of(office: Office, asked: Asked, row: str, table: Table) -> Of:
    agencies = (asked.agency,) if asked.agency is not None and asked.by != BY_OFFICER else None
    if asked.by == BY_OFFICER:
        return Of(officers=tuple(UUID(line.key) for line in table.lines) if not row else (UUID(row),))
    if not row:
        return Of(agencies)
    if asked.by == BY_AGENCY:
        return Of((row,))
    if asked.by == BY_PROCEDURE:
        return Of(agencies, (row,))
    sectors = {version.key: version.sector for version in known_here(office)}
    procedures = await stored.summed_procedures() if row == NO_SECTOR else list(sectors)
    return Of(agencies, tuple(key for key in procedures if sectors.get(key, NO_SECTOR) == row))


async def _page(cell: FoundCell, after: str, most: int) -> tuple[list[Row], str]:
    """Part after part of the column, each in the order of its days. `after`: `part/day/dossier` of the last one."""
    column, period, of = cell.column, cell.period, cell.of
    place, key = _place(after, len(column.parts))
    found: list[Row] = []
    last = ""
    for number in range(place, len(column.parts)):
        part, limit = column.parts[number], most - len(found)
        narrowed = Of(of.agencies, of.procedures, part.channels or of.channels, of.officers)
        if part.when is When.WITHIN:
            rows = await stored.dossiers_acting(part.measures, period.since, period.before, narrowed, key, limit)
        else:
            on = period.since - DAY if part.when is When.BEFORE else period.last
            rows = await stored.dossiers_standing(part.measures, on, narrowed, key, limit, without=column.without)
        found += rows
        key = None
        if rows:
            last = f"{number}/{rows[-1]['on_date'].isoformat()}/{rows[-1]['dossier_id']}"
        if len(found) >= most:
            return found, last
    return found, ""


def _place(after: str, parts: int) -> tuple[int, tuple[date, UUID] | None]:
    if not after:
        return 0, None
    try:
        number, day, dossier = after.split("/")
        place, key = int(number), (date.fromisoformat(day), UUID(dossier))
    except ValueError:
        raise NotHere from None
    if not 0 <= place < parts:
        raise NotHere
    return place, key
