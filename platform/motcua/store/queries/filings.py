"""What citizens filed online: theirs by citizen, the center's by the time to answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, to_json, value
from motcua.store.secrets import seal, unseal

COLUMNS = """id, kind, citizen_id, procedure_key, version_hash, agency, state, number, sealed, applicant_name, version,
    created_at, changed_at, submitted_at, due_at, asked, asked_at, answered_at, answered_by, answered_by_name, reason,
    late_answers, dossier_id"""
LISTED = """id, kind, procedure_key, version_hash, agency, state, number, applicant_name, created_at, changed_at,
    submitted_at, due_at, answered_at, dossier_id"""
PAGE = 20


def _purpose(filing_id: UUID) -> str:
    return f"filing.{filing_id}"


def _closed(filing_id: UUID, typed: Mapping[str, Sequence[str]]) -> str:
    return seal(json.dumps(typed, ensure_ascii=False), _purpose(filing_id))


async def insert_filing(
    filing_id: UUID,
    citizen_id: UUID,
    *,
    kind: str,
    procedure_key: str,
    version_hash: str,
    agency: str,
    typed: Mapping[str, Sequence[str]],
    applicant_name: str,
    at: datetime,
    dossier_id: UUID | None = None,
) -> None:
    """Nothing where it is there already: the form was sent twice."""
    await run(
        """INSERT INTO filing (id, kind, citizen_id, procedure_key, version_hash, agency, state, sealed, applicant_name,
            created_at, changed_at, dossier_id)
        VALUES ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9, $9, $10) ON CONFLICT (id) DO NOTHING""",
        filing_id,
        kind,
        citizen_id,
        procedure_key,
        version_hash,
        agency,
        _closed(filing_id, typed),
        applicant_name,
        at,
        dossier_id,
    )


async def load_filing(filing_id: UUID, *, lock: bool = False) -> Row | None:
    found = await row(
        f"SELECT {COLUMNS} FROM filing WHERE id = $1 {'FOR UPDATE' if lock else ''}",  # noqa: S608
        filing_id,
        json=("asked",),
    )
    if found is None:
        return None
    return found | {"typed": json.loads(unseal(found.pop("sealed"), _purpose(filing_id)))}


async def save_typed(
    filing_id: UUID, citizen_id: UUID, typed: Mapping[str, Sequence[str]], seen: int | None, name: str, at: datetime
) -> int | None:
    """The new version; None when another device was faster (`seen` None writes over it) or it can't be changed."""
    saved: int | None = await value(
        """UPDATE filing SET sealed = $3, applicant_name = $5, version = version + 1, changed_at = $6
        WHERE id = $1 AND citizen_id = $2 AND state IN ('draft', 'asked') AND ($4::bigint IS NULL OR version = $4)
        RETURNING version""",
        filing_id,
        citizen_id,
        _closed(filing_id, typed),
        seen,
        name,
        at,
    )
    return saved


async def change_filing(filing_id: UUID, changes: Mapping[str, Any], at: datetime) -> None:
    """Of a filing that is locked; the version goes up."""
    values = dict(changes) | {"changed_at": at}
    if "asked" in values:
        values["asked"] = to_json(values["asked"])
    places = ", ".join(f"{name} = ${place}" for place, name in enumerate(values, 2))
    await run(
        f"UPDATE filing SET {places}, version = version + 1 WHERE id = $1",  # noqa: S608  names are ours
        filing_id,
        *values.values(),
    )


async def delete_draft(filing_id: UUID, citizen_id: UUID) -> bool:
    gone = await value(
        "DELETE FROM filing WHERE id = $1 AND citizen_id = $2 AND state = 'draft' RETURNING true", filing_id, citizen_id
    )
    return bool(gone)


async def filings_of(citizen_id: UUID, before: tuple[datetime, UUID] | None, limit: int = PAGE + 1) -> list[Row]:
    """The latest first, but what was accepted: that is a dossier by now."""
    older = "AND (created_at, id) < ($3, $4)" if before else ""
    return await rows(
        f"""SELECT {LISTED} FROM filing WHERE citizen_id = $1 AND kind = 'new' AND state <> 'accepted' {older}
        ORDER BY created_at DESC, id DESC LIMIT $2""",  # noqa: S608
        citizen_id,
        limit,
        *(before or ()),
    )


async def waiting_filings(
    agencies: Collection[str] | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Row]:
    """What the center has to answer, the most urgent first; `agencies` None: of all."""
    args: list[Any] = [limit, *(after or ())]
    clauses = ["state IN ('submitted', 'completed')"] + (["(due_at, id) > ($2, $3)"] if after else [])
    if agencies is not None:
        args.append(list(agencies))
        clauses.append(f"agency = ANY(${len(args)})")
    return await rows(
        f"SELECT {LISTED} FROM filing WHERE {' AND '.join(clauses)} ORDER BY due_at, id LIMIT $1",  # noqa: S608
        *args,
    )


async def count_waiting(agencies: Collection[str] | None, at: datetime) -> Row:
    """`waiting`, and of them `late`."""
    found = await row(
        """SELECT count(*) AS waiting, count(*) FILTER (WHERE due_at < $2) AS late FROM filing
        WHERE state IN ('submitted', 'completed') AND ($1::text[] IS NULL OR agency = ANY($1))""",
        None if agencies is None else list(agencies),
        at,
    )
    assert found is not None
    return found


async def count_answers(since: datetime, until: datetime) -> Row:
    """Of the answers given in a stretch of time: `answered`, and `late` among them."""
    found = await row(
        """SELECT count(*) AS answered, count(*) FILTER (WHERE late_answers > 0) AS late FROM filing
        WHERE answered_at >= $1 AND answered_at < $2""",
        since,
        until,
    )
    assert found is not None
    return found


async def bind_to_citizen(citizen_id: UUID, dossier_id: UUID, how: str, at: datetime) -> None:
    await run(
        """INSERT INTO citizen_dossier (citizen_id, dossier_id, how, since) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING""",
        citizen_id,
        dossier_id,
        how,
        at,
    )


async def delete_old_filings(before: datetime) -> None:
    """Drafts that nobody has touched for long; what was handed in stays."""
    await run("DELETE FROM filing WHERE state = 'draft' AND changed_at < $1", before)


async def files_of_filing(filing_id: UUID) -> list[Row]:
    """Every scan that was uploaded for it, whether it is in a dossier by now or not."""
    return await rows(
        """SELECT id, name, media_type, size, paper_key, at, state, awaits_scan, dossier_id, storage_key
        FROM file
        WHERE draft_key = $1 ORDER BY at, id""",
        filing_id,
    )


async def bind_scans(filing_id: UUID, dossier_id: UUID) -> None:
    """What was uploaded for it is the dossier's from now on."""
    await run(
        "UPDATE file SET dossier_id = $2 WHERE draft_key = $1 AND dossier_id IS NULL AND state <> 'refused'",
        filing_id,
        dossier_id,
    )


async def drop_scan(filing_id: UUID, file_id: UUID) -> bool:
    """False when it is in a dossier already; its bytes are swept later."""
    gone = await value(
        "DELETE FROM file WHERE id = $2 AND draft_key = $1 AND dossier_id IS NULL RETURNING true", filing_id, file_id
    )
    return bool(gone)


async def drop_scans(filing_id: UUID) -> None:
    await run("DELETE FROM file WHERE draft_key = $1 AND dossier_id IS NULL", filing_id)


async def earlier_scans(citizen_id: UUID, but: UUID, limit: int) -> list[Row]:
    """Clean scans of what this citizen has handed in before, the latest first, each with its procedure's version."""
    return await rows(
        """SELECT f.id, f.name, f.paper_key, f.at, g.version_hash, g.number FROM filing g
        JOIN file f ON f.draft_key = g.id
        WHERE g.citizen_id = $1 AND g.id <> $2 AND g.state <> 'draft' AND f.state = 'clean'
        ORDER BY f.at DESC, f.id LIMIT $3""",
        citizen_id,
        but,
        limit,
    )


async def copy_scan(from_file: UUID, new_id: UUID, filing_id: UUID, paper_key: str, at: datetime) -> None:
    """A new row for the same bytes."""
    await run(
        """INSERT INTO file (id, dossier_id, draft_key, uploaded_by, citizen_id, paper_key, name, media_type, size,
            sha256, storage_key, state, awaits_scan, scanned_at, at)
        SELECT $2, NULL, $3, uploaded_by, citizen_id, $4, name, media_type, size,
            sha256, storage_key, state, awaits_scan, scanned_at, $5
        FROM file WHERE id = $1""",
        from_file,
        new_id,
        filing_id,
        paper_key,
        at,
    )


async def uncompleted_filings(at: datetime, most: int = 200) -> list[UUID]:
    """What was to be completed by now and was not. Found by the dossiers that wait, which are few."""
    found = await rows(
        """SELECT f.id FROM dossier d JOIN filing f ON f.dossier_id = d.id
        WHERE d.state = 'incomplete' AND d.channel = 'online' AND f.state = 'asked' AND f.kind = 'new'
            AND f.due_at < $1 ORDER BY f.due_at, f.id LIMIT $2""",
        at,
        most,
    )
    return [each["id"] for each in found]


# --- dossiers of a citizen


async def dossiers_of(citizen_id: UUID, before: tuple[datetime, UUID] | None, limit: int = PAGE + 1) -> list[Row]:
    """What is theirs and has a code, the latest first."""
    older = "AND (c.since, c.dossier_id) < ($3, $4)" if before else ""
    return await rows(
        f"""SELECT d.id, d.code, d.state, d.version_hash, d.received_at, d.due_at, c.since, c.how, a.name
        FROM citizen_dossier c JOIN dossier d ON d.id = c.dossier_id JOIN applicant a ON a.id = d.applicant_id
        WHERE c.citizen_id = $1 AND d.code IS NOT NULL {older}
        ORDER BY c.since DESC, c.dossier_id DESC LIMIT $2""",  # noqa: S608
        citizen_id,
        limit,
        *(before or ()),
    )


async def how_of_citizen(citizen_id: UUID, dossier_id: UUID) -> str | None:
    """`filed` by them, or known by its `receipt`; None: not theirs."""
    found: str | None = await value(
        "SELECT how FROM citizen_dossier WHERE citizen_id = $1 AND dossier_id = $2", citizen_id, dossier_id
    )
    return found


async def filings_of_dossier(dossier_id: UUID, citizen_id: UUID) -> list[Row]:
    return await rows(
        f"""SELECT {LISTED}, reason FROM filing WHERE dossier_id = $1 AND citizen_id = $2 ORDER BY created_at, id""",  # noqa: S608
        dossier_id,
        citizen_id,
    )
