"""Staff, sessions, applicants; settings and counters."""

from __future__ import annotations

from piccolo.columns import JSONB, UUID, Array, BigInt, BigSerial, Boolean, Bytea, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class Staff(Table, tablename="staff", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    username = Text(default=None, null=False)
    name = Text(default=None, null=False)
    name_key = Text(default=None, null=False)
    title = Text(default="", null=False)
    phone = Text(default="", null=False)
    kind = Text(default=None, null=False)
    agency = Text(default=None, null=True)
    password_hash = Text(default=None, null=False)
    must_change = Boolean(default=None, null=False)
    is_locked = Boolean(default=False, null=False)
    roles = Array(base_column=Text(), default=None, null=False)
    desks = Array(base_column=Text(), default=None, null=False)
    receives = Array(base_column=Text(), default=None, null=False)
    seconded_from = Date(default=None, null=True)
    seconded_to = Date(default=None, null=True)
    created_at = Timestamptz(default=None, null=False)
    changed_at = Timestamptz(default=None, null=False)
    version = BigInt(default=1, null=False)
    locked_by = UUID(default=None, null=True)
    made_in = Text(default="file", null=False)
    file_row = Text(default=None, null=True)
    is_reserve = Boolean(default=False, null=False)
    email = Text(default="", null=False)


class Session(Table, tablename="session", db=DB):
    token_hash = Bytea(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    created_at = Timestamptz(default=None, null=False)
    seen_at = Timestamptz(default=None, null=False)
    expires_at = Timestamptz(default=None, null=False)
    address = Text(default=None, null=False)
    agent = Text(default=None, null=False)
    locked_at = Timestamptz(default=None, null=True)
    awaits_code = Boolean(default=False, null=False)


class SignInFailure(Table, tablename="sign_in_failure", db=DB):
    id = BigSerial(primary_key=True)
    username_mac = Bytea(default=None, null=False)
    address = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)


class Applicant(Table, tablename="applicant", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    kind = Text(default=None, null=False)
    name = Text(default=None, null=False)
    name_folded = Text(default=None, null=False)
    name_key = Text(default=None, null=False)
    id_kind = Text(default=None, null=True)
    id_number_sealed = Text(default=None, null=True)
    id_number_mac = Bytea(default=None, null=True)
    phone = Text(default="", null=False)
    email = Text(default="", null=False)
    address = Text(default="", null=False)
    born_on = Date(default=None, null=True)
    created_at = Timestamptz(default=None, null=False)
    changed_at = Timestamptz(default=None, null=False)


class Setting(Table, tablename="setting", db=DB):
    key = Text(primary_key=True, default=None, null=False)
    value = JSONB(default=None, null=False)
    set_by = UUID(default=None, null=True)
    set_at = Timestamptz(default=None, null=False)


class Counter(Table, tablename="counter", db=DB):
    key = Text(primary_key=True, default=None, null=False)
    last = BigInt(default=None, null=False)


class RequestKey(Table, tablename="request_key", db=DB):
    key = UUID(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    action = Text(default=None, null=False)
    outcome = JSONB(default=None, null=True)
    at = Timestamptz(default=None, null=False)
