"""Thời gian chờ: how long people waited, for the director."""

from __future__ import annotations

from datetime import timedelta

from motcua.domain.calendar import day_says
from motcua.services.codes import local_date
from motcua.services.hall.figures import figures
from motcua.web.forms import only
from motcua.web.page import Answer, Permission, WebRequest, acting, page, query_of, shown
from motcua.web.pages.hall_booking import date_of


@page("/thoi-gian-cho", may=Permission.SEE_EVERY_DOSSIER)
async def show_figures(request: WebRequest) -> Answer:
    """`?ngay=`: another day than today."""
    on = date_of(only(query_of(request), "ngay")) or local_date(acting(request).at)
    before = on - timedelta(days=1) if on.toordinal() > 1 else on
    return shown(request, "hall/figures.html", found=await figures(on), says=day_says(on), on=on, before=before)


PAGES = (show_figures,)
