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
    """The latest first."""
    older = "AND (created_at, id) < ($3, $4)" if before else ""
    return await rows(
        f"""SELECT {LISTED} FROM filing WHERE citizen_id = $1 {older}
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


async def is_of_citizen(citizen_id: UUID, dossier_id: UUID) -> bool:
    return bool(
        await value(
            "SELECT true FROM citizen_dossier WHERE citizen_id = $1 AND dossier_id = $2", citizen_id, dossier_id
        )
    )


async def delete_old_filings(before: datetime) -> None:
    """Drafts that nobody has touched for long; what was handed in stays."""
    await run("DELETE FROM filing WHERE state = 'draft' AND changed_at < $1", before)


async def files_of_filing(filing_id: UUID) -> list[Row]:
    """Every scan that was uploaded for it, whether it is in a dossier by now or not."""
    return await rows(
        """SELECT id, name, media_type, size, paper_key, at, state, dossier_id, storage_key FROM file
        WHERE draft_key = $1 ORDER BY at, id""",
        filing_id,
    )
