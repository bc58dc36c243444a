"""Events found by what was written down, who acted, what it was and when; and what inspectors themselves did."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from motcua.store.engine import Row
from motcua.store.queries.effects import get_setting, put_setting
from motcua.store.queries.trail import EVENT, words_of
from motcua.store.queries.worklists import Asked
from motcua.store.rows import row, rows, run, value
from motcua.store.secrets import SealBroken, seal, unseal

PAGE = 50
MOST_DOSSIERS = 500
PURPOSE = "inspection.query"
INDEXED = "trail.words"
_E = ", ".join(f"e.{name}" for name in EVENT.split(", "))


class Place(NamedTuple):
    """Where a page ended."""

    at: datetime
    dossier_id: UUID
    seq: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `words` is a tsquery of word beginnings; `since` and `until` are instants, [since, until)."""

    words: str | None = None
    actor_id: UUID | None = None
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    dossiers: tuple[UUID, ...] | None = None


async def find_events(wanted: Wanted, after: Place | None, limit: int = PAGE) -> list[Row]:
    """The latest first, with the dossier's code, procedure and version."""
    asked = Asked()
    if wanted.words:
        asked.add(f"w.tsv @@ to_tsquery('simple', {asked.put(wanted.words)})")
    if wanted.actor_id is not None:
        asked.add(f"w.actor_id = {asked.put(wanted.actor_id)}")
    if wanted.kind:
        asked.add(f"w.kind = {asked.put(wanted.kind)}")
    if wanted.since is not None:
        asked.add(f"w.at >= {asked.put(wanted.since)}")
    if wanted.until is not None:
        asked.add(f"w.at < {asked.put(wanted.until)}")
    if wanted.dossiers is not None:
        asked.add(f"w.dossier_id = ANY({asked.put(list(wanted.dossiers))}::uuid[])")
    if after is not None:
        at, dossier_id, seq = (asked.put(each) for each in after)
        asked.add(f"(w.at, w.dossier_id, w.seq) < ({at}::timestamptz, {dossier_id}::uuid, {seq}::bigint)")
    return await rows(
        f"""WITH found AS (
            SELECT w.dossier_id, w.seq, w.at FROM event_word w WHERE {asked.where}
            ORDER BY w.at DESC, w.dossier_id DESC, w.seq DESC LIMIT {asked.put(limit)}
        ) SELECT {_E}, d.code, d.version_hash, d.procedure_key, d.destroyed_at
        FROM found f JOIN event e ON e.dossier_id = f.dossier_id AND e.seq = f.seq
        JOIN dossier d ON d.id = e.dossier_id
        ORDER BY f.at DESC, f.dossier_id DESC, f.seq DESC""",  # noqa: S608
        *asked.args,
        json=("data",),
    )


async def dossiers_like(text: str) -> tuple[UUID, ...]:
    """Dossiers by the beginning of their code, a number of a person whole, or words of a name; the latest of them."""
    asked = Asked()
    asked.search(text)
    if asked.is_hopeless:
        return ()
    found = await rows(
        f"SELECT d.id FROM dossier d WHERE {asked.where} ORDER BY d.received_at DESC, d.id LIMIT {MOST_DOSSIERS}",  # noqa: S608
        *asked.args,
    )
    return tuple(each["id"] for each in found)


async def actors() -> list[Row]:
    """Everybody who has or had an account here, by name: whom a search can be narrowed to."""
    return await rows("SELECT id, name, title FROM staff ORDER BY name_key, id")


async def see_all(
    subjects: Collection[UUID], staff_id: UUID, on_day: date, *, name: str, title: str, agency: str | None, at: datetime
) -> None:
    """That somebody was shown something of these dossiers, as a look at each: in one statement."""
    await run(
        """INSERT INTO viewed AS v (subject, staff_id, on_day, name, title, agency, first_at, last_at, times)
        SELECT s, $2, $3, $4, $5, $6, $7, $7, 1 FROM unnest($1::uuid[]) AS s ORDER BY s
        ON CONFLICT (subject, staff_id, on_day) DO UPDATE SET last_at = greatest(v.last_at, excluded.last_at),
            times = v.times + 1, name = excluded.name, title = excluded.title, agency = excluded.agency""",
        list(dict.fromkeys(subjects)),
        staff_id,
        on_day,
        name,
        title,
        agency,
        at,
    )


async def dossier_of_file(file_id: UUID) -> UUID | None:
    found: UUID | None = await value("SELECT dossier_id FROM file WHERE id = $1", file_id)
    return found


async def is_dossier(dossier_id: UUID) -> bool:
    return bool(await value("SELECT true FROM dossier WHERE id = $1", dossier_id))


async def keep_query(text: str, at: datetime) -> UUID:
    """What was typed, sealed; its id stands in the chain."""
    query_id = uuid4()
    await run("INSERT INTO inspection_query (id, sealed, at) VALUES ($1, $2, $3)", query_id, seal(text, PURPOSE), at)
    return query_id


async def queries(ids: Collection[UUID] | None = None) -> dict[UUID, str]:
    """What was typed, by id; those that are gone, or do not open here, are not among them. None: all."""
    found = await rows(
        "SELECT id, sealed FROM inspection_query WHERE $1::uuid[] IS NULL OR id = ANY($1)",
        None if ids is None else list(ids),
    )
    opened: dict[UUID, str] = {}
    for each in found:
        try:
            opened[each["id"]] = unseal(each["sealed"], PURPOSE)
        except SealBroken:
            continue
    return opened


async def forget_queries(ids: Collection[UUID]) -> None:
    await run("DELETE FROM inspection_query WHERE id = ANY($1::uuid[])", list(ids))


async def acts_of_inspection(key: str, before: int | None, limit: int) -> list[Row]:
    """What inspectors did, the latest first."""
    return await rows(
        """SELECT seq, at, kind, actor_name, data FROM review_event
        WHERE procedure_key = $1 AND ($2::bigint IS NULL OR seq < $2) ORDER BY seq DESC LIMIT $3""",
        key,
        before,
        limit,
        json=("data",),
    )


async def codes_of(ids: Collection[UUID]) -> dict[UUID, str]:
    found = await rows("SELECT id, code FROM dossier WHERE id = ANY($1::uuid[])", list(ids))
    return {each["id"]: each["code"] or "" for each in found}


async def index_older(at: datetime, limit: int) -> int:
    """The next events from before there was an index of words; how many, 0 when all are in it."""
    kept = await get_setting(INDEXED) or {}
    if kept.get("is_whole"):
        return 0
    after = (UUID(kept.get("dossier", str(UUID(int=0)))), kept.get("seq", 0))
    found = await rows(
        f"SELECT {_E} FROM event e WHERE (e.dossier_id, e.seq) > ($1, $2) ORDER BY e.dossier_id, e.seq LIMIT $3",  # noqa: S608
        *after,
        limit,
        json=("data",),
    )
    await _index(found)
    is_whole = len(found) < limit
    told = {"is_whole": True} if is_whole else {"dossier": found[-1]["dossier_id"], "seq": found[-1]["seq"]}
    await put_setting(INDEXED, told, set_by=None, at=at)
    return len(found)


async def index_recent(at: datetime, limit: int) -> int:
    """Events of the last day that are not in the index: a release from before it may still be running beside."""
    found = await rows(
        f"""SELECT {_E} FROM event e WHERE e.at >= $1
        AND NOT EXISTS (SELECT FROM event_word w WHERE w.dossier_id = e.dossier_id AND w.seq = e.seq)
        ORDER BY e.at LIMIT $2""",  # noqa: S608
        at - timedelta(days=1),
        limit,
        json=("data",),
    )
    await _index(found)
    return len(found)


async def _index(events: list[Row]) -> None:
    if not events:
        return
    await run(
        """INSERT INTO event_word (dossier_id, seq, at, kind, actor_id, folded)
        SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::text[], $5::uuid[], $6::text[])
        ON CONFLICT (dossier_id, seq) DO NOTHING""",
        *([event[name] for event in events] for name in ("dossier_id", "seq", "at", "kind", "actor_id")),
        [words_of(event) for event in events],
    )


async def is_index_whole() -> bool:
    found = await row("SELECT value->>'is_whole' AS is_whole FROM setting WHERE key = $1", INDEXED)
    return found is not None and found["is_whole"] == "true"
