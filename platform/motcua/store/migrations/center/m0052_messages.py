"""Messages to people outside, each with its state; and what a dossier's applicant wants to be told by."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0052_messages"
VERSION = "1.52.0"
DESCRIPTION = __doc__

SQL = (
    # `at` is business time, as on the dossier's page; everything else is real time: that is what providers live in.
    """CREATE TABLE message (
        id uuid PRIMARY KEY,
        once_key text NOT NULL UNIQUE,
        dossier_id uuid REFERENCES dossier (id),
        occasion text NOT NULL,
        at timestamptz NOT NULL,
        channel text NOT NULL CHECK (channel IN ('', 'email', 'sms')),
        sealed text NOT NULL,
        address_shown text NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'claimed', 'giving', 'sent', 'failed', 'unknown', 'expired',
            'unwanted', 'no_address', 'kept', 'told')),
        attempts bigint NOT NULL DEFAULT 0,
        queued_at timestamptz NOT NULL,
        queued_by uuid,
        told_by uuid,
        next_at timestamptz NOT NULL,
        lease_until timestamptz,
        not_after timestamptz,
        sent_at timestamptz,
        provider_says text NOT NULL DEFAULT '',
        problem text NOT NULL DEFAULT '',
        is_again boolean NOT NULL DEFAULT false
    )""",
    "CREATE INDEX message_by_dossier ON message (dossier_id, at, id)",
    "CREATE INDEX message_to_send ON message (next_at, id) WHERE state = 'waiting'",
    "CREATE INDEX message_on_lease ON message (lease_until) WHERE state IN ('claimed', 'giving')",
    "CREATE INDEX message_by_time ON message (queued_at, id)",
    "CREATE INDEX message_by_state ON message (state, queued_at, id)",
    "CREATE INDEX message_sent ON message (sent_at) WHERE sent_at IS NOT NULL",
    """CREATE TABLE message_choice (
        dossier_id uuid PRIMARY KEY REFERENCES dossier (id),
        channel text NOT NULL CHECK (channel IN ('email', 'sms', 'none')),
        set_by uuid,
        set_at timestamptz NOT NULL
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
