"""What taking a dossier in writes besides its row: its code at the end, and papers that may be listed already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from motcua.store.rows import rows, run, to_json


async def give_code(dossier_id: UUID, code: str, folded: str) -> None:
    """The code comes last, with the counter's lock; it is part of the same move, so the version stays."""
    await run("UPDATE dossier SET code = $2, folded = $3 WHERE id = $1 AND code IS NULL", dossier_id, code, folded)


async def put_papers(dossier_id: UUID, papers: Iterable[Mapping[str, Any]]) -> None:
    """The papers with their numbers; one listed by an earlier request to complete is brought up to date."""
    listed = [dict(paper) | {"ordinal": place} for place, paper in enumerate(papers)]
    if not listed:
        return
    await run(
        """INSERT INTO dossier_paper (dossier_id, ordinal, key, label, originals, certified_copies, copies,
            is_presented, goes_back)
        SELECT $1, r.ordinal, r.key, r.label, r.originals, r.certified_copies, r.copies, r.is_presented,
            r.goes_back
        FROM jsonb_to_recordset($2::jsonb) AS r(ordinal bigint, key text, label text, originals bigint,
            certified_copies bigint, copies bigint, is_presented boolean,
            goes_back text)
        ON CONFLICT (dossier_id, key) DO UPDATE SET ordinal = excluded.ordinal, label = excluded.label,
            originals = excluded.originals, certified_copies = excluded.certified_copies, copies = excluded.copies,
            is_presented = excluded.is_presented, goes_back = excluded.goes_back""",
        dossier_id,
        to_json(listed),
    )


async def stored_keys() -> frozenset[str]:
    """Every blob that a row names; a refused file names none."""
    found = await rows(
        """SELECT storage_key FROM file UNION ALL SELECT storage_key FROM result_file
        UNION ALL SELECT storage_key FROM issued_letter"""
    )
    return frozenset(each["storage_key"] for each in found)
