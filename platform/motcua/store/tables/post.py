"""What the public post carries, and what was lost."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, Boolean, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class PostTrip(Table, tablename="post_trip", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    number = Text(default=None, null=False)
    officer_id = UUID(default=None, null=False)
    officer_name = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    letter_id = UUID(default=None, null=True)


class PostTask(Table, tablename="post_task", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    kind = Text(default=None, null=False)
    state = Text(default=None, null=False)
    agency = Text(default=None, null=False)
    about = Text(default=None, null=False)
    sealed = Text(default=None, null=False)
    citizen_id = UUID(default=None, null=True)
    filing_id = UUID(default=None, null=True)
    dossier_id = UUID(default=None, null=True)
    asked_at = Timestamptz(default=None, null=False)
    asked_by = Text(default=None, null=False)
    trip_id = UUID(default=None, null=True)
    officer_id = UUID(default=None, null=True)
    officer_name = Text(default="", null=False)
    papers = Text(default="", null=False)
    posting_number = Text(default="", null=False)
    postage = BigInt(default=None, null=True)
    attempts = BigInt(default=0, null=False)
    changed_at = Timestamptz(default=None, null=False)
    version = BigInt(default=1, null=False)


class PostStep(Table, tablename="post_step", db=DB):
    task_id = UUID(primary_key=True, default=None, null=False)
    seq = BigInt(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    act = Text(default=None, null=False)
    by_id = UUID(default=None, null=True)
    by_name = Text(default=None, null=False)
    note = Text(default="", null=False)


class Incident(Table, tablename="incident", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    number = Text(default=None, null=False)
    harm = Text(default=None, null=False)
    what = Text(default=None, null=False)
    story = Text(default=None, null=False)
    dossier_id = UUID(default=None, null=True)
    task_id = UUID(default=None, null=True)
    agency = Text(default="", null=False)
    sealed = Text(default=None, null=False)
    fault = Text(default=None, null=False)
    fault_name = Text(default="", null=False)
    cost = Text(default="", null=False)
    cost_amount = BigInt(default=None, null=True)
    found_on = Date(default=None, null=False)
    recorded_at = Timestamptz(default=None, null=False)
    recorded_by = UUID(default=None, null=False)
    recorded_by_name = Text(default=None, null=False)
    is_open = Boolean(default=True, null=False)
    letter_id = UUID(default=None, null=True)
    closed_at = Timestamptz(default=None, null=True)
    version = BigInt(default=1, null=False)


class IncidentStep(Table, tablename="incident_step", db=DB):
    incident_id = UUID(primary_key=True, default=None, null=False)
    seq = BigInt(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    by_id = UUID(default=None, null=False)
    by_name = Text(default=None, null=False)
    text = Text(default=None, null=False)
