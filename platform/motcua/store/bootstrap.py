"""From an empty server to one that can serve: roles, hardening, database, catalog.

Two ways in. The embedded server gives its superuser: database and everything else is made. An external server
(`MOTCUA_DATABASE_URL`, PostgreSQL ≥ 16) gives an owner with CREATEROLE and CREATE on the database; what such an owner
may not do (rights on PostgreSQL's own functions) is checked and listed in `gaps`, for the server's administrator.

Roles belong to the whole server: two installations on one server need two servers, or `MOTCUA_APP_URL` each.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from motcua.domain.errors import DataError, Unavailable
from motcua.store import migrate
from motcua.store.pools import unavailable
from motcua.store.roles import APP, HARDENING, JOBS, OWNER, SCHEMA_LOCK, database_hardening, quoted

LEAST_VERSION = 16
DATABASE = "motcua"
HARDENED = "2"


@dataclass(frozen=True, slots=True)
class Ready:
    """A database that can serve. `gaps`: SQL that only the server's administrator can run, still to be run."""

    app_url: str
    owner_url: str
    gaps: tuple[str, ...] = ()


def with_login(url: str, user: str, password: str, database: str | None = None) -> str:
    """The same server as another user."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    login = f"{quote(user, safe='')}:{quote(password, safe='')}@{place}"
    path = f"/{quote(database, safe='')}" if database else parts.path
    return urlunsplit(parts._replace(netloc=login, path=path))


def at_place(url: str, host: str, port: int) -> str:
    """The same login and database at another host and port, whatever way the address named the old one."""
    parts = urlsplit(url)
    login = parts.netloc.rpartition("@")[0]
    shown = f"[{host}]" if ":" in host else host
    kept = [part for part in parts.query.split("&") if part and part.partition("=")[0] not in ("host", "port")]
    return urlunsplit(
        parts._replace(netloc=f"{login}@{shown}:{port}" if login else f"{shown}:{port}", query="&".join(kept))
    )


def with_database(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{quote(database, safe='')}"))


def app_password(secrets_dir: Path) -> str:
    """The login role's password: generated once, 0600, outside the database."""
    path = secrets_dir / "app_password"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        secrets_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".app_password.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
    try:
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


async def connect_owner(owner_url: str) -> Any:
    """A connection for DDL; the caller closes it."""
    try:
        return await asyncpg.connect(owner_url, timeout=10, server_settings={"application_name": "motcua owner"})
    except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError) as error:
        raise Unavailable(
            "Không đăng nhập được cơ sở dữ liệu: kiểm tra người dùng, mật khẩu và tên trong địa chỉ."
        ) from error
    except (OSError, TimeoutError, asyncpg.CannotConnectNowError) as error:
        raise unavailable() from error


async def bootstrap(
    owner_url: str,
    *,
    secrets_dir: Path,
    app_url: str | None = None,
    database: str | None = None,
    seal_key: str | None = None,
) -> Ready:
    """Idempotent. `database` is made when missing (the embedded server's superuser); None uses the one in the URL.

    `seal_key` is the name of the key file (`Sealer.name`): a database sealed with other keys is refused.
    """
    if database is not None:
        await _make_database(owner_url, database)
        owner_url = with_database(owner_url, database)
    password = None if app_url else app_password(secrets_dir)
    app = app_url or with_login(owner_url, APP, password or "")
    connection = await connect_owner(owner_url)
    try:
        version = connection.get_server_version()
        if version.major < LEAST_VERSION:
            raise DataError(
                "cơ sở dữ liệu", "phiên bản", f"PostgreSQL {version} quá cũ.", "dùng PostgreSQL 16 trở lên."
            )
        if not await _is_hardened(connection):
            await _make_roles(connection)
            await _harden(connection)
        await migrate.migrate_catalog(connection)
        await migrate.set_fact_once(connection, "hardened", HARDENED)
        if password is not None and not await _can_log_in(app):
            await connection.execute(f"ALTER ROLE {APP} PASSWORD {_literal(password)}")
        await _check_key(connection, seal_key)
        gaps = await missing_hardening(connection)
    finally:
        await connection.close()
    return Ready(app, owner_url, gaps)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


async def _is_hardened(connection: Any) -> bool:
    if await connection.fetchval("SELECT to_regclass('catalog.installation')") is None:
        return False
    return await migrate.fact(connection, "hardened") == HARDENED


async def _make_database(owner_url: str, database: str) -> None:
    connection = await connect_owner(owner_url)
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", database):
            # Another process may be faster.
            with contextlib.suppress(asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
                await connection.execute(f"CREATE DATABASE {quoted(database)} TEMPLATE template0 ENCODING 'UTF8'")
    finally:
        await connection.close()


async def _make_roles(connection: Any) -> None:
    async with connection.transaction():
        await connection.execute(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
        have = {record["rolname"] for record in await connection.fetch("SELECT rolname FROM pg_roles")}
        for role, kind in ((OWNER, "NOLOGIN"), (JOBS, "NOLOGIN NOINHERIT"), (APP, "LOGIN NOINHERIT")):
            if role not in have:
                await connection.execute(f"CREATE ROLE {role} {kind}")
        # A superuser may SET ROLE anyway. With CREATEROLE one has ADMIN on what one made and grants itself the rest.
        if not await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
            await connection.execute(f"GRANT {OWNER} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE")
        await connection.execute(f"GRANT {JOBS} TO {APP} WITH INHERIT FALSE, SET TRUE")


async def _harden(connection: Any) -> None:
    """Each line alone: an owner who is no superuser gets a warning or a refusal for some, and serves all the same."""
    name = await connection.fetchval("SELECT current_database()")
    for statement in (*database_hardening(name), *HARDENING):
        try:
            await connection.execute(statement)
        except asyncpg.InsufficientPrivilegeError:
            continue


async def missing_hardening(connection: Any) -> tuple[str, ...]:
    """The lines of the hardening that did not take effect (asked of a role that was granted nothing)."""
    found = await connection.fetchrow(
        """SELECT has_function_privilege($1, 'pg_catalog.set_config(text, text, boolean)', 'EXECUTE') AS may_switch,
            has_language_privilege($2, 'plpgsql', 'USAGE') AS may_block,
            has_database_privilege($2, current_database(), 'TEMPORARY') AS may_shadow,
            has_schema_privilege($2, 'public', 'CREATE') AS may_create, current_database() AS name""",
        OWNER,
        APP,
    )
    gaps: list[str] = []
    if found["may_switch"]:
        gaps += HARDENING[:2]
    if found["may_create"]:
        gaps.append(HARDENING[2])
    if found["may_block"]:
        gaps += HARDENING[3:]
    if found["may_shadow"]:
        gaps.append(database_hardening(found["name"])[0])
    return tuple(gaps)


async def _can_log_in(app_url: str) -> bool:
    try:
        connection = await asyncpg.connect(app_url, timeout=10)
    except asyncpg.InvalidAuthorizationSpecificationError:
        return False
    await connection.close()
    return True


async def _check_key(connection: Any, seal_key: str | None) -> None:
    if seal_key is None:
        return
    known = await migrate.fact(connection, "seal_key")
    if known is None:
        await migrate.set_fact_once(connection, "seal_key", seal_key)
    elif known != seal_key:
        raise DataError(
            "tệp khóa",
            seal_key,
            f"cơ sở dữ liệu này được niêm phong bằng tệp khóa {known}.",
            "đặt MOTCUA_KEY_FILE về đúng tệp khóa đã dùng (lấy từ bản sao lưu).",
        )
