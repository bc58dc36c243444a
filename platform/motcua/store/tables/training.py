"""Who began which exercise of a training twin."""

from __future__ import annotations

from piccolo.columns import UUID, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class TrainingTask(Table, tablename="training_task", db=DB):
    staff_id = UUID(primary_key=True, default=None, null=False)
    exercise = Text(default=None, null=False)
    dossier_id = UUID(default=None, null=True)
    begun_at = Timestamptz(default=None, null=False)
