"""Scans: their rows. The bytes lie in the file store under `storage_key`, written before the row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run

COLUMNS = "id, dossier_id, draft_key, uploaded_by, paper_key, name, media_type, size, sha256, storage_key, state, at"


async def insert_file(
    file_id: UUID,
    *,
    draft_key: UUID | None,
    dossier_id: UUID | None,
    uploaded_by: UUID,
    paper_key: str | None,
    name: str,
    media_type: str,
    size: int,
    sha256: bytes,
    storage_key: str,
    state: str,
    at: datetime,
) -> None:
    """`draft_key` is the intake form's idempotency key while there is no dossier yet."""
    await run(
        f"INSERT INTO file ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",  # noqa: S608
        file_id,
        dossier_id,
        draft_key,
        uploaded_by,
        paper_key,
        name,
        media_type,
        size,
        sha256,
        storage_key,
        state,
        at,
    )


async def load_file(file_id: UUID) -> Row | None:
    return await row(f"SELECT {COLUMNS} FROM file WHERE id = $1", file_id)  # noqa: S608


async def draft_files(draft_key: UUID, uploaded_by: UUID) -> list[Row]:
    """What this person has scanned for a form not yet accepted."""
    return await rows(
        f"""SELECT {COLUMNS} FROM file
        WHERE draft_key = $1 AND dossier_id IS NULL AND uploaded_by = $2 ORDER BY at, id""",  # noqa: S608
        draft_key,
        uploaded_by,
    )


async def bind_files(draft_key: UUID, dossier_id: UUID, uploaded_by: UUID) -> int:
    """Gives a form's scans to its dossier: only this person's, only once."""
    bound = await rows(
        """UPDATE file SET dossier_id = $2
        WHERE draft_key = $1 AND dossier_id IS NULL AND uploaded_by = $3 AND state = 'clean' RETURNING id""",
        draft_key,
        dossier_id,
        uploaded_by,
    )
    return len(bound)


async def delete_draft_file(file_id: UUID, uploaded_by: UUID) -> str | None:
    """Takes a scan off a form not yet accepted; its storage key, or None when it is bound or somebody else's."""
    found = await row(
        "DELETE FROM file WHERE id = $1 AND dossier_id IS NULL AND uploaded_by = $2 RETURNING storage_key",
        file_id,
        uploaded_by,
    )
    return found["storage_key"] if found else None


async def abandoned_files(before: datetime) -> list[Row]:
    """Scans of forms that were never accepted: deleted here, their bytes by the caller."""
    return await rows(
        """DELETE FROM file f WHERE f.dossier_id IS NULL AND f.at < $1
            AND NOT EXISTS (SELECT 1 FROM filing g WHERE g.id = f.draft_key)
        RETURNING f.id, f.storage_key""",
        before,
    )
