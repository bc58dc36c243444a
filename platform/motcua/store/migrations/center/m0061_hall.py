"""The hall: devices, numbers and who is called where, the dossiers filed from them, appointments, and the sums."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0061_hall"
VERSION = "1.61.0"
DESCRIPTION = __doc__

SQL = (
    """CREATE TABLE hall_device (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('kiosk', 'display')),
        name text NOT NULL,
        made_by uuid NOT NULL REFERENCES staff (id),
        made_at timestamptz NOT NULL,
        pairing_mac bytea,
        pairing_until timestamptz,
        token_hash bytea UNIQUE,
        paired_at timestamptz,
        seen_at timestamptz,
        revoked_at timestamptz,
        revoked_by uuid REFERENCES staff (id),
        CHECK (revoked_at IS NULL OR (token_hash IS NULL AND pairing_mac IS NULL))
    )""",
    "CREATE UNIQUE INDEX hall_device_by_pairing ON hall_device (pairing_mac) WHERE pairing_mac IS NOT NULL",
    """CREATE TABLE hall_appointment (
        id uuid PRIMARY KEY,
        on_day date NOT NULL,
        starts_at timestamptz NOT NULL,
        group_key text NOT NULL,
        procedure_key text NOT NULL DEFAULT '',
        sealed text NOT NULL,
        contact_mac bytea NOT NULL,
        code_mac bytea NOT NULL,
        state text NOT NULL CHECK (state IN ('held', 'booked', 'cancelled', 'checked_in', 'no_show')),
        held_until timestamptz NOT NULL,
        made_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
    )""",
    # The number of an appointment opens it as long as there is something to do with it.
    """CREATE UNIQUE INDEX hall_appointment_by_code ON hall_appointment (code_mac)
        WHERE state IN ('held', 'booked', 'checked_in', 'no_show')""",
    """CREATE INDEX hall_appointment_taken ON hall_appointment (group_key, starts_at)
        WHERE state IN ('held', 'booked', 'checked_in')""",
    "CREATE INDEX hall_appointment_of_contact ON hall_appointment (contact_mac) WHERE state IN ('held', 'booked')",
    "CREATE INDEX hall_appointment_of_day ON hall_appointment (on_day, starts_at, id)",
    # One row of a slot is locked while a place in it is counted and taken.
    """CREATE TABLE hall_slot (
        group_key text NOT NULL,
        starts_at timestamptz NOT NULL,
        PRIMARY KEY (group_key, starts_at)
    )""",
    """CREATE TABLE hall_ticket (
        id uuid PRIMARY KEY,
        on_day date NOT NULL,
        label text NOT NULL,
        group_key text NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'called', 'finished', 'skipped', 'lapsed')),
        priority text NOT NULL CHECK (priority IN ('', 'elderly', 'disabled', 'pregnant', 'appointment')),
        priority_from timestamptz,
        place_hash bytea NOT NULL UNIQUE,
        appointment_id uuid UNIQUE REFERENCES hall_appointment (id),
        issued_by text NOT NULL,
        issued_at timestamptz NOT NULL,
        queued_at timestamptz NOT NULL,
        counter bigint,
        staff_id uuid REFERENCES staff (id),
        first_called_at timestamptz,
        called_at timestamptz,
        calls bigint NOT NULL DEFAULT 0,
        ended_at timestamptz,
        version bigint NOT NULL DEFAULT 1,
        CHECK ((priority = '') = (priority_from IS NULL)),
        CHECK ((state = 'called') <= (counter IS NOT NULL AND staff_id IS NOT NULL AND called_at IS NOT NULL)),
        UNIQUE (on_day, label)
    )""",
    "CREATE INDEX hall_ticket_waiting ON hall_ticket (on_day, group_key, queued_at) WHERE state = 'waiting'",
    "CREATE INDEX hall_ticket_open ON hall_ticket (on_day) WHERE state IN ('waiting', 'called', 'skipped')",
    "CREATE INDEX hall_ticket_called ON hall_ticket (on_day, called_at DESC) WHERE called_at IS NOT NULL",
    # A counter serves one number at a time, whatever goes wrong above.
    "CREATE UNIQUE INDEX hall_ticket_at_counter ON hall_ticket (on_day, counter) WHERE state = 'called'",
    """CREATE TABLE hall_counter (
        number bigint PRIMARY KEY,
        staff_id uuid NOT NULL UNIQUE REFERENCES staff (id),
        groups text[] NOT NULL,
        on_day date NOT NULL,
        opened_at timestamptz NOT NULL,
        priority_run bigint NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE hall_ticket_dossier (
        dossier_id uuid PRIMARY KEY REFERENCES dossier (id),
        ticket_id uuid NOT NULL REFERENCES hall_ticket (id),
        at timestamptz NOT NULL
    )""",
    "CREATE INDEX hall_ticket_dossier_by_ticket ON hall_ticket_dossier (ticket_id)",
    """CREATE TABLE hall_wait (
        on_day date NOT NULL,
        group_key text NOT NULL,
        half_hour bigint NOT NULL CHECK (half_hour BETWEEN 0 AND 47),
        issued bigint NOT NULL DEFAULT 0,
        with_priority bigint NOT NULL DEFAULT 0,
        called bigint NOT NULL DEFAULT 0,
        waited_seconds bigint NOT NULL DEFAULT 0,
        longest_seconds bigint NOT NULL DEFAULT 0,
        skipped bigint NOT NULL DEFAULT 0,
        served bigint NOT NULL DEFAULT 0,
        served_seconds bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (on_day, group_key, half_hour)
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
