"""Code 128 read back by another library."""

from __future__ import annotations

import io
import random

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from motcua.sandbox.code128 import _WIDTHS, svg, symbols

CODES = ["000.00.26.H05-171106-0001", "000.00.NN.H05-171108-0012", "1", "12345", "123456", "A1B2", "H05-20251006-9999"]


def read(text: str) -> list[str]:
    """The bars drawn from the same widths, as a printer lays them down."""
    widths = [int(width) for value in symbols(text) for width in _WIDTHS[value]]
    picture = Image.new("L", ((sum(widths) + 20) * 2, 80), 255)
    draw, x = ImageDraw.Draw(picture), 10
    for place, width in enumerate(widths):
        if place % 2 == 0:
            draw.rectangle((x * 2, 0, (x + width) * 2 - 1, 79), fill=0)
        x += width
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("text", CODES)
def test_a_scanner_reads_what_was_written(text: str) -> None:
    assert read(text) == [text]


def test_a_scanner_reads_anything_printable() -> None:
    rng = random.Random(128)
    for _ in range(150):
        text = "".join(chr(rng.randint(33, 126)) for _ in range(rng.randint(2, 24)))
        assert read(text) == [text]


def test_every_symbol_is_eleven_modules_wide_and_the_stop_thirteen() -> None:
    assert {sum(map(int, widths)) for widths in _WIDTHS[:-1]} == {11}
    assert sum(map(int, _WIDTHS[-1])) == 13
    assert len(set(_WIDTHS)) == len(_WIDTHS) == 107


@pytest.mark.parametrize("text", ["", "Hồ sơ", "a\n"])
def test_what_it_can_not_say_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ASCII"):
        svg(text)


def test_the_picture_is_a_path_and_nothing_else() -> None:
    picture = io.StringIO(svg("H05"))
    assert picture.read().count("<path") == 1
