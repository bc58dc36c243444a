"""Why may I not? The page that every refusal leads to."""

from __future__ import annotations

from motcua.services.rights import rights
from motcua.web.page import SIGNED_IN, Answer, WebRequest, acting, office_of, page, shown


@page("/quyen", may=SIGNED_IN)
async def show_rights(request: WebRequest) -> Answer:
    return shown(request, "staff/rights.html", found=await rights(office_of(request), acting(request)))


PAGES = (show_rights,)
