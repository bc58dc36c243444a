"""Pictures of numbers as shapes for one template (`pictures/_picture.html`): SVG drawn by the server, no script, no
inline style, told apart by hatching as well as by colour, each with the table of its numbers behind it.

Lengths are units of the view box; a picture is as wide as its column. Nothing here knows what it counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from motcua.domain.values import show_number

WIDE, LABEL, ROW, GAP = 640.0, 210.0, 18.0, 8.0
HEIGHT, LEFT, FOOT = 220.0, 44.0, 26.0
CELL, SIDE, HEAD = 26.0, 70.0, 22.0
SHADES = 5
LONGEST_LABEL = 29
TICKS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Rect:
    """`fill`: a series (`s0` …, hatched) or a shade of grey (`h0` …)."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """`kind`: grid, or a series by its number."""

    points: str
    kind: str


@dataclass(frozen=True, slots=True)
class Words:
    x: float
    y: float
    text: str
    anchor: str = "start"
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A ribbon of a flow."""

    path: str
    fill: str
    says: str


@dataclass(frozen=True, slots=True)
class TableOf:
    """What stands behind a picture: the first cell of a row is its heading. `links` by (row, column)."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """`key` makes the ids of one page differ; `about` is read out in place of the picture."""

    key: str
    title: str
    about: str
    width: float
    height: float
    table: TableOf
    rects: tuple[Rect, ...] = ()
    lines: tuple[Line, ...] = ()
    words: tuple[Words, ...] = ()
    bands: tuple[Band, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    """(fill, what it is)."""


def nice_top(most: float) -> int:
    """The least 1, 2 or 5 times a power of ten that is not below: where an axis ends."""
    power = 1
    while True:
        for step in TICKS:
            if step * power >= most:
                return step * power
        power *= 10


def axis_number(n: float) -> str:
    """Halves and quarters of a small top are no whole numbers."""
    return show_number(int(n)) if n == int(n) else f"{n:g}".replace(".", ",")


def short(text: str, longest: int = LONGEST_LABEL) -> str:
    """A label that fits its column; the table has it whole."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def stacked(
    key: str, title: str, first: str, series: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], *,
    links: Mapping[tuple[int, int], str] | None = None, most_counted: int | None = None,
) -> Picture:  # fmt: skip
    """A bar for each row, of one part for each series; of a single series, plain bars. `most_counted`: a number that
    means so many or more."""

    def show(n: int) -> str:
        return f"≥ {show_number(n)}" if most_counted is not None and n >= most_counted else show_number(n)

    most = max((sum(numbers) for _, numbers in rows), default=0) or 1
    room = WIDE - LABEL - (66 if most_counted is not None else 50)
    rects: list[Rect] = []
    words: list[Words] = []
    for place, (label, numbers) in enumerate(rows):
        y, x = place * (ROW + GAP), LABEL
        words.append(Words(LABEL - 8, y + ROW - 4, short(label), "end"))
        for number, n in enumerate(numbers):
            width = round(room * n / most, 1)
            if n:
                rects.append(Rect(round(x, 1), y, width, ROW, f"s{number}", f"{label}, {series[number]}: {n}"))
            x += width
        words.append(Words(round(x, 1) + 6, y + ROW - 4, show(sum(numbers)), kind="n"))
    total = [*series, "Cộng"] if len(series) > 1 else list(series)
    table = TableOf(
        (first, *total),
        tuple(
            (label, *map(show, numbers), *((show_number(sum(numbers)),) if len(series) > 1 else ()))
            for label, numbers in rows
        ),
        links or {},
    )
    parts = ", ".join(
        f"{name.lower()} {show_number(sum(row[1][at] for row in rows))}" for at, name in enumerate(series)
    )
    about = f"{len(rows)} dòng. Cộng: {parts}."
    legend = tuple((f"s{number}", name) for number, name in enumerate(series)) if len(series) > 1 else ()
    height = max(len(rows) * (ROW + GAP) - GAP, ROW)
    return Picture(key, title, about, WIDE, height, table, tuple(rects), words=tuple(words), legend=legend)


def lines(
    key: str, title: str, first: str, series: Sequence[str], points: Sequence[tuple[str, Sequence[int]]]
) -> Picture:
    """A line for each series over the same points in order; told apart by their strokes."""
    top = nice_top(max((n for _, numbers in points for n in numbers), default=0) or 1)
    room, floor = WIDE - LEFT - 10, HEIGHT - FOOT
    step = room / max(len(points) - 1, 1)

    def y_of(n: float) -> float:
        return round(floor - (floor - 10) * n / top, 1)

    grid = [Line(f"{LEFT},{y_of(top * part / 4)} {WIDE - 10},{y_of(top * part / 4)}", "grid") for part in range(5)]
    words = [Words(LEFT - 6, y_of(top * part / 4) + 4, axis_number(top * part / 4), "end") for part in range(5)]
    every = max(len(points) // 8, 1)
    for place, (label, _) in enumerate(points):
        if place % every == 0:
            words.append(Words(round(LEFT + place * step, 1), HEIGHT - 8, label, "middle"))

    def drawn(number: int) -> Line:
        at = enumerate(numbers[number] for _, numbers in points)
        return Line(" ".join(f"{round(LEFT + place * step, 1)},{y_of(n)}" for place, n in at), f"l{number}")

    parts = "; ".join(
        f"{name.lower()} {show_number(sum(each[1][at] for each in points))}, nhiều nhất "
        f"{show_number(max((each[1][at] for each in points), default=0))} một ngày"
        for at, name in enumerate(series)
    )
    table = TableOf((first, *series), tuple((label, *map(show_number, numbers)) for label, numbers in points))
    legend = tuple((f"l{number}", name) for number, name in enumerate(series))
    about = f"{len(points)} ngày. {parts}."
    return Picture(
        key,
        title,
        about,
        WIDE,
        HEIGHT,
        table,
        lines=(*grid, *map(drawn, range(len(series)))),
        words=tuple(words),
        legend=legend,
    )


def heat(
    key: str, title: str, rows: Sequence[str], columns: Sequence[str], numbers: Mapping[tuple[int, int], int]
) -> Picture:
    """A cell for each row and column, the darker the more, with its number in it: it reads without colour."""
    most = max(numbers.values(), default=0) or 1
    wide = round((WIDE - SIDE) / max(len(columns), 1), 1)
    rects, words = [], []
    for column, name in enumerate(columns):
        words.append(Words(SIDE + wide * column + wide / 2, HEAD - 8, name, "middle"))
    for row, name in enumerate(rows):
        words.append(Words(0, HEAD + CELL * row + CELL - 9, name))
        for column, hour in enumerate(columns):
            n = numbers.get((row, column), 0)
            shade = min(SHADES - 1, (n * SHADES - 1) // most) if n else 0
            x, y = SIDE + wide * column, HEAD + CELL * row
            rects.append(Rect(round(x, 1), y, wide, CELL, f"h{shade if n else 'n'}", f"{name}, {hour}: {n}"))
            if n:
                dark = "on-dark" if shade >= 3 else ""
                words.append(Words(round(x + wide / 2, 1), y + CELL - 9, show_number(n), "middle", dark))
    table = TableOf(
        ("", *columns),
        tuple(
            (name, *(show_number(numbers.get((row, column), 0)) for column in range(len(columns))))
            for row, name in enumerate(rows)
        ),
    )
    busiest = max(numbers, key=lambda each: (numbers[each], each), default=None)
    about = "Chưa có số liệu."
    if busiest is not None:
        about = f"Nhiều nhất: {rows[busiest[0]]}, {columns[busiest[1]]}: {show_number(numbers[busiest])}."
    height = HEAD + CELL * len(rows)
    return Picture(key, title, about, WIDE, height, table, tuple(rects), words=tuple(words))


def flow(key: str, title: str, moved: Sequence[tuple[str, str, int]], *, limit: int = 14) -> Picture:
    """From the desks on the left to those on the right, the wider the more. The table has them all."""
    shown = moved[:limit]
    total = sum(n for *_, n in shown) or 1
    froms, tos = _sums(shown, 0), _sums(shown, 1)
    most = max(len(froms), len(tos), 1)
    height = most * 34.0
    thick = (height - 12 * most) / total
    left = _stacked_at(froms, thick, height)
    right = _stacked_at(tos, thick, height)
    label, bar = 196.0, 10.0
    rects = [
        Rect(label, y, bar, max(froms[name] * thick, 1), "s0", f"{name}: {froms[name]}") for name, y in left.items()
    ]
    rects += [Rect(WIDE - label - bar, y, bar, max(tos[name] * thick, 1), "s0", f"{name}: {tos[name]}")
              for name, y in right.items()]  # fmt: skip
    words = [Words(label - 6, _middle(y, froms[name] * thick), short(name, 27), "end") for name, y in left.items()]
    words += [Words(WIDE - label + 6, _middle(y, tos[name] * thick), short(name, 27)) for name, y in right.items()]
    bands = []
    for number, (one, other, n) in enumerate(shown):
        wide = max(n * thick, 1)
        bands.append(
            Band(_ribbon(label + bar, left[one], WIDE - label - bar, right[other], wide), f"s{number % 4}",
                 f"{one} → {other}: {n}")
        )  # fmt: skip
        left[one] += wide
        right[other] += wide
    table = TableOf(("Từ", "Đến", "Số hồ sơ"), tuple((one, other, show_number(n)) for one, other, n in moved))
    about = "Chưa có số liệu."
    if moved:
        one, other, n = moved[0]
        about = f"{len(moved)} đường chuyển. Nhiều nhất: {one} đến {other}, {show_number(n)} hồ sơ."
    return Picture(key, title, about, WIDE, height, table, tuple(rects), words=tuple(words), bands=tuple(bands))


def _sums(moved: Sequence[tuple[str, str, int]], side: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in moved:
        name = str(each[side])
        found[name] = found.get(name, 0) + each[2]
    return found


def _stacked_at(sums: Mapping[str, int], thick: float, height: float) -> dict[str, float]:
    gap = (height - sum(sums.values()) * thick) / max(len(sums), 1)
    found, y = {}, gap / 2
    for name, n in sums.items():
        found[name] = round(y, 1)
        y += n * thick + gap
    return found


def _middle(y: float, thick: float) -> float:
    return round(y + thick / 2 + 4, 1)


def _ribbon(x: float, y: float, to_x: float, to_y: float, wide: float) -> str:
    half = round((x + to_x) / 2, 1)
    y, to_y, wide = round(y, 1), round(to_y, 1), round(wide, 1)
    down, to_down = round(y + wide, 1), round(to_y + wide, 1)
    return (
        f"M{x},{y} C{half},{y} {half},{to_y} {to_x},{to_y} L{to_x},{to_down} "
        f"C{half},{to_down} {half},{down} {x},{down} Z"
    )
