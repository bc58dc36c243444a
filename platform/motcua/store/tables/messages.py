"""Messages to people outside, and by which way a dossier's applicant wants them."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, Boolean, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class Message(Table, tablename="message", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    once_key = Text(default=None, null=False)
    dossier_id = UUID(default=None, null=True)
    occasion = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    channel = Text(default=None, null=False)
    sealed = Text(default=None, null=False)
    address_shown = Text(default=None, null=False)
    state = Text(default=None, null=False)
    attempts = BigInt(default=0, null=False)
    queued_at = Timestamptz(default=None, null=False)
    queued_by = UUID(default=None, null=True)
    told_by = UUID(default=None, null=True)
    next_at = Timestamptz(default=None, null=False)
    lease_until = Timestamptz(default=None, null=True)
    not_after = Timestamptz(default=None, null=True)
    sent_at = Timestamptz(default=None, null=True)
    provider_says = Text(default="", null=False)
    problem = Text(default="", null=False)
    is_again = Boolean(default=False, null=False)


class MessageChoice(Table, tablename="message_choice", db=DB):
    dossier_id = UUID(primary_key=True, default=None, null=False)
    channel = Text(default=None, null=False)
    set_by = UUID(default=None, null=True)
    set_at = Timestamptz(default=None, null=False)
