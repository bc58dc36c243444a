"""Backups in an S3-compatible store: a running moto server."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from datetime import timedelta

import pytest
from moto.server import ThreadedMotoServer
from tests.backup.conftest import Accept, state_of

from motcua.centers import Center
from motcua.domain.errors import Refused, Unavailable
from motcua.services.backup.drilling import drill
from motcua.services.backup.making import back_up
from motcua.services.backup.manifest import choose, stamps_of
from motcua.services.backup.restoring import Source, restore
from motcua.services.backup.retention import prune
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store.depot import open_depot


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    address = f"http://{host}:{port}"
    urllib.request.urlopen(urllib.request.Request(f"{address}/sao-luu", method="PUT")).close()
    yield address
    running.stop()


@pytest.fixture
def s3(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "motcua")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "không-phải-bí-mật")
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
