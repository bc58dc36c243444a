"""A report as a file: a workbook with real numbers, plain lines, a PDF to sign."""

from __future__ import annotations

import asyncio
import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.reports.table import Line, Table
from motcua.letters.report import TEMPLATE, ReportData, groups, headings
from motcua.services.codes import local_date
from motcua.services.letters import head_on
from motcua.services.naming import agency_name
from motcua.services.office import Office
from motcua.services.oversight.reporting import Report
from motcua.store.folding import fold

TYPES: Mapping[str, tuple[str, str]] = {
    "pdf": ("PDF", "application/pdf"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", "text/csv; charset=utf-8"),
}
#: A table, and what stands under its title.
Sheet = tuple[Table, str]
LONGEST_SHEET_NAME = 31
FIRST_ROW = 5  # below the title, what it is of, its days, two rows of headings


def below(report: Report) -> str:
    """`Phòng Tư pháp · từ ngày … đến hết ngày …`."""
    agency = report.asked.agency
    of = agency_name(here(), agency) if agency else here().name
    return f"{of} · {report.table.period.title}, {report.table.period.says}"


def name_of(reports: Sequence[Report], format: str) -> str:
    first = reports[0]
    parts = ["bao-cao", first.asked.form.key if len(reports) == 1 else "hop-quy", first.table.period.title]
    if first.asked.agency:
        parts.append(first.asked.agency)
    return f"{'-'.join(fold(part).replace(' ', '-') for part in parts)}.{format}"


async def made(office: Office, reports: Sequence[Report], format: str, at: datetime) -> bytes:
    """One report, or those of a meeting together."""
    sheets = [(report.table, below(report)) for report in reports]
    match format:
        case "csv":
            return lines_of_tables(sheets)
        case "xlsx":
            return await workbook(sheets, here().name, at)
        case _:
            return await _pdf(office, sheets, at)


async def workbook(sheets: Sequence[Sheet], of: str, at: datetime) -> bytes:
    """`of`: whose it is, under each title."""
    return await asyncio.to_thread(_workbook, sheets, of, at)


def lines_of_tables(sheets: Sequence[Sheet]) -> bytes:
    """Semicolons and a byte order mark, as Vietnamese Excel opens them; a text that could be a formula is quoted."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for table, said in sheets:
        writer.writerow([_harmless(f"{table.form}. {table.title}"), _harmless(said)])
        names = [f"{group}: {heading}" if group else heading for group, heading in _named(table)]
        writer.writerow([_harmless(text) for text in (table.by, *names)])
        for line in (*table.lines, *([table.total] if table.total is not None else [])):
            marks = [_harmless(mark) for mark in line.marks or ("",) * len(table.marks)]
            writer.writerow([_harmless(line.label), *(line.numbers[column.key] for column in table.columns), *marks])
        writer.writerow([])
    return text.getvalue().encode("utf-8-sig")


def _named(table: Table) -> list[tuple[str, str]]:
    spread = [group for group, wide in groups(table) for _ in range(wide)]
    return list(zip(spread, headings(table), strict=True))


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _workbook(sheets: Sequence[Sheet], of: str, at: datetime) -> bytes:
    """A sheet for each table. A number is a number, a text is a text: nothing in it runs as a formula. In a thread."""
    with tempfile.TemporaryDirectory(prefix="motcua-report-") as folder:
        file = Path(folder) / "report.xlsx"
        workbook = xlsxwriter.Workbook(
            str(file),
            {
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        workbook.set_properties({"title": sheets[0][0].title, "created": local(at).replace(tzinfo=None)})
        looks = {
            "title": workbook.add_format({"bold": True, "font_size": 14}),
            "heading": workbook.add_format(
                {"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}
            ),
            "text": workbook.add_format({"text_wrap": True, "border": 1, "valign": "top"}),
            "number": workbook.add_format({"border": 1, "valign": "top", "num_format": "#,##0"}),
            "total": workbook.add_format({"border": 1, "bold": True, "num_format": "#,##0"}),
        }
        for number, (table, said) in enumerate(sheets, 1):
            name = table.form if len(sheets) == 1 else f"{number}. {table.form}"
            _sheet(workbook.add_worksheet(name[:LONGEST_SHEET_NAME]), looks, table, (of, said))
        workbook.close()
        return file.read_bytes()


def _sheet(sheet: Any, looks: Mapping[str, Any], table: Table, under: tuple[str, str]) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&RTrang &P/&N")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(headings(table)), 12)
    sheet.write_string(0, 0, f"{table.form}. {table.title}", looks["title"])
    sheet.write_string(1, 0, under[0])
    sheet.write_string(2, 0, under[1])
    sheet.write_string(3, 0, "", looks["heading"])
    sheet.write_string(4, 0, table.by, looks["heading"])
    for place, (group, heading) in enumerate(_named(table), 1):
        sheet.write_string(3, place, group, looks["heading"])
        sheet.write_string(4, place, heading, looks["heading"])
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.repeat_rows(3, 4)
    row = FIRST_ROW
    for line in table.lines:
        _line(sheet, row, table, line, looks["text"], looks["number"])
        row += 1
    if table.total is not None:
        _line(sheet, row, table, table.total, looks["total"], looks["total"])
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


async def _pdf(office: Office, sheets: Sequence[Sheet], at: datetime) -> bytes:
    head = head_on(here(), at)
    first = sheets[0][0]
    title = f"{first.form}. {first.title}" if len(sheets) == 1 else "Tài liệu họp giao ban quý"
    data = ReportData(
        letterhead=head,
        dated_at=at,
        title=title,
        footer=f"{title} · {head.center}",
        signer=here().named_on(local_date(at)).head_title,
        tables=tuple(sheets),
    )
    return await office.letters.render(TEMPLATE, data.to_data(), dated_at=at, is_book=True)
