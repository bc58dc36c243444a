"""The floor of a page: its own statements again, through bare asyncpg.

A page is recorded once (statements with their arguments); its floor then runs the same statements in the same center,
BEGIN to COMMIT, on a pool of its own. What the page made new (ids, a code) is made new again for every replay.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from motcua.centers import Center
from motcua.store.engine import COMMIT, DB, CenterTransaction

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CODE = re.compile(r"\d{3}\.\d{2}\.\w{2}\.H\d{2}-\d{6}-(\d{4})")
_COUNTER = "INSERT INTO counter"
Swaps = dict[str, str]


@dataclass
class Statements:
    """What one request asked of the database, in order. `fresh`: ids that it brought along and did not read."""

    asked: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)
    code: str = ""
    _read: set[str] = field(default_factory=set)

    def add(self, sql: str, args: Sequence[Any], found: Sequence[Any]) -> None:
        self.asked.append((sql, tuple(args)))
        brought = set(_UUID.findall(repr(args)))
        self.fresh |= brought - self._read
        self._read |= set(_UUID.findall(" ".join(str(value) for record in found for value in record.values())))
        if not self.code and "INSERT INTO counter" not in sql and (code := _CODE.search(repr(args))):
            self.code = code[0]


_recording: ContextVar[Statements | None] = ContextVar("motcua_recording", default=None)


def record_statements() -> None:
    """Makes the engine write down statements wherever `recorded()` is open. Only the bench's own server calls this."""
    plain: Callable[..., Any] = DB._fetch

    async def fetch(transaction: CenterTransaction, sql: str, args: Sequence[Any]) -> list[Any]:
        found: list[Any] = await plain(transaction, sql, args)
        if (tape := _recording.get()) is not None:
            tape.add(sql, args, found)
        return found

    DB._fetch = fetch  # type: ignore[method-assign]


@contextlib.contextmanager
def recorded() -> Iterator[Statements]:
    tape = Statements()
    token = _recording.set(tape)
    try:
        yield tape
    finally:
        _recording.reset(token)


class Floor:
    """Bare asyncpg with the engine's own options."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    async def replay(self, center: Center, tape: Statements, swaps: Mapping[str, str]) -> None:
        """BEGIN, the center, every statement, COMMIT."""
        begin = f"BEGIN; SET LOCAL ROLE {center.schema}; SET LOCAL search_path = {center.schema}"
        words = dict(swaps)
        async with self._pool.acquire() as connection:
            await connection.execute(begin)
            for sql, args in tape.asked:
                found = await connection.fetch(sql, *([_swapped(arg, words) for arg in args] if words else args))
                if tape.code and words and sql.lstrip().startswith(_COUNTER) and found:
                    words[tape.code] = f"{tape.code[:-4]}{found[0][0]:04d}"
            await connection.execute(COMMIT)


@contextlib.asynccontextmanager
async def floor() -> AsyncIterator[Floor]:
    pool = await asyncpg.create_pool(DB.pools.direct_url, **DB.pools.options)
    try:
        yield Floor(pool)
    finally:
        await pool.close()


def fresh_ids(tape: Statements, known: Mapping[str, str]) -> Swaps:
    """A new id for each that the page made; `known` says which stand for another dossier's."""
    return {each: known.get(each, str(uuid4())) for each in tape.fresh} | dict(known)


def _swapped(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, UUID):
        return UUID(words.get(str(value), str(value)))
    if isinstance(value, str):
        for old, new in words.items():
            value = value.replace(old, new)
        return value
    if isinstance(value, list):
        return [_swapped(item, words) for item in value]
    return value
