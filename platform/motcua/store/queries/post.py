"""What the public post carries: its tasks by state, the steps of each, and the trips."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.keeping import GONE
from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value
from motcua.store.secrets import seal, unseal

COLUMNS = """id, kind, state, agency, about, sealed, citizen_id, filing_id, dossier_id, asked_at, asked_by, trip_id,
    officer_id, officer_name, papers, posting_number, postage, attempts, changed_at, version"""
_T = ", ".join(f"t.{name.strip()}" for name in COLUMNS.split(","))
PAGE = 20
MOST_OF_A_TRIP = 100
Place = tuple[datetime, UUID]


NOBODY = {"name": GONE, "address": "", "phone": ""}


def _purpose(task_id: UUID) -> str:
    return f"post_task.{task_id}"


def closed(task_id: UUID, said: Mapping[str, str]) -> str:
    return seal(json.dumps(said, ensure_ascii=False), _purpose(task_id))


def _opened(found: Row) -> Row:
    """With `said`: name, address and telephone, and who took the result; of nobody once the dossier is destroyed."""
    sealed = found.pop("sealed")
    return found | {"said": json.loads(unseal(sealed, _purpose(found["id"]))) if sealed else dict(NOBODY)}


async def insert_task(task_id: UUID, said: Mapping[str, str], **values: Any) -> bool:
    """False where it is there already: the form was sent twice."""
    names = ("id", "sealed", *values)
    places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
    made = await value(
        f"""INSERT INTO post_task ({", ".join(names)}) VALUES ({places})
        ON CONFLICT (id) DO NOTHING RETURNING true""",  # noqa: S608  names are ours
        task_id,
        closed(task_id, said),
        *values.values(),
    )
    return bool(made)


async def load_task(task_id: UUID, *, lock: bool = False) -> Row | None:
    found = await row(
        f"""SELECT {_T}, (SELECT d.code FROM dossier d WHERE d.id = t.dossier_id) AS code
        FROM post_task t WHERE t.id = $1 {"FOR UPDATE" if lock else ""}""",  # noqa: S608
        task_id,
    )
    return None if found is None else _opened(found)


async def lock_tasks(ids: Collection[UUID]) -> list[Row]:
    """In one order, so that two trips never wait for each other."""
    found = await rows(
        f"SELECT {COLUMNS} FROM post_task WHERE id = ANY($1) ORDER BY id FOR UPDATE",  # noqa: S608
        list(ids),
    )
    return [_opened(each) for each in found]


async def change_task(task_id: UUID, changes: Mapping[str, Any], at: datetime) -> None:
    """Of a task that is locked; the version goes up. `said` is sealed."""
    values = dict(changes) | {"changed_at": at}
    if "said" in values:
        values["sealed"] = closed(task_id, values.pop("said"))
    places = ", ".join(f"{name} = ${place}" for place, name in enumerate(values, 2))
    await run(
        f"UPDATE post_task SET {places}, version = version + 1 WHERE id = $1",  # noqa: S608  names are ours
        task_id,
        *values.values(),
    )


async def add_step(task_id: UUID, at: datetime, act: str, by_id: UUID | None, by_name: str, note: str) -> int:
    """Of a task that is locked, or new; its number."""
    seq: int = await value(
        """INSERT INTO post_step (task_id, seq, at, act, by_id, by_name, note)
        SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6 FROM post_step WHERE task_id = $1 RETURNING seq""",
        task_id,
        at,
        act,
        by_id,
        by_name,
        note,
    )
    return seq


async def steps_of(ids: Collection[UUID]) -> list[Row]:
    return await rows(
        """SELECT task_id, seq, at, act, by_name, note FROM post_step WHERE task_id = ANY($1)
        ORDER BY task_id, seq""",
        list(ids),
    )


async def tasks_in(
    states: Iterable[str], agencies: Collection[str] | None, after: Place | None, limit: int = PAGE + 1
) -> list[Row]:
    """Tasks in these states, the longest waiting first; `agencies` None: of all."""
    args: list[Any] = [list(states), limit, *(after or ())]
    clauses = ["t.state = ANY($1)"] + (["(t.asked_at, t.id) > ($3, $4)"] if after else [])
    if agencies is not None:
        args.append(list(agencies))
        clauses.append(f"t.agency = ANY(${len(args)})")
    found = await rows(
        f"""SELECT {_T}, d.code FROM post_task t LEFT JOIN dossier d ON d.id = t.dossier_id
        WHERE {" AND ".join(clauses)} ORDER BY t.asked_at, t.id LIMIT $2""",  # noqa: S608
        *args,
    )
    return [_opened(each) for each in found]


async def tasks_ended(states: Iterable[str], before: Place | None, limit: int = PAGE + 1) -> list[Row]:
    """The latest first."""
    older = "AND (t.changed_at, t.id) < ($3, $4)" if before else ""
    found = await rows(
        f"""SELECT {_T}, d.code FROM post_task t LEFT JOIN dossier d ON d.id = t.dossier_id
        WHERE t.state = ANY($1) {older} ORDER BY t.changed_at DESC, t.id DESC LIMIT $2""",  # noqa: S608
        list(states),
        limit,
        *(before or ()),
    )
    return [_opened(each) for each in found]


async def tasks_of_trip(trip_id: UUID) -> list[Row]:
    found = await rows(
        f"""SELECT {_T}, d.code FROM post_task t LEFT JOIN dossier d ON d.id = t.dossier_id
        WHERE t.trip_id = $1 ORDER BY t.kind, t.asked_at, t.id LIMIT {MOST_OF_A_TRIP}""",  # noqa: S608
        trip_id,
    )
    return [_opened(each) for each in found]


async def tasks_of_citizen(citizen_id: UUID, before: Place | None, limit: int = PAGE + 1) -> list[Row]:
    older = "AND (t.asked_at, t.id) < ($3, $4)" if before else ""
    found = await rows(
        f"""SELECT {_T}, d.code FROM post_task t LEFT JOIN dossier d ON d.id = t.dossier_id
        WHERE t.citizen_id = $1 {older} ORDER BY t.asked_at DESC, t.id DESC LIMIT $2""",  # noqa: S608
        citizen_id,
        limit,
        *(before or ()),
    )
    return [_opened(each) for each in found]


async def open_task_of(*, filing_id: UUID | None = None, dossier_id: UUID | None = None) -> UUID | None:
    """The one that still moves, of what was filed online or of a dossier."""
    found: UUID | None = await value(
        """SELECT id FROM post_task WHERE (filing_id = $1 OR dossier_id = $2)
            AND state NOT IN ('received', 'delivered', 'returned', 'cancelled')
        ORDER BY asked_at DESC, id LIMIT 1""",
        filing_id,
        dossier_id,
    )
    return found


async def bind_tasks(filing_id: UUID, dossier_id: UUID) -> None:
    """What was asked for with something filed online belongs to the dossier that it has become."""
    await run("UPDATE post_task SET dossier_id = $2 WHERE filing_id = $1 AND dossier_id IS NULL", filing_id, dossier_id)


async def bind_received(posting_number: str, agency: str, dossier_id: UUID) -> None:
    """What the post fetched and handed in under this number has become this dossier."""
    await run(
        """UPDATE post_task SET dossier_id = $3, agency = $2 WHERE posting_number = $1 AND posting_number <> ''
            AND kind = 'pick_up' AND dossier_id IS NULL AND state IN ('handed', 'received')""",
        posting_number,
        agency,
        dossier_id,
    )


async def results_to_give(agencies: Collection[str] | None, after: Place | None, limit: int = PAGE + 1) -> list[Row]:
    """Results that lie ready, go by post and have not been given to it; the longest waiting first."""
    args: list[Any] = [limit, *(after or ())]
    clauses = ["(d.changed_at, d.id) > ($2, $3)"] if after else []
    if agencies is not None:
        args.append(list(agencies))
        clauses.append(f"d.agency = ANY(${len(args)})")
    more = "".join(f" AND {clause}" for clause in clauses)
    return await rows(
        f"""SELECT d.id, d.code, d.version, d.version_hash, d.agency, d.changed_at, d.fee_due, d.fee_paid_at,
            a.name AS applicant_name
        FROM dossier d JOIN applicant a ON a.id = d.applicant_id
        WHERE d.state = 'ready' AND NOT d.with_post AND (d.answers->>'delivery' = 'post' OR d.channel = 'post')
            {more}
        ORDER BY d.changed_at, d.id LIMIT $1""",  # noqa: S608
        *args,
    )


async def count_by_state(agencies: Collection[str] | None) -> dict[str, int]:
    """How many open tasks stand in each state."""
    found = await rows(
        """SELECT state, count(*) AS n FROM post_task
        WHERE state IN ('asked', 'taken', 'collected', 'handed', 'given', 'carried', 'returning')
            AND ($1::text[] IS NULL OR agency = ANY($1)) GROUP BY state""",
        None if agencies is None else list(agencies),
    )
    return {each["state"]: each["n"] for each in found}


async def insert_trip(trip_id: UUID, number: str, officer_id: UUID, officer_name: str, at: datetime) -> None:
    await run(
        "INSERT INTO post_trip (id, number, officer_id, officer_name, at) VALUES ($1, $2, $3, $4, $5)",
        trip_id,
        number,
        officer_id,
        officer_name,
        at,
    )


async def load_trip(trip_id: UUID, *, lock: bool = False) -> Row | None:
    return await row(
        f"""SELECT id, number, officer_id, officer_name, at, letter_id FROM post_trip
        WHERE id = $1 {"FOR UPDATE" if lock else ""}""",  # noqa: S608
        trip_id,
    )


async def name_list(trip_id: UUID, letter_id: UUID) -> None:
    await run("UPDATE post_trip SET letter_id = $2 WHERE id = $1", trip_id, letter_id)


async def latest_trips(limit: int) -> list[Row]:
    return await rows(
        """SELECT p.id, p.number, p.officer_name, p.at, p.letter_id,
            (SELECT count(*) FROM post_task t WHERE t.trip_id = p.id) AS tasks
        FROM post_trip p ORDER BY p.at DESC, p.id DESC LIMIT $1""",
        limit,
    )


async def files_of_task(task_id: UUID) -> list[Row]:
    return await rows(
        """SELECT id, name, media_type, size, paper_key, at, state, awaits_scan, storage_key FROM file
        WHERE draft_key = $1 ORDER BY at, id""",
        task_id,
    )
