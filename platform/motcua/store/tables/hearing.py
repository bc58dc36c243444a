"""Ratings, feedback, and who is posted on the public board."""

from __future__ import annotations

from piccolo.columns import JSONB, UUID, Array, BigInt, Bytea, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class Rating(Table, tablename="rating", db=DB):
    dossier_id = UUID(primary_key=True, default=None, null=False)
    at = Timestamptz(default=None, null=False)
    month = Date(default=None, null=False)
    agency = Text(default=None, null=False)
    channel = Text(default=None, null=False)
    score = BigInt(default=None, null=False)
    reasons = Array(base_column=Text(), default=None, null=False)
    remark_sealed = Text(default="", null=False)
    remark_state = Text(default=None, null=False)
    remark_shown = Text(default="", null=False)
    moderated_by_name = Text(default="", null=False)
    moderated_at = Timestamptz(default=None, null=True)
    by_id = UUID(default=None, null=True)
    by_name = Text(default="", null=False)
    told_how = Text(default="", null=False)
    screen_of = UUID(default=None, null=True)
    opened_at = Timestamptz(default=None, null=True)


class RatingPart(Table, tablename="rating_part", db=DB):
    dossier_id = UUID(primary_key=True, default=None, null=False)
    part = Text(default=None, null=False)
    step = Text(default=None, null=False)
    staff_id = UUID(default=None, null=True)
    agency = Text(default=None, null=False)
    score = BigInt(default=None, null=False)


class RatingSum(Table, tablename="rating_sum", db=DB):
    month = Date(primary_key=True, default=None, null=False)
    kind = Text(default=None, null=False)
    subject = Text(default=None, null=False)
    part = Text(default=None, null=False)
    score_0 = BigInt(default=0, null=False)
    score_1 = BigInt(default=0, null=False)
    score_2 = BigInt(default=0, null=False)
    by_staff = BigInt(default=0, null=False)


class RatingScreen(Table, tablename="rating_screen", db=DB):
    staff_id = UUID(primary_key=True, default=None, null=False)
    secret_hash = Bytea(default=None, null=False)
    made_at = Timestamptz(default=None, null=False)
    expires_at = Timestamptz(default=None, null=False)
    turn = BigInt(default=0, null=False)
    dossier_id = UUID(default=None, null=True)
    opened_at = Timestamptz(default=None, null=True)


class Feedback(Table, tablename="feedback", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    number = Text(default=None, null=False)
    secret_hash = Bytea(default=None, null=False)
    request_key = UUID(default=None, null=False)
    content_mac = Bytea(default=None, null=False)
    kind = Text(default=None, null=False)
    agency = Text(default="", null=False)
    sealed = Text(default=None, null=False)
    month = Date(default=None, null=False)
    received_at = Timestamptz(default=None, null=False)
    due_at = Timestamptz(default=None, null=True)
    due_says = Text(default=None, null=False)
    state = Text(default=None, null=False)
    assigned_to = UUID(default=None, null=True)
    assigned_name = Text(default="", null=False)
    answer_sealed = Text(default="", null=False)
    answered_at = Timestamptz(default=None, null=True)
    answered_by_name = Text(default="", null=False)
    public_question = Text(default="", null=False)
    public_answer = Text(default="", null=False)
    published_at = Timestamptz(default=None, null=True)
    published_by_name = Text(default="", null=False)
    near_told_for = Timestamptz(default=None, null=True)
    late_told_for = Timestamptz(default=None, null=True)
    version = BigInt(default=1, null=False)
    event_seq = BigInt(default=0, null=False)
    event_hash = Bytea(default=None, null=True)


class FeedbackEvent(Table, tablename="feedback_event", db=DB):
    feedback_id = UUID(primary_key=True, default=None, null=False)
    seq = BigInt(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    kind = Text(default=None, null=False)
    actor_id = UUID(default=None, null=True)
    actor_name = Text(default=None, null=False)
    data = JSONB(default=None, null=False)
    prev_hash = Bytea(default=None, null=False)
    hash = Bytea(default=None, null=False)


class FeedbackSum(Table, tablename="feedback_sum", db=DB):
    month = Date(primary_key=True, default=None, null=False)
    received = BigInt(default=0, null=False)
    answered = BigInt(default=0, null=False)
    in_time = BigInt(default=0, null=False)


class PublicStaff(Table, tablename="public_staff", db=DB):
    staff_id = UUID(primary_key=True, default=None, null=False)
    marked_by = UUID(default=None, null=False)
    marked_at = Timestamptz(default=None, null=False)


EVERY = (
    Rating,
    RatingPart,
    RatingSum,
    RatingScreen,
    Feedback,
    FeedbackEvent,
    FeedbackSum,
    PublicStaff,
)
