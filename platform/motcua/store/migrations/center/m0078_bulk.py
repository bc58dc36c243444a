"""Work on many dossiers with a result for each, lists that people keep and share, the mail of the morning."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0078_bulk"
VERSION = "1.78.0"
DESCRIPTION = __doc__

SQL = (
    # `sealed`: what was answered once for all, which at a hand-back is who stands at the counter.
    """CREATE TABLE bulk_batch (
        id uuid PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff (id),
        move text NOT NULL,
        query text NOT NULL,
        sealed text NOT NULL,
        state text NOT NULL CHECK (state IN ('asked', 'running', 'done')),
        is_beside boolean NOT NULL,
        has_more boolean NOT NULL,
        at timestamptz NOT NULL,
        finished_at timestamptz
    )""",
    "CREATE INDEX bulk_batch_by_staff ON bulk_batch (staff_id, at DESC, id DESC)",
    "CREATE INDEX bulk_batch_by_time ON bulk_batch (at)",
    """CREATE TABLE bulk_item (
        batch_id uuid NOT NULL REFERENCES bulk_batch (id) ON DELETE CASCADE,
        seq bigint NOT NULL,
        dossier_id uuid NOT NULL,
        seen bigint NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'done', 'refused')),
        says text NOT NULL DEFAULT '',
        PRIMARY KEY (batch_id, seq),
        UNIQUE (batch_id, dossier_id)
    )""",
    "CREATE INDEX bulk_item_by_state ON bulk_item (batch_id, state, seq)",
    "ALTER TABLE saved_view ADD COLUMN place bigint NOT NULL DEFAULT 0",
    "ALTER TABLE saved_view ADD COLUMN is_default boolean NOT NULL DEFAULT false",
    "ALTER TABLE saved_view ADD COLUMN shared_desk text",
    """CREATE TABLE morning_mail (
        staff_id uuid PRIMARY KEY REFERENCES staff (id),
        at_minute bigint NOT NULL CHECK (at_minute BETWEEN 0 AND 1439),
        chosen_at timestamptz NOT NULL,
        last_on date
    )""",
    "CREATE INDEX morning_mail_by_time ON morning_mail (at_minute)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
