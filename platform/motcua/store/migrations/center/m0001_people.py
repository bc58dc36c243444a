"""A center's people: staff, their sessions, applicants; its settings and counters."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0001_people"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE TABLE staff (
        id uuid PRIMARY KEY,
        username text NOT NULL UNIQUE,
        name text NOT NULL,
        name_key text COLLATE "C" NOT NULL,
        title text NOT NULL DEFAULT '',
        phone text NOT NULL DEFAULT '',
        kind text NOT NULL CHECK (kind IN ('own', 'seconded', 'agency')),
        agency text,
        password_hash text NOT NULL,
        must_change boolean NOT NULL,
        is_locked boolean NOT NULL DEFAULT false,
        roles text[] NOT NULL,
        desks text[] NOT NULL,
        receives text[] NOT NULL,
        seconded_from date,
        seconded_to date,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        version bigint NOT NULL DEFAULT 1
    )""",
    "CREATE INDEX staff_by_name ON staff (name_key, id)",
    """CREATE TABLE session (
        token_hash bytea PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff (id),
        created_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        address text NOT NULL,
        agent text NOT NULL
    )""",
    "CREATE INDEX session_by_staff ON session (staff_id, seen_at)",
    "CREATE INDEX session_by_expiry ON session (expires_at)",
    """CREATE TABLE sign_in_failure (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        username_mac bytea NOT NULL,
        address text NOT NULL,
        at timestamptz NOT NULL
    )""",
    "CREATE INDEX sign_in_failure_by_name ON sign_in_failure (username_mac, at)",
    "CREATE INDEX sign_in_failure_by_address ON sign_in_failure (address, at)",
    """CREATE TABLE applicant (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        name text NOT NULL,
        name_folded text NOT NULL,
        name_key text COLLATE "C" NOT NULL,
        id_kind text,
        id_number_sealed text,
        id_number_mac bytea,
        phone text NOT NULL DEFAULT '',
        email text NOT NULL DEFAULT '',
        address text NOT NULL DEFAULT '',
        born_on date,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CHECK ((id_number_sealed IS NULL) = (id_number_mac IS NULL))
    )""",
    "CREATE INDEX applicant_by_number ON applicant (id_number_mac, changed_at DESC)",
    """CREATE TABLE setting (
        key text PRIMARY KEY,
        value jsonb NOT NULL,
        set_by uuid REFERENCES staff (id),
        set_at timestamptz NOT NULL
    )""",
    "CREATE TABLE counter (key text PRIMARY KEY, last bigint NOT NULL CHECK (last >= 0))",
    """CREATE TABLE request_key (
        key uuid PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff (id),
        action text NOT NULL,
        outcome jsonb,
        at timestamptz NOT NULL
    )""",
    "CREATE INDEX request_key_by_age ON request_key (at)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
