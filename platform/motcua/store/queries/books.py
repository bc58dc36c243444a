"""The register of dossiers by its lines, the entries and closings of certification books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

PAGE = 50
# The day and the number of the day of a code, whatever unit it is of: what Mẫu 06 is ordered by.
LINE = "right(d.code, 11)"
_DOSSIER = """d.id, d.code, d.version_hash, d.procedure_key, d.agency, d.state, d.outcome, d.received_at, d.due_at,
    d.first_due_at, d.handed_back_at, d.handed_back_to, d.result_number, d.fee_due, d.fee_paid_at, d.is_open,
    a.name AS applicant_name, a.address AS applicant_address, a.phone AS applicant_phone"""
ENDED = ("hand_back", "send_by_post", "resolve_at_once")


class Part(NamedTuple):
    """A part of the register: of one agency, of the procedures of one sector, or (None) of all; of all its days, or of
    those from `since` until before `before`, as lines begin with them (`171108`)."""

    agency: str | None = None
    procedures: tuple[str, ...] | None = None
    since: str = ""
    before: str = ""

    def narrows(self, args: list[Any]) -> str:
        """What goes behind a WHERE; its arguments are added to `args`."""
        clause = ""
        if self.agency is not None:
            args.append(self.agency)
            clause += f" AND d.agency = ${len(args)}"
        if self.procedures is not None:
            args.append(list(self.procedures))
            clause += f" AND d.procedure_key = ANY(${len(args)}::text[])"
        return clause

    def lines(self, year: int) -> tuple[str, str]:
        """The first line of the year's part, and what is behind its last one."""
        yy = f"{year % 100:02d}"
        return max(yy, self.since), min(f"{yy}~", self.before or "~")


WHOLE = Part()


def _of_year(year: int, part: Part) -> tuple[str, list[Any]]:
    """The lines of one year; the bounds are of the line itself, so that the index gives them."""
    args: list[Any] = [*part.lines(year)]
    return f"d.code IS NOT NULL AND {LINE} >= $1 AND {LINE} < $2" + part.narrows(args), args


async def register_lines(year: int, part: Part, after: str | None, limit: int = PAGE) -> list[Row]:
    """Dossiers of a year's register in the order of their codes, those after the line `after` (`171108-0050`)."""
    clause, args = _of_year(year, part)
    if after is not None:
        args.append(after)
        clause += f" AND {LINE} > ${len(args)}"
    args += [list(ENDED), limit]
    ended, most = f"${len(args) - 1}", f"${len(args)}"
    return await rows(
        f"""SELECT d.*, t.at AS taken_back_at, g.actor_name AS handed_back_by FROM (
            SELECT {_DOSSIER}, {LINE} AS line, d.answers->>'delivery' AS delivery
            FROM dossier d JOIN applicant a ON a.id = d.applicant_id
            WHERE {clause} ORDER BY {LINE} LIMIT {most}) d
        LEFT JOIN LATERAL (SELECT e.at FROM event e WHERE e.dossier_id = d.id AND e.kind = 'take_back'
            ORDER BY e.seq DESC LIMIT 1) t ON true
        LEFT JOIN LATERAL (SELECT e.actor_name FROM event e WHERE e.dossier_id = d.id AND e.kind = ANY({ended}::text[])
            ORDER BY e.seq DESC LIMIT 1) g ON true
        ORDER BY d.line""",  # noqa: S608
        *args,
    )


async def count_register(year: int, part: Part = WHOLE, up_to: str | None = None) -> int:
    """How many lines the year has in all, or up to and with one of them."""
    clause, args = _of_year(year, part)
    if up_to is not None:
        args.append(up_to)
        clause += f" AND {LINE} <= ${len(args)}"
    return int(await value(f"SELECT count(*) FROM dossier d WHERE {clause}", *args))  # noqa: S608


async def first_register_line(part: Part = WHOLE) -> str | None:
    """The oldest line of all: where the years of the register begin."""
    args: list[Any] = []
    clause = part.narrows(args)
    found = await value(
        f"SELECT {LINE} FROM dossier d WHERE d.code IS NOT NULL{clause} ORDER BY {LINE} LIMIT 1",  # noqa: S608
        *args,
    )
    return None if found is None else str(found)


async def gaps_of_register(year: int) -> int:
    """Days of a year whose dossiers are not those that the day's counter has given numbers for, 1 to the last."""
    clause, args = _of_year(year, WHOLE)
    found = await value(
        f"""SELECT count(*) FROM (
            SELECT left({LINE}, 6) AS day, count(*) AS lines, max(right(d.code, 4)::bigint) AS last
            FROM dossier d WHERE {clause} GROUP BY 1) d
        FULL JOIN (SELECT to_char(right(key, 10)::date, 'YYMMDD') AS day, last FROM counter
            WHERE key LIKE $3 AND last > 0) c ON c.day = d.day
        WHERE (d.lines, d.last) IS DISTINCT FROM (c.last, c.last)""",  # noqa: S608
        *args,
        f"dossier/{year}-%",
    )
    return int(found)


async def end_of_register(year: int) -> Row:
    """`unfinished` dossiers of a year's register, and the dossier that has its last line."""
    clause, args = _of_year(year, WHOLE)
    found = await row(
        f"""SELECT count(*) FILTER (WHERE d.is_open) AS unfinished,
            (SELECT d.id FROM dossier d WHERE {clause} ORDER BY {LINE} DESC LIMIT 1) AS dossier_id
        FROM dossier d WHERE {clause}""",  # noqa: S608
        *args,
    )
    assert found is not None
    return found


_ENTRY = f"""SELECT b.book, b.year, b.ordinal, b.part, b.signed_by, b.at, {_DOSSIER}, d.answers->'form' AS answers,
    a.id_number_sealed
    FROM book_entry b JOIN dossier d ON d.id = b.dossier_id JOIN applicant a ON a.id = d.applicant_id"""  # noqa: S608


async def book_entries(book: str, year: int, after: int = 0, limit: int = PAGE) -> list[Row]:
    """The entries of one year of a book by their number, those after the number `after`."""
    return await rows(
        f"{_ENTRY} WHERE b.book = $1 AND b.year = $2 AND b.ordinal > $3 ORDER BY b.ordinal LIMIT $4",
        book,
        year,
        after,
        limit,
        json=("answers",),
    )


async def entries_of(dossier_id: UUID) -> list[Row]:
    return await rows(f"{_ENTRY} WHERE b.dossier_id = $1 ORDER BY b.year, b.ordinal", dossier_id, json=("answers",))


async def add_entry(
    book: str, year: int, ordinal: int, *, dossier_id: UUID, part: int, signed_by: str, at: datetime
) -> None:
    await run(
        """INSERT INTO book_entry (book, year, ordinal, dossier_id, part, signed_by, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        book,
        year,
        ordinal,
        dossier_id,
        part,
        signed_by,
        at,
    )


async def span_of(book: str, year: int) -> Row:
    """`entries`, `first`, `last` of a book's year; with the dossier that has the last number."""
    found = await row(
        """SELECT count(*) AS entries, min(ordinal) AS first, max(ordinal) AS last,
            (SELECT e.dossier_id FROM book_entry e
                WHERE e.book = $1 AND e.year = $2 ORDER BY e.ordinal DESC LIMIT 1) AS dossier_id
        FROM book_entry WHERE book = $1 AND year = $2""",
        book,
        year,
    )
    assert found is not None
    return found


async def years_of_book(book: str) -> list[int]:
    return [each["year"] for each in await rows("SELECT DISTINCT year FROM book_entry WHERE book = $1", book)]


async def signer_of(dossier_id: UUID) -> Row | None:
    """Who put their name to the result: as the last signature says, with the title where it is their own account."""
    return await row(
        """SELECT coalesce(g.signer, s.name) AS name,
            CASE WHEN g.signer IS NULL OR g.signer = s.name THEN s.title ELSE '' END AS title
        FROM step t JOIN staff s ON s.id = t.done_by
        LEFT JOIN LATERAL (SELECT signer FROM result_signature WHERE step_id = t.id ORDER BY id DESC LIMIT 1) g ON true
        WHERE t.dossier_id = $1 AND t.signs AND t.state = 'done' ORDER BY t.ordinal DESC LIMIT 1""",
        dossier_id,
    )


async def person(staff_id: UUID) -> Row | None:
    return await row("SELECT name, title FROM staff WHERE id = $1", staff_id)


async def hold_counter(key: str) -> int:
    """The last number of a counter, 0 where it gave none; nobody takes the next one before the transaction ends.

    A row is made where there is none, so that whoever is about to take the first number is waited for too.
    """
    last: int = await value(
        """INSERT INTO counter AS c (key, last) VALUES ($1, 0)
        ON CONFLICT (key) DO UPDATE SET last = c.last RETURNING last""",
        key,
    )
    return last


CLOSING = "book, year, entries, first, last, closed_by_name, closed_by_title, at, unfinished, sha256"


async def closing_of(book: str, year: int) -> Row | None:
    return await row(f"SELECT {CLOSING} FROM book_closing WHERE book = $1 AND year = $2", book, year)  # noqa: S608


async def add_closing(closing: Row) -> None:
    names = (*CLOSING.split(", "), "closed_by")
    places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
    await run(
        f"INSERT INTO book_closing ({', '.join(names)}) VALUES ({places})",  # noqa: S608
        *(closing[name] for name in names),
    )


async def add_closed_lines(book: str, year: int, lines: Sequence[Row]) -> None:
    """Some hundreds at once: `place`, `dossier_id`, `agency`, `procedure_key`, `cells` (sealed)."""
    await run(
        """INSERT INTO closed_line (book, year, place, dossier_id, agency, procedure_key, cells)
        SELECT $1, $2, l.place, l.dossier_id, l.agency, l.procedure_key, l.cells
        FROM unnest($3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[])
            AS l(place, dossier_id, agency, procedure_key, cells)""",
        book,
        year,
        *([line[name] for line in lines] for name in ("place", "dossier_id", "agency", "procedure_key", "cells")),
    )


def _of_closed(year: int, part: Part, args: list[Any]) -> str:
    clause = part.narrows(args)
    if part.since:
        args += part.lines(year)
        clause += f" AND d.place >= ${len(args) - 1} AND d.place < ${len(args)}"
    return clause


async def closed_lines(book: str, year: int, part: Part, after: str, limit: int = PAGE) -> list[Row]:
    """Lines of a closed year in their order, those after the place `after`."""
    args: list[Any] = [book, year, after]
    clause = _of_closed(year, part, args)
    args.append(limit)
    return await rows(
        f"""SELECT d.place, d.dossier_id, d.agency, d.procedure_key, d.cells FROM closed_line d
        WHERE d.book = $1 AND d.year = $2 AND d.place > $3{clause} ORDER BY d.place LIMIT ${len(args)}""",  # noqa: S608
        *args,
    )


async def closed_lines_of(dossier_id: UUID) -> list[Row]:
    """What closed certification books say of a dossier."""
    return await rows(
        """SELECT book, year, place, dossier_id, agency, procedure_key, cells FROM closed_line
        WHERE dossier_id = $1 AND starts_with(book, 'SCT/') ORDER BY year, book, place""",
        dossier_id,
    )


async def count_closed(book: str, year: int, part: Part, up_to: str | None = None) -> int:
    """How many lines of a closed year there are, or up to and with one of them."""
    args: list[Any] = [book, year]
    clause = _of_closed(year, part, args)
    if up_to is not None:
        args.append(up_to)
        clause += f" AND d.place <= ${len(args)}"
    found = await value(
        f"SELECT count(*) FROM closed_line d WHERE d.book = $1 AND d.year = $2{clause}",  # noqa: S608
        *args,
    )
    return int(found)
