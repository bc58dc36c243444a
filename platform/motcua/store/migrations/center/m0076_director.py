"""The director's page: the pace of desks, what is foretold and what came of it, reminders to agencies."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0076_director"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    # `procedure_key` and `step_key` "": everything at the desk, in thousandths of the planned time.
    """CREATE TABLE desk_pace (
        agency text NOT NULL,
        desk text NOT NULL,
        procedure_key text NOT NULL,
        step_key text NOT NULL,
        samples bigint NOT NULL CHECK (samples > 0),
        tenths bigint[] NOT NULL CHECK (cardinality(tenths) = 9),
        PRIMARY KEY (agency, desk, procedure_key, step_key)
    )""",
    """CREATE TABLE desk_flow (
        from_agency text NOT NULL,
        from_desk text NOT NULL,
        to_agency text NOT NULL,
        to_desk text NOT NULL,
        n bigint NOT NULL CHECK (n > 0),
        PRIMARY KEY (from_agency, from_desk, to_agency, to_desk)
    )""",
    # By ISO weekday (1: Monday) and local hour.
    """CREATE TABLE arrival_hour (
        weekday bigint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
        hour bigint NOT NULL CHECK (hour BETWEEN 0 AND 23),
        n bigint NOT NULL CHECK (n > 0),
        PRIMARY KEY (weekday, hour)
    )""",
    # One row for each dossier that a day's forecast watched, kept until what came of it is no longer asked for.
    """CREATE TABLE forecast (
        made_on date NOT NULL,
        dossier_id uuid NOT NULL,
        agency text NOT NULL,
        at_agency text NOT NULL,
        at_desk text NOT NULL,
        due_at timestamptz NOT NULL,
        needs bigint NOT NULL,
        time_left bigint NOT NULL,
        is_late boolean NOT NULL,
        came text NOT NULL DEFAULT '' CHECK (came IN ('', 'late', 'in_time', 'moved')),
        PRIMARY KEY (made_on, dossier_id)
    )""",
    "CREATE INDEX forecast_said ON forecast (made_on, at_agency, at_desk, due_at, dossier_id) WHERE is_late",
    "CREATE INDEX forecast_unscored ON forecast (due_at, made_on, dossier_id) WHERE came = ''",
    """CREATE TABLE forecast_score (
        made_on date NOT NULL,
        at_agency text NOT NULL,
        at_desk text NOT NULL,
        watched bigint NOT NULL,
        said bigint NOT NULL,
        hit bigint NOT NULL,
        late bigint NOT NULL,
        PRIMARY KEY (made_on, at_agency, at_desk)
    )""",
    # Công văn đôn đốc (NĐ 61/2018, Điều 9.2): what it lists is kept as it stood when it was issued.
    """CREATE TABLE reminder (
        id uuid PRIMARY KEY,
        letter_id uuid NOT NULL REFERENCES issued_letter (id),
        agency text NOT NULL,
        number text NOT NULL,
        note text NOT NULL DEFAULT '',
        answer_by timestamptz NOT NULL,
        late bigint NOT NULL,
        near bigint NOT NULL,
        issued_by_name text NOT NULL,
        at timestamptz NOT NULL,
        seen_at timestamptz,
        seen_by_name text NOT NULL DEFAULT '',
        answer text NOT NULL DEFAULT '',
        answered_at timestamptz,
        answered_by_name text NOT NULL DEFAULT '',
        version bigint NOT NULL DEFAULT 1
    )""",
    "CREATE INDEX reminder_by_time ON reminder (at DESC, id DESC)",
    "CREATE INDEX reminder_of_agency ON reminder (agency, at DESC, id DESC)",
    "CREATE INDEX reminder_unanswered ON reminder (agency, at) WHERE answered_at IS NULL",
    """CREATE TABLE reminder_dossier (
        reminder_id uuid NOT NULL REFERENCES reminder (id),
        ordinal bigint NOT NULL,
        dossier_id uuid NOT NULL,
        code text NOT NULL,
        title text NOT NULL,
        at_desk text NOT NULL,
        due_at timestamptz NOT NULL,
        why text NOT NULL CHECK (why IN ('late', 'foretold')),
        PRIMARY KEY (reminder_id, ordinal)
    )""",
    # Asked of the director: to be allowed another request for a supplement. `allowed_before` says whether it was
    # allowed meanwhile by another way.
    """CREATE TABLE supplement_wish (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('asked', 'allowed', 'declined')),
        reason text NOT NULL,
        allowed_before bigint NOT NULL,
        asked_by_name text NOT NULL,
        asked_at timestamptz NOT NULL,
        answer text NOT NULL DEFAULT '',
        answered_by_name text NOT NULL DEFAULT '',
        answered_at timestamptz
    )""",
    "CREATE INDEX supplement_wish_of_dossier ON supplement_wish (dossier_id, asked_at)",
    "CREATE UNIQUE INDEX supplement_wish_one_open ON supplement_wish (dossier_id) WHERE state = 'asked'",
    "CREATE INDEX supplement_wish_asked ON supplement_wish (asked_at, id) WHERE state = 'asked'",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
