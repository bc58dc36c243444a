"""Incidents about papers: recorded, followed, closed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.keeping import GONE
from motcua.store.engine import Row
from motcua.store.rows import row, rows, run
from motcua.store.secrets import seal, unseal

COLUMNS = """i.id, i.number, i.harm, i.what, i.story, i.dossier_id, i.task_id, i.agency, i.sealed, i.fault,
    i.fault_name, i.cost, i.cost_amount, i.found_on, i.recorded_at, i.recorded_by, i.recorded_by_name, i.is_open,
    i.letter_id, i.closed_at, i.version"""
PAGE = 20
Place = tuple[datetime, UUID]


NOBODY = {"person": GONE, "address": ""}


def _purpose(incident_id: UUID) -> str:
    return f"incident.{incident_id}"


def _opened(found: Row) -> Row:
    """With `person` and `address`; of nobody once the dossier is destroyed."""
    sealed = found.pop("sealed")
    return found | (json.loads(unseal(sealed, _purpose(found["id"]))) if sealed else NOBODY)


async def insert_incident(given: Mapping[str, Any]) -> None:
    """`given`: the columns with `person` and `address`, which are sealed together."""
    values = dict(given)
    whose = {name: values.pop(name) for name in NOBODY}
    values["sealed"] = seal(json.dumps(whose, ensure_ascii=False), _purpose(values["id"]))
    places = ", ".join(f"${place}" for place in range(1, len(values) + 1))
    await run(
        f"INSERT INTO incident ({', '.join(values)}) VALUES ({places})",  # noqa: S608  names are ours
        *values.values(),
    )


async def load_incident(incident_id: UUID, *, lock: bool = False) -> Row | None:
    found = await row(
        f"""SELECT {COLUMNS}, (SELECT d.code FROM dossier d WHERE d.id = i.dossier_id) AS code
        FROM incident i WHERE i.id = $1 {"FOR UPDATE" if lock else ""}""",  # noqa: S608
        incident_id,
    )
    return None if found is None else _opened(found)


async def change_incident(incident_id: UUID, changes: Mapping[str, Any]) -> None:
    """Of an incident that is locked; the version goes up."""
    places = ", ".join(f"{name} = ${place}" for place, name in enumerate(changes, 2))
    more = f"{places}, " if places else ""
    await run(
        f"UPDATE incident SET {more}version = version + 1 WHERE id = $1",  # noqa: S608  names are ours
        incident_id,
        *changes.values(),
    )


async def add_step(incident_id: UUID, at: datetime, by_id: UUID, by_name: str, text: str) -> None:
    await run(
        """INSERT INTO incident_step (incident_id, seq, at, by_id, by_name, text)
        SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5 FROM incident_step WHERE incident_id = $1""",
        incident_id,
        at,
        by_id,
        by_name,
        text,
    )


async def steps_of(incident_id: UUID) -> list[Row]:
    return await rows(
        "SELECT seq, at, by_name, text FROM incident_step WHERE incident_id = $1 ORDER BY seq", incident_id
    )


async def incidents(
    *, recorded_by: UUID | None, agencies: list[str], only_open: bool, before: Place | None, limit: int = PAGE + 1
) -> list[Row]:
    """The latest first. `recorded_by` None: everybody's; else those of that person and of these agencies."""
    args: list[Any] = [recorded_by, agencies, limit, *(before or ())]
    clauses = ["($1::uuid IS NULL OR i.recorded_by = $1 OR i.agency = ANY($2::text[]))"]
    clauses += ["i.is_open"] if only_open else []
    clauses += ["(i.recorded_at, i.id) < ($4, $5)"] if before else []
    found = await rows(
        f"""SELECT {COLUMNS}, d.code FROM incident i LEFT JOIN dossier d ON d.id = i.dossier_id
        WHERE {" AND ".join(clauses)} ORDER BY i.recorded_at DESC, i.id DESC LIMIT $3""",  # noqa: S608
        *args,
    )
    return [_opened(each) for each in found]


async def open_ones(limit: int) -> list[Row]:
    """The oldest first, each with the number of all (`together`)."""
    return await rows(
        """SELECT id, number, what, harm, fault, recorded_at, letter_id, count(*) OVER () AS together
        FROM incident WHERE is_open ORDER BY recorded_at, id LIMIT $1""",
        limit,
    )
