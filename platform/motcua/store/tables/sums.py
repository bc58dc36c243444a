"""What dossiers count for, the changes of the sums that are not folded yet, and the sums."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, BigSerial, Date, Text
from piccolo.table import Table

from motcua.store.engine import DB


class DossierCount(Table, tablename="dossier_count", db=DB):
    dossier_id = UUID(primary_key=True, default=None, null=False)
    measure = Text(default=None, null=False)
    from_on = Date(default=None, null=False)
    until_on = Date(default=None, null=True)
    agency = Text(default=None, null=False)
    procedure_key = Text(default=None, null=False)
    channel = Text(default=None, null=False)
    officer_id = UUID(default=None, null=False)
    n = BigInt(default=None, null=False)


class Tally(Table, tablename="tally", db=DB):
    id = BigSerial(primary_key=True)
    measure = Text(default=None, null=False)
    on_date = Date(default=None, null=False)
    agency = Text(default=None, null=False)
    procedure_key = Text(default=None, null=False)
    channel = Text(default=None, null=False)
    officer_id = UUID(default=None, null=False)
    n = BigInt(default=None, null=False)


class DaySum(Table, tablename="day_sum", db=DB):
    measure = Text(primary_key=True, default=None, null=False)
    on_date = Date(default=None, null=False)
    agency = Text(default=None, null=False)
    procedure_key = Text(default=None, null=False)
    channel = Text(default=None, null=False)
    officer_id = UUID(default=None, null=False)
    n = BigInt(default=None, null=False)
    stamp = BigInt(default=None, null=False)


class MonthSum(Table, tablename="month_sum", db=DB):
    measure = Text(primary_key=True, default=None, null=False)
    on_date = Date(default=None, null=False)
    agency = Text(default=None, null=False)
    procedure_key = Text(default=None, null=False)
    channel = Text(default=None, null=False)
    officer_id = UUID(default=None, null=False)
    n = BigInt(default=None, null=False)
