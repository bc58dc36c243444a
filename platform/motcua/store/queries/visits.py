"""What the counter asks about one person: their open dossiers, their earlier scans, and the dossiers of one visit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.queries.applicants import NUMBER
from motcua.store.rows import rows, run, value
from motcua.store.secrets import fingerprint

MOST_EARLIER = 10


async def open_dossiers_of(id_number: str, procedure_key: str) -> list[Row]:
    """Open dossiers of who carries this number, for one procedure, the latest first."""
    return await rows(
        """SELECT d.id, d.code, d.received_at FROM dossier d JOIN applicant a ON a.id = d.applicant_id
        WHERE a.id_number_mac = $1 AND d.procedure_key = $2 AND d.is_open
        ORDER BY d.received_at DESC, d.id LIMIT $3""",
        fingerprint(id_number, NUMBER),
        procedure_key,
        MOST_EARLIER,
    )


async def dossiers_with_scans(id_number: str) -> list[UUID]:
    """The latest dossiers of who carries this number that hold a clean scan."""
    found = await rows(
        """SELECT d.id FROM dossier d JOIN applicant a ON a.id = d.applicant_id
        WHERE a.id_number_mac = $1
            AND EXISTS (SELECT 1 FROM file f WHERE f.dossier_id = d.id AND f.state = 'clean')
        ORDER BY d.received_at DESC, d.id LIMIT $2""",
        fingerprint(id_number, NUMBER),
        MOST_EARLIER,
    )
    return [each["id"] for each in found]


async def is_of_person(dossier_id: UUID, id_number: str) -> bool:
    return bool(
        await value(
            """SELECT true FROM dossier d JOIN applicant a ON a.id = d.applicant_id
            WHERE d.id = $1 AND a.id_number_mac = $2""",
            dossier_id,
            fingerprint(id_number, NUMBER),
        )
    )


async def copy_scan(
    from_file: UUID, new_id: UUID, *, draft_key: UUID, staff_id: UUID, paper_key: str, at: datetime
) -> bool:
    """A new row for the same bytes. Only a clean scan of a dossier can be used again."""
    copied = await value(
        """INSERT INTO file (id, dossier_id, draft_key, uploaded_by, paper_key, name, media_type, size, sha256,
            storage_key, state, awaits_scan, scanned_at, at)
        SELECT $2, NULL, $3, $4, $5, name, media_type, size, sha256, storage_key, state, awaits_scan, scanned_at, $6
        FROM file
        WHERE id = $1 AND dossier_id IS NOT NULL AND state = 'clean' RETURNING true""",
        from_file,
        new_id,
        draft_key,
        staff_id,
        paper_key,
        at,
    )
    if copied:
        await run("INSERT INTO reused_scan (file_id, from_file) VALUES ($1, $2)", new_id, from_file)
    return bool(copied)


async def reused_in_draft(draft_key: UUID, staff_id: UUID) -> list[Row]:
    """The scans of a form that come from an earlier dossier: `file_id`, `name`, `from_file`, `from_dossier`."""
    return await rows(
        """SELECT f.id AS file_id, f.name, r.from_file, s.dossier_id AS from_dossier FROM file f
        JOIN reused_scan r ON r.file_id = f.id JOIN file s ON s.id = r.from_file
        WHERE f.draft_key = $1 AND f.dossier_id IS NULL AND f.uploaded_by = $2 ORDER BY f.at, f.id""",
        draft_key,
        staff_id,
    )


async def move_scan(file_id: UUID, paper_key: str, staff_id: UUID) -> bool:
    """Puts a scan of a form under another paper; what is in a dossier stays where it is."""
    return bool(
        await value(
            """UPDATE file SET paper_key = $2 WHERE id = $1 AND dossier_id IS NULL AND uploaded_by = $3
            RETURNING true""",
            file_id,
            paper_key,
            staff_id,
        )
    )


async def first_of_visit(dossier_id: UUID) -> UUID:
    """The dossier that names the visit: the first one, which is its own when it came alone."""
    found: UUID | None = await value("SELECT visit_id FROM visit WHERE dossier_id = $1", dossier_id)
    return found or dossier_id


async def join_visit(dossier_id: UUID, first: UUID, at: datetime) -> None:
    await run(
        """INSERT INTO visit (dossier_id, visit_id, at) VALUES ($1, $2, $3), ($2, $2, $3)
        ON CONFLICT (dossier_id) DO NOTHING""",
        dossier_id,
        first,
        at,
    )


async def dossiers_of_visit(dossier_id: UUID) -> list[UUID]:
    """Every dossier of the visit in the order they were taken in; one that came alone is the only one."""
    found = await rows(
        """SELECT o.dossier_id FROM visit v JOIN visit o ON o.visit_id = v.visit_id
        JOIN dossier d ON d.id = o.dossier_id WHERE v.dossier_id = $1 ORDER BY d.received_at, d.code""",
        dossier_id,
    )
    return [each["dossier_id"] for each in found] or [dossier_id]
