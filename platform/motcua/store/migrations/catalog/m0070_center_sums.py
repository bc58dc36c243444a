"""The sums that centers say to the province: by day and month, agency, procedure and channel, never by person."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0070_center_sums"
VERSION = "1.38.0"
DESCRIPTION = __doc__

# As for `publish_numbers`: the function asks the role that the engine has entered. What is said is the whole of each
# sum, so that saying it twice changes nothing.
PUBLISH = """CREATE FUNCTION catalog.publish_sums(said jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    DELETE FROM catalog.center_sum USING catalog.center c
    WHERE center_sum.center_key = c.key AND c.schema = current_setting('role') AND (said ->> 'is_anew')::boolean;
    WITH caller AS (SELECT key FROM catalog.center WHERE schema = current_setting('role')),
    days AS (
        INSERT INTO catalog.center_sum
        SELECT caller.key, d.measure, d.on_date, d.agency, d.procedure_key, d.channel, d.n
        FROM caller, jsonb_to_recordset(said -> 'days') AS d(measure text, on_date date, agency text,
            procedure_key text, channel text, n bigint)
        ON CONFLICT (center_key, measure, on_date, agency, procedure_key, channel) DO UPDATE SET n = excluded.n
    )
    INSERT INTO catalog.center_sum_head SELECT caller.key, (said ->> 'stamp')::bigint FROM caller
    ON CONFLICT (center_key) DO UPDATE SET stamp = excluded.stamp
$$"""
SAID = """CREATE FUNCTION catalog.sums_said() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = '' STABLE AS $$
    SELECT h.stamp FROM catalog.center_sum_head h JOIN catalog.center c ON c.key = h.center_key
    WHERE c.schema = current_setting('role')
$$"""
SQL = (
    """CREATE TABLE catalog.center_sum (
        center_key text NOT NULL REFERENCES catalog.center (key) ON DELETE CASCADE,
        measure text NOT NULL,
        on_date date NOT NULL,
        agency text NOT NULL,
        procedure_key text NOT NULL,
        channel text NOT NULL,
        n bigint NOT NULL,
        PRIMARY KEY (center_key, measure, on_date, agency, procedure_key, channel)
    )""",
    "CREATE INDEX center_sum_by_measure ON catalog.center_sum (measure, on_date)",
    """CREATE TABLE catalog.center_sum_head (
        center_key text PRIMARY KEY REFERENCES catalog.center (key) ON DELETE CASCADE,
        stamp bigint NOT NULL
    )""",
    PUBLISH,
    SAID,
    "REVOKE ALL ON FUNCTION catalog.publish_sums(jsonb), catalog.sums_said() FROM PUBLIC",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "catalog", DESCRIPTION, SQL)
