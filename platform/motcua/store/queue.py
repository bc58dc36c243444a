"""PgQueuer's tables in schema `jobs`, and the one function through which a center puts work there.

Exempt from the rules for center schemas (its trigger and enum come with the library). The function stamps the calling
center from the session's role, which a center can't change; it runs with the owner's rights, so that a center can
neither read the queue nor write another center's name into it.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import asyncpg
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder, QuerySchedulerBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.domain.types import Channel

from motcua.store.roles import APP, JOBS, OWNER

CHANNEL = "motcua_jobs"
PINNED = version("pgqueuer")

# `key` in the payload makes a job unique among those not yet finished. NULL comes back when it is already there.
# `first` lets it go before those that wait without it.
ENQUEUE = """
CREATE OR REPLACE FUNCTION jobs.enqueue(kind text, payload jsonb) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH caller AS (
        SELECT schema FROM catalog.center WHERE schema = current_setting('role')
    ), added AS (
        INSERT INTO jobs.pgqueuer (priority, status, entrypoint, payload, headers, dedupe_key)
        SELECT (payload ? 'first')::int, 'queued', kind, convert_to(payload::text, 'UTF8'),
               jsonb_build_object('center', caller.schema), caller.schema || ':' || kind || ':' || (payload ->> 'key')
        FROM caller
        ON CONFLICT (dedupe_key) WHERE status IN ('queued', 'picked') AND dedupe_key IS NOT NULL DO NOTHING
        RETURNING id, priority, entrypoint
    ), logged AS (
        INSERT INTO jobs.pgqueuer_log (job_id, status, priority, entrypoint)
        SELECT id, 'queued', priority, entrypoint FROM added
    )
    SELECT id FROM added
$$"""


def queue_settings() -> DBSettings:
    """Every name given here: PgQueuer would take `CHANNEL` or `DURABILITY` from any process's environment."""
    return DBSettings(
        prefix="",
        db_schema="jobs",
        channel=Channel(CHANNEL),
        function="fn_pgqueuer_changed",
        statistics_table="pgqueuer_statistics",
        queue_status_type="pgqueuer_status",
        queue_table="pgqueuer",
        queue_table_log="pgqueuer_log",
        trigger="tg_pgqueuer_changed",
        schedules_table="pgqueuer_schedules",
        durability=Durability.durable,
        widen_id=True,
    )


def queries(driver: Any) -> Queries:
    settings = queue_settings()
    return Queries(
        driver,
        qbe=QueryBuilderEnvironment(settings),
        qbq=QueryQueueBuilder(settings),
        qbs=QuerySchedulerBuilder(settings),
    )


async def install(connection: Any, *, is_new: bool) -> None:
    """Installs the queue inside the caller's transaction, as the owner role; sets the function and the rights again."""
    if is_new:
        await connection.execute(QueryBuilderEnvironment(queue_settings()).build_install_query(create_schema=False))
    for statement in (
        ENQUEUE,
        "REVOKE ALL ON FUNCTION jobs.enqueue(text, jsonb) FROM PUBLIC",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA jobs FROM PUBLIC, {APP}",
        f"GRANT USAGE ON SCHEMA jobs TO {JOBS}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO {JOBS}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA jobs TO {JOBS}",
    ):
        await connection.execute(statement)


async def upgrade(connection: Any) -> None:
    """Brings the queue's tables to the installed PgQueuer; its statements can't share a transaction."""
    # asyncpg reads the definitions of the catalog's array types with set_config(), which the owner role may not call:
    # asked once as the login, they are known.
    await queries(AsyncpgDriver(connection)).plan_upgrade()
    await connection.execute(f"SET ROLE {OWNER}")
    try:
        await queries(AsyncpgDriver(connection)).upgrade()
    finally:
        await connection.execute("RESET ROLE")


async def open_queue_pool(app_url: str, size: int = 4) -> Any:
    """The worker's own connections: logged in as the app, acting as the queue's role from the first moment."""
    return await asyncpg.create_pool(
        app_url,
        min_size=1,
        max_size=max(size, 2),  # one is kept for LISTEN
        server_settings={"role": JOBS, "application_name": "motcua jobs", "timezone": "UTC", "jit": "off"},
        reset=_noop,
    )


async def _noop(_: Any) -> None:
    """A reset would RESET ALL and not the role; the worker only ever runs PgQueuer's statements."""
