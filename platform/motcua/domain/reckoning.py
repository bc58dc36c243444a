"""A due date from reception to the last line of its explanation, as the rules of the day of reception have it.

`due` counts one run of the clock; this puts the runs together: a supplement that starts the term anew, the pauses and
their articles, what a change of the calendar left to the applicant, the date of a letter of apology. The page “vì sao
ngày này?” and `motcua due` both show exactly this, so that they answer the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from motcua.domain.counting import add_working_minutes, working_minutes_between
from motcua.domain.due import Due, due
from motcua.domain.explain import Line
from motcua.domain.opening import day_says, local
from motcua.domain.pauses import Pause, closed, merged
from motcua.domain.regimes import RESET, Regime
from motcua.domain.terms import MINUTES_PER_WORKING_DAY, Term
from motcua.domain.worktime import Calendar

SUPPLEMENT = "supplement"
#: Something that was done to the date, and when.
Act = tuple[datetime, Line]


@dataclass(frozen=True)
class Reckoning:
    """The answer. `clock_from` is when the term began to count anew, None when it never did."""

    received_at: datetime
    term: Term
    regime: Regime
    calendar: Calendar = field(repr=False, compare=False)
    due: Due
    pauses: tuple[Pause, ...] = ()
    clock_from: datetime | None = None
    credit: int = 0
    now: datetime | None = field(default=None, compare=False)
    acts: tuple[Act, ...] = field(default=(), compare=False)
    reappointed_to: datetime | None = None

    @property
    def supplement_clock(self) -> str:
        return self.regime.supplement_clock

    @property
    def at(self) -> datetime | None:
        return self.due.at

    @property
    def is_provisional(self) -> bool:
        return self.due.is_provisional

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """In the order a lawyer reads: which rules, which term, every day, every pause, the date."""
        return tuple(_lines(self))


def reckon(
    received_at: datetime,
    term: Term,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    *,
    regime: Regime,
    now: datetime | None = None,
    clock_from: datetime | None = None,
    credit: int = 0,
    reappointed_to: datetime | None = None,
    acts: Iterable[Act] = (),
) -> Reckoning:
    """The due date of what was received at `received_at` and had these pauses.

    `clock_from` is what a dossier has on record; without it the supplements themselves say whether the term began anew.
    `credit`: working minutes that a change of the calendar would have cost the applicant, and does not.
    `reappointed_to`: what a letter of apology named; it holds until the clock itself leads further. `acts`: what was
    done to the date, each with its event. `now` is needed only while a pause is open.
    """
    given = tuple(pauses)
    began_anew = clock_from
    if began_anew is None and regime.supplement_clock == RESET:
        began_anew = _restart(received_at, term, calendar, given, now)
    found = due(began_anew or received_at, term, calendar, given, now=now)
    if credit and found.at is not None:
        found = replace(found, at=given_back(calendar, began_anew or received_at, found.at, credit))
    if reappointed_to is not None and found.at is not None:
        found = replace(found, at=max(found.at, reappointed_to))
    return Reckoning(
        received_at, term, regime, calendar, found, given, began_anew, credit, now, tuple(acts), reappointed_to
    )


def given_back(calendar: Calendar, start: datetime, at: datetime, credit: int) -> datetime:
    """The due date before a change of the calendar moved it, counted in working time; never before the clock began."""
    whole = working_minutes_between(calendar, start, at)
    return add_working_minutes(calendar, start, max(whole - credit, 0))


def moved_on(calendar: Calendar, at: datetime, pauses: Iterable[Pause], now: datetime | None = None) -> datetime:
    """A promised date, later by the working time that pauses before it took."""
    stops = merged(closed(pauses, now), datetime.min.replace(tzinfo=at.tzinfo))
    for from_at, to_at in stops:
        if from_at < at:
            at = add_working_minutes(calendar, at, max(working_minutes_between(calendar, from_at, to_at), 0))
    return at


def _restart(
    received_at: datetime, term: Term, calendar: Calendar, pauses: Sequence[Pause], now: datetime | None
) -> datetime | None:
    """When the last supplement was complete. One that was asked for after the date had passed starts nothing anew."""
    began: datetime | None = None
    ended = closed(pauses, now)
    for pause in ended:
        if pause.kind != SUPPLEMENT or pause.to_at is None or pause.to_at <= (began or received_at):
            continue
        until = due(began or received_at, term, calendar, [each for each in ended if each is not pause]).at
        if until is not None and pause.from_at < until:
            began = pause.to_at
    return began


def _lines(found: Reckoning) -> Iterator[Line]:
    received = local(found.received_at)
    on = received.date()
    yield Line(
        on,
        f"Tiếp nhận lúc {received:%H:%M} {day_says(on)}; áp dụng {found.regime.name}.",
        document=found.regime.name,
    )
    yield Line(on, _term_says(found))
    done = [*found.acts, *((pause.from_at, _pause_line(found, pause)) for pause in found.pauses)]
    yield from (line for _, line in sorted(done, key=lambda each: each[0]))
    if found.clock_from is not None:
        again = local(found.clock_from)
        says = f"Nhận đủ hồ sơ lúc {again:%H:%M} {day_says(again.date())}: thời hạn được tính lại từ đầu."
        yield Line(again.date(), says, document=found.regime.article("supplement_clock"))
    yield from found.due.lines
    if found.at is None:
        return
    at = local(found.at)
    if found.credit:
        says = f"Lịch làm việc thay đổi sau khi đã hẹn: bớt {found.credit} phút làm việc để giữ ngày đã hẹn."
        yield Line(at.date(), says)
    if found.reappointed_to is not None and found.at == found.reappointed_to:
        says = f"Đã xin lỗi, hẹn lại: hẹn trả {at:%H:%M} {day_says(at.date())} thay cho ngày tính theo thời hạn."
        yield Line(at.date(), says, document=found.regime.article("reappointments"))
    marks = " (tạm tính)" if found.is_provisional else ""
    paused = " nếu việc tạm dừng kết thúc bây giờ" if found.due.is_paused else ""
    yield Line(at.date(), f"Hạn trả kết quả{paused}: {at:%H:%M} {day_says(at.date())}{marks}.")


def _term_says(found: Reckoning) -> str:
    match found.term.kind:
        case "none":
            return "Pháp luật không quy định thời hạn: không có ngày hẹn trả."
        case "unknown":
            return "Thời hạn chưa xác nhận: chưa có ngày hẹn trả cho đến khi Trung tâm quyết định."
        case "wd" | "h":
            began = (
                "tính từ thời điểm tiếp nhận"
                if found.calendar.start == "same_moment"
                else "ngày tiếp nhận không tính, bắt đầu từ ngày làm việc tiếp theo"
            )
            return (
                f"Thời hạn {found.term.says} = {found.term.minutes} phút làm việc "
                f"(một ngày làm việc là {MINUTES_PER_WORKING_DAY} phút), {began}."
            )
        case "d":
            return (
                f"Thời hạn {found.term.says} tính cả ngày nghỉ; ngày cuối cùng trùng ngày nghỉ thì chuyển sang "
                "ngày làm việc tiếp theo, hết giờ làm việc."
            )
        case _:
            return "Trả kết quả trong ngày; nhận sau 15 giờ thì trả trong ngày làm việc tiếp theo."


def _pause_line(found: Reckoning, pause: Pause) -> Line:
    begins = local(pause.from_at)
    until = "chưa kết thúc"
    if pause.to_at is not None:
        until = f"đến {local(pause.to_at):%H:%M} {day_says(local(pause.to_at).date())}"
    elif found.now is not None:
        until += f", tính như kết thúc lúc {local(found.now):%H:%M} {day_says(local(found.now).date())}"
    says = f"Tạm dừng từ {begins:%H:%M} {day_says(begins.date())} {until} – {pause.says}."
    if pause.event:
        says = f"{says[:-1]} ({pause.event})."
    if pause.kind != SUPPLEMENT:
        return Line(begins.date(), says)
    if found.supplement_clock == RESET and found.clock_from is None:
        return Line(begins.date(), f"{says} Yêu cầu sau khi đã hết thời hạn: không tính lại từ đầu.")
    says += f" {found.regime.supplement_says}."
    return Line(begins.date(), says, document=found.regime.article("supplement_clock"))


def as_data(line: Line) -> dict[str, Any]:
    """A line for machines."""
    return {"on": line.on.isoformat(), "says": line.says, "minutes": line.minutes, "document": line.document}
