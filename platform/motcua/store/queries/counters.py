"""Numbers without gaps, and the keys that make a form's second click harmless.

A counter's row is locked from here to the end of the transaction: take numbers last. A rolled-back transaction gives
its number back, which a sequence would not.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from motcua.domain.errors import Conflict
from motcua.store.rows import from_json, row, run, to_json, value

MOST_A_DAY = 9_999


async def next_number(key: str) -> int:
    """The next number of a counter, from 1."""
    number: int = await value(
        """INSERT INTO counter AS c (key, last) VALUES ($1, 1)
        ON CONFLICT (key) DO UPDATE SET last = c.last + 1 RETURNING last""",
        key,
    )
    return number


async def last_number(key: str) -> int:
    """The last number given; 0 when none was."""
    return await value("SELECT last FROM counter WHERE key = $1", key) or 0


async def next_dossier_code(unit_code: str, on: date) -> str:
    """`<unit code>-YYMMDD-NNNN` (TT 01/2018, Điều 19), gapless per day and center."""
    number = await next_number(f"dossier/{on:%Y-%m-%d}")
    if number > MOST_A_DAY:
        raise Conflict(
            "Hôm nay Trung tâm đã tiếp nhận đủ 9.999 hồ sơ, mã hồ sơ không còn số. Mời tiếp nhận vào ngày mai."
        )
    return f"{unit_code}-{on:%y%m%d}-{number:04d}"


async def given_before(on: date) -> int:
    """How many codes the days of the year before this one have given."""
    return int(
        await value(
            "SELECT coalesce(sum(last), 0) FROM counter WHERE key >= $1 AND key < $2",
            f"dossier/{on.year}-01-01",
            f"dossier/{on:%Y-%m-%d}",
        )
    )


class Claimed(NamedTuple):
    """`is_new`: this request does the work. Otherwise `outcome` is what the first one answered."""

    is_new: bool
    outcome: Any


async def claim_request_key(key: UUID, staff_id: UUID, action: str, at: datetime) -> Claimed:
    """First thing in a form's transaction: of ten equal requests one does the work, nine wait here for its answer."""
    won = await value(
        """INSERT INTO request_key (key, staff_id, action, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (key) DO NOTHING RETURNING true""",
        key,
        staff_id,
        action,
        at,
    )
    if won:
        return Claimed(True, None)
    return Claimed(False, await recall_request_key(key, staff_id, action))


async def recall_request_key(key: UUID, staff_id: UUID, action: str) -> Any:
    """The answer remembered under a key. Another person's key, or another form's, tells nothing."""
    found = await row("SELECT staff_id, action, outcome FROM request_key WHERE key = $1", key)
    if found is None:
        return None
    if (found["staff_id"], found["action"]) != (staff_id, action):
        raise Conflict("Biểu mẫu này đã được dùng cho việc khác. Mở lại trang và thực hiện lại.")
    return from_json(found["outcome"])


async def remember_request_key(key: UUID, outcome: Any) -> None:
    """Last thing in the same transaction: what a repeated request is answered."""
    await run("UPDATE request_key SET outcome = $2 WHERE key = $1", key, to_json(outcome))


async def sweep_request_keys(before: datetime) -> None:
    await run("DELETE FROM request_key WHERE at < $1", before)
