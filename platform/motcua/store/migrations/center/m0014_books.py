"""Certification books: an entry for each number given, the closing of a year; files of a book that take a while."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0014_books"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # One number for one type of paper: `part` is its place among the papers of the dossier.
    """CREATE TABLE book_entry (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        book text NOT NULL,
        year bigint NOT NULL,
        ordinal bigint NOT NULL CHECK (ordinal > 0),
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        part bigint NOT NULL CHECK (part >= 0),
        signed_by text NOT NULL,
        at timestamptz NOT NULL
    )""",
    "CREATE UNIQUE INDEX book_entry_number ON book_entry (book, year, ordinal)",
    "CREATE UNIQUE INDEX book_entry_of_dossier ON book_entry (dossier_id, book, year, part)",
    # Never changed: a year is closed once, and what was closed stays as it was counted.
    """CREATE TABLE book_closing (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        book text NOT NULL,
        year bigint NOT NULL,
        entries bigint NOT NULL CHECK (entries > 0),
        first bigint NOT NULL,
        last bigint NOT NULL,
        closed_by uuid NOT NULL REFERENCES staff (id),
        closed_by_name text NOT NULL,
        closed_by_title text NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT book_closing_has_no_gap CHECK (entries = last - first + 1)
    )""",
    "CREATE UNIQUE INDEX book_closing_once ON book_closing (book, year)",
    """CREATE TABLE book_export (
        id uuid PRIMARY KEY,
        book text NOT NULL,
        year bigint NOT NULL,
        agency text,
        format text NOT NULL CHECK (format IN ('pdf', 'xlsx')),
        state text NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
        total bigint NOT NULL CHECK (total >= 0),
        done bigint NOT NULL DEFAULT 0 CHECK (done >= 0),
        storage_key text,
        asked_by uuid NOT NULL REFERENCES staff (id),
        at timestamptz NOT NULL
    )""",
    "CREATE INDEX book_export_by_asker ON book_export (asked_by, at DESC)",
    # The numbers given before there were entries.
    """INSERT INTO book_entry (book, year, ordinal, dossier_id, part, signed_by, at)
    SELECT b.book, b.year, n.ordinal, b.id, n.ordinal - b.first,
        coalesce((SELECT s.name FROM step t JOIN staff s ON s.id = t.done_by
            WHERE t.dossier_id = b.id AND t.signs AND t.state = 'done' ORDER BY t.ordinal DESC LIMIT 1), ''),
        coalesce((SELECT min(e.at) FROM event e
            WHERE e.dossier_id = b.id AND e.kind IN ('number', 'resolve_at_once')), b.changed_at)
    FROM (
        SELECT d.id, d.changed_at, regexp_replace(d.result_book, '-[0-9]{4}$', '') AS book,
            right(d.result_book, 4)::bigint AS year,
            split_part(split_part(d.result_number, '/', 1), '–', 1)::bigint AS first,
            coalesce(nullif(split_part(split_part(d.result_number, '/', 1), '–', 2), ''),
                split_part(d.result_number, '/', 1))::bigint AS last
        FROM dossier d
        WHERE d.result_book ~ '^SCT/.*-[0-9]{4}$' AND d.result_number ~ '^[0-9]+(–[0-9]+)?/'
    ) b CROSS JOIN LATERAL generate_series(b.first, b.last) AS n(ordinal)
    ON CONFLICT DO NOTHING""",
    # Mẫu 06 goes by the code, whose day and number of the day never come out of order.
    "CREATE INDEX dossier_line ON dossier ((right(code, 11))) WHERE code IS NOT NULL",
    "CREATE INDEX dossier_line_of_agency ON dossier (agency, (right(code, 11))) WHERE code IS NOT NULL",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
