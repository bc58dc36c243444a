"""Accounts of citizens at the center: who they are, how they are reached, their codes and sessions."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0057_citizens"
VERSION = "1.57.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE TABLE citizen (
        id uuid PRIMARY KEY,
        name text NOT NULL DEFAULT '',
        born_on date,
        id_kind text,
        id_number_sealed text,
        address text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        version bigint NOT NULL DEFAULT 1
    )""",
    # What somebody has shown to be theirs by typing the code that was sent there.
    """CREATE TABLE citizen_contact (
        kind text NOT NULL CHECK (kind IN ('email', 'phone')),
        address text NOT NULL,
        citizen_id uuid NOT NULL REFERENCES citizen (id),
        confirmed_at timestamptz NOT NULL,
        PRIMARY KEY (kind, address)
    )""",
    "CREATE INDEX citizen_contact_by_citizen ON citizen_contact (citizen_id, confirmed_at)",
    """CREATE TABLE citizen_code (
        id uuid PRIMARY KEY,
        contact_mac bytea NOT NULL,
        contact_sealed text NOT NULL,
        code_mac bytea NOT NULL,
        failed bigint NOT NULL DEFAULT 0,
        address text NOT NULL,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
    )""",
    "CREATE INDEX citizen_code_by_contact ON citizen_code (contact_mac, made_at)",
    "CREATE INDEX citizen_code_by_address ON citizen_code (address, made_at)",
    "CREATE INDEX citizen_code_by_age ON citizen_code (made_at)",
    """CREATE TABLE citizen_session (
        token_hash bytea PRIMARY KEY,
        citizen_id uuid NOT NULL REFERENCES citizen (id),
        created_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        network text NOT NULL,
        device text NOT NULL
    )""",
    "CREATE INDEX citizen_session_by_citizen ON citizen_session (citizen_id, seen_at)",
    "CREATE INDEX citizen_session_by_expiry ON citizen_session (expires_at)",
    """CREATE TABLE citizen_link (
        issuer text NOT NULL,
        subject text NOT NULL,
        citizen_id uuid NOT NULL REFERENCES citizen (id),
        linked_at timestamptz NOT NULL,
        PRIMARY KEY (issuer, subject)
    )""",
    "CREATE INDEX citizen_link_by_citizen ON citizen_link (citizen_id)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
