"""A PDF for the dossier is paper: no script, no program to start, no file inside, no password, no bomb."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator

import pikepdf

from motcua.domain.errors import Refused

_OBJECTS_MOST = 400_000
# What a page of a scanner or a drawing comes to, with room: A0 at 300 dpi has 140 million pixels.
_PIXELS_MOST = 200_000_000
_GROWN_MOST = 150 << 20
_GROWN_TOGETHER = 600 << 20
_CHUNK = 16 << 20
_FLATE = frozenset({"/FlateDecode", "/Fl"})
_ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/Movie", "/Sound"}
)
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/XFA"})
_FILE_KEYS = frozenset({"/EmbeddedFiles", "/EF"})
_FILE_SUBTYPES = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
_END = re.compile(rb"%%EOF[\s\x00\x1a]*\Z")

_AGAIN = "Hãy in ra tệp PDF mới (chọn máy in “Microsoft Print to PDF”) hoặc quét lại giấy tờ rồi tải lên."


_GROWS = f"Tệp PDF nở ra quá lớn khi mở nên không được nhận. {_AGAIN}"


def sample() -> bytes:
    """The smallest honest PDF, to warm up the library."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def look_through(ending: str, body: bytes) -> int:
    """The number of pages."""
    if not _END.search(body[-4096:]):
        raise Refused(f"Tệp PDF bị thiếu phần cuối hoặc có dữ liệu lạ ở cuối. {_AGAIN}")
    try:
        with pikepdf.open(io.BytesIO(body)) as pdf:
            if pdf.is_encrypted:
                raise Refused("Tệp PDF đặt mật khẩu hoặc bị khóa. Hãy bỏ mật khẩu rồi tải lên.")
            pages = len(pdf.pages)
            grown = 0
            for holder in _dictionaries(pdf):
                _refuse_what_acts(holder)
                if isinstance(holder, pikepdf.Stream):
                    grown += _grown(holder)
                if grown > _GROWN_TOGETHER:
                    raise Refused(_GROWS)
    except pikepdf.PasswordError:
        raise Refused("Tệp PDF đặt mật khẩu hoặc bị khóa. Hãy bỏ mật khẩu rồi tải lên.") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError, OverflowError):
        raise Refused(f"Tệp PDF bị hỏng, không mở được. {_AGAIN}") from None
    if pages < 1:
        raise Refused(f"Tệp PDF không có trang nào. {_AGAIN}")
    return pages


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, reached from a page or not: a reader may follow what a walk would miss."""
    seen = 0
    pending: list[pikepdf.Object] = [pdf.trailer]
    everything = iter(pdf.objects)
    while True:
        if not pending:
            try:
                pending.append(next(everything))
            except StopIteration:
                return
        thing = pending.pop()
        seen += 1
        if seen > _OBJECTS_MOST:
            raise Refused(f"Tệp PDF quá phức tạp. {_AGAIN}")
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
            children = [value for _, value in thing.items()]
        elif isinstance(thing, pikepdf.Array):
            children = list(thing)
        else:
            continue
        # What stands elsewhere in the file comes by itself.
        pending.extend(c for c in children if isinstance(c, pikepdf.Object) and not c.is_indirect)


def _grown(stream: pikepdf.Stream) -> int:
    """Bytes of the stream once it is unpacked, as far as they may go; of a picture nothing, but its pixels are counted.

    Whoever opens the file later has no cap: a page that grows a thousandfold would take their machine along.
    """
    if _name(stream.get("/Subtype")) == "/Image":
        if _number(stream.get("/Width")) * _number(stream.get("/Height")) > _PIXELS_MOST:
            raise Refused(_GROWS)
        return 0
    packing = stream.get("/Filter")
    filters = [_name(each) for each in packing] if isinstance(packing, pikepdf.Array) else [_name(packing)]
    if not _FLATE & set(filters):
        return 0
    if len(filters) > 1:  # the chain is undone whole, within the memory of this process
        size = len(stream.read_bytes())
    else:
        size = _inflated(stream.read_raw_bytes())
    if size > _GROWN_MOST:
        raise Refused(_GROWS)
    return size


def _inflated(packed: bytes) -> int:
    size, inflating = 0, zlib.decompressobj()
    try:
        while packed and size <= _GROWN_MOST:
            size += len(inflating.decompress(packed, _CHUNK))
            packed = inflating.unconsumed_tail
    except zlib.error:
        pass  # the reader of the page will show what came so far
    return size


def _number(value: object) -> int:
    return int(value) if isinstance(value, int) and value > 0 else 0


def _refuse_what_acts(holder: pikepdf.Object) -> None:
    keys = set(holder.keys())
    if keys & _ACTIVE_KEYS or ("/S" in keys and _name(holder["/S"]) in _ACTIVE_ACTIONS):
        raise Refused(f"Tệp PDF có mã lệnh chạy được bên trong nên không được nhận. {_AGAIN}")
    is_file = keys & _FILE_KEYS or ("/Type" in keys and _name(holder["/Type"]) == "/EmbeddedFile")
    if is_file or ("/Subtype" in keys and _name(holder["/Subtype"]) in _FILE_SUBTYPES):
        raise Refused(f"Tệp PDF có tệp khác đính kèm bên trong nên không được nhận. {_AGAIN}")


def _name(value: object) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""
