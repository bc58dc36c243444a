"""The hall: devices, numbers, counters, appointments, and the sums of waiting."""

from __future__ import annotations

from piccolo.columns import UUID, Array, BigInt, Bytea, Date, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class HallDevice(Table, tablename="hall_device", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    kind = Text(default=None, null=False)
    name = Text(default=None, null=False)
    made_by = UUID(default=None, null=False)
    made_at = Timestamptz(default=None, null=False)
    pairing_mac = Bytea(default=None, null=True)
    pairing_until = Timestamptz(default=None, null=True)
    token_hash = Bytea(default=None, null=True)
    paired_at = Timestamptz(default=None, null=True)
    seen_at = Timestamptz(default=None, null=True)
    revoked_at = Timestamptz(default=None, null=True)
    revoked_by = UUID(default=None, null=True)


class HallAppointment(Table, tablename="hall_appointment", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    on_day = Date(default=None, null=False)
    starts_at = Timestamptz(default=None, null=False)
    group_key = Text(default=None, null=False)
    procedure_key = Text(default="", null=False)
    sealed = Text(default=None, null=False)
    contact_mac = Bytea(default=None, null=False)
    code_mac = Bytea(default=None, null=False)
    state = Text(default=None, null=False)
    held_until = Timestamptz(default=None, null=False)
    made_at = Timestamptz(default=None, null=False)
    changed_at = Timestamptz(default=None, null=False)


class HallSlot(Table, tablename="hall_slot", db=DB):
    group_key = Text(primary_key=True, default=None, null=False)
    starts_at = Timestamptz(default=None, null=False)


class HallTicket(Table, tablename="hall_ticket", db=DB):
    id = UUID(primary_key=True, default=None, null=False)
    on_day = Date(default=None, null=False)
    label = Text(default=None, null=False)
    group_key = Text(default=None, null=False)
    state = Text(default=None, null=False)
    priority = Text(default=None, null=False)
    priority_from = Timestamptz(default=None, null=True)
    place_hash = Bytea(default=None, null=False)
    appointment_id = UUID(default=None, null=True)
    issued_by = Text(default=None, null=False)
    issued_at = Timestamptz(default=None, null=False)
    queued_at = Timestamptz(default=None, null=False)
    counter = BigInt(default=None, null=True)
    staff_id = UUID(default=None, null=True)
    first_called_at = Timestamptz(default=None, null=True)
    called_at = Timestamptz(default=None, null=True)
    calls = BigInt(default=0, null=False)
    ended_at = Timestamptz(default=None, null=True)
    version = BigInt(default=1, null=False)


class HallCounter(Table, tablename="hall_counter", db=DB):
    number = BigInt(primary_key=True, default=None, null=False)
    staff_id = UUID(default=None, null=False)
    groups = Array(base_column=Text(), default=None, null=False)
    on_day = Date(default=None, null=False)
    opened_at = Timestamptz(default=None, null=False)
    priority_run = BigInt(default=0, null=False)


class HallTicketDossier(Table, tablename="hall_ticket_dossier", db=DB):
    dossier_id = UUID(primary_key=True, default=None, null=False)
    ticket_id = UUID(default=None, null=False)
    at = Timestamptz(default=None, null=False)


class HallWait(Table, tablename="hall_wait", db=DB):
    on_day = Date(primary_key=True, default=None, null=False)
    group_key = Text(default=None, null=False)
    half_hour = BigInt(default=None, null=False)
    issued = BigInt(default=0, null=False)
    with_priority = BigInt(default=0, null=False)
    called = BigInt(default=0, null=False)
    waited_seconds = BigInt(default=0, null=False)
    longest_seconds = BigInt(default=0, null=False)
    skipped = BigInt(default=0, null=False)
    served = BigInt(default=0, null=False)
    served_seconds = BigInt(default=0, null=False)
