"""Accesses of the province to this center."""

from __future__ import annotations

from piccolo.columns import UUID, Bytea, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class ProvinceAccess(Table, tablename="province_access", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    officer_name = Text(default=None, null=False)
    reason = Text(default=None, null=False)
    consented_by = Text(default=None, null=False)
    from_at = Timestamptz(default=None, null=False)
    ends_at = Timestamptz(default=None, null=False)
    ended_at = Timestamptz(default=None, null=True)
    ended_by = Text(default=None, null=True)
    ticket_hash = Bytea(default=None, null=True)
    ticket_until = Timestamptz(default=None, null=True)
