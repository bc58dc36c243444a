"""What centers say to the province also by month, so that a sum from the beginning reads months and not every day."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0082_center_months"
VERSION = "1.38.0"
DESCRIPTION = __doc__

_SAID = """jsonb_to_recordset(said -> 'days') AS d(measure text, on_date date, agency text, procedure_key text,
        channel text, n bigint)"""
_MONTH = "pg_catalog.date_trunc('month', {0}.on_date)::date"
# The days as before; then the months that they touch are made from their days anew.
PUBLISH = f"""CREATE OR REPLACE FUNCTION catalog.publish_sums(said jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    DELETE FROM catalog.center_sum USING catalog.center c
    WHERE center_sum.center_key = c.key AND c.schema = current_setting('role') AND (said ->> 'is_anew')::boolean;
    INSERT INTO catalog.center_sum
    SELECT c.key, d.measure, d.on_date, d.agency, d.procedure_key, d.channel, d.n
    FROM catalog.center c, {_SAID} WHERE c.schema = current_setting('role')
    ON CONFLICT (center_key, measure, on_date, agency, procedure_key, channel) DO UPDATE SET n = excluded.n;
    DELETE FROM catalog.center_month m USING catalog.center c
    WHERE m.center_key = c.key AND c.schema = current_setting('role') AND ((said ->> 'is_anew')::boolean
        OR (m.measure, m.on_date) IN (SELECT d.measure, {_MONTH.format("d")} FROM {_SAID}));
    INSERT INTO catalog.center_month
    SELECT s.center_key, s.measure, t.month, s.agency, s.procedure_key, s.channel, sum(s.n)
    FROM catalog.center c, catalog.center_sum s,
        (SELECT DISTINCT d.measure, {_MONTH.format("d")} AS month FROM {_SAID}) t
    WHERE c.schema = current_setting('role') AND s.center_key = c.key AND s.measure = t.measure
        AND s.on_date >= t.month AND s.on_date < (t.month + interval '1 month')::date
    GROUP BY 1, 2, 3, 4, 5, 6;
    INSERT INTO catalog.center_sum_head
    SELECT c.key, (said ->> 'stamp')::bigint FROM catalog.center c WHERE c.schema = current_setting('role')
    ON CONFLICT (center_key) DO UPDATE SET stamp = excluded.stamp
$$"""  # noqa: S608  constants of this file
SQL = (
    # `on_date`: the first of the month.
    """CREATE TABLE catalog.center_month (
        center_key text NOT NULL REFERENCES catalog.center (key) ON DELETE CASCADE,
        measure text NOT NULL,
        on_date date NOT NULL,
        agency text NOT NULL,
        procedure_key text NOT NULL,
        channel text NOT NULL,
        n bigint NOT NULL,
        PRIMARY KEY (center_key, measure, on_date, agency, procedure_key, channel)
    )""",
    PUBLISH,
    f"""INSERT INTO catalog.center_month
    SELECT s.center_key, s.measure, {_MONTH.format("s")}, s.agency, s.procedure_key, s.channel, sum(s.n)
    FROM catalog.center_sum s GROUP BY 1, 2, 3, 4, 5, 6""",  # noqa: S608  constants of this file
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "catalog", DESCRIPTION, SQL)
