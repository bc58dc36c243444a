"""How long dossiers are kept, and destructions with what is on their lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.books import REGISTER
from motcua.domain.keeping import Keeping
from motcua.store.engine import DB, Row
from motcua.store.rows import row, rows, run, to_json

PAGE = 50
OPEN_STATES = ("collecting", "draft", "submitted", "destroying")
_DISPOSAL = (
    "id, year, state, walked, total, done, out_count, left_out, sums, proposed_by, proposed_by_name, proposed_at, "
    "submitted_at, returned_for, decision, attended, decided_by, decided_by_name, decided_by_title, decided_at, "
    "finished_at, minutes_id, version"
)
_CHANGEABLE = frozenset(_DISPOSAL.split(", ")) - {"id", "year", "proposed_by", "proposed_by_name", "proposed_at"}


async def load_terms() -> dict[str, Keeping]:
    """What holds now, by procedure."""
    found = await rows(
        """SELECT DISTINCT ON (procedure_key) procedure_key, years, basis, set_by_name, set_at FROM retention_term
        ORDER BY procedure_key, id DESC"""
    )
    return {
        each["procedure_key"]: Keeping(
            each["procedure_key"], each["years"], each["basis"], each["set_by_name"], each["set_at"].date()
        )
        for each in found
    }


async def add_terms(
    procedures: Sequence[str], years: int | None, basis: str, *, by: UUID, name: str, at: datetime
) -> None:
    await run(
        """INSERT INTO retention_term (procedure_key, years, basis, set_by, set_by_name, set_at)
        SELECT p, $2, $3, $4, $5, $6 FROM unnest($1::text[]) AS p""",
        list(procedures),
        years,
        basis,
        by,
        name,
        at,
    )


async def insert_disposal(disposal_id: UUID, year: int, *, by: UUID, name: str, at: datetime) -> bool:
    """False while another one is open."""
    made = await rows(
        """INSERT INTO disposal (id, year, state, proposed_by, proposed_by_name, proposed_at)
        VALUES ($1, $2, 'collecting', $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id""",
        disposal_id,
        year,
        by,
        name,
        at,
    )
    return bool(made)


async def load_disposal(disposal_id: UUID, *, lock: bool = False) -> Row | None:
    held = " FOR UPDATE" if lock else ""
    return await row(f"SELECT {_DISPOSAL} FROM disposal WHERE id = $1{held}", disposal_id, json=("left_out", "sums"))  # noqa: S608


async def disposals(before: tuple[datetime, UUID] | None, limit: int) -> list[Row]:
    """The latest first."""
    older = "WHERE (proposed_at, id) < ($2, $3)" if before else ""
    return await rows(
        f"SELECT {_DISPOSAL} FROM disposal {older} ORDER BY proposed_at DESC, id DESC LIMIT $1",  # noqa: S608
        limit,
        *(before or ()),
        json=("left_out", "sums"),
    )


async def change_disposal(disposal_id: UUID, **changes: Any) -> None:
    """The version goes up with it."""
    unknown = changes.keys() - _CHANGEABLE
    if unknown:
        raise TypeError(f"no such column of a disposal: {', '.join(sorted(unknown))}")
    values = {name: to_json(each) if name in ("left_out", "sums") else each for name, each in changes.items()}
    sets = "".join(f"{name} = ${place}, " for place, name in enumerate(values, 2))
    await run(f"UPDATE disposal SET {sets}version = version + 1 WHERE id = $1", disposal_id, *values.values())  # noqa: S608


async def note_progress(disposal_id: UUID, *, walked: int, total: int) -> None:
    """While the list is collected: how many dossiers were looked at, how many are on it."""
    await run("UPDATE disposal SET walked = $2, total = $3 WHERE id = $1", disposal_id, walked, total)


async def forget_items(disposal_id: UUID) -> None:
    await run("DELETE FROM disposal_item WHERE disposal_id = $1", disposal_id)


async def ended_dossiers(after: tuple[datetime, UUID] | None, before: datetime, limit: int) -> list[Row]:
    """Dossiers that are over and not destroyed, received before an instant, the oldest first, after a place.

    `has_open_book`: a book of theirs has not been closed, whose lines are still made from them.
    """
    beyond = "AND (d.received_at, d.id) > ($3, $4)" if after else ""
    return await rows(
        f"""SELECT d.id, d.procedure_key, d.agency, d.received_at, coalesce(d.handed_back_at, d.changed_at) AS ended_at,
            (d.code IS NOT NULL AND NOT EXISTS (SELECT FROM book_closing c WHERE c.book = '{REGISTER.key}'
                AND c.year = 2000 + left(right(d.code, 11), 2)::bigint AND c.sha256 IS NOT NULL))
            OR EXISTS (SELECT FROM book_entry b WHERE b.dossier_id = d.id AND NOT EXISTS (
                SELECT FROM book_closing c WHERE c.book = b.book AND c.year = b.year AND c.sha256 IS NOT NULL))
            AS has_open_book
        FROM dossier d WHERE d.received_at < $1 AND NOT d.is_open AND d.destroyed_at IS NULL {beyond}
        ORDER BY d.received_at, d.id LIMIT $2""",  # noqa: S608
        before,
        limit,
        *(after or ()),
    )


async def add_items(disposal_id: UUID, items: Sequence[Mapping[str, Any]]) -> None:
    if not items:
        return
    names = ("ordinal", "dossier_id", "procedure_key", "agency", "ended_on", "kept_until", "years", "basis")
    dates = ("ended_on", "kept_until")  # the driver asks the database about arrays of dates, which no center may
    await run(
        """INSERT INTO disposal_item (disposal_id, ordinal, dossier_id, procedure_key, agency, ended_on, kept_until,
            years, basis, state)
        SELECT $1, i.ordinal, i.dossier_id, i.procedure_key, i.agency, i.ended_on::date, i.kept_until::date, i.years,
            i.basis, 'in'
        FROM unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[])
            AS i(ordinal, dossier_id, procedure_key, agency, ended_on, kept_until, years, basis)""",
        disposal_id,
        *([str(each[name]) if name in dates else each[name] for each in items] for name in names),
    )


async def items_of(disposal_id: UUID, after: int, limit: int = PAGE) -> list[Row]:
    """By number; of the dossier only its code, and whether anything of it is left to see."""
    return await rows(
        """SELECT i.ordinal, i.dossier_id, i.procedure_key, i.agency, i.ended_on, i.kept_until, i.years, i.basis,
            i.state, i.reason, i.at, d.code
        FROM disposal_item i JOIN dossier d ON d.id = i.dossier_id
        WHERE i.disposal_id = $1 AND i.ordinal > $2 ORDER BY i.ordinal LIMIT $3""",
        disposal_id,
        after,
        limit,
    )


async def change_item(disposal_id: UUID, ordinal: int, state: str, reason: str, at: datetime) -> Row | None:
    """Of which procedure and term the item is; None where there is no such item, or it stands so already."""
    changed = await rows(
        """UPDATE disposal_item SET state = $3, reason = $4, at = $5 WHERE disposal_id = $1 AND ordinal = $2
        AND state NOT IN ($3, 'destroyed') RETURNING procedure_key, years, basis""",
        disposal_id,
        ordinal,
        state,
        reason,
        at,
    )
    return changed[0] if changed else None


async def next_items(disposal_id: UUID, limit: int) -> list[Row]:
    """What is still to be destroyed."""
    return await rows(
        """SELECT ordinal, dossier_id FROM disposal_item WHERE disposal_id = $1 AND state = 'in'
        ORDER BY ordinal LIMIT $2""",
        disposal_id,
        limit,
    )


async def note_done(disposal_id: UUID, count: int) -> None:
    """While the list is destroyed: so many more are."""
    await run("UPDATE disposal SET done = done + $2 WHERE id = $1", disposal_id, count)


async def counts_of(disposal_id: UUID) -> dict[str, int]:
    """Items by state; reads the whole list, so not for a page."""
    found = await rows(
        "SELECT state, count(*) AS n FROM disposal_item WHERE disposal_id = $1 GROUP BY state", disposal_id
    )
    return {each["state"]: each["n"] for each in found}


async def by_procedure(disposal_id: UUID, state: str) -> list[Row]:
    """What the list comes to: for each procedure how many, by which term, ended from when to when. Reads the whole
    list, so not for a page: that has `disposal.sums`."""
    return await rows(
        """SELECT procedure_key, agency, years, basis, count(*) AS n, min(ended_on) AS first, max(ended_on) AS last
        FROM disposal_item WHERE disposal_id = $1 AND state = $2
        GROUP BY procedure_key, agency, years, basis ORDER BY agency, procedure_key, years""",
        disposal_id,
        state,
    )


async def codes_on(disposal_id: UUID, state: str) -> list[str]:
    found = await rows(
        """SELECT d.code FROM disposal_item i JOIN dossier d ON d.id = i.dossier_id
        WHERE i.disposal_id = $1 AND i.state = $2 ORDER BY i.ordinal""",
        disposal_id,
        state,
    )
    return [each["code"] or "(chưa có mã)" for each in found]


async def disposal_of(dossier_id: UUID) -> Row | None:
    """By which destruction a dossier went, with the number of its minutes."""
    return await row(
        """SELECT i.at, i.basis, i.kept_until, l.number AS minutes FROM disposal_item i
        JOIN disposal p ON p.id = i.disposal_id LEFT JOIN issued_letter l ON l.id = p.minutes_id
        WHERE i.dossier_id = $1 AND i.state = 'destroyed' ORDER BY i.at DESC LIMIT 1""",
        dossier_id,
    )


async def copies_elsewhere(center_key: str, until: datetime) -> list[Row]:
    """Backups and exports of a center made until then: in `DB.catalog_transaction()`, by place, the oldest first."""
    found = await DB.fetch(
        """SELECT kind, place, stamp, ended_at FROM catalog.backup_run
        WHERE center_key = $1 AND kind IN ('backup', 'export') AND is_ok AND ended_at <= $2
        ORDER BY place, ended_at""",
        center_key,
        until,
    )
    return [dict(each) for each in found]


async def schemas_kept(center_key: str) -> Iterable[datetime]:
    """When a restore put the schema that it replaced aside; in `DB.catalog_transaction()`."""
    found = await DB.fetch("SELECT kept_at FROM catalog.kept_schema WHERE center_key = $1 ORDER BY kept_at", center_key)
    return [each["kept_at"] for each in found]
