"""Reading a drawn route back: its words, and what stands where it should not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

from motcua.domain.drawing import width_of

SVG = "{http://www.w3.org/2000/svg}"
#: How far a letter may stand over an edge, in pixels.
TOLERANCE = 1.0


class Area(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    what: str

    def holds(self, other: Area) -> bool:
        return (
            self.left <= other.left + TOLERANCE
            and self.right >= other.right - TOLERANCE
            and self.top <= other.top + TOLERANCE
            and self.bottom >= other.bottom - TOLERANCE
        )

    def meets(self, other: Area) -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


def texts_of(root: ElementTree.Element) -> list[str]:
    """Every line, in the order of the drawing."""
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def misplaced(root: ElementTree.Element) -> list[str]:
    """Lines that leave the page, cross the edge of a box, or stand on another line; boxes that cross each other."""
    boxes, lines = list(_boxes(root)), list(_lines(root))
    page = _page(root)
    found = [f"outside the page: {each.what}" for each in (*boxes, *lines) if not page.holds(each)]
    for line in lines:
        found += [f"over an edge: {line.what}" for box in boxes if box.meets(line) and not box.holds(line)]
    for one, other in combinations(lines, 2):
        if one.meets(other):
            found.append(f"on each other: {one.what} | {other.what}")
    for one, other in combinations(boxes, 2):
        if one.meets(other) and not one.holds(other) and not other.holds(one):
            found.append(f"boxes cross: {one.what} | {other.what}")
    return found


def _page(root: ElementTree.Element) -> Area:
    _, _, width, height = (float(each) for each in (root.get("viewBox") or "").split())
    return Area(0, 0, width, height, "page")


def _boxes(root: ElementTree.Element) -> Iterator[Area]:
    for each in root.iter(f"{SVG}rect"):
        left, top = float(each.get("x", 0)), float(each.get("y", 0))
        right, bottom = left + float(each.get("width", 0)), top + float(each.get("height", 0))
        yield Area(left, top, right, bottom, f"box at {left:.0f}, {top:.0f}")


def _lines(root: ElementTree.Element) -> Iterator[Area]:
    for each in root.iter(f"{SVG}text"):
        size, text = float(each.get("font-size", 0)), each.text or ""
        width = width_of(text, size, bold=each.get("font-weight") == "700")
        left = float(each.get("x", 0)) - (width / 2 if each.get("text-anchor") == "middle" else 0)
        base = float(each.get("y", 0))
        # From the top of a capital to the base line: marks above and tails below may come close to a neighbour.
        yield Area(left, base - size * 0.75, left + width, base, text)
