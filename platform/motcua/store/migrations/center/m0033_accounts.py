"""Accounts made in the browser beside those of the center's list, reserve officers, and what was done with each."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0033_accounts"
VERSION = "1.38.0"
DESCRIPTION = __doc__

SQL = (
    "ALTER TABLE staff ADD COLUMN made_in text NOT NULL DEFAULT 'file' CHECK (made_in IN ('file', 'browser'))",
    # What the list's row said when it was last taken over: only a row that has changed since wins over the browser.
    "ALTER TABLE staff ADD COLUMN file_row text",
    "ALTER TABLE staff ADD COLUMN is_reserve boolean NOT NULL DEFAULT false",
    "ALTER TABLE staff ADD COLUMN email text NOT NULL DEFAULT ''",
    "CREATE UNIQUE INDEX staff_by_email ON staff (email) WHERE email <> ''",
    "CREATE INDEX staff_by_secondment_end ON staff (seconded_to) WHERE kind = 'seconded'",
    "ALTER TABLE account_act ADD COLUMN data jsonb NOT NULL DEFAULT '{}'",
    "ALTER TABLE account_act DROP CONSTRAINT account_act_kind_check",
    """ALTER TABLE account_act ADD CONSTRAINT account_act_kind_check CHECK (kind IN (
        'reset', 'lock', 'unlock', 'made', 'changed', 'seconded', 'signed_out', 'code_on', 'code_off', 'code_reset',
        'codes_new', 'linked', 'unlinked'))""",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
