"""Debian's clamd over its own socket, with a signature database of two lines; and what is done while it is silent."""

from __future__ import annotations

import asyncio
import io
import os
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from tests.clamav import Daemon, infected_pdf, infected_png

from motcua.domain.errors import Refused, Unavailable
from motcua.sandbox.pool import Pool
from motcua.store.blobs import Blobs
from motcua.store.clamd import Clamd, NotScanned
from motcua.store.intake_files import FileIntake, Scan, openers_pool

pytestmark = pytest.mark.infra
AT = datetime(2017, 11, 6, 1, 15, tzinfo=UTC)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
async def openers() -> AsyncIterator[Pool]:
    async with openers_pool(size=1) as pool:
        yield pool


def intake_of(folder: Path, openers: Pool, scanner: Clamd | None, *, waits: bool = True) -> FileIntake:
    return FileIntake(Blobs(folder / "files"), openers, folder / "incoming", scanner=scanner, waits=waits)


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_clamd_says_what_it_is_and_what_is_in_a_file(clamd: Daemon) -> None:
    scanner = Clamd(clamd.address)
    assert (await scanner.version()).startswith("ClamAV ")
    assert await scanner.scan(b"") == ""
    assert await scanner.scan(picture()) == ""
    assert "MotCua.Test" in await scanner.scan(infected_pdf())

    async def pieces() -> AsyncIterator[bytes]:
        body = infected_png()
        for start in range(0, len(body), 7):
            yield body[start : start + 7]

    assert "MotCua.Test" in await scanner.scan(pieces())


async def test_clamd_is_asked_over_tcp_as_well(clamd: Daemon, tmp_path: Path) -> None:
    scanner = Clamd(clamd.tcp)
    (tmp_path / "x").write_bytes(infected_pdf())
    assert "MotCua.Test" in await scanner.scan(tmp_path / "x")


async def test_an_infected_file_that_opens_well_is_refused_and_leaves_nothing(
    clamd: Daemon, openers: Pool, tmp_path: Path
) -> None:
    intake = intake_of(tmp_path, openers, Clamd(clamd.address))
    for name, body in (("đơn.pdf", infected_pdf()), ("cccd.png", infected_png())):
        with pytest.raises(Refused, match=r"mã độc.*Hãy quét lại"):
            await intake.take_file("que-vo", body, name, at=AT)
    assert not stored(tmp_path)
    taken = await intake.take_file("que-vo", picture(), "ảnh.png", at=AT)
    assert (taken.scan, taken.state) == (Scan.CLEAN, "clean")
    without = intake_of(tmp_path, openers, None)
    assert (await without.take_file("que-vo", infected_pdf(), "đơn.pdf", at=AT)).scan is Scan.NONE, "the scanner's work"


async def test_while_clamd_is_away_a_file_waits_or_is_marked_as_the_installation_says(
    openers: Pool, tmp_path: Path
) -> None:
    nobody = Clamd(str(tmp_path / "khong-co.ctl"))
    waiting = await intake_of(tmp_path, openers, nobody).take_file("que-vo", picture(), "a.png", at=AT)
    assert (waiting.scan, waiting.state, waiting.awaits_scan) == (Scan.WAITING, "waiting", True)
    marked = await intake_of(tmp_path, openers, nobody, waits=False).take_file("que-vo", picture(), "a.png", at=AT)
    assert (marked.scan, marked.state, marked.awaits_scan) == (Scan.MARKED, "clean", True)
    with pytest.raises(Unavailable, match="chưa trả lời"):
        await intake_of(tmp_path, openers, nobody).take_file("que-vo", picture(), "a.png", at=AT, may_wait=False)


async def test_a_frozen_clamd_is_asked_once_and_then_left_alone_for_a_while(clamd: Daemon) -> None:
    moments = [0.0]
    scanner = Clamd(clamd.address, clock=lambda: moments[0])
    os.kill(clamd.pid, signal.SIGSTOP)
    try:
        with pytest.raises(NotScanned) as silent:
            await scanner.scan(infected_pdf())
        assert silent.value.is_down
        moments[0] = 14.0
        with pytest.raises(NotScanned, match="a moment ago"):
            await scanner.scan(infected_pdf())
    finally:
        os.kill(clamd.pid, signal.SIGCONT)
    with pytest.raises(NotScanned, match="a moment ago"):
        await scanner.scan(infected_pdf())
    moments[0] = 16.0
    assert "MotCua.Test" in await scanner.scan(infected_pdf())


async def test_a_file_over_the_limit_of_clamd_is_not_called_clean(clamd: Daemon) -> None:
    scanner = Clamd(clamd.address)
    with pytest.raises(NotScanned) as refused:
        await scanner.scan(b"\0" * (27 << 20))
    assert not refused.value.is_down, "clamd is well: the next file is shown to it"
    assert await scanner.scan(picture()) == ""


async def test_many_files_at_once_each_get_their_own_answer(clamd: Daemon) -> None:
    scanner = Clamd(clamd.address)
    bodies = [infected_pdf() if n % 3 == 0 else picture() for n in range(30)]
    answers = await asyncio.gather(*(scanner.scan(body) for body in bodies))
    assert ["MotCua.Test" in answer for answer in answers] == [n % 3 == 0 for n in range(30)]


@pytest.mark.parametrize("said", [b"", b"stream: PERHAPS\0", b"OK\0", b"stream: OK stream: x FOUND\0"])
async def test_an_answer_that_is_not_understood_is_never_clean(tmp_path: Path, said: bytes) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await reader.readuntil(b"\0")
        if asked == b"zVERSION\0":
            writer.write(b"ClamAV 1\0")
        else:
            await reader.readuntil(b"\0\0\0\0")
            writer.write(said)
        writer.close()

    place = str(tmp_path / "c.sock")
    async with await asyncio.start_unix_server(answer, place):
        if said.startswith(b"stream: OK stream"):
            assert await Clamd(place).scan(b"abc") == "OK stream: x"
            return
        with pytest.raises(NotScanned):
            await Clamd(place).scan(b"abc")
