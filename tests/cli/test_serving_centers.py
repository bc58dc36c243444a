"""A running server and a console of its own process see centers come and go: real processes, nothing restarted."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua import paths
from motcua.store import socket_folder

pytestmark = pytest.mark.slow
MOTCUA = Path(sys.executable).with_name("motcua")
#: Many times what a look takes, for a machine with much else to do.
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def asked(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


class Province:
    """One data folder, its folder of tenants, and what runs on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(paths.tenants() / "calendar", folder / "tenants" / "calendar")
        shutil.copy(paths.tenants() / "province.toml", folder / "tenants")
        self.add("que-vo")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        self.environment = {
            **kept, "MOTCUA_DATA": str(folder / "data"), "MOTCUA_TENANTS": str(folder / "tenants"),
        }  # fmt: skip
        self.running: list[subprocess.Popen[bytes]] = []

    def add(self, key: str) -> None:
        shutil.copytree(paths.tenants() / key, self.folder / "tenants" / key)

    def start(self, *words: str) -> None:
        with (self.folder / "log").open("a") as log:
            self.running.append(subprocess.Popen([MOTCUA, *words], env=self.environment, stdout=log, stderr=log))

    def run(self, *words: str) -> str:
        done = subprocess.run([MOTCUA, *words], env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def until(self, port: int, path: str, status: int) -> str:
        deadline = time.monotonic() + PATIENCE
        while (found := asked(port, path))[0] != status:
            assert time.monotonic() < deadline, f"{path}: {found[0]}\n{(self.folder / 'log').read_text()}"
            time.sleep(0.2)
        return found[1]

    def stop(self) -> None:
        for child in reversed(self.running):
            child.send_signal(signal.SIGTERM)
            child.wait(30)


@pytest.fixture
def province() -> Iterator[Province]:
    folder = Path(tempfile.mkdtemp(prefix="motcua-test-", dir="/tmp"))
    found = Province(folder)
    yield found
    found.stop()
    sockets = socket_folder.folder_for(folder / "data")
    socket_folder.sweep(sockets)
    socket_folder.remove(sockets)
    shutil.rmtree(folder)


def test_centers_come_and_go_while_the_server_and_a_console_of_its_own_run(province: Province) -> None:
    port, console = free_port(), free_port()
    province.start("serve", "--port", str(port), "--console-port", str(free_port()))
    province.until(port, "/health", 200)
    province.start("console", "--port", str(console))
    province.until(console, "/health", 200)

    province.add("gia-binh")
    assert asked(port, "/gia-binh/")[0] == 404  # a folder is no center yet
    said = province.run("tenant", "onboard", "gia-binh")
    assert "không cần khởi động lại" in said
    assert "Gia Bình" in province.until(port, "/gia-binh/", 200)
    assert '"gia-binh": true' in asked(port, "/health")[1]
    deadline = time.monotonic() + PATIENCE
    while '"gia-binh": true' not in asked(console, "/health")[1]:
        assert time.monotonic() < deadline
        time.sleep(0.2)

    province.run("training", "open", "gia-binh")
    assert "ĐÀO TẠO" in province.until(port, "/gia-binh-tap-huan/", 200)
    province.run("training", "close", "gia-binh")
    assert "đã đóng, không còn trên hệ thống" in province.until(port, "/gia-binh-tap-huan/", 410)
    assert "gia-binh-tap-huan" not in asked(port, "/health")[1]

    out = province.folder / "out"
    name = "Trung tâm Hành chính công huyện Gia Bình"
    province.run("tenant", "leave", "gia-binh", "--reason", "Quyết định 1", "--out", str(out), "--confirm", "gia-binh",
                 "--confirm-name", name, "--with-open")  # fmt: skip
    province.until(port, "/gia-binh/", 410)
    assert asked(port, "/que-vo/")[0] == 200  # the others went on
