"""What was decided about the calendar here, beyond the files of `tenants/`."""

from __future__ import annotations

from piccolo.columns import JSONB, BigInt, BigSerial, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class CalendarDecision(Table, tablename="calendar_decision", db=DB):
    id = BigSerial(primary_key=True)
    kind = Text(default=None, null=False)
    year = BigInt(default=None, null=False)
    document = Text(default=None, null=False)
    body = JSONB(default=None, null=False)
    decided_by = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)
