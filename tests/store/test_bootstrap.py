"""From an empty server to a serving one: as the embedded superuser, and as an ordinary owner on an external server."""

import asyncio
import stat
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from motcua.centers import Center, Centers, entered
from motcua.domain.errors import DataError, Unavailable
from motcua.store import embedded, migrate
from motcua.store.bootstrap import bootstrap, connect_owner, with_database, with_login
from motcua.store.engine import CenterEngine


async def test_a_second_start_changes_nothing(cluster: embedded.Server, database: Any, two_centers: Centers) -> None:
    name = database.ready.owner_url.partition("?")[0].rpartition("/")[2]
    again = await bootstrap(cluster.superuser_dsn, secrets_dir=database.folder / "secrets", database=name, app_url=None)
    assert again == database.ready
    assert again.gaps == ()


async def test_a_catalog_of_an_earlier_release_is_brought_up(cluster: embedded.Server, tmp_path: Path) -> None:
    """With a connection of its own: what the queue's upgrade asks must not need what the owner role may not call."""
    name = f"t_{uuid4().hex[:12]}"
    secrets_dir = tmp_path / "secrets"
    first = await bootstrap(cluster.superuser_dsn, secrets_dir=secrets_dir, app_url="postgresql://x/y", database=name)
    connection = await connect_owner(first.owner_url)
    try:
        added = ("backup_run", "kept_schema", "center_numbers", "center_day", "center_facts", "announcement")
        added += ("province_access", "center_draft", "center_upgrade", "center_sum", "center_sum_head", "center_month")
        functions = ("publish_numbers", "publish_facts", "publish_sums", "sums_said")
        await connection.execute(f"DROP FUNCTION {', '.join(f'catalog.{each}' for each in functions)}")
        await connection.execute(f"DROP TABLE {', '.join(f'catalog.{table}' for table in added)}")
        await migrate.set_fact(connection, "catalog_level", "m0001_catalog")
    finally:
        await connection.close()
    await bootstrap(cluster.superuser_dsn, secrets_dir=secrets_dir, app_url="postgresql://x/y", database=name)
    connection = await connect_owner(first.owner_url)
    try:
        assert await migrate.has_catalog(connection)
        for table in added:
            assert await connection.fetchval(f"SELECT count(*) FROM catalog.{table}") == 0
    finally:
        await connection.close()


async def test_the_apps_password_is_kept_for_its_owner_only(database: Any) -> None:
    path = database.folder / "secrets" / "app_password"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() in database.ready.app_url


async def test_a_lost_password_is_replaced(cluster: embedded.Server, database: Any, tmp_path: Path) -> None:
    """The folder of secrets was not restored: the owner can still let the app in, with a new password."""
    name = database.ready.owner_url.partition("?")[0].rpartition("/")[2]
    other = await bootstrap(cluster.superuser_dsn, secrets_dir=tmp_path / "secrets", database=name)
    try:
        assert other.app_url != database.ready.app_url
        await (await asyncpg.connect(other.app_url)).close()
    finally:
        await bootstrap(cluster.superuser_dsn, secrets_dir=database.folder / "secrets", database=name)
    await (await asyncpg.connect(database.ready.app_url)).close()


async def test_a_database_sealed_with_other_keys_is_refused(cluster: embedded.Server, database: Any) -> None:
    name = database.ready.owner_url.partition("?")[0].rpartition("/")[2]
    with pytest.raises(DataError, match="MOTCUA_KEY_FILE"):
        await bootstrap(
            cluster.superuser_dsn, secrets_dir=database.folder / "secrets", database=name, seal_key="another"
        )


async def test_a_wrong_address_is_a_sentence(cluster: embedded.Server, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="Không đăng nhập được"):
        await bootstrap(with_login(cluster.superuser_dsn, "nobody", "x"), secrets_dir=tmp_path)
    with pytest.raises(Unavailable, match="tạm ngừng"):
        await bootstrap(f"postgresql://x:y@/z?host={tmp_path}", secrets_dir=tmp_path)


@pytest.fixture
async def own_cluster(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[embedded.Server]:
    """A server on which nothing of ours exists: roles belong to the whole server."""
    server = await embedded.start(tmp_path_factory.mktemp("external"), durable=False)
    yield server
    await server.stop()


async def test_an_ordinary_owner_serves_and_is_told_what_only_an_administrator_can_close(
    own_cluster: embedded.Server, tmp_path: Path, two_centers: Centers
) -> None:
    admin = await connect_owner(own_cluster.superuser_dsn)
    await admin.execute("CREATE ROLE district LOGIN CREATEROLE PASSWORD 'x'")
    await admin.execute("CREATE DATABASE district_db OWNER district")
    await admin.close()
    url = with_login(with_database(own_cluster.superuser_dsn, "district_db"), "district", "x")
    ready = await bootstrap(url, secrets_dir=tmp_path)
    assert any("set_config" in line for line in ready.gaps)
    assert not any("DATABASE" in line for line in ready.gaps)
    owner = await connect_owner(ready.owner_url)
    assert await migrate.migrate_centers(owner, two_centers.values()) == {}
    await owner.close()
    engine = CenterEngine()
    async with engine.opened(ready.app_url, pool_size=1):
        for center in two_centers.values():
            with entered(center):
                assert (await engine.fetch("SELECT current_user, count(*) FROM dossier"))[0][0] == center.schema
        with entered(two_centers["que-vo"]), pytest.raises(asyncpg.InsufficientPrivilegeError):
            await engine.fetch("SELECT 1 FROM c_gia_binh.dossier")
    # What the administrator is told to run closes the gaps.
    admin = await connect_owner(with_database(own_cluster.superuser_dsn, "district_db"))
    for line in ready.gaps:
        await admin.execute(line.replace("CURRENT_USER", "district"))
    await admin.close()
    assert (await bootstrap(url, secrets_dir=tmp_path)).gaps == ()


async def test_a_new_center_takes_less_than_two_seconds_and_a_second_run_writes_nothing(
    owner: Any, que_vo: Center
) -> None:
    center = replace(que_vo, key=f"thu-{uuid4().hex[:8]}")
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await migrate.migrate_center(owner, center)
    assert loop.time() - began < 2
    try:
        async with owner.transaction():
            assert not await migrate.migrate_center(owner, center)
            assert await migrate.migrate_centers(owner, [center, que_vo]) == {}
            # Whoever writes is given a transaction number.
            assert await owner.fetchval("SELECT pg_current_xact_id_if_assigned()") is None
    finally:
        await _drop(owner, center)


async def _drop(owner: Any, center: Center) -> None:
    await owner.execute(f"DROP SCHEMA IF EXISTS {center.schema} CASCADE")
    await owner.execute("DELETE FROM catalog.center WHERE key = $1", center.key)
    await owner.execute(f"DROP OWNED BY {center.schema}; DROP ROLE {center.schema}")


async def test_a_migration_that_fails_leaves_nothing_and_stops_nobody_else(
    owner: Any, que_vo: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = (replace(que_vo, key=f"thu-{uuid4().hex[:8]}") for _ in range(2))
    grants = migrate.center_grants

    def failing(schema: str) -> tuple[str, ...]:
        return (*grants(schema), "SELECT 1 / 0") if schema == bad.schema else grants(schema)

    with monkeypatch.context() as patch:
        patch.setattr(migrate, "center_grants", failing)
        failed = await migrate.migrate_centers(owner, [bad, good])
    assert list(failed) == [bad.key]
    assert "division by zero" in failed[bad.key]
    assert await owner.fetchval("SELECT to_regnamespace($1)", bad.schema) is None
    assert await owner.fetchval("SELECT count(*) FROM pg_roles WHERE rolname = $1", bad.schema) == 0
    assert bad.key not in await migrate.center_levels(owner)
    assert await migrate.migrate_centers(owner, [bad, good]) == {}
    for center in (bad, good):
        await _drop(owner, center)


async def test_two_processes_may_onboard_the_same_center_at_once(database: Any, owner: Any, que_vo: Center) -> None:
    center = replace(que_vo, key=f"thu-{uuid4().hex[:8]}")
    connections = [await connect_owner(database.ready.owner_url) for _ in range(3)]
    try:
        results = await asyncio.gather(*(migrate.migrate_centers(c, [center]) for c in connections))
        assert results == [{}, {}, {}]
    finally:
        for connection in connections:
            await connection.close()
        await _drop(owner, center)
