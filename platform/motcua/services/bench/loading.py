"""`motcua bench load`: as many dossiers as asked for, copied from those that the demo's services made.

What is open stays as much as people can work on (`MOST_OPEN`); everything beyond was handed back or refused in the
weeks before, as in a center that has run for years. Nothing here is for real dossiers.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from uuid import UUID

from motcua.centers import Center, entered
from motcua.domain.counts import Cell
from motcua.domain.errors import Conflict
from motcua.readiness import Progress, silent
from motcua.services.catalogue import versions_of
from motcua.services.codes import local_date, secret_hash, tracking_secret
from motcua.services.demo.filling import fill
from motcua.services.dossiers import trail
from motcua.services.office import Office
from motcua.services.oversight.forecasting import learn, make_forecast
from motcua.services.oversight.keeping import keep_sums
from motcua.services.oversight.saying import say_sums
from motcua.services.samples.people import Place, draw_person
from motcua.settings import Clock
from motcua.store.bench_copy import (
    APPLICANT,
    COLUMNS,
    Pattern,
    Places,
    copy_in,
    pattern_of,
    text_line,
    tidy,
)
from motcua.store.engine import transaction
from motcua.store.folding import fold, name_key
from motcua.store.queries import counts
from motcua.store.queries.applicants import NUMBER
from motcua.store.queries.counters import MOST_A_DAY
from motcua.store.queries.effects import put_setting
from motcua.store.queries.inspection import INDEXED
from motcua.store.rows import rows, run, value
from motcua.store.secrets import fingerprint, seal

MOST_OPEN = 4_000
A_WEEK = 15_000  # codes of a day are four digits
A_BATCH = 4_000
PEOPLE = (200, 100_000)
ANSWER = "answer.applicant.id_number"


@dataclass(frozen=True, slots=True)
class Filed:
    """One person of the copies, sealed once: as a row, and as the words of a dossier."""

    line: bytes
    folded: str
    places: Mapping[bytes, bytes]


@dataclass
class _Loading:
    office: Office
    center: Center
    at: datetime
    rng: Random
    numbers: Counter[str] = field(default_factory=Counter)
    people: list[Filed] = field(default_factory=list)

    def draw_people(self, count: int) -> bytes:
        place, on = Place.of(self.center), local_date(self.at)
        for number in range(count):
            person = draw_person(self.rng, place, on)
            person_id = UUID(bytes=_digest(f"{self.center.key}/{self.at}/{self.rng.random()}/{number}"))
            folded = fold(person.name)
            self.people.append(
                Filed(
                    text_line(
                        (person_id, "person", person.name, folded, name_key(person.name), person.id_kind,
                         seal(person.id_number, NUMBER), fingerprint(person.id_number, NUMBER), person.phone, "",
                         person.address, person.born, self.at, self.at)
                    ),
                    fold(person.name, person.address),
                    {
                        b"applicant": str(person_id).encode(),
                        b"name": person.name.encode(),
                        b"address": person.address.encode(),
                        b"sealed": seal(json.dumps(person.id_number), ANSWER).encode(),
                    },
                )
            )  # fmt: skip
        return b"".join(each.line for each in self.people)

    def copied(self, pattern: Pattern, number: int) -> dict[str, bytes] | None:
        """One more of a pattern; None when its day has no code left."""
        person = self.rng.choice(self.people)
        places: Places = dict(person.places)
        raw = _digest(f"{self.center.key}/dossier/{self.at}/{number}")
        dossier_id = UUID(bytes=raw)
        head = str(dossier_id)[:-2]
        for place in range(40):
            places[b"i%d" % place] = f"{head}{(raw[-1] + place) % 256:02x}".encode()
        code = ""
        if pattern.has_code:
            day = f"{pattern.received_on:%Y-%m-%d}"
            if self.numbers[day] >= MOST_A_DAY:
                return None
            self.numbers[day] += 1
            code = f"{self.center.unit_code}-{pattern.received_on:%y%m%d}-{self.numbers[day]:04d}"
            places[b"code"] = code.encode()
            places[b"secret"] = secret_hash(tracking_secret(dossier_id)).hex().encode()
        places[b"folded"] = " ".join(filter(None, (fold(code), person.folded, pattern.title))).encode()
        return pattern.copy(places)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


async def load(office: Office, center: Center, clock: Clock, count: int, progress: Progress = silent) -> int:
    """Fills a center up to `count` dossiers; how many were added. Its own demo dossiers are the patterns."""
    await fill(office, center, clock, progress)
    added = await spread(office, center, clock(), count, progress)
    if added:
        with entered(center):
            await learn(clock())
            await make_forecast(clock())
            await say_sums()
            await trail.seal(office, local_date(clock()) - timedelta(days=1))  # what the first night would do
            async with transaction():
                # Copies have no words for the inspector's search: filled in later they would be measured with the rest.
                await put_setting(INDEXED, {"is_whole": True}, set_by=None, at=clock())
        if office.settings.owner_url is not None:
            await tidy(office.settings.owner_url, center)
    return added


async def spread(
    office: Office,
    center: Center,
    at: datetime,
    count: int,
    progress: Progress = silent,
    *,
    a_week: int | None = None,
) -> int:
    """Copies what the center has, the finished back into the past week by week, up to `count` dossiers in all; how many
    were added. `a_week`: so many finished ones in each, and no open one is copied."""
    with entered(center):
        async with transaction():
            there = int(await value("SELECT count(*) FROM dossier"))
            patterns = await _patterns(office)
            days = await rows("SELECT substr(key, 9) AS day, last FROM counter WHERE key LIKE 'dossier/%'")
            is_open = int(await value("SELECT count(*) FROM dossier WHERE is_open"))
        if count <= there:
            return 0
        if not patterns:
            raise Conflict(f"{center.name} không có hồ sơ mẫu nào để sao ra.")
        loading = _Loading(office, center, at, Random(f"{center.key}/{there}"))  # noqa: S311
        loading.numbers.update({day["day"]: int(day["last"]) for day in days})
        async with transaction():
            people = max(PEOPLE[0], min(PEOPLE[1], (count - there) // 4))
            await copy_in("applicant", APPLICANT, loading.draw_people(people))
        added = 0
        most_open = 0 if a_week is not None else max(0, min(MOST_OPEN, count * 2 // 5) - is_open)
        wanted = _wanted(patterns, most_open, a_week or min(A_WEEK, max((count - there) // 200, 100)))
        while added < count - there:
            batch: dict[str, list[bytes]] = {table: [] for table in COLUMNS}
            summed: Counter[Cell] = Counter()
            taken = 0
            for pattern in wanted:
                made = loading.copied(pattern, there + added + taken)
                if made is None:
                    continue
                for table, text in made.items():
                    batch[table].append(text)
                summed.update(pattern.cells)
                taken += 1
                if taken == min(A_BATCH, count - there - added):
                    break
            async with transaction():
                for table, columns in COLUMNS.items():
                    await copy_in(table, columns, b"".join(batch[table]))
                await counts.tally(summed)
            await keep_sums()
            added += taken
            progress(f"Đang chép hồ sơ cho {center.short_name}", added, count - there)
        async with transaction():
            for day, last in loading.numbers.items():
                await run(
                    "INSERT INTO counter AS c (key, last) VALUES ($1, $2) "
                    "ON CONFLICT (key) DO UPDATE SET last = greatest(c.last, $2)",
                    f"dossier/{day}",
                    last,
                )
    return added


def _wanted(patterns: list[Pattern], most_open: int, a_week: int) -> Iterator[Pattern]:
    """Endless: first the open ones, as they are; then the finished, week after week into the past."""
    opened = [pattern for pattern in patterns if pattern.is_open]
    finished = [pattern for pattern in patterns if not pattern.is_open]
    for place, pattern in enumerate(cycle(opened)):
        if place >= most_open:
            break
        yield pattern
    weeks, turns = 1, cycle(range(len(finished)))  # each week goes on where the one before ended
    while finished:
        earlier = [pattern.weeks_back(weeks) for pattern in finished]
        for _ in range(a_week):
            yield earlier[next(turns)]
        weeks += 1


async def _patterns(office: Office) -> list[Pattern]:
    """The demo's dossiers of persons without scans (a file has its bytes outside the database)."""
    found = await rows(
        """SELECT d.id, d.version_hash, d.received_at, d.folded, d.answers, a.name, a.address, d.applicant_id
        FROM dossier d JOIN applicant a ON a.id = d.applicant_id
        WHERE a.kind = 'person' AND NOT EXISTS (SELECT FROM file f WHERE f.dossier_id = d.id)
        ORDER BY d.received_at, d.id LIMIT 300""",
        json=("answers",),
    )
    versions = await versions_of(office, {each["version_hash"] for each in found})
    made = []
    for each in found:
        sealed = each["answers"]["applicant"].get("applicant.id_number")
        if not isinstance(sealed, dict):
            continue
        words = {
            each["folded"]: "folded",
            str(each["applicant_id"]): "applicant",
            sealed["sealed"]: "sealed",
            each["name"]: "name",
            each["address"]: "address",
        }
        title = fold(versions[each["version_hash"]].title)
        made.append(await pattern_of(each["id"], title, words, local_date(each["received_at"])))
    return made
