"""This release on a schema of the release before: nothing that it needs may have come with its own migrations.

Read from the tables and the SQL of `store`, and lived through: a start, a round, a dossier on its way, its job. The
controls begin the release earlier, before migrations that the code does need.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest

from motcua import paths
from motcua.centers import Center, entered, read_centers
from motcua.services.background import one_round
from motcua.services.dossiers.effects import CHANGED, dossier_changed
from motcua.services.office import Office
from motcua.services.setup.onboarding import owner_of
from motcua.services.setup.starting import Start
from motcua.store import migrate, tables, upgrading
from motcua.store.bootstrap import bootstrap, connect_owner
from motcua.store.rows import from_json
from motcua.store.upgrading import served_from
from motcua.testing import accept_dossier, at, walk
from motcua.testing.offices import fresh_office

NOW = at("2017-11-08 07:30")
SOURCE = Path(migrate.__file__).parents[1]
#: Modules that name what came with this release and first ask whether the center has it; by path under motcua/.
GUARDED: frozenset[str] = frozenset()


class Later(NamedTuple):
    """What a schema of this release has and one of an earlier level lacks; columns of tables that both have."""

    tables: frozenset[str]
    columns: frozenset[tuple[str, str]]


async def columns_of(connection: Any, schema: str) -> frozenset[tuple[str, str]]:
    asked = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = $1"
    return frozenset((each[0], each[1]) for each in await connection.fetch(asked, schema))


async def later_than(cluster: Any, secrets: Path, level: str, monkeypatch: pytest.MonkeyPatch) -> Later:
    """From two schemas made for it: the migrations say it, not we."""
    ready = await bootstrap(cluster.superuser_dsn, secrets_dir=secrets, database=f"t_{uuid4().hex[:12]}")
    connection = await connect_owner(ready.owner_url)
    every = migrate.levels
    try:
        with monkeypatch.context() as patched:
            patched.setattr(
                migrate, "levels", lambda app: tuple(n for n in every(app) if app != "center" or n <= level)
            )
            patched.setattr(migrate, "center_grants", lambda schema: ())  # they name tables of today
            old, new = read_centers(paths.tenants()).values()
            await migrate.migrate_center(connection, old)
        await migrate.migrate_center(connection, new)
        before, now = await columns_of(connection, old.schema), await columns_of(connection, new.schema)
    finally:
        await connection.close()
    known = {table for table, _ in before}
    assert known, level
    return Later(
        frozenset(table for table, _ in now) - known, frozenset(each for each in now - before if each[0] in known)
    )


def needed(later: Later) -> Iterator[str]:
    """Where the code names it."""
    for table in tables.ALL:
        name = table._meta.tablename
        if name in later.tables:
            yield f"tables: {name}"
        yield from (
            f"tables: {name}.{c._meta.name}" for c in table._meta.columns if (name, c._meta.name) in later.columns
        )
    names = "|".join(sorted(later.tables)) or "(?!)"
    says = re.compile(rf"\b(?:FROM|JOIN|INTO|UPDATE)\s+({names})\b")
    for file in sorted(SOURCE.rglob("*.py")):
        where = file.relative_to(SOURCE).as_posix()
        if not where.startswith("store/migrations/") and where not in GUARDED:
            yield from (f"{where}: {found[1]}" for found in says.finditer(file.read_text("utf-8")))


async def take_back(office: Office, center: Center, later: Later, level: str) -> None:
    """The center stands where the release before has left it."""
    connection = await owner_of(office)
    for table in later.tables:
        await connection.execute(f"DROP TABLE {center.schema}.{table} CASCADE")
    for table, column in later.columns:
        await connection.execute(f"ALTER TABLE {center.schema}.{table} DROP COLUMN {column} CASCADE")
    await connection.execute(
        "UPDATE catalog.center SET migration_level = $2, data_hash = '' WHERE key = $1", center.key, level
    )
    await connection.close()


@pytest.fixture
async def office(cluster: Any, database: Any, tmp_path: Path) -> AsyncIterator[Office]:
    tenants = tmp_path / "tenants"
    shutil.copytree(paths.tenants(), tenants)
    secrets = database.folder / "secrets"
    async with fresh_office(cluster.superuser_dsn, tmp_path, secrets_dir=secrets, tenants=tenants) as made:
        yield replace(made, centers=read_centers(tenants), former={})


async def lives(office: Office, key: str) -> None:
    """A start of the server, a background round, a dossier from the counter to its hand-back, and what comes after."""
    started = Start(office, None, lambda: NOW)
    async for _ in started.centers():
        pass
    assert key in office.centers, started.closed
    center = office.centers[key]
    await one_round(office, center, NOW, NOW)
    case = await accept_dossier(office, center, "dang-ky-ho-kinh-doanh", at=NOW)
    await walk(case)
    connection = await owner_of(office)
    asked = "SELECT payload FROM jobs.pgqueuer WHERE entrypoint = $1 AND headers->>'center' = $2"
    jobs = await connection.fetch(asked, CHANGED, center.schema)
    await connection.close()
    assert jobs
    with entered(center):
        for job in jobs:
            await dossier_changed(office, from_json(job["payload"].decode()))


async def test_what_this_release_needs_the_release_before_has(
    cluster: Any, database: Any, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    level = served_from()
    later = await later_than(cluster, database.folder / "secrets", level, monkeypatch)
    assert list(needed(later)) == []
    await take_back(office, office.centers["que-vo"], later, level)
    await lives(office, "que-vo")


@pytest.mark.parametrize(
    ("begins", "named"),
    [
        ("m0046", {"tables: training_task", "store/queries/training.py: training_task"}),
        ("m0037", {"tables: dossier.old_number", "store/queries/outage_sheets.py: outage_sheet"}),
    ],
)
async def test_what_came_with_a_release_and_is_needed_by_it_is_named(
    begins: str, named: set[str], cluster: Any, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrading, "RELEASED", begins)
    later = await later_than(cluster, database.folder / "secrets", served_from(), monkeypatch)
    assert named <= set(needed(later))


@pytest.mark.parametrize(("begins", "fails_at"), [("m0020", "start"), ("m0037", "dossier")])
async def test_without_what_came_later_a_start_or_a_dossier_fails(
    begins: str, fails_at: str, cluster: Any, database: Any, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of living through it; the center beside it, which has everything, goes on."""
    monkeypatch.setattr(upgrading, "RELEASED", begins)
    later = await later_than(cluster, database.folder / "secrets", served_from(), monkeypatch)
    await take_back(office, office.centers["que-vo"], later, served_from())
    with pytest.raises(Exception, match=r"que-vo|does not exist") as caught:
        await lives(office, "que-vo")
    assert isinstance(caught.value, AssertionError) is (fails_at == "start")
    await lives(office, "gia-binh")
