"""`docs/tutorial-plugin.md`, word for word, in an empty folder: from nothing to a dossier received at a counter."""

from __future__ import annotations

import csv
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.browser.chromium import Chromium
from tests.browser.people import Person
from tests.browser.work import menu
from tests.docs.pages_that_run import Block, Reader, blocks_of, changed, clean_environment

from motcua.cli import register

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "tutorial-plugin.md").read_text(encoding="utf-8")
BLOCKS = list(blocks_of(PAGE))
KEY, CENTER = "ban-sao-so-goc-luu-tru", "huyen-mau"
PASSWORD = "Mot-mat-khau-rieng-2026"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def constraints(folder: Path) -> Path:
    """What this checkout is tested with, so that nothing newer is fetched for the tutorial."""
    words = ["uv", "export", "--frozen", "--no-hashes", "--no-emit-workspace", "--all-groups", "--no-annotate", "-q"]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    path = folder / "constraints.txt"
    path.write_text("\n".join(line for line in told.stdout.splitlines() if not line.startswith(("-e", "."))), "utf-8")
    return path


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Somebody in an empty folder, with uv, Python and the source."""
    beside, folder = tmp_path_factory.mktemp("beside"), tmp_path_factory.mktemp("tutorial")
    own = str(Path(sys.prefix) / "bin")
    environment = clean_environment(
        MOTCUA=str(ROOT), UV_CONSTRAINT=str(constraints(beside)), UV_PYTHON_DOWNLOADS="never"
    )
    # Not UV_PYTHON: it would name the environment that `uv pip install` installs into.
    base = str(Path(sys.base_prefix) / "bin")
    path = ":".join([base, *(each for each in environment["PATH"].split(":") if each not in (own, base))])
    assert list(folder.iterdir()) == []
    return Reader(folder, {**environment, "PATH": path})


@contextmanager
def served(reader: Reader, block: Block, address: str) -> Iterator[str]:
    """What a serving command shows, until Ctrl-C, which ends it cleanly."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    child = reader.starts(block, "--port", str(port))
    try:
        until = time.monotonic() + 180
        while True:
            said = (reader.folder / "serving.log").read_text("utf-8")
            assert child.poll() is None, said
            assert time.monotonic() < until, said
            try:
                with urllib.request.urlopen(base + address, timeout=10) as answer:
                    assert answer.status == 200
                    break
            except OSError:
                time.sleep(0.2)
        yield base
        child.send_signal(signal.SIGINT)
        assert child.wait(60) == 130
    finally:
        if child.poll() is None:
            child.kill()
            child.wait(30)


def shown(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as page:
        return str(page.read().decode())


def test_the_page_has_commands_files_and_changes() -> None:
    kinds = [block.kind for block in BLOCKS]
    assert {kind: kinds.count(kind) >= 1 for kind in ("sh", "diff", "python", "toml", "csv")}
    assert set(kinds) == {"sh", "diff", "python", "toml", "csv"}
    assert PAGE.count("\n```\n") + PAGE.endswith("\n```") == len(BLOCKS), "a block that the test would not run"


def test_every_command_of_the_kit_that_it_names_exists() -> None:
    group = register().commands["plugin"]
    named = set(re.findall(r"motcua plugin (\w+)", PAGE))
    assert named == {"new", "try", "list", "check"}
    assert named <= set(getattr(group, "commands", {}))


@pytest.mark.parametrize(
    ("text", "diff"),
    [("a\nb\n", " c\n+d\n"), ("a\na\n", " a\n+b\n")],
)
def test_a_change_that_does_not_fit_its_file_is_noticed(text: str, diff: str) -> None:
    with pytest.raises(AssertionError, match="times in the file"):
        changed(text, diff)


@pytest.mark.slow
@pytest.mark.browser
async def test_it_works_word_for_word_in_an_empty_folder(reader: Reader, tmp_path: Path) -> None:
    said: list[str] = []
    for block in BLOCKS[:-1]:
        if block.is_serving:
            with served(reader, block, f"/{KEY}") as base:
                assert "Nếu nộp bây giờ" in shown(f"{base}/{KEY}")
            continue
        said.append(reader.does(block))
    told = "\n".join(said)
    assert re.findall(r"(\d+) passed", told) == ["6", "12"]
    assert re.search(r"(?m)^ *luu_tru +Trung tâm Lưu trữ +0\.1\.0 +dùng được", told)
    assert "1 thủ tục chờ rà soát" in told
    last = BLOCKS[-1]
    assert last.is_serving
    chromium = Chromium()
    try:
        with served(reader, last, f"/{CENTER}/") as base:
            await _reviewed_and_received(chromium, base, reader.folder, tmp_path)
    finally:
        await chromium.stop()


def _first_passwords(folder: Path) -> dict[str, str]:
    (path,) = folder.rglob(f"mat-khau-lan-dau-{CENTER}.csv")
    with path.open(encoding="utf-8-sig") as rows:
        return {row["Tài khoản"]: row["Mật khẩu lần đầu"] for row in csv.DictReader(rows)}


async def _signed_in(chromium: Chromium, base: str, username: str, first: str, shots: Path) -> Person:
    context = await chromium.new_context(viewport={"width": 1366, "height": 900}, locale="vi-VN")
    context.set_default_timeout(20_000)
    person = await Person.at(context, base, CENTER, shots)
    await person.sign_in(username, first)
    assert "Đổi mật khẩu" in await person.text()
    await person.answer({"old": first, "new": PASSWORD, "again": PASSWORD})
    await person.send("Đổi mật khẩu")
    return person


async def _reviewed_and_received(chromium: Chromium, base: str, folder: Path, shots: Path) -> None:
    """Section 10: every name that stands bold in it is opened or pressed here."""
    section = PAGE[PAGE.index("## 10.") :]
    first = _first_passwords(folder)
    director = await _signed_in(chromium, base, "giam.doc", first["giam.doc"], shots)
    page = director.page
    await menu(director, "Rà soát TTHC")
    await page.get_by_role("link", name="Cấp bản sao từ sổ gốc").first.click()
    assert "Mỗi lần cấp không quá 10 bản sao" in await director.text()
    await director.send("Bắt đầu rà soát")
    await page.get_by_text("Công bố", exact=True).first.click()
    today = time.strftime("%d/%m/%Y")
    await director.answer({"number": "12/QĐ-TTHCC", "on": today, "signed_by": "Giám đốc", "from_on": today})
    await director.send("Công bố")
    assert "Đang tiếp nhận theo phiên bản này" in await director.text()
    reception = await _signed_in(chromium, base, "tiep.nhan", first["tiep.nhan"], shots)
    page = reception.page
    await page.get_by_role("link", name="Tiếp nhận").first.click()
    await page.get_by_role("link", name="Cấp bản sao từ sổ gốc").first.click()
    await reception.answer({"purpose": "abroad"})
    await page.wait_for_selector("text=Hộ chiếu của người sử dụng bản sao")
    await reception.answer(
        {
            "applicant.name": "Nguyễn Thị Hoa", "applicant.id_kind": "other", "applicant.id_number": "A1234567",
            "applicant.address": "Thôn Đông, xã Mẫu", "applicant.phone": "0912345678", "country": "Hàn Quốc",
            "subject.name": "Nguyễn Thị Hoa", "subject.born": "1/2/1990", "subject.id_kind": "other",
            "subject.id_number": "A1234567", "subject.address": "Thôn Đông, xã Mẫu", "original": "Quyết định số 12",
            "issued_on": "3/4/2015", "copies": "2", "is_for_another": "no",
        }
    )  # fmt: skip
    await page.wait_for_selector("text=10.000 đồng")
    await reception.send("Tiếp nhận hồ sơ")
    assert "Đã tiếp nhận hồ sơ" in await reception.text(), await reception.text()
    done = {"Đăng nhập", "Đổi mật khẩu", "Quản trị", "Rà soát TTHC", "Cấp bản sao từ sổ gốc", "Bắt đầu rà soát",
            "Công bố", "Tiếp nhận", "Tiếp nhận hồ sơ"}  # fmt: skip
    assert {" ".join(name.split()) for name in re.findall(r"\*\*(.+?)\*\*", section, re.DOTALL)} == done
    assert (director.complaints, reception.complaints) == ([], [])
