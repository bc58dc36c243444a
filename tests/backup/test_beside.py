"""What lies beside a center's schema: its jobs in the queue, and the province's own tables."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.backup.conftest import Accept, Backup, state_of

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, NotHere
from motcua.services.backup.drilling import drill
from motcua.services.backup.making import back_up, owner_connection
from motcua.services.backup.restoring import Source, restore, switch_back
from motcua.services.backup.whole import bring_back, latest_of, place_of_key, places_in, stage_folders
from motcua.services.demo.province import OFFICERS
from motcua.services.dossiers.effects import dossier_changed
from motcua.services.office import Office
from motcua.services.province.opening import make_accounts, open_province
from motcua.settings import wall_clock
from motcua.store.depot import Depot
from motcua.store.engine import DB, transaction
from motcua.store.rows import value
from motcua.store.sealed_stream import Broken
from motcua.testing import accept_dossier, at, walk

NUMBERED = "thay-doi-cai-chinh-ho-tich"  # its number leaves a note by the agency's plugin
JOBS = """SELECT entrypoint, convert_from(payload, 'UTF8')::jsonb FROM jobs.pgqueuer
    WHERE headers ->> 'center' = $1 AND status::text = 'queued'"""


async def jobs_of(office: Office, schema: str) -> list[tuple[str, str]]:
    async with owner_connection(office) as owner:
        found = await owner.fetch(JOBS, schema)
    return sorted((kind, json.dumps(json.loads(payload), sort_keys=True)) for kind, payload in found)


async def forget_jobs(office: Office, schema: str) -> None:
    async with owner_connection(office) as owner:
        await owner.execute("DELETE FROM jobs.pgqueuer WHERE headers ->> 'center' = $1", schema)


async def test_jobs_travel_with_the_rows_of_their_instant_and_each_is_queued_once(
    office: Office, lived_in: Center, neighbour: Center, accept: Accept, backup: Backup
) -> None:
    await accept(lived_in)
    waiting, beside = await jobs_of(office, lived_in.schema), await jobs_of(office, neighbour.schema)
    assert waiting
    source = await backup()
    await accept(lived_in)
    later = await jobs_of(office, lived_in.schema)
    assert len(later) > len(waiting)  # the control: another dossier has jobs of its own

    done = await restore(office, lived_in, source, wall_clock())
    assert await jobs_of(office, lived_in.schema) == waiting
    assert await jobs_of(office, neighbour.schema) == beside
    await restore(office, lived_in, source, wall_clock())  # within the same second, and nothing is doubled
    assert await jobs_of(office, lived_in.schema) == waiting

    await forget_jobs(office, lived_in.schema)  # as on another server
    await restore(office, lived_in, source, wall_clock())
    assert await jobs_of(office, lived_in.schema) == waiting
    await switch_back(office, lived_in, done.kept, wall_clock())
    assert await jobs_of(office, lived_in.schema) == later


async def test_a_job_that_ran_before_and_after_a_restore_leaves_its_note_once(
    office: Office, lived_in: Center, backup: Backup
) -> None:
    await walk(await accept_dossier(office, lived_in, NUMBERED, at=at("2017-11-06 10:00"), seed=77))
    waiting = await jobs_of(office, lived_in.schema)
    source = await backup()

    async def run_all(most: int | None = None) -> int:
        with entered(lived_in):
            for kind, payload in waiting[:most]:
                if kind == "dossier_changed":
                    await dossier_changed(office, json.loads(payload))
            async with transaction():
                return int(await value("SELECT count(*) FROM note")) + int(await value("SELECT count(*) FROM notice"))

    before = await run_all(0)
    first = await run_all()
    assert first > before
    assert await run_all() == first
    await restore(office, lived_in, source, wall_clock())
    assert await run_all() == first


async def test_a_copy_beside_the_center_runs_none_of_its_jobs(
    office: Office, lived_in: Center, accept: Accept, backup: Backup, depot: Depot
) -> None:
    await accept(lived_in)
    source = await backup()
    copy = replace(lived_in, key=f"{lived_in.key}-{uuid4().hex[:6]}", sealed_as=lived_in.key)
    await restore(office, copy, source, wall_clock())
    assert await jobs_of(office, copy.schema) == []
    assert await jobs_of(office, lived_in.schema) != []


async def test_a_spoilt_stream_of_jobs_stops_restore_and_drill(
    office: Office, lived_in: Center, accept: Accept, backup: Backup, depot: Depot
) -> None:
    await accept(lived_in)
    source = await backup()
    assert (await drill(office, lived_in, source, wall_clock())).is_whole
    before, jobs = await state_of(office, lived_in.schema), await jobs_of(office, lived_in.schema)
    assert depot._folder is not None
    part = depot._folder / source.manifest.place / "beside"
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(Broken):
        await drill(office, lived_in, source, wall_clock())
    with pytest.raises(Broken):
        await restore(office, lived_in, source, wall_clock())
    assert await state_of(office, lived_in.schema) == before
    assert await jobs_of(office, lived_in.schema) == jobs


@pytest.fixture
async def province(office: Office) -> Any:
    """The province's office, with an announcement, an access, a draft, and a person."""
    place = await open_province(office)
    async with owner_connection(office) as owner:
        await owner.execute(
            """INSERT INTO catalog.announcement (id, title, body, audience, from_on, made_by, made_at)
            VALUES (gen_random_uuid(), 'Nghỉ Tết', E'Dòng một\\nDòng\\thai', 'everyone', '2018-02-14', 'Hòa', now());
            INSERT INTO catalog.center_draft (id, data, made_by, made_at, changed_at)
            VALUES (gen_random_uuid(), '{"key": "luong-tai"}', 'Minh', now(), now());
            INSERT INTO catalog.province_access
            (id, center_key, officer_id, officer_name, reason, minutes, state, asked_at)
            VALUES (gen_random_uuid(), 'que-vo', gen_random_uuid(), 'Minh', 'Kiểm tra', 30, 'asked', now())"""
        )
        await owner.execute(
            f"INSERT INTO {place.schema}.setting (key, value, set_at) VALUES ('x', '1', now()) ON CONFLICT DO NOTHING"
        )
    yield place
    async with owner_connection(office) as owner:
        await owner.execute(
            "DELETE FROM catalog.announcement; DELETE FROM catalog.center_draft; DELETE FROM catalog.province_access"
        )


TABLES = ("announcement", "center_draft", "province_access", "center_day")


async def shared(office: Office) -> dict[str, list[str]]:
    async with owner_connection(office) as owner:
        return {
            table: [
                each[0] for each in await owner.fetch(f"SELECT to_jsonb(t)::text FROM catalog.{table} t ORDER BY 1")
            ]
            for table in TABLES
        }


async def test_the_province_s_own_tables_come_back_and_what_is_there_stays(
    office: Office, lived_in: Center, province: Center, depot: Depot
) -> None:
    async with owner_connection(office) as owner:
        await owner.execute(
            "INSERT INTO catalog.center_day VALUES ($1, '2017-11-08', 3, 1) ON CONFLICT DO NOTHING", lived_in.key
        )
        before, runs = await shared(office), await owner.fetchval("SELECT count(*) FROM catalog.backup_run")
        source = Source(depot, office.sealer, await back_up(office, province, depot, wall_clock()))
        state = await state_of(office, province.schema)
        for table in TABLES:
            assert before[table], table
            await owner.execute(f"DELETE FROM catalog.{table}")
        await owner.execute("DELETE FROM catalog.backup_run")
        await owner.execute(
            """INSERT INTO catalog.announcement (id, title, body, audience, from_on, made_by, made_at)
            VALUES (gen_random_uuid(), 'Mới hơn', '', 'staff', '2018-03-01', 'Hòa', now())"""
        )
        assert (await drill(office, province, source, wall_clock())).is_whole
        await restore(office, province, source, wall_clock() + timedelta(seconds=1))
        after = await shared(office)
        assert {table: len(after[table]) - len(before[table]) for table in TABLES} == {
            "announcement": 1, "center_draft": 0, "province_access": 0, "center_day": 0,
        }  # fmt: skip
        assert all(set(before[table]) <= set(after[table]) for table in TABLES)
        assert await owner.fetchval("SELECT count(*) FROM catalog.backup_run") == runs + 2  # the drill, the restore
        assert await state_of(office, province.schema) == state
        # And again: nothing is doubled.
        await restore(office, province, source, wall_clock() + timedelta(seconds=2))
        assert await shared(office) == after
        assert await owner.fetchval("SELECT count(*) FROM catalog.backup_run") == runs + 3


async def test_a_province_with_accounts_is_never_replaced_by_restoring_a_lost_server(
    office: Office, province: Center, depot: Depot
) -> None:
    source = Source(depot, office.sealer, await back_up(office, province, depot, wall_clock()))
    async with owner_connection(office) as owner:
        await owner.execute("DELETE FROM catalog.backup_run WHERE center_key = 'province'")
        await make_accounts(office, OFFICERS[:1], "mật khẩu của Minh", must_change=False)
        try:
            with pytest.raises(Conflict, match="đã có tài khoản"):
                await bring_back(office, source, wall_clock())
        finally:
            await owner.execute(f"DELETE FROM {province.schema}.staff")
    assert place_of_key(office, "province") == province
    brought = await bring_back(office, source, wall_clock())  # nobody has an account: nothing is lost
    assert brought.done is not None
    assert (await bring_back(office, source, wall_clock())).done is None
    async with DB.catalog_transaction():
        left = await DB.fetch("SELECT schema FROM catalog.kept_schema WHERE schema = $1", brought.done.kept)
    assert left == []


async def test_one_unreadable_backup_is_told_and_keeps_no_other_center_from_coming_back(
    office: Office, lived_in: Center, neighbour: Center, depot: Depot, backup: Backup
) -> None:
    source = await backup()
    await back_up(office, neighbour, depot, wall_clock())
    keys = await places_in(depot)
    assert keys == (neighbour.key, lived_in.key)
    sources, unreadable = await latest_of(depot, office.sealer, keys)
    assert (len(sources), unreadable) == (2, {})
    assert depot._folder is not None
    manifest = depot._folder / source.manifest.place / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"rows": ', b'"rows": 1', 1))
    sources, unreadable = await latest_of(depot, office.sealer, keys)
    assert [each.manifest.center for each in sources] == [neighbour.key]
    assert "hỏng ở phần" in unreadable[lived_in.key]
    with pytest.raises(NotHere, match="hỏng ở phần"):
        await latest_of(depot, office.sealer, (lived_in.key,))


async def test_a_folder_that_differs_from_the_backup_stops_before_anything_is_done(
    office: Office, lived_in: Center, backup: Backup, tmp_path: Path
) -> None:
    source = await backup()
    here = tmp_path / "tenants"
    (here / lived_in.key).mkdir(parents=True)
    same = office.settings.tenants_dir / lived_in.key / "center.toml"
    (here / lived_in.key / "center.toml").write_bytes(same.read_bytes())
    await stage_folders((source,), here, tmp_path / "staged")
    assert (tmp_path / "staged" / "province.toml").exists()
    (here / lived_in.key / "center.toml").write_bytes(same.read_bytes() + b"# ")
    with pytest.raises(Conflict, match="khác với bản sao lưu"):
        await stage_folders((source,), here, tmp_path / "again")
