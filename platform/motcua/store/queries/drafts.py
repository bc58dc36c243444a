"""Drafts of the counter: each is one person's, sealed whole, and saved only over the version that was seen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value
from motcua.store.secrets import seal, unseal

COLUMNS = "d.id, d.procedure_key, d.dossier_id, d.sealed, d.version, d.changed_at"
# A form that was decided has left its key; a save that was under way then must not come back as a draft.
UNDECIDED = "NOT EXISTS (SELECT 1 FROM request_key r WHERE r.key = d.id)"


def _purpose(draft_id: UUID) -> str:
    return f"draft.{draft_id}"


def _opened(found: Row) -> Row:
    return found | {"typed": json.loads(unseal(found.pop("sealed"), _purpose(found["id"])))}


async def save_draft(
    draft_id: UUID,
    staff_id: UUID,
    *,
    procedure_key: str,
    dossier_id: UUID | None,
    typed: Mapping[str, Sequence[str]],
    seen: int | None,
    at: datetime,
) -> int | None:
    """The new version, or None: another window was faster (`seen` None writes over it), or it is somebody else's."""
    sealed = seal(json.dumps(typed, ensure_ascii=False), _purpose(draft_id))
    saved: int | None = await value(
        """INSERT INTO draft AS d (id, staff_id, procedure_key, dossier_id, sealed, version, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, 1, $7, $7)
        ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, version = d.version + 1,
            changed_at = excluded.changed_at
        WHERE d.staff_id = excluded.staff_id AND d.procedure_key = excluded.procedure_key
            AND ($6::bigint IS NULL OR d.version = $6)
        RETURNING version""",
        draft_id,
        staff_id,
        procedure_key,
        dossier_id,
        sealed,
        seen,
        at,
    )
    return saved


async def is_decided(draft_id: UUID) -> bool:
    return bool(await value("SELECT true FROM request_key WHERE key = $1", draft_id))


async def load_draft(draft_id: UUID, staff_id: UUID) -> Row | None:
    found = await row(
        f"SELECT {COLUMNS} FROM draft d WHERE d.id = $1 AND d.staff_id = $2 AND {UNDECIDED}",  # noqa: S608
        draft_id,
        staff_id,
    )
    return _opened(found) if found else None


async def drafts_of(staff_id: UUID, limit: int) -> list[Row]:
    """This person's drafts, the latest first."""
    found = await rows(
        f"""SELECT {COLUMNS} FROM draft d WHERE d.staff_id = $1 AND {UNDECIDED}
        ORDER BY d.changed_at DESC, d.id LIMIT $2""",  # noqa: S608
        staff_id,
        limit,
    )
    return [_opened(draft) for draft in found]


async def delete_draft(draft_id: UUID, staff_id: UUID) -> bool:
    return bool(await value("DELETE FROM draft WHERE id = $1 AND staff_id = $2 RETURNING true", draft_id, staff_id))


async def delete_scans(draft_id: UUID, staff_id: UUID) -> None:
    """The scans of a draft given up; their bytes are swept later."""
    await run("DELETE FROM file WHERE draft_key = $1 AND dossier_id IS NULL AND uploaded_by = $2", draft_id, staff_id)


async def delete_old_drafts(before: datetime) -> None:
    await run("DELETE FROM draft WHERE changed_at < $1", before)
