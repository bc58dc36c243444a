"""Every error of the API as problem details (RFC 9457), in the sentences that a page would show."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from litestar import Response
from litestar.exceptions import ValidationException

from motcua.domain import errors as domain
from motcua.web.api.shapes import Fault, Problem

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/"
MALFORMED = "Nội dung gửi lên không đúng mô tả ở tài liệu của API."
# How the framework says that a parameter is not there at all.
_MISSING = re.compile(r"parameter '([^']+)'")
WRONG = "Thiếu, sai kiểu hoặc ngoài khoảng cho phép."


def is_api(path: str, root: str = "") -> bool:
    """Whether an address is the API's; without `root`, of whichever center its first part names."""
    inside = path.removeprefix(root) if root else "/" + path[1:].partition("/")[2]
    return inside.startswith(PREFIX)


def problem_of(status: int, title: str, sentence: str, error: Exception | None, reference: str = "") -> Problem:
    faults: list[Fault] = []
    if isinstance(error, domain.Refused):
        faults = [Fault(name, says) for name, says in error.errors.items()]
    elif isinstance(error, ValidationException):
        # The framework's own words are English; where it is wrong is enough, what is right stands in the description.
        sentence = MALFORMED
        faults = [Fault(_where(each), WRONG) for each in error.extra or () if isinstance(each, dict)]
        if not faults and (missing := _MISSING.search(error.detail)):
            faults = [Fault(missing[1], WRONG)]
    return Problem(title=title, status=status, detail=sentence, errors=faults, reference=reference)


def _where(fault: dict[str, Any]) -> str:
    return str(fault.get("key", "")) or str(fault.get("source", ""))


def answer(problem: Problem, headers: dict[str, str]) -> Response[Any]:
    return Response(msgspec.json.encode(problem), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)
