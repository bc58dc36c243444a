"""Backups in an S3-compatible store: a running moto server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.backup.conftest import Accept, state_of
from tests.buckets import bucket_server, use_bucket

from motcua.centers import Center
from motcua.domain.errors import Refused, Unavailable
from motcua.services.backup.drilling import drill
from motcua.services.backup.files import FileLine, files_named
from motcua.services.backup.making import back_up, owner_connection
from motcua.services.backup.manifest import choose, stamps_of
from motcua.services.backup.restoring import Source, restore
from motcua.services.backup.retention import prune
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store.blobs import Blobs
from motcua.store.bucket import open_bucket
from motcua.store.depot import open_depot
from motcua.store.intake_files import FileIntake


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with bucket_server("sao-luu") as address:
        yield address


@pytest.fixture
def s3(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    use_bucket(monkeypatch, server)
    return "s3://sao-luu/bac-ninh"


async def test_a_center_is_backed_up_to_a_bucket_rehearsed_restored_and_pruned(
    office: Office, lived_in: Center, accept: Accept, s3: str
) -> None:
    depot, now = open_depot(s3), wall_clock()
    before = await state_of(office, lived_in.schema)
    await back_up(office, lived_in, depot, now - timedelta(days=40))
    await back_up(office, lived_in, depot, now)
    await accept(lived_in)
    assert await state_of(office, lived_in.schema) != before
    source = Source(depot, office.sealer, await choose(depot, office.sealer, lived_in.key, None))
    assert (await drill(office, lived_in, source, now)).faults == ()
    await restore(office, lived_in, source, now)
    assert await state_of(office, lived_in.schema) == before
    assert await prune(depot, office.sealer, lived_in.key, (1, 0, 0), now) == 1
    assert await stamps_of(depot, lived_in.key) == (source.manifest.stamp,)
    keys = await open_depot("s3://sao-luu").names("")
    assert {key.split("/")[0] for key in keys} == {"bac-ninh"}


async def test_a_center_whose_files_lie_in_a_bucket_is_backed_up_and_gets_them_back(
    office: Office, lived_in: Center, accept: Accept, s3: str
) -> None:
    files = Blobs(None, open_bucket("s3://sao-luu/tep"))
    here = replace(office, blobs=files, files=FileIntake(files, office.files._pool, office.settings.data_dir / "i"))
    for line in await files_of(office, lived_in.schema):
        await files.put_back(lived_in.key, line.key, await office.blobs.read(lived_in.key, line.key))
    now = wall_clock()
    made = await back_up(here, lived_in, open_depot(s3), now)
    assert made.files.size > 0
    lines = await files_of(office, lived_in.schema)
    await files.forget(lived_in.key)
    assert [await files.has(lived_in.key, line.key) for line in lines] == [False] * len(lines)
    source = Source(open_depot(s3), office.sealer, made)
    assert (await restore(here, lived_in, source, now)).files_added == len({line.key for line in lines})
    for line in lines:
        assert hashlib.sha256(await files.read(lived_in.key, line.key)).hexdigest() == line.sha256


async def files_of(office: Office, schema: str) -> list[FileLine]:
    async with owner_connection(office) as connection:
        return await files_named(connection, schema)


async def test_what_a_bucket_refuses_is_one_sentence(
    office: Office, lived_in: Center, s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="hỏng ở phần"):
        await back_up(office, lived_in, open_depot("s3://khong-co/x"), wall_clock())
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("motcua.store.depot.TRIES", {"max_retries": 0, "retry_timeout": timedelta(seconds=1)})
    with pytest.raises(Unavailable, match="không dùng được lúc này"):
        await back_up(office, lived_in, open_depot(s3), wall_clock())


def test_an_address_that_is_no_depot_is_refused() -> None:
    for address, words in (
        ("s3://", "thiếu tên kho"),
        ("ftp://x/y", "Không biết nơi lưu"),
        ("/không/có", "Không dùng"),
    ):
        with pytest.raises(Refused, match=words):
            open_depot(address)
