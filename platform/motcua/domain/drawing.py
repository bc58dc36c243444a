"""Drawing with the standard library alone: text wrapped by an estimate of its width, boxes, arrows, as SVG.

Everything is black on white and said by shape, so that a photocopy keeps it. Styles are attributes of the elements: no
style sheet, script, font or picture from anywhere, and nothing that a strict content policy forbids.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from html import escape

# The three have the same widths; the last is what a machine without any of them has.
FONTS = "Arial, 'Liberation Sans', Helvetica, sans-serif"
LINE_HEIGHT = 1.32
BOLD_IS_WIDER = 1.08
#: Lines that fill more of their room than this are held to their width, for a font that runs wider.
HELD = 0.84
# Widths of Arial in thousandths of the size.
_WIDTHS: dict[str, int] = {
    letter: width
    for width, letters in (
        (222, "ijl'"),
        (285, "ftI .,;:[]/!·"),
        (340, 'r()-“”"°'),
        (500, "cksvxyzJ"),
        (560, "abdeghnopquL0123456789đ–?"),
        (600, "+=<>FTZ"),
        (667, "ABEKPSVXY&"),
        (722, "wCDHNRUĐ"),
        (778, "GOQ"),
        (833, "mM"),
        (950, "W%"),
        (1000, "—…"),
    )
    for letter in letters
}
_USUAL, _HORN = 600, 75


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """An estimate. Vietnamese marks stand over their letter and take no room; only the horn of ơ and ư does."""
    letters = (letter for letter in unicodedata.normalize("NFD", text))
    units = sum(_mark(letter) if unicodedata.combining(letter) else _WIDTHS.get(letter, _USUAL) for letter in letters)
    return units * size / 1000 * (BOLD_IS_WIDER if bold else 1)


def _mark(letter: str) -> int:
    return _HORN if letter == "\u031b" else 0


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines no wider than `width`; a word that is wider alone is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, width, size, bold=bold):
            longer = f"{line} {piece}" if line else piece
            if line and width_of(longer, size, bold=bold) > width:
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, width: float, size: float, *, bold: bool) -> Iterable[str]:
    while len(word) > 1 and width_of(word, size, bold=bold) > width:
        fits = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or width_of(word[:n], size, bold=bold) <= width)
        yield word[:fits]
        word = word[fits:]
    yield word


class Canvas:
    """Elements in the order they are drawn. Units are CSS pixels; y grows downwards."""

    def __init__(self) -> None:
        self.elements: list[str] = []

    def box(self, x: float, y: float, width: float, height: float, **how: object) -> None:
        at = {"x": x, "y": y, "width": width, "height": height}
        self._add("rect", {**at, "fill": "#fff", "stroke": "#000", **how})

    def line(self, *points: tuple[float, float], **how: object) -> None:
        at = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self._add("polyline", {"points": at, "fill": "none", "stroke": "#000", "stroke_width": 1.2, **how})

    def shape(self, *points: tuple[float, float], **how: object) -> None:
        at = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self._add("polygon", {"points": at, "fill": "#fff", "stroke": "#000", **how})

    def arrow_down(self, x: float, from_y: float, to_y: float) -> None:
        self.line((x, from_y), (x, to_y - 6))
        self.shape((x - 4.5, to_y - 8), (x + 4.5, to_y - 8), (x, to_y), fill="#000")

    def text(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        room: float,
        *,
        bold: bool = False,
        middle: bool = False,
        italic: bool = False,
    ) -> float:
        """Lines of at most `room` from the top edge `y` downwards; answers their height."""
        how: dict[str, object] = {"font_weight": 700} if bold else {}
        how |= {"font_style": "italic"} if italic else {}
        how |= {"text_anchor": "middle"} if middle else {}
        for place, line in enumerate(lines):
            width = width_of(line, size, bold=bold)
            held = {"textLength": width, "lengthAdjust": "spacingAndGlyphs"} if width > HELD * room else {}
            at = {"x": x, "y": y + size * (place * LINE_HEIGHT + 1.02), "font_size": size}
            self._add("text", {**at, **how, **held}, line)
        return height_of(lines, size)

    def _add(self, name: str, attributes: Mapping[str, object], content: str | None = None) -> None:
        written = " ".join(f'{key.replace("_", "-")}="{_attribute(value)}"' for key, value in attributes.items())
        self.elements.append(
            f"<{name} {written}/>" if content is None else f"<{name} {written}>{said(content)}</{name}>"
        )

    def svg(self, key: str, title: str, description: str, width: float, height: float, size: str = "") -> str:
        """The whole drawing. `key` keeps its ids apart from others on a page; `size` are attributes of its own."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(width)} {_number(height)}" {size}'
            f' role="img" aria-labelledby="{said(key)}-title {said(key)}-desc" font-family="{said(FONTS)}" fill="#000">'
            f'<title id="{said(key)}-title">{said(title)}</title><desc id="{said(key)}-desc">{said(description)}</desc>'
            f"{''.join(self.elements)}</svg>"
        )


def height_of(lines: Sequence[str], size: float) -> float:
    return len(lines) * size * LINE_HEIGHT


def said(text: str) -> str:
    """Text for XML: escaped, without what XML cannot hold."""
    return escape("".join(letter for letter in text if letter.isprintable()), quote=True)


def _attribute(value: object) -> str:
    return _number(value) if isinstance(value, int | float) else said(str(value))


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
