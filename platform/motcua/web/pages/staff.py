"""The center's people, for its director and its administrator."""

from __future__ import annotations

from motcua.services.people import people
from motcua.web.page import Answer, Permission, WebRequest, acting, office_of, page, shown


@page("/can-bo", may=Permission.SEE_STAFF)
async def show_staff(request: WebRequest) -> Answer:
    return shown(
        request,
        "staff/list.html",
        title="Cán bộ của Trung tâm",
        found=await people(office_of(request), acting(request)),
    )


PAGES = (show_staff,)
