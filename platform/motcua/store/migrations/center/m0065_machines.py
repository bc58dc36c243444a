"""Agencies' own systems: their keys, the trail in the order of its commits, where they want to be told; and what the
national portal has of our dossiers."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0065_machines"
VERSION = "1.65.0"
DESCRIPTION = __doc__

SQL = (
    # What a machine does stands in the trail and on steps under an account, which nobody can sign in with.
    "ALTER TABLE staff DROP CONSTRAINT staff_kind_check",
    """ALTER TABLE staff ADD CONSTRAINT staff_kind_check
        CHECK (kind IN ('own', 'seconded', 'agency', 'province', 'machine')) NOT VALID""",
    """ALTER TABLE staff ADD CONSTRAINT staff_machine CHECK (
        kind <> 'machine' OR (password_hash = '' AND is_locked AND roles = '{}' AND desks = '{}' AND receives = '{}')
    ) NOT VALID""",
    """CREATE TABLE api_key (
        id uuid PRIMARY KEY REFERENCES staff (id),
        name text NOT NULL,
        prefix text NOT NULL,
        key_hash bytea NOT NULL UNIQUE,
        scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
        desks text[] NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid NOT NULL REFERENCES staff (id),
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_by uuid REFERENCES staff (id)
    )""",
    "CREATE INDEX api_key_by_age ON api_key (created_at, id)",
    # Up to which event of a dossier has its place in the feed; what a move writes does not change with the feed.
    "ALTER TABLE dossier ADD COLUMN fed_seq bigint NOT NULL DEFAULT 0",
    # A position is given after the event was committed, under one lock, so that no number is ever filled in behind a
    # reader's back (docs/adr/0022). No foreign key: see `event`.
    """CREATE TABLE event_feed (
        position bigint PRIMARY KEY,
        dossier_id uuid NOT NULL,
        seq bigint NOT NULL,
        UNIQUE (dossier_id, seq)
    )""",
    # `after` is the last position of the feed that was taken; `leased_until` keeps a second worker away.
    """CREATE TABLE webhook (
        id uuid PRIMARY KEY,
        key_id uuid NOT NULL REFERENCES api_key (id),
        url text NOT NULL,
        secret_sealed text NOT NULL,
        state text NOT NULL CHECK (state IN ('on', 'held', 'ended')),
        after bigint NOT NULL,
        failures bigint NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        leased_until timestamptz,
        created_at timestamptz NOT NULL
    )""",
    "CREATE INDEX webhook_by_key ON webhook (key_id, created_at, id)",
    "CREATE INDEX webhook_due ON webhook (next_at) WHERE state = 'on'",
    """CREATE TABLE webhook_delivery (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        webhook_id uuid NOT NULL REFERENCES webhook (id),
        position bigint NOT NULL,
        event_id text NOT NULL,
        attempt bigint NOT NULL,
        at timestamptz NOT NULL,
        status bigint,
        outcome text NOT NULL,
        took_ms bigint NOT NULL
    )""",
    "CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook_id, id DESC)",
    "CREATE INDEX webhook_delivery_by_age ON webhook_delivery (at)",
    """CREATE TABLE portal_import (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        from_on date NOT NULL,
        to_on date NOT NULL CHECK (to_on >= from_on),
        at timestamptz NOT NULL,
        by_id uuid NOT NULL REFERENCES staff (id),
        lines bigint NOT NULL
    )""",
    "CREATE INDEX portal_import_by_age ON portal_import (at DESC, id)",
    """CREATE TABLE portal_line (
        import_id uuid NOT NULL REFERENCES portal_import (id),
        code text NOT NULL,
        status bigint NOT NULL CHECK (status BETWEEN 1 AND 10),
        PRIMARY KEY (import_id, code)
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
