"""Issued letters: each with its number, its bytes by their hash and what it says; every reprint; a date set anew."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0013_letters"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # Never changed: a letter is issued once. `occasion` is what called for it, so that two people can't issue it twice;
    # `data` is sealed, since it holds what the letter says of a person. `dossier_id` is null for a list of many.
    """CREATE TABLE issued_letter (
        id uuid PRIMARY KEY,
        dossier_id uuid REFERENCES dossier (id),
        kind text NOT NULL,
        occasion text NOT NULL,
        title text NOT NULL,
        number text NOT NULL,
        book text NOT NULL,
        year bigint NOT NULL,
        ordinal bigint CHECK (ordinal > 0),
        template text NOT NULL,
        template_version text NOT NULL,
        data text NOT NULL,
        size bigint NOT NULL CHECK (size > 0),
        sha256 bytea NOT NULL,
        storage_key text NOT NULL,
        is_sealed boolean NOT NULL,
        issued_by uuid NOT NULL REFERENCES staff (id),
        issued_by_name text NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT issued_letter_number CHECK ((book = '') = (ordinal IS NULL))
    )""",
    "CREATE UNIQUE INDEX issued_letter_once ON issued_letter (dossier_id, kind, occasion) NULLS NOT DISTINCT",
    "CREATE UNIQUE INDEX issued_letter_book ON issued_letter (book, year, ordinal) WHERE ordinal IS NOT NULL",
    """CREATE TABLE letter_reprint (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        letter_id uuid NOT NULL REFERENCES issued_letter (id),
        reason text NOT NULL,
        by_id uuid NOT NULL REFERENCES staff (id),
        by_name text NOT NULL,
        at timestamptz NOT NULL
    )""",
    "CREATE INDEX letter_reprint_by_letter ON letter_reprint (letter_id, id)",
    # NĐ 61/2018, Điều 19.9: the date that an apology named; the first one stays what it was.
    "ALTER TABLE dossier ADD COLUMN reappointed_to timestamptz",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
