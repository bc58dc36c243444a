"""Quyết toán theo quý (NĐ 61/2018, Điều 12.9): what was taken for each agency, what was given back, what goes to it.

As table, CSV, XLSX and paper, all from the same rows. Amounts are whole đồng; a payment counts in the quarter of its
day here, a refund in that in which it was paid out.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from motcua.centers import here
from motcua.domain.amounts import amount_in_words
from motcua.domain.calendar import LOCAL
from motcua.domain.errors import NotHere
from motcua.domain.people import Acting
from motcua.letters import says
from motcua.letters.data import Issue
from motcua.letters.money import SettlementData
from motcua.services.codes import local_date
from motcua.services.dossiers.naming import agency_name
from motcua.services.letters.issuing import set_letter
from motcua.services.letters.statutory import head_on
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import payments as stored

HEADINGS = (
    "Cơ quan",
    "Số khoản thu",
    "Tiền mặt (đồng)",
    "Chuyển khoản (đồng)",
    "Số lần hoàn",
    "Đã hoàn (đồng)",
    "Phải chuyển (đồng)",
)
FORMULAS = (
    "Khoản thu tính vào quý của ngày thu, lần hoàn tính vào quý của ngày chi trả; khoản thu đã hủy không tính",
    "Phải chuyển = tiền mặt + chuyển khoản − đã hoàn",
    "Biên lai: tính vào quý của ngày lập; số tiền không kể biên lai đã hủy",
)
RECEIPT_HEADINGS = ("Quyển biên lai", "Từ số – đến số", "Đã dùng", "Hủy", "Số tiền (đồng)")
TITLE = "Bảng quyết toán phí, lệ phí"
TOTAL = "Tổng cộng"
FIRST_YEAR = 2017


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    year: int
    number: int

    @property
    def key(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def name(self) -> str:
        return f"Quý {['I', 'II', 'III', 'IV'][self.number - 1]} năm {self.year}"

    @property
    def span(self) -> tuple[datetime, datetime]:
        month = 3 * self.number - 2
        after = date(self.year + (self.number == 4), month + 3 if self.number < 4 else 1, 1)
        first = date(self.year, month, 1)
        since, until = (datetime.combine(day, time(), LOCAL) for day in (first, after))
        return since, until

    @property
    def before(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)


def quarter_of(on: date) -> Quarter:
    return Quarter(on.year, (on.month + 2) // 3)


def read_quarter(text: str, at: datetime) -> Quarter:
    """`2017-4`; nothing: that of today."""
    if not text:
        return quarter_of(local_date(at))
    year, _, number = text.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and number in ("1", "2", "3", "4")):
        raise NotHere
    found = Quarter(int(year), int(number))
    if not Quarter(FIRST_YEAR, 1) <= found <= quarter_of(local_date(at)):
        raise NotHere
    return found


def quarters(at: datetime) -> tuple[Quarter, ...]:
    """Those that may be asked for, the latest first."""
    found: list[Quarter] = []
    each = quarter_of(local_date(at))
    while each >= Quarter(FIRST_YEAR, 1) and len(found) < 12:
        found.append(each)
        each = each.before
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Line:
    """One agency, or all of them (`agency` "")."""

    name: str
    payments: int
    cash: int
    transfer: int
    refunds: int
    given: int
    agency: str = ""

    @property
    def net(self) -> int:
        return self.cash + self.transfer - self.given

    @property
    def cells(self) -> tuple[str | int, ...]:
        return (self.name, self.payments, self.cash, self.transfer, self.refunds, self.given, self.net)


@dataclass(frozen=True, slots=True)
class Settlement:
    quarter: Quarter
    lines: tuple[Line, ...]
    receipts: tuple[Mapping[str, Any], ...]

    @property
    def total(self) -> Line:
        sums = [sum(getattr(line, name) for line in self.lines) for name in _SUMMED]
        return Line(TOTAL, *sums)

    @property
    def name(self) -> str:
        return f"quyet-toan-phi-{self.quarter.key}"


_SUMMED = ("payments", "cash", "transfer", "refunds", "given")


async def settlement(acting: Acting, quarter: Quarter) -> Settlement:
    since, until = quarter.span
    async with transaction():
        found = await stored.settled(since, until)
        receipts = tuple(await stored.receipts_between(since, until))
    lines = [
        Line(
            agency_name(here(), row["agency"]),
            payments=row["payments"],
            cash=row["cash"],
            transfer=row["transfer"],
            refunds=row["refunds"],
            given=row["given"],
            agency=row["agency"],
        )
        for row in found
    ]
    return Settlement(quarter, tuple(sorted(lines, key=lambda line: line.name)), receipts)


def as_rows(found: Settlement) -> list[tuple[str, ...]]:
    """For CSV: plain digits, so that a spreadsheet adds them up."""
    lines = (*found.lines, found.total)
    return [HEADINGS, *(tuple(str(cell) for cell in line.cells) for line in lines)]


async def as_xlsx(found: Settlement, at: datetime) -> bytes:
    return await asyncio.to_thread(_workbook, found, here().name_on(local_date(at)))


def _workbook(found: Settlement, unit: str) -> bytes:
    """A text is a text: nothing in it runs as a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(out, options)
    sheet = workbook.add_worksheet("quyet-toan")
    bold = workbook.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"})
    money = workbook.add_format({"border": 1, "num_format": "#,##0"})
    text = workbook.add_format({"border": 1})
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(HEADINGS) - 1, 18)
    sheet.write_string(0, 0, f"{TITLE} – {found.quarter.name}")
    sheet.write_string(1, 0, unit)
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(3, place, heading, bold)
    row = 4
    for line in (*found.lines, found.total):
        for place, cell in enumerate(line.cells):
            if isinstance(cell, int):
                sheet.write_number(row, place, cell, money)
            else:
                sheet.write_string(row, place, cell, text)
        row += 1
    for place, heading in enumerate(RECEIPT_HEADINGS):
        sheet.write_string(row + 1, place, heading, bold)
    for each in found.receipts:
        row += 1
        sheet.write_string(row + 1, 0, each["book"], text)
        sheet.write_string(row + 1, 1, f"{each['first']} – {each['last']}", text)
        for place, name in enumerate(("receipts", "voided", "amount"), 2):
            sheet.write_number(row + 1, place, each[name], money)
    workbook.close()
    return out.getvalue()


async def as_pdf(office: Office, found: Settlement, at: datetime) -> bytes:
    total = found.total
    letter = SettlementData(
        letterhead=head_on(here(), at),
        dated_at=at,
        period=found.quarter.name,
        headings=HEADINGS,
        rows=tuple(_says(line) for line in found.lines),
        total=_says(total),
        in_words=amount_in_words(total.net) if total.net >= 0 else f"âm {amount_in_words(-total.net)}",
        receipts=tuple(map(_receipts_says, found.receipts)),
    )
    return await set_letter(office, letter, Issue(TITLE))


def _says(line: Line) -> tuple[str, ...]:
    counts = {1, 4}
    return tuple(
        cell if isinstance(cell, str) else str(cell) if place in counts else says.money(cell).removesuffix(" đồng")
        for place, cell in enumerate(line.cells)
    )


def _receipts_says(row: Mapping[str, Any]) -> tuple[str, ...]:
    span = f"{row['first']} – {row['last']}"
    return (row["book"], span, str(row["receipts"]), str(row["voided"]), says.money(row["amount"]))
