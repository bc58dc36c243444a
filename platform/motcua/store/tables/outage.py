"""Sheets for the hours without the system."""

from __future__ import annotations

from piccolo.columns import UUID, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class OutageSheet(Table, tablename="outage_sheet", db=DB):
    number = Text(primary_key=True, default=None, null=False)
    printed_at = Timestamptz(default=None, null=False)
    printed_by_name = Text(default=None, null=False)
    state = Text(default=None, null=False)
    dossier_id = UUID(default=None, null=True)
    received_at = Timestamptz(default=None, null=True)
    reason = Text(default="", null=False)
    entered_by_name = Text(default="", null=False)
    entered_at = Timestamptz(default=None, null=True)
    decided_by_name = Text(default="", null=False)
    decided_at = Timestamptz(default=None, null=True)
