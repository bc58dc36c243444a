"""Absences and who has a dossier open."""

from __future__ import annotations

from piccolo.columns import UUID, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class Absence(Table, tablename="absence", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    substitute_id = UUID(default=None, null=False)
    from_on = Date(default=None, null=False)
    to_on = Date(default=None, null=False)
    reason = Text(default=None, null=False)
    entered_by = UUID(default=None, null=False)
    entered_at = Timestamptz(default=None, null=False)
    ended_by = UUID(default=None, null=True)
    ended_at = Timestamptz(default=None, null=True)


class Presence(Table, tablename="presence", db=DB):
    dossier_id = UUID(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    seen_at = Timestamptz(default=None, null=False)
