"""What was backed up, restored and rehearsed, in the catalog: written by the owner, read by who looks after centers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.store.engine import DB
from motcua.store.roles import OWNER
from motcua.store.rows import to_json


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `kind` (backup, restore, drill, export, import), as it ended."""

    center: str
    kind: str
    began_at: datetime
    ended_at: datetime
    is_ok: bool
    place: str
    stamp: str
    says: str
    told: Mapping[str, Any] = field(default_factory=dict)


async def record_run(connection: Any, run: Run) -> None:
    """With the owner's connection, in the open transaction or one of its own."""
    async with connection.transaction():
        await connection.execute(f"SET LOCAL ROLE {OWNER}")
        await connection.execute(
            """INSERT INTO catalog.backup_run (center_key, kind, began_at, ended_at, is_ok, place, stamp, says, told)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
            run.center,
            run.kind,
            run.began_at,
            run.ended_at,
            run.is_ok,
            run.place,
            run.stamp,
            run.says,
            to_json(run.told),
        )


async def was_restored(connection: Any, center: str, stamp: str) -> bool:
    """Whether the last restore or import of a center that ended well was of this backup."""
    found = await connection.fetchval(
        """SELECT stamp FROM catalog.backup_run
        WHERE center_key = $1 AND kind IN ('restore', 'import') AND is_ok ORDER BY ended_at DESC LIMIT 1""",
        center,
    )
    return bool(found == stamp)


async def last_runs(kind: str, *, is_ok: bool = True, connection: Any = None) -> dict[str, Run]:
    """The latest run of a kind for each center: in `DB.catalog_transaction()`, at the province, or by `connection`.

    `motcua tenant check`, the doctor and the console read here when a center was last backed up and last restored.
    """
    fetch = DB.fetch if connection is None else connection.fetch
    found = await fetch(
        """SELECT DISTINCT ON (center_key) center_key, kind, began_at, ended_at, is_ok, place, stamp, says
        FROM catalog.backup_run WHERE kind = $1 AND is_ok = $2 ORDER BY center_key, ended_at DESC""",
        kind,
        is_ok,
    )
    return {each["center_key"]: Run(*each) for each in found}


async def keeps_schemas(key: str) -> bool:
    """Whether a replaced schema of the center is still there: its files must not be swept."""
    found = await DB.fetch("SELECT 1 FROM catalog.kept_schema WHERE center_key = $1 LIMIT 1", key)
    return bool(found)
