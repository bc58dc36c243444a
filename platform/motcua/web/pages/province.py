"""The province inside this center: coming in with a ticket, what the center's people see of it, ending it at once."""

from __future__ import annotations

from motcua.services.province import guests
from motcua.web.ids import asked_for
from motcua.web.middleware.session import cookie_name
from motcua.web.page import (
    PUBLIC,
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    business_now,
    go,
    page,
    real_now,
    shown,
    site_of,
)
from motcua.web.security import guarded_cookie
from motcua.web.site import address_of

HERE = "/truy-cap-tinh"
LONGEST = 200


@page("/tu-tinh/{ticket:str}", may=PUBLIC)
async def show_ticket(request: WebRequest, ticket: FromPath[str]) -> Answer:
    """Looked at first, taken by the button: what fetches addresses ahead must not use it up."""
    found = await guests.ticket(ticket[:LONGEST], real_now())
    return shown(request, "access/ticket.html", found=found, ticket=ticket[:LONGEST])


@act("/tu-tinh/{ticket:str}", may=PUBLIC)
async def come_in(request: WebRequest, ticket: FromPath[str]) -> Answer:
    token = await guests.come_in(
        ticket[:LONGEST],
        address=address_of(request),
        agent=request.headers.get("user-agent", "")[:300],
        business_at=business_now(request),
        now=real_now(),
    )
    answer = go(request, "/ho-so", says="Bạn đang truy cập khẩn cấp: chỉ xem, mọi trang đã mở được ghi lại.")
    secure = site_of(request).settings.secure_cookies
    answer.set_cookie(guarded_cookie(cookie_name(request.scope), token, secure=secure))
    return answer


@page(HERE, may=Permission.SEE_STAFF)
async def show_visits(request: WebRequest) -> Answer:
    found = await guests.visits(real_now())
    may_end = acting(request).staff.may(Permission.PUBLISH_PROCEDURES)
    return shown(request, "access/visits.html", found=found, may_end=may_end)


@act(HERE + "/{access_id:str}/ket-thuc", may=Permission.PUBLISH_PROCEDURES)
async def end(request: WebRequest, access_id: FromPath[str]) -> Answer:
    await guests.end_as_center(acting(request), asked_for(access_id), real_now())
    return go(request, HERE, says="Đã kết thúc truy cập của tỉnh.")


PAGES = (show_ticket, come_in, show_visits, end)
