"""Phản ánh, kiến nghị with their trail; the figures of the public board; and who is posted on it."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0064_feedback"
VERSION = "1.64.0"
DESCRIPTION = __doc__

SQL = (
    # What was written, by whom and where they can be reached is sealed, and so is the answer to them. `public_…` is
    # what the director lets stand for everybody to read.
    """CREATE TABLE feedback (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        secret_hash bytea NOT NULL,
        request_key uuid NOT NULL UNIQUE,
        content_mac bytea NOT NULL,
        kind text NOT NULL CHECK (kind IN ('conduct', 'rules', 'proposal')),
        agency text NOT NULL DEFAULT '',
        sealed text NOT NULL,
        month date NOT NULL,
        received_at timestamptz NOT NULL,
        due_at timestamptz,
        due_says text NOT NULL,
        state text NOT NULL CHECK (state IN ('received', 'assigned', 'answered', 'declined')),
        assigned_to uuid REFERENCES staff (id),
        assigned_name text NOT NULL DEFAULT '',
        answer_sealed text NOT NULL DEFAULT '',
        answered_at timestamptz,
        answered_by_name text NOT NULL DEFAULT '',
        public_question text NOT NULL DEFAULT '',
        public_answer text NOT NULL DEFAULT '',
        published_at timestamptz,
        published_by_name text NOT NULL DEFAULT '',
        near_told_for timestamptz,
        late_told_for timestamptz,
        version bigint NOT NULL DEFAULT 1,
        event_seq bigint NOT NULL DEFAULT 0,
        event_hash bytea,
        CONSTRAINT feedback_is_answered
            CHECK ((state IN ('answered', 'declined')) = (answered_at IS NOT NULL AND answer_sealed <> '')),
        CONSTRAINT feedback_is_published_after_its_answer CHECK (published_at IS NULL OR answered_at IS NOT NULL)
    )""",
    """CREATE INDEX feedback_open ON feedback ((coalesce(due_at, 'infinity'::timestamptz)), id)
        WHERE answered_at IS NULL""",
    """CREATE INDEX feedback_open_of_one ON feedback
        (assigned_to, (coalesce(due_at, 'infinity'::timestamptz)), id) WHERE answered_at IS NULL""",
    "CREATE INDEX feedback_answered ON feedback (answered_at DESC, id DESC) WHERE answered_at IS NOT NULL",
    """CREATE INDEX feedback_answered_of_one ON feedback (assigned_to, answered_at DESC, id DESC)
        WHERE answered_at IS NOT NULL""",
    "CREATE INDEX feedback_published ON feedback (published_at DESC, id DESC) WHERE published_at IS NOT NULL",
    """CREATE TABLE feedback_event (
        feedback_id uuid NOT NULL REFERENCES feedback (id),
        seq bigint NOT NULL CHECK (seq > 0),
        at timestamptz NOT NULL,
        kind text NOT NULL,
        actor_id uuid,
        actor_name text NOT NULL,
        data jsonb NOT NULL,
        prev_hash bytea NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (feedback_id, seq)
    )""",
    """CREATE TABLE feedback_sum (
        month date PRIMARY KEY,
        received bigint NOT NULL DEFAULT 0,
        answered bigint NOT NULL DEFAULT 0,
        in_time bigint NOT NULL DEFAULT 0
    )""",
    # `month` is that of handing back. What had no term is in `done` and not in `with_term`.
    """CREATE TABLE board_month (
        month date NOT NULL,
        agency text NOT NULL,
        received bigint NOT NULL,
        done bigint NOT NULL,
        with_term bigint NOT NULL,
        in_time bigint NOT NULL,
        apologised bigint NOT NULL,
        PRIMARY KEY (month, agency)
    )""",
    """CREATE TABLE board_standing (
        agency text PRIMARY KEY,
        on_date date NOT NULL,
        open bigint NOT NULL,
        late bigint NOT NULL,
        apologised bigint NOT NULL
    )""",
    """CREATE TABLE public_staff (
        staff_id uuid PRIMARY KEY REFERENCES staff (id),
        marked_by uuid NOT NULL REFERENCES staff (id),
        marked_at timestamptz NOT NULL
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
