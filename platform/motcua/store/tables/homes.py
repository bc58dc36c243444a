"""Saved views, and what an administrator did with an account."""

from __future__ import annotations

from piccolo.columns import JSONB, UUID, BigInt, BigSerial, Boolean, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class SavedView(Table, tablename="saved_view", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    name = Text(default=None, null=False)
    query = Text(default=None, null=False)
    created_at = Timestamptz(default=None, null=False)
    place = BigInt(default=0, null=False)
    is_default = Boolean(default=False, null=False)
    shared_desk = Text(default=None, null=True)


class AccountAct(Table, tablename="account_act", db=DB):
    id = BigSerial(primary_key=True)
    staff_id = UUID(default=None, null=False)
    kind = Text(default=None, null=False)
    by_id = UUID(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    data = JSONB(default="{}", null=False)
