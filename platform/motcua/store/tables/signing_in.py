"""Codes of the second step, the history of signing in, links to the shared sign-in."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, BigSerial, Bytea, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class CodeGenerator(Table, tablename="code_generator", db=DB):
    staff_id = UUID(primary_key=True, default=None, null=False)
    secret_sealed = Text(default=None, null=False)
    last_step = BigInt(default=None, null=False)
    set_up_at = Timestamptz(default=None, null=False)


class RecoveryCode(Table, tablename="recovery_code", db=DB):
    staff_id = UUID(primary_key=True, default=None, null=False)
    code_mac = Bytea(default=None, null=False)
    made_at = Timestamptz(default=None, null=False)


class SignIn(Table, tablename="sign_in", db=DB):
    id = BigSerial(primary_key=True)
    staff_id = UUID(default=None, null=False)
    kind = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    network = Text(default=None, null=False)
    device = Text(default=None, null=False)


class OidcLink(Table, tablename="oidc_link", db=DB):
    issuer = Text(default=None, null=False)
    subject = Text(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    linked_by = UUID(default=None, null=False)
    linked_at = Timestamptz(default=None, null=False)
