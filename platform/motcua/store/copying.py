"""A center's tables as streams of COPY text, out and in; and their indexes and constraints, taken down for filling.

Why not pg_dump: a dump names its schema, and cannot be restored beside the running one under another name. The shape
of the tables comes from the migrations, so only the rows travel.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.store.roles import quoted
from motcua.store.sealed_stream import Pieces

# In the order they are made again: what others refer to first.
_KINDS = "pux"


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table and the columns that hold its rows (generated ones are computed again)."""

    name: str
    columns: tuple[str, ...]


@dataclass(slots=True)
class Read:
    """What passed through a stream: bytes and their hash."""

    digest: Any = field(default_factory=hashlib.sha256)
    size: int = 0

    def saw(self, piece: bytes) -> None:
        self.digest.update(piece)
        self.size += len(piece)

    @property
    def sha256(self) -> str:
        hexed: str = self.digest.hexdigest()
        return hexed


async def tables_of(connection: Any, schema: str) -> tuple[TableShape, ...]:
    """The schema's tables by name."""
    found = await connection.fetch(
        """SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r'
            AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        GROUP BY c.relname ORDER BY c.relname""",
        schema,
    )
    return tuple(TableShape(each["name"], tuple(each["columns"])) for each in found)


async def copy_out(connection: Any, schema: str, table: TableShape, sink: Callable[[bytes], Awaitable[None]]) -> int:
    """Every row to `sink`; how many. In a transaction whose snapshot says as of when."""
    columns = ", ".join(quoted(column) for column in table.columns)
    status = await connection.copy_from_query(
        f"SELECT {columns} FROM {quoted(schema)}.{quoted(table.name)}",  # noqa: S608
        output=sink,
    )
    return int(status.rpartition(" ")[2])


async def copied_out(connection: Any, schema: str, table: TableShape, read: Read) -> tuple[int, str]:
    """Rows and hash of a table, without keeping anything."""

    async def sink(piece: bytes) -> None:
        read.saw(piece)

    return await copy_out(connection, schema, table, sink), read.sha256


class Outflow:
    """A table's rows as a stream that another task reads while the database sends."""

    def __init__(self, connection: Any, schema: str, table: TableShape) -> None:
        self._connection, self._schema, self._table = connection, schema, table
        self.read = Read()
        self.rows = 0

    async def pieces(self) -> Pieces:
        queue: asyncio.Queue[bytes | BaseException | None] = asyncio.Queue(16)

        async def run() -> None:
            try:
                self.rows = await copy_out(self._connection, self._schema, self._table, queue.put)
            except Exception as error:
                await queue.put(error)
            else:
                await queue.put(None)

        task = asyncio.create_task(run())
        try:
            while (item := await queue.get()) is not None:
                if isinstance(item, BaseException):
                    raise item
                self.read.saw(item)
                yield item
        finally:
            if not task.done():
                task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def copy_in(
    connection: Any, schema: str, name: str, columns: Sequence[str], pieces: Pieces, *, is_fresh: bool
) -> int:
    """Rows from a stream into a table; how many. `is_fresh`: made in this transaction, so rows come in frozen."""
    status = await connection.copy_to_table(
        name, schema_name=schema, columns=list(columns), source=pieces, freeze=is_fresh or None
    )
    return int(status.rpartition(" ")[2])


async def take_down(connection: Any, schema: str) -> tuple[str, ...]:
    """Drops constraints and indexes; the statements that make them again, in order."""
    constraints = await connection.fetch(
        """SELECT conrelid::regclass::text AS t, conname, contype::text, pg_get_constraintdef(oid) AS says
        FROM pg_constraint WHERE connamespace = $1::regnamespace AND contype IN ('p', 'u', 'x', 'f')
        ORDER BY conrelid::regclass::text, conname""",
        schema,
    )
    indexes = await connection.fetch(
        """SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS says
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace = $1::regnamespace
            AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p','u','x'))
        ORDER BY 1""",
        schema,
    )
    foreign = [each for each in constraints if each["contype"] == "f"]
    own = sorted((each for each in constraints if each["contype"] != "f"), key=lambda c: _KINDS.index(c["contype"]))
    for each in (*foreign, *own):
        await connection.execute(f"ALTER TABLE {each['t']} DROP CONSTRAINT {quoted(each['conname'])}")
    for each in indexes:
        await connection.execute(f"DROP INDEX {each['name']}")
    add = "ALTER TABLE {t} ADD CONSTRAINT {name} {says}"
    made = [add.format(t=each["t"], name=quoted(each["conname"]), says=each["says"]) for each in own]
    last = [add.format(t=each["t"], name=quoted(each["conname"]), says=each["says"]) for each in foreign]
    return (*made, *(each["says"] for each in indexes), *last)


async def counters_of(connection: Any, schema: str) -> dict[str, list[Any]]:
    """Where the identity columns stand: `table.column` to [last value, whether it was given out]."""
    found = await connection.fetch(
        """SELECT c.relname AS t, a.attname AS col,
            pg_get_serial_sequence(quote_ident($1) || '.' || quote_ident(c.relname), a.attname) AS seq
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND a.attidentity <> '' ORDER BY 1, 2""",
        schema,
    )
    stands: dict[str, list[Any]] = {}
    for each in found:
        at = await connection.fetchrow(f"SELECT last_value, is_called FROM {each['seq']}")  # noqa: S608
        stands[f"{each['t']}.{each['col']}"] = [at["last_value"], at["is_called"]]
    return stands


async def set_counters(connection: Any, schema: str, stands: dict[str, list[Any]]) -> None:
    for name, (last, is_called) in stands.items():
        table, _, column = name.partition(".")
        await connection.execute(
            "SELECT setval(pg_get_serial_sequence(quote_ident($1) || '.' || quote_ident($2), $3)::regclass, $4, $5)",
            schema,
            table,
            column,
            last,
            is_called,
        )
