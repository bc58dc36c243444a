"""Sums instead of scans: what each dossier counts for, the changes of the sums, and the sums by day and by month."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0070_sums"
VERSION = "1.38.0"
DESCRIPTION = __doc__

_CELL = """agency text NOT NULL,
        procedure_key text NOT NULL,
        channel text NOT NULL,
        officer_id uuid NOT NULL,
        n bigint NOT NULL"""
SQL = (
    # How many of its events are in the sums. What came before this release is counted in the background.
    "ALTER TABLE dossier ADD COLUMN counted_seq bigint NOT NULL DEFAULT 0",
    f"""CREATE TABLE dossier_count (
        dossier_id uuid NOT NULL,
        measure text NOT NULL,
        from_on date NOT NULL,
        until_on date CHECK (until_on > from_on),
        {_CELL} CHECK (n > 0),
        PRIMARY KEY (dossier_id, measure, from_on, agency, officer_id)
    )""",
    """CREATE INDEX dossier_count_by_act ON dossier_count (measure, agency, from_on, dossier_id)
        WHERE until_on IS NULL""",
    """CREATE INDEX dossier_count_by_stand ON dossier_count USING gist (daterange(from_on, until_on))
        WHERE until_on IS NOT NULL""",
    # Appended by every change, so that no two changes wait for the same row; folded away by a job.
    f"""CREATE TABLE tally (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        measure text NOT NULL,
        on_date date NOT NULL,
        {_CELL}
    )""",
    f"""CREATE TABLE day_sum (
        measure text NOT NULL,
        on_date date NOT NULL,
        {_CELL},
        stamp bigint NOT NULL,
        PRIMARY KEY (measure, on_date, agency, procedure_key, channel, officer_id)
    )""",
    "CREATE INDEX day_sum_by_stamp ON day_sum (stamp)",
    # `on_date`: the first of the month.
    f"""CREATE TABLE month_sum (
        measure text NOT NULL,
        on_date date NOT NULL,
        {_CELL},
        PRIMARY KEY (measure, on_date, agency, procedure_key, channel, officer_id)
    )""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
