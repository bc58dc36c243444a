"""How an operation of the API is declared. An operation says who may ask, what it is for, and every way it may end.

@asked("/procedures", may=PUBLIC, title="Danh mục thủ tục", says="…", ends=(404,))
async def list_procedures(request: WebRequest) -> Response[ProcedureList]: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import PathParameter

from motcua.domain.machines import Machine, Scope
from motcua.web.api.problems import MEDIA_TYPE
from motcua.web.api.shapes import Problem
from motcua.web.guards import ACCESS, PUBLIC, Access
from motcua.web.site import WebRequest

ROOT: Final = "/api/v1"
KEY_SCHEME: Final = "khoa"
ENDS: Final = {
    400: "Yêu cầu không đọc được hoặc không đúng mô tả.",
    401: "Thiếu khóa, khóa sai, hết hạn hoặc đã thu hồi.",
    403: "Khóa không có quyền này, việc này không làm bằng khóa, hoặc được gửi từ một trang khác.",
    404: "Không có ở Trung tâm này, hoặc ngoài phạm vi của khóa.",
    409: "Hồ sơ đã thay đổi, hoặc không ở tình trạng làm được việc này.",
    413: "Nội dung quá lớn.",
    415: "Nội dung phải là application/json.",
    422: "Nội dung chưa hợp lệ; trả lời nói rõ từng mục.",
    429: "Đã thử sai quá nhiều lần; chờ như Retry-After.",
    503: "Tạm thời chưa phục vụ được; thử lại sau.",
}
DossierId = Annotated[str, PathParameter(description="Mã định danh của hồ sơ (UUID), như trong luồng sự kiện.")]
WebhookId = Annotated[str, PathParameter(description="Mã định danh của nơi nhận (UUID).")]
ProcedureKey = Annotated[str, PathParameter(description="Khóa của thủ tục, như trong danh mục.")]
Declare = Callable[[Callable[..., Any]], HTTPRouteHandler]


def by(scope: Scope) -> Access:
    """Machines whose key is for `scope`."""
    return Access("machine", scope=scope.value)


def _described(may: Access, title: str, says: str, answers: str, ends: Iterable[int], tag: str) -> dict[str, Any]:
    found = {400, 503, *ends, *(() if may == PUBLIC else (401, 403))}
    responses = {
        status: ResponseSpec(Problem, description=ENDS[status], media_type=MEDIA_TYPE, generate_examples=False)
        for status in sorted(found - {304})
    }
    if 304 in found:
        responses[304] = ResponseSpec(None, description="Không đổi so với ETag đã gửi.", generate_examples=False)
    return {
        "opt": {ACCESS: may, "is_api": True},
        "summary": title,
        "description": says,
        "response_description": answers,
        "responses": responses,
        "tags": [tag],
        "security": None if may == PUBLIC else [{KEY_SCHEME: []}],
        "include_in_schema": True,
        "media_type": "application/json",
    }


def asked(
    path: str,
    *,
    may: Access,
    tag: str,
    title: str,
    says: str,
    answers: str,
    ends: Iterable[int] = (),
    media_type: str = "application/json",
) -> Declare:
    """An operation that reads."""
    return get(ROOT + path, **{**_described(may, title, says, answers, ends, tag), "media_type": media_type})


def done(
    path: str,
    *,
    may: Access,
    tag: str,
    title: str,
    says: str,
    answers: str,
    ends: Iterable[int] = (),
    status_code: int = 200,
) -> Declare:
    """An operation whose question or act travels in a body of JSON."""
    return post(
        ROOT + path, status_code=status_code, **_described(may, title, says, answers, {403, 413, 415, 422, *ends}, tag)
    )


def machine_of(request: WebRequest) -> Machine:
    """Who asks. Only for operations that are declared `by` a scope."""
    machine = request.scope["state"].get("machine")
    if not isinstance(machine, Machine):
        raise RuntimeError("machine_of() on an operation that is open without a key")
    return machine


def json_of(shape: msgspec.Struct, *, status: int = 200, headers: dict[str, str] | None = None) -> Response[Any]:
    return Response(
        msgspec.json.encode(shape), status_code=status, media_type="application/json", headers=headers or {}
    )
