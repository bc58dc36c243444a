from __future__ import annotations

import io

import pikepdf
import pytest

from motcua.sandbox.joining import handle


def _pdf(pages: int) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    made.save(out)
    return out.getvalue()


def test_parts_follow_each_other_and_are_counted() -> None:
    parts = [_pdf(2), _pdf(1), _pdf(3)]
    pages, joined = handle({"lengths": [len(part) for part in parts], "title": "Sổ"}, b"".join(parts))
    assert pages == 6
    with pikepdf.open(io.BytesIO(joined)) as found:
        assert len(found.pages) == 6
    assert handle({"lengths": [len(part) for part in parts], "title": "Sổ"}, b"".join(parts))[1] == joined


def test_a_part_that_is_cut_short_is_not_joined() -> None:
    part = _pdf(1)
    with pytest.raises(pikepdf.PdfError):
        handle({"lengths": [20], "title": "Sổ"}, part)
