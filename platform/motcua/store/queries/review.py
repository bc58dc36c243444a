"""Publications, overrides and the trail of the review at the center entered.

The trail is one chain for the center: an event's hash covers what it says and the hash before it. Changes are made one
at a time (`lock_review`), so that two decisions never pass each other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from motcua.domain.decisions import Decision
from motcua.domain.overrides import Fact, Override
from motcua.domain.people import Staff
from motcua.domain.review import Publication, ReviewState
from motcua.store.engine import Row
from motcua.store.rows import plain, row, rows, run, to_json, value

_PUBLICATION = "version_hash, procedure_key, agency, state, decision, reason, seq"
_EVENT = "seq, procedure_key, at, kind, actor_id, actor_name, data, prev_hash, hash"
_FIRST = bytes(32)
SYSTEM = "Hệ thống"


async def lock_review() -> None:
    await run("SELECT pg_advisory_xact_lock(hashtext(current_schema || '/review'))")


def _publication(found: Row) -> Publication:
    return Publication(
        found["version_hash"],
        found["procedure_key"],
        found["agency"],
        ReviewState(found["state"]),
        Decision.from_data(found["decision"]) if found["decision"] else None,
        found["seq"],
        found["reason"],
    )


async def load_publications(procedure: str | None = None) -> list[Publication]:
    """Those of one procedure or of all, the first proposed first."""
    found = await rows(
        f"""SELECT {_PUBLICATION} FROM publication WHERE $1::text IS NULL OR procedure_key = $1
        ORDER BY procedure_key, proposed_at, version_hash""",  # noqa: S608
        procedure,
        json=("decision",),
    )
    return [_publication(each) for each in found]


async def received_on(day: date, procedure: str | None = None) -> Mapping[str, str]:
    """Hash of the version received that day, by procedure."""
    found = await rows(
        """SELECT procedure_key, version_hash FROM publication
        WHERE state = 'published' AND from_on <= $1 AND (to_on IS NULL OR to_on >= $1)
            AND ($2::text IS NULL OR procedure_key = $2)
        ORDER BY from_on, changed_at, version_hash""",
        day,
        procedure,
    )
    return {each["procedure_key"]: each["version_hash"] for each in found}


async def publication_of(version_hash: str) -> Publication | None:
    found = await row(
        f"SELECT {_PUBLICATION} FROM publication WHERE version_hash = $1",  # noqa: S608
        version_hash,
        json=("decision",),
    )
    return _publication(found) if found is not None else None


async def propose_versions(versions: Iterable[tuple[str, str, str]], at: datetime) -> list[tuple[str, str]]:
    """Enters (hash, procedure, agency) as proposed where they are not known yet; (procedure, hash) of the new ones."""
    hashes, procedures, agencies = [list(each) for each in zip(*versions, strict=True)] or ([], [], [])
    found = await rows(
        """INSERT INTO publication (version_hash, procedure_key, agency, state, proposed_at, changed_at)
        SELECT v.hash, v.procedure, v.agency, 'proposed', $4, $4
        FROM unnest($1::text[], $2::text[], $3::text[]) AS v(hash, procedure, agency)
        ON CONFLICT (version_hash) DO NOTHING RETURNING procedure_key, version_hash""",
        hashes,
        procedures,
        agencies,
        at,
    )
    return sorted((each["procedure_key"], each["version_hash"]) for each in found)


async def save_publication(changed: Publication, at: datetime) -> bool:
    """Writes what `changed` says over its `seq`; False when somebody was faster."""
    decision = changed.decision
    saved = await value(
        """UPDATE publication SET state = $3, decision = $4, reason = $5, from_on = $6, to_on = $7, seq = seq + 1,
            changed_at = $8
        WHERE version_hash = $1 AND seq = $2 RETURNING seq""",
        changed.version_hash,
        changed.seq,
        changed.state.value,
        to_json(decision.to_data()) if decision is not None else None,
        changed.reason,
        decision.from_on if decision is not None else None,
        decision.to_on if decision is not None else None,
        at,
    )
    return saved is not None


async def add_override(override: Override, by: Staff, at: datetime) -> None:
    await run(
        """INSERT INTO procedure_override
            (procedure_key, fact, value, decision, grounds, set_by, set_by_name, set_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        override.procedure,
        override.fact.value,
        override.value,
        to_json(override.decision.to_data()),
        override.grounds,
        by.id,
        by.name,
        at,
    )


async def load_overrides(procedure: str | None = None) -> list[Override]:
    """The center's own, the first entered first."""
    found = await rows(
        """SELECT procedure_key, fact, value, decision, grounds, set_by_name, set_at FROM procedure_override
        WHERE $1::text IS NULL OR procedure_key = $1 ORDER BY id""",
        procedure,
        json=("decision",),
    )
    return [
        Override(
            procedure=each["procedure_key"],
            fact=Fact(each["fact"]),
            value=each["value"],
            layer="center",
            decision=Decision.from_data(each["decision"]),
            grounds=each["grounds"],
            set_by=each["set_by_name"],
            set_at=each["set_at"],
        )
        for each in found
    ]


async def append_events(
    events: Sequence[tuple[str, str, Mapping[str, Any]]], actor: Staff | None, at: datetime
) -> None:
    """(procedure, kind, data) of each, in the transaction of what they record; the review must be locked."""
    head = await row("SELECT seq, hash FROM review_event ORDER BY seq DESC LIMIT 1")
    seq, prev_hash = (head["seq"], head["hash"]) if head is not None else (0, _FIRST)
    for procedure, kind, data in events:
        seq += 1
        event: Row = {
            "seq": seq,
            "procedure_key": procedure,
            "at": at,
            "kind": kind,
            "actor_id": actor.id if actor else None,
            "actor_name": actor.name if actor else SYSTEM,
            "data": plain(data),
            "prev_hash": prev_hash,
        }
        event["hash"] = prev_hash = _hash(event)
        stored = event | {"data": to_json(event["data"])}
        await run(
            f"INSERT INTO review_event ({_EVENT}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",  # noqa: S608
            *(stored[name] for name in _EVENT.split(", ")),
        )


def _hash(event: Mapping[str, Any]) -> bytes:
    said = [
        event["seq"],
        event["procedure_key"],
        event["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        event["kind"],
        str(event["actor_id"]) if event["actor_id"] else None,
        event["actor_name"],
        plain(event["data"]),
    ]
    spelled = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(bytes(event["prev_hash"]) + spelled.encode()).digest()


async def load_review_events(procedure: str) -> list[Row]:
    """A procedure's trail, the last first."""
    return await rows(
        f"SELECT {_EVENT} FROM review_event WHERE procedure_key = $1 ORDER BY seq DESC",  # noqa: S608
        procedure,
        json=("data",),
    )


async def load_events_of(keys: Sequence[str], most: int) -> list[Row]:
    """The last events of several trails, the last first."""
    return await rows(
        f"SELECT {_EVENT} FROM review_event WHERE procedure_key = ANY($1::text[]) ORDER BY seq DESC LIMIT $2",  # noqa: S608
        list(keys),
        most,
        json=("data",),
    )


async def review_faults() -> tuple[str, ...]:
    """What is broken in the center's review trail, in sentences."""
    events = await rows(f"SELECT {_EVENT} FROM review_event ORDER BY seq", json=("data",))  # noqa: S608
    return tuple(_faults(events))


def _faults(events: Iterable[Row]) -> Iterator[str]:
    last_seq, last_hash = 0, _FIRST
    for event in events:
        if event["seq"] != last_seq + 1:
            yield f"Nhật ký rà soát: thiếu sự kiện giữa số {last_seq} và số {event['seq']}."
        elif event["prev_hash"] != last_hash:
            yield f"Nhật ký rà soát: sự kiện số {event['seq']} không nối với sự kiện trước."
        if _hash(event) != event["hash"]:
            yield f"Nhật ký rà soát: nội dung sự kiện số {event['seq']} đã bị sửa."
        last_seq, last_hash = event["seq"], event["hash"]
