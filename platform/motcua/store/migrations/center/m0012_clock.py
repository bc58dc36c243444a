"""The clock: what was decided about the calendar, the applicant's time to complete, what a change of days left over."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0012_clock"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # Never changed, only followed by a later one: the calendar of any day in the past can be put together again.
    """CREATE TABLE calendar_decision (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('year', 'closure')),
        year bigint NOT NULL,
        document text NOT NULL,
        body jsonb NOT NULL,
        decided_by text NOT NULL,
        at timestamptz NOT NULL
    )""",
    "CREATE INDEX calendar_decision_by_year ON calendar_decision (year, id)",
    "ALTER TABLE pause ADD COLUMN deadline_at timestamptz CHECK (deadline_at >= from_at)",
    "CREATE INDEX pause_deadline ON pause (deadline_at) WHERE to_at IS NULL",
    "ALTER TABLE dossier ADD COLUMN due_credit bigint NOT NULL DEFAULT 0 CHECK (due_credit >= 0)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
