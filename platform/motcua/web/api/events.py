"""The feed: what happened with the dossiers of a machine's desks, in one order, to be read on from a cursor."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from litestar import Response
from litestar.params import QueryParameter

from motcua.domain.machines import Scope
from motcua.services.machines.told import read_events
from motcua.web.api.declare import asked, by, json_of, machine_of
from motcua.web.api.shapes import EventPage, EventShape
from motcua.web.site import WebRequest

TAG = "Sự kiện"
After = Annotated[
    str, QueryParameter(name="after", pattern="^[0-9]{1,18}$", description="Đọc tiếp sau con trỏ này; 0 là từ đầu.")
]
Limit = Annotated[int, QueryParameter(name="limit", ge=1, le=200, description="Số sự kiện nhiều nhất trong một trang.")]


@asked(
    "/events",
    may=by(Scope.READ),
    tag=TAG,
    title="Luồng sự kiện",
    says="Những việc đã làm với hồ sơ đi qua các vị trí được giao, theo một thứ tự không đổi: đọc hết một trang rồi "
    "gửi lại cursor thì không sót và không lặp sự kiện nào, kể cả khi nhiều người đang làm việc cùng lúc.",
    answers="Một trang sự kiện.",
)
async def list_events(request: WebRequest, after: After = "0", limit: Limit = 100) -> Response[EventPage]:
    page = await read_events(machine_of(request), int(after), limit)
    events = [EventShape(**asdict(each)) for each in page.events]
    return json_of(EventPage(events, str(page.cursor), page.has_more))


PAGES = (list_events,)
