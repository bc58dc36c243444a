"""A center's schema built beside the running one, put in its place in one commit, and the one before kept.

Everything happens in the caller's transaction: a process that is killed, a full disk or a fault found at the end leaves
what was there before.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any

import asyncpg

from motcua.centers import Center
from motcua.domain.errors import Conflict, NotHere, Refused, Unavailable
from motcua.store.beside import swap_jobs
from motcua.store.copying import tables_of
from motcua.store.engine import DB
from motcua.store.migrate import levels
from motcua.store.roles import APP, OWNER, SCHEMA_LOCK, center_grants, quoted

RESTORE_LOCK = 7_040_523
SAFE = "dữ liệu đang chạy giữ nguyên"
FOR_FILLING = (
    "SET LOCAL synchronous_commit = off",
    "SET LOCAL maintenance_work_mem = '256MB'",
    "SET LOCAL synchronize_seqscans = off",  # rows come out in the order they lie in, so that hashes can be compared
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
)


@contextlib.contextmanager
def spoken() -> Iterator[None]:
    """What the database may refuse on the way, as one sentence; the transaction around has ended by then."""
    try:
        yield
    except asyncpg.DiskFullError as error:
        raise Unavailable(f"Đĩa của cơ sở dữ liệu đã hết chỗ; {SAFE}. Dọn bớt rồi chạy lại.") from error
    except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.OperatorInterventionError) as error:
        raise Unavailable(f"Mất kết nối với cơ sở dữ liệu giữa chừng; {SAFE}, hãy chạy lại.") from error
    except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError) as error:
        raise Refused(f"Dữ liệu trong bản sao lưu không hợp lệ ({type(error).__name__}); {SAFE}.") from error


async def claim(connection: Any, key: str) -> None:
    """One restore or drill of a center at a time; given back when the transaction ends."""
    got = await connection.fetchval("SELECT pg_try_advisory_xact_lock($1, hashtext($2))", RESTORE_LOCK, key)
    if not got:
        raise Conflict(f"Trung tâm {key} đang được phục hồi hoặc diễn tập ở một lệnh khác; hãy chờ lệnh đó xong.")


def check_level(level: str) -> None:
    if level not in levels("center"):
        raise Refused(
            f"Bản sao lưu do phiên bản Một Cửa mới hơn tạo ra (cấu trúc {level}); hãy nâng cấp phần mềm rồi phục hồi."
        )


async def build(connection: Any, schema: str, level: str) -> None:
    """Empty tables as they were at `level`, owned by the owner role; the search path stays on them."""
    check_level(level)
    for setting in FOR_FILLING:
        await connection.execute(setting)
    await connection.execute(f"SET LOCAL ROLE {OWNER}")
    await connection.execute(f"CREATE SCHEMA {schema}")
    await connection.execute(f"SET LOCAL search_path = {schema}")
    await _migrate(connection, schema, "", level)
    names = ", ".join(quoted(table.name) for table in await tables_of(connection, schema))
    await connection.execute(f"TRUNCATE {names}")  # a migration may have written rows of its own


async def raise_level(connection: Any, schema: str, level: str) -> str:
    """Brings a filled schema from its level to this release's; the level reached."""
    await _migrate(connection, schema, level, levels("center")[-1])
    return levels("center")[-1]


async def _migrate(connection: Any, schema: str, after: str, upto: str) -> None:
    with DB.owner_connection(connection, schema):
        for name in levels("center"):
            if after < name <= upto:
                module = importlib.import_module(f"motcua.store.migrations.center.{name}")
                for raw in (await module.forwards()).raw:
                    await raw()


async def hold_messages(connection: Any, schema: str) -> None:
    """What waited to be sent when the backup was made may have been sent since: a person decides."""
    await connection.execute(
        f"""UPDATE {schema}.message SET lease_until = NULL,
            state = CASE WHEN not_after IS NULL THEN 'unknown' ELSE 'expired' END,
            sealed = CASE WHEN not_after IS NULL THEN sealed ELSE '' END,
            problem = 'Dữ liệu vừa phục hồi từ bản sao lưu.'
        WHERE state IN ('waiting', 'claimed', 'giving')"""  # noqa: S608
    )


async def is_onboarded(connection: Any, key: str) -> bool:
    return bool(await connection.fetchval("SELECT 1 FROM catalog.center WHERE key = $1", key))


async def switch(connection: Any, center: Center, schema: str, level: str, at: datetime, why: str) -> str:
    """Puts `schema` in the place of the center's; the name under which the one before is kept.

    Waits for requests in hand to end (20 s at most) and holds up the next ones for the moment of the renaming.
    """
    await connection.execute(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
    await connection.execute(f"SET LOCAL ROLE {OWNER}")
    await connection.execute("SET LOCAL lock_timeout = '20s'")
    live = center.schema
    names = [f"{live}.{quoted(table.name)}" for table in await tables_of(connection, live)]
    try:
        await connection.execute(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE")
    except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError):
        raise Conflict(
            f"Trung tâm {center.key} đang có việc dở dang nên chưa thay được; dữ liệu giữ nguyên, hãy chạy lại."
        ) from None
    was = await connection.fetchval("SELECT migration_level FROM catalog.center WHERE key = $1", center.key)
    # Two restores may fall into one second: the name says when, and then something of its own.
    kept = f"old_{live[2:]}_{at:%Y%m%d%H%M%S}_{token_hex(3)}"
    await connection.execute(f"ALTER SCHEMA {live} RENAME TO {kept}")
    await connection.execute(f"REVOKE ALL ON SCHEMA {kept} FROM {live}")
    await connection.execute(f"ALTER SCHEMA {schema} RENAME TO {live}")
    await _open(connection, live)
    await connection.execute(
        # What the files say has to be applied to these tables anew: the next start does.
        "UPDATE catalog.center SET migration_level = $2, data_hash = '' WHERE key = $1",
        center.key,
        level,
    )
    await swap_jobs(connection, live, kept)
    await connection.execute("DELETE FROM catalog.kept_schema WHERE schema = $1", schema)
    await connection.execute(
        "INSERT INTO catalog.kept_schema (schema, center_key, level, kept_at, why) VALUES ($1, $2, $3, $4, $5)",
        kept,
        center.key,
        was,
        at,
        why,
    )
    return kept


async def stand_up(connection: Any, center: Center, schema: str, level: str, at: datetime) -> None:
    """Makes `schema` the center's, where it had none: its role, its rights, its line in the catalog."""
    live = center.schema
    await connection.execute("SET LOCAL ROLE NONE")
    await connection.execute(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
    if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", live):
        await connection.execute(f"CREATE ROLE {live} NOLOGIN NOINHERIT")
    await connection.execute(f"GRANT {live} TO {APP} WITH INHERIT FALSE, SET TRUE")
    await connection.execute(f"SET LOCAL ROLE {OWNER}")
    await connection.execute(f"ALTER SCHEMA {schema} RENAME TO {live}")
    await connection.execute(
        "INSERT INTO catalog.center (key, schema, onboarded_at, migration_level) VALUES ($1, $2, $3, $4)",
        center.key,
        live,
        at,
        level,
    )
    await _open(connection, live)


async def _open(connection: Any, schema: str) -> None:
    await connection.execute(f"SET LOCAL search_path = {schema}")
    for grant in center_grants(schema):
        await connection.execute(grant)


async def kept_of(connection: Any, key: str) -> Sequence[Any]:
    """Schemas that were replaced and are still there, the latest first."""
    found: Sequence[Any] = await connection.fetch(
        "SELECT schema, level, kept_at, why FROM catalog.kept_schema WHERE center_key = $1 "
        "ORDER BY kept_at DESC, schema",
        key,
    )
    return found


async def kept_named(connection: Any, key: str, schema: str) -> Any:
    found = await connection.fetchrow(
        "SELECT schema, level, kept_at, why FROM catalog.kept_schema WHERE center_key = $1 AND schema = $2", key, schema
    )
    if found is None:
        raise NotHere(f"Không có bản dữ liệu cũ “{schema}” của trung tâm {key}; xem: motcua tenant kept {key}.")
    return found


async def drop_kept(connection: Any, schema: str) -> None:
    await connection.execute(f"SET LOCAL ROLE {OWNER}")
    await connection.execute(f"DROP SCHEMA {quoted(schema)} CASCADE")
    await connection.execute("DELETE FROM catalog.kept_schema WHERE schema = $1", schema)
