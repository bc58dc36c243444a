"""Decisions about the calendar of this center, beyond the files: only ever added to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import rows, to_json, value


async def add_decision(
    kind: str, year: int, *, document: str, body: Mapping[str, Any], decided_by: str, at: datetime
) -> int:
    number: int = await value(
        """INSERT INTO calendar_decision (kind, year, document, body, decided_by, at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id""",
        kind,
        year,
        document,
        to_json(body),
        decided_by,
        at,
    )
    return number


async def load_decisions() -> list[Row]:
    """All of them, the first first: of a year the last one counts, closures all count."""
    return await rows(
        "SELECT id, kind, year, document, body, decided_by, at FROM calendar_decision ORDER BY id", json=("body",)
    )


async def dossiers_under_clock() -> list[UUID]:
    """Open dossiers whose due date stands, the earliest first."""
    found = await rows("SELECT id FROM dossier WHERE is_open AND due_at IS NOT NULL ORDER BY due_at, id")
    return [each["id"] for each in found]


async def lapsed_supplements(at: datetime, most: int = 200) -> list[UUID]:
    """Dossiers that wait for papers whose time is over."""
    found = await rows(
        """SELECT d.id FROM pause p JOIN dossier d ON d.id = p.dossier_id
        WHERE p.to_at IS NULL AND p.deadline_at < $1 AND d.state = 'supplement' ORDER BY p.deadline_at LIMIT $2""",
        at,
        most,
    )
    return [each["id"] for each in found]


async def falling_due(until: datetime, at: datetime, states: list[str], most: int = 500) -> list[Row]:
    """Dossiers in `states` that fall due until then, or have, and of which nobody was told for this very due date."""
    return await rows(
        """SELECT d.id, d.code, d.agency, d.received_at, d.due_at, d.reappointed_to, d.at_agency,
            CASE WHEN d.due_at < $2 THEN 'expired' ELSE 'near' END AS kind
        FROM dossier d
        WHERE d.is_open AND d.due_at <= $1 AND d.state = ANY($3::text[]) AND NOT EXISTS (
            SELECT 1 FROM notice n WHERE n.source_key = 'watch/'
                || CASE WHEN d.due_at < $2 THEN 'expired' ELSE 'near' END
                || '/' || d.id || '/' || extract(epoch FROM d.due_at)::bigint)
        ORDER BY d.due_at, d.id LIMIT $4""",
        until,
        at,
        states,
        most,
    )
