"""The trail, its seals, and what plugins leave on a dossier."""

from __future__ import annotations

from piccolo.columns import JSONB, UUID, BigInt, BigSerial, Bytea, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class Event(Table, tablename="event", db=DB):
    dossier_id = UUID(primary_key=True, default=None, null=False)
    seq = BigInt(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    kind = Text(default=None, null=False)
    actor_id = UUID(default=None, null=True)
    actor_name = Text(default=None, null=False)
    on_behalf = Text(default=None, null=True)
    data = JSONB(default=None, null=False)
    prev_hash = Bytea(default=None, null=False)
    hash = Bytea(default=None, null=False)
    salt = Bytea(default=None, null=True)


class EventWord(Table, tablename="event_word", db=DB):
    dossier_id = UUID(primary_key=True, default=None, null=False)
    seq = BigInt(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    kind = Text(default=None, null=False)
    actor_id = UUID(default=None, null=True)
    folded = Text(default=None, null=False)


class EventErased(Table, tablename="event_erased", db=DB):
    dossier_id = UUID(primary_key=True, default=None, null=False)
    seq = BigInt(default=None, null=False)
    disposal_id = UUID(default=None, null=False)
    mac = Bytea(default=None, null=False)


class TrailSeal(Table, tablename="trail_seal", db=DB):
    on_date = Date(primary_key=True, default=None, null=False)
    head_hash = Bytea(default=None, null=False)
    dossiers = BigInt(default=None, null=False)
    prev_hash = Bytea(default=None, null=False)
    hash = Bytea(default=None, null=False)


class TrailSealHead(Table, tablename="trail_seal_head", db=DB):
    on_date = Date(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    seq = BigInt(default=None, null=False)
    hash = Bytea(default=None, null=False)


class Note(Table, tablename="note", db=DB):
    id = BigSerial(primary_key=True)
    dossier_id = UUID(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    plugin = Text(default=None, null=False)
    text = Text(default=None, null=False)
    source_key = Text(default=None, null=False)


class Notice(Table, tablename="notice", db=DB):
    id = BigSerial(primary_key=True)
    dossier_id = UUID(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    event = Text(default=None, null=False)
    channel = Text(default=None, null=False)
    text = Text(default=None, null=False)
    state = Text(default=None, null=False)
    source_key = Text(default=None, null=False)
