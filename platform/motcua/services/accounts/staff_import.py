"""Taking over a list of staff from Excel or CSV: a report row by row, and all of it or nothing.

The center's staff.csv stays what says who works there: the list is merged into it, and the accounts follow.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from motcua.centers import Center, StaffRow
from motcua.centers.staff_table import StaffLine, read_staff_table, staff_csv
from motcua.domain.errors import Refused
from motcua.services.office import Office
from motcua.services.setup.onboarding import Onboarded, onboard

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
FATES = {NEW: "thêm mới", CHANGED: "thay đổi", SAME: "không đổi", WRONG: "không nhận"}


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one row of the list. `says` is why, where it can't be taken."""

    number: int
    name: str
    username: str
    fate: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class StaffReport:
    """Every row, and the whole list of the center as it would be. `leaving` are in the center's list and not in this
    one: they stay, unless the list is said to be whole."""

    fates: tuple[Fate, ...]
    merged: tuple[StaffRow, ...]
    leaving: tuple[str, ...]

    @property
    def problems(self) -> tuple[Fate, ...]:
        return tuple(each for each in self.fates if each.fate == WRONG)

    def count(self, fate: str) -> int:
        return sum(each.fate == fate for each in self.fates)


async def report_staff(
    office: Office, center: Center, body: bytes, name: str, *, is_whole: bool = False
) -> StaffReport:
    """Reads the list in the capped worker and holds it against the center's; changes nothing."""
    _, texts = await office.files.read_list(body, name, counts_lines=True)
    lines = read_staff_table(texts, center.agencies)
    if not lines:
        raise Refused("Danh sách không có người nào.")
    return merged_with(center, lines, is_whole=is_whole)


def merged_with(center: Center, lines: tuple[StaffLine, ...], *, is_whole: bool) -> StaffReport:
    known = {row.username: row for row in center.staff}
    listed = {line.row.username: line.row for line in lines if line.row is not None}
    fates = tuple(_fate(line, known) for line in lines)
    leaving = tuple(username for username in known if username not in listed)
    kept = [listed.get(row.username, row) for row in center.staff if not (is_whole and row.username in leaving)]
    added = [row for username, row in listed.items() if username not in known]
    return StaffReport(fates, (*kept, *added), leaving)


def _fate(line: StaffLine, known: dict[str, StaffRow]) -> Fate:
    if line.row is None:
        return Fate(line.number, line.name, "", WRONG, line.problem)
    before = known.get(line.row.username)
    fate = NEW if before is None else SAME if before == line.row else CHANGED
    return Fate(line.number, line.row.name, line.row.username, fate)


async def import_staff(office: Office, center: Center, report: StaffReport, *, at: datetime | None = None) -> Onboarded:
    """Writes staff.csv and makes the accounts. Where the accounts can't be made, staff.csv is as it was."""
    if report.problems:
        raise Refused(f"{len(report.problems)} dòng chưa đúng nên chưa nhận dòng nào. Sửa danh sách rồi chạy lại.")
    path = office.settings.tenants_dir / center.key / "staff.csv"
    before = path.read_bytes()
    replaced(path, staff_csv(report.merged).encode())
    try:
        return await onboard(office, replace(center, staff=report.merged), now=at, business_at=at)
    except BaseException:
        replaced(path, before)
        raise


def replaced(path: Path, body: bytes) -> None:
    """The whole new file or the whole old one, whenever the power goes."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(draft, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
