"""A report as a file: a workbook with real numbers, plain lines, a PDF to sign."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.centers import here
from motcua.domain.reports.table import Line, Table
from motcua.letters.data import Letterhead
from motcua.letters.report import TEMPLATE, ReportData, groups, headings
from motcua.services.codes import local_date
from motcua.services.dossiers.naming import agency_name
from motcua.services.files.workbooks import Looks, csv_text, folder, print_landscape, workbook_in
from motcua.services.letters.statutory import head_on
from motcua.services.office import Office
from motcua.services.oversight.reporting import Report

#: A table, and what stands under its title.
Sheet = tuple[Table, str]
LONGEST_SHEET_NAME = 31
FIRST_ROW = 5  # below the title, what it is of, its days, two rows of headings


def below(report: Report) -> str:
    """`Phòng Tư pháp · từ ngày … đến hết ngày …`."""
    agency = report.asked.agency
    of = agency_name(here(), agency) if agency else here().name
    return f"{of} · {report.table.period.title}, {report.table.period.says}"


async def made(office: Office, reports: Sequence[Report], format: str, at: datetime, title: str = "") -> bytes:
    """One report, or several together under a `title`."""
    sheets = [(table, below(report)) for report in reports for table in report.tables]
    match format:
        case "csv":
            return lines_of_tables(sheets)
        case "xlsx":
            return await workbook(sheets, here().name, at)
        case _:
            return await _pdf(office, sheets, at, title)


async def workbook(sheets: Sequence[Sheet], of: str, at: datetime) -> bytes:
    """`of`: whose it is, under each title."""
    async with folder() as place:
        return await asyncio.to_thread(_workbook, place, sheets, of, at)


def lines_of_tables(sheets: Sequence[Sheet]) -> bytes:
    """Each table under its title, an empty line between two."""
    lines: list[Sequence[str | int]] = []
    for table, said in sheets:
        names = [f"{group}: {heading}" if group else heading for group, heading in _named(table)]
        lines += [(f"{table.form}. {table.title}", said), (table.by, *names)]
        for line in (*table.lines, *([table.total] if table.total is not None else [])):
            marks = line.marks or ("",) * len(table.marks)
            lines.append((line.label, *(line.numbers[column.key] for column in table.columns), *marks))
        lines.append(())
    return csv_text(lines).encode("utf-8-sig")


def _named(table: Table) -> list[tuple[str, str]]:
    spread = [group for group, wide in groups(table) for _ in range(wide)]
    return list(zip(spread, headings(table), strict=True))


def _workbook(folder: Path, sheets: Sequence[Sheet], of: str, at: datetime) -> bytes:
    """A sheet for each table. In a thread."""
    workbook, file = workbook_in(folder, sheets[0][0].title, at)
    looks = Looks(workbook)
    for number, (table, said) in enumerate(sheets, 1):
        name = table.form if len(sheets) == 1 else f"{number}. {table.form}"
        _sheet(workbook.add_worksheet(name[:LONGEST_SHEET_NAME]), looks, table, (of, said))
    workbook.close()
    return file.read_bytes()


def _sheet(sheet: Any, looks: Looks, table: Table, under: tuple[str, str]) -> None:
    print_landscape(sheet, 3, 4)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(headings(table)), 12)
    sheet.write_string(0, 0, f"{table.form}. {table.title}", looks.title)
    sheet.write_string(1, 0, under[0])
    sheet.write_string(2, 0, under[1])
    sheet.write_string(3, 0, "", looks.heading)
    sheet.write_string(4, 0, table.by, looks.heading)
    for place, (group, heading) in enumerate(_named(table), 1):
        sheet.write_string(3, place, group, looks.heading)
        sheet.write_string(4, place, heading, looks.heading)
    sheet.freeze_panes(FIRST_ROW, 1)
    row = FIRST_ROW
    for line in table.lines:
        _line(sheet, row, table, line, looks.text, looks.money)
        row += 1
    if table.total is not None:
        _line(sheet, row, table, table.total, looks.total, looks.total)
        row += 1
    row += 1
    for heading, formula in table.formulas:
        sheet.write_string(row, 0, f"{heading}: {formula}.")
        row += 1
    for note in table.notes:
        sheet.write_string(row, 0, note)
        row += 1


def _line(sheet: Any, row: int, table: Table, line: Line, text: Any, number: Any) -> None:
    sheet.write_string(row, 0, line.label, text)
    place = 1
    for column in table.columns:
        sheet.write_number(row, place, line.numbers[column.key], number)
        place += 1
    for mark in line.marks or ("",) * len(table.marks):
        sheet.write_string(row, place, mark, text)
        place += 1


async def _pdf(office: Office, sheets: Sequence[Sheet], at: datetime, title: str) -> bytes:
    """To be signed by who heads the center."""
    head = head_on(here(), at)
    named = here().named_on(local_date(at))
    return await set_on_paper(office, sheets, at, (head, named.head_title), title)


async def set_on_paper(
    office: Office, sheets: Sequence[Sheet], at: datetime, signed: tuple[Letterhead, str], title: str = ""
) -> bytes:
    """`signed`: the head of the paper and the title of who signs it."""
    first, (head, signer) = sheets[0][0], signed
    title = title or f"{first.form}. {first.title}"
    data = ReportData(
        letterhead=head,
        dated_at=at,
        title=title,
        footer=f"{title} · {head.center}",
        signer=signer,
        tables=tuple(sheets),
    )
    return await office.letters.render(TEMPLATE, data.to_data(), dated_at=at, is_book=True)
