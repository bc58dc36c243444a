"""One dossier: insert, lock, change with a version check, load whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.dossier import Dossier as DossierValue
from motcua.domain.dossier import PauseRecord, ReappointmentRecord, State, StepRecord
from motcua.domain.results import Results
from motcua.store.engine import DB, Row
from motcua.store.queries import applicants
from motcua.store.queries.reappointments import load_reappointments
from motcua.store.queries.results import load_results
from motcua.store.rows import row, rows, to_json
from motcua.store.tables import Dossier

# What a caller may write; the rest is computed (tsv) or belongs to the trail (event_seq … counted_seq).
HEAD = frozenset({"event_seq", "event_hash", "sealed_seq", "counted_seq"})
WRITABLE = frozenset(column._meta.name for column in Dossier._meta.columns) - HEAD
READABLE = ", ".join(f"d.{column._meta.name}" for column in Dossier._meta.columns)
AS_JSON = ("answers", "proxy", "overrides")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A dossier with everything its page shows. Rows are dicts by column."""

    dossier: Row
    applicant: Row
    steps: tuple[Row, ...]
    papers: tuple[Row, ...]
    files: tuple[Row, ...]
    pauses: tuple[Row, ...]
    results: Results
    reappointments: tuple[Row, ...] = ()

    @property
    def value(self) -> DossierValue:
        return as_dossier(self.dossier, self.steps, self.pauses, self.reappointments)


def as_dossier(
    found: Row, steps: tuple[Row, ...] = (), pauses: tuple[Row, ...] = (), reappointments: tuple[Row, ...] = ()
) -> DossierValue:
    """The domain's value, on which the moves decide."""
    return DossierValue(
        id=found["id"],
        code=found["code"],
        procedure_key=found["procedure_key"],
        agency=found["agency"],
        state=State(found["state"]),
        version=found["version"],
        steps=tuple(StepRecord(**{key: step[key] for key in StepRecord.__slots__}) for step in steps),
        pauses=tuple(PauseRecord(**{key: pause[key] for key in PauseRecord.__slots__}) for pause in pauses),
        due_at=found["due_at"],
        first_due_at=found["first_due_at"],
        received_at=found["received_at"],
        outcome=found["outcome"],
        fee_due=found["fee_due"],
        fee_paid_at=found["fee_paid_at"],
        fee_paid=found["fee_paid"],
        clock_from=found["clock_from"],
        due_credit=found["due_credit"],
        reappointed_to=found["reappointed_to"],
        hand_back_minutes=found["hand_back_minutes"],
        reappointments=tuple(ReappointmentRecord(**each) for each in reappointments),
        supplements_allowed=found["supplements_allowed"],
        promised_at=found["promised_at"],
    )


def _writable(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = values.keys() - WRITABLE
    if unknown:
        raise TypeError(f"no such column of a dossier: {', '.join(sorted(unknown))}")
    return {name: to_json(value) if name in AS_JSON and value is not None else value for name, value in values.items()}


async def insert_dossier(values: Mapping[str, Any]) -> None:
    """`values` by column; `id`, `folded` (see `motcua.store.folding.fold`) and the times come from the caller."""
    written = _writable(values)
    names = ", ".join(written)
    places = ", ".join(f"${number}" for number in range(1, len(written) + 1))
    await DB.fetch(f"INSERT INTO dossier ({names}) VALUES ({places})", *written.values())  # noqa: S608


async def update_dossier(dossier_id: UUID, version: int, at: datetime, changes: Mapping[str, Any]) -> bool:
    """False when somebody else changed the dossier since `version` was read: nothing was written then."""
    written = _writable(changes)
    sets = "".join(f"{name} = ${number}, " for number, name in enumerate(written, 4))
    changed = await DB.fetch(
        f"UPDATE dossier SET {sets}version = version + 1, changed_at = $3 "  # noqa: S608
        "WHERE id = $1 AND version = $2 RETURNING id",
        dossier_id,
        version,
        at,
        *written.values(),
    )
    return bool(changed)


async def lock_dossier(dossier_id: UUID) -> Row | None:
    """The dossier's row, held until the transaction ends. Lock it before anything of it; counters last."""
    return await row(
        f"SELECT {READABLE} FROM dossier d WHERE d.id = $1 FOR NO KEY UPDATE",  # noqa: S608
        dossier_id,
        json=AS_JSON,
    )


async def find_by_code(code: str) -> Row | None:
    """By its code, or by the number that it had in the software before this one."""
    by_code = await row(f"SELECT {READABLE} FROM dossier d WHERE d.code = $1", code, json=AS_JSON)  # noqa: S608
    if by_code is not None:
        return by_code
    return await row(
        f"SELECT {READABLE} FROM dossier d WHERE upper(d.old_number) = upper($1)",  # noqa: S608
        code,
        json=AS_JSON,
    )


async def find_for_public(code: str) -> Row | None:
    """What is compared before anybody is told anything: id, code, state and the hash of the secret. One question and a
    short answer, whether there is such a dossier or not."""
    return await row(
        """
        SELECT id, code, state, secret_hash FROM dossier WHERE code = $1
        UNION ALL SELECT id, code, state, secret_hash FROM dossier WHERE upper(old_number) = upper($1) LIMIT 1
        """,
        code,
    )


async def load_dossier_bundle(dossier_id: UUID, *, lock: bool = False) -> Bundle | None:
    """Everything of one dossier in eight queries, whatever its size."""
    found = await (lock_dossier(dossier_id) if lock else _load(dossier_id))
    if found is None:
        return None
    applicant = await applicants.load_applicant(found["applicant_id"])
    assert applicant is not None  # a foreign key
    return Bundle(
        found,
        applicant,
        tuple(await load_steps(dossier_id)),
        tuple(await load_papers(dossier_id)),
        tuple(await load_files(dossier_id)),
        tuple(await load_pauses(dossier_id)),
        await load_results(dossier_id),
        tuple(await load_reappointments(dossier_id)),
    )


async def _load(dossier_id: UUID) -> Row | None:
    return await row(f"SELECT {READABLE} FROM dossier d WHERE d.id = $1", dossier_id, json=AS_JSON)  # noqa: S608


async def load_steps(dossier_id: UUID) -> list[Row]:
    """In route order, opinions after the steps."""
    return await rows(
        """SELECT id, ordinal, kind, parent_id, key, label, agency, desk, signs, within, state, awaits, handed_at,
            confirmed_at, due_at, done_at, done_by, proposal, note, assignee_id
        FROM step WHERE dossier_id = $1 ORDER BY kind DESC, ordinal, id""",
        dossier_id,
    )


async def load_papers(dossier_id: UUID) -> list[Row]:
    return await rows(
        """SELECT key, label, originals, certified_copies, copies, is_presented, originals_returned_at,
            goes_back
        FROM dossier_paper WHERE dossier_id = $1 ORDER BY ordinal, id""",
        dossier_id,
    )


async def load_files(dossier_id: UUID) -> list[Row]:
    return await rows(
        """SELECT id, paper_key, name, media_type, size, sha256, storage_key, state, awaits_scan, uploaded_by,
            citizen_id, at
        FROM file WHERE dossier_id = $1 ORDER BY at, id""",
        dossier_id,
    )


async def load_pauses(dossier_id: UUID) -> list[Row]:
    return await rows(
        """SELECT id, step_id, kind, reason, from_at, to_at, evidence, deadline_at
        FROM pause WHERE dossier_id = $1 ORDER BY from_at, id""",
        dossier_id,
    )
