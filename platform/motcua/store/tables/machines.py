"""Keys of machines, the trail in its order, webhooks, and what the national portal has."""

from __future__ import annotations

from piccolo.columns import UUID, Array, BigInt, BigSerial, Bytea, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class ApiKey(Table, tablename="api_key", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    name = Text(default=None, null=False)
    prefix = Text(default=None, null=False)
    key_hash = Bytea(default=None, null=False)
    scopes = Array(base_column=Text(), default=None, null=False)
    desks = Array(base_column=Text(), default=None, null=False)
    created_at = Timestamptz(default=None, null=False)
    created_by = UUID(default=None, null=False)
    expires_at = Timestamptz(default=None, null=False)
    last_used_at = Timestamptz(default=None, null=True)
    revoked_at = Timestamptz(default=None, null=True)
    revoked_by = UUID(default=None, null=True)


class EventFeed(Table, tablename="event_feed", db=DB):
    position = BigInt(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    seq = BigInt(default=None, null=False)


class Webhook(Table, tablename="webhook", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    key_id = UUID(default=None, null=False)
    url = Text(default=None, null=False)
    secret_sealed = Text(default=None, null=False)
    state = Text(default=None, null=False)
    after = BigInt(default=None, null=False)
    failures = BigInt(default=0, null=False)
    next_at = Timestamptz(default=None, null=False)
    leased_until = Timestamptz(default=None, null=True)
    created_at = Timestamptz(default=None, null=False)


class WebhookDelivery(Table, tablename="webhook_delivery", db=DB):
    id = BigSerial(primary_key=True)
    webhook_id = UUID(default=None, null=False)
    position = BigInt(default=None, null=False)
    event_id = Text(default=None, null=False)
    attempt = BigInt(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    status = BigInt(default=None, null=True)
    outcome = Text(default=None, null=False)
    took_ms = BigInt(default=None, null=False)


class PortalImport(Table, tablename="portal_import", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    name = Text(default=None, null=False)
    from_on = Date(default=None, null=False)
    to_on = Date(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    by_id = UUID(default=None, null=False)
    lines = BigInt(default=None, null=False)


class PortalLine(Table, tablename="portal_line", db=DB):
    import_id = UUID(primary_key=True, default=None, null=False)
    code = Text(default=None, null=False)
    status = BigInt(default=None, null=False)
