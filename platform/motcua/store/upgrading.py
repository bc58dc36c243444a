"""Raising the schemas of centers that are in use, each on its own: what is behind, one center's way up, how it went.

Every migration is a transaction with the center's new level in it, so that a process that is killed leaves a center on
a level that is true. No statement waits longer than `LOCK_SECONDS` for a lock, since whoever asks for the table after
it would wait behind it: it is tried again after a pause in which they pass.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import asyncpg

from motcua.catalog.plugins import described
from motcua.domain.errors import Conflict, MotCuaError
from motcua.store import migrate
from motcua.store.bootstrap import connect_owner
from motcua.store.engine import DB, SCHEMA
from motcua.store.roles import COLUMN_GRANTS, OWNER, SCHEMA_LOCK, column_grants, rights_on, shared_grants, table_grants

#: Migrations up to this one came with the release before, or with the first one. Code of this release works on a schema
#: that has them and none of the later ones (docs/adr/0015). Raised at each release.
RELEASED = "m0085"
UPGRADE_LOCK = 7_040_524
LOCK_SECONDS = 2
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)
RUNNING, DONE, FAILED, DIFFERS = "running", "done", "failed", "differs"
_BUSY = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError)


class Standing(NamedTuple):
    """A center in the catalog: its schema's level, its data as last applied, how its last upgrade went ("": none), and
    up to which migration a release must know them to serve it (None: nobody has told)."""

    key: str
    schema: str
    level: str
    data_hash: str
    status: str
    says: str
    needs: str | None = ""


class CenterFailed(MotCuaError):
    """One center could not be raised; the sentence stands in its row and in the report."""


def served_from() -> str:
    """The oldest level of a center that this release serves."""
    return [name for name in migrate.levels("center") if name < RELEASED][-1]


def needed_at(level: str, told: str | None) -> str | None:
    """What `Standing.needs` says of a center at this level, by the fact that the latest release has left."""
    known = json.loads(told or "{}")
    if level > known.get("newest", ""):
        return None
    return max((needs for name, needs in known["needs"].items() if name <= level), default="")


def why_not_served(center: Standing) -> str | None:
    """Why this release does not open the center, in words for people; None: it does. A later release has mostly added
    to it: then it is served as before."""
    newest = migrate.levels("center")[-1]
    if center.level < served_from():
        return "Dữ liệu của trung tâm chưa được nâng cấp cho phiên bản phần mềm đang chạy."
    if center.level > newest and (center.needs is None or center.needs > newest):
        return "Dữ liệu của trung tâm thuộc một phiên bản phần mềm mới hơn bản đang chạy."
    return None


async def standings(connection: Any) -> Mapping[str, Standing]:
    """Every center, by key: how it stands, for all who ask. Empty where there is no catalog yet."""
    has_catalog, has_states = await connection.fetchrow(
        "SELECT to_regclass('catalog.center') IS NOT NULL, to_regclass('catalog.center_upgrade') IS NOT NULL"
    )
    if not has_catalog:
        return {}
    # Before the catalog itself is raised the second table may be missing; its rows can then not matter.
    states = (
        "coalesce(u.status, '') AS status, coalesce(u.says, '') AS says" if has_states else "'' AS status, '' AS says"
    )
    joined = "LEFT JOIN catalog.center_upgrade u ON u.center_key = c.key" if has_states else ""
    found = await connection.fetch(
        f"""SELECT c.key, c.schema, c.migration_level AS level, c.data_hash, {states},
            (SELECT value FROM catalog.installation WHERE key = '{migrate.TAKES_AWAY}') AS told
        FROM catalog.center c {joined} ORDER BY c.key"""  # noqa: S608
    )
    seen = [dict(each) for each in found]
    return {each["key"]: Standing(needs=needed_at(each["level"], each.pop("told")), **each) for each in seen}


async def standings_now() -> Mapping[str, Standing]:
    """The same with a serving process's own login, which may read the catalog."""
    async with DB.catalog_transaction() as catalog:
        return await standings(catalog.connection)


@contextlib.asynccontextmanager
async def upgrading(owner_url: str) -> AsyncIterator[Any]:
    """A connection that holds the upgrade of the whole database; a second one at the same time is refused."""
    connection = await connect_owner(owner_url)
    try:
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", UPGRADE_LOCK):
            raise Conflict("Đang có một lệnh nâng cấp khác chạy trên cơ sở dữ liệu này; hãy chờ lệnh đó xong.")
        yield connection
    finally:
        await connection.close()


async def share(connection: Any, schemas: list[str]) -> None:
    """What this release lets every center read, before any of them is raised."""
    if schemas:
        async with connection.transaction():
            await connection.execute(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
            await connection.execute(f"SET LOCAL ROLE {OWNER}")
            await connection.execute("; ".join(shared_grants(*schemas)))


@contextlib.contextmanager
def _lost() -> Iterator[None]:
    try:
        yield
    except (
        OSError,
        asyncpg.InterfaceError,
        asyncpg.PostgresConnectionError,
        asyncpg.OperatorInterventionError,
    ) as error:
        raise CenterFailed(f"mất kết nối với cơ sở dữ liệu ({type(error).__name__}).") from error


async def note(connection: Any, center: Standing, status: str, at: datetime, *, level: str, says: str = "") -> None:
    """Writes down how the upgrade of a center stands. Raises CenterFailed where the connection is lost."""
    with _lost():
        await connection.execute(
            """INSERT INTO catalog.center_upgrade (center_key, from_level, level, status, started_at, finished_at, says)
            VALUES ($1, $2, $3, $4, $5, CASE WHEN $4 = 'running' THEN NULL ELSE $5::timestamptz END, $6)
            ON CONFLICT (center_key) DO UPDATE SET status = $4, level = $3, says = $6,
                from_level = CASE WHEN $4 = 'running' THEN $2 ELSE center_upgrade.from_level END,
                started_at = CASE WHEN $4 = 'running' THEN $5 ELSE center_upgrade.started_at END,
                finished_at = CASE WHEN $4 = 'running' THEN NULL ELSE $5::timestamptz END""",
            center.key,
            center.level,
            level,
            status,
            at,
            says,
        )


async def level_of(connection: Any, key: str) -> str:
    with _lost():
        found: str = await connection.fetchval("SELECT migration_level FROM catalog.center WHERE key = $1", key)
    return found


async def raise_center(connection: Any, center: Standing) -> str:
    """One center to the level of this release; the level reached. Raises CenterFailed with a sentence: the center then
    stands on the last level that went through, and goes on."""
    if not SCHEMA.match(center.schema):
        raise CenterFailed(f"{center.schema!r}: tên lược đồ không dùng được.")
    level = await level_of(connection, center.key)
    for name in migrate.levels("center"):
        if name > level:
            try:
                await _patiently(connection, center, name)
            except _BUSY:
                raise CenterFailed(
                    f"{name}: các bảng bận suốt {len(PAUSES) + 1} lần thử, mỗi lần {LOCK_SECONDS} giây; "
                    "chạy lại lúc vắng người."
                ) from None
            except asyncpg.PostgresError as error:
                # Its detail may quote a row; the message names tables and columns.
                raise CenterFailed(f"{name}: {error.args[0]} ({error.sqlstate}).") from error
            except (OSError, asyncpg.InterfaceError) as error:
                raise CenterFailed(f"{name}: mất kết nối với cơ sở dữ liệu ({type(error).__name__}).") from error
            except Exception as error:
                raise CenterFailed(f"{name}: gây lỗi {described(error)}.") from error
            level = name
    return level


async def _patiently(connection: Any, center: Standing, name: str) -> None:
    step = _beside_writers if migrate.is_beside_writers(name) else _in_one_transaction
    for pause in PAUSES:
        try:
            return await step(connection, center, name)
        except _BUSY:
            await asyncio.sleep(pause)
    return await step(connection, center, name)


async def _in_one_transaction(connection: Any, center: Standing, name: str) -> None:
    schema = center.schema
    async with connection.transaction():
        await connection.execute(
            f"SET LOCAL ROLE {OWNER}; SET LOCAL search_path = {schema}; SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"
        )
        level = await connection.fetchval(
            "SELECT migration_level FROM catalog.center WHERE key = $1 FOR UPDATE", center.key
        )
        if level >= name:
            return  # somebody else was faster
        with DB.owner_connection(connection, schema):
            await migrate.run_one("center", name)
        if lacking := await _not_granted(connection, schema):
            await connection.execute("; ".join(table_grants(schema, lacking)))
        if columns := await columns_not_granted(connection, schema):
            await connection.execute("; ".join(column_grants(schema, columns)))
        await connection.execute("UPDATE catalog.center SET migration_level = $2 WHERE key = $1", center.key, name)


async def _not_granted(connection: Any, schema: str) -> list[str]:
    """Tables on which the center's role lacks a right that it should have: granting anew what is there already would
    write hundreds of rows of PostgreSQL's own catalog for every center."""
    found = await connection.fetch(
        """SELECT c.relname, array_remove(array_agg(a.privilege_type), NULL) AS has
        FROM pg_class c LEFT JOIN LATERAL aclexplode(c.relacl) a ON a.grantee = $1::text::regrole
        WHERE c.relnamespace = $1::text::regnamespace AND c.relkind = 'r' GROUP BY c.relname ORDER BY c.relname""",
        schema,
    )
    return [each["relname"] for each in found if rights_on(each["relname"]) - set(each["has"])]


async def columns_not_granted(connection: Any, schema: str) -> dict[str, list[str]]:
    """Columns, by table, that the center's role should be able to change and can't; those that are there by now."""
    found = await connection.fetch(
        """SELECT c.relname, a.attname FROM unnest($2::text[], $3::text[]) AS w(relname, attname)
        JOIN pg_class c ON c.relname = w.relname AND c.relnamespace = $1::text::regnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = w.attname AND NOT a.attisdropped
        WHERE NOT has_column_privilege($1::text, c.oid, a.attnum, 'UPDATE') ORDER BY c.relname, a.attnum""",
        schema,
        [table for table, names in COLUMN_GRANTS.items() for _ in names],
        [name for names in COLUMN_GRANTS.values() for name in names],
    )
    lacking: dict[str, list[str]] = {}
    for each in found:
        lacking.setdefault(each["relname"], []).append(each["attname"])
    return lacking


async def _beside_writers(connection: Any, center: Standing, name: str) -> None:
    """An index is built while people work. Waiting for their transactions stops nobody, so it may last."""
    await connection.execute(f"SET ROLE {OWNER}; SET search_path = {center.schema}; SET lock_timeout = '60s'")
    try:
        with DB.owner_connection(connection, center.schema):
            await migrate.run_one("center", name)
        await connection.execute(
            "UPDATE catalog.center SET migration_level = $2 WHERE key = $1 AND migration_level < $2", center.key, name
        )
    finally:
        if not connection.is_closed():
            await connection.execute("RESET ROLE; RESET search_path; RESET lock_timeout")


def filled_by(level: str) -> frozenset[str]:
    """Tables of before into which the migrations after `level` write rows, as they say themselves (`FILLS`)."""
    modules = (migrate.center_module(name) for name in migrate.levels("center") if name > level)
    return frozenset(table for module in modules for table in getattr(module, "FILLS", ()))


async def keep_data_hash(connection: Any, key: str, digest: str) -> None:
    """The center's files and the installed procedures are applied: a start with nothing new does not do it again."""
    await connection.execute("UPDATE catalog.center SET data_hash = $2 WHERE key = $1", key, digest)
