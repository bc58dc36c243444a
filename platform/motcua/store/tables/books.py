"""Entries of certification books, their closings, and files of a book or a report that are made beside the requests."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, BigSerial, Bytea, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class BookEntry(Table, tablename="book_entry", db=DB):
    id = BigSerial(primary_key=True)
    book = Text(default=None, null=False)
    year = BigInt(default=None, null=False)
    ordinal = BigInt(default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    part = BigInt(default=None, null=False)
    signed_by = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)


class BookClosing(Table, tablename="book_closing", db=DB):
    id = BigSerial(primary_key=True)
    book = Text(default=None, null=False)
    year = BigInt(default=None, null=False)
    entries = BigInt(default=None, null=False)
    first = BigInt(default=None, null=False)
    last = BigInt(default=None, null=False)
    closed_by = UUID(default=None, null=False)
    closed_by_name = Text(default=None, null=False)
    closed_by_title = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    unfinished = BigInt(default=0, null=False)
    sha256 = Bytea(default=None, null=True)


class ClosedLine(Table, tablename="closed_line", db=DB):
    id = BigSerial(primary_key=True)
    book = Text(default=None, null=False)
    year = BigInt(default=None, null=False)
    place = Text(default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    agency = Text(default=None, null=False)
    procedure_key = Text(default=None, null=False)
    cells = Text(default=None, null=False)


class BookExport(Table, tablename="book_export", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    book = Text(default=None, null=False)
    year = BigInt(default=None, null=False)
    agency = Text(default=None, null=True)
    format = Text(default=None, null=False)
    state = Text(default=None, null=False)
    total = BigInt(default=None, null=False)
    done = BigInt(default=0, null=False)
    storage_key = Text(default=None, null=True)
    asked_by = UUID(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    sector = Text(default=None, null=True)
    asked = Text(default=None, null=True)
