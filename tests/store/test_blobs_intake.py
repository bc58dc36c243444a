"""Files come in by one door: counted, named, opened in a worker, then stored; a refusal is a Vietnamese sentence."""

from __future__ import annotations

import asyncio
import hashlib
import importlib.util
import os
import signal
import unicodedata
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
import pytest_asyncio

from motcua.domain.errors import Refused, Spoken, TooLarge, Unavailable
from motcua.sandbox.caps import Caps
from motcua.sandbox.pool import Pool
from motcua.store.blobs import Blobs
from motcua.store.file_names import FileLimits, clean_name
from motcua.store.intake_files import FileIntake, TakenFile, openers_pool

AT = datetime(2017, 11, 6, 1, 15, tzinfo=UTC)


def _corpus() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hostile_files", Path(__file__).with_name("hostile_files.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CORPUS = _corpus()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def openers() -> AsyncIterator[Pool]:
    async with openers_pool(size=2) as pool:
        yield pool


@pytest.fixture
def intake(openers: Pool, tmp_path: Path) -> FileIntake:
    return FileIntake(Blobs(tmp_path / "files"), openers, tmp_path / "incoming")


def left_behind(folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file()]


async def take(intake: FileIntake, name: str, body: bytes, declared: str = "", **more: object) -> TakenFile:
    return await intake.take_file("que-vo", body, name, declared, at=AT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", sorted(CORPUS.GOOD))
async def test_an_honest_file_is_stored_whole(intake: FileIntake, tmp_path: Path, case: str) -> None:
    name, body, media_type = CORPUS.GOOD[case]
    taken = await take(intake, name, body, media_type)
    assert taken.media_type == media_type
    assert taken.name == unicodedata.normalize("NFC", name)
    assert taken.size == len(body)
    assert taken.sha256 == hashlib.sha256(body).hexdigest()
    assert taken.storage_key.startswith("que-vo/2017/11/")
    assert taken.pages == (1 if media_type == "application/pdf" else None)
    assert await Blobs(tmp_path / "files").read("que-vo", taken.storage_key) == body
    assert not left_behind(tmp_path / "incoming")


@pytest.mark.parametrize("case", sorted(CORPUS.BAD))
async def test_a_bad_file_is_refused_with_what_to_do_and_leaves_nothing(
    intake: FileIntake, tmp_path: Path, case: str
) -> None:
    name, body = CORPUS.BAD[case]
    with pytest.raises(Refused) as refused:
        await take(intake, name, body)
    assert "Hãy" in refused.value.sentence
    assert refused.value.sentence.endswith(".")
    assert not left_behind(tmp_path)


def test_the_corpus_is_wide_enough() -> None:
    assert len(CORPUS.BAD) >= 40


async def test_a_file_is_counted_while_it_streams_and_never_stored_when_too_large(
    intake: FileIntake, tmp_path: Path
) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1 << 20
            yield b"\0" * (1 << 20)

    with pytest.raises(TooLarge, match="25 MB"):
        await intake.take_file("que-vo", endless(), "a.pdf", at=AT)
    assert sent <= 27 << 20, "the rest is not even read"
    assert not left_behind(tmp_path)


async def test_a_file_just_within_the_limit_passes_and_one_byte_more_does_not(intake: FileIntake) -> None:
    body = CORPUS.pdf()
    assert (await take(intake, "a.pdf", body, limits=FileLimits(most_bytes=len(body)))).size == len(body)
    with pytest.raises(TooLarge):
        await take(intake, "a.pdf", body, limits=FileLimits(most_bytes=len(body) - 1))


async def test_a_sender_that_goes_away_leaves_nothing(intake: FileIntake, tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield CORPUS.pdf()[:100]
        raise ConnectionResetError

    with pytest.raises(Unavailable):
        await intake.take_file("que-vo", broken(), "a.pdf", at=AT)
    assert not left_behind(tmp_path)


@pytest.mark.parametrize(
    "declared", ["text/html", "image/png", "image/svg+xml; charset=utf-8", "application/x-msdownload"]
)
async def test_a_declared_type_that_contradicts_the_name_is_refused(intake: FileIntake, declared: str) -> None:
    with pytest.raises(Refused, match="không phải là PDF"):
        await take(intake, "a.pdf", CORPUS.pdf(), declared)


@pytest.mark.parametrize("declared", ["", "application/octet-stream", "application/x-unknown", "APPLICATION/PDF"])
async def test_a_declared_type_that_says_nothing_is_not_held_against_anybody(intake: FileIntake, declared: str) -> None:
    assert (await take(intake, "a.pdf", CORPUS.pdf(), declared)).media_type == "application/pdf"


async def test_files_opened_side_by_side_do_not_disturb_each_other(intake: FileIntake) -> None:
    bad = [CORPUS.BAD[case] for case in ("pixel bomb", "pdf launch", "zip bomb in docx")]
    answers = await asyncio.gather(
        *(take(intake, *case) for case in bad),
        *(take(intake, f"{n}.pdf", CORPUS.pdf()) for n in range(6)),
        return_exceptions=True,
    )
    assert [isinstance(answer, Refused) for answer in answers] == [True] * 3 + [False] * 6


async def test_a_file_that_takes_too_long_is_refused_and_the_next_one_taken(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hanging = tmp_path / "hanging.py"
    hanging.write_text(
        "import time\nfrom motcua.sandbox.openers import handle as real\n"
        "def handle(request, body):\n"
        "    if b'hang' in body: time.sleep(60)\n"
        "    if b'eat' in body: bytearray(10**11)\n"
        "    if b'fail' in body: raise LookupError('027182001234')\n"
        "    return real(request, body)\n"
    )
    async with Pool(str(hanging), size=1, caps=Caps(seconds=1.5)) as pool:
        intake = FileIntake(Blobs(tmp_path / "files"), pool, tmp_path / "incoming")
        for word in (b"hang", b"eat"):
            with pytest.raises(Refused, match="quá lâu hoặc quá nặng"):
                await take(intake, "a.pdf", CORPUS.pdf() + word)
            assert (await take(intake, "a.pdf", CORPUS.pdf())).pages == 1
        with pytest.raises(Refused, match="không mở được"):
            await take(intake, "a.pdf", CORPUS.pdf() + b"fail")
        assert "LookupError" in caplog.text
        assert "027182001234" not in caplog.text
        assert not left_behind(tmp_path / "incoming")


async def test_a_worker_that_is_killed_while_it_opens_a_file_takes_only_that_file_along(tmp_path: Path) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text(
        "import time\nfrom motcua.sandbox.openers import handle as real\n"
        "def handle(request, body):\n"
        "    if b'slow' in body: time.sleep(60)\n"
        "    return real(request, body)\n"
    )
    async with Pool(str(slow), size=1, caps=Caps(seconds=30.0)) as pool:
        intake = FileIntake(Blobs(tmp_path / "files"), pool, tmp_path / "incoming")
        assert (await take(intake, "a.pdf", CORPUS.pdf())).pages == 1
        (before,) = pool.pids
        opening = asyncio.create_task(take(intake, "b.pdf", CORPUS.pdf() + b"slow"))
        while not left_behind(tmp_path / "incoming"):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        os.kill(before, signal.SIGKILL)
        with pytest.raises(Refused, match="quá lâu hoặc quá nặng"):
            await opening
        assert (await take(intake, "c.png", CORPUS.picture())).media_type == "image/png"
        assert pool.pids != (before,)
        assert not left_behind(tmp_path / "incoming")
        assert len(left_behind(tmp_path / "files")) == 2, "the first and the last"


async def test_a_half_received_file_of_a_killed_server_is_swept(intake: FileIntake, tmp_path: Path) -> None:
    (tmp_path / "incoming" / "upload-old").write_bytes(b"x")
    (tmp_path / "incoming" / "kept").write_bytes(b"x")
    now = datetime.now(UTC)
    assert await intake.sweep_incoming(now - timedelta(hours=1)) == 0
    assert await intake.sweep_incoming(now + timedelta(hours=1)) == 1
    assert left_behind(tmp_path / "incoming") == [str(tmp_path / "incoming" / "kept")]


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("C:\\Users\\Huong\\đơn.pdf", "đơn.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("hoá\u202efdp.exe", "hoáfdp.exe"),
        ("a\x00b\n c\t.pdf", "ab c.pdf"),
        (unicodedata.normalize("NFD", "giấy tờ.pdf"), "giấy tờ.pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
        ("  . đơn .pdf. ", "đơn .pdf"),
        ("<script>.pdf", "<script>.pdf"),
    ],
)
def test_a_name_is_cleaned_but_stays_the_person_s(typed: str, clean: str) -> None:
    assert clean_name(typed) == clean


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200b", "/", "..."])
def test_a_name_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(Spoken, match="không có tên"):
        clean_name(name)
