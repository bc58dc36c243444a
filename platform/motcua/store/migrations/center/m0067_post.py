"""What the public post carries: tasks, each of their steps, and the trips by which lists are printed."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0067_post"
VERSION = "1.67.0"
DESCRIPTION = __doc__

SQL = (
    # `machine` is of a migration that some centers have run before this one.
    "ALTER TABLE staff DROP CONSTRAINT staff_kind_check",
    """ALTER TABLE staff ADD CONSTRAINT staff_kind_check
        CHECK (kind IN ('own', 'seconded', 'agency', 'province', 'machine', 'post')) NOT VALID""",
    "ALTER TABLE dossier ADD COLUMN with_post boolean NOT NULL DEFAULT false",
    """CREATE TABLE post_trip (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        officer_id uuid NOT NULL REFERENCES staff (id),
        officer_name text NOT NULL,
        at timestamptz NOT NULL,
        letter_id uuid
    )""",
    "CREATE INDEX post_trip_latest ON post_trip (at DESC, id DESC)",
    # `sealed`: name, address and telephone of whom the post goes to, and of whoever took the result.
    # `postage` is the post's own charge: no fee of the center, and in none of its sums.
    """CREATE TABLE post_task (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('pick_up', 'delivery')),
        state text NOT NULL CHECK (state IN ('asked', 'taken', 'collected', 'handed', 'received', 'given', 'carried',
            'delivered', 'returning', 'returned', 'cancelled')),
        agency text NOT NULL,
        about text NOT NULL,
        sealed text NOT NULL,
        citizen_id uuid REFERENCES citizen (id),
        filing_id uuid REFERENCES filing (id),
        dossier_id uuid REFERENCES dossier (id),
        asked_at timestamptz NOT NULL,
        asked_by text NOT NULL,
        trip_id uuid REFERENCES post_trip (id),
        officer_id uuid REFERENCES staff (id),
        officer_name text NOT NULL DEFAULT '',
        papers text NOT NULL DEFAULT '',
        posting_number text NOT NULL DEFAULT '',
        postage bigint CHECK (postage >= 0),
        attempts bigint NOT NULL DEFAULT 0,
        changed_at timestamptz NOT NULL,
        version bigint NOT NULL DEFAULT 1
    )""",
    "CREATE INDEX post_task_by_state ON post_task (state, asked_at, id)",
    "CREATE INDEX post_task_latest ON post_task (changed_at DESC, id DESC)",
    "CREATE INDEX post_task_by_citizen ON post_task (citizen_id, asked_at DESC, id DESC)",
    "CREATE INDEX post_task_by_filing ON post_task (filing_id)",
    "CREATE INDEX post_task_by_dossier ON post_task (dossier_id)",
    """CREATE INDEX post_task_unbound ON post_task (posting_number) WHERE kind = 'pick_up' AND dossier_id IS NULL""",
    "CREATE INDEX post_task_by_trip ON post_task (trip_id)",
    """CREATE TABLE post_step (
        task_id uuid NOT NULL REFERENCES post_task (id),
        seq bigint NOT NULL,
        at timestamptz NOT NULL,
        act text NOT NULL,
        by_id uuid,
        by_name text NOT NULL,
        note text NOT NULL DEFAULT '',
        PRIMARY KEY (task_id, seq)
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
