"""A center from before the sums: raised, it has its old dossiers uncounted, and a background round counts them."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import pytest
from tests.services.oversight_oracle import trails
from tests.services.test_sums import live

from motcua.centers import Center, Centers, entered
from motcua.domain.people import Acting
from motcua.domain.reports.periods import Kind, period_of
from motcua.services.background import one_round
from motcua.services.oversight import recount as proving
from motcua.services.oversight import reporting
from motcua.services.oversight.forms import BY_PROCEDURE, FORMS, Asked
from motcua.services.upgrade.running import upgrade
from motcua.store import migrate
from motcua.store.engine import DB, transaction
from motcua.store.queries import counts, sums
from motcua.store.rows import rows

LATER = datetime(2018, 9, 3, 3, 0, tzinfo=UTC)
BEFORE_SUMS = "m0069"
ASKED = Asked(FORMS["06a"], period_of(Kind.YEAR, 2017, 1), BY_PROCEDURE)


async def copied(superuser: Any, old: str, new: str) -> None:
    """Every row of the schema `new` that the older schema `old` has a place for, as an older release left it."""
    asked = """SELECT c.table_name, c.column_name, c.is_identity FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE table_schema = $1 AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'"""
    theirs = {(each[0], each[1]) for each in await superuser.fetch(asked, new)}
    places: dict[str, list[str]] = {}
    counted: list[tuple[str, str]] = []
    for table, column, is_identity in await superuser.fetch(asked, old):
        if (table, column) in theirs:
            places.setdefault(table, []).append(column)
            if is_identity == "YES":
                counted.append((table, column))
    async with superuser.transaction():
        # Foreign keys are as the copied rows have them.
        await superuser.execute("SET LOCAL session_replication_role = replica")
        for table, columns in places.items():
            listed = ", ".join(f'"{column}"' for column in columns)
            await superuser.execute(f"DELETE FROM {old}.{table}")
            await superuser.execute(
                f"INSERT INTO {old}.{table} ({listed}) OVERRIDING SYSTEM VALUE SELECT {listed} FROM {new}.{table}"
            )
        # What is sealed opens at the center that sealed it alone.
        await superuser.execute(f"UPDATE {old}.applicant SET id_number_sealed = NULL, id_number_mac = NULL")
        for table, column in counted:
            await superuser.execute(
                f"""SELECT setval(pg_get_serial_sequence('{old}.{table}', '{column}'),
                    (SELECT coalesce(max({column}), 1) FROM {old}.{table}))"""
            )


@pytest.fixture
async def old_center(
    desk: Any, que_vo: Center, cluster: Any, database: Any, owner: Any, monkeypatch: pytest.MonkeyPatch
) -> Center:
    """The dossiers of a center of today in tables of the release before the sums."""
    if not await trails():
        await live(desk, 77, 12)
    made = replace(que_vo, key="que-vo-cu", unit_code="000.00.17.H05")
    every = migrate.levels
    with monkeypatch.context() as patched:
        patched.setattr(
            migrate, "levels", lambda app: tuple(n for n in every(app) if app != "center" or n <= BEFORE_SUMS)
        )
        patched.setattr(migrate, "center_grants", lambda schema: ())  # they name tables of today
        await migrate.migrate_center(owner, made)
    assert (await migrate.center_levels(owner))[made.key] < "m0070"
    name = urlsplit(database.ready.owner_url).path.lstrip("/")
    superuser = await asyncpg.connect(cluster.superuser_dsn, database=name)
    try:
        await copied(superuser, made.schema, que_vo.schema)
    finally:
        await superuser.close()
    for grant in migrate.center_grants(made.schema):
        with contextlib.suppress(
            asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError, asyncpg.UndefinedFunctionError
        ):
            await owner.execute(grant)
    return made


async def test_an_upgrade_leaves_old_dossiers_to_the_background_which_counts_them_as_if_they_always_were(
    desk: Any, que_vo: Center, old_center: Center, database: Any
) -> None:
    with entered(que_vo):
        wanted = (await sums.all_sums())[0]
        wanted_report = (await reporting.report(desk.office, Acting(desk.crew.director, LATER), ASKED)).table
    centers = Centers(que_vo.province, {que_vo.key: que_vo, old_center.key: old_center})
    done = await upgrade(database.ready.owner_url, centers, canary=old_center.key)
    assert done.done == [old_center.key], done
    office = replace(desk.office, centers=centers)
    await DB.open_for(old_center)
    with entered(old_center):
        async with transaction():
            dossiers = len(await rows("SELECT id FROM dossier"))
            waiting = await counts.uncounted()
        assert waiting == dossiers > 6
        early = await reporting.report(office, Acting(desk.crew.director, LATER), ASKED)
        assert early.uncounted == waiting, "a report says that numbers are missing"
        assert early.table.lines == ()
        seen = await proving.recount()
        assert (seen.is_equal, seen.waiting) == (False, waiting), "the control: before the round nothing is equal"
    await one_round(office, old_center, LATER, LATER)
    with entered(old_center):
        assert (await proving.recount()).is_equal
        assert (await sums.all_sums())[0] == wanted
        report = await reporting.report(office, Acting(desk.crew.director, LATER), ASKED)
        assert report.uncounted == 0
        assert report.table == wanted_report
