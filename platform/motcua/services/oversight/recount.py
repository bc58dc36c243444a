"""The proof of the sums: every dossier counted anew from its row, trail and steps, and each sum compared.

It may run at any time: one snapshot for both sides, page after page, so that people go on working meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.centers import here
from motcua.domain.counts import Cell, cells_of, counts_of
from motcua.domain.measures import NAMES, Measure
from motcua.readiness import Progress, silent
from motcua.services.dossiers.naming import agency_name
from motcua.services.oversight.keeping import count_waiting, keep_sums
from motcua.store.engine import DB, transaction
from motcua.store.queries import counts, sums
from motcua.store.queries.effects import put_setting
from motcua.store.rows import value

COUNTING = "Đang đếm lại từ hồ sơ"
LAST = "sums.recounted"
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """A sum that is not what the dossiers come to. `is_month`: one of the sums by month."""

    cell: Cell
    stands: int
    counted: int
    is_month: bool = False

    @property
    def says(self) -> str:
        on = f"tháng {self.cell.on:%m/%Y}" if self.is_month else f"ngày {self.cell.on:%d/%m/%Y}"
        officer = f", cán bộ {self.cell.officer}" if self.cell.officer.int else ""
        return (
            f"{on}, {NAMES[Measure(self.cell.measure)]}, {agency_name(here(), self.cell.agency)}, thủ tục "
            f"{self.cell.procedure}, kênh {self.cell.channel}{officer}: số tổng hợp {self.stands}, "
            f"đếm lại {self.counted}"
        )


@dataclass(frozen=True, slots=True)
class Recount:
    """`dossiers` were counted, `cells` sums compared. `waiting`: not in the sums yet, so nothing could be equal.

    `strays`: dossiers whose kept counts are not what they come to, whether or not a sum shows it.
    """

    dossiers: int
    cells: int
    waiting: int
    differences: tuple[Difference, ...]
    strays: tuple[UUID, ...]

    @property
    def is_equal(self) -> bool:
        return not self.waiting and not self.differences and not self.strays

    def sentences(self) -> Iterator[str]:
        if self.waiting:
            yield f"{self.waiting} hồ sơ chưa vào số tổng hợp."
        for each in self.differences[:SHOWN]:
            yield f"{each.says}."
        if len(self.differences) > SHOWN:
            yield f"và {len(self.differences) - SHOWN} ô khác."
        for stray in self.strays[:SHOWN]:
            yield f"hồ sơ {stray}: phần đã tính vào số tổng hợp không khớp với hồ sơ."


async def recount(tell: Progress = silent) -> Recount:
    """At the center entered; changes nothing."""
    async with transaction():
        # Before the first question: one snapshot for all of them.
        await DB.open_connection().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        total = int(await value("SELECT count(*) FROM dossier"))
        wanted, strays, dossiers = await _counted_anew(total, tell)
        days, months = await sums.all_sums()
        differences = (
            *_differing(days, wanted, is_month=False),
            *_differing(months, await sums.folded_days_by_month(), is_month=True),
        )
        waiting = await counts.uncounted()
    return Recount(dossiers, len(wanted | days), waiting, differences, tuple(strays))


async def _counted_anew(total: int, tell: Progress) -> tuple[Counter[Cell], list[UUID], int]:
    wanted: Counter[Cell] = Counter()
    strays: list[UUID] = []
    done, after = 0, UUID(int=0)
    while page := await counts.passed_after(after):
        for each in page:
            now = counts_of(each.passed)
            if frozenset(now) != each.kept:
                strays.append(each.passed.id)
            wanted.update(cells_of(now))
        done, after = done + len(page), page[-1].passed.id
        tell(COUNTING, min(done, total), total)
    return wanted, strays, done


def _differing(stands: Mapping[Cell, int], counted: Mapping[Cell, int], *, is_month: bool) -> Iterator[Difference]:
    for cell in sorted(stands.keys() | counted.keys()):
        if stands.get(cell, 0) != counted.get(cell, 0):
            yield Difference(cell, stands.get(cell, 0), counted.get(cell, 0), is_month)


async def mend(found: Recount, at: datetime, tell: Progress = silent) -> None:
    """Makes the sums what the dossiers come to: who waits is counted, a stray's counts are written anew, what still
    differs is tallied; months are made from days again."""
    await count_waiting(tell=tell)
    for first in range(0, len(found.strays), counts.PAGE):
        async with transaction():
            await counts.count(found.strays[first : first + counts.PAGE])
    again = await recount()
    async with transaction():
        await counts.tally({each.cell: each.counted - each.stands for each in again.differences if not each.is_month})
    await keep_sums()
    async with transaction():
        await sums.remake_months()


async def note(found: Recount, at: datetime) -> None:
    """For whoever asks later when the sums were last proved (`motcua doctor`)."""
    async with transaction():
        said = "equal" if found.is_equal else "differs"
        await put_setting(LAST, f"{at.isoformat()} {said}", set_by=None, at=at)
