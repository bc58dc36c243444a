"""What dossiers count for, kept with them: read as they stand, compared with what was kept, the difference tallied.

`append_event` calls `count` in the transaction of every change, so that no change of a dossier passes by the sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.domain.counts import Cell, Count, change_between, counts_of
from motcua.domain.course import DoneStep, Passed, Told
from motcua.domain.measures import ENDLESS
from motcua.domain.people import OUTSIDE_AGENCIES
from motcua.domain.states import State
from motcua.store.engine import Row
from motcua.store.rows import rows, run, value

PAGE = 50  # so few that reckoning them holds up nobody
_PASSED = """SELECT d.id, d.agency, d.procedure_key, d.channel, d.received_at, d.state, d.due_at, d.outcome,
        d.receiver_id, d.event_seq,
        (SELECT json_agg(json_build_array(e.at, e.kind, e.data ->> 'to', e.data ->> 'due_at', e.actor_id)
            ORDER BY e.seq) FROM event e WHERE e.dossier_id = d.id) AS events,
        (SELECT json_agg(json_build_array(s.kind, s.agency, s.signs, s.due_at, s.done_at, s.done_by)
            ORDER BY s.done_at, s.ordinal, s.id) FROM step s
            WHERE s.dossier_id = d.id AND s.state = 'done' AND s.done_at IS NOT NULL) AS steps,
        (SELECT json_agg(json_build_array(c.measure, c.from_on, c.until_on, c.agency, c.procedure_key, c.channel,
            c.officer_id, c.n)) FROM dossier_count c WHERE c.dossier_id = d.id) AS counts
    FROM dossier d"""
_JSON = ("events", "steps", "counts")


@dataclass(frozen=True, slots=True)
class Counted:
    """A dossier as it stands, and what is kept of it in the sums. `seq`: how many events it has."""

    passed: Passed
    seq: int
    kept: frozenset[Count]


async def passed_of(ids: Sequence[UUID]) -> list[Counted]:
    found = await rows(f"{_PASSED} WHERE d.id = ANY($1::uuid[]) ORDER BY d.id", list(ids), json=_JSON)
    return [_counted(each) for each in found]


async def passed_after(after: UUID, limit: int = PAGE) -> list[Counted]:
    """All dossiers in the order of their ids, a page of them."""
    found = await rows(f"{_PASSED} WHERE d.id > $1 ORDER BY d.id LIMIT $2", after, limit, json=_JSON)
    return [_counted(each) for each in found]


def _counted(row: Row) -> Counted:
    passed = Passed(
        row["id"],
        row["agency"],
        row["procedure_key"],
        row["channel"],
        row["received_at"],
        State(row["state"]),
        row["due_at"],
        row["outcome"],
        row["receiver_id"],
        tuple(Told(_at(at), kind, to, _due(due), _id(actor)) for at, kind, to, due, actor in row["events"] or ()),
        tuple(
            DoneStep(kind, agency, signs, _due(due), _at(done_at), _id(done_by), agency in OUTSIDE_AGENCIES)
            for kind, agency, signs, due, done_at, done_by in row["steps"] or ()
        ),
    )
    kept = (
        Count(measure, _day(from_on), _day(until_on) if until_on else None, agency, procedure, channel, UUID(by), n)
        for measure, from_on, until_on, agency, procedure, channel, by, n in row["counts"] or ()
    )
    return Counted(passed, row["event_seq"], frozenset(kept))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _due(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _day(text: str) -> date:
    return ENDLESS if text == "infinity" else date.fromisoformat(text)


async def count(ids: Sequence[UUID]) -> int:
    """Brings the counts of these dossiers, and the sums with them, to how they stand now; how many had changed.

    Inside the transaction that holds them.
    """
    gone: list[tuple[UUID, Count]] = []
    added: list[tuple[UUID, Count]] = []
    change: dict[Cell, int] = {}
    changed = 0
    for each in await passed_of(ids):
        now = frozenset(counts_of(each.passed))
        if now == each.kept:
            continue
        changed += 1
        keys = {_key(one) for one in now}
        gone += [(each.passed.id, one) for one in each.kept - now if _key(one) not in keys]
        added += [(each.passed.id, one) for one in now - each.kept]
        for cell, n in change_between(each.kept, now).items():
            change[cell] = change.get(cell, 0) + n
    if changed:
        await _keep(gone, added)
        await tally(change)
    return changed


def _key(each: Count) -> tuple[Any, ...]:
    return each.measure, each.from_on, each.agency, each.officer


async def _keep(gone: Iterable[tuple[UUID, Count]], added: Iterable[tuple[UUID, Count]]) -> None:
    """`gone` and `added` never share a key, so both may go in one statement."""
    lost = [(dossier_id, *_key(each)) for dossier_id, each in gone]
    new = [(dossier_id, *each) for dossier_id, each in added]
    await run(
        """WITH lost AS (
            DELETE FROM dossier_count c USING unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[])
                AS g(dossier_id, measure, from_on, agency, officer_id)
            WHERE c.dossier_id = g.dossier_id AND c.measure = g.measure AND c.from_on = g.from_on::date
                AND c.agency = g.agency AND c.officer_id = g.officer_id
        )
        INSERT INTO dossier_count
            (dossier_id, measure, from_on, until_on, agency, procedure_key, channel, officer_id, n)
        SELECT a.dossier_id, a.measure, a.from_on::date, a.until_on::date, a.agency, a.procedure_key, a.channel,
            a.officer_id, a.n
        FROM unnest($6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::uuid[],
            $14::bigint[])
            AS a(dossier_id, measure, from_on, until_on, agency, procedure_key, channel, officer_id, n)
        ON CONFLICT (dossier_id, measure, from_on, agency, officer_id) DO UPDATE SET until_on = excluded.until_on,
            procedure_key = excluded.procedure_key, channel = excluded.channel, n = excluded.n""",
        *_columns(lost, 5),
        *_columns(new, 9),
    )


async def tally(change: dict[Cell, int]) -> None:
    """Appends what changes in the sums; nobody waits for anybody's row."""
    lines = [(*cell, n) for cell, n in sorted(change.items()) if n]
    if lines:
        await run(
            """INSERT INTO tally (measure, on_date, agency, procedure_key, channel, officer_id, n)
            SELECT t.measure, t.on_date::date, t.agency, t.procedure_key, t.channel, t.officer_id, t.n
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::bigint[])
                AS t(measure, on_date, agency, procedure_key, channel, officer_id, n)""",
            *_columns(lines, 7),
        )


def _columns(lines: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Each column as an array; days as text, since the driver would ask the server what an array of days is."""
    return [[_plain(line[at]) for line in lines] for at in range(width)]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return "infinity" if value == ENDLESS else value.isoformat()
    return value


async def count_some(limit: int = PAGE) -> int:
    """Counts a page of what is not in the sums yet (from before there were sums, or copied in); how many there were.

    What somebody works on just now is left: their own change counts it.
    """
    held = await rows(
        """SELECT id FROM dossier WHERE counted_seq < event_seq ORDER BY id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED""",
        limit,
    )
    ids = [each["id"] for each in held]
    if ids:
        await count(ids)
        await run("UPDATE dossier SET counted_seq = event_seq WHERE id = ANY($1::uuid[])", ids)
    return len(ids)


async def uncounted(limit: int = 10_000) -> int:
    """How many dossiers are not in the sums yet; no further than `limit` is counted."""
    return int(
        await value(
            "SELECT count(*) FROM (SELECT FROM dossier WHERE counted_seq < event_seq LIMIT $1) AS waiting", limit
        )
    )
