"""Emptying a training twin: with the owner's rights, since the application may delete neither dossiers nor trails."""

from __future__ import annotations

from typing import Any

from motcua.centers import Center
from motcua.store.copying import tables_of
from motcua.store.engine import SCHEMA
from motcua.store.roles import OWNER, SCHEMA_LOCK, quoted

#: What a class keeps when it begins anew: its people and how they sign in, which procedures are received, settings.
KEPT = frozenset(
    {
        "staff",
        "hall_device",
        "session",
        "sign_in",
        "sign_in_failure",
        "code_generator",
        "recovery_code",
        "oidc_link",
        "account_act",
        "setting",
        "calendar_decision",
        "publication",
        "procedure_override",
        "procedure_list",
        "review_event",
        "plugin_standing",
    }
)


async def empty_center(connection: Any, center: Center) -> None:
    """Every table but the kept ones, and its jobs; all or nothing. ValueError for a center that is no twin."""
    schema = center.schema
    if center.training is None or not SCHEMA.match(schema):
        raise ValueError(schema)
    async with connection.transaction():
        await connection.execute(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
        await connection.execute("DELETE FROM jobs.pgqueuer WHERE headers->>'center' = $1", schema)
        await connection.execute(f"SET LOCAL ROLE {OWNER}")
        emptied = [table.name for table in await tables_of(connection, schema) if table.name not in KEPT]
        # Without CASCADE: a kept table that points into an emptied one stops this, and loses no rows.
        await connection.execute(
            f"TRUNCATE {', '.join(f'{schema}.{quoted(table)}' for table in emptied)} RESTART IDENTITY"
        )
