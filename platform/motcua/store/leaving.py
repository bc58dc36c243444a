"""A center taken out of the database: with the owner's rights, outside any center."""

from __future__ import annotations

from typing import Any

from motcua.centers import Center
from motcua.store.engine import SCHEMA
from motcua.store.roles import SCHEMA_LOCK
from motcua.store.staging import drop_kept, kept_of


async def remove_center(connection: Any, center: Center) -> None:
    """Schema, role, jobs, its line in the catalog and what restores have kept of it, all or nothing.

    Other centers do not notice.
    """
    schema = center.schema
    if not SCHEMA.match(schema):
        raise ValueError(schema)
    async with connection.transaction():
        await connection.execute(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
        await connection.execute(f"GRANT {schema} TO CURRENT_USER")
        await connection.execute("DELETE FROM jobs.pgqueuer WHERE headers->>'center' = $1", schema)
        await connection.execute(f"DROP SCHEMA {schema} CASCADE")
        await connection.execute(f"DROP OWNED BY {schema}")
        await connection.execute(f"DROP ROLE {schema}")
        await connection.execute("DELETE FROM catalog.center_upgrade WHERE center_key = $1", center.key)
        await connection.execute("DELETE FROM catalog.center WHERE key = $1", center.key)
        for each in await kept_of(connection, center.key):
            await drop_kept(connection, each["schema"])
