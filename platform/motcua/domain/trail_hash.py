"""How an event of the trail is hashed: in the database, and in a sealed bundle that is checked far from it.

A hash covers everything that an event says and the hash before it. What was told (`data`) goes in as a digest over a
salt of its own: when a dossier is destroyed by the archive's schedule, data and salt go and the chain still holds,
while nobody can try out names until one fits the hash. Events from before there were salts go in whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

FIRST = bytes(32)
SALT_BYTES = 16


def spelled(value: Any) -> str:
    """The one spelling of JSON that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_form(event: Mapping[str, Any]) -> str:
    """Everything an event says; `data` is JSON as it is stored, `at` an aware instant, `salt` bytes or None."""
    salt: bytes | None = event.get("salt")
    at: datetime = event["at"]
    said = [
        str(event["dossier_id"]),
        event["seq"],
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        event["kind"],
        str(event["actor_id"]) if event["actor_id"] else None,
        event["actor_name"],
        event["on_behalf"],
        event["data"] if salt is None else {"sha256": told_digest(salt, event["data"])},
    ]
    return spelled(said)


def told_digest(salt: bytes, data: Any) -> str:
    """What stands in a hash for what was told, in hex."""
    return hashlib.sha256(bytes(salt) + spelled(data).encode()).hexdigest()


def event_hash(event: Mapping[str, Any]) -> bytes:
    """SHA-256 over the hash before it and the canonical form of an event."""
    return hashlib.sha256(bytes(event["prev_hash"]) + canonical_form(event).encode()).digest()


def remaining_digest(event: Mapping[str, Any], destroyed_by: str) -> str:
    """What an event that was destroyed still says, with its place in the chain and the destruction, in hex: the
    installation's key seals it, so that whoever has only the database can't take away what was told."""
    rest = {**event, "salt": None}
    placed = f"{canonical_form(rest)}/{bytes(event['prev_hash']).hex()}/{bytes(event['hash']).hex()}/{destroyed_by}"
    return hashlib.sha256(placed.encode()).hexdigest()


def chain_faults(events: Iterable[Mapping[str, Any]], erased: frozenset[int] = frozenset()) -> Iterator[str]:
    """What is broken in one dossier's chain, in sentences; of `erased` events only the links can be checked."""
    last_seq, last_hash = 0, FIRST
    for event in events:
        seq = event["seq"]
        if seq != last_seq + 1:
            yield f"thiếu sự kiện giữa số {last_seq} và số {seq}."
        elif bytes(event["prev_hash"]) != last_hash:
            yield f"sự kiện số {seq} không nối với sự kiện trước."
        if seq not in erased and event_hash(event) != bytes(event["hash"]):
            yield f"nội dung sự kiện số {seq} đã bị sửa."
        last_seq, last_hash = seq, bytes(event["hash"])
