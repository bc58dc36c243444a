"""The one engine: every query runs inside a transaction that has entered exactly one center.

Entering is `SET LOCAL ROLE` and `SET LOCAL search_path` in the same trip as BEGIN; both end with the transaction, so
nothing leaks to the next borrower of the connection. Forgetting to enter fails closed: the login role owns nothing.
Never gather queries inside a transaction, never start a task from inside one: the connection is not theirs.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any, Literal, NoReturn, TypeVar, cast

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from piccolo.querystring import QueryString

from motcua.centers import Center, current, here
from motcua.domain.errors import MotCuaError
from motcua.store.pools import Pools, unavailable

T = TypeVar("T")
Row = dict[str, Any]
SCHEMA = re.compile(r"^c_[a-z0-9_]{1,50}$")
CATALOG = "catalog"
ACQUIRE_SECONDS = 8.0

_counted: ContextVar[list[str] | None] = ContextVar("motcua_statements", default=None)


class CenterSwitched(MotCuaError):
    """Code asked for another center inside an open transaction. Always a bug: one transaction, one center."""


# PostgreSQL lets a session change into any role its login was granted, by a statement of its own. Nothing inside a
# query can (set_config is revoked), so a statement that begins with SET or RESET is refused; COMMIT undoes the rest.
_SETTINGS = re.compile(r"^(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:re)?set\b(?!\s+constraints\b)", re.IGNORECASE | re.DOTALL)
COMMIT = "COMMIT; RESET ROLE; RESET search_path"


class SettingRefused(MotCuaError):
    """A query tried to change the session: its role or schema belong to the engine."""


def _refuse_settings(sql: str) -> None:
    if _SETTINGS.match(sql):
        raise SettingRefused("SET and RESET are the engine's own")


class CenterTransaction(PostgresTransaction):
    """A transaction of one schema. Unlike Piccolo's own, it gives its connection back even when COMMIT fails."""

    __slots__ = ("is_lent", "is_open", "is_read_only", "pool", "schema")

    def __init__(self, engine: CenterEngine, schema: str, pool: Any, *, is_read_only: bool = False) -> None:
        super().__init__(engine=engine, allow_nested=True)
        self.schema = schema
        self.pool = pool
        self.is_read_only = is_read_only
        self.is_open = False
        self.is_lent = False

    @property
    def is_current(self) -> bool:
        """Whether the center that the code stands in is the one whose transaction is open."""
        if self.is_lent or self.schema == CATALOG:
            return True
        center = current.get()
        return center is not None and center.schema == self.schema

    @property
    def begin_sql(self) -> str:
        begin = "BEGIN READ ONLY" if self.is_read_only else "BEGIN"
        if self.schema == CATALOG:
            return f"{begin}; SET LOCAL ROLE NONE; SET LOCAL search_path = catalog"
        return f"{begin}; SET LOCAL ROLE {self.schema}; SET LOCAL search_path = {self.schema}"

    async def __aenter__(self) -> CenterTransaction:
        parent = cast("CenterTransaction | None", self._parent)
        if parent is not None:
            if parent.schema != self.schema:
                raise CenterSwitched(f"{parent.schema} is open, {self.schema} was asked for")
            return parent
        try:
            self.connection = await self.pool.acquire(timeout=ACQUIRE_SECONDS)
        except (TimeoutError, OSError, asyncpg.CannotConnectNowError, asyncpg.TooManyConnectionsError) as error:
            raise unavailable() from error
        try:
            await self.connection.execute(self.begin_sql)
        except BaseException:
            await self._give_back()
            raise
        self.is_open = True
        self.context = self.engine.current_transaction.set(self)
        return self

    async def commit(self) -> None:
        # A session-wide SET that got past `_refuse_settings` ends here too: asyncpg's own reset would leave ROLE.
        await self.connection.execute(COMMIT)
        self._committed = True

    async def rollback(self) -> None:
        await self.connection.execute("ROLLBACK")
        self._rolled_back = True

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> Literal[False]:
        if self._parent is not None:
            return False
        try:
            if error is not None:
                if not self._rolled_back:
                    await self._abandon()
            elif not (self._committed or self._rolled_back):
                await self.commit()
        finally:
            self.is_open = False
            self.engine.current_transaction.reset(self.context)
            await self._give_back()
        return False

    async def _abandon(self) -> None:
        """Roll back on the way out of an error, which a lost connection must not replace by its own."""
        try:
            await self.rollback()
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            if not _is_gone(self.connection):
                self.connection.terminate()

    async def _give_back(self) -> None:
        if _is_gone(self.connection):
            return
        # Never return a connection that is still inside somebody's role.
        if self.connection.is_in_transaction():
            self.connection.terminate()
        await self.pool.release(self.connection)


def _is_gone(connection: Any) -> bool:
    """A lost connection leaves the pool by itself; its proxy then refuses every call."""
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:
        return True


class CenterEngine(PostgresEngine):
    """Piccolo's engine for all centers: picks the pool by the center's address and enters its schema."""

    def __init__(self) -> None:
        self._pools: Pools | None = None
        super().__init__(config={"database": "motcua"})

    @contextlib.asynccontextmanager
    async def opened(self, app_url: str, **how: Any) -> AsyncIterator[None]:
        """The engine on this installation (`Pools` says how) for the length of a block; then as it was before."""
        before, pools = self._pools, Pools(app_url, **how)
        await pools.open()
        self._pools = pools
        try:
            yield
        finally:
            self._pools = before
            await pools.close()

    @property
    def pools(self) -> Pools:
        """Raises `Unavailable` before the engine is opened."""
        if self._pools is None:
            raise unavailable()
        return self._pools

    async def open_for(self, center: Center) -> None:
        """Opens the pool of a center that lives on another server."""
        if self._pools is not None:
            await self._pools.open(center)

    @property
    def is_running(self) -> bool:
        return self._pools is not None

    def connections(self) -> dict[str, int]:
        """As `Pools.connections`; none before the engine is opened and after: a monitor asks at any time."""
        return self._pools.connections() if self._pools is not None else {"open": 0, "idle": 0, "most": 0}

    def transaction(self, allow_nested: bool = True) -> CenterTransaction:
        """One center's transaction; joins the open one. Raises `NoCenter` outside a center."""
        center = here()
        if not SCHEMA.match(center.schema):
            raise MotCuaError(f"{center.schema!r} is not a center's schema")
        return CenterTransaction(self, center.schema, self.pools.of(center))

    def catalog_transaction(self) -> CenterTransaction:
        """Reading what the province shares, outside any center."""
        return CenterTransaction(self, CATALOG, self.pools.of(None), is_read_only=True)

    @contextlib.contextmanager
    def owner_connection(self, connection: Any, schema: str) -> Iterator[None]:
        """Lends an owner's connection to Piccolo for migrations; the caller opens and ends the transaction."""
        lent = CenterTransaction(self, schema, None)
        lent.connection = connection
        lent.is_open = lent.is_lent = True
        token = self.current_transaction.set(lent)
        try:
            yield
        finally:
            lent.is_open = False
            self.current_transaction.reset(token)

    def _joined(self) -> CenterTransaction | None:
        transaction = cast("CenterTransaction | None", self.current_transaction.get())
        if transaction is not None and not transaction.is_open:
            raise RuntimeError("this task outlived the transaction it was started in")
        return transaction

    async def fetch(self, sql: str, *args: Any) -> list[Any]:
        """Runs one statement in the open transaction, or in one of its own."""
        transaction = self._joined()
        if transaction is None:
            async with self.transaction() as transaction:
                return await self._fetch(transaction, sql, args)
        if not transaction.is_current:
            raise CenterSwitched(f"{transaction.schema} is open, another center was asked for")
        return await self._fetch(transaction, sql, args)

    async def _fetch(self, transaction: CenterTransaction, sql: str, args: Sequence[Any]) -> list[Any]:
        if not transaction.is_lent:
            _refuse_settings(sql)
        count = _counted.get()
        if count is not None:
            count.append(sql)
        rows: list[Any] = await transaction.connection.fetch(sql, *args)
        return rows

    def open_connection(self) -> Any:
        """The open transaction's connection, for COPY; nothing else needs it."""
        transaction = self._joined()
        if transaction is None or not transaction.is_current:
            raise CenterSwitched("COPY runs inside the transaction of the center entered")
        return transaction.connection

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> list[Any]:
        sql, args = querystring.compile_string(engine_type=self.engine_type)
        return await self.fetch(sql, *args)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> list[Any]:
        transaction = self._joined()
        if transaction is None:
            raise RuntimeError("DDL runs in migrations only")
        rows: list[Any] = await transaction.connection.fetch(ddl)
        return rows

    @contextlib.contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The statements that the block runs (BEGIN and COMMIT apart)."""
        statements: list[str] = []
        token = _counted.set(statements)
        try:
            yield statements
        finally:
            _counted.reset(token)

    async def check_version(self) -> None:
        """Piccolo would open a connection at import; bootstrap checks the version instead."""

    async def prep_database(self) -> None:
        """No extensions: the embedded server has none."""

    async def batch(self, *_: Any, **__: Any) -> NoReturn:
        raise RuntimeError("batch() opens a connection of its own, outside the center")

    async def get_new_connection(self) -> NoReturn:
        raise RuntimeError("an unpooled connection is outside the center")

    async def _run_in_new_connection(self, *_: Any, **__: Any) -> NoReturn:
        raise RuntimeError("an unpooled connection is outside the center")

    async def _run_in_pool(self, query: str, args: Sequence[Any] | None = None) -> list[Any]:
        return await self.fetch(query, *(args or ()))


DB = CenterEngine()


def transaction() -> CenterTransaction:
    """`async with transaction():` one center, all or nothing; joins the one that is open."""
    return DB.transaction()


@contextlib.asynccontextmanager
async def savepoint() -> AsyncIterator[None]:
    """Part of the open transaction that may fail alone."""
    open_one = DB._joined()
    if open_one is None:
        raise RuntimeError("a savepoint needs an open transaction")
    point = (await open_one.savepoint()).name
    try:
        yield
    except BaseException:
        await open_one.connection.execute(f"ROLLBACK TO SAVEPOINT {point}")
        raise
    await open_one.connection.execute(f"RELEASE SAVEPOINT {point}")


async def reading(work: Callable[[], Awaitable[T]]) -> T:
    """Runs reads in one transaction, once more when a migration has just invalidated a cached plan."""
    if DB.current_transaction.get() is not None:
        return await work()
    try:
        async with DB.transaction():
            return await work()
    except asyncpg.InvalidCachedStatementError:
        async with DB.transaction():
            return await work()
