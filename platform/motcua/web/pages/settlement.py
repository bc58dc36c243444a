"""Quyết toán quý: each agency's fees on the screen, as CSV, as XLSX and on paper."""

from __future__ import annotations

from motcua.services import settlement as settled
from motcua.services.file_kinds import TYPES
from motcua.web.csv_files import csv_of
from motcua.web.forms import only
from motcua.web.money_forms import places_of
from motcua.web.page import Answer, Permission, WebRequest, acting, office_of, page, query_of, sent, shown
from motcua.web.pages.letters import PDF_POLICY

HERE = "/thu-phi/quyet-toan"
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


PAGES = (show_settlement, as_csv, as_xlsx, as_pdf)
