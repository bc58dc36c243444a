"""Exercises of a training twin: who began which, with which dossier. Whether it is done, the trail says."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0046_training"
VERSION = "1.46.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE TABLE training_task (
        staff_id uuid NOT NULL REFERENCES staff (id),
        exercise text NOT NULL,
        dossier_id uuid REFERENCES dossier (id),
        begun_at timestamptz NOT NULL,
        PRIMARY KEY (staff_id, exercise)
    )""",
    "CREATE INDEX training_task_by_dossier ON training_task (dossier_id)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
