"""What an inspector finds events by; salts of what events tell, and marks of what was destroyed of them."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0073_trail_words"
VERSION = "1.73.0"
DESCRIPTION = __doc__

SQL = (
    # NULL: an event from before there were salts, or one whose told part was destroyed.
    "ALTER TABLE event ADD COLUMN salt bytea",
    "ALTER TABLE dossier ADD COLUMN destroyed_at timestamptz",
    # Beside the event, not in it: an index may be made anew, a chain may not. Of older events filled in the background.
    """CREATE TABLE event_word (
        dossier_id uuid NOT NULL,
        seq bigint NOT NULL,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        actor_id uuid,
        folded text NOT NULL,
        tsv tsvector GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED,
        PRIMARY KEY (dossier_id, seq)
    )""",
    "CREATE INDEX event_word_search ON event_word USING gin (tsv)",
    "CREATE INDEX event_word_by_time ON event_word (at, dossier_id, seq)",
    "CREATE INDEX event_word_by_actor ON event_word (actor_id, at, dossier_id, seq)",
    "CREATE INDEX event_word_by_kind ON event_word (kind, at, dossier_id, seq)",
    """CREATE TABLE event_erased (
        dossier_id uuid NOT NULL,
        seq bigint NOT NULL,
        disposal_id uuid NOT NULL,
        mac bytea NOT NULL,
        PRIMARY KEY (dossier_id, seq)
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
