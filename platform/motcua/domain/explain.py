"""Why a due date falls where it does, one line a day: counted, skipped with the text that says so, or paused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from motcua.domain.counting import minutes_worked_on
from motcua.domain.opening import at_minute, day_says, local
from motcua.domain.pauses import Pause, merged
from motcua.domain.terms import Term
from motcua.domain.worktime import Calendar


@dataclass(frozen=True, slots=True)
class Line:
    """One day of the way from reception to the due date; `document` is the text that made the day special."""

    on: date
    says: str
    minutes: int = 0
    document: str | None = None


def explain(
    term: Term,
    calendar: Calendar,
    *,
    received_at: datetime,
    began_at: datetime,
    due_at: datetime,
    pauses: Sequence[Pause],
) -> tuple[Line, ...]:
    """The lines of the “vì sao ngày này?” panel."""
    received_on, due_on = local(received_at).date(), local(due_at).date()
    lines: list[Line] = []
    received, began = local(received_at), local(began_at)
    if received.replace(second=0, microsecond=0) != began:
        why = "ngày nhận không tính" if calendar.is_open(received_at) else "nhận ngoài giờ làm việc"
        says = f"{day_says(received_on)}, {received:%H:%M}: {why}, bắt đầu từ {began:%H:%M} {day_says(began.date())}."
        lines.append(Line(received_on, says))
    if term.kind == "d":
        lines.extend(_calendar_days(term, calendar, began_at, due_on, pauses))
    elif term.kind == "same_day":
        lines.extend(_same_day(calendar, received_at, due_at, pauses))
    else:
        lines.extend(_working_time(calendar, began_at, due_at, pauses))
    lines.extend(Line(due_on, sentence) for sentence in calendar.doubts(received_on, due_on))
    return tuple(lines)


def rest_line(calendar: Calendar, on: date) -> Line:
    """Why a day has no working time."""
    special = calendar.special(on)
    if special is not None and not special.is_worked:
        return Line(on, f"{day_says(on)}: nghỉ – {special.name}.", document=special.document)
    for closure in calendar.closures_on(on):
        return Line(on, f"{day_says(on)}: trung tâm tạm nghỉ – {closure.reason}.", document=closure.document)
    return Line(on, f"{day_says(on)}: nghỉ hằng tuần.")


def _working_time(calendar: Calendar, began_at: datetime, due_at: datetime, pauses: Sequence[Pause]) -> Iterator[Line]:
    stops = merged(pauses, began_at)
    for on in _days(local(began_at).date(), local(due_at).date()):
        if not calendar.is_working_day(on):
            yield rest_line(calendar, on)
            continue
        stopped = sum(minutes_worked_on(calendar, on, max(a, began_at), min(b, due_at)) for a, b in stops if a < due_at)
        counted = minutes_worked_on(calendar, on, began_at, due_at) - stopped
        if counted == 0 and stopped == 0:
            continue
        says, document = _worked_says(calendar, on, counted)
        if stopped:
            reasons = ", ".join(dict.fromkeys(pause.says for pause in pauses if _touches(pause, on)))
            says += f"; tạm dừng {stopped} phút – {reasons}"
        yield Line(on, f"{says}.", counted, document)


def _worked_says(calendar: Calendar, on: date, counted: int) -> tuple[str, str | None]:
    says = f"{day_says(on)}: "
    special = calendar.special(on)
    if special is not None:
        return f"{says}{special.name}, tính {counted} phút làm việc", special.document
    for closure in calendar.closures_on(on):
        kept = ", ".join(str(span) for span in calendar.spans(on))
        says += f"chỉ làm việc {kept} ({closure.reason}), tính {counted} phút làm việc"
        return says, closure.document
    return f"{says}tính {counted} phút làm việc", None


def _calendar_days(
    term: Term, calendar: Calendar, began_at: datetime, due_on: date, pauses: Sequence[Pause]
) -> Iterator[Line]:
    began_on = local(began_at).date()
    stops = [(local(a).date(), local(b).date()) for a, b in merged(pauses, began_at)]
    yield Line(began_on, f"{day_says(began_on)}: ngày tiếp nhận, không tính vào thời hạn.")
    counted = 0
    for on in _days(began_on + timedelta(days=1), due_on):
        if any(first < on <= last for first, last in stops):
            reasons = ", ".join(dict.fromkeys(pause.says for pause in pauses if _touches(pause, on)))
            yield Line(on, f"{day_says(on)}: tạm dừng, không tính – {reasons}.")
        elif counted < term.amount:
            counted += 1
            yield Line(on, f"{day_says(on)}: ngày thứ {counted}.")
        if on == due_on:
            yield Line(on, f"{day_says(on)}: đến hạn lúc hết giờ làm việc.")
        elif counted == term.amount and (kept := _no_end_on(calendar, on)) is not None:
            yield replace(kept, says=f"{kept.says} Hạn chuyển sang ngày làm việc tiếp theo.")


def _same_day(calendar: Calendar, received_at: datetime, due_at: datetime, pauses: Sequence[Pause]) -> Iterator[Line]:
    """The day that counts is the one on which work could begin: that of reception, or of the end of the last pause."""
    due_on, began_at, verb = local(due_at).date(), received_at, "nhận"
    for pause in pauses:
        assert pause.to_at is not None
        if pause.from_at < due_at and pause.to_at > began_at:
            on = local(pause.from_at).date()
            yield Line(on, f"{day_says(on)}: tạm dừng – {pause.says}.")
            began_at, verb = pause.to_at, "tiếp tục giải quyết"
    began_on = local(began_at).date()
    if due_on == began_on:
        yield Line(due_on, f"{day_says(due_on)}: trả kết quả trong ngày {verb}, trước khi hết giờ làm việc.")
        return
    yield from (line for on in _days(began_on, due_on) if (line := _no_end_on(calendar, on)) is not None)
    if calendar.is_cut_short(began_on):
        yield Line(due_on, f"{day_says(due_on)}: trả kết quả trước khi hết giờ làm việc.")
        return
    yield Line(
        due_on,
        f"{day_says(due_on)}: {verb} sau 15 giờ hoặc ngoài giờ làm việc thì trả trong ngày làm việc tiếp theo.",
        document="Luật Hộ tịch 2014, Điều 5; Nghị định 23/2015/NĐ-CP, Điều 7",
    )


def _no_end_on(calendar: Calendar, on: date) -> Line | None:
    """Why no term can end on that day, at its usual closing; None when it can."""
    if not calendar.is_working_day(on):
        return rest_line(calendar, on)
    if not calendar.is_cut_short(on):
        return None
    kept = ", ".join(str(span) for span in calendar.spans(on))
    closure = calendar.closures_on(on)[0]
    return Line(on, f"{day_says(on)}: chỉ làm việc {kept} – {closure.reason}.", document=closure.document)


def _touches(pause: Pause, on: date) -> bool:
    assert pause.to_at is not None
    return pause.from_at < at_minute(on, 24 * 60) and pause.to_at > at_minute(on, 0)


def _days(first_on: date, last_on: date) -> Iterator[date]:
    for offset in range((last_on - first_on).days + 1):
        yield first_on + timedelta(days=offset)
