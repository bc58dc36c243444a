"""Quyết toán quý: each agency's fees on the screen, as CSV, as XLSX and on paper."""

from __future__ import annotations

from urllib.parse import urlencode

from motcua.services.files.kinds import TYPES
from motcua.services.money import settled_rows
from motcua.services.money import settlement as settled
from motcua.web.csv_files import csv_of
from motcua.web.forms import only
from motcua.web.money_forms import places_of
from motcua.web.page import Answer, Permission, WebRequest, acting, office_of, page, query_of, sent, shown
from motcua.web.pages.letters import PDF_POLICY

HERE = "/thu-phi/quyet-toan"
ROWS = f"{HERE}/khoan"
SEES = Permission.SETTLE_FEES


async def _found(request: WebRequest) -> settled.Settlement:
    quarter = settled.read_quarter(only(query_of(request), "quy"), acting(request).at)
    return await settled.settlement(acting(request), quarter)


@page(HERE, may=SEES)
async def show_settlement(request: WebRequest) -> Answer:
    return shown(
        request,
        "money/settlement.html",
        places=places_of(acting(request).staff),
        found=await _found(request),
        quarters=settled.quarters(acting(request).at),
        headings=settled.HEADINGS,
        receipt_headings=settled.RECEIPT_HEADINGS,
        columns=tuple(settled_rows.COLUMNS),
        receipt_columns=tuple(settled_rows.RECEIPT_COLUMNS),
        formulas=settled.FORMULAS,
    )


@page(ROWS, may=SEES)
async def show_rows(request: WebRequest) -> Answer:
    """The payments, refunds or receipts of one number, fifty at a time."""
    typed = query_of(request)
    quarter = settled.read_quarter(only(typed, "quy"), acting(request).at)
    names = ("cot", "co-quan", "quyen")
    column, agency, book = (only(typed, name) for name in names)
    found = await settled_rows.settled_rows(quarter, column or "khoan-thu", agency, book, only(typed, "sau"))
    parts = {"quy": quarter.key, **{name: only(typed, name) for name in names}, "sau": found.next_key}
    return shown(
        request,
        "money/settled_rows.html",
        found=found,
        quarter=quarter,
        may_see_dossiers=acting(request).staff.may(Permission.SEE_EVERY_DOSSIER),
        next_address=f"{ROWS}?{urlencode(parts)}" if found.next_key else "",
    )


@page(f"{HERE}.csv", may=SEES)
async def as_csv(request: WebRequest) -> Answer:
    found = await _found(request)
    body = csv_of(settled.as_rows(found))
    return sent(body, media_type="text/csv; charset=utf-8", name=f"{found.name}.csv")


@page(f"{HERE}.xlsx", may=SEES)
async def as_xlsx(request: WebRequest) -> Answer:
    found = await _found(request)
    body = await settled.as_xlsx(found, acting(request).at)
    return sent(body, media_type=TYPES["xlsx"][1], name=f"{found.name}.xlsx")


@page(f"{HERE}.pdf", may=SEES)
async def as_pdf(request: WebRequest) -> Answer:
    found = await _found(request)
    body = await settled.as_pdf(office_of(request), found, acting(request).at)
    answer = sent(body, media_type="application/pdf", name=f"{found.name}.pdf", inline=True)
    answer.headers["Content-Security-Policy"] = PDF_POLICY
    return answer


PAGES = (show_settlement, show_rows, as_csv, as_xlsx, as_pdf)
