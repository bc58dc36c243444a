"""Scans: their rows. The bytes lie in the file store under `storage_key`, written before the row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

COLUMNS = (
    "id, dossier_id, draft_key, uploaded_by, citizen_id, paper_key, name, media_type, size, sha256, storage_key, "
    "state, awaits_scan, scanned_at, at"
)
ROOM_LOCK = 7_040_561  # pg_advisory_xact_lock: one file at a time into a form or a dossier
BLOB_LOCK = 7_040_562  # the sweep alone, or any number of rows that name bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file belongs (a form not accepted yet, or a dossier) and who sent it: staff or a citizen."""

    draft_key: UUID | None = None
    dossier_id: UUID | None = None
    staff_id: UUID | None = None
    citizen_id: UUID | None = None

    def __post_init__(self) -> None:
        if (self.draft_key is None) == (self.dossier_id is None):
            raise TypeError("a file belongs to a form or to a dossier")
        if (self.staff_id is None) == (self.citizen_id is None):
            raise TypeError("a file was sent by one person")


async def insert_file(
    file_id: UUID,
    place: Place,
    *,
    paper_key: str | None,
    name: str,
    media_type: str,
    size: int,
    sha256: bytes,
    storage_key: str,
    state: str,
    awaits_scan: bool,
    scanned_at: datetime | None,
    at: datetime,
) -> None:
    """A form's `draft_key` is its idempotency key while there is no dossier yet."""
    await run(
        f"""INSERT INTO file ({COLUMNS})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)""",  # noqa: S608
        file_id,
        place.dossier_id,
        place.draft_key,
        place.staff_id,
        place.citizen_id,
        paper_key,
        name,
        media_type,
        size,
        sha256,
        storage_key,
        state,
        awaits_scan,
        scanned_at,
        at,
    )


async def held_together(place: Place) -> tuple[int, int]:
    """How many files the form or dossier has, and their bytes together; refused ones count for nothing."""
    where = "draft_key = $1 AND dossier_id IS NULL" if place.dossier_id is None else "dossier_id = $1"
    found = await row(
        f"""SELECT count(*) AS n, coalesce(sum(size), 0)::bigint AS size FROM file
        WHERE {where} AND state <> 'refused'""",  # noqa: S608
        place.dossier_id or place.draft_key,
    )
    assert found is not None
    return found["n"], found["size"]


async def alone_at(place: Place) -> None:
    """Until the transaction ends nobody else puts a file there: what is counted stays true."""
    await run("SELECT pg_advisory_xact_lock($1, hashtext($2))", ROOM_LOCK, str(place.dossier_id or place.draft_key))


async def while_nobody_sweeps(center_key: str) -> None:
    """Until the transaction ends the sweep of this center takes nothing away."""
    await run("SELECT pg_advisory_xact_lock_shared($1, hashtext($2))", BLOB_LOCK, center_key)


async def sweep_alone(center_key: str) -> None:
    """Until the transaction ends no row of this center begins to name bytes."""
    await run("SELECT pg_advisory_xact_lock($1, hashtext($2))", BLOB_LOCK, center_key)


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
    """Gives a form's scans to its dossier, also those the scanner has not seen: only this person's, only once."""
    bound = await rows(
        """UPDATE file SET dossier_id = $2
        WHERE draft_key = $1 AND dossier_id IS NULL AND uploaded_by = $3 AND state <> 'refused' RETURNING id""",
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
            AND NOT EXISTS (SELECT 1 FROM post_task p WHERE p.id = f.draft_key)
        RETURNING f.id, f.storage_key""",
        before,
    )


async def awaiting_scan(after: tuple[datetime, UUID] | None = None, *, limit: int = 20) -> list[Row]:
    """Files that the scanner has not seen, the oldest first, after the one at this place: content and key."""
    at, file_id = after or (None, None)
    return await rows(
        """SELECT id, at, sha256, storage_key FROM file WHERE awaits_scan
        AND ($1::timestamptz IS NULL OR (at, id) > ($1, $2::uuid)) ORDER BY at, id LIMIT $3""",
        at,
        file_id,
        limit,
    )


async def note_clean(sha256: bytes, at: datetime) -> None:
    """Whatever waits with this content is clean: the scanner has seen it."""
    await run(
        "UPDATE file SET state = 'clean', awaits_scan = false, scanned_at = $2 WHERE sha256 = $1 AND awaits_scan",
        sha256,
        at,
    )


async def note_refused(sha256: bytes, found: str, at: datetime) -> list[Row]:
    """This content is refused wherever it is, and no row names its bytes any more: the sweep takes them."""
    return await rows(
        """UPDATE file SET state = 'refused', awaits_scan = false, scanned_at = $3, refused_for = $2, storage_key = ''
        WHERE sha256 = $1 AND state <> 'refused' RETURNING id, dossier_id, name""",
        sha256,
        found,
        at,
    )


async def is_refused_content(sha256: bytes) -> bool:
    """Whether the scanner has refused these very bytes before."""
    return bool(await value("SELECT true FROM file WHERE sha256 = $1 AND state = 'refused' LIMIT 1", sha256))


async def refused_in_open(agencies: Iterable[str] | None, *, limit: int) -> list[Row]:
    """Refused files of open dossiers, the longest first, under whose paper nothing has come since. None: any agency."""
    return await rows(
        """SELECT f.dossier_id, d.code, f.name, count(*) OVER () AS together
        FROM file f JOIN dossier d ON d.id = f.dossier_id
        WHERE f.state = 'refused' AND f.dossier_id IS NOT NULL AND d.is_open
            AND ($1::text[] IS NULL OR d.agency = ANY($1))
            AND NOT EXISTS (SELECT FROM file r WHERE r.dossier_id = f.dossier_id AND r.state <> 'refused'
                AND r.paper_key IS NOT DISTINCT FROM f.paper_key AND r.at >= f.scanned_at)
        ORDER BY f.scanned_at, f.id LIMIT $2""",
        None if agencies is None else list(agencies),
        limit,
    )
