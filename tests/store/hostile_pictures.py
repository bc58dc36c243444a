"""Pictures that are broken, grow when they are decoded, or are something else as well."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Mapping

from PIL import Image
from tests.store.hostile_files import HTML, SVG, pdf, picture, pixel_bomb, zipped

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, data: bytes, *, length: int | None = None, crc: int | None = None) -> bytes:
    return (
        struct.pack(">I", len(data) if length is None else length)
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data) if crc is None else crc)
    )


def png(*chunks: bytes, width: int = 8, height: int = 8) -> bytes:
    """A grey picture with more chunks between its head and its rows."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes((width + 1) * height)))
    return SIGNATURE + head + b"".join(chunks) + rows + chunk(b"IEND", b"")


def cut() -> Iterator[tuple[str, str, bytes]]:
    for kind, ending in (("JPEG", "jpg"), ("PNG", "png")):
        whole = picture(kind, (400, 300))
        for tenth in range(1, 10):
            yield f"{ending} cut at {tenth}0 %", ending, whole[: len(whole) * tenth // 10]


def growing() -> Iterator[tuple[str, str, bytes]]:
    for width, height in ((7_800, 7_800), (1, 60_000_001), (60_000_001, 1), (2_000_000_000, 2_000_000_000)):
        yield f"png of {width} by {height}", "png", pixel_bomb(width, height)
    large = bytearray(picture("JPEG"))
    at = large.index(b"\xff\xc0") + 5
    large[at : at + 4] = struct.pack(">HH", 65_000, 65_000)
    yield "jpg that says 65000 by 65000", "jpg", bytes(large)
    bomb = zlib.compress(bytes(80 << 20), 9)
    yield "png with a text that grows", "png", png(chunk(b"zTXt", b"a\0\0" + bomb))
    long = chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * (1 << 20), 9))
    yield "png with seventy long texts", "png", png(*[long] * 70)
    yield "png with a profile that grows", "png", png(chunk(b"iCCP", b"a\0\0" + bomb))


def broken() -> Iterator[tuple[str, str, bytes]]:
    yield "png with a wrong checksum", "png", png(chunk(b"gAMA", bytes(4), crc=1))
    yield "png with a length without end", "png", png(chunk(b"tEXt", b"a\0b", length=0x7FFFFFFF))
    yield "png of no width", "png", png(width=0)
    yield "png of no height", "png", png(height=0)
    yield "png without rows", "png", SIGNATURE + png()[8:33] + chunk(b"IEND", b"")
    yield (
        "png whose rows are noise",
        "png",
        SIGNATURE + png()[8:33] + chunk(b"IDAT", b"\xff" * 90) + chunk(b"IEND", b""),
    )
    yield "png signature only", "png", SIGNATURE
    yield "png without a head", "png", SIGNATURE + chunk(b"IEND", b"")
    yield "jpg of zeros", "jpg", b"\xff\xd8\xff" + bytes(5000)
    yield "jpg without its tables", "jpg", picture("JPEG").replace(b"\xff\xdb", b"\xff\xe1")
    yield "jpg end only", "jpg", b"\xff\xd8\xff\xd9"


def two_in_one() -> Iterator[tuple[str, str, bytes]]:
    others = {
        "a page": HTML,
        "a drawing that acts": SVG,
        "a script of the server": b"<?php system($_GET['c']); ?>",
        "a pdf": pdf(),
        "an archive": zipped({"a.exe": b"MZ"}),
    }
    for kind, ending in (("JPEG", "jpg"), ("PNG", "png")):
        for says, other in others.items():
            yield f"{ending} with {says} behind it", ending, picture(kind) + other
    for says, other in others.items():
        yield f"png with {says} in a text", "png", png(chunk(b"tEXt", b"Comment\0" + other))
        comment = struct.pack(">H", len(other) + 2) + other
        whole = picture("JPEG")
        yield f"jpg with {says} in a comment", "jpg", whole[:2] + b"\xff\xfe" + comment + whole[2:]
    yield "png with a program behind it", "png", picture() + b"MZ" + bytes(300)
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    yield "film named jpg", "jpg", out.getvalue()


BAD: Mapping[str, tuple[str, bytes]] = {
    says: (f"ảnh.{ending}", body) for made in (cut, growing, broken, two_in_one) for says, ending, body in made()
}
