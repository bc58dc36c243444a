"""Results: their files, their signatures, and which file belongs to which dossier."""

from __future__ import annotations

from piccolo.columns import JSONB, UUID, BigInt, BigSerial, Boolean, Bytea, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class ResultFile(Table, tablename="result_file", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    step_id = UUID(default=None, null=True)
    kind = Text(default=None, null=False)
    name = Text(default=None, null=False)
    media_type = Text(default=None, null=False)
    size = BigInt(default=None, null=False)
    sha256 = Bytea(default=None, null=False)
    storage_key = Text(default=None, null=False)
    uploaded_by = UUID(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    signature = JSONB(default=None, null=True)
    extends = UUID(default=None, null=True)


class ResultSignature(Table, tablename="result_signature", db=DB):
    id = BigSerial(primary_key=True)
    dossier_id = UUID(default=None, null=False)
    step_id = UUID(default=None, null=False)
    how = Text(default=None, null=False)
    signer = Text(default=None, null=False)
    signed_on = Date(default=None, null=False)
    file_id = UUID(default=None, null=True)
    is_other_than_draft = Boolean(default=None, null=False)
    by_id = UUID(default=None, null=False)
    at = Timestamptz(default=None, null=False)


class BoundResult(Table, tablename="bound_result", db=DB):
    sha256 = Bytea(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=False)
