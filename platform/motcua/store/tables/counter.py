"""Drafts, visits and scans used again."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class Draft(Table, tablename="draft", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    procedure_key = Text(default=None, null=False)
    dossier_id = UUID(default=None, null=True)
    sealed = Text(default=None, null=False)
    version = BigInt(default=None, null=False)
    created_at = Timestamptz(default=None, null=False)
    changed_at = Timestamptz(default=None, null=False)


class Visit(Table, tablename="visit", db=DB):
    dossier_id = UUID(primary_key=True, default=None, null=False)
    visit_id = UUID(default=None, null=False)
    at = Timestamptz(default=None, null=False)


class ReusedScan(Table, tablename="reused_scan", db=DB):
    file_id = UUID(primary_key=True, default=None, null=False)
    from_file = UUID(default=None, null=False)
