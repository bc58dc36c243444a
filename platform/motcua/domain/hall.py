"""The hall: groups of counters, who goes first, when numbers are given, how long one waits, and slots to book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.opening import Span

MINUTES_A_DAY = 24 * 60
HALF_HOUR = 30
MOST_A_DAY = 999


class Priority(StrEnum):
    """Why somebody goes before others. All but the appointment are declared by the person, without proof."""

    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    APPOINTMENT = "appointment"


PRIORITY_NAMES: Mapping[str, str] = {
    # Luật Người cao tuổi 2009, Điều 2: công dân Việt Nam từ đủ 60 tuổi trở lên.
    Priority.ELDERLY: "Người cao tuổi (từ đủ 60 tuổi trở lên)",
    # Luật Người khuyết tật 2010, Điều 2.
    Priority.DISABLED: "Người khuyết tật",
    Priority.PREGNANT: "Phụ nữ mang thai",
    Priority.APPOINTMENT: "Người có lịch hẹn",
}
DECLARED = (Priority.ELDERLY, Priority.DISABLED, Priority.PREGNANT)


class TicketState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    FINISHED = "finished"
    SKIPPED = "skipped"
    LAPSED = "lapsed"
    """The day ended before it was called, or before somebody said that it was served."""


STATE_SAYS: Mapping[str, str] = {
    TicketState.WAITING: "đang chờ",
    TicketState.CALLED: "đang được gọi",
    TicketState.FINISHED: "đã phục vụ xong",
    TicketState.SKIPPED: "đã gọi nhưng vắng mặt",
    TicketState.LAPSED: "đã hết ngày",
}


class AppointmentState(StrEnum):
    HELD = "held"
    """A place is kept until the code that was sent comes back."""
    BOOKED = "booked"
    CANCELLED = "cancelled"
    CHECKED_IN = "checked_in"
    NO_SHOW = "no_show"


APPOINTMENT_SAYS: Mapping[str, str] = {
    AppointmentState.HELD: "chưa xác nhận",
    AppointmentState.BOOKED: "đã đặt",
    AppointmentState.CANCELLED: "đã hủy",
    AppointmentState.CHECKED_IN: "đã đến",
    AppointmentState.NO_SHOW: "không đến",
}


class DeviceKind(StrEnum):
    KIOSK = "kiosk"
    DISPLAY = "display"


DEVICE_NAMES: Mapping[str, str] = {
    DeviceKind.KIOSK: "Máy lấy số, tra cứu (kiosk)",
    DeviceKind.DISPLAY: "Màn hình gọi số",
}


@dataclass(frozen=True, slots=True)
class Device:
    """A machine in the hall that is let in by a token of its own."""

    id: str
    kind: DeviceKind
    name: str


@dataclass(frozen=True, slots=True)
class CounterGroup:
    """Counters that serve the same agencies from one queue. `letter` begins its numbers; `places`: appointments that
    one slot takes, 0 where none are made."""

    key: str
    name: str
    letter: str
    agencies: tuple[str, ...]
    places: int = 1


@dataclass(frozen=True, slots=True)
class HallRules:
    """What a center sets for its hall. Minutes, but for `counters`, `priority_run`, `days_ahead` and millimetres.

    No text says how numbers with priority and others take turns, nor how long one may come late: these are settings.
    """

    counters: int = 6
    priority_run: int = 2
    """How many numbers with priority are called one after the other while others wait too."""
    opens_before: int = 30
    closes_before: int = 0
    service_minutes: int = 10
    """What an estimate reckons with before anybody was served."""
    slot_minutes: int = 30
    days_ahead: int = 10
    early_minutes: int = 30
    late_minutes: int = 15
    ticket_mm: int = 80
    idle_seconds: int = 60


@dataclass(frozen=True, slots=True)
class Hall:
    rules: HallRules = HallRules()
    groups: tuple[CounterGroup, ...] = ()

    def group(self, key: str) -> CounterGroup | None:
        return next((each for each in self.groups if each.key == key), None)

    def group_of_agency(self, agency: str) -> CounterGroup | None:
        return next((each for each in self.groups if agency in each.agencies), None)


#: A center whose data say nothing of a hall.
NO_HALL = Hall()


def label_of(letter: str, number: int) -> str:
    """`A012`: what is printed and called."""
    return f"{letter}{number:03d}"


def ordinary_is_next(run: int, rules: HallRules) -> bool:
    """Whether this counter has called so many with priority that somebody else comes first."""
    return run >= rules.priority_run


def giving_span(spans: Sequence[Span], rules: HallRules) -> Span | None:
    """From when until when numbers are given that day; one span over the lunch break, since people wait through it."""
    if not spans:
        return None
    opens = max(0, spans[0].opens - rules.opens_before)
    closes = spans[-1].closes - rules.closes_before
    return Span(opens, closes) if opens < closes else None


def slots_of(spans: Sequence[Span], rules: HallRules) -> tuple[int, ...]:
    """The minutes of a day at which appointments begin; each slot is over when the counter closes."""
    return tuple(
        minute
        for span in spans
        for minute in range(span.opens, span.closes - rules.slot_minutes + 1, rules.slot_minutes)
    )


def half_hour_of(minute: int) -> int:
    """450 → 15: the fifteenth half hour of the day begins at 07:30."""
    return minute // HALF_HOUR


def estimate(ahead: int, counters: int, service_seconds: float) -> tuple[int, int]:
    """(from, to) minutes until one is called: whole fives, a third more at the upper end. Never a promise."""
    minutes = ahead * service_seconds / 60 / max(counters, 1)
    low = int(minutes // 5) * 5
    return low, max(low + 5, -int(-minutes * 4 / 3 // 5) * 5)


def estimate_says(ahead: int, counters: int, service_seconds: float) -> str:
    if not counters:
        return "chưa tính được vì chưa có quầy mở"
    if not ahead:
        return "gọi ngay khi có quầy trống"
    low, high = estimate(ahead, counters, service_seconds)
    return f"khoảng {low} đến {high} phút" if low else f"dưới {high} phút"
