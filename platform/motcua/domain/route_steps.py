"""The pieces of a drawn route: one step with its desk, time, opinions and pauses, and the legend of their shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from motcua.domain.decision_table import Case
from motcua.domain.drawing import Canvas, height_of, width_of, wrapped
from motcua.domain.ways import AT_CENTER, JOINT, OUTSIDE, OWN, StepInWords

BODY, LABEL, SMALL, PAD, INSET = 12.0, 13.0, 11.0, 8.0, 6.0
CLOCK = "Bước ghi “không tính vào thời hạn” nằm ngoài thời hạn giải quyết của cơ quan."
OPINION, PAUSE = "opinion", "pause"

TAGS: Mapping[str, str] = {JOINT: "Cơ quan phối hợp (liên thông)", OUTSIDE: "Ngoài Trung tâm"}
LEGEND: Mapping[str, str] = {
    AT_CENTER: "Tại Trung tâm",
    OWN: "Cơ quan giải quyết, người ký",
    JOINT: "Cơ quan phối hợp (liên thông)",
    OUTSIDE: "Cơ quan cấp tỉnh, cấp xã",
    OPINION: "Lấy ý kiến song song",
    PAUSE: "Tạm dừng tính thời hạn",
}
FRAMES: Mapping[str, Mapping[str, object]] = {
    AT_CENTER: {"fill": "#f2f2f2", "stroke_width": 1.6},
    OWN: {"stroke_width": 1.2},
    JOINT: {"stroke_width": 1.2},
    OUTSIDE: {"stroke_width": 1.6, "stroke_dasharray": "7 4"},
    OPINION: {"stroke_dasharray": "2 3"},
    PAUSE: {"fill": "#e6e6e6", "stroke": "none"},
}
ROUNDED = (AT_CENTER, OPINION)


@dataclass(frozen=True, slots=True)
class Words:
    """Wrapped lines and how they are set."""

    lines: list[str]
    room: float
    size: float
    bold: bool = False
    italic: bool = False

    @property
    def height(self) -> float:
        return height_of(self.lines, self.size)

    def drawn(self, canvas: Canvas, x: float, y: float, *, middle: bool = False) -> float:
        how = {"bold": self.bold, "italic": self.italic, "middle": middle}
        return canvas.text(x, y, self.lines, self.size, self.room, **how)


def frame(canvas: Canvas, place: str, x: float, y: float, width: float, height: float, round_by: float = 14) -> None:
    """Whose work it is, said by the shape: rounded and grey, plain, with double sides, dashed."""
    canvas.box(x, y, width, height, **FRAMES[place], **({"rx": round_by} if place in ROUNDED else {}))
    if place == JOINT:
        for side in (x + 4, x + width - 4):
            canvas.line((side, y), (side, y + height))
    elif place == PAUSE:
        for side in (x + 1.5, x + 5.5):
            canvas.line((side, y), (side, y + height), stroke_width=2)


def draw_step(canvas: Canvas, step: StepInWords, x: float, width: float, y: float) -> float:
    """Answers the height."""
    room = width - 2 * (PAD + 3)
    texts = list(_texts(step, room))
    insets = list(_insets(step, room))
    height = sum(each.height for each in texts) + 2 * PAD
    height += sum(words.height + INSET + 8 for _, words in insets)
    frame(canvas, step.place, x, y, width, height)
    at = y + PAD - 1
    for each in texts:
        at += each.drawn(canvas, x + PAD + 3, at)
    for place, words in insets:
        at += 5
        frame(canvas, place, x + PAD, at, width - 2 * PAD, words.height + INSET, round_by=6)
        at += words.drawn(canvas, x + PAD + 9, at + INSET / 2 - 0.5) + INSET + 3
    return height


def _texts(step: StepInWords, room: float) -> Iterator[Words]:
    if tag := TAGS.get(step.place):
        yield small(tag, room, italic=True)
    if step.only_if:
        yield small(f"Chỉ khi {step.only_if}", room, italic=True)
    yield Words(wrapped(step.label, room, LABEL, bold=True), room, LABEL, bold=True)
    yield Words(wrapped(step.who, room, BODY), room, BODY)
    if step.time:
        yield Words(wrapped(f"Thời gian: {step.time}", room, BODY), room, BODY)
    if step.added_by:
        yield small(f"Do {step.added_by} đưa vào quy trình", room, italic=True)


def small(text: str, room: float, *, italic: bool = False) -> Words:
    return Words(wrapped(text, room, SMALL), room, SMALL, italic=italic)


def _insets(step: StepInWords, room: float) -> Iterator[tuple[str, Words]]:
    for asked in step.opinions:
        yield OPINION, small(asked.says, room - 10)
    if step.waits:
        yield PAUSE, small(f"Tạm dừng tính thời hạn: {step.waits}", room - 10)


def legend(canvas: Canvas, found: Iterable[Case], x: float, y: float, width: float) -> float:
    """The shapes that this drawing uses, in lines as wide as the page. Answers the height."""
    used = {place for case in found for step in case.steps for place in _shapes(step)}
    at, top = x, y
    for place, name in LEGEND.items():
        if place not in used:
            continue
        takes = 34 + width_of(name, SMALL) + 24
        if at > x and at + takes > x + width:
            at, top = x, top + 22
        frame(canvas, place, at, top, 28, 15, round_by=6)
        canvas.text(at + 34, top, [name], SMALL, width)
        at += takes
    return top - y + 22


def _shapes(step: StepInWords) -> Iterator[str]:
    yield step.place
    yield from [OPINION] * bool(step.opinions) + [PAUSE] * bool(step.waits)
