"""Every error as a Vietnamese page: one table from what went wrong to what the browser gets."""

from __future__ import annotations

import secrets
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import structlog
from litestar import Response
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, NotAuthorizedException

from motcua.domain import errors as domain
from motcua.store.outage import is_outage
from motcua.web.api import problems
from motcua.web.guards import CitizenMustSignIn, MustChangePassword, MustSetUpCode, NeedsKey, ScreenIsLocked
from motcua.web.locked import answer_locked
from motcua.web.site import WebRequest, site_of

log = structlog.get_logger("motcua.web")

STATUS_OF: Final[Mapping[type[Exception], int]] = {
    domain.Refused: 422,
    domain.NotAllowed: 403,
    domain.NotHere: 404,
    domain.Conflict: 409,
    domain.TooLarge: 413,
    domain.TooMany: 429,
    domain.Unavailable: 503,
}


@dataclass(frozen=True, slots=True)
class Says:
    """The title and the sentence of an error page when the error itself has none."""

    title: str
    sentence: str


SAYS: Final[Mapping[int, Says]] = {
    400: Says(
        "Yêu cầu không đọc được", "Trình duyệt gửi lên nội dung mà hệ thống không đọc được. Hãy quay lại và thử lại."
    ),
    401: Says("Cần khóa kết nối", "Thiếu khóa kết nối, hoặc khóa sai, hết hạn, đã thu hồi."),
    403: Says("Không được phép", "Bạn không được thực hiện việc này."),
    404: Says("Không tìm thấy trang", "Không tìm thấy nội dung yêu cầu tại trung tâm này."),
    405: Says("Thao tác không hợp lệ", "Địa chỉ này không nhận thao tác vừa gửi. Hãy quay lại trang trước."),
    409: Says("Nội dung đã thay đổi", "Hồ sơ vừa được người khác xử lý. Hãy tải lại trang để xem tình trạng mới nhất."),
    413: Says("Nội dung quá lớn", "Nội dung gửi lên quá lớn nên không được nhận."),
    415: Says("Kiểu nội dung không nhận", "Nội dung gửi lên phải là application/json."),
    422: Says("Nội dung chưa hợp lệ", "Nội dung gửi lên chưa hợp lệ. Hãy quay lại, kiểm tra và gửi lại."),
    429: Says("Thử quá nhiều lần", "Bạn đã thử quá nhiều lần. Hãy chờ ít phút rồi thử lại."),
    500: Says("Hệ thống gặp lỗi", "Việc vừa làm chưa được lưu. Hãy thử lại; nếu vẫn lỗi, báo quản trị mã số dưới đây."),
    503: Says(
        "Tạm thời chưa phục vụ được",
        "Hệ thống đang bận hoặc đang khởi động; việc vừa làm chưa được lưu. Hãy thử lại sau ít phút.",
    ),
}
RETRY_AFTER: Final = {429: "60", 503: "10"}


def status_of(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code if error.status_code in SAYS else 400 if error.status_code < 500 else 500
    if isinstance(error, NeedsKey):
        return 401
    if is_outage(error):
        return 503
    return next((STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF), 500)


def answer_to(request: WebRequest, error: Exception) -> Response[Any]:
    """The answer to any exception. The only exception handler of the application."""
    if problems.is_api(request.scope["path"], request.scope["root_path"]):
        return _problem(request, error)
    if isinstance(error, NotAuthorizedException):
        return _to_sign_in(request)
    if isinstance(error, CitizenMustSignIn):
        return _to_sign_in(request, "/cong-dan/dang-nhap")
    if isinstance(error, ScreenIsLocked):
        return answer_locked(request)
    if isinstance(error, MustChangePassword):
        return _redirect(request, f"{request.scope['root_path']}/doi-mat-khau")
    if isinstance(error, MustSetUpCode):
        return _redirect(request, f"{request.scope['root_path']}/tai-khoan/ma")
    status = status_of(error)
    reference = note_failure(error) if status == 500 else ""
    return error_page(request, status, error, reference)


def _problem(request: WebRequest, error: Exception) -> Response[Any]:
    status = status_of(error)
    reference = note_failure(error) if status == 500 else ""
    says = SAYS[status]
    sentence = error.sentence if isinstance(error, domain.Spoken) else says.sentence
    headers = {"Retry-After": RETRY_AFTER[status]} if status in RETRY_AFTER else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if status == 405:
        headers["Allow"] = "GET, HEAD, POST"
    return problems.answer(problems.problem_of(status, says.title, sentence, error, reference), headers)


def note_failure(error: BaseException) -> str:
    """Logs where it broke, without the message: a database's message quotes what people typed."""
    reference = secrets.token_hex(4).upper()
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    log.error(
        "request failed",
        reference=reference,
        error=f"{type(error).__module__}.{type(error).__qualname__}",
        cause=type(error.__cause__).__qualname__ if error.__cause__ else "",
        at=[f"{frame.filename.rpartition('/site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames],
    )
    return reference


def error_page(request: WebRequest, status: int, error: Exception | None, reference: str = "") -> Response[Any]:
    says = SAYS[status]
    sentence = error.sentence if isinstance(error, domain.Spoken) else says.sentence
    details = list(error.errors.values()) if isinstance(error, domain.Refused) else []
    values = {
        "is_forbidden": status == 403,
        "title": getattr(error, "title", says.title),
        "sentence": sentence,
        "details": [each for each in dict.fromkeys(details) if each != sentence],
        "reference": reference,
        "is_gone": status in (404, 409),
    }
    is_partial = request.headers.get("hx-request") == "true"
    template = "errors/_error.html" if is_partial else "errors/error.html"
    headers = {"HX-Retarget": "#noi-dung", "HX-Reswap": "innerHTML"} if is_partial else {}
    if status in RETRY_AFTER:
        headers["Retry-After"] = RETRY_AFTER[status]
    if status == 405:
        headers["Allow"] = "GET, HEAD, POST"
    html = site_of(request).renderer.page(request, template, values)
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=headers)


def _to_sign_in(request: WebRequest, door: str = "/dang-nhap") -> Response[Any]:
    """To the sign-in page, which comes back here; a form that was posted can't be repeated, its page can."""
    back = request.scope["path"] if request.method == "GET" else ""
    if back and request.scope["query_string"]:
        back += "?" + request.scope["query_string"].decode("latin-1")
    address = f"{request.scope['root_path']}{door}"
    return _redirect(request, f"{address}?tiep={quote(back, safe='/')}" if back else address)


def _redirect(request: WebRequest, address: str) -> Response[Any]:
    """401 with the way out for htmx, which would otherwise swap the sign-in page into a table row."""
    if request.headers.get("hx-request") == "true":
        return Response(b"", status_code=401, media_type=MediaType.TEXT, headers={"HX-Redirect": address})
    return Response(b"", status_code=303, media_type=MediaType.TEXT, headers={"Location": address})
