"""What people typed, as `{name: [text, …]}`: never bound to types by the framework.

Litestar gives a single value as `str` and refuses it for `list[str]` (litestar#2028), and its errors are English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from litestar.datastructures import UploadFile

from motcua.domain.errors import Refused
from motcua.web.site import WebRequest

UNREADABLE = "Nội dung có ký tự không đọc được. Hãy gõ lại."
# C0 without tab and line ends, DEL, C1, and U+FFFD, which stands where the bytes were no UTF-8. PostgreSQL refuses NUL.
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]|[\ud800-\udfff]")
Typed = dict[str, list[str]]


def readable(text: str) -> str:
    """NFC (macOS and scan tools send NFD), one kind of line end, no characters that nobody typed."""
    return unicodedata.normalize("NFC", _BAD.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))


def is_unreadable(text: str) -> bool:
    return _BAD.search(text) is not None


def _typed(items: Iterable[tuple[str, object]]) -> tuple[Typed, dict[str, str]]:
    typed: Typed = {}
    faults: dict[str, str] = {}
    for raw_name, value in items:
        name = readable(raw_name)
        if raw_name == "_csrf_token" or not isinstance(value, str):
            continue
        if is_unreadable(raw_name) or is_unreadable(value):
            faults[name] = UNREADABLE
        typed.setdefault(name, []).append(readable(value))
    return typed, faults


async def faults_and_form_of(request: WebRequest) -> tuple[dict[str, str], Typed]:
    """For a page that shows its form again: what could not be read (by field, a sentence) and everything readable."""
    form = await request.form()
    # Not multi_items(): it goes through a set, and error summaries would change their order from run to run.
    typed, faults = _typed((name, value) for name in dict.fromkeys(form) for value in form.getall(name))
    return faults, typed


async def form_of(request: WebRequest) -> Typed:
    """What was posted; unreadable characters refuse the whole form (422)."""
    faults, typed = await faults_and_form_of(request)
    if faults:
        raise Refused(UNREADABLE, faults)
    return typed


async def uploads_of(request: WebRequest, name: str) -> list[UploadFile]:
    """The files posted under `name`; an empty file box counts as none."""
    form = await request.form()
    found = [value for key, value in form.multi_items() if key == name and isinstance(value, UploadFile)]
    return [each for each in found if each.filename]


def query_of(request: WebRequest) -> Typed:
    """The address's query, as readable as a form."""
    typed, faults = _typed((name, value) for name, value in request.query_params.multi_items())
    if faults:
        raise Refused("Địa chỉ có ký tự không đọc được.")
    return typed


def only(typed: Typed, name: str, default: str = "") -> str:
    """The last value under `name`, trimmed."""
    values = typed.get(name)
    return values[-1].strip() if values else default
