"""What went from the counter to an agency and back, for the lists that both sides sign."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from motcua.domain.people import EVERY_AGENCY
from motcua.store.engine import Row
from motcua.store.rows import rows

MOST = 1_000


async def carried(
    kind: str, since: datetime, until: datetime, agencies: Collection[str], *, limit: int = MOST
) -> list[Row]:
    """Events of one kind (`hand_over`, `take_back`) in [since, until), by agency and time, with the papers counted.

    The agency is the one the dossier went to; for results that of the procedure, which brought them.
    """
    every = EVERY_AGENCY in agencies
    return await rows(
        """SELECT c.* FROM (
            SELECT e.dossier_id, e.at, e.actor_name, e.on_behalf, d.code, d.version_hash, d.due_at, d.result_number,
                CASE WHEN e.kind = 'hand_over' THEN coalesce(e.data->'at'->>0, d.agency) ELSE d.agency END AS agency,
                a.name AS applicant_name, p.originals, p.copies
            FROM event e JOIN dossier d ON d.id = e.dossier_id JOIN applicant a ON a.id = d.applicant_id
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(q.originals) FILTER (WHERE NOT q.is_presented), 0)::bigint AS originals,
                    coalesce(sum(q.copies + q.certified_copies), 0)::bigint AS copies
                FROM dossier_paper q WHERE q.dossier_id = d.id) p
            WHERE e.kind = $1 AND e.kind IN ('hand_over', 'take_back') AND e.at >= $2 AND e.at < $3) c
        WHERE $4 OR c.agency = ANY($5::text[])
        ORDER BY c.agency, c.at, c.code LIMIT $6""",
        kind,
        since,
        until,
        every,
        [] if every else list(agencies),
        limit,
    )
