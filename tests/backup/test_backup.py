"""Backups: what they hold, what they do not tell, and what restoring them does and does not do."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from os import truncate
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.backup.conftest import Accept, Backup, schemas_of, state_of

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.services.backup.drilling import drill
from motcua.services.backup.files import FileLine, listed_files, stored_name
from motcua.services.backup.making import back_up, owner_connection
from motcua.services.backup.manifest import choose, read_manifest, stamps_of
from motcua.services.backup.restoring import Source, drop_kept, restore, switch_back
from motcua.services.backup.retention import prune
from motcua.services.dossiers.trail import verify
from motcua.services.files.uploads import sweep_files
from motcua.services.messages.queue import Recipient, queue_message
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store import migrate, secrets, staging
from motcua.store.bootstrap import with_login
from motcua.store.copying import tables_of
from motcua.store.depot import Depot
from motcua.store.engine import DB, transaction
from motcua.store.queries.backup_runs import last_runs
from motcua.store.rows import rows, value
from motcua.store.sealed_stream import Broken
from motcua.store.staging import kept_of


def bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def folder_of(depot: Depot) -> Path:
    assert depot._folder is not None
    return depot._folder


async def dossiers(center: Center) -> int:
    with entered(center):
        async with transaction():
            return int(await value("SELECT count(*) FROM dossier"))


async def scan_in(office: Office, source: Source) -> FileLine:
    """A file of the backup that is no letter."""
    async with owner_connection(office) as owner:
        letters = await owner.fetch(
            f"SELECT storage_key FROM c_{source.manifest.center.replace('-', '_')}.issued_letter"
        )
    keys = {each["storage_key"] for each in letters}
    lines = [line async for line in listed_files(source.depot, source.key, source.manifest)]
    return next(line for line in lines if line.key not in keys)


async def kept_schemas(office: Office, center: Center) -> list[str]:
    async with owner_connection(office) as connection:
        return [each["schema"] for each in await kept_of(connection, center.key)]


async def test_a_restore_brings_back_every_row_and_keeps_what_ran_before(
    office: Office, lived_in: Center, neighbour: Center, accept: Accept, backup: Backup
) -> None:
    before, beside = await state_of(office, lived_in.schema), await state_of(office, neighbour.schema)
    source = await backup()
    later = await accept(lived_in)
    changed = await state_of(office, lived_in.schema)
    assert changed != before  # the control: the comparison sees one dossier more

    done = await restore(office, lived_in, source, wall_clock())

    assert await state_of(office, lived_in.schema) == before
    assert await state_of(office, neighbour.schema) == beside
    assert await state_of(office, done.kept) == changed
    with entered(lived_in):
        assert (await verify(office)).is_whole
    with pytest.raises(NotHere):
        await later.kept()
    back = await switch_back(office, lived_in, done.kept, wall_clock() + timedelta(seconds=1))
    assert await state_of(office, lived_in.schema) == changed
    assert (await later.kept()).dossier.code == later.code
    await drop_kept(office, lived_in, back)
    assert back not in await schemas_of(office)


async def test_work_goes_on_while_a_center_is_restored(
    office: Office, lived_in: Center, neighbour: Center, accept: Accept, backup: Backup
) -> None:
    """The pool keeps its connections and their prepared statements over the switch."""
    source = await backup()
    was = await dossiers(lived_in)
    await accept(lived_in)
    stop = asyncio.Event()
    seen: list[int] = []

    async def read() -> None:
        while not stop.is_set():
            seen.append(await dossiers(lived_in))
            await dossiers(neighbour)
            await asyncio.sleep(0)

    async def receive() -> int:
        received = 0
        while not stop.is_set():
            await accept(neighbour)  # its dossier refers to the province's versions, as the restored ones do
            received += 1
        return received

    readers = [asyncio.create_task(read()) for _ in range(3)]
    receiving = asyncio.create_task(receive())
    before = await dossiers(neighbour)
    await restore(office, lived_in, source, wall_clock())
    stop.set()
    await asyncio.gather(*readers)
    assert await receiving >= 2
    assert await dossiers(neighbour) >= before + 2
    assert set(seen) <= {was + 1, was}
    assert was + 1 in seen
    assert await dossiers(lived_in) == was
    await accept(lived_in)  # and the center takes dossiers as before
    assert await dossiers(lived_in) == was + 1


async def test_a_center_can_neither_read_the_schema_that_was_replaced_nor_a_strangers(
    office: Office, lived_in: Center, backup: Backup, refused_as: Any
) -> None:
    done = await restore(office, lived_in, await backup(), wall_clock())
    for schema, words in ((done.kept, "permission denied"), (lived_in.schema, "")):
        with entered(lived_in):
            if words:
                with refused_as("InsufficientPrivilegeError", words):
                    async with transaction():
                        await value(f"SELECT count(*) FROM {schema}.dossier")
            else:
                async with transaction():
                    assert await value(f"SELECT count(*) FROM {schema}.dossier") > 0


async def test_files_lost_or_spoilt_come_back_and_replaced_rows_keep_theirs(
    office: Office, lived_in: Center, accept: Accept, backup: Backup
) -> None:
    source = await backup()
    lines = [line async for line in listed_files(source.depot, source.key, source.manifest)]
    lost, spoilt = (office.settings.files_dir / line.key for line in lines[:2])
    whole = {path: path.read_bytes() for path in (lost, spoilt)}
    lost.unlink()
    spoilt.chmod(0o600)
    spoilt.write_bytes(b"x" * len(whole[spoilt]))
    later = await accept(lived_in)
    (scan,) = (await later.kept()).files
    done = await restore(office, lived_in, source, wall_clock())
    assert done.files_added == 2
    assert {path: path.read_bytes() for path in whole} == whole
    with entered(lived_in):
        far = wall_clock() + timedelta(days=400)
        assert await sweep_files(office, far, far) == 0  # its row is in the kept schema only
        assert await office.blobs.read(lived_in.key, scan["storage_key"])
        for schema in await kept_schemas(office, lived_in):
            await drop_kept(office, lived_in, schema)
        assert await sweep_files(office, far, far) > 0  # the control: nothing keeps it any more
        with pytest.raises(NotHere):
            await office.blobs.read(lived_in.key, scan["storage_key"])


async def test_a_drill_compares_everything_and_leaves_nothing(office: Office, lived_in: Center, backup: Backup) -> None:
    source = await backup()
    schemas, state = await schemas_of(office), await state_of(office, lived_in.schema)
    seen = await drill(office, lived_in, source, wall_clock())
    assert seen.faults == ()
    assert (seen.files, seen.compared.tables) == (source.manifest.file_count, len(source.manifest.tables))
    assert seen.letters >= 1
    assert seen.letters_aside == 0
    assert (await schemas_of(office), await state_of(office, lived_in.schema)) == (schemas, state)
    async with DB.catalog_transaction():
        ran = (await last_runs("drill"))[lived_in.key]
    assert (ran.is_ok, ran.stamp) == (True, source.manifest.stamp)


async def test_a_drill_tells_of_a_trail_a_letter_and_a_file_that_are_not_as_they_were(
    office: Office, lived_in: Center, backup: Backup
) -> None:
    """Each spoilt behind the application's back, before the backup or in it."""
    good = await backup()
    async with owner_connection(office) as owner:
        schema = lived_in.schema
        event = await owner.fetchrow(
            f"SELECT dossier_id, seq, actor_name FROM {schema}.event ORDER BY seq DESC LIMIT 1"
        )
        where = f"WHERE dossier_id = '{event['dossier_id']}' AND seq = {event['seq']}"
        letter = await owner.fetchrow(f"SELECT id, data FROM {schema}.issued_letter LIMIT 1")
        with entered(lived_in):
            purpose = f"letter.{letter['id']}"
            other = secrets.seal(secrets.unseal(letter["data"], purpose).replace("Giấy", "Phiếu"), purpose)
        await owner.execute(f"UPDATE {schema}.event SET actor_name = 'Người khác' {where}")
        await owner.execute(f"UPDATE {schema}.issued_letter SET data = $1", other)
        try:
            source = await backup()
        finally:
            await owner.execute(f"UPDATE {schema}.event SET actor_name = $1 {where}", event["actor_name"])
            await owner.execute(f"UPDATE {schema}.issued_letter SET data = $1", letter["data"])
    # Another file than the letter's: one that does not open is told as such, and not set again.
    scan = await scan_in(office, source)
    stored = folder_of(source.depot) / stored_name(source.key, lived_in.key, scan.sha256)
    body = stored.read_bytes()
    stored.write_bytes(body[:-1] + bytes([body[-1] ^ 1]))
    told = "\n".join((await drill(office, lived_in, source, wall_clock())).faults)
    assert "đã bị sửa" in told
    assert "in lại khác" in told
    assert "hỏng ở phần" in told
    stored.write_bytes(body)
    await restore(office, lived_in, source, wall_clock())  # what was backed up comes back as it was, fault and all
    with entered(lived_in):
        assert "đã bị sửa" in "\n".join((await verify(office)).faults)
    await restore(office, lived_in, good, wall_clock() + timedelta(seconds=1))
    assert (await drill(office, lived_in, good, wall_clock())).faults == ()


async def test_the_depot_tells_nothing_without_the_key(office: Office, lived_in: Center, backup: Backup) -> None:
    source = await backup()
    whole = bytes_below(folder_of(source.depot))
    with entered(lived_in):
        async with transaction():
            names = await DB.fetch("SELECT name FROM applicant")
            hashes = await DB.fetch("SELECT encode(sha256, 'hex') AS h FROM file")
    people = [*(each["name"].encode() for each in names), *(each["h"].encode() for each in hashes)]
    assert len(people) > 3
    assert [each for each in people if each in whole] == []
    assert source.manifest.key.encode() in whole  # the manifest names the key …
    keys = (*office.sealer.keys.values(), office.sealer.mac_key, office.sealer.derived("backup"))
    assert [key for key in keys if key in whole or key.hex().encode() in whole] == []  # … and holds none
    async with owner_connection(office) as owner:
        facts = str(await owner.fetch("SELECT * FROM catalog.installation"))
        runs = str(await owner.fetch("SELECT * FROM catalog.backup_run"))
    assert office.sealer.name in facts
    assert [key for key in keys if key.hex() in facts + runs] == []


async def test_a_second_backup_stores_no_file_twice(
    office: Office, lived_in: Center, accept: Accept, backup: Backup
) -> None:
    source = await backup()
    first = set(await source.depot.names(f"{lived_in.key}/files/"))
    await accept(lived_in)
    await backup()
    second = set(await source.depot.names(f"{lived_in.key}/files/"))
    assert first < second
    assert len(second - first) == 1


async def test_a_scan_that_is_missing_is_told_and_the_rest_is_backed_up(
    office: Office, lived_in: Center, accept: Accept, backup: Backup
) -> None:
    case = await accept(lived_in)
    (scan,) = (await case.kept()).files
    path = office.settings.files_dir / scan["storage_key"]
    body = path.read_bytes()
    path.unlink()
    source = await backup()
    assert source.manifest.missing == [scan["storage_key"]]
    assert (await drill(office, lived_in, source, wall_clock())).faults != ()
    path.write_bytes(body)
    assert (await backup()).manifest.missing == []


def replaced(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def flipped(path: Path) -> None:
    body = path.read_bytes()
    path.write_bytes(body[:200] + bytes([body[200] ^ 1]) + body[201:])


SPOILT: dict[str, Callable[[Path], None]] = {
    "manifest": lambda place: replaced(place / "manifest.json", '"rows": ', '"rows": 1'),
    "another release": lambda place: replaced(place / "manifest.json", '"format": 1', '"format": 9'),
    "not JSON": lambda place: replaced(place / "manifest.json", "{", "["),
    "a table changed": lambda place: flipped(place / "tables" / "dossier"),
    "a table cut off": lambda place: truncate(
        place / "tables" / "event", (place / "tables" / "event").stat().st_size - 20
    ),
    "a table lost": lambda place: (place / "tables" / "applicant").unlink(),
    "two tables swapped": lambda place: shutil.copy(place / "tables" / "note", place / "tables" / "notice") and None,
    "versions lost": lambda place: (place / "versions").unlink(),
    "the list of files cut off": lambda place: truncate(place / "files", 30),
}


@pytest.mark.parametrize("what", SPOILT)
async def test_what_can_t_be_restored_is_one_sentence_and_leaves_everything_as_it_was(
    office: Office, lived_in: Center, backup: Backup, what: str
) -> None:
    source = await backup()
    state, schemas = await state_of(office, lived_in.schema), await schemas_of(office)
    SPOILT[what](folder_of(source.depot) / source.manifest.place)

    async def read_and_restore() -> None:
        manifest = await read_manifest(source.depot, source.sealer, lived_in.key, source.manifest.stamp)
        await restore(office, lived_in, Source(source.depot, source.sealer, manifest), wall_clock())

    with pytest.raises(Refused) as caught:
        await read_and_restore()
    assert re.fullmatch(r"Bản sao lưu [^\n]+\.", str(caught.value))
    assert (await state_of(office, lived_in.schema), await schemas_of(office)) == (state, schemas)
    assert (await drill(office, lived_in, await backup(), wall_clock())).is_whole  # the control: nothing else was amiss


async def test_another_key_is_named_and_opens_nothing(
    office: Office, lived_in: Center, backup: Backup, tmp_path: Path
) -> None:
    source = await backup()
    other = secrets.load_sealer(tmp_path / "other.json")
    with pytest.raises(
        Refused, match=f"khóa bằng tệp khóa {office.sealer.name}, còn tệp khóa đang dùng là {other.name}"
    ):
        await read_manifest(source.depot, other, lived_in.key, source.manifest.stamp)
    forged = Source(source.depot, other, source.manifest)  # had the name been overlooked
    with pytest.raises(Broken):
        await restore(office, lived_in, forged, wall_clock())
    assert await read_manifest(source.depot, office.sealer, lived_in.key, source.manifest.stamp) == source.manifest


async def test_a_file_that_is_neither_here_nor_in_the_backup_stops_the_restore(
    office: Office, lived_in: Center, backup: Backup
) -> None:
    source = await backup()
    line, *_ = [line async for line in listed_files(source.depot, source.key, source.manifest)]
    stored = folder_of(source.depot) / stored_name(source.key, lived_in.key, line.sha256)
    here, body = office.settings.files_dir / line.key, stored.read_bytes()
    stored.unlink()
    assert (await restore(office, lived_in, source, wall_clock())).files_added == 0  # the control: it is here
    whole = here.read_bytes()
    here.unlink()
    state = await state_of(office, lived_in.schema)
    with pytest.raises(Refused, match="hỏng ở phần"):
        await restore(office, lived_in, source, wall_clock())
    assert await state_of(office, lived_in.schema) == state
    stored.write_bytes(body)
    await restore(office, lived_in, source, wall_clock() + timedelta(seconds=1))
    assert here.read_bytes() == whole


async def test_a_backup_counts_only_with_its_manifest(office: Office, lived_in: Center, backup: Backup) -> None:
    source = await backup()
    second = await backup()
    assert await stamps_of(source.depot, lived_in.key) == (source.manifest.stamp, second.manifest.stamp)
    (folder_of(source.depot) / second.manifest.place / "manifest.json").unlink()
    assert (await choose(source.depot, office.sealer, lived_in.key, None)).stamp == source.manifest.stamp
    with pytest.raises(NotHere, match="Không có bản sao lưu"):
        await choose(source.depot, office.sealer, lived_in.key, second.manifest.stamp)


async def test_old_backups_go_with_the_files_that_only_they_named(
    office: Office, lived_in: Center, accept: Accept, backup: Backup
) -> None:
    now = wall_clock()
    case = await accept(lived_in)
    (scan,) = (await case.kept()).files
    state = await backup(at=now - timedelta(days=40))
    only = stored_name(state.key, lived_in.key, scan["sha256"].hex())
    with entered(lived_in):
        async with transaction():
            await DB.fetch("DELETE FROM file WHERE storage_key = $1", scan["storage_key"])
    recent = await backup(at=now)
    assert only in await recent.depot.names(f"{lived_in.key}/files/")
    (folder_of(recent.depot) / lived_in.key / "20170101T000000Z").mkdir()
    (folder_of(recent.depot) / lived_in.key / "20170101T000000Z" / "folder").write_bytes(b"half made")
    assert await prune(recent.depot, office.sealer, lived_in.key, (3, 3, 3), now) == 0
    assert only in await recent.depot.names(f"{lived_in.key}/files/")
    assert await prune(recent.depot, office.sealer, lived_in.key, (1, 0, 0), now) == 1
    left = await recent.depot.names(f"{lived_in.key}/")
    assert only not in left
    assert {name.split("/")[1] for name in left} == {"files", recent.manifest.stamp}
    assert (await drill(office, lived_in, recent, now)).is_whole


async def test_nothing_is_pruned_when_a_backup_that_stays_can_t_be_read(
    office: Office, lived_in: Center, backup: Backup
) -> None:
    now = wall_clock()
    await backup(at=now - timedelta(days=40))
    recent = await backup(at=now)
    path = folder_of(recent.depot) / recent.manifest.place / "files"
    path.write_bytes(path.read_bytes()[:-1])
    before = await recent.depot.names(f"{lived_in.key}/")
    assert await prune(recent.depot, office.sealer, lived_in.key, (1, 0, 0), now) == 0
    assert await recent.depot.names(f"{lived_in.key}/") == before


async def test_one_backup_and_one_restore_of_a_center_at_a_time(
    office: Office, lived_in: Center, neighbour: Center, depot: Depot, backup: Backup
) -> None:
    source = await backup()
    async with owner_connection(office) as other:
        for place in ("7040523", "7040524"):
            assert await other.fetchval(f"SELECT pg_try_advisory_lock({place}, hashtext($1))", lived_in.key)
        with pytest.raises(Conflict, match="đang được sao lưu"):
            await back_up(office, lived_in, depot, wall_clock())
        with pytest.raises(Conflict, match="đang được phục hồi"):
            await drill(office, lived_in, source, wall_clock())
        assert (await back_up(office, neighbour, depot, wall_clock())).center == neighbour.key
    assert (await drill(office, lived_in, source, wall_clock())).is_whole


async def test_a_backup_of_one_center_is_not_restored_over_another(
    office: Office, neighbour: Center, backup: Backup
) -> None:
    with pytest.raises(Refused, match="là của trung tâm que-vo"):
        await restore(office, neighbour, await backup(), wall_clock())


async def test_broken_is_a_sentence_for_people() -> None:
    assert str(Broken("que-vo/x")).startswith("Bản sao lưu hỏng ở phần “que-vo/x”")


async def test_a_backup_of_an_earlier_release_is_raised_to_this_one(
    office: Office, lived_in: Center, depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    center = replace(lived_in, key=f"cu-{uuid4().hex[:8]}")
    earlier = migrate.levels("center")[:-3]
    async with owner_connection(office) as owner:
        with monkeypatch.context() as patch:
            patch.setattr(migrate, "levels", lambda app: earlier)
            patch.setattr(migrate, "center_grants", lambda schema: ())
            assert await migrate.migrate_center(owner, center)
        await owner.execute(f"INSERT INTO {center.schema}.setting (key, value, set_at) VALUES ('x', '1', now())")
        tables = {shape.name for shape in await tables_of(owner, center.schema)}
        manifest = await back_up(office, center, depot, wall_clock())
        assert manifest.level == earlier[-1]
        await owner.execute("UPDATE catalog.center SET data_hash = 'applied' WHERE key = $1", center.key)
        await restore(office, center, Source(depot, office.sealer, manifest), wall_clock())
        # What the files say was applied to the tables before these: the next start has to do it again.
        assert await owner.fetchval("SELECT data_hash FROM catalog.center WHERE key = $1", center.key) == ""
        assert (await migrate.center_levels(owner))[center.key] == migrate.levels("center")[-1]
        assert await owner.fetchval(f"SELECT value FROM {center.schema}.setting WHERE key = 'x'") == "1"
        raised = {shape.name for shape in await tables_of(owner, center.schema)}
        assert raised == {shape.name for shape in await tables_of(owner, lived_in.schema)} != tables
    with entered(center):
        assert (await verify(office)).is_whole  # its own role may read every table again


async def test_a_backup_of_a_later_release_is_refused(
    office: Office, lived_in: Center, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = await backup()
    with monkeypatch.context() as patch:
        patch.setattr(staging, "levels", lambda app: migrate.levels(app)[:-1])
        with pytest.raises(Refused, match="phiên bản Một Cửa mới hơn"):
            await restore(office, lived_in, source, wall_clock())
    await restore(office, lived_in, source, wall_clock())


async def test_nobody_is_signed_in_after_a_restore(office: Office, lived_in: Center, backup: Backup) -> None:
    async with owner_connection(office) as owner:
        await owner.execute(
            f"""INSERT INTO {lived_in.schema}.session
            (token_hash, staff_id, created_at, seen_at, expires_at, address, agent)
            SELECT decode('01', 'hex'), id, now(), now(), now() + interval '9 hours', '', ''
            FROM {lived_in.schema}.staff LIMIT 1"""
        )
        source = await backup()
        table = source.manifest.table("session")
        assert table is not None
        assert table.rows == 1
        await restore(office, lived_in, source, wall_clock())
        assert await owner.fetchval(f"SELECT count(*) FROM {lived_in.schema}.session") == 0


async def test_what_waited_to_be_sent_is_not_sent_by_a_restored_center(
    office: Office, lived_in: Center, backup: Backup
) -> None:
    states = {}
    with entered(lived_in):
        for event, values in (("test", {}), ("one_time_code", {"secret": "481 207", "minutes": "10"})):
            states[event] = f"t/{uuid4()}"
            async with transaction():
                await queue_message(Recipient("Hà", "ha@example.vn"), event, values, once=states[event])
    source = await backup()
    await restore(office, lived_in, source, wall_clock())
    with entered(lived_in):
        async with transaction():
            found = await rows("SELECT once_key, state FROM message WHERE once_key = ANY($1)", list(states.values()))
    assert {row["once_key"]: row["state"] for row in found} == {
        states["test"]: "unknown", states["one_time_code"]: "expired",
    }  # fmt: skip


async def test_no_center_reads_what_the_province_keeps_of_backups(
    office: Office, lived_in: Center, backup: Backup, refused_as: Any
) -> None:
    await restore(office, lived_in, await backup(), wall_clock())
    for table in ("backup_run", "kept_schema"):
        with entered(lived_in), refused_as("InsufficientPrivilegeError", "permission denied"):
            async with transaction():
                await value(f"SELECT count(*) FROM catalog.{table}")
        async with DB.catalog_transaction():
            assert (await DB.fetch(f"SELECT count(*) FROM catalog.{table}"))[0][0] > 0
    async with DB.catalog_transaction():
        assert (await last_runs("restore"))[lived_in.key].is_ok


async def test_an_owner_who_is_no_superuser_backs_up_rehearses_and_restores(
    office: Office, lived_in: Center, depot: Depot, accept: Accept
) -> None:
    """As on a province's own PostgreSQL, where nobody gives an application more than it needs."""
    name = f"chu_{uuid4().hex[:8]}"
    async with owner_connection(office) as superuser:
        await superuser.execute(
            f"""CREATE ROLE {name} LOGIN NOSUPERUSER CREATEROLE PASSWORD 'x';
            GRANT motcua_owner TO {name} WITH INHERIT TRUE, SET TRUE;
            GRANT CONNECT ON DATABASE {superuser._params.database} TO {name};
            GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO {name}"""
        )
        try:
            url = with_login(str(office.settings.owner_url), name, "x")
            ordinary = replace(office, settings=replace(office.settings, owner_url=url))
            before = await state_of(office, lived_in.schema)
            source = Source(depot, office.sealer, await back_up(ordinary, lived_in, depot, wall_clock()))
            await accept(lived_in)
            assert (await drill(ordinary, lived_in, source, wall_clock())).is_whole
            done = await restore(ordinary, lived_in, source, wall_clock())
            assert await state_of(office, lived_in.schema) == before
            await switch_back(ordinary, lived_in, done.kept, wall_clock() + timedelta(seconds=1))
            assert await state_of(office, lived_in.schema) != before
        finally:
            await superuser.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")
