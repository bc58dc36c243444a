"""The day in numbers, for who heads the center: on the screen and on one sheet of paper."""

from __future__ import annotations

from motcua.services.online.waiting import unanswered
from motcua.services.work.summary import summary
from motcua.web.page import Answer, Permission, WebRequest, acting, office_of, page, shown


@page("/tom-tat", may=Permission.SEE_EVERY_DOSSIER)
async def show_summary(request: WebRequest) -> Answer:
    """Tóm tắt trong ngày."""
    found, online = await summary(office_of(request), acting(request)), await unanswered(acting(request))
    return shown(request, "desk/summary.html", found=found, online=online)


PAGES = (show_summary,)
