"""How many dossiers a center has in each state."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.store.rows import rows, value


async def dossiers_by_state() -> Mapping[str, int]:
    found = await rows("SELECT state, count(*) AS found FROM dossier GROUP BY state ORDER BY state")
    return {row["state"]: row["found"] for row in found}


async def open_dossiers() -> int:
    return int(await value("SELECT count(*) FROM dossier WHERE is_open"))
