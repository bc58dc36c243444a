"""What files of reports are made from: a report, a meeting's tables, the dossiers behind a number. See `file_kinds`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.centers import here
from motcua.domain.people import Acting
from motcua.domain.reports.periods import Period, period_in
from motcua.services.dossiers.naming import agency_name
from motcua.services.files.kinds import TYPES, Source, Told
from motcua.services.files.workbooks import file_name
from motcua.services.office import Office
from motcua.services.oversight import files, listed, reporting
from motcua.services.oversight.behind import find_cell
from motcua.services.oversight.forms import FORMS, MEETING, MEETING_PARTS, Asked
from motcua.services.oversight.reporting import Report, check_may_read
from motcua.store.engine import transaction

LINES_AT_ONCE = 200  # of a report: more are not set on paper while somebody waits
MEETING_TITLE = "Tài liệu họp giao ban"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One report of one period."""

    asked: Asked

    @property
    def title(self) -> str:
        return ", ".join((f"{self.asked.form.number} {self.asked.period.title}", _of(self.asked.agency)))

    @property
    def unit(self) -> str:
        return "dòng"

    @property
    def formats(self) -> tuple[str, ...]:
        return tuple(TYPES)

    @property
    def kept(self) -> Mapping[str, Any]:
        return _kept(self.asked)

    def name(self, format: str) -> str:
        return _name(format, self.asked.form.key, self.asked.period, self.asked.agency)

    def check(self, office: Office, acting: Acting) -> None:
        check_may_read(acting.staff, self.asked.agency)

    async def count(self, office: Office, acting: Acting) -> int:
        return len((await reporting.report(office, acting, self.asked)).table.lines)

    async def make(self, office: Office, acting: Acting, format: str, tell: Told) -> bytes:
        found = await reporting.report(office, acting, self.asked)
        return await files.made(office, [found], format, acting.at)


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """What is laid before an agency at the quarter's meeting; without one, before each of them in turn."""

    period: Period
    agency: str | None = None

    @property
    def title(self) -> str:
        return ", ".join((f"{MEETING_TITLE} {self.period.title}", _of(self.agency) if self.agency else "mọi cơ quan"))

    @property
    def unit(self) -> str:
        return "bảng"

    @property
    def formats(self) -> tuple[str, ...]:
        return tuple(TYPES)

    @property
    def kept(self) -> Mapping[str, Any]:
        return _row({"meeting": self.period.text, "agency": self.agency})

    @property
    def agencies(self) -> tuple[str, ...]:
        return (self.agency,) if self.agency else tuple(sorted(here().agencies))

    def name(self, format: str) -> str:
        return _name(format, MEETING, self.period, self.agency)

    def check(self, office: Office, acting: Acting) -> None:
        check_may_read(acting.staff, self.agency)

    async def count(self, office: Office, acting: Acting) -> int:
        return len(self.agencies) * len(MEETING_PARTS)

    async def make(self, office: Office, acting: Acting, format: str, tell: Told) -> bytes:
        """Of several agencies, each has its own paper, so that it can be handed to it alone."""
        reports: list[Report] = []
        papers: list[bytes] = []
        for number, agency in enumerate(self.agencies, 1):
            theirs = await reporting.meeting(office, acting, self.period, agency)
            reports += theirs
            if format == "pdf":
                papers.append(await files.made(office, theirs, format, acting.at, f"{MEETING_TITLE}: {_of(agency)}"))
            await tell(number * len(MEETING_PARTS))
        if format != "pdf":
            return await files.made(office, reports, format, acting.at)
        return papers[0] if len(papers) == 1 else (await office.letters.joined(papers, self.title))[1]


@dataclass(frozen=True, slots=True)
class ListFile:
    """The dossiers behind one number of a report, a line each."""

    asked: Asked
    column: str
    row: str

    @property
    def _heading(self) -> str:
        found = next((each for each in self.asked.form.reads(here().reports) if each.key == self.column), None)
        return "" if found is None else ": ".join(part for part in (found.group, found.heading.lower()) if part)

    @property
    def title(self) -> str:
        asked = self.asked
        return ", ".join((f"Hồ sơ của {asked.form.number} {asked.period.title}", self._heading, _of(asked.agency)))

    @property
    def unit(self) -> str:
        return "dòng"

    @property
    def formats(self) -> tuple[str, ...]:
        return ("xlsx", "csv")

    @property
    def kept(self) -> Mapping[str, Any]:
        return _kept(self.asked, column=self.column, row=self.row)

    def name(self, format: str) -> str:
        return _name(format, f"ho-so-{self.asked.form.key}-{self.column}", self.asked.period, self.asked.agency)

    def check(self, office: Office, acting: Acting) -> None:
        check_may_read(acting.staff, self.asked.agency)

    async def count(self, office: Office, acting: Acting) -> int:
        async with transaction():
            return (await find_cell(office, acting, self.asked, self.column, self.row)).n

    async def make(self, office: Office, acting: Acting, format: str, tell: Told) -> bytes:
        async with transaction():
            cell = await find_cell(office, acting, self.asked, self.column, self.row)
        under = f"{self.title} · {cell.label} · {cell.period.says}"
        chunks = listed.chunks(office, cell)
        if format == "csv":
            return await listed.plain(cell, chunks, tell)
        return await listed.spreadsheet(cell, (self.title, under), chunks, acting.at, tell)


def source_in(text: str) -> Source:
    """What `kept` has written of a report, a meeting or a list."""
    found = json.loads(text)
    if "meeting" in found:
        return MeetingFile(period_in(found["meeting"]), found["agency"])
    asked = Asked(FORMS[found["form"]], period_in(found["period"]), found["by"], found["agency"])
    return ListFile(asked, found["column"], found["row"]) if "column" in found else ReportFile(asked)


def _kept(asked: Asked, **more: str) -> Mapping[str, Any]:
    return _row({"form": asked.form.key, "period": asked.period.text, "by": asked.by, "agency": asked.agency, **more})


def _row(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    text = json.dumps(asked, ensure_ascii=False)
    return {"book": "", "year": 0, "agency": None, "sector": None, "asked": text}


def _of(agency: str | None) -> str:
    return agency_name(here(), agency) if agency else "toàn Trung tâm"


def _name(format: str, key: str, period: Period, agency: str | None) -> str:
    return f"{file_name('bao-cao', key, period.title, *((agency,) if agency else ()))}.{format}"
