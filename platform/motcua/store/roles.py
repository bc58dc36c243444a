"""Who may touch what in the database: four kinds of roles and the rights of a center on its own tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

OWNER = "motcua_owner"  # owns every schema; migrations only
APP = "motcua_app"  # logs in, owns nothing, reads nothing before it has entered a center
JOBS = "motcua_jobs"  # the queue's worker
SCHEMA_LOCK = 7_040_522  # pg_advisory_xact_lock: one migration at a time in a database

_KEEP = "SELECT, INSERT, UPDATE"
_CLEAN = "SELECT, INSERT, UPDATE, DELETE"
_APPEND = "SELECT, INSERT"

# A dossier is never deleted by the application, and its trail is never changed.
GRANTS: Mapping[str, str] = {
    "staff": _KEEP,
    "session": _CLEAN,
    "sign_in_failure": _CLEAN,
    "applicant": _KEEP,
    "absence": _KEEP,
    "calendar_decision": _APPEND,
    "presence": _CLEAN,
    "setting": _CLEAN,
    "counter": _KEEP,
    "request_key": _CLEAN,
    "dossier": _KEEP,
    "dossier_paper": _KEEP,
    "file": _CLEAN,
    "step": _KEEP,
    "pause": _KEEP,
    "reappointment": _KEEP,
    "event": _APPEND,
    "trail_seal": _APPEND,
    "trail_seal_head": _APPEND,
    "note": _APPEND,
    "notice": _KEEP,
    "saved_view": _CLEAN,
    "account_act": _APPEND,
    "code_generator": _CLEAN,
    "recovery_code": _CLEAN,
    "sign_in": "SELECT, INSERT, DELETE",
    "oidc_link": "SELECT, INSERT, DELETE",
    "draft": _CLEAN,
    "visit": _APPEND,
    "reused_scan": _CLEAN,
    "result_file": _APPEND,
    "result_signature": _APPEND,
    "bound_result": "SELECT, INSERT, DELETE",
    "issued_letter": _APPEND,
    "letter_reprint": _APPEND,
    "book_entry": _APPEND,
    "book_closing": _APPEND,
    "closed_line": _APPEND,
    "book_export": _KEEP,
    "publication": _KEEP,
    "procedure_override": _APPEND,
    "review_event": _APPEND,
    "procedure_list": _KEEP,
    "plugin_standing": _KEEP,
    "outage_sheet": _KEEP,
    "province_access": _KEEP,
    "training_task": _KEEP,
    "citizen": _KEEP,
    "citizen_contact": _KEEP,
    "citizen_code": _CLEAN,
    "citizen_session": _CLEAN,
    "citizen_link": _APPEND,
    "filing": _CLEAN,
    "citizen_dossier": "SELECT, INSERT, DELETE",
    "viewed": _KEEP,
    "message": _KEEP,
    "message_choice": _KEEP,
    # Money: nothing that was taken, given back or numbered is ever deleted.
    **dict.fromkeys(("cash_shift", "payment", "receipt_book", "fee_receipt", "transfer_request"), _KEEP),
    **dict.fromkeys(("bank_statement", "refund"), _KEEP),
    **dict.fromkeys(("bank_line", "fee_exemption"), _APPEND),
    "hall_device": _KEEP,
    "hall_appointment": _KEEP,
    "hall_slot": _KEEP,
    "hall_ticket": _KEEP,
    "hall_counter": _CLEAN,
    "hall_ticket_dossier": _APPEND,
    "hall_wait": _KEEP,
    "rating": _KEEP,
    "rating_part": _APPEND,
    "rating_sum": _KEEP,
    "rating_screen": _CLEAN,
    "feedback": _KEEP,
    "feedback_event": _APPEND,
    "feedback_sum": _KEEP,
    "public_staff": "SELECT, INSERT, DELETE",
    "api_key": _KEEP,
    "event_feed": _APPEND,
    "webhook": _KEEP,
    "webhook_delivery": "SELECT, INSERT, DELETE",
    "portal_import": "SELECT, INSERT",
    "portal_line": "SELECT, INSERT",
    "post_trip": _KEEP,
    "post_task": _KEEP,
    "post_step": _APPEND,
    "incident": _KEEP,
    "incident_step": _APPEND,
    **dict.fromkeys(("desk_pace", "desk_flow", "arrival_hour"), "SELECT, INSERT, DELETE"),
    "forecast": _CLEAN,
    "forecast_score": "SELECT, INSERT",
    "reminder": _KEEP,
    "reminder_dossier": _APPEND,
    "supplement_wish": _KEEP,
    "dossier_count": _CLEAN,
    "tally": "SELECT, INSERT, DELETE",
    "day_sum": _KEEP,
    "month_sum": _KEEP,
    **dict.fromkeys(("bulk_batch", "bulk_item", "morning_mail"), _CLEAN),
    "event_word": _KEEP,
    "event_erased": _APPEND,
    "inspection_query": "SELECT, INSERT, DELETE",
    "dossier_bundle": _KEEP,
    "retention_term": _APPEND,
    "disposal": _KEEP,
    "disposal_item": _CLEAN,
}
# Single columns of what is otherwise never changed: what a dossier says of a person goes when its time to be kept has
# ended. An event's place in the chain (its hashes, kind, instant) is out of reach, and a mark under the installation's
# key says by which destruction it was emptied: without one the chain is broken (docs/adr/0021).
COLUMN_GRANTS: Mapping[str, tuple[str, ...]] = {
    "event": ("data", "salt", "actor_name", "on_behalf"),
    "note": ("text",),
    "fee_exemption": ("paper",),
    "post_step": ("note",),
    "incident_step": ("text",),
    "issued_letter": ("data", "sha256", "storage_key"),
    "letter_reprint": ("reason",),
    "result_file": ("name", "sha256", "storage_key", "signature"),
}

# Of what the province shares; a center reads announcements and says its numbers, the province's own role the rest.
PROVINCE_SCHEMA = "c_province"
PROVINCE_GRANTS: Mapping[str, str] = {
    "center_numbers": "SELECT",
    "center_day": "SELECT",
    "center_facts": "SELECT",
    "center_sum": "SELECT",
    "center_month": "SELECT",
    "announcement": _KEEP,
    "province_access": _KEEP,
    "center_draft": _KEEP,
    "backup_run": "SELECT",
}

# What every role but a few could do by default, and a center must not: switch roles from inside a query, shadow a
# table with a temporary one, write a DO block.
HARDENING = (
    "REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO {APP}, {JOBS}, CURRENT_USER",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC",
    f"GRANT USAGE ON LANGUAGE plpgsql TO {OWNER}, CURRENT_USER",
)


def database_hardening(database: str) -> tuple[str, ...]:
    name = quoted(database)
    return (
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name} TO {APP}",
        f"GRANT CONNECT, CREATE ON DATABASE {name} TO {OWNER}",
    )


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def center_grants(schema: str) -> tuple[str, ...]:
    """Rights of a center's role: its own tables, reading the catalog, putting jobs in the queue."""
    return (
        f"GRANT USAGE ON SCHEMA {schema} TO {schema}",
        *table_grants(schema, GRANTS),
        *column_grants(schema),
        *shared_grants(schema),
    )


def rights_on(table: str) -> frozenset[str]:
    """What a center may do with its own table; nothing where we know of none."""
    return frozenset(GRANTS[table].split(", ")) if table in GRANTS else frozenset()


def table_grants(schema: str, tables: Iterable[str]) -> tuple[str, ...]:
    """A center's rights on those of its own tables that are there already."""
    return tuple(f"GRANT {GRANTS[table]} ON {schema}.{table} TO {schema}" for table in tables if table in GRANTS)


def column_grants(schema: str, columns: Mapping[str, Iterable[str]] = COLUMN_GRANTS) -> tuple[str, ...]:
    """A center's rights on single columns of its own tables, by table."""
    return tuple(
        f"GRANT UPDATE ({', '.join(names)}) ON {schema}.{table} TO {schema}" for table, names in columns.items()
    )


def shared_grants(*schemas: str) -> tuple[str, ...]:
    """Rights on what all centers share, for several at once: two at a time would meet in one row of PostgreSQL's own
    catalog, and one of them would fail."""
    roles = ", ".join(schemas)
    return (
        f"GRANT USAGE ON SCHEMA catalog TO {roles}",
        f"GRANT SELECT ON catalog.procedure_version, catalog.center, catalog.announcement TO {roles}",
        f"GRANT EXECUTE ON FUNCTION catalog.publish_numbers(jsonb), catalog.publish_facts(jsonb) TO {roles}",
        f"GRANT EXECUTE ON FUNCTION catalog.publish_sums(jsonb), catalog.sums_said() TO {roles}",
        f"GRANT USAGE ON SCHEMA jobs TO {roles}",
        f"GRANT EXECUTE ON FUNCTION jobs.enqueue(text, jsonb) TO {roles}",
    )
