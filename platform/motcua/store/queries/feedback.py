"""Phản ánh, kiến nghị: the rows, their trail (chained like a dossier's), and what they add up to by month."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from motcua.domain.people import Staff
from motcua.store.engine import Row
from motcua.store.rows import plain, row, rows, run, to_json, value

FIRST = bytes(32)
SYSTEM, CITIZEN = "Hệ thống", "Người gửi"
_NEW = (
    "id", "number", "secret_hash", "request_key", "content_mac", "kind", "agency", "sealed", "month", "received_at",
    "due_at", "due_says", "state",
)  # fmt: skip
_ALL = """id, number, secret_hash, kind, agency, sealed, received_at, due_at, due_says, state, assigned_to,
    assigned_name, answer_sealed, answered_at, answered_by_name, public_question, public_answer, published_at,
    published_by_name, version"""
_LISTED = """id, number, kind, agency, received_at, due_at, due_says, state, assigned_name, answered_at, published_at"""
_EVENT = "feedback_id, seq, at, kind, actor_id, actor_name, data, prev_hash, hash"
Key = tuple[datetime | None, UUID]


async def by_request_key(key: UUID) -> Row | None:
    return await row("SELECT id, number, content_mac, received_at FROM feedback WHERE request_key = $1", key)


async def insert_feedback(found: Mapping[str, Any]) -> bool:
    """False when the same form was sent before: of several at once one is kept, the others wait for it here."""
    places = ", ".join(f"${number}" for number in range(1, len(_NEW) + 1))
    made = await value(
        f"""INSERT INTO feedback ({", ".join(_NEW)}) VALUES ({places})
        ON CONFLICT (request_key) DO NOTHING RETURNING true""",  # noqa: S608
        *(found[name] for name in _NEW),
    )
    return bool(made)


async def load_feedback(feedback_id: UUID, *, lock: bool = False) -> Row | None:
    return await row(f"SELECT {_ALL} FROM feedback WHERE id = $1 {'FOR UPDATE' if lock else ''}", feedback_id)  # noqa: S608


async def find_by_number(number: str) -> Row | None:
    return await row(f"SELECT {_ALL} FROM feedback WHERE number = $1", number)  # noqa: S608


async def update_feedback(feedback_id: UUID, version: int, changes: Mapping[str, Any]) -> bool:
    """False when somebody else changed it since `version`."""
    sets = ", ".join(f"{name} = ${place}" for place, name in enumerate(changes, 3))
    done = await value(
        f"UPDATE feedback SET {sets}, version = version + 1 WHERE id = $1 AND version = $2 RETURNING true",  # noqa: S608
        feedback_id,
        version,
        *changes.values(),
    )
    return bool(done)


async def open_feedback(assigned_to: list[UUID] | None, after: Key | None, limit: int) -> list[Row]:
    """What is to be answered, the earliest due first. `assigned_to` None: of everybody and of nobody."""
    return await rows(
        f"""SELECT {_LISTED} FROM feedback
        WHERE answered_at IS NULL AND ($1::uuid[] IS NULL OR assigned_to = ANY($1::uuid[]))
            AND ($3::uuid IS NULL
                OR (coalesce(due_at, 'infinity'::timestamptz), id) > (coalesce($2::timestamptz, 'infinity'), $3::uuid))
        ORDER BY coalesce(due_at, 'infinity'::timestamptz), id LIMIT $4""",  # noqa: S608
        assigned_to,
        after[0] if after else None,
        after[1] if after else None,
        limit,
    )


async def answered_feedback(assigned_to: list[UUID] | None, after: Key | None, limit: int) -> list[Row]:
    """What was answered, the latest first."""
    return await rows(
        f"""SELECT {_LISTED} FROM feedback
        WHERE answered_at IS NOT NULL AND ($1::uuid[] IS NULL OR assigned_to = ANY($1::uuid[]))
            AND ($2::timestamptz IS NULL OR (answered_at, id) < ($2, $3::uuid))
        ORDER BY answered_at DESC, id DESC LIMIT $4""",  # noqa: S608
        assigned_to,
        after[0] if after else None,
        after[1] if after else None,
        limit,
    )


async def published_feedback(after: Key | None, limit: int) -> list[Row]:
    """What everybody may read, the latest first: the words that were let stand and nothing else of the row."""
    return await rows(
        """SELECT id, kind, agency, public_question, public_answer, published_at FROM feedback
        WHERE published_at IS NOT NULL AND ($1::timestamptz IS NULL OR (published_at, id) < ($1, $2::uuid))
        ORDER BY published_at DESC, id DESC LIMIT $3""",
        after[0] if after else None,
        after[1] if after else None,
        limit,
    )


async def count_late(at: datetime, assigned_to: list[UUID] | None) -> int:
    return int(
        await value(
            """SELECT count(*) FROM feedback WHERE answered_at IS NULL AND due_at < $1
            AND ($2::uuid[] IS NULL OR assigned_to = ANY($2::uuid[]))""",
            at,
            assigned_to,
        )
    )


async def falling_due(at: datetime, soon_until: datetime) -> list[Row]:
    """What nobody was told of yet: near its end, or past it. Told once for one due date."""
    return await rows(
        """SELECT id, due_at, CASE WHEN due_at < $1 THEN 'expired' ELSE 'near' END AS kind FROM feedback
        WHERE answered_at IS NULL AND due_at <= $2 AND ((due_at < $1 AND late_told_for IS DISTINCT FROM due_at)
            OR (due_at >= $1 AND near_told_for IS DISTINCT FROM due_at))
        ORDER BY due_at, id LIMIT 200""",
        at,
        soon_until,
    )


async def mark_told(feedback_id: UUID, kind: str, due_at: datetime) -> bool:
    """False when another round was faster."""
    column = "late_told_for" if kind == "expired" else "near_told_for"
    told = await value(
        f"UPDATE feedback SET {column} = $2 WHERE id = $1 AND {column} IS DISTINCT FROM $2 RETURNING true",  # noqa: S608
        feedback_id,
        due_at,
    )
    return bool(told)


async def who_may_answer() -> list[Row]:
    """Accounts in use, by name: to whom an answer can be given to write."""
    return await rows(
        """SELECT id, name, title, roles FROM staff WHERE NOT is_locked AND kind NOT IN ('province', 'machine')
        ORDER BY name_key, id"""
    )


# --- sums


async def answers_due(agency: str | None, since: datetime, before: datetime) -> Row:
    """Of what was answered within a time, or was due within it and is not answered: `due` all, `in_time` on time.
    About one agency, or (None) about anything."""
    found = await row(
        """SELECT count(*) AS due, count(*) FILTER (WHERE is_in_time) AS in_time FROM (
            SELECT due_at IS NULL OR answered_at <= due_at AS is_in_time FROM feedback
                WHERE ($1::text IS NULL OR agency = $1) AND answered_at >= $2 AND answered_at < $3
            UNION ALL SELECT false FROM feedback
                WHERE ($1::text IS NULL OR agency = $1) AND answered_at IS NULL
                    AND coalesce(due_at, 'infinity'::timestamptz) >= $2
                    AND coalesce(due_at, 'infinity'::timestamptz) < $3
        ) AS answers""",
        agency,
        since,
        before,
    )
    assert found is not None
    return found


async def add_sums(month: date, *, received: int = 0, answered: int = 0, in_time: int = 0) -> None:
    """In the transaction of what is counted; an answer counts for the month in which the question came."""
    await run(
        """INSERT INTO feedback_sum AS s (month, received, answered, in_time) VALUES ($1, $2, $3, $4)
        ON CONFLICT (month) DO UPDATE SET received = s.received + excluded.received,
            answered = s.answered + excluded.answered, in_time = s.in_time + excluded.in_time""",
        month,
        received,
        answered,
        in_time,
    )


async def load_sums(since: date, until: date) -> list[Row]:
    return await rows(
        "SELECT month, received, answered, in_time FROM feedback_sum WHERE month BETWEEN $1 AND $2 ORDER BY month",
        since,
        until,
    )


# --- the trail


async def append_event(
    feedback_id: UUID, kind: str, at: datetime, actor: Staff | None, name: str, data: Mapping[str, Any]
) -> None:
    """One event in the transaction of what it records, chained to the one before. `data`: never what was written."""
    head = await row("SELECT event_seq, event_hash FROM feedback WHERE id = $1 FOR NO KEY UPDATE", feedback_id)
    if head is None:
        raise LookupError(f"no feedback {feedback_id}")
    event: Row = {
        "feedback_id": feedback_id,
        "seq": head["event_seq"] + 1,
        "at": at,
        "kind": kind,
        "actor_id": actor.id if actor else None,
        "actor_name": actor.name if actor else name,
        "data": plain(data),
        "prev_hash": head["event_hash"] or FIRST,
    }
    event["hash"] = _hash(event)
    stored = event | {"data": to_json(event["data"])}
    await run(
        f"INSERT INTO feedback_event ({_EVENT}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",  # noqa: S608
        *(stored[name] for name in _EVENT.split(", ")),
    )
    await run(
        "UPDATE feedback SET event_seq = $2, event_hash = $3 WHERE id = $1", feedback_id, event["seq"], event["hash"]
    )


def _hash(event: Mapping[str, Any]) -> bytes:
    said = [
        str(event["feedback_id"]),
        event["seq"],
        event["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        event["kind"],
        str(event["actor_id"]) if event["actor_id"] else None,
        event["actor_name"],
        plain(event["data"]),
    ]
    spelled = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(bytes(event["prev_hash"]) + spelled.encode()).digest()


async def load_events(feedback_id: UUID) -> list[Row]:
    return await rows(
        f"SELECT {_EVENT} FROM feedback_event WHERE feedback_id = $1 ORDER BY seq",  # noqa: S608
        feedback_id,
        json=("data",),
    )


async def feedback_faults() -> tuple[str, ...]:
    """What is broken in the trails of phản ánh, kiến nghị, in sentences."""
    heads = {each["id"]: each for each in await rows("SELECT id, number, event_seq, event_hash FROM feedback")}
    found = await rows(f"SELECT {_EVENT} FROM feedback_event ORDER BY feedback_id, seq", json=("data",))  # noqa: S608
    faults: list[str] = []
    last: dict[UUID, tuple[int, bytes]] = {}
    for event in found:
        key = event["feedback_id"]
        name = f"Phản ánh {heads[key]['number']}"
        seq, before = last.get(key, (0, FIRST))
        if event["seq"] != seq + 1 or event["prev_hash"] != before:
            faults.append(f"{name}: nhật ký thiếu sự kiện trước số {event['seq']}.")
        if _hash(event) != event["hash"]:
            faults.append(f"{name}: nội dung sự kiện số {event['seq']} đã bị sửa.")
        last[key] = (event["seq"], event["hash"])
    for key, head in heads.items():
        if last.get(key, (0, FIRST)) != (head["event_seq"], head["event_hash"] or FIRST):
            faults.append(f"Phản ánh {head['number']}: cuối nhật ký không khớp.")
    return tuple(faults)
