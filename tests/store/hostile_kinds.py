"""One kind of file under the name of another, and names that try to be something else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from PIL import Image
from tests.store.hostile_files import EICAR, HTML, SVG, office, pdf, picture, zipped


def drawn(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "white").save(out, kind)
    return out.getvalue()


BODIES: Mapping[str, bytes] = {
    "pdf": pdf(),
    "jpg": picture("JPEG"),
    "png": picture(),
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "html": HTML,
    "svg": SVG,
    "windows program": b"MZ\x90\0\x03" + bytes(600),
    "linux program": b"\x7fELF\x02\x01\x01" + bytes(600),
    "gif": drawn("GIF"),
    "bmp": drawn("BMP"),
    "webp": drawn("WEBP"),
    "tiff": drawn("TIFF"),
    "zip": zipped({"a.txt": b"a"}),
    "old doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1600),
    "rtf": rb"{\rtf1\ansi Xin ch\'e0o}",
    "film": b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(400),
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400),
    "shell script": b"#!/bin/sh\nrm -rf /\n",
    "php": b"<?php system($_GET['c']); ?>",
    "eicar": EICAR,
    "nothing but zeros": bytes(4096),
}
# The allow-list alone decides: whatever is inside, these are not taken.
ENDINGS = (
    "exe", "com", "scr", "bat", "cmd", "ps1", "vbs", "js", "jse", "wsf", "hta", "msi", "jar", "apk", "lnk", "iso",
    "img", "html", "xhtml", "svg", "xml", "swf", "doc", "xls", "ppt", "docm", "xlsm", "pptm", "dotm", "rtf", "zip",
    "rar", "7z", "tar", "gz", "heic", "heif", "webp", "gif", "bmp", "tif", "php", "sh", "py", "url", "chm", "reg",
    "cpl", "pdf~", "pdf_", "pdfx",
)  # fmt: skip
NAMES = (
    "đơn.pdf.exe", "đơn.pdf\0.exe", "đơn.pdf%00.exe.", "../../../etc/passwd", "..\\..\\boot.ini", "a.pdf/x.exe",
    "hoadon\u202efdp.exe", "a.\u202egpj.scr", "a.pdf:an.exe", "\u200b\u200b", ".htaccess", ".pdf", "CON", "đơn pdf",
    "a.p\u200bdf.exe", "a.рdf", "a.pdf\r\nContent-Type: text/html.htm", "x" * 5000, "đơn.pdf;.asp", "pdf",
)  # fmt: skip


def mistaken() -> Iterator[tuple[str, str, bytes]]:
    for kind, body in BODIES.items():
        for ending in ("pdf", "jpg", "png", "docx", "xlsx"):
            if kind != ending:
                yield f"{kind} named {ending}", f"giấy.{ending}", body


def unwanted() -> Iterator[tuple[str, str, bytes]]:
    for ending in ENDINGS:
        yield f"good pdf named {ending}", f"giấy.{ending}", pdf()
    for name in NAMES:
        yield f"name {name[:20]!r}", name, pdf()


def archives() -> Iterator[tuple[str, str, bytes]]:
    for ending in ("docx", "xlsx"):
        whole = office(ending)
        for fifth in range(1, 5):
            yield f"{ending} cut at {fifth * 20} %", f"a.{ending}", whole[: len(whole) * fifth // 5]
        for name in ("word/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml", "word/activeX/activeX1.bin", "word/a.exe"):
            yield f"{ending} with {name}", f"a.{ending}", office(ending, {name: b"x"})
        for name in ("/etc/passwd", "a\\..\\b", "word/../../x"):
            yield f"{ending} with the path {name}", f"a.{ending}", office(ending, {name: b"x"})
        for kind in ("attachedTemplate", "oleObject", "image", "frame", "subDocument", "externalLink"):
            relation = (
                f'<Relationships><Relationship Id="r" Type="http://x/{kind}" TargetMode="External" '
                'Target="\\\\x.example\\a"/></Relationships>'
            )
            more = {"word/_rels/x.rels": relation.encode()}
            yield f"{ending} that fetches a {kind}", f"a.{ending}", office(ending, more)
        yield f"{ending} in utf-16", f"a.{ending}", office(ending, {"word/x.xml": "<a/>".encode("utf-16")})
        entity = b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
        yield f"{ending} that reads a file", f"a.{ending}", office(ending, {"customXml/item1.xml": entity})
        yield f"{ending} of 4000 parts", f"a.{ending}", office(ending, {f"word/{n}": b"" for n in range(4000)})
        yield f"{ending} with a password", f"a.{ending}", _locked(whole)
        yield f"{ending} that lies of its size", f"a.{ending}", _lying(ending)


def _locked(whole: bytes) -> bytes:
    """The flag of an encrypted entry, in both of its places."""
    body = bytearray(whole)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(mark) + offset] |= 1
    return bytes(body)


def _lying(ending: str) -> bytes:
    out = io.BytesIO(office(ending, {"word/media/a.bmp": bytes(20 << 20)}))
    with zipfile.ZipFile(out) as made:
        entry = made.getinfo("word/media/a.bmp")
    body = bytearray(out.getvalue())
    at = body.rindex(entry.filename.encode()) - 46 + 24
    body[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(body)


BAD: Mapping[str, tuple[str, bytes]] = {
    says: (name, body) for made in (mistaken, unwanted, archives) for says, name, body in made()
}
