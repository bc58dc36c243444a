"""The small port in front of the queue: what the rest of the platform knows of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from motcua.store.queries import effects

Payload = Mapping[str, Any]
Handler = Callable[[Payload], Awaitable[None]]
LONGEST = 200


def _check(name: str, value: Any) -> None:
    """Ids, numbers and short keys only: the queue belongs to no center and must hold nothing about a person."""
    if value is None or isinstance(value, bool | int | UUID):
        return
    if isinstance(value, str) and len(value) <= LONGEST:
        return
    if isinstance(value, list | tuple) and len(value) <= LONGEST:
        for item in value:
            _check(name, item)
        return
    raise TypeError(f"a job carries ids, not {type(value).__name__} ({name})")


async def enqueue(kind: str, payload: Payload, *, key: str | None = None, first: bool = False) -> bool:
    """Puts a job in the queue, in the open transaction: rolled back, it was never there.

    Jobs run at least once, so a handler must be idempotent; `key` drops a second job of the same kind and key while the
    first has not finished (then: False). A job put `first` goes before all that wait: for what somebody sits and waits
    for, such as a code to sign in with.
    """
    for name, value in payload.items():
        _check(name, value)
    sent = dict(payload)
    if key is not None:
        _check("key", key)
        sent["key"] = key
    if first:
        sent["first"] = True
    return await effects.enqueue(kind, sent) is not None
