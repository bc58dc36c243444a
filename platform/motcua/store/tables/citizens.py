"""Citizens with an account at the center, their contacts, codes, sessions and links."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, Bytea, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class Citizen(Table, tablename="citizen", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    name = Text(default="", null=False)
    born_on = Date(default=None, null=True)
    id_kind = Text(default=None, null=True)
    id_number_sealed = Text(default=None, null=True)
    address = Text(default="", null=False)
    created_at = Timestamptz(default=None, null=False)
    changed_at = Timestamptz(default=None, null=False)
    version = BigInt(default=1, null=False)


class CitizenContact(Table, tablename="citizen_contact", db=DB):
    kind = Text(default=None, null=False)
    address = Text(primary_key=True, default=None, null=False)
    citizen_id = UUID(default=None, null=False)
    confirmed_at = Timestamptz(default=None, null=False)


class CitizenCode(Table, tablename="citizen_code", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    contact_mac = Bytea(default=None, null=False)
    contact_sealed = Text(default=None, null=False)
    code_mac = Bytea(default=None, null=False)
    failed = BigInt(default=0, null=False)
    address = Text(default=None, null=False)
    made_at = Timestamptz(default=None, null=False)
    expires_at = Timestamptz(default=None, null=False)
    used_at = Timestamptz(default=None, null=True)


class CitizenSession(Table, tablename="citizen_session", db=DB):
    token_hash = Bytea(primary_key=True, default=None, null=False)
    citizen_id = UUID(default=None, null=False)
    created_at = Timestamptz(default=None, null=False)
    seen_at = Timestamptz(default=None, null=False)
    expires_at = Timestamptz(default=None, null=False)
    network = Text(default=None, null=False)
    device = Text(default=None, null=False)


class CitizenLink(Table, tablename="citizen_link", db=DB):
    issuer = Text(default=None, null=False)
    subject = Text(primary_key=True, default=None, null=False)
    citizen_id = UUID(default=None, null=False)
    linked_at = Timestamptz(default=None, null=False)
