"""Which rules of the one-stop mechanism are in force on the day of reception, and what each of them asks.

Three texts so far. A dossier keeps the rules of its reception whatever comes later. A rule that nobody has read in the
text itself is listed in `unread`, and says so. Every rule is data: `[regime.<key>]` in province.toml or center.toml
sets it, with the document that makes it so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from motcua.domain.counting import add_working_minutes
from motcua.domain.due import due
from motcua.domain.opening import clock, day_says, local
from motcua.domain.terms import Term, working_days
from motcua.domain.worktime import Calendar

PAUSE, RESET = "pause", "reset"

SUPPLEMENT_CLOCKS: Mapping[str, str] = {
    PAUSE: "Thời gian chờ bổ sung không tính vào thời hạn giải quyết",
    RESET: "Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ",
}

#: The rules of a regime by the name of their attribute, as a person reads them.
RULES: Mapping[str, str] = {
    "supplement_clock": "Cách tính thời hạn khi bổ sung hồ sơ",
    "supplement_within": "Chỉ yêu cầu bổ sung trong thời gian này kể từ khi tiếp nhận",
    "supplements": "Số lần được yêu cầu bổ sung",
    "transfer_until": "Tiếp nhận sau giờ này thì chuyển hồ sơ vào đầu giờ ngày làm việc tiếp theo",
    "apology_days_before": "Văn bản xin lỗi, hẹn lại phải gửi trước ngày hết hạn ít nhất",
    "reappointments": "Số lần được hẹn lại ngày trả kết quả",
    "refusal_is_result": "Từ chối sau thẩm định được ghi là một kết quả trong thời hạn",
}
#: Working minutes that "at the start of the day" leaves.
START_OF_DAY = 60
_UNREAD = "chưa đối chiếu văn bản"
_SET = f"theo thiết lập, {_UNREAD}"


@dataclass(frozen=True, slots=True)
class SectorRule:
    """The law of a sector on until when its agency may ask for a supplement (NĐ 61/2018, Điều 19.4: “trừ trường hợp
    pháp luật chuyên ngành có quy định khác”). `within` None: at any time.
    """

    procedures: frozenset[str]
    within: Term | None
    basis: str


@dataclass(frozen=True, slots=True)
class Regime:
    """One set of rules. `articles` names the article of each rule; `unread` the rules known by hearsay only.

    `set_by`: the rules that the province or the center has set, each with its document ("" where none was named).
    """

    key: str
    name: str
    from_on: date
    supplement_clock: str
    supplement_within: Term | None = None
    supplements: int = 1
    transfer_until: int = 15 * 60
    apology_days_before: int = 1
    reappointments: int = 1
    refusal_is_result: bool = True
    articles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    unread: frozenset[str] = frozenset()
    set_by: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def article(self, rule: str) -> str:
        """`Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4`; a rule nobody has read in the text says so."""
        if rule not in RULES:
            raise KeyError(rule)
        if rule in self.set_by:
            return self.set_by[rule] or f"{self.name} ({_SET})"
        said = f"{self.name}, {self.articles[rule]}" if rule in self.articles else self.name
        return f"{said} ({_UNREAD})" if rule in self.unread else said

    @property
    def supplement_says(self) -> str:
        return SUPPLEMENT_CLOCKS[self.supplement_clock]

    def last_moment_to_ask(
        self, received_at: datetime, calendar: Calendar, sector: SectorRule | None = None
    ) -> datetime | None:
        """Until when an agency may ask for a supplement; None: at any time."""
        within = sector.within if sector is not None else self.supplement_within
        return due(received_at, within, calendar).at if within is not None else None

    def why_not_ask(
        self,
        received_at: datetime,
        at: datetime,
        calendar: Calendar,
        *,
        asked_before: int = 0,
        allowed: int = 0,
        sector: SectorRule | None = None,
    ) -> str | None:
        """Why an agency may not ask for a supplement now; None when it may.

        `allowed`: how many more the director has allowed, each with a written reason; those are bound to no day.
        """
        if asked_before >= self.supplements + allowed:
            return (
                f"Đã yêu cầu bổ sung {asked_before} lần; chỉ được yêu cầu bổ sung {self.supplements} lần, "
                f"theo {self.article('supplements')}. Lần tiếp theo cần lý do bằng văn bản của Giám đốc Trung tâm."
            )
        last = self.last_moment_to_ask(received_at, calendar, sector)
        if asked_before >= self.supplements or last is None or at <= last:
            return None
        within = sector.within if sector is not None else self.supplement_within
        basis = sector.basis if sector is not None else self.article("supplement_within")
        until = local(last)
        return (
            f"Đã quá {within.says if within else ''} kể từ khi tiếp nhận (hết {until:%H:%M} "
            f"{day_says(until.date())}): không được yêu cầu bổ sung nữa, theo {basis}."
        )

    def ground_to_ask(self, *, asked_before: int = 0, sector: SectorRule | None = None) -> str:
        """By what an agency may ask, for the trail: written down with the request."""
        if asked_before >= self.supplements:
            return f"Giám đốc Trung tâm cho phép yêu cầu thêm một lần; {self.article('supplements')}"
        return sector.basis if sector is not None else self.article("supplement_within")

    def transfer_due(self, received_at: datetime, calendar: Calendar) -> datetime:
        """The end of the day of reception; received later than the hour, the start of the next working day."""
        received = local(received_at)
        on = received.date()
        if calendar.is_working_day(on) and received.hour * 60 + received.minute <= self.transfer_until:
            return calendar.closing(on)
        return add_working_minutes(calendar, calendar.opening(calendar.working_day_after(on)), START_OF_DAY)

    def last_day_to_apologise(self, due_at: datetime) -> date:
        """The last day on which a letter of apology with a new date is in time."""
        return local(due_at).date() - timedelta(days=self.apology_days_before)

    def why_not_reappoint(self, due_at: datetime, at: datetime, *, made_before: int = 0) -> str | None:
        """Why another date may not be set for the applicant; None when it may (`late_to_apologise` may warn)."""
        if made_before >= self.reappointments:
            return f"Đã hẹn lại {made_before} lần: không được hẹn lại nữa, theo {self.article('reappointments')}."
        if at > due_at:
            over = local(due_at)
            return (
                f"Đã quá hạn trả ({over:%H:%M} {day_says(over.date())}): chỉ được xin lỗi, hẹn lại trước khi hết hạn, "
                f"theo {self.article('apology_days_before')}."
            )
        return None

    def late_to_apologise(self, due_at: datetime, at: datetime) -> str | None:
        """A warning for who issues it: the letter may still go out, but later than the law has it."""
        last_on = self.last_day_to_apologise(due_at)
        if local(at).date() <= last_on:
            return None
        return (
            f"Văn bản xin lỗi và hẹn lại phải gửi trước ngày hết hạn ít nhất {self.apology_days_before} ngày, "
            f"chậm nhất {day_says(last_on)}, theo {self.article('apology_days_before')}."
        )

    @property
    def says(self) -> tuple[tuple[str, str], ...]:
        """What the regime asks, a sentence and its article for each rule."""
        within = self.supplement_within
        counted = "được ghi là một kết quả trong thời hạn" if self.refusal_is_result else "không tính là một kết quả"
        return (
            (f"{self.supplement_says}.", self.article("supplement_clock")),
            (
                f"Chỉ yêu cầu bổ sung trong {within.says} kể từ khi tiếp nhận."
                if within
                else "Không biết giới hạn số ngày được yêu cầu bổ sung.",
                self.article("supplement_within"),
            ),
            (f"Được yêu cầu bổ sung {self.supplements} lần.", self.article("supplements")),
            (
                f"Chuyển hồ sơ trong ngày tiếp nhận; nhận sau {clock(self.transfer_until)} thì chuyển đầu giờ ngày làm "
                "việc tiếp theo.",
                self.article("transfer_until"),
            ),
            (
                f"Xin lỗi, hẹn lại trước ngày hết hạn ít nhất {self.apology_days_before} ngày.",
                self.article("apology_days_before"),
            ),
            (f"Hẹn lại nhiều nhất {self.reappointments} lần.", self.article("reappointments")),
            (f"Từ chối sau thẩm định {counted}.", self.article("refusal_is_result")),
        )

    def with_settings(self, settings: Mapping[str, object], document: str = "") -> Regime:
        """The regime as a province or a center has set it, rule by rule, by a document of its own."""
        unknown = settings.keys() - RULES.keys()
        if unknown:
            raise KeyError(", ".join(sorted(unknown)))
        set_by = MappingProxyType({**self.set_by, **dict.fromkeys(settings, document)})
        return replace(self, **settings, set_by=set_by)  # type: ignore[arg-type]


_ND61 = {
    "supplement_clock": "Điều 19 khoản 4",
    "supplement_within": "Điều 19 khoản 4",
    "supplements": "Điều 11 khoản 2",
    "transfer_until": "Điều 18 khoản 2",
    "apology_days_before": "Điều 19 khoản 9",
    "reappointments": "Điều 19 khoản 9",
    "refusal_is_result": "Điều 19 khoản 8",
}
_EVERY = frozenset(RULES)

REGIMES: tuple[Regime, ...] = (
    # In force at the pilot of November 2017. Its text was not read again: the waiting is left out of the term, and no
    # limit of days for asking is known.
    Regime("qd09_2015", "Quyết định 09/2015/QĐ-TTg", date(2015, 5, 10), PAUSE, unread=_EVERY),
    Regime(
        "nd61_2018",
        "Nghị định 61/2018/NĐ-CP",
        date(2018, 6, 21),
        RESET,
        working_days(3),
        articles=MappingProxyType(_ND61),
    ),
    # Replaces 61/2018 since 1-7-2025; its text was not read, so the rules are those before it until a center sets them.
    Regime("nd118_2025", "Nghị định 118/2025/NĐ-CP", date(2025, 7, 1), RESET, working_days(3), unread=_EVERY),
)


def regime_on(on: date, regimes: Iterable[Regime] = REGIMES) -> Regime:
    """The rules in force that day; before the first, the first."""
    ordered = sorted(regimes, key=lambda regime: regime.from_on)
    in_force = [regime for regime in ordered if regime.from_on <= on]
    return in_force[-1] if in_force else ordered[0]


def regime_named(key: str, regimes: Iterable[Regime] = REGIMES) -> Regime:
    by_key = {regime.key: regime for regime in regimes}
    if key not in by_key:
        raise ValueError(f"Không có bộ quy tắc “{key}”. Chọn một trong: {', '.join(by_key)}.")
    return by_key[key]
