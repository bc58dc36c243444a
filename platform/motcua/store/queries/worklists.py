"""Lists of dossiers: a desk's worklist, the register, search; and their counts. Keyset paging, 50 a page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.people import EVERY_AGENCY, RECEPTION_DESK
from motcua.domain.states import STATES, State
from motcua.store.engine import Row
from motcua.store.folding import code_prefix, like_prefix, prefix_query
from motcua.store.queries.applicants import NUMBER
from motcua.store.rows import rows
from motcua.store.secrets import fingerprint

PAGE = 50
# By legal risk: the step in hand must end by then, or what is planned after it does not fit any more.
URGENT = "coalesce(d.risk_at, 'infinity'), d.id"
URGENT_BACK = "coalesce(d.risk_at, 'infinity') DESC, d.id DESC"
COLUMNS = """d.id, d.code, d.procedure_key, d.version_hash, d.agency, d.state, d.outcome, d.received_at, d.due_at,
    d.first_due_at, d.actor_due_at, d.risk_at, d.at_agency, d.at_desk, d.is_open, d.fee_due, d.fee_paid_at,
    d.handed_back_at, d.reappointed_to, d.version,
    EXISTS (SELECT FROM reappointment r WHERE r.dossier_id = d.id AND r.state = 'asked') AS awaits_new_date,
    (SELECT s.signs FROM step s WHERE s.id = d.current_step) AS signs,
    a.name AS applicant_name, a.address AS applicant_address"""


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed into the search box, as the one index that answers it. `is_empty`: too little was typed."""

    code: str | None = None
    words: str | None = None
    number: bytes | None = None
    is_empty: bool = False

    @property
    def is_of_one(self) -> bool:
        """A code or a number: one index leads to the few that match."""
        return self.code is not None or self.number is not None


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


@dataclass(slots=True)
class Asked:
    """A WHERE clause as it grows. Only what was asked is in it: `$1 IS NULL OR …` would keep the indexes unused."""

    clauses: list[str] = field(default_factory=list)
    args: list[Any] = field(default_factory=list)
    is_hopeless: bool = False

    def put(self, value: Any) -> str:
        """The place of a parameter."""
        self.args.append(value)
        return f"${len(self.args)}"

    def add(self, clause: str) -> None:
        self.clauses.append(clause)

    @property
    def where(self) -> str:
        return " AND ".join(self.clauses) or "true"

    def search(self, text: str) -> None:
        found = search_for(text)
        self.is_hopeless = found.is_empty
        if found.code:
            code = self.put(found.code)
            # The number on the receipt of the software before this one is a number, too. Two indexes answer it: said to
            # be known, it is only looked for among those, and PostgreSQL knows how few they are.
            old = f"d.old_number IS NOT NULL AND upper(d.old_number) LIKE {code}"
            self.add(f"(d.code LIKE {code} OR {old})")
        if found.words:
            self.add(f"d.tsv @@ to_tsquery('simple', {self.put(found.words)})")
        if found.number:
            number = self.put(found.number)
            self.add(f"d.applicant_id IN (SELECT p.id FROM applicant p WHERE p.id_number_mac = {number})")  # noqa: S608

    async def count(self) -> int:
        found = await rows(f"SELECT count(*) AS found FROM dossier d WHERE {self.where}", *self.args)  # noqa: S608
        return int(found[0]["found"])

    async def list(self, order: str, limit: int, *, source: str = "dossier", before: str = "") -> list[Row]:
        """`source`: instead of all dossiers, some; `before`: what WITH names for the clauses."""
        if self.is_hopeless:
            return []
        return await rows(
            f"""{before} SELECT {COLUMNS} FROM {source} d JOIN applicant a ON a.id = d.applicant_id
            WHERE {self.where} ORDER BY {order} LIMIT {self.put(limit)}""",  # noqa: S608
            *self.args,
        )


@dataclass(frozen=True, slots=True)
class Narrow:
    """What a list is narrowed to; nothing in it leaves the list whole. `since` and `until` are of the reception.

    `only`: whether this very dossier is in the list. `is_turned`: the list is read from its end.
    """

    states: tuple[str, ...] = ()
    agency: str | None = None
    procedure: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    only: UUID | None = None
    is_turned: bool = False

    def onto(self, asked: Asked) -> None:
        if self.states:
            asked.add(f"d.state = ANY({asked.put(list(self.states))}::text[])")
        if self.agency is not None:
            asked.add(f"d.agency = {asked.put(self.agency)}")
        if self.procedure is not None:
            asked.add(f"d.procedure_key = {asked.put(self.procedure)}")
        if self.since is not None:
            asked.add(f"d.received_at >= {asked.put(self.since)}")
        if self.until is not None:
            asked.add(f"d.received_at < {asked.put(self.until)}")
        if self.only is not None:
            asked.add(f"d.id = {asked.put(self.only)}")


WHOLE = Narrow()


@dataclass(frozen=True, slots=True)
class Due:
    """Dossiers whose date has passed by `now`, or, with `until`, comes by then and has not passed yet.

    The one meaning of overdue for a query (`lateness.is_overdue` for a dossier): the date runs against somebody here,
    not while it is the applicant's turn. Every number of overdue dossiers counts by this clause.
    """

    now: datetime
    until: datetime | None = None

    def clause(self, asked: Asked) -> str:
        waiting = asked.put([state.value for state in State if STATES[state].waits_for_applicant])
        now = asked.put(self.now)
        when = f"d.due_at < {now}"
        if self.until is not None:
            when = f"d.due_at >= {now} AND d.due_at <= {asked.put(self.until)}"
        return f"d.is_open AND d.state <> ALL({waiting}::text[]) AND {when}"


# What waits for a desk comes from two indexes: the dossiers that stand there, and the opinions asked there.
OPINIONS = """SELECT s.dossier_id FROM step s JOIN unnest({agencies}::text[], {desks}::text[]) AS p(agency, desk)
    ON s.agency = p.agency AND s.desk = p.desk WHERE s.kind = 'opinion' AND s.state = 'active'"""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """`standing`: the condition of a dossier `d` at a place `p`; `places` and `opinions` for the same people."""

    places: str
    standing: str
    opinions: str

    @classmethod
    def of(cls, asked: Asked, places: Sequence[tuple[str, str]], receives: Collection[str]) -> _Waiting:
        agencies, desks = asked.put([agency for agency, _ in places]), asked.put([desk for _, desk in places])
        standing = "d.at_agency = p.agency AND d.at_desk = p.desk AND d.is_open"
        if EVERY_AGENCY not in receives:
            reception, listed = asked.put("/".join(RECEPTION_DESK)), asked.put(list(receives))
            standing += f" AND (d.at_agency || '/' || d.at_desk <> {reception} OR d.agency = ANY({listed}::text[]))"
        return cls(
            f"unnest({agencies}::text[], {desks}::text[]) AS p(agency, desk)",
            standing,
            OPINIONS.format(agencies=agencies, desks=desks),
        )

    async def list(self, asked: Asked, order: str, limit: int) -> list[Row]:
        """The first `limit` rows that match. Each place gives its own first ones from the index, however many
        wait there; the limit is a literal, since a plan made for any limit would sort them all."""
        if asked.is_hopeless:
            return []
        first = f"ORDER BY {order} LIMIT {int(limit)}"
        return await rows(
            f"""SELECT {COLUMNS} FROM (
                SELECT w.id FROM {self.places} CROSS JOIN LATERAL (
                    SELECT d.id FROM dossier d WHERE {self.standing} AND {asked.where} {first}) w
                UNION {self.opinions}
            ) AS mine(id) JOIN dossier d ON d.id = mine.id JOIN applicant a ON a.id = d.applicant_id
            WHERE {asked.where} {first}""",  # noqa: S608
            *asked.args,
        )


async def waiting_groups(
    places: Sequence[tuple[str, str]], *, now: datetime, receives: Collection[str] = (EVERY_AGENCY,)
) -> list[Row]:
    """The rows of `worklist` counted: at_counter, state, waiting, late. One query for every number on a home."""
    if not places:
        return []
    asked = Asked()
    reception, at = asked.put("/".join(RECEPTION_DESK)), asked.put(now)
    waiting = _Waiting.of(asked, places, receives)
    columns = f"d.id, d.at_agency || '/' || d.at_desk = {reception}, d.state, d.actor_due_at < {at}"
    return await rows(
        f"""SELECT at_counter, state, count(*) AS waiting, count(*) FILTER (WHERE is_late) AS late FROM (
            SELECT {columns} FROM {waiting.places} JOIN dossier d ON {waiting.standing}
            UNION SELECT {columns} FROM dossier d WHERE d.id IN ({waiting.opinions})
        ) AS mine(id, at_counter, state, is_late) GROUP BY 1, 2 ORDER BY 1, 2""",  # noqa: S608
        *asked.args,
    )


async def next_waiting(
    places: Sequence[tuple[str, str]], besides: UUID, *, receives: Collection[str] = (EVERY_AGENCY,)
) -> Row | None:
    """The most urgent row of `worklist` other than one that was just worked on."""
    if not places:
        return None
    asked = Asked()
    waiting = _Waiting.of(asked, places, receives)
    asked.add(f"d.id <> {asked.put(besides)}")
    found = await waiting.list(asked, URGENT, 1)
    return found[0] if found else None


async def worklist(
    places: Sequence[tuple[str, str]],
    *,
    receives: Collection[str] = (EVERY_AGENCY,),
    narrow: Narrow = WHOLE,
    due: Due | None = None,
    text: str = "",
    after: tuple[datetime | None, UUID] | None = None,
    is_back: bool = False,
    limit: int = PAGE,
) -> list[Row]:
    """Dossiers that wait for one of `places` (agency, desk), the most urgent first; opinions asked of them included.

    `receives` limits the reception's own lines to the agencies a counter serves. The next page starts `after`
    (risk_at, id) of the last row; `is_back`: the rows before that place, the nearest first.
    """
    if not places:
        return []
    asked = Asked()
    waiting = _Waiting.of(asked, places, receives)
    asked.search(text)
    narrow.onto(asked)
    if due is not None:
        asked.add(due.clause(asked))
    return await waiting.list(asked, _urgent_from(asked, after, is_back), limit)


def _urgent_from(asked: Asked, after: tuple[datetime | None, UUID] | None, is_back: bool) -> str:
    """The order of what must be done first, from a place on."""
    if after:
        due, last = asked.put(after[0]), asked.put(after[1])
        beyond = "<" if is_back else ">"
        asked.add(
            f"(coalesce(d.risk_at, 'infinity'), d.id) {beyond} (coalesce({due}::timestamptz, 'infinity'), {last})"
        )
    return URGENT_BACK if is_back else URGENT


async def urgent_first(
    asked: Asked, after: tuple[datetime | None, UUID] | None, is_back: bool, limit: int
) -> list[Row]:
    """What was asked, in the order of what must be done first, from a place on."""
    return await asked.list(_urgent_from(asked, after, is_back), limit)


async def place_of(dossier_id: UUID) -> Row | None:
    """Where one dossier stands in every list: the instants that the lists are ordered by."""
    found = await rows("SELECT received_at, due_at, risk_at FROM dossier WHERE id = $1", dossier_id)
    return found[0] if found else None


async def register(
    *,
    receives: Collection[str] = (EVERY_AGENCY,),
    states: Collection[str] = (),
    text: str = "",
    after: tuple[datetime, UUID] | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """The center's dossiers of these agencies, the newest first; `after` is (received_at, id) of the last row."""
    asked = Asked()
    asked.search(text)
    if EVERY_AGENCY not in receives:
        asked.add(f"d.agency = ANY({asked.put(list(receives))})")
    if states:
        asked.add(f"d.state = ANY({asked.put(list(states))})")
    if after:
        asked.add(f"(d.received_at, d.id) < ({asked.put(after[0])}, {asked.put(after[1])})")
    return await asked.list("d.received_at DESC, d.id DESC", limit)
