"""Telling the stories to the services, in the order in which they happened, half a day at a time.

One transaction per half day, with the number of half days told in the same transaction: whatever kills the filling, the
next start goes on with the next half day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import uuid5

from motcua.centers import Center, entered
from motcua.domain.calendar import local
from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.readiness import Progress, silent
from motcua.services.accounts.crew import Crew
from motcua.services.catalogue import installed
from motcua.services.counter import intake as counter
from motcua.services.deadlines.watch import watch
from motcua.services.demo.dates import with_new_dates
from motcua.services.demo.hearing import hear_people
from motcua.services.demo.people import give_passwords
from motcua.services.demo.posting import carry, with_results_by_post
from motcua.services.demo.reviewing import decide_some
from motcua.services.demo.scans import scan
from motcua.services.demo.stories import Happening, Story, how_many, tell
from motcua.services.demo.timing import Window, business_date
from motcua.services.demo.unfinished import begin_drafts, stand_in
from motcua.services.dossiers import moves, trail
from motcua.services.files import uploads
from motcua.services.letters.issuing import issue
from motcua.services.office import Office
from motcua.services.oversight.forecasting import keep_forecast
from motcua.settings import Clock
from motcua.store.engine import transaction
from motcua.store.queries import files as stored_files
from motcua.store.queries.effects import get_setting, put_setting
from motcua.store.queries.review import load_publications

SETTING = "demo"
HalfDay = tuple[date, bool]


async def fill(
    office: Office,
    center: Center,
    clock: Clock,
    progress: Progress = silent,
    *,
    count: int | None = None,
    is_class: bool = False,
) -> int:
    """Dossiers for a center that has none of the demo's yet; how many there are. A second call does nothing.

    `is_class`: people keep their passwords instead of getting the demo's, and every procedure stays received."""
    with entered(center):
        async with transaction():
            told = await get_setting(SETTING)
        if told and told["is_done"]:
            return int(told["dossiers"])
        on = date.fromisoformat(told["on"]) if told else business_date(center.calendar, clock())
        if not is_class:
            await give_passwords(center, clock())
        return await _Filling(office, center, progress, on, told["half_days"] if told else 0).run(
            count, decides=not is_class
        )


class _Filling:
    def __init__(self, office: Office, center: Center, progress: Progress, on: date, done: int) -> None:
        self.office, self.center, self.progress, self.on, self.done = office, center, progress, on, done
        self.stories: dict[int, Story] = {}

    async def run(self, count: int | None, *, decides: bool = True) -> int:
        crew = await Crew.of(self.center)
        window = Window.before(self.center.calendar, self.on)
        received = self.office.catalog.of_versions(await self._published())
        told = tell(received, self.center, crew, self.on, count or how_many(self.center))
        told = list(with_results_by_post(self.center, with_new_dates(self.center, crew, window, told)))
        self.stories = {story.number: story for story in told}
        happenings = sorted(
            (each for story in told for each in story.happenings), key=lambda each: (each.at, each.number)
        )
        halves = [(half, list(group)) for half, group in groupby(happenings, half_day)]
        heard = 0
        for number, (half, group) in enumerate(halves, 1):
            heard += len(group)
            if number > self.done:
                ends_day = number == len(halves) or halves[number][0][0] != half[0]
                await self._tell(group, number, half[0] if ends_day else None)
                if ends_day:
                    await keep_forecast(group[-1].at)
            self.progress(f"Đang tạo hồ sơ mẫu cho {self.center.short_name}", heard, len(happenings))
        await begin_drafts(self.office, crew, told, happenings[-1].at)
        await stand_in(self.office, crew, self.on, happenings[-1].at)
        await carry(self.office, crew, told, self.on, happenings[-1].at)
        await hear_people(self.office, crew, [story.dossier_id for story in told], happenings[-1].at)
        used = {story.version.key for story in told}
        unused = [version for version in received.procedures.values() if version.key not in used]
        if decides:
            await decide_some(self.office, crew, unused, self.on, happenings[-1].at)
        await self._remember(len(halves), happenings[-1].at, is_done=True)
        return len(told)

    async def _published(self) -> list[ProcedureVersion]:
        """What was published here, whatever the demo's director has decided since: the same stories every time."""
        async with transaction():
            known = {each.version_hash for each in await load_publications() if each.was_published}
        return [version for version in installed(self.office) if version.hash in known]

    async def _tell(self, group: Sequence[Happening], number: int, closing_day: date | None) -> None:
        await self._scan(group)
        async with transaction():
            for each in group:
                await self._happen(each)
            await watch(group[-1].at)
            if closing_day is not None:
                await trail.seal(self.office, closing_day)
            await self._remember(number, group[-1].at, is_done=False)

    async def _remember(self, half_days: int, at: datetime, *, is_done: bool) -> None:
        state = {"on": self.on, "half_days": half_days, "is_done": is_done, "dossiers": len(self.stories)}
        async with transaction():
            await put_setting(SETTING, state, set_by=None, at=at)

    async def _happen(self, each: Happening) -> None:
        story = self.stories[each.number]
        acting = Acting(each.by, each.at)
        key = story.key_of(each.index)
        if each.letter:
            await issue(self.office, acting, story.dossier_id, each.letter, each.index, {}, key)
        elif each.act is not None and each.move is not None:
            # Each happening makes one version, so the version on the screen is the number of those before.
            await moves.make(self.office, acting, each.move, story.dossier_id, each.index, each.act.data, key)
        elif each.move is Move.ACCEPT:
            seen, again = (each.index, story.dossier_id) if each.index else (None, None)
            await counter.accept(self.office, acting, self._intake(story), key, seen, again)
        elif each.move is Move.ASK_TO_COMPLETE:
            await counter.ask_to_complete(
                self.office, acting, self._intake(story, lacks=True), story.reason, [story.reason], key
            )
        else:
            await counter.refuse(self.office, acting, self._intake(story, lacks=True), story.reason, key)

    def _intake(self, story: Story, *, lacks: bool = False) -> counter.Intake:
        papers = dict(story.sample.papers)
        if lacks and papers:
            papers.popitem()
        fee: dict[str, Any] = {} if lacks else {"fee_collected": story.fee_collected, "fee_amount": story.fee_amount}
        return counter.Intake(
            version_hash=story.version.hash, applicant=story.applicant, answers=story.sample.raw, papers=papers,
            draft_key=story.key if story.has_scans else None, delivery=story.delivery, beside=story.beside, **fee,
        )  # fmt: skip

    async def _scan(self, group: Iterable[Happening]) -> None:
        """Scans are taken in before their dossier, as at the counter: opening a file is no work for a transaction."""
        for each in group:
            story = self.stories[each.number]
            if not story.has_scans or each.act is not None or each.index:
                continue
            labels = {paper.key: paper.label for paper in story.version.papers}
            for paper in tuple(story.sample.papers)[:2]:
                file_id = uuid5(story.key, f"scan/{paper}")
                async with transaction():
                    known = await stored_files.load_file(file_id)
                if known is None:
                    await uploads.add_file(
                        self.office, Acting(each.by, each.at), paper_key=paper,
                        stream=scan(labels[paper], story.person.name), name=f"{labels[paper][:60]}.pdf",
                        declared="application/pdf", draft_key=story.key, file_id=file_id,
                    )  # fmt: skip


def half_day(each: Happening) -> HalfDay:
    at = local(each.at)
    return at.date(), at.hour >= 12
