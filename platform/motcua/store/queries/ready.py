"""Results that wait at the counter, as one person may take several of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.queries.visible import Sight, only_seen
from motcua.store.queries.worklists import URGENT, Asked
from motcua.store.rows import row, rows

_SAME_PERSON = """d.applicant_id IN (SELECT {id}::uuid UNION ALL
    SELECT p.id FROM applicant p WHERE p.id_number_mac = {mac}::bytea)"""


async def whose(dossier_id: UUID) -> Row | None:
    """`applicant_id`, `id_number_mac` and `agency` of a dossier."""
    return await row(
        """SELECT d.applicant_id, a.id_number_mac, d.agency FROM dossier d JOIN applicant a ON a.id = d.applicant_id
        WHERE d.id = $1""",
        dossier_id,
    )


def _ready(sight: Sight) -> Asked:
    asked = Asked()
    asked.add("d.is_open AND d.state = 'ready'")
    only_seen(asked, sight)
    return asked


async def of_applicant(sight: Sight, applicant_id: UUID, mac: bytes | None, limit: int) -> list[Row]:
    """Ready ones of who has this identity number, the most urgent first."""
    asked = _ready(sight)
    asked.add(_SAME_PERSON.format(id=asked.put(applicant_id), mac=asked.put(mac)))
    return await asked.list(URGENT, limit)


async def of_agency(sight: Sight, agency: str, limit: int) -> list[Row]:
    asked = _ready(sight)
    asked.add(f"d.agency = {asked.put(agency)}")
    return await asked.list(URGENT, limit)


async def of_these(sight: Sight, ids: Sequence[UUID]) -> list[Row]:
    asked = _ready(sight)
    asked.add(f"d.id = ANY({asked.put(list(ids))}::uuid[])")
    return await asked.list(URGENT, len(ids)) if ids else []


async def persons_of(ids: Sequence[UUID]) -> dict[UUID, Row]:
    """`person` (equal for one applicant's dossiers) and `fee_paid` of each."""
    found = await rows(
        """SELECT d.id, d.fee_paid, coalesce(encode(a.id_number_mac, 'hex'), d.applicant_id::text) AS person
        FROM dossier d JOIN applicant a ON a.id = d.applicant_id WHERE d.id = ANY($1::uuid[])""",
        list(ids),
    )
    return {each["id"]: each for each in found}


async def originals_of(ids: Sequence[UUID]) -> list[Row]:
    """Papers with originals that are here, of all of them in one question."""
    return await rows(
        """SELECT dossier_id, key, label, originals, goes_back FROM dossier_paper
        WHERE dossier_id = ANY($1::uuid[]) AND originals > 0 AND NOT is_presented AND originals_returned_at IS NULL
        ORDER BY dossier_id, ordinal, id""",
        list(ids),
    )
