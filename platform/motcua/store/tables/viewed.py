"""Who looked at a dossier, by day."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class Viewed(Table, tablename="viewed", db=DB):
    subject = UUID(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    on_day = Date(default=None, null=False)
    name = Text(default=None, null=False)
    title = Text(default=None, null=False)
    agency = Text(default=None, null=True)
    first_at = Timestamptz(default=None, null=False)
    last_at = Timestamptz(default=None, null=False)
    times = BigInt(default=None, null=False)
