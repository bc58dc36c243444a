"""What an installation says about files: where they lie, who looks for viruses in them, how much a dossier may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from motcua.domain.errors import DataError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSettings:
    """One installation's files. What is not set means: in the data folder, scanned by nobody, PDF and pictures only."""

    kept_at: str = ""
    """`s3://bucket/prefix` with its access in the AWS_ variables; "" is the folder `files` below the data folder."""
    scanner: str = ""
    """Where clamd listens: the path of its socket, or host:port. "" means that there is no scanner."""
    waits_for_scanner: bool = True
    """While clamd is silent a file waits and nobody opens it; False takes it in with a mark and scans it later."""
    most_of_dossier: int = 200 * MEGABYTE
    """Bytes of all the files of one dossier."""
    takes_office_files: bool = False
    """Whether a paper of a dossier may be a DOCX or XLSX file too."""


def _bad(name: str, sentence: str, remedy: str) -> DataError:
    return DataError("biến môi trường", name, sentence, remedy)


def _bucket(name: str, raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme == "s3" and parts.netloc and not (parts.query or parts.fragment):
        return raw.rstrip("/")
    raise _bad(name, f"«{raw}» không phải kho S3.", "viết dạng s3://kho/thư-mục, hoặc bỏ biến này để dùng thư mục.")


def _clamd(name: str, raw: str) -> str:
    host, _, port = raw.rpartition(":")
    is_place = bool(host) and "/" not in host and port.isascii() and port.isdigit() and 0 < int(port) < 65536
    if raw.startswith("/") or is_place:
        return raw
    raise _bad(name, f"«{raw}» không phải nơi clamd nghe.", "viết /run/clamav/clamd.ctl hoặc 127.0.0.1:3310.")


def _when_down(name: str, raw: str) -> bool:
    if raw in ("hold", "accept"):
        return raw == "hold"
    raise _bad(name, f"«{raw}» không hợp lệ.", "dùng hold (tệp chờ quét) hoặc accept (nhận, đánh dấu chưa quét).")


def _megabytes(name: str, raw: str) -> int:
    if raw.isascii() and raw.isdigit() and 25 <= int(raw) <= 10_000:
        return int(raw) * MEGABYTE
    raise _bad(name, f"«{raw}» không hợp lệ.", "dùng một số MB từ 25 đến 10000.")


def _flag(name: str, raw: str) -> bool:
    if raw in ("0", "1"):
        return raw == "1"
    raise _bad(name, f"«{raw}» không hợp lệ.", "dùng 1 (có) hoặc 0 (không).")


FILE_READERS: Mapping[str, tuple[str, Callable[[str, str], Any]]] = MappingProxyType(
    {
        "MOTCUA_FILES": ("files.kept_at", _bucket),
        "MOTCUA_CLAMD": ("files.scanner", _clamd),
        "MOTCUA_CLAMD_DOWN": ("files.waits_for_scanner", _when_down),
        "MOTCUA_DOSSIER_MB": ("files.most_of_dossier", _megabytes),
        "MOTCUA_OFFICE_FILES": ("files.takes_office_files", _flag),
    }
)


def gather_file_settings(found: dict[str, Any]) -> None:
    """What was read for files, as the one setting that they are."""
    given = {key.partition(".")[2]: found.pop(key) for key in list(found) if key.startswith("files.")}
    if given:
        found["files"] = FileSettings(**given)
