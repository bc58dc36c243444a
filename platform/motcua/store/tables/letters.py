"""Letters that were issued, and their reprints."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, BigSerial, Boolean, Bytea, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class IssuedLetter(Table, tablename="issued_letter", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=True)
    kind = Text(default=None, null=False)
    occasion = Text(default=None, null=False)
    title = Text(default=None, null=False)
    number = Text(default=None, null=False)
    book = Text(default=None, null=False)
    year = BigInt(default=None, null=False)
    ordinal = BigInt(default=None, null=True)
    template = Text(default=None, null=False)
    template_version = Text(default=None, null=False)
    data = Text(default=None, null=False)
    size = BigInt(default=None, null=False)
    sha256 = Bytea(default=None, null=False)
    storage_key = Text(default=None, null=False)
    is_sealed = Boolean(default=None, null=False)
    issued_by = UUID(default=None, null=False)
    issued_by_name = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)


class LetterReprint(Table, tablename="letter_reprint", db=DB):
    id = BigSerial(primary_key=True)
    letter_id = UUID(default=None, null=False)
    reason = Text(default=None, null=False)
    by_id = UUID(default=None, null=False)
    by_name = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)
