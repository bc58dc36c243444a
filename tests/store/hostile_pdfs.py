"""PDFs that act, carry something, are locked, broken, or grow when they are opened."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name
from tests.store.hostile_files import action, pdf

ACTIONS: Mapping[str, Mapping[str, object]] = {
    "JavaScript": {"JS": b"app.alert(1)"},
    "Launch": {"F": b"cmd.exe"},
    "ImportData": {"F": b"x.fdf"},
    "SubmitForm": {"F": b"https://x.example"},
    "GoToE": {"T": Dictionary(R=Name.C)},
    "Rendition": {"OP": 0},
    "Movie": {"T": b"film"},
    "Sound": {"Volume": 1},
}
Places = Mapping[str, Callable[[pikepdf.Pdf, Dictionary], None]]


def _annotated(made: pikepdf.Pdf, **entries: object) -> None:
    made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], **entries)])


def _opened(made: pikepdf.Pdf, acts: Dictionary) -> None:
    made.Root.OpenAction = acts


def _before_closing(made: pikepdf.Pdf, acts: Dictionary) -> None:
    made.Root.AA = Dictionary(WC=acts)


def _page_shown(made: pikepdf.Pdf, acts: Dictionary) -> None:
    made.pages[0].AA = Dictionary(O=made.make_indirect(acts))


def _clicked(made: pikepdf.Pdf, acts: Dictionary) -> None:
    _annotated(made, A=acts)


def _hovered(made: pikepdf.Pdf, acts: Dictionary) -> None:
    _annotated(made, AA=Dictionary(E=acts))


def _after_another(made: pikepdf.Pdf, acts: Dictionary) -> None:
    _annotated(made, A=action("URI", URI=b"https://x.example", Next=Array([action("GoTo", D=b"x"), acts])))


def _in_the_outline(made: pikepdf.Pdf, acts: Dictionary) -> None:
    item = made.make_indirect(Dictionary(Title=b"1", A=acts))
    made.Root.Outlines = made.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))


def _typed(made: pikepdf.Pdf, acts: Dictionary) -> None:
    field = made.make_indirect(Dictionary(FT=Name.Tx, T=b"ten", AA=Dictionary(K=acts)))
    made.Root.AcroForm = Dictionary(Fields=Array([field]))


PLACES: Places = {
    "on opening": _opened,
    "before closing": _before_closing,
    "when a page is shown": _page_shown,
    "on a click": _clicked,
    "on hovering": _hovered,
    "after a harmless one": _after_another,
    "in the outline": _in_the_outline,
    "when a field is typed": _typed,
}


def _saved(made: pikepdf.Pdf, *, packed: bool) -> bytes:
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    made.save(out, object_stream_mode=mode)
    return out.getvalue()


def acting() -> Iterator[tuple[str, bytes]]:
    for number, (kind, entries) in enumerate(ACTIONS.items()):
        for place, put in PLACES.items():
            with pikepdf.new() as made:
                made.add_blank_page()
                put(made, action(kind, **entries))
                yield f"{kind} {place}", _saved(made, packed=number % 2 == 0)


def locked() -> Iterator[tuple[str, bytes]]:
    for revision in (2, 3, 4, 6):
        for says, user in (("to be opened", "mat-khau"), ("by its owner", "")):
            out = io.BytesIO()
            with pikepdf.new() as made:
                made.add_blank_page()
                locks = pikepdf.Encryption(
                    owner="chu", user=user, R=revision, aes=revision >= 4, metadata=revision >= 4
                )
                made.save(out, encryption=locks)
            yield f"locked {says}, revision {revision}", out.getvalue()


def carrying() -> Iterator[tuple[str, bytes]]:
    for kind in ("FileAttachment", "RichMedia", "Movie", "Sound", "Screen", "3D"):
        with pikepdf.new() as made:
            made.add_blank_page()
            _annotated(made)
            made.pages[0].Annots[0].Subtype = Name(f"/{kind}")
            yield f"annotation {kind}", _saved(made, packed=True)
    with pikepdf.new() as made:
        made.add_blank_page()
        spec = Dictionary(Type=Name.Filespec, F=b"a.exe", EF=Dictionary(F=made.make_stream(b"MZ")))
        made.Root.AF = Array([made.make_indirect(spec)])
        yield "associated file", _saved(made, packed=False)
    with pikepdf.new() as made:
        made.add_blank_page()
        made.make_indirect(made.make_stream(b"MZ", Type=Name.EmbeddedFile))
        made.Root.Stray = made.make_stream(b"MZ", Type=Name.EmbeddedFile)
        yield "file that nothing names", _saved(made, packed=False)
    yield "xfa in parts", pdf(AcroForm=Dictionary(Fields=[], XFA=Array([b"template", b"<x/>"])))


def broken() -> Iterator[tuple[str, bytes]]:
    whole = pdf()
    for tenth in range(1, 10):
        yield f"cut at {tenth}0 %", whole[: len(whole) * tenth // 10]
    yield "without a catalog", _written(b"1 0 obj<</Type/Nothing>>endobj\n")
    yield (
        "pages that are their own child",
        _written(
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n", b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        ),
    )
    yield (
        "nested without end",
        _written(
            b"1 0 obj<</Type/Catalog/Pages 2 0 R/X " + b"[" * 100_000 + b"]" * 100_000 + b">>endobj\n",
            b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n",
        ),
    )
    yield "only an end", b"%PDF-1.7\n%%EOF"
    yield "noise between head and end", b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"\n%%EOF"
    yield "program behind the end", whole + b"MZ" + bytes(200)
    yield "script behind the end", whole + b"<script>alert(1)</script>"
    yield "page before the head", b"<html>" + whole


def growing() -> Iterator[tuple[str, bytes]]:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.pages[0].Contents = _stream(made, zlib.compress(b" " * (200 << 20), 9))
        yield "page that grows to 200 MB", _saved(made, packed=False)
    with pikepdf.new() as made:
        made.add_blank_page()
        made.pages[0].Contents = _stream(made, zlib.compress(zlib.compress(b" " * (200 << 20), 9), 9), twice=True)
        yield "page packed twice", _saved(made, packed=False)
    with pikepdf.new() as made:
        made.add_blank_page()
        pixels = _stream(made, zlib.compress(bytes(1000)))
        for key, value in {"Subtype": Name.Image, "Width": 60_000, "Height": 60_000, "BitsPerComponent": 8}.items():
            pixels[f"/{key}"] = value
        pixels.ColorSpace = Name.DeviceGray
        made.pages[0].Resources = Dictionary(XObject=Dictionary(I=pixels))
        yield "picture of 3.6 billion pixels", _saved(made, packed=False)


def _stream(made: pikepdf.Pdf, packed: bytes, *, twice: bool = False) -> pikepdf.Object:
    flate = Name.FlateDecode
    stream = pikepdf.Stream(made, b"")
    stream.write(packed, filter=Array([flate, flate]) if twice else flate)
    return made.make_indirect(stream)


def _written(*objects: bytes) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for each in objects:
        offsets.append(len(body))
        body += each
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1) + b"".join(
        b"%010d 00000 n \n" % n for n in offsets
    )
    return body + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, len(body))


BAD: Mapping[str, tuple[str, bytes]] = {
    f"pdf {says}": ("đơn.pdf", body) for made in (acting, locked, carrying, broken, growing) for says, body in made()
}
