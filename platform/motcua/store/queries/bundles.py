"""Sealed bundles of single dossiers that were asked for, with how far each has come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

_COLUMNS = "id, dossier_id, reason, state, total, done, storage_key, digest, is_signed, asked_by, asked_by_name, at"  #


async def add_bundle(bundle: Row) -> None:
    names = ("id", "dossier_id", "reason", "total", "asked_by", "asked_by_name", "at")
    await run(
        """INSERT INTO dossier_bundle (id, dossier_id, reason, state, total, asked_by, asked_by_name, at)
        VALUES ($1, $2, $3, 'waiting', $4, $5, $6, $7)""",
        *(bundle[name] for name in names),
    )


async def load_bundle(bundle_id: UUID) -> Row | None:
    return await row(f"SELECT {_COLUMNS} FROM dossier_bundle WHERE id = $1", bundle_id)  # noqa: S608


async def bundles_of(dossier_id: UUID, limit: int = 20) -> list[Row]:
    """The latest first."""
    return await rows(
        f"SELECT {_COLUMNS} FROM dossier_bundle WHERE dossier_id = $1 ORDER BY at DESC, id LIMIT $2",  # noqa: S608
        dossier_id,
        limit,
    )


async def under_way(staff_id: UUID) -> int:
    return int(
        await value(
            "SELECT count(*) FROM dossier_bundle WHERE asked_by = $1 AND state IN ('waiting', 'making')", staff_id
        )
    )


async def note_bundle(bundle_id: UUID, state: str, **changes: Any) -> None:
    """`changes`: done, total, storage_key, digest, is_signed."""
    unknown = changes.keys() - {"done", "total", "storage_key", "digest", "is_signed"}
    if unknown:
        raise TypeError(f"no such column of a bundle: {', '.join(sorted(unknown))}")
    sets = "".join(f", {name} = ${place}" for place, name in enumerate(changes, 3))
    await run(f"UPDATE dossier_bundle SET state = $2{sets} WHERE id = $1", bundle_id, state, *changes.values())  # noqa: S608


async def erased_of(dossier_id: UUID) -> frozenset[int]:
    """Events of a dossier of which what was told is destroyed."""
    found = await rows("SELECT seq FROM event_erased WHERE dossier_id = $1", dossier_id)
    return frozenset(each["seq"] for each in found)
