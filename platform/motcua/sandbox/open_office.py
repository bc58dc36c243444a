"""A DOCX or XLSX is a zip of XML: no bomb, no macro, no program inside, nothing fetched from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from motcua.domain.errors import Refused

_ENTRIES_MOST = 3_000
_WHOLE_MOST = 150 << 20
_RATIO_MOST = 150
_CHUNK = 1 << 16

_MAIN = {
    "docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_PROGRAM = re.compile(
    r"vbaproject|vbadata|activex|macrosheets|oleobject|embeddings/.*\.(?:bin|exe|dll|vbs|js|docm|xlsm)$|\.exe$", re.I
)
_RELATION = re.compile(rb"<[^<>]*\bRelationship\b[^<>]*>", re.I)

_AGAIN = "Hãy in ra PDF rồi tải tệp PDF lên."


def sample() -> bytes:
    """The smallest DOCX that passes, to warm up the library."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as office:
        office.writestr("[Content_Types].xml", _MAIN["docx"])
    return out.getvalue()


def look_through(ending: str, body: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as office:
            _look(ending, office)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError):
        raise Refused(f"Tệp {ending.upper()} bị hỏng hoặc đặt mật khẩu, không mở được. {_AGAIN}") from None


def _look(ending: str, office: zipfile.ZipFile) -> None:
    entries = office.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > _ENTRIES_MOST or len(set(names)) < len(names) or min(e.header_offset for e in entries) != 0:
        raise Refused(f"Tệp {ending.upper()} có cấu trúc bất thường. {_AGAIN}")
    whole = 0
    for entry in entries:
        if entry.filename.startswith("/") or ".." in entry.filename.split("/") or "\\" in entry.filename:
            raise Refused(f"Tệp {ending.upper()} có cấu trúc bất thường. {_AGAIN}")
        if _PROGRAM.search(entry.filename):
            raise Refused(f"Tệp {ending.upper()} có macro hoặc chương trình bên trong nên không được nhận. {_AGAIN}")
        content = _unpacked(office, entry, _WHOLE_MOST - whole)
        whole += len(content)
        _refuse_what_acts(ending, entry.filename, content)
    if "[Content_Types].xml" not in names or _MAIN[ending] not in office.read("[Content_Types].xml"):
        raise Refused(f"Nội dung tệp không phải là {ending.upper()} như tên tệp ghi. {_AGAIN}")


def _unpacked(office: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Counted while it is unpacked: the sizes written in the zip are the sender's word."""
    out = bytearray()
    with office.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            out += chunk
            if len(out) > most or (len(out) > 1 << 20 and len(out) > _RATIO_MOST * max(1, entry.compress_size)):
                raise Refused(f"Tệp nở ra quá lớn khi mở nên không được nhận. {_AGAIN}")
    return bytes(out)


def _refuse_what_acts(ending: str, name: str, content: bytes) -> None:
    if not name.lower().endswith((".xml", ".rels")):
        return
    # An entity can grow without end, and UTF-16 would hide everything looked for here.
    if b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refused(f"Tệp {ending.upper()} có cấu trúc bất thường. {_AGAIN}")
    if name == "[Content_Types].xml" and b"macroenabled" in content.lower():
        raise Refused(f"Tệp {ending.upper()} có macro hoặc chương trình bên trong nên không được nhận. {_AGAIN}")
    if name.lower().endswith(".rels"):
        for relation in _RELATION.findall(content):
            if b"external" in relation.lower() and b"/hyperlink" not in relation:
                raise Refused(f"Tệp {ending.upper()} lấy nội dung từ nơi khác nên không được nhận. {_AGAIN}")
