"""Work on many dossiers at once; who gets the mail of the morning."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, Boolean, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class BulkBatch(Table, tablename="bulk_batch", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    move = Text(default=None, null=False)
    query = Text(default=None, null=False)
    sealed = Text(default=None, null=False)
    state = Text(default=None, null=False)
    is_beside = Boolean(default=None, null=False)
    has_more = Boolean(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    finished_at = Timestamptz(default=None, null=True)


class BulkItem(Table, tablename="bulk_item", db=DB):
    batch_id = UUID(primary_key=True, default=None, null=False)
    seq = BigInt(default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    seen = BigInt(default=None, null=False)
    state = Text(default=None, null=False)
    says = Text(default="", null=False)


class MorningMail(Table, tablename="morning_mail", db=DB):
    staff_id = UUID(primary_key=True, default=None, null=False)
    at_minute = BigInt(default=None, null=False)
    chosen_at = Timestamptz(default=None, null=False)
    last_on = Date(default=None, null=True)


EVERY = (BulkBatch, BulkItem, MorningMail)
