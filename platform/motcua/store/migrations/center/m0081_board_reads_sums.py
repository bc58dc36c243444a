"""The public board reads the sums; what was counted for it apart goes."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0081_board_reads_sums"
VERSION = "1.81.0"
DESCRIPTION = __doc__
# No release has gone out that reads them: they came and go within the first one.
CONTRACTS = "m0080_made_files"

SQL = ("DROP TABLE board_month", "DROP TABLE board_standing")


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
