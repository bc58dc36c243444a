"""Who signed in when, and which account of the shared sign-in is whose."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0035_sign_ins"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # `network`, never the whole address: enough to tell the center's own network from another one.
    """CREATE TABLE sign_in (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff (id),
        kind text NOT NULL CHECK (kind IN ('password', 'code', 'recovery', 'oidc', 'refused', 'refused_code', 'over',
            'out')),
        at timestamptz NOT NULL,
        network text NOT NULL,
        device text NOT NULL
    )""",
    "CREATE INDEX sign_in_by_staff ON sign_in (staff_id, id DESC)",
    "CREATE INDEX sign_in_by_age ON sign_in (at)",
    """CREATE TABLE oidc_link (
        issuer text NOT NULL,
        subject text NOT NULL,
        staff_id uuid NOT NULL UNIQUE REFERENCES staff (id),
        linked_by uuid NOT NULL REFERENCES staff (id),
        linked_at timestamptz NOT NULL,
        PRIMARY KEY (issuer, subject)
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
