"""Issued letters: their rows. The bytes lie in the file store, written before the row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run

COLUMNS = (
    "id, dossier_id, kind, occasion, title, number, book, year, ordinal, template, template_version, data, size, "
    "sha256, storage_key, is_sealed, issued_by, issued_by_name, at"
)
_LISTED = "id, dossier_id, kind, occasion, title, number, size, sha256, storage_key, is_sealed, issued_by_name, at"


async def insert_letter(values: Mapping[str, Any]) -> bool:
    """False when somebody has issued it for the same occasion meanwhile."""
    names = COLUMNS.split(", ")
    places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
    made = await rows(
        f"INSERT INTO issued_letter ({COLUMNS}) VALUES ({places}) "  # noqa: S608
        "ON CONFLICT (dossier_id, kind, occasion) DO NOTHING RETURNING id",
        *(values[name] for name in names),
    )
    return bool(made)


async def letters_of_dossier(dossier_id: UUID) -> list[Row]:
    """The latest first, each with how often it was printed again."""
    return await rows(
        f"""SELECT {_LISTED}, (SELECT count(*) FROM letter_reprint r WHERE r.letter_id = issued_letter.id) AS reprints
        FROM issued_letter WHERE dossier_id = $1 ORDER BY at DESC, id""",  # noqa: S608
        dossier_id,
    )


async def lists_issued(occasion: str) -> list[Row]:
    """Lists of many dossiers that were issued for half-days whose occasion begins so, the latest first."""
    return await rows(
        f"""SELECT {_LISTED}, (SELECT count(*) FROM letter_reprint r WHERE r.letter_id = issued_letter.id) AS reprints
        FROM issued_letter WHERE dossier_id IS NULL AND starts_with(occasion, $1) ORDER BY at DESC, id""",  # noqa: S608
        occasion,
    )


async def load_letter(letter_id: UUID) -> Row | None:
    return await row(f"SELECT {COLUMNS} FROM issued_letter WHERE id = $1", letter_id)  # noqa: S608


async def latest_letters(most: int) -> list[Row]:
    """The last ones issued, whole, about whatever dossier."""
    return await rows(f"SELECT {COLUMNS} FROM issued_letter WHERE data <> '' ORDER BY at DESC, id LIMIT $1", most)  # noqa: S608


async def letter_for(dossier_id: UUID | None, kind: str, occasion: str) -> Row | None:
    """What was issued for this occasion already."""
    return await row(
        f"""SELECT {COLUMNS} FROM issued_letter
        WHERE dossier_id IS NOT DISTINCT FROM $1 AND kind = $2 AND occasion = $3""",  # noqa: S608
        dossier_id,
        kind,
        occasion,
    )


async def insert_reprint(letter_id: UUID, reason: str, by_id: UUID, by_name: str, at: datetime) -> None:
    await run(
        "INSERT INTO letter_reprint (letter_id, reason, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5)",
        letter_id,
        reason,
        by_id,
        by_name,
        at,
    )
