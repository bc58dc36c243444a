"""The letters' worker: one Typst compilation per task. Typst has no cap of its own on memory or time, a process has."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

import typst
import zxingcpp

from motcua.sandbox import code128

# `@preview` packages would be fetched from the network; a folder that can't exist makes them a plain compile error.
_NO_PACKAGES = "/proc/motcua-has-no-packages"


def prepare() -> None:
    """Build the encoder's tables once, before the limits."""
    _qr_svg("https://example.vn/")


def handle(request: Mapping[str, Any], body: bytes) -> tuple[Any, bytes]:
    """Values reach the template as JSON in `sys.inputs.d`, never as Typst source: text typed by anybody stays text."""
    data = dict(request["data"])
    if link := request.get("qr"):
        data["qr_svg"] = _qr_svg(str(link))
    if links := request.get("qr_links"):
        data["qr_svgs"] = [_qr_svg(str(link)) for link in links]
    if code := request.get("barcode"):
        data["barcode_svg"] = code128.svg(str(code))
    if body:
        data["emblem"] = {"format": "svg" if body.lstrip().startswith(b"<") else "png", "bytes": list(body)}
    inputs = {"d": json.dumps(data, ensure_ascii=False)}
    file = request["file"]
    if mark := request.get("mark"):
        # Whatever a template does with its pages, the mark is set around it.
        inputs |= {"mark": str(mark), "file": os.path.basename(file)}
        file = request["marking"]
    compiler = _compiler(file, request["root"], request["fonts"])
    stamp = int(request["timestamp"])
    try:
        return None, _compiled(compiler, inputs, stamp, "ua-1")
    except typst.TypstError as error:
        # PDF/UA forbids a letter the font lacks. A name in another script then prints as boxes rather than not at all.
        if "could not be displayed with font" not in str(error):
            raise
        return None, _compiled(compiler, inputs, stamp, None)


def _compiled(compiler: typst.Compiler, inputs: dict[str, str], stamp: int, standard: Literal["ua-1"] | None) -> bytes:
    pdf = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=stamp, pdf_standards=standard)
    if not isinstance(pdf, bytes):
        raise TypeError("typst answered no PDF")
    return pdf


@lru_cache(maxsize=32)
def _compiler(file: str, root: str, fonts: str) -> typst.Compiler:
    return typst.Compiler(
        file, root=root, font_paths=[fonts], ignore_system_fonts=True,
        package_path=_NO_PACKAGES, package_cache_path=_NO_PACKAGES,
    )  # fmt: skip


def _qr_svg(text: str) -> str:
    # Error level M survives a crease or a stamp's edge. The quiet zone of 4 modules is part of the picture.
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return made.to_svg(add_quiet_zones=True)
