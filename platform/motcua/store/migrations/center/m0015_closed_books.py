"""What a closed book says, line by line, as it stood at its closing; a part of the register by its sector."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0015_closed_books"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # Never changed. `place` is the line's order: the day and number of a code, or the number in a certification book.
    # `cells` is sealed: it holds what the book says of a person.
    """CREATE TABLE closed_line (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        book text NOT NULL,
        year bigint NOT NULL,
        place text NOT NULL,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        agency text NOT NULL,
        procedure_key text NOT NULL,
        cells text NOT NULL
    )""",
    "CREATE UNIQUE INDEX closed_line_place ON closed_line (book, year, place)",
    "CREATE INDEX closed_line_of_agency ON closed_line (book, year, agency, place)",
    "CREATE INDEX closed_line_of_procedure ON closed_line (book, year, procedure_key, place)",
    "CREATE INDEX closed_line_of_dossier ON closed_line (dossier_id)",
    # `unfinished`: dossiers of a register that had no result yet. `sha256` of all lines; null where a year was closed
    # before its lines were kept.
    "ALTER TABLE book_closing ADD COLUMN unfinished bigint NOT NULL DEFAULT 0 CHECK (unfinished >= 0)",
    "ALTER TABLE book_closing ADD COLUMN sha256 bytea CHECK (length(sha256) = 32)",
    "ALTER TABLE book_export ADD COLUMN sector text",
    "CREATE INDEX dossier_line_of_procedure ON dossier (procedure_key, (right(code, 11))) WHERE code IS NOT NULL",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
