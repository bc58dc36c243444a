"""A province of 130 centers and the real command in processes of its own: a failure at one center, a kill half-way, a
canary that differs. Each story plants migrations of its own and leaves the province whole."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from motcua import paths
from motcua.centers import read_centers, schema_of
from motcua.store import embedded, migrate
from motcua.store.bootstrap import Ready, bootstrap, connect_owner
from motcua.testing.cloning import clone_centers, clone_folders

pytestmark = pytest.mark.slow

MODEL = "que-vo"
KEYS = [MODEL, *(f"trung-tam-{number:03d}" for number in range(129))]
PROGRAM = """
import sys
from motcua.store.migrations import center
center.__path__.append(sys.argv.pop(1))
from motcua.cli import main
main()
"""
MIGRATION = """
from motcua.store.migrations.raw import index_migration, raw_migration
{body}
async def forwards():
    return raw_migration({name!r}, "center", "", SQL) if "SQL" in globals() else index_migration({name!r}, "", INDEXES)
"""


@dataclass
class Province:
    """130 centers in one database, their folders, and the migrations planted so far."""

    folder: Path
    ready: Ready
    owner: Any
    planted: int = 0

    def plant(self, body: str) -> str:
        self.planted += 1
        name = f"m9{self.planted:03d}_planted"
        (self.folder / "planted" / f"{name}.py").write_text(MIGRATION.format(body=body, name=name), "utf-8")
        return name

    def start(self, *words: str) -> subprocess.Popen[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        environment |= {
            "MOTCUA_DATA": str(self.folder / "data"),
            "MOTCUA_TENANTS": str(self.folder / "tenants"),
            "MOTCUA_DATABASE_URL": self.ready.owner_url,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        command = [sys.executable, "-c", PROGRAM, str(self.folder / "planted"), "upgrade", *words]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True)

    async def run(self, *words: str) -> tuple[int, str, str]:
        child = self.start(*words)
        said, troubled = await asyncio.to_thread(child.communicate)
        return child.returncode, said, troubled

    async def levels(self) -> dict[str, str]:
        return dict(await migrate.center_levels(self.owner))

    async def at_level(self, name: str) -> int:
        found: int = await self.owner.fetchval("SELECT count(*) FROM catalog.center WHERE migration_level = $1", name)
        return found

    async def status(self, key: str) -> asyncpg.Record:
        return await self.owner.fetchrow("SELECT * FROM catalog.center_upgrade WHERE center_key = $1", key)


@pytest.fixture(scope="module")
async def province(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Province]:
    folder = tmp_path_factory.mktemp("province")
    (folder / "planted").mkdir()
    clone_folders(folder / "tenants", MODEL, KEYS)
    server = await embedded.start(folder / "cluster", durable=False)
    try:
        ready = await bootstrap(server.superuser_dsn, secrets_dir=folder / "data" / "secrets", database="motcua")
        owner = await connect_owner(ready.owner_url)
        model = read_centers(paths.tenants())[MODEL]
        await migrate.migrate_center(owner, model)
        await owner.execute(
            f"""INSERT INTO {model.schema}.staff (id, username, name, name_key, kind, password_hash, must_change, roles,
                desks, receives, created_at, changed_at)
            VALUES (gen_random_uuid(), 'lan.nt', 'Nguyễn Thị Lan', 'lan', 'own', 'x', false, '{{director}}', '{{}}',
                '{{}}', now(), now())"""
        )
        await clone_centers(owner, MODEL, KEYS[1:])
        yield Province(folder, ready, owner)
        await owner.close()
    finally:
        await server.stop()


async def serves(province: Province, key: str) -> str:
    """Writes and reads at a center as the application does, by its role; the username that it finds."""
    connection = await asyncpg.connect(province.ready.app_url)
    schema = schema_of(key)
    try:
        async with connection.transaction():
            await connection.execute(f"SET LOCAL ROLE {schema}; SET LOCAL search_path = {schema}")
            await connection.execute("UPDATE staff SET phone = '0912 345 678'")
            found: str = await connection.fetchval("SELECT username FROM staff WHERE phone <> ''")
            return found
    finally:
        await connection.close()


async def test_a_center_whose_upgrade_fails_goes_on_while_the_others_finish_and_a_second_run_does_it_alone(
    province: Province,
) -> None:
    before = await province.levels()
    assert len(before) == 130
    level = province.plant(
        """SQL = ("CREATE TABLE fresh (id bigint PRIMARY KEY, kind text NOT NULL)",
        "CREATE INDEX fresh_kind ON fresh (kind)", "ALTER TABLE setting ADD COLUMN planted text NOT NULL DEFAULT ''")"""
    )
    await province.owner.execute("ALTER TABLE c_trung_tam_077.setting ADD COLUMN planted bigint")  # somebody's own hand

    code, said, _ = await province.run("--dry-run")
    assert code == 0
    assert "130/130 trung tâm chưa ở mức" in said
    assert "Gói thủ tục: 14 gói" in said
    assert await province.levels() == before

    code, said, troubled = await province.run("--canary", "trung-tam-005")
    assert code == 1, troubled
    assert "Đi trước: trung-tam-005" in said
    assert "trung-tam-005: trước và sau khớp nhau" in said
    assert "Đã nâng cấp 129 trung tâm." in said
    assert f"trung-tam-077: chưa nâng được, vẫn làm việc ở mức cũ: {level}" in troubled
    assert "already exists" in troubled
    after = await province.levels()
    assert {key for key, each in after.items() if each != level} == {"trung-tam-077"}
    assert after["trung-tam-077"] == before["trung-tam-077"]
    assert (await province.status("trung-tam-077"))["status"] == "failed"
    assert (await province.status("trung-tam-005"))["status"] == "done"
    # Nothing of the failed one is left, and people work at both.
    assert await province.owner.fetchval("SELECT to_regclass('c_trung_tam_077.fresh')") is None
    assert await serves(province, "trung-tam-077") == await serves(province, "trung-tam-078") == "lan.nt"

    await province.owner.execute("ALTER TABLE c_trung_tam_077.setting DROP COLUMN planted")
    code, said, _ = await province.run()
    assert code == 0
    assert "1/130 trung tâm chưa ở mức" in said
    assert await province.at_level(level) == 130
    code, said, _ = await province.run()
    assert (code, "không có gì phải làm" in said) == (0, True)


async def test_a_run_killed_half_way_is_taken_up_and_nothing_is_done_twice_or_half(province: Province) -> None:
    first = province.plant('SQL = ("CREATE TABLE one_more (id bigint PRIMARY KEY)", "SELECT pg_sleep(0.1)")')
    last = province.plant(
        'INDEXES = (("staff_by_phone", "ON staff (phone)"), ("unique one_more_id", "ON one_more (id)"))'
    )
    child = province.start("--workers", "3")
    while child.poll() is None and await province.at_level(last) < 20:  # noqa: ASYNC110
        await asyncio.sleep(0.05)  # another process writes it
    child.send_signal(signal.SIGKILL)
    await asyncio.to_thread(child.communicate)
    assert child.returncode == -signal.SIGKILL
    reached = await province.at_level(last)
    assert 20 <= reached < 130
    running = await province.owner.fetchval("SELECT count(*) FROM catalog.center_upgrade WHERE status = 'running'")
    assert running >= 1
    for key, level in (await province.levels()).items():  # the level written is the truth about the tables
        made = await province.owner.fetchval("SELECT to_regclass($1)", f"{schema_of(key)}.one_more")
        assert (made is not None) == (level >= first)

    code, said, troubled = await province.run("--workers", "3")
    assert (code, troubled.count("chưa nâng được")) == (0, 0), troubled
    assert "Lần trước bị ngắt giữa chừng ở" in said
    assert await province.at_level(last) == 130
    assert not await province.owner.fetchval("SELECT count(*) FROM catalog.center_upgrade WHERE status <> 'done'")
    indexes = await province.owner.fetch(
        """SELECT indisvalid FROM pg_index JOIN pg_class c ON c.oid = indexrelid
        WHERE relname IN ('staff_by_phone', 'one_more_id')"""
    )
    assert [each["indisvalid"] for each in indexes] == [True] * 260


async def test_a_canary_that_differs_stops_the_run_until_somebody_has_looked(province: Province) -> None:
    level = province.plant("SQL = (\"UPDATE staff SET roles = '{administrator}'\",)")
    code, _, troubled = await province.run("--canary", MODEL)
    assert code == 1, troubled
    assert f"{MODEL}: KHÁC TRƯỚC: vai trò, vị trí của lan.nt khác trước" in troubled
    assert "Chưa chạm tới 129 trung tâm" in troubled
    assert await province.at_level(level) == 1
    assert (await province.status(MODEL))["status"] == "differs"
    code, _, troubled = await province.run()
    assert code == 1, troubled
    assert "KHÁC TRƯỚC" in troubled
    assert await province.at_level(level) == 1
    code, said, troubled = await province.run("--accept")
    assert "KHÁC TRƯỚC" in troubled  # the next one to go first is compared too
    assert await province.at_level(level) == 2
    await province.owner.execute("UPDATE catalog.center_upgrade SET status = 'done' WHERE status = 'differs'")
    for key in KEYS:  # what the migration was to do is there already: nothing differs any more
        await province.owner.execute(f"UPDATE {schema_of(key)}.staff SET roles = '{{administrator}}'")
    code, said, troubled = await province.run()
    assert (code, "khớp nhau" in said) == (0, True), troubled
    assert await province.at_level(level) == 130


async def test_two_upgrades_at_once_are_refused(province: Province) -> None:
    province.plant('SQL = ("SELECT pg_sleep(0.02)",)')
    holding = await connect_owner(province.ready.owner_url)
    try:
        await holding.execute("SELECT pg_advisory_lock(7040524)")
        code, _, troubled = await province.run()
        assert code == 1
        assert "Đang có một lệnh nâng cấp khác" in troubled
    finally:
        await holding.close()
    assert (await province.run())[0] == 0
