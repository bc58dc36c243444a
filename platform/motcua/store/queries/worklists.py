"""Lists of dossiers: a desk's worklist, the register, search; and their counts. Keyset paging, 50 a page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.domain.people import EVERY_AGENCY, RECEPTION_DESK
from motcua.store.engine import Row
from motcua.store.folding import code_prefix, like_prefix, prefix_query
from motcua.store.queries.applicants import NUMBER
from motcua.store.rows import rows
from motcua.store.secrets import fingerprint

PAGE = 50
COLUMNS = """d.id, d.code, d.procedure_key, d.version_hash, d.agency, d.state, d.outcome, d.received_at, d.due_at,
    d.first_due_at, d.actor_due_at, d.at_agency, d.at_desk, d.is_open, d.fee_due, d.fee_paid_at, d.handed_back_at,
    d.version, a.name AS applicant_name, a.address AS applicant_address"""


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed into the search box, as the one index that answers it. `is_empty`: too little was typed."""

    code: str | None = None
    words: str | None = None
    number: bytes | None = None
    is_empty: bool = False


def search_for(text: str) -> Search:
    """A code by its beginning, an identity number whole, anything else by the beginnings of its words."""
    bare = text.strip()
    if not bare:
        return Search()
    if code := code_prefix(bare):
        return Search(code=like_prefix(code))
    digits = "".join(bare.split())
    if digits.isascii() and digits.isdigit() and len(digits) in (9, 12):
        return Search(number=fingerprint(digits, NUMBER))
    words = prefix_query(bare)
    return Search(words=words, is_empty=words is None)


# Each search is a set of ids by its own index; NULL parameters leave it out.
FOUND = """($1::text IS NULL OR d.code LIKE $1) AND ($2::text IS NULL OR d.tsv @@ to_tsquery('simple', $2))
    AND ($3::bytea IS NULL OR d.applicant_id IN (SELECT p.id FROM applicant p WHERE p.id_number_mac = $3))"""


def _agencies(receives: Collection[str]) -> list[str] | None:
    return None if EVERY_AGENCY in receives else list(receives)


async def worklist(
    places: Sequence[tuple[str, str]],
    *,
    now: datetime,
    receives: Collection[str] = (EVERY_AGENCY,),
    states: Collection[str] = (),
    late: bool | None = None,
    text: str = "",
    after: tuple[datetime | None, UUID] | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """Dossiers that wait for one of `places` (agency, desk), the most urgent first; opinions asked of them included.

    `receives` limits the reception's own lines to the agencies a counter serves. The next page starts `after`
    (actor_due_at, id) of the last row. `late`: whether the desk's own due time has passed.
    """
    search = search_for(text)
    if search.is_empty or not places:
        return []
    return await rows(
        f"""SELECT {COLUMNS} FROM dossier d JOIN applicant a ON a.id = d.applicant_id
        WHERE d.id IN (
            SELECT w.id FROM dossier w JOIN unnest($4::text[], $5::text[]) AS p(agency, desk)
                ON w.at_agency = p.agency AND w.at_desk = p.desk
            WHERE w.is_open AND (w.at_agency || '/' || w.at_desk <> $6 OR $7::text[] IS NULL OR w.agency = ANY($7))
            UNION
            SELECT s.dossier_id FROM step s JOIN unnest($4::text[], $5::text[]) AS p(agency, desk)
                ON s.agency = p.agency AND s.desk = p.desk
            WHERE s.kind = 'opinion' AND s.state = 'active'
        )
        AND {FOUND}
        AND ($8::text[] = '{{}}' OR d.state = ANY($8))
        AND ($9::boolean IS NULL OR (coalesce(d.actor_due_at, 'infinity') < $10) = $9)
        AND ($12::uuid IS NULL
            OR (coalesce(d.actor_due_at, 'infinity'), d.id) > (coalesce($11::timestamptz, 'infinity'), $12))
        ORDER BY coalesce(d.actor_due_at, 'infinity'), d.id LIMIT $13""",  # noqa: S608
        search.code,
        search.words,
        search.number,
        [agency for agency, _ in places],
        [desk for _, desk in places],
        "/".join(RECEPTION_DESK),
        _agencies(receives),
        list(states),
        late,
        now,
        after[0] if after else None,
        after[1] if after else None,
        limit,
    )


async def register(
    *,
    receives: Collection[str] = (EVERY_AGENCY,),
    states: Collection[str] = (),
    text: str = "",
    after: tuple[datetime, UUID] | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """The center's dossiers of these agencies, the newest first; `after` is (received_at, id) of the last row."""
    search = search_for(text)
    if search.is_empty:
        return []
    return await rows(
        f"""SELECT {COLUMNS} FROM dossier d JOIN applicant a ON a.id = d.applicant_id
        WHERE {FOUND}
        AND ($4::text[] IS NULL OR d.agency = ANY($4))
        AND ($5::text[] = '{{}}' OR d.state = ANY($5))
        AND ($7::uuid IS NULL OR (d.received_at, d.id) < ($6::timestamptz, $7))
        ORDER BY d.received_at DESC, d.id DESC LIMIT $8""",  # noqa: S608
        search.code,
        search.words,
        search.number,
        _agencies(receives),
        list(states),
        after[0] if after else None,
        after[1] if after else None,
        limit,
    )


async def counts(*, now: datetime) -> list[Row]:
    """Open dossiers by place, agency and state: at_agency, at_desk, agency, state, waiting, late. One query."""
    return await rows(
        """SELECT at_agency, at_desk, agency, state, count(*) AS waiting,
            count(*) FILTER (WHERE actor_due_at < $1) AS late
        FROM dossier WHERE is_open GROUP BY at_agency, at_desk, agency, state ORDER BY 1, 2, 3, 4""",
        now,
    )


async def opinion_counts() -> list[Row]:
    """Opinions still asked, by agency and desk."""
    return await rows(
        """SELECT agency, desk, count(*) AS waiting FROM step
        WHERE kind = 'opinion' AND state = 'active' GROUP BY agency, desk ORDER BY agency, desk"""
    )
