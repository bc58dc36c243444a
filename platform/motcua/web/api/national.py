"""The day's dossiers by the ten codes of the national portal, as JSON or CSV."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated
from urllib.parse import quote

import msgspec
from litestar import Response
from litestar.params import QueryParameter

from motcua.domain.errors import Refused
from motcua.domain.machines import Scope
from motcua.services.machines.national import StatusLine, statuses_on
from motcua.web.api.declare import asked, by, json_of
from motcua.web.api.shapes import NationalLine, NationalPage
from motcua.web.csv_files import csv_of
from motcua.web.forms import UNREADABLE, is_unreadable
from motcua.web.site import WebRequest, office_of

TAG = "Cổng dịch vụ công quốc gia"
MOST = 1_000
On = Annotated[date, QueryParameter(name="on", description="Ngày, ví dụ 2017-11-08.")]
After = Annotated[str, QueryParameter(name="after", max_length=60, description="Con trỏ của trang trước.")]
Limit = Annotated[int, QueryParameter(name="limit", ge=1, le=MOST, description="Số hồ sơ nhiều nhất trong một trang.")]
HEADINGS = (
    "Mã hồ sơ", "Mã thủ tục quốc gia", "Thủ tục", "Mã trạng thái", "Trạng thái", "Kênh nộp", "Tiếp nhận", "Hẹn trả",
    "Thay đổi lúc",
)  # fmt: skip


@asked(
    "/national-status",
    may=by(Scope.REPORT),
    tag=TAG,
    title="Tình trạng hồ sơ trong ngày",
    says="Mọi hồ sơ có thay đổi trong ngày, với trạng thái cuối ngày theo mười mã của Cổng dịch vụ công quốc gia. "
    "Trang sau: gửi lại cursor ở after.",
    answers="Một trang hồ sơ.",
    ends=(422,),
)
async def list_national_statuses(
    request: WebRequest, on: On, after: After = "", limit: Limit = 500
) -> Response[NationalPage]:
    lines, cursor = await statuses_on(office_of(request), _day(on), _code(after), limit)
    return json_of(NationalPage(on, [NationalLine(**asdict(each)) for each in lines], cursor))


@asked(
    "/national-status.csv",
    may=by(Scope.REPORT),
    tag=TAG,
    title="Tình trạng hồ sơ trong ngày, dạng CSV",
    says="Như trên, để mở bằng bảng tính. Trang sau: địa chỉ ở tiêu đề Link.",
    answers="Một trang hồ sơ.",
    ends=(422,),
    media_type="text/csv",
)
async def list_national_statuses_as_csv(
    request: WebRequest, on: On, after: After = "", limit: Limit = 500
) -> Response[str | bytes]:
    lines, cursor = await statuses_on(office_of(request), _day(on), _code(after), limit)
    headers = {"Link": f'<?on={on}&limit={limit}&after={quote(cursor)}>; rel="next"'} if cursor else {}
    return Response(csv_of((HEADINGS, *map(cells_of, lines))), media_type="text/csv", headers=headers)


def _day(on: date) -> date:
    if not 2000 <= on.year <= 2999:
        raise Refused("Ngày ngoài khoảng có dữ liệu.")
    return on


def _code(text: str) -> str:
    if is_unreadable(text):
        raise Refused(UNREADABLE)
    return text


def cells_of(line: StatusLine) -> tuple[str, ...]:
    plain = msgspec.to_builtins(asdict(line))
    return tuple("" if value is None else str(value) for value in plain.values())


PAGES = (list_national_statuses, list_national_statuses_as_csv)
