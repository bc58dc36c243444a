"""Ratings of how dossiers were dealt with, one for each; their parts and sums; and the screens at the counters."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0063_ratings"
VERSION = "1.63.0"
DESCRIPTION = __doc__

SQL = (
    # The dossier is the key: it is rated once, whoever asks and however often. A remark is sealed until the director
    # has read it; what is shown of it is what the director lets stand.
    """CREATE TABLE rating (
        dossier_id uuid PRIMARY KEY REFERENCES dossier (id),
        at timestamptz NOT NULL,
        month date NOT NULL,
        agency text NOT NULL,
        channel text NOT NULL CHECK (channel IN ('counter', 'link', 'staff')),
        score bigint NOT NULL CHECK (score BETWEEN 0 AND 2),
        reasons text[] NOT NULL,
        remark_sealed text NOT NULL DEFAULT '',
        remark_state text NOT NULL CHECK (remark_state IN ('none', 'waiting', 'shown', 'hidden')),
        remark_shown text NOT NULL DEFAULT '',
        moderated_by_name text NOT NULL DEFAULT '',
        moderated_at timestamptz,
        by_id uuid REFERENCES staff (id),
        by_name text NOT NULL DEFAULT '',
        told_how text NOT NULL DEFAULT '',
        screen_of uuid REFERENCES staff (id),
        opened_at timestamptz,
        CONSTRAINT rating_by_staff_is_marked CHECK ((channel = 'staff') = (by_id IS NOT NULL)),
        CONSTRAINT rating_remark_has_a_state CHECK ((remark_sealed = '') = (remark_state = 'none'))
    )""",
    "CREATE INDEX rating_by_time ON rating (at DESC, dossier_id)",
    "CREATE INDEX rating_remark_waiting ON rating (at, dossier_id) WHERE remark_state = 'waiting'",
    "CREATE INDEX rating_remark_shown ON rating (at DESC, dossier_id) WHERE remark_state = 'shown'",
    """CREATE TABLE rating_part (
        dossier_id uuid NOT NULL REFERENCES rating (dossier_id),
        part text NOT NULL CHECK (part IN ('reception', 'processing', 'hand_back')),
        step text NOT NULL,
        staff_id uuid REFERENCES staff (id),
        agency text NOT NULL,
        score bigint NOT NULL CHECK (score BETWEEN 0 AND 2),
        PRIMARY KEY (dossier_id, part, step)
    )""",
    "CREATE INDEX rating_part_by_staff ON rating_part (staff_id, dossier_id)",
    # What officers wrote down for a person is counted apart and is in no average.
    """CREATE TABLE rating_sum (
        month date NOT NULL,
        kind text NOT NULL CHECK (kind IN ('center', 'agency', 'staff')),
        subject text NOT NULL,
        part text NOT NULL CHECK (part IN ('all', 'reception', 'processing', 'hand_back')),
        score_0 bigint NOT NULL DEFAULT 0,
        score_1 bigint NOT NULL DEFAULT 0,
        score_2 bigint NOT NULL DEFAULT 0,
        by_staff bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (month, kind, subject, part)
    )""",
    "CREATE INDEX rating_sum_of_one ON rating_sum (kind, subject, month)",
    """CREATE TABLE rating_screen (
        staff_id uuid PRIMARY KEY REFERENCES staff (id),
        secret_hash bytea NOT NULL UNIQUE,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        turn bigint NOT NULL DEFAULT 0,
        dossier_id uuid REFERENCES dossier (id),
        opened_at timestamptz,
        CONSTRAINT rating_screen_is_open CHECK ((dossier_id IS NULL) = (opened_at IS NULL))
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
