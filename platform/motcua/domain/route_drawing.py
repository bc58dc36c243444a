"""The route of a procedure drawn on A4 as SVG: reception, the branches with what decides between them, every step with
its desk and time, the opinions asked, what is done outside the center, and the hand-back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial

from motcua.domain.decision_table import SHARES, Case, cases
from motcua.domain.drawing import Canvas, wrapped
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.route_steps import BODY, CLOCK, PAD, Words, draw_step, legend, small
from motcua.domain.ways import Named, StepInWords, Way

WIDTH, MARGIN, GAP, DOWN, BUS = 760.0, 30.0, 16.0, 19.0, 11.0
TITLE, ROOM = 16.0, WIDTH - 2 * MARGIN
LEFT, MIDDLE, RIGHT = MARGIN / 2, WIDTH / 2, WIDTH - MARGIN / 2
#: Branches beside each other; more stand in further rows.
ABREAST = 3
WIDEST, END_WIDTH = 342.0, 400.0
# A4 with margins of 10 mm.
PAPER_WIDTH, PAPER_HEIGHT = 190.0, 277.0
IN_TURN = "Các nhánh được xét lần lượt từ nhánh 1; hồ sơ đi theo nhánh đầu tiên có điều kiện đúng."


@dataclass(frozen=True, slots=True)
class Branch:
    """A lane with the terms its dossiers can meet, in words."""

    number: int
    way: Way
    terms: tuple[str, ...]
    steps: tuple[StepInWords, ...]


def route_svg(
    version: ProcedureVersion, named: Named, plugins_on: Collection[str] | None = None, *, on_paper: bool = False
) -> str:
    """`on_paper`: a file of its own, as large as an A4 page takes; otherwise as wide as its place on a web page."""
    found = cases(version, named, plugins_on)
    canvas = Canvas()
    branches = tuple(_branches(found))
    height = _Layout(canvas, version, found, branches).drawn(named(version.agency))
    size = _paper(height) if on_paper else 'class="mc-drawing"'
    return canvas.svg(
        f"quy-trinh-{version.key}", f"Quy trình: {version.title}", _description(found), WIDTH, height, size
    )


def _paper(height: float) -> str:
    millimetres = min(PAPER_WIDTH / WIDTH, PAPER_HEIGHT / height)
    return f'width="{WIDTH * millimetres:.0f}mm" height="{height * millimetres:.0f}mm"'


def _branches(found: tuple[Case, ...]) -> Iterator[Branch]:
    ways = list(dict.fromkeys(id(case.way) for case in found))
    for number, each in enumerate(ways, 1):
        mine = [case for case in found if id(case.way) == each]
        terms = tuple(f"{case.term.says}{f' ({case.term_when})' if case.term_when else ''}" for case in mine)
        yield Branch(number, mine[0].way, terms, mine[0].way.steps)


def _description(found: tuple[Case, ...]) -> str:
    """The drawing in sentences, for whoever does not see it."""
    told = []
    for case in found:
        steps = "; ".join(f"{step.label} ({', '.join(filter(None, (step.who, step.time)))})" for step in case.steps)
        told.append(f"{case.when}, thời hạn {case.term.says}: {steps}.")
    return " ".join(told)


class _Layout:
    """Lays one drawing out from top to bottom. `y` is the lower edge of what is drawn so far."""

    def __init__(
        self, canvas: Canvas, version: ProcedureVersion, found: tuple[Case, ...], branches: tuple[Branch, ...]
    ) -> None:
        self.canvas, self.version, self.found, self.branches = canvas, version, found, branches
        # The heading tells the terms; the branches do where theirs are not the same.
        self.terms_differ = len({branch.terms for branch in branches}) > 1
        # Between the center's boxes and the branches; a single one goes straight on.
        self.bus = BUS if len(branches) > 1 else 0.0
        self.y = 8.0

    def drawn(self, agency: str) -> float:
        """Answers the height of the whole."""
        self._heading(agency)
        self._end(0)
        bands = tuple(_bands(self.branches))
        self.canvas.line((MIDDLE, self.y), (MIDDLE, self.y + self.bus))
        parts, meets = [], []
        for place, band in enumerate(bands):
            parts.append(self.y + self.bus)
            meets.append(self._band(band, parts[-1], LEFT if place else MIDDLE, RIGHT if len(bands) > 1 else MIDDLE))
        if len(bands) > 1:  # further rows are reached by the left edge, and all rows leave by the right one
            self.canvas.line((MIDDLE, parts[0]), (LEFT, parts[0]), (LEFT, parts[-1]))
            self.canvas.line((MIDDLE, meets[-1]), (RIGHT, meets[-1]), (RIGHT, meets[0]))
        self.canvas.arrow_down(MIDDLE, self.y, self.y + DOWN)
        self.y += DOWN
        self._end(-1)
        self._notes()
        return self.y + 8

    def _heading(self, agency: str) -> None:
        lines = wrapped(self.version.title, ROOM, TITLE, bold=True)
        self.y += self.canvas.text(MIDDLE, self.y, lines, TITLE, ROOM, bold=True, middle=True) + 3
        lines = wrapped(f"{agency}. Thời hạn giải quyết: {self.version.term.says}.", ROOM, BODY)
        self.y += self.canvas.text(MIDDLE, self.y, lines, BODY, ROOM, middle=True) + 12

    def _end(self, place: int) -> None:
        """Reception or hand-back, whose time may depend on the term."""
        every = [case.steps[place] for case in self.found]
        step = replace(every[0], within=" hoặc ".join(dict.fromkeys(each.within for each in every if each.within)))
        self.y += draw_step(self.canvas, step, (WIDTH - END_WIDTH) / 2, END_WIDTH, self.y)

    def _band(self, band: tuple[Branch, ...], parts: float, out_of: float, into: float) -> float:
        """One row of branches, which part at the height `parts` from the line at `out_of`, and come together towards
        the one at `into`. Answers the height where they do."""
        room = ROOM - GAP * (len(band) - 1)
        width = min(WIDEST if len(band) > 1 else END_WIDTH, room / len(band))
        start = (WIDTH - width * len(band) - GAP * (len(band) - 1)) / 2
        lefts = [start + place * (width + GAP) for place in range(len(band))]
        middles = [left + width / 2 for left in lefts]
        self.canvas.line((min(*middles, out_of), parts), (max(*middles, out_of), parts))
        ends = [self._branch(branch, left, parts, width) for branch, left in zip(band, lefts, strict=True)]
        meets = max(ends) + self.bus
        for x, end in zip(middles, ends, strict=True):
            self.canvas.line((x, end), (x, meets))
        self.canvas.line((min(*middles, into), meets), (max(*middles, into), meets))
        self.y = meets
        return meets

    def _branch(self, branch: Branch, left: float, y: float, width: float) -> float:
        """A column from the arrow at `y` down to the lower edge of its last step, which is the answer."""
        pieces: list[Callable[[float], float]] = []
        if len(self.branches) > 1:
            pieces.append(lambda at: self._condition(branch, left, at, width))
        pieces += [partial(draw_step, self.canvas, step, left, width) for step in branch.steps]
        for piece in pieces:
            self.canvas.arrow_down(left + width / 2, y, y + DOWN)
            y += DOWN
            y += piece(y)
        return y

    def _condition(self, branch: Branch, left: float, y: float, width: float) -> float:
        """What decides for the branch, in a shape with pointed sides, as decisions have them."""
        point = 11.0
        room = width - 2 * (point + 4)
        texts = [(f"Nhánh {branch.number}", True), (branch.way.title, False)]
        texts += [(f"Thời hạn: {term}", False) for term in branch.terms if self.terms_differ]
        words = [Words(wrapped(text, room, BODY, bold=bold), room, BODY, bold=bold) for text, bold in texts]
        height = sum(each.height for each in words) + 2 * PAD
        sides, middle = (left, left + width), y + height / 2
        self.canvas.shape(
            (sides[0] + point, y), (sides[1] - point, y), (sides[1], middle), (sides[1] - point, y + height),
            (sides[0] + point, y + height), (sides[0], middle), fill="#f2f2f2", stroke_width=1.4,
        )  # fmt: skip
        at = y + PAD
        for each in words:
            at += each.drawn(self.canvas, left + width / 2, at, middle=True)
        return height

    def _notes(self) -> None:
        self.y += 14
        self.y += legend(self.canvas, self.found, MARGIN, self.y, ROOM)
        notes = [IN_TURN] if len(self.branches) > 1 else []
        notes += [SHARES] if any(case.has_shares for case in self.found) else []
        notes += [CLOCK] if any(step.is_outside_clock for case in self.found for step in case.steps) else []
        for note in notes:
            self.y += small(note, ROOM).drawn(self.canvas, MARGIN, self.y + 2) + 2


def _bands(branches: tuple[Branch, ...]) -> Iterator[tuple[Branch, ...]]:
    """Rows of nearly equal length: four branches stand two and two."""
    rows = -(-len(branches) // ABREAST)
    each = -(-len(branches) // rows)
    for start in range(0, len(branches), each):
        yield branches[start : start + each]
