"""A citizen and the post: papers fetched at home, how each task stands, taken back before the post has come."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from motcua.domain.errors import Refused
from motcua.domain.post import ACTS, Carrying, PostAct
from motcua.services.post import asking as post_asking
from motcua.web.forms import Typed, only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import CITIZENS, Answer, FromPath, WebRequest, act, form_of, go, page, query_of, shown
from motcua.web.pages.citizen_home import place_of, place_says
from motcua.web.pages.move_forms import box, box_of
from motcua.web.pages.moves import KEY
from motcua.web.site import applying

AT = "/cong-dan/buu-chinh"


async def _show(request: WebRequest, typed: Typed, faults: Mapping[str, str], status: int = 200) -> Answer:
    who = applying(request)
    found, after = await post_asking.mine(who, place_of(only(query_of(request), "sau")))
    begun = {"name": who.citizen.name, "phone": who.citizen.contact("phone") or ""}
    fields = post_asking.fields_to_ask(post_asking.agencies_here())
    return shown(
        request,
        "citizen/post.html",
        status=status,
        found=found,
        later=place_says(after),
        boxes=tuple(box(each, "xin", only(typed, each.name) or begun.get(each.name, ""), faults) for each in fields),
        errors=[{"text": text, "href": f"#{box_of('xin', name)}"} for name, text in faults.items()],
        can_cancel=lambda task: task.kind is Carrying.PICK_UP and task.state in ACTS[PostAct.CANCEL].sources,
        key=uuid4(),
    )


@page(AT, may=CITIZENS)
async def show_mine(request: WebRequest) -> Answer:
    return await _show(request, {}, {})


@act(AT, may=CITIZENS)
async def ask(request: WebRequest) -> Answer:
    typed = await form_of(request)
    data = {name: texts[-1] for name, texts in typed.items() if not name.startswith("_")}
    try:
        await post_asking.ask_by_citizen(applying(request), data, uuid_of(only(typed, KEY)) or uuid4())
    except Refused as refused:
        return await _show(request, typed, refused.errors, 422)
    return go(request, AT, says="Đã gửi yêu cầu. Nhân viên bưu chính sẽ liên hệ và đến nhận giấy tờ.")


@act("/cong-dan/buu-chinh/{task_id:str}/huy", may=CITIZENS)
async def cancel(request: WebRequest, task_id: FromPath[str]) -> Answer:
    typed, found = await form_of(request), asked_for(task_id)
    text = only(typed, "_seen")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    await post_asking.cancel_mine(applying(request), found, seen)
    return go(request, AT, says="Đã hủy yêu cầu bưu chính đến nhận giấy tờ.")


PAGES = (show_mine, ask, cancel)
