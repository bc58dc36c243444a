"""Files and signatures of results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.domain.people import CLERK_DESK
from motcua.domain.results import Certified, How, Kind, ResultFile, Results, Signature
from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, to_json, value


async def load_results(dossier_id: UUID) -> Results:
    """Files and signatures of a dossier in one query, the oldest first."""
    found = await row(
        """SELECT
            (SELECT coalesce(jsonb_agg(to_jsonb(f) ORDER BY f.at, f.id), '[]') FROM (
                SELECT r.id, r.kind, r.name, r.media_type, r.size, encode(r.sha256, 'hex') AS sha256, r.storage_key,
                    s.name AS by, r.at, r.step_id, r.signature, r.extends
                FROM result_file r JOIN staff s ON s.id = r.uploaded_by WHERE r.dossier_id = $1) f) AS files,
            (SELECT coalesce(jsonb_agg(to_jsonb(g) ORDER BY g.id), '[]') FROM (
                SELECT id, step_id, how, signer, signed_on, at, file_id, is_other_than_draft
                FROM result_signature WHERE dossier_id = $1) g) AS signatures""",
        dossier_id,
        json=("files", "signatures"),
    )
    assert found is not None
    return Results(tuple(map(_file, found["files"])), tuple(map(_signature, found["signatures"])))


def _file(data: Mapping[str, Any]) -> ResultFile:
    return ResultFile(
        id=UUID(data["id"]),
        kind=Kind(data["kind"]),
        name=data["name"],
        media_type=data["media_type"],
        size=data["size"],
        sha256=data["sha256"],
        storage_key=data["storage_key"],
        by=data["by"],
        at=datetime.fromisoformat(data["at"]),
        step_id=_uuid(data["step_id"]),
        certified=Certified.from_data(data["signature"]) if data["signature"] else None,
        extends=_uuid(data["extends"]),
    )


def _signature(data: Mapping[str, Any]) -> Signature:
    return Signature(
        step_id=UUID(data["step_id"]),
        how=How(data["how"]),
        signer=data["signer"],
        signed_on=date.fromisoformat(data["signed_on"]),
        at=datetime.fromisoformat(data["at"]),
        file_id=_uuid(data["file_id"]),
        is_other_than_draft=data["is_other_than_draft"],
    )


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


async def insert_result_file(dossier_id: UUID, file: ResultFile, uploaded_by: UUID, signature: Any) -> None:
    await run(
        """INSERT INTO result_file (id, dossier_id, step_id, kind, name, media_type, size, sha256, storage_key,
            uploaded_by, at, signature, extends) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""",
        file.id,
        dossier_id,
        file.step_id,
        file.kind.value,
        file.name,
        file.media_type,
        file.size,
        bytes.fromhex(file.sha256),
        file.storage_key,
        uploaded_by,
        file.at,
        to_json(signature) if signature is not None else None,
        file.extends,
    )


async def insert_signature(dossier_id: UUID, signature: Signature, by_id: UUID) -> None:
    await run(
        """INSERT INTO result_signature (dossier_id, step_id, how, signer, signed_on, file_id, is_other_than_draft,
            by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        dossier_id,
        signature.step_id,
        signature.how.value,
        signature.signer,
        signature.signed_on,
        signature.file_id,
        signature.is_other_than_draft,
        by_id,
        signature.at,
    )


async def bound_elsewhere(sha256: str, dossier_id: UUID) -> bool:
    """Whether the file is the result of another dossier."""
    owner = await value("SELECT dossier_id FROM bound_result WHERE sha256 = $1", bytes.fromhex(sha256))
    return owner is not None and owner != dossier_id


async def bind_result(sha256: str, dossier_id: UUID) -> bool:
    """The file is the result of this dossier from now on; False when it is another one's already."""
    await run(
        "INSERT INTO bound_result (sha256, dossier_id) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING",
        bytes.fromhex(sha256),
        dossier_id,
    )
    return not await bound_elsewhere(sha256, dossier_id)


async def awaiting_scan(desks: Iterable[tuple[str, str]] | None, *, limit: int) -> list[Row]:
    """Dossiers at the clerk's whose last signature, on paper, has no scan yet. `desks`: only what these signed.

    A scan from before an earlier signature shows something else, as `Results.scan` says.
    """
    pairs = None if desks is None else list(desks)
    return await rows(
        """SELECT d.id, d.code, last.signer, last.signed_on, count(*) OVER () AS together
        FROM dossier d
        JOIN LATERAL (SELECT g.* FROM result_signature g WHERE g.dossier_id = d.id ORDER BY g.id DESC LIMIT 1) last
            ON last.how = 'paper'
        JOIN step s ON s.id = last.step_id
        WHERE d.at_agency = $1 AND d.at_desk = $2 AND d.is_open AND d.state = 'signed'
            AND ($3::text[] IS NULL OR (s.agency, s.desk) IN (SELECT * FROM unnest($3::text[], $4::text[])))
            AND NOT EXISTS (
                SELECT FROM result_file f WHERE f.dossier_id = d.id AND f.kind = 'scan' AND f.at >= coalesce(
                    (SELECT g.at FROM result_signature g WHERE g.dossier_id = d.id ORDER BY g.id DESC OFFSET 1 LIMIT 1),
                    '-infinity'))
        ORDER BY last.signed_on, d.id LIMIT $5""",
        *CLERK_DESK,
        None if pairs is None else [agency for agency, _ in pairs],
        None if pairs is None else [desk for _, desk in pairs],
        limit,
    )
