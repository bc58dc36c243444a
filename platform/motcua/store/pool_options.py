"""How the connections of the pool are opened: straight to the server, or to PgBouncer in transaction mode before it."""

from __future__ import annotations

from typing import Any

# asyncpg reads these types' definitions with set_config(), which only the login role may call: so before any SET ROLE.
WARM_TYPES = "SELECT null::uuid[], null::jsonb[], null::text[], null::bytea[], null::bigint[], null::timestamptz[]"

# PgBouncer keeps these two for each client by itself. The limits it would refuse: infra/pgbouncer sets them.
SESSION = {"application_name": "motcua", "timezone": "UTC"}
LIMITS = {
    "jit": "off",
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}


def pool_options(most: int, *, is_pooled: bool) -> dict[str, Any]:
    """What `asyncpg.create_pool` takes. `is_pooled`: through PgBouncer, where a prepared statement that outlives its
    transaction is lost (before 1.21)."""
    return {
        "min_size": 1,
        "max_size": most,
        "max_queries": 5000,  # a backend that has seen every schema grows to 68 MB: renew it now and then
        "statement_cache_size": 0 if is_pooled else 100,
        "command_timeout": 60,
        "init": _warm,
        "reset": _noop,
        "server_settings": SESSION if is_pooled else SESSION | LIMITS,
    }


async def _warm(connection: Any) -> None:
    # In one transaction: behind PgBouncer the next statement could meet another backend.
    async with connection.transaction():
        await connection.fetch(WARM_TYPES)


async def _noop(_: Any) -> None:
    """asyncpg's reset costs a trip and doesn't reset ROLE; SET LOCAL leaves nothing to reset."""
