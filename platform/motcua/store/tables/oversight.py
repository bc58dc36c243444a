"""The director's page: the pace of desks, forecasts and their scores, reminders to agencies."""

from __future__ import annotations

from piccolo.columns import UUID, Array, BigInt, Boolean, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class DeskPace(Table, tablename="desk_pace", db=DB):
    agency = Text(primary_key=True, default=None, null=False)
    desk = Text(default=None, null=False)
    procedure_key = Text(default=None, null=False)
    step_key = Text(default=None, null=False)
    samples = BigInt(default=None, null=False)
    tenths = Array(base_column=BigInt(), default=None, null=False)


class DeskFlow(Table, tablename="desk_flow", db=DB):
    from_agency = Text(primary_key=True, default=None, null=False)
    from_desk = Text(default=None, null=False)
    to_agency = Text(default=None, null=False)
    to_desk = Text(default=None, null=False)
    n = BigInt(default=None, null=False)


class ArrivalHour(Table, tablename="arrival_hour", db=DB):
    weekday = BigInt(primary_key=True, default=None, null=False)
    hour = BigInt(default=None, null=False)
    n = BigInt(default=None, null=False)


class Forecast(Table, tablename="forecast", db=DB):
    made_on = Date(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    agency = Text(default=None, null=False)
    at_agency = Text(default=None, null=False)
    at_desk = Text(default=None, null=False)
    due_at = Timestamptz(default=None, null=False)
    needs = BigInt(default=None, null=False)
    time_left = BigInt(default=None, null=False)
    is_late = Boolean(default=None, null=False)
    came = Text(default="", null=False)


class ForecastScore(Table, tablename="forecast_score", db=DB):
    made_on = Date(primary_key=True, default=None, null=False)
    at_agency = Text(default=None, null=False)
    at_desk = Text(default=None, null=False)
    watched = BigInt(default=None, null=False)
    said = BigInt(default=None, null=False)
    hit = BigInt(default=None, null=False)
    late = BigInt(default=None, null=False)


class Reminder(Table, tablename="reminder", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    letter_id = UUID(default=None, null=False)
    agency = Text(default=None, null=False)
    number = Text(default=None, null=False)
    note = Text(default="", null=False)
    answer_by = Timestamptz(default=None, null=False)
    late = BigInt(default=None, null=False)
    near = BigInt(default=None, null=False)
    issued_by_name = Text(default=None, null=False)
    at = Timestamptz(default=None, null=False)
    seen_at = Timestamptz(default=None, null=True)
    seen_by_name = Text(default="", null=False)
    answer = Text(default="", null=False)
    answered_at = Timestamptz(default=None, null=True)
    answered_by_name = Text(default="", null=False)
    version = BigInt(default=1, null=False)


class ReminderDossier(Table, tablename="reminder_dossier", db=DB):
    reminder_id = UUID(primary_key=True, default=None, null=False)
    ordinal = BigInt(default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    code = Text(default=None, null=False)
    title = Text(default=None, null=False)
    at_desk = Text(default=None, null=False)
    due_at = Timestamptz(default=None, null=False)
    why = Text(default=None, null=False)


class SupplementWish(Table, tablename="supplement_wish", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    dossier_id = UUID(default=None, null=False)
    state = Text(default=None, null=False)
    reason = Text(default=None, null=False)
    allowed_before = BigInt(default=None, null=False)
    asked_by_name = Text(default=None, null=False)
    asked_at = Timestamptz(default=None, null=False)
    answer = Text(default="", null=False)
    answered_by_name = Text(default="", null=False)
    answered_at = Timestamptz(default=None, null=True)


DIRECTING = (DeskPace, DeskFlow, ArrivalHour, Forecast, ForecastScore, Reminder, ReminderDossier, SupplementWish)
