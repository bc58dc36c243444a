"""What inspectors searched for and took away; how long dossiers are kept, and their destruction."""

from __future__ import annotations

from piccolo.columns import JSONB, UUID, BigInt, BigSerial, Boolean, Bytea, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class InspectionQuery(Table, tablename="inspection_query", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    sealed = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)


class DossierBundle(Table, tablename="dossier_bundle", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    reason = Text(default=None, null=False)
    state = Text(default=None, null=False)
    total = BigInt(default=None, null=False)
    done = BigInt(default=0, null=False)
    storage_key = Text(default=None, null=True)
    digest = Bytea(default=None, null=True)
    is_signed = Boolean(default=False, null=False)
    asked_by = UUID(default=None, null=False)
    asked_by_name = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)


class RetentionTerm(Table, tablename="retention_term", db=DB):
    id = BigSerial(primary_key=True)
    procedure_key = Text(default=None, null=False)
    years = BigInt(default=None, null=True)
    basis = Text(default=None, null=False)
    set_by = UUID(default=None, null=False)
    set_by_name = Text(default=None, null=False)
    set_at = Timestamptz(default=None, null=False)


class Disposal(Table, tablename="disposal", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    year = BigInt(default=None, null=False)
    state = Text(default=None, null=False)
    walked = BigInt(default=0, null=False)
    total = BigInt(default=0, null=False)
    done = BigInt(default=0, null=False)
    out_count = BigInt(default=0, null=False)
    left_out = JSONB(default="{}", null=False)
    sums = JSONB(default="[]", null=False)
    proposed_by = UUID(default=None, null=False)
    proposed_by_name = Text(default=None, null=False)
    proposed_at = Timestamptz(default=None, null=False)
    submitted_at = Timestamptz(default=None, null=True)
    returned_for = Text(default="", null=False)
    decision = Text(default="", null=False)
    attended = Text(default="", null=False)
    decided_by = UUID(default=None, null=True)
    decided_by_name = Text(default="", null=False)
    decided_by_title = Text(default="", null=False)
    decided_at = Timestamptz(default=None, null=True)
    finished_at = Timestamptz(default=None, null=True)
    minutes_id = UUID(default=None, null=True)
    version = BigInt(default=1, null=False)


class DisposalItem(Table, tablename="disposal_item", db=DB):
    disposal_id = UUID(primary_key=True, default=None, null=False)
    ordinal = BigInt(default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    procedure_key = Text(default=None, null=False)
    agency = Text(default=None, null=False)
    ended_on = Date(default=None, null=False)
    kept_until = Date(default=None, null=False)
    years = BigInt(default=None, null=False)
    basis = Text(default=None, null=False)
    state = Text(default=None, null=False)
    reason = Text(default="", null=False)
    at = Timestamptz(default=None, null=True)
