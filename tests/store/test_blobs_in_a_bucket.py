"""Files in an S3-compatible store: a running moto server. What holds for a folder holds there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from tests.buckets import bucket_server, use_bucket

from motcua.domain.errors import Conflict, NotHere, Refused, Unavailable
from motcua.settings import read_settings
from motcua.store.blobs import Blobs, open_blobs
from motcua.store.bucket import open_bucket

AT = datetime(2017, 11, 6, 1, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with bucket_server("tep") as address:
        yield address


@pytest.fixture
def blobs(server: str, monkeypatch: pytest.MonkeyPatch) -> Blobs:
    use_bucket(monkeypatch, server)
    return open_blobs(read_settings({"MOTCUA_FILES": f"s3://tep/{uuid4().hex}/"}))


async def test_a_blob_comes_back_as_it_was_whole_and_in_pieces(blobs: Blobs, tmp_path: Path) -> None:
    body = b"abc" * 200_000
    (tmp_path / "x").write_bytes(body)
    key = await blobs.put_hashed("que-vo", tmp_path / "x", at=AT, sha256=hashlib.sha256(body).hexdigest())
    assert key == f"que-vo/2017/11/{hashlib.sha256(body).hexdigest()}"
    assert await blobs.read("que-vo", key) == body
    assert b"".join([piece async for piece in await blobs.open_file("que-vo", key)]) == body
    assert await blobs.has("que-vo", key)


async def test_the_same_bytes_are_kept_once_and_look_young_again(blobs: Blobs) -> None:
    sha256 = hashlib.sha256(b"scan").hexdigest()
    key = await blobs.put_hashed("que-vo", b"scan", at=AT, sha256=sha256)
    between = datetime.now(UTC)
    assert await blobs.put_hashed("que-vo", b"scan", at=AT, sha256=sha256) == key
    assert await blobs.orphans("que-vo", set(), between.replace(microsecond=0)) == [], "sent again: not an old orphan"
    assert await blobs.orphans("que-vo", set(), between + timedelta(hours=1)) == [key]


async def test_what_the_platform_makes_is_never_written_twice(blobs: Blobs) -> None:
    blob_id = uuid4()
    key = await blobs.put("que-vo", b"first", at=AT, blob_id=blob_id)
    with pytest.raises(Conflict):
        await blobs.put("que-vo", b"second", at=AT, blob_id=blob_id)
    assert await blobs.read("que-vo", key) == b"first"


async def test_another_center_s_blob_is_as_missing_as_a_missing_one(blobs: Blobs) -> None:
    key = await blobs.put("que-vo", b"secret", at=AT, blob_id=uuid4())
    assert await blobs.read("que-vo", key) == b"secret"
    for center, asked in (("gia-binh", key), ("que", key), ("gia-binh", f"gia-binh/2017/11/{UUID(int=1)}")):
        with pytest.raises(NotHere):
            await blobs.read(center, asked)
        with pytest.raises(NotHere):
            await blobs.open_file(center, asked)
        assert not await blobs.has(center, asked)


async def test_a_center_that_leaves_takes_its_own_blobs_and_no_others(blobs: Blobs) -> None:
    own = [await blobs.put("que-vo", b"x", at=AT, blob_id=uuid4()) for _ in range(3)]
    theirs = await blobs.put("que-vo-2", b"y", at=AT, blob_id=uuid4())
    await blobs.forget("que-vo")
    assert [await blobs.has("que-vo", key) for key in own] == [False] * 3
    assert await blobs.read("que-vo-2", theirs) == b"y"


async def test_a_store_that_is_away_is_one_sentence_and_a_missing_bucket_too(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    await blobs.check()
    with pytest.raises(Unavailable):
        await Blobs(None, open_bucket("s3://khong-co")).check()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    away = Blobs(None, open_bucket("s3://tep/x", tries={"max_retries": 0, "retry_timeout": timedelta(seconds=1)}))
    with pytest.raises(Unavailable, match="chưa được lưu"):
        await away.put("que-vo", b"x", at=AT, blob_id=uuid4())
    with pytest.raises(Unavailable, match="chưa mở được tệp"):
        await away.read("que-vo", f"que-vo/2017/11/{uuid4()}")


def test_an_address_without_a_bucket_is_refused() -> None:
    with pytest.raises(Refused, match="thiếu tên kho"):
        open_bucket("s3://")
