"""The figures of the public board: whole months, and what stood at the day's beginning, read from the sums.

The sums are the ones of the reports, so that the board and Mẫu 06a say the same of a month. Nothing of the day that
runs is read: two looks a minute apart must not tell what became of the one dossier between them. What counts too few
is left out (`domain.small_numbers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.centers import here
from motcua.domain.measures import SETTLED, Measure
from motcua.domain.small_numbers import total_is_safe, withheld
from motcua.services.dossiers.naming import agency_name
from motcua.store.engine import Row
from motcua.store.queries import counts
from motcua.store.queries.sums import MONTH, sums

MONTHS = 12
#: What the columns of a month add up. A result within the new date of a letter of apology is not in time, whatever a
#: province has set for its reports (NĐ 61/2018, Điều 19.9).
MONTHLY: Mapping[str, tuple[Measure, ...]] = {
    "received": (Measure.RECEIVED,),
    "done": SETTLED,
    "with_term": tuple(each for each in SETTLED if each is not Measure.UNTIMED),
    "in_time": (Measure.EARLY, Measure.ON_TIME),
    "apologised": (Measure.REAPPOINTED,),
}
#: In process is everything without a result: what waits for the applicant, is suspended or is late is part of it. The
#: two kinds of late never overlap: what has a new date is the second until that date.
STANDING: Mapping[str, tuple[Measure, ...]] = {
    "open": (Measure.IN_PROCESS,),
    "late": (Measure.OVERDUE, Measure.OVERDUE_KEPT),
    "apologised": (Measure.OVERDUE_KEPT,),
}
_BY = ("agency", "measure")


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One agency in one month; `agency` "" is the center as a whole. None: too few to be told.

    `done`: how many results came to the center; of those `with_term` had a due date, of these `in_time` kept it.
    `apologised`: how many letters of apology with a new date went out.
    """

    month: date
    agency: str
    name: str
    received: int | None
    done: int | None
    with_term: int | None
    in_time: int | None
    apologised: int | None

    @property
    def percent(self) -> float | None:
        """Of what had a term, the share that was in time, to one decimal."""
        if self.with_term is None or self.in_time is None or self.with_term == 0:
            return None
        return round(100 * self.in_time / self.with_term, 1)


@dataclass(frozen=True, slots=True)
class StandingLine:
    """What is in process; what of it is late by what was promised; what of that has a new date still to come."""

    agency: str
    name: str
    open: int | None
    late: int | None
    apologised: int | None


@dataclass(frozen=True, slots=True)
class ToldFigures:
    """`is_whole` False: dossiers are still being counted, and half of them would be told as all; nothing is."""

    months: tuple[MonthLine, ...] = ()
    standing: tuple[StandingLine, ...] = ()
    is_whole: bool = True


async def read_figures(today: date, least: int) -> ToldFigures:
    """Of the twelve months before that of `today`, and of the end of yesterday; inside a transaction."""
    # Asked first: once everything is counted, every change counts itself in its own transaction.
    if await counts.uncounted(1):
        return ToldFigures(is_whole=False)
    acts = await sums(_every(MONTHLY), months_before(today, MONTHS), months_before(today, 0), (MONTH, *_BY))
    stands = await sums(_every(STANDING), None, today, _BY)
    return ToldFigures(
        tuple(month_lines(_lines(acts, MONTHLY, (MONTH, "agency")), least)),
        tuple(standing_lines(_lines(stands, STANDING, ("agency",)), least)),
    )


def _every(columns: Mapping[str, tuple[Measure, ...]]) -> tuple[Measure, ...]:
    return tuple(sorted({measure for measures in columns.values() for measure in measures}))


def _lines(
    found: Iterable[Row], columns: Mapping[str, tuple[Measure, ...]], by: Sequence[str]
) -> list[Mapping[str, Any]]:
    """A line for each that counts anything, its columns added up of their measures."""
    lines: dict[tuple[Any, ...], dict[str, Any]] = {}
    for each in found:
        if each["n"]:
            key = tuple(each[name] for name in by)
            line = lines.setdefault(key, dict.fromkeys(columns, 0) | dict(zip(by, key, strict=True)))
            for column, measures in columns.items():
                line[column] += each["n"] if each["measure"] in measures else 0
    return list(lines.values())


def month_lines(rows: Iterable[Mapping[str, Any]], least: int) -> Iterable[MonthLine]:
    """The latest month first; in each the center, then its agencies by name.

    Received and done are two groups of people, each told or not by its own size.
    """
    by_month: dict[date, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_month.setdefault(row["month"], []).append(row)
    for month in sorted(by_month, reverse=True):
        found = by_month[month]
        received = {row["agency"]: int(row["received"]) for row in found}
        done = {row["agency"]: int(row["done"]) for row in found}
        few, undone = withheld(received, least), withheld(done, least)
        # The rate is of what had a term: a group of its own within what was done.
        untimed = withheld({row["agency"]: int(row["with_term"]) for row in found}, least) | undone
        sums = {name: sum(int(row[name]) for row in found) for name in ("with_term", "in_time", "apologised")}
        has_done, has_timed = total_is_safe(done, least), sums["with_term"] == 0 or sums["with_term"] >= least
        yield MonthLine(
            month,
            "",
            "Toàn Trung tâm",
            sum(received.values()) if total_is_safe(received, least) else None,
            sum(done.values()) if has_done else None,
            sums["with_term"] if has_done and has_timed else None,
            sums["in_time"] if has_done and has_timed else None,
            sums["apologised"] if has_done else None,
        )
        for row in sorted(found, key=lambda each: agency_name(here(), each["agency"])):
            agency = row["agency"]
            yield MonthLine(
                month,
                agency,
                agency_name(here(), agency),
                received[agency] if agency not in few else None,
                done[agency] if agency not in undone else None,
                int(row["with_term"]) if agency not in untimed else None,
                int(row["in_time"]) if agency not in untimed else None,
                int(row["apologised"]) if agency not in undone else None,
            )


def standing_lines(rows: Iterable[Mapping[str, Any]], least: int) -> Iterable[StandingLine]:
    found = list(rows)
    counts = {row["agency"]: int(row["open"]) for row in found}
    few, is_safe = withheld(counts, least), total_is_safe(counts, least)
    if found:
        sums = {name: sum(int(row[name]) for row in found) for name in ("open", "late", "apologised")}
        yield StandingLine("", "Toàn Trung tâm", *(sums[name] if is_safe else None for name in sums))
    for row in sorted(found, key=lambda each: agency_name(here(), each["agency"])):
        told = row["agency"] not in few
        values = (int(row[name]) if told else None for name in ("open", "late", "apologised"))
        yield StandingLine(row["agency"], agency_name(here(), row["agency"]), *values)


def months_before(day: date, count: int) -> date:
    """The first of the month `count` months before that of a day."""
    number = day.year * 12 + day.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)
