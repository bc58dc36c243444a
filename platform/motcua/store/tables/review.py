"""How each version of a procedure stands at the center, what was decided over it, and the trail."""

from __future__ import annotations

from piccolo.columns import JSONB, UUID, BigInt, BigSerial, Bytea, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class Publication(Table, tablename="publication", db=DB):
    version_hash = Text(primary_key=True, default=None, null=False)
    procedure_key = Text(default=None, null=False)
    agency = Text(default=None, null=False)
    state = Text(default=None, null=False)
    decision = JSONB(default=None, null=True)
    reason = Text(default="", null=False)
    from_on = Date(default=None, null=True)
    to_on = Date(default=None, null=True)
    seq = BigInt(default=1, null=False)
    proposed_at = Timestamptz(default=None, null=False)
    changed_at = Timestamptz(default=None, null=False)


class ProcedureOverride(Table, tablename="procedure_override", db=DB):
    id = BigSerial(primary_key=True)
    procedure_key = Text(default=None, null=False)
    fact = Text(default=None, null=False)
    value = Text(default=None, null=False)
    decision = JSONB(default=None, null=False)
    grounds = Text(default="", null=False)
    set_by = UUID(default=None, null=False)
    set_by_name = Text(default=None, null=False)
    set_at = Timestamptz(default=None, null=False)


class ProcedureList(Table, tablename="procedure_list", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    name = Text(default=None, null=False)
    decision = JSONB(default=None, null=False)
    body = JSONB(default=None, null=False)
    uploaded_by = UUID(default=None, null=False)
    uploaded_at = Timestamptz(default=None, null=False)
    taken = BigInt(default=None, null=True)
    confirmed_at = Timestamptz(default=None, null=True)


class ReviewEvent(Table, tablename="review_event", db=DB):
    seq = BigInt(primary_key=True, default=None, null=False)
    procedure_key = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    kind = Text(default=None, null=False)
    actor_id = UUID(default=None, null=True)
    actor_name = Text(default=None, null=False)
    data = JSONB(default=None, null=False)
    prev_hash = Bytea(default=None, null=False)
    hash = Bytea(default=None, null=False)
