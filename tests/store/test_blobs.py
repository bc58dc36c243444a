"""Blobs are written once, belong to one center, and orphans are swept."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from motcua.domain.errors import Conflict, NotHere, Unavailable
from motcua.store.blobs import Blobs

AT = datetime(2017, 11, 6, 1, 15, tzinfo=UTC)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "kho tệp")


async def test_a_blob_comes_back_as_it_was(blobs: Blobs, tmp_path: Path) -> None:
    blob_id = UUID(int=7)
    key = await blobs.put("que-vo", b"abc" * 200_000, at=AT, blob_id=blob_id)
    assert key == f"que-vo/2017/11/{blob_id}"
    assert await blobs.read("que-vo", key) == b"abc" * 200_000
    pieces = [piece async for piece in await blobs.open_file("que-vo", key)]
    assert b"".join(pieces) == b"abc" * 200_000
    assert len(pieces) > 1
    on_disk = tmp_path / "kho tệp" / key
    assert stat.S_IMODE(on_disk.stat().st_mode) == 0o400


async def test_a_file_is_stored_from_its_path(blobs: Blobs, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"scan")
    key = await blobs.put("que-vo", tmp_path / "x", at=AT, blob_id=uuid4())
    assert await blobs.read("que-vo", key) == b"scan"


async def test_a_blob_is_never_written_twice(blobs: Blobs) -> None:
    blob_id = uuid4()
    key = await blobs.put("que-vo", b"first", at=AT, blob_id=blob_id)
    with pytest.raises(Conflict):
        await blobs.put("que-vo", b"second", at=AT, blob_id=blob_id)
    assert await blobs.read("que-vo", key) == b"first"


async def test_another_center_s_blob_is_as_missing_as_a_missing_one(blobs: Blobs) -> None:
    key = await blobs.put("que-vo", b"secret", at=AT, blob_id=uuid4())
    missing = f"gia-binh/2017/11/{uuid4()}"
    assert await blobs.read("que-vo", key) == b"secret"
    for center, asked in (("gia-binh", key), ("que", key), ("gia-binh", missing)):
        with pytest.raises(NotHere):
            await blobs.read(center, asked)
        with pytest.raises(NotHere):
            await blobs.open_file(center, asked)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "que-vo",
        "que-vo/../../etc/passwd",
        "/etc/passwd",
        "que-vo/2017/11/x",
        "que-vo/2017/11/../11/" + str(UUID(int=1)),
    ],
)
async def test_what_is_not_a_key_is_not_here(blobs: Blobs, key: str) -> None:
    with pytest.raises(NotHere):
        await blobs.read("que-vo", key)


@pytest.mark.parametrize("center", ["", "..", "../x", "Que-Vo", "que_vo/", "a/b"])
async def test_a_center_key_can_not_climb(blobs: Blobs, center: str) -> None:
    with pytest.raises(ValueError, match="center key"):
        await blobs.put(center, b"x", at=AT, blob_id=uuid4())


async def test_sweeping_takes_old_orphans_of_one_center_only(blobs: Blobs) -> None:
    known = await blobs.put("que-vo", b"row", at=AT, blob_id=uuid4())
    orphan = await blobs.put("que-vo", b"orphan", at=AT, blob_id=uuid4())
    other = await blobs.put("gia-binh", b"orphan", at=AT, blob_id=uuid4())
    now = datetime.now(UTC)
    assert await blobs.orphans("que-vo", {known}, now - timedelta(hours=1)) == [], "a request may still write its row"
    assert await blobs.orphans("que-vo", {known}, now + timedelta(hours=1)) == [orphan]
    assert await blobs.delete("que-vo", [orphan, other]) == 1
    assert await blobs.read("que-vo", known) == b"row"
    assert await blobs.read("gia-binh", other) == b"orphan"
    with pytest.raises(NotHere):
        await blobs.read("que-vo", orphan)


async def test_a_store_that_can_not_write_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "files")
    (tmp_path / "files" / "que-vo").write_text("a file where a folder belongs")
    with pytest.raises(Unavailable, match="chưa được lưu"):
        await blobs.put("que-vo", b"x", at=AT, blob_id=uuid4())
