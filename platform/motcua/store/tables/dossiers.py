"""Dossiers with their papers, files, steps and pauses."""

from __future__ import annotations

from piccolo.columns import JSONB, UUID, BigInt, BigSerial, Boolean, Bytea, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class Dossier(Table, tablename="dossier", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    code = Text(default=None, null=True)
    secret_hash = Bytea(default=None, null=True)
    procedure_key = Text(default=None, null=False)
    version_hash = Text(default=None, null=False)
    agency = Text(default=None, null=False)
    applicant_id = UUID(default=None, null=False)
    state = Text(default=None, null=False)
    channel = Text(default=None, null=False)
    answers = JSONB(default=None, null=False)
    fee_due = BigInt(default=None, null=True)
    fee_note = Text(default="", null=False)
    fee_paid_at = Timestamptz(default=None, null=True)
    received_at = Timestamptz(default=None, null=False)
    due_at = Timestamptz(default=None, null=True)
    first_due_at = Timestamptz(default=None, null=True)
    term = Text(default=None, null=False)
    current_step = UUID(default=None, null=True)
    outcome = Text(default=None, null=True)
    refusal_reason = Text(default="", null=False)
    result_number = Text(default=None, null=True)
    result_book = Text(default=None, null=True)
    result_signed_on = Date(default=None, null=True)
    handed_back_at = Timestamptz(default=None, null=True)
    handed_back_to = Text(default=None, null=True)
    proxy = JSONB(default=None, null=True)
    folded = Text(default=None, null=False)
    receiver_id = UUID(default=None, null=False)
    version = BigInt(default=1, null=False)
    created_at = Timestamptz(default=None, null=False)
    changed_at = Timestamptz(default=None, null=False)
    at_agency = Text(default=None, null=True)
    at_desk = Text(default=None, null=True)
    actor_due_at = Timestamptz(default=None, null=True)
    is_open = Boolean(default=None, null=False)
    event_seq = BigInt(default=0, null=False)
    event_hash = Bytea(default=None, null=True)
    sealed_seq = BigInt(default=0, null=False)
    clock_from = Timestamptz(default=None, null=True)
    posting_number = Text(default=None, null=True)
    handed_back_proxy = Text(default=None, null=True)
    due_credit = BigInt(default=0, null=False)
    reappointed_to = Timestamptz(default=None, null=True)


class DossierPaper(Table, tablename="dossier_paper", db=DB):
    id = BigSerial(primary_key=True)
    dossier_id = UUID(default=None, null=False)
    ordinal = BigInt(default=None, null=False)
    key = Text(default=None, null=False)
    label = Text(default=None, null=False)
    originals = BigInt(default=None, null=False)
    certified_copies = BigInt(default=None, null=False)
    copies = BigInt(default=None, null=False)
    is_presented = Boolean(default=None, null=False)
    originals_returned_at = Timestamptz(default=None, null=True)
    goes_back = Text(default=None, null=False)


class File(Table, tablename="file", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=True)
    draft_key = UUID(default=None, null=True)
    uploaded_by = UUID(default=None, null=False)
    paper_key = Text(default=None, null=True)
    name = Text(default=None, null=False)
    media_type = Text(default=None, null=False)
    size = BigInt(default=None, null=False)
    sha256 = Bytea(default=None, null=False)
    storage_key = Text(default=None, null=False)
    state = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)


class Step(Table, tablename="step", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    ordinal = BigInt(default=None, null=False)
    kind = Text(default=None, null=False)
    parent_id = UUID(default=None, null=True)
    key = Text(default=None, null=False)
    label = Text(default=None, null=False)
    agency = Text(default=None, null=False)
    desk = Text(default=None, null=False)
    signs = Boolean(default=None, null=False)
    within = Text(default=None, null=False)
    state = Text(default=None, null=False)
    awaits = Text(default=None, null=True)
    handed_at = Timestamptz(default=None, null=True)
    confirmed_at = Timestamptz(default=None, null=True)
    due_at = Timestamptz(default=None, null=True)
    done_at = Timestamptz(default=None, null=True)
    done_by = UUID(default=None, null=True)
    proposal = Text(default=None, null=True)
    note = Text(default="", null=False)
    assignee_id = UUID(default=None, null=True)


class Pause(Table, tablename="pause", db=DB):
    id = BigSerial(primary_key=True)
    dossier_id = UUID(default=None, null=False)
    step_id = UUID(default=None, null=True)
    kind = Text(default=None, null=False)
    reason = Text(default=None, null=False)
    from_at = Timestamptz(default=None, null=False)
    to_at = Timestamptz(default=None, null=True)
    evidence = Text(default="", null=False)
    deadline_at = Timestamptz(default=None, null=True)
