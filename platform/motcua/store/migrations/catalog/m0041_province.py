"""What the province sees of its centers (counts, never persons), its announcements, accesses and unfinished centers."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0041_province"
VERSION = "1.38.0"
DESCRIPTION = __doc__

# A center writes its own line only: like jobs.enqueue, the function asks the role that the engine has entered, which
# no query can change, and never a name that somebody passes.
PUBLISH = """CREATE FUNCTION catalog.publish_numbers(said jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    WITH caller AS (SELECT key FROM catalog.center WHERE schema = current_setting('role')),
    numbers AS (
        INSERT INTO catalog.center_numbers
        SELECT caller.key, n.seen_at, n.on_date, n.received, n.handed_back, n.due_today, n.open, n.late, n.soon,
            n.waiting, n.staff, n.staff_locked, n.bytes, n.core, n.plugin_errors, n.problem
        FROM caller, jsonb_to_record(said) AS n(seen_at timestamptz, on_date date, received bigint, handed_back bigint,
            due_today bigint, open bigint, late bigint, soon bigint, waiting bigint, staff bigint, staff_locked bigint,
            bytes bigint, core text, plugin_errors bigint, problem text)
        ON CONFLICT (center_key) DO UPDATE SET seen_at = excluded.seen_at, on_date = excluded.on_date,
            received = excluded.received, handed_back = excluded.handed_back, due_today = excluded.due_today,
            open = excluded.open, late = excluded.late, soon = excluded.soon, waiting = excluded.waiting,
            staff = excluded.staff, staff_locked = excluded.staff_locked, bytes = excluded.bytes,
            core = excluded.core, plugin_errors = excluded.plugin_errors, problem = excluded.problem
        RETURNING center_key, on_date, received, handed_back
    )
    INSERT INTO catalog.center_day SELECT * FROM numbers
    UNION ALL SELECT n.center_key, d.on_date, d.received, d.handed_back
    FROM numbers n, jsonb_to_recordset(said -> 'days') AS d(on_date date, received bigint, handed_back bigint)
    WHERE d.on_date < n.on_date
    ON CONFLICT (center_key, on_date) DO UPDATE SET received = excluded.received, handed_back = excluded.handed_back
$$"""
PUBLISH_FACTS = """CREATE FUNCTION catalog.publish_facts(said jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    INSERT INTO catalog.center_facts
    SELECT c.key, said -> 'agencies', said -> 'plugins', said -> 'years', said -> 'published'
    FROM catalog.center c WHERE c.schema = current_setting('role')
    ON CONFLICT (center_key) DO UPDATE SET agencies = excluded.agencies, plugins = excluded.plugins,
        years = excluded.years, published = excluded.published
    WHERE (center_facts.agencies, center_facts.plugins, center_facts.years, center_facts.published)
        IS DISTINCT FROM (excluded.agencies, excluded.plugins, excluded.years, excluded.published)
$$"""
SQL = (
    """CREATE TABLE catalog.center_numbers (
        center_key text PRIMARY KEY REFERENCES catalog.center (key) ON DELETE CASCADE,
        seen_at timestamptz NOT NULL,
        on_date date NOT NULL,
        received bigint NOT NULL,
        handed_back bigint NOT NULL,
        due_today bigint NOT NULL,
        open bigint NOT NULL,
        late bigint NOT NULL,
        soon bigint NOT NULL,
        waiting bigint NOT NULL,
        staff bigint NOT NULL,
        staff_locked bigint NOT NULL,
        bytes bigint NOT NULL,
        core text NOT NULL,
        plugin_errors bigint NOT NULL,
        problem text NOT NULL
    )""",
    """CREATE TABLE catalog.center_day (
        center_key text NOT NULL REFERENCES catalog.center (key) ON DELETE CASCADE,
        on_date date NOT NULL,
        received bigint NOT NULL,
        handed_back bigint NOT NULL,
        PRIMARY KEY (center_key, on_date)
    )""",
    "CREATE INDEX center_day_by_date ON catalog.center_day (on_date)",
    """CREATE TABLE catalog.center_facts (
        center_key text PRIMARY KEY REFERENCES catalog.center (key) ON DELETE CASCADE,
        agencies jsonb NOT NULL,
        plugins jsonb NOT NULL,
        years jsonb NOT NULL,
        published jsonb NOT NULL
    )""",
    """CREATE TABLE catalog.announcement (
        id uuid PRIMARY KEY,
        title text NOT NULL,
        body text NOT NULL,
        audience text NOT NULL CHECK (audience IN ('everyone', 'staff')),
        center_key text,
        from_on date NOT NULL,
        to_on date CHECK (to_on >= from_on),
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        ended_at timestamptz,
        ended_by text
    )""",
    "CREATE INDEX announcement_by_day ON catalog.announcement (from_on DESC, id) WHERE ended_at IS NULL",
    # Two people, and the database itself says so.
    """CREATE TABLE catalog.province_access (
        id uuid PRIMARY KEY,
        center_key text NOT NULL,
        officer_id uuid NOT NULL,
        officer_name text NOT NULL,
        reason text NOT NULL,
        minutes bigint NOT NULL CHECK (minutes BETWEEN 1 AND 240),
        state text NOT NULL CHECK (state IN ('asked', 'given', 'refused', 'ended')),
        asked_at timestamptz NOT NULL,
        answered_by uuid CHECK (answered_by <> officer_id),
        answered_name text,
        answered_at timestamptz,
        answer text NOT NULL DEFAULT '',
        ends_at timestamptz CHECK (ends_at <= answered_at + minutes * interval '1 minute'),
        ended_at timestamptz,
        ended_by text,
        CHECK (state = 'asked' OR (answered_by IS NOT NULL AND answered_at IS NOT NULL)),
        CHECK ((state IN ('given', 'ended')) = (ends_at IS NOT NULL))
    )""",
    "CREATE INDEX province_access_by_time ON catalog.province_access (asked_at DESC, id)",
    """CREATE TABLE catalog.center_draft (
        id uuid PRIMARY KEY,
        data jsonb NOT NULL,
        version bigint NOT NULL DEFAULT 1,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        done_at timestamptz
    )""",
    PUBLISH,
    PUBLISH_FACTS,
    "REVOKE ALL ON FUNCTION catalog.publish_numbers(jsonb), catalog.publish_facts(jsonb) FROM PUBLIC",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "catalog", DESCRIPTION, SQL)
