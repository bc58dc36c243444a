"""The files' worker: what somebody uploaded is named, opened and looked through here, where it can hurt nobody.

A name ending is a claim, the first bytes are another, and only opening the file shows whether they are true. PDF,
pictures and office files each have their opener; everything else is refused with a sentence that says what to do.
"""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import puremagic

from motcua.domain.errors import Refused
from motcua.sandbox import open_office, open_pdf, open_picture

# ending → (media type, the bytes every file of the kind starts with, opener)
_KINDS: Mapping[str, tuple[str, bytes, Callable[[str, bytes], int | None]]] = {
    "pdf": ("application/pdf", b"%PDF-", open_pdf.look_through),
    "jpg": ("image/jpeg", b"\xff\xd8\xff", open_picture.look_through),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n", open_picture.look_through),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        b"PK\x03\x04",
        open_office.look_through,
    ),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        b"PK\x03\x04",
        open_office.look_through,
    ),
}
_PICTURES = frozenset({"jpg", "png"})


def prepare() -> None:
    """Open one good file of each kind, so that nothing is left to import once the uid is dropped."""
    samples = {
        "pdf": open_pdf.sample(),
        "jpg": open_picture.sample("JPEG"),
        "png": open_picture.sample("PNG"),
        "docx": open_office.sample(),
    }
    for ending, sample in samples.items():
        handle({"ending": ending}, sample)
    for encoding in ("ascii", "latin-1", "cp437", "utf-16", "utf-16-be", "utf-16-le"):
        codecs.lookup(encoding)


def handle(request: Mapping[str, Any], body: bytes) -> tuple[Any, bytes]:
    """Media type and number of pages (None where the kind has none) of a file whose name ends in `ending`."""
    ending = str(request["ending"])
    if not body:
        raise Refused("Tệp rỗng, không có nội dung. Hãy quét hoặc chụp lại giấy tờ rồi tải lên.")
    if ending not in _KINDS:
        raise Refused("Chỉ nhận tệp PDF, JPG, PNG, DOCX hoặc XLSX. Hãy quét giấy tờ thành PDF rồi tải lên.")
    media_type, start, look_through = _KINDS[ending]
    if not body.startswith(start) or f".{ending}" not in _sniffed(body):
        _refuse_mismatch(ending)
    if ending not in ("docx", "xlsx") and zipfile.is_zipfile(io.BytesIO(body)):
        raise Refused("Tệp có một tệp nén giấu bên trong nên không được nhận. Hãy quét lại giấy tờ rồi tải lên.")
    return {"media_type": media_type, "pages": look_through(ending, body)}, b""


def _sniffed(body: bytes) -> set[str]:
    try:
        return {found.extension for found in puremagic.magic_string(body)}
    except (puremagic.PureError, ValueError):
        return set()


def _refuse_mismatch(ending: str) -> NoReturn:
    how = "chụp hoặc quét lại" if ending in _PICTURES else "lưu lại đúng loại hoặc quét giấy tờ thành PDF"
    raise Refused(f"Nội dung tệp không phải là {ending.upper()} như tên tệp ghi. Hãy {how} rồi tải lên.")
