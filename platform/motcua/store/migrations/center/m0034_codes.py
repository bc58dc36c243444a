"""The second step of signing in: secrets of code generators, recovery codes, sessions that wait for a code."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0034_codes"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # `last_step`: the 30-second step of the last code taken; a code is taken once.
    """CREATE TABLE code_generator (
        staff_id uuid PRIMARY KEY REFERENCES staff (id),
        secret_sealed text NOT NULL,
        last_step bigint NOT NULL,
        set_up_at timestamptz NOT NULL
    )""",
    """CREATE TABLE recovery_code (
        staff_id uuid NOT NULL REFERENCES staff (id),
        code_mac bytea NOT NULL,
        made_at timestamptz NOT NULL,
        PRIMARY KEY (staff_id, code_mac)
    )""",
    "ALTER TABLE session ADD COLUMN awaits_code boolean NOT NULL DEFAULT false",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
