"""The joining worker: a long book is set in parts, which become one PDF here."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pikepdf


def handle(request: Mapping[str, Any], body: bytes) -> tuple[Any, bytes]:
    """`lengths` of the parts that follow each other in the body: the number of their pages, and all of them in one.

    What follows the parts is laid over them, page by page.
    """
    joined, start = pikepdf.new(), 0
    for length in request["lengths"]:
        with pikepdf.open(io.BytesIO(body[start : start + length])) as part:
            joined.pages.extend(part.pages)
        start += length
    pages = len(joined.pages)
    if start < len(body):
        with pikepdf.open(io.BytesIO(body[start:])) as feet:
            for page, foot in zip(joined.pages, feet.pages, strict=True):
                _lay_over(joined, page, foot)
    with joined.open_metadata(set_pikepdf_as_editor=False) as meta:  # which would write the time
        meta["dc:title"] = request["title"]
    out = io.BytesIO()
    joined.save(out, deterministic_id=True)
    return pages, out.getvalue()


def _lay_over(joined: pikepdf.Pdf, page: pikepdf.Page, foot: pikepdf.Page) -> None:
    """As `Page.add_overlay` does, under a name that is the same each time: printing again gives the same bytes."""
    form = joined.copy_foreign(foot.as_form_xobject())
    name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name.MotCuaFoot)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ\nq {name} Do Q\n".encode())
