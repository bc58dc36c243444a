"""What was filed online, and which dossiers are which citizen's."""

from __future__ import annotations

from piccolo.columns import JSONB, UUID, BigInt, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class Filing(Table, tablename="filing", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    kind = Text(default=None, null=False)
    citizen_id = UUID(default=None, null=False)
    procedure_key = Text(default=None, null=False)
    version_hash = Text(default=None, null=False)
    agency = Text(default=None, null=False)
    state = Text(default=None, null=False)
    number = Text(default=None, null=True)
    sealed = Text(default=None, null=False)
    applicant_name = Text(default="", null=False)
    version = BigInt(default=1, null=False)
    created_at = Timestamptz(default=None, null=False)
    changed_at = Timestamptz(default=None, null=False)
    submitted_at = Timestamptz(default=None, null=True)
    due_at = Timestamptz(default=None, null=True)
    asked = JSONB(default=None, null=True)
    asked_at = Timestamptz(default=None, null=True)
    answered_at = Timestamptz(default=None, null=True)
    answered_by = UUID(default=None, null=True)
    answered_by_name = Text(default="", null=False)
    reason = Text(default="", null=False)
    late_answers = BigInt(default=0, null=False)
    dossier_id = UUID(default=None, null=True)


class CitizenDossier(Table, tablename="citizen_dossier", db=DB):
    citizen_id = UUID(default=None, null=False)
    dossier_id = UUID(primary_key=True, default=None, null=False)
    how = Text(default=None, null=False)
    since = Timestamptz(default=None, null=False)
