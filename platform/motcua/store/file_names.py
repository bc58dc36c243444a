"""What a file is called and says it is: a name fit to be shown, and an ending that there is an opener for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from motcua.domain.errors import Refused

_NAME_MOST = 150
OFFICE_ENDINGS = frozenset({"docx", "xlsx"})
# What a browser may say of each ending; a claim of any other known kind contradicts the name.
_DECLARED: Mapping[str, str] = MappingProxyType(
    {
        "application/pdf": "pdf",
        "image/jpeg": "jpg",
        "image/pjpeg": "jpg",
        "image/png": "png",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "text/html": "html",
        "image/svg+xml": "svg",
        "application/x-msdownload": "exe",
    }
)
_SAME_ENDING = MappingProxyType({"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"})
_ADVICE = MappingProxyType(
    {
        "heic": "Ảnh HEIC của điện thoại không xem được trên mọi máy. Hãy đổi sang JPG rồi tải lên.",
        "heif": "Ảnh HEIC của điện thoại không xem được trên mọi máy. Hãy đổi sang JPG rồi tải lên.",
        "doc": "Không nhận tệp DOC kiểu cũ. Hãy lưu lại thành DOCX hoặc PDF rồi tải lên.",
        "xls": "Không nhận tệp XLS kiểu cũ. Hãy lưu lại thành XLSX hoặc PDF rồi tải lên.",
        "zip": "Không nhận tệp nén. Hãy giải nén rồi tải lên từng tệp.",
        "rar": "Không nhận tệp nén. Hãy giải nén rồi tải lên từng tệp.",
        "7z": "Không nhận tệp nén. Hãy giải nén rồi tải lên từng tệp.",
    }
)


@dataclass(frozen=True, slots=True)
class FileLimits:
    """25 MB is the settled limit of a file; the endings are those an opener exists for."""

    most_bytes: int = 25 * 1024 * 1024
    endings: frozenset[str] = frozenset({"pdf", "jpg", "png", "docx", "xlsx"})


def clean_name(name: str) -> str:
    """A name fit to be shown: its last part, NFC, no controls or direction overrides, at most 150 letters."""
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Cn"))
    text = " ".join(text.split()).strip(". ")
    if not text:
        raise Refused("Tệp không có tên. Hãy đặt tên cho tệp rồi tải lên.")
    if len(text) > _NAME_MOST:
        stem, dot, ending = text.rpartition(".")
        tail = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
        text = text[: _NAME_MOST - len(tail)].rstrip() + tail
    return text


def ending_of(name: str, declared_type: str, limits: FileLimits) -> str:
    stem, _, written = name.rpartition(".")
    ending = _SAME_ENDING.get(written.lower(), written.lower()) if stem else ""
    if ending not in limits.endings:
        kinds = ", ".join(sorted(kind.upper() for kind in limits.endings))
        raise Refused(_ADVICE.get(ending, f"Chỉ nhận tệp {kinds}. Hãy quét giấy tờ thành PDF rồi tải lên."))
    declared = _DECLARED.get(declared_type.partition(";")[0].strip().lower())
    if declared is not None and declared != ending:
        raise Refused(
            f"Nội dung tệp không phải là {ending.upper()} như tên tệp ghi. Hãy lưu lại đúng loại rồi tải lên."
        )
    return ending
