"""The province's own schema and role, kept at the same level as the centers' and by the same migrations.

Its tables for dossiers stay empty; what its role may do beyond them is reading what centers publish, in the catalog.
It has no right on any center's schema: entering one needs that center's role, which is not its own.
"""

from __future__ import annotations

import hashlib
from typing import Any

from motcua.centers import Center
from motcua.store import migrate
from motcua.store.roles import OWNER, PROVINCE_GRANTS, PROVINCE_SCHEMA
from motcua.store.upgrading import standings, why_not_served

_GRANTED = "province_grants"


async def migrate_province(connection: Any, office: Center) -> bool:
    """Idempotent, with the owner's connection; False when there was nothing to do."""
    stands = (await standings(connection)).get(office.key)
    # Like a center's, its level is raised by `motcua upgrade`: a start makes it, and goes on with what it can serve.
    is_served = stands is not None and why_not_served(stands) is None
    was_migrated = False if is_served else await migrate.migrate_center(connection, office)
    grants = [f"GRANT {rights} ON catalog.{table} TO {PROVINCE_SCHEMA}" for table, rights in PROVINCE_GRANTS.items()]
    stand = hashlib.sha256("\n".join(grants).encode()).hexdigest()
    if not was_migrated and await migrate.fact(connection, _GRANTED) == stand:
        return False
    async with connection.transaction():
        await connection.execute(f"SET LOCAL ROLE {OWNER}")
        for grant in grants:
            await connection.execute(grant)
        await migrate.set_fact(connection, _GRANTED, stand)
    return True
