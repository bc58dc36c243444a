"""One's own account: the second step, open sessions, the history of signing in."""

from __future__ import annotations

from motcua.domain.errors import NotHere
from motcua.services.accounts.mine import sessions_of, sign_out_elsewhere
from motcua.services.accounts.second_step import standing_of
from motcua.services.accounts.sign_ins import sign_ins_of
from motcua.web.forms import only
from motcua.web.middleware.session import session_token
from motcua.web.page import (
    SIGNED_IN,
    Answer,
    WebRequest,
    act,
    acting,
    go,
    office_of,
    page,
    query_of,
    real_now,
    shown,
)
from motcua.web.widgets import summary_of

HERE = "/tai-khoan"
MOST_ID = 2**63 - 1


def before_of(request: WebRequest) -> int | None:
    """`?truoc=`: the last line of the page before."""
    text = only(query_of(request), "truoc")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:20]) <= MOST_ID):
        raise NotHere
    return int(text[:20])


@page(HERE, may=SIGNED_IN)
async def show_mine(request: WebRequest) -> Answer:
    return await mine(request)


async def mine(request: WebRequest, fault: str = "", status: int = 200) -> Answer:
    """`fault`: what is wrong with the code just typed; its form stands open then."""
    person, token = acting(request), session_token(request.scope)
    assert token is not None
    return shown(
        request,
        "account/mine.html",
        status=status,
        fault=fault,
        errors=summary_of({"code": fault} if fault else {}),
        standing=await standing_of(office_of(request), person.staff),
        sessions=await sessions_of(person, token, real_now()),
        history=await sign_ins_of(person, person.staff.id, before_of(request)),
        path=HERE,
    )


@act(f"{HERE}/dang-xuat", may=SIGNED_IN)
async def sign_out_others(request: WebRequest) -> Answer:
    token = session_token(request.scope)
    assert token is not None
    ended = await sign_out_elsewhere(acting(request), token)
    return go(request, HERE, says=f"Đã kết thúc {ended} phiên đăng nhập khác." if ended else "Không có phiên nào khác.")


PAGES = (show_mine, sign_out_others)
