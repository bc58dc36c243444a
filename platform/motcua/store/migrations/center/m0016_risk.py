"""Legal risk and re-appointments: by when the step in hand must end; what agencies propose and the director answers."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0016_risk"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    "ALTER TABLE dossier ADD COLUMN hand_back_minutes bigint NOT NULL DEFAULT 0 CHECK (hand_back_minutes >= 0)",
    "ALTER TABLE dossier ADD COLUMN risk_at timestamptz",
    # The usual share of the hand-back; exact per route from here on. Working time is counted by the application, which
    # does so once for what is open (setting risk.counted); until then the desk's own time orders the lists, as before.
    """UPDATE dossier SET hand_back_minutes = CASE WHEN term = 'same_day' THEN 0 ELSE 120 END,
        risk_at = least(actor_due_at, due_at) WHERE is_open""",
    """CREATE INDEX dossier_by_risk ON dossier
        (at_agency, at_desk, is_open, (coalesce(risk_at, 'infinity'::timestamptz)), id)""",
    "CREATE INDEX dossier_handed_back ON dossier (handed_back_at) WHERE handed_back_at IS NOT NULL",
    # An apology with a new date: asked for by who has the dossier, answered by the director (NĐ 61/2018, Điều 19.9).
    """CREATE TABLE reappointment (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        state text NOT NULL CHECK (state IN ('asked', 'approved', 'declined')),
        due_was timestamptz NOT NULL,
        new_due_at timestamptz NOT NULL CHECK (new_due_at > due_was),
        reason text NOT NULL,
        late_says text NOT NULL DEFAULT '',
        asked_by uuid REFERENCES staff (id),
        asked_by_name text NOT NULL,
        asked_at timestamptz NOT NULL,
        answer text NOT NULL DEFAULT '',
        answered_by_name text NOT NULL DEFAULT '',
        answered_at timestamptz,
        CONSTRAINT reappointment_is_answered CHECK ((state = 'asked') = (answered_at IS NULL))
    )""",
    "CREATE INDEX reappointment_by_dossier ON reappointment (dossier_id, id)",
    "CREATE UNIQUE INDEX reappointment_one_open ON reappointment (dossier_id) WHERE state = 'asked'",
    "CREATE INDEX reappointment_asked ON reappointment (asked_at, id) WHERE state = 'asked'",
    "CREATE INDEX reappointment_by_asker ON reappointment (asked_by, answered_at DESC) WHERE state = 'declined'",
    # The letters issued before there were proposals: the director's own.
    """INSERT INTO reappointment (dossier_id, state, due_was, new_due_at, reason, asked_by, asked_by_name, asked_at,
        answered_by_name, answered_at)
    SELECT d.id, 'approved', d.first_due_at, d.reappointed_to, coalesce(e.data ->> 'reason', ''), e.actor_id,
        e.actor_name, e.at, e.actor_name, e.at
    FROM dossier d JOIN event e ON e.dossier_id = d.id AND e.kind = 'reappoint'
    WHERE d.reappointed_to > d.first_due_at""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
