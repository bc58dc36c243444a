"""Papers and results that were lost, damaged or given to the wrong person, with what was done about each."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0068_incidents"
VERSION = "1.68.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE TABLE incident (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        harm text NOT NULL CHECK (harm IN ('lost', 'damaged', 'wrong')),
        what text NOT NULL,
        story text NOT NULL,
        dossier_id uuid REFERENCES dossier (id),
        task_id uuid REFERENCES post_task (id),
        agency text NOT NULL DEFAULT '',
        sealed text NOT NULL,
        fault text NOT NULL CHECK (fault IN ('post', 'agency', 'center', 'unknown')),
        fault_name text NOT NULL DEFAULT '',
        cost text NOT NULL DEFAULT '',
        cost_amount bigint CHECK (cost_amount >= 0),
        found_on date NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid NOT NULL REFERENCES staff (id),
        recorded_by_name text NOT NULL,
        is_open boolean NOT NULL DEFAULT true,
        letter_id uuid,
        closed_at timestamptz,
        version bigint NOT NULL DEFAULT 1
    )""",
    "CREATE INDEX incident_open ON incident (recorded_at, id) WHERE is_open",
    "CREATE INDEX incident_latest ON incident (recorded_at DESC, id DESC)",
    "CREATE INDEX incident_by_dossier ON incident (dossier_id)",
    """CREATE TABLE incident_step (
        incident_id uuid NOT NULL REFERENCES incident (id),
        seq bigint NOT NULL,
        at timestamptz NOT NULL,
        by_id uuid NOT NULL,
        by_name text NOT NULL,
        text text NOT NULL,
        PRIMARY KEY (incident_id, seq)
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
