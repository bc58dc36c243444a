"""What the homes need: saved views, who locked an account and why, indexes of the lists by fee and by due date."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0005_homes"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE TABLE saved_view (
        id uuid PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff (id),
        name text NOT NULL,
        query text NOT NULL,
        created_at timestamptz NOT NULL,
        UNIQUE (staff_id, name)
    )""",
    # Set: an administrator locked the account, and taking over the center's list again must not open it.
    "ALTER TABLE staff ADD COLUMN locked_by uuid REFERENCES staff (id)",
    """CREATE TABLE account_act (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff (id),
        kind text NOT NULL CHECK (kind IN ('reset', 'lock', 'unlock')),
        by_id uuid NOT NULL REFERENCES staff (id),
        at timestamptz NOT NULL
    )""",
    "CREATE INDEX account_act_by_staff ON account_act (staff_id, at DESC)",
    """CREATE INDEX dossier_fee_due ON dossier (received_at DESC, id DESC)
        WHERE is_open AND code IS NOT NULL AND fee_paid_at IS NULL AND fee_due IS DISTINCT FROM 0""",
    "CREATE INDEX dossier_by_due ON dossier (due_at, id) WHERE is_open",
    "CREATE INDEX event_between_desks ON event (kind, at) WHERE kind IN ('hand_over', 'take_back')",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
