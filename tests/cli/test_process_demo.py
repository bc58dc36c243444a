"""`motcua demo` as a person runs it: the real command, the real application, kills and restarts."""

from __future__ import annotations

import json
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

from motcua.store import leftovers, socket_folder

pytestmark = pytest.mark.slow
MOTCUA = Path(sys.executable).with_name("motcua")


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="motcua-test-", dir="/tmp"))
    yield folder / "Dữ liệu mẫu"
    sockets = socket_folder.folder_for(folder / "Dữ liệu mẫu")
    socket_folder.sweep(sockets)
    socket_folder.remove(sockets)
    shutil.rmtree(folder)


class Demo:
    """One run of the command."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.data, self.log = data, data.with_name(f"stderr-{self.port}")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        argv = [str(MOTCUA), "demo", "--port", str(self.port), "--data", str(data)]
        self.began = time.monotonic()
        with self.log.open("w") as log:
            self.child = subprocess.Popen(argv, stdout=log, stderr=log, env=environment)

    def health(self) -> tuple[int, dict[str, object]]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)
        except OSError:
            return 0, {}

    def until_ready(self, seconds: float) -> float:
        while self.health()[0] != 200:
            assert self.child.poll() is None, self.said
            assert time.monotonic() - self.began < seconds, self.said
            time.sleep(0.05)
        return time.monotonic() - self.began

    @property
    def said(self) -> str:
        return self.log.read_text()

    def end(self, number: int) -> int:
        self.child.send_signal(number)
        return self.child.wait(30)


def is_quiet(data: Path, seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while leftovers.servers_on(data / "pgdata"):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_the_demo_fills_serves_survives_kills_and_starts_again_without_filling(data: Path) -> None:
    first = Demo(data)
    first.until_ready(180)
    assert set(first.health()[1]["centers"]) >= {"que-vo", "gia-binh"}  # type: ignore[call-overload]
    for path in ("/", "/que-vo/", "/que-vo/thu-tuc", "/gia-binh/tra-cuu"):
        with urllib.request.urlopen(f"http://127.0.0.1:{first.port}{path}", timeout=10) as answer:
            assert answer.status == 200
    assert f"http://127.0.0.1:{first.port}/que-vo/" in first.said
    assert "MotCua@" in first.said
    assert "Traceback" not in first.said

    assert first.end(signal.SIGKILL) == -signal.SIGKILL
    assert is_quiet(data)

    second = Demo(data)
    second.until_ready(60)
    assert "hồ sơ mẫu" in first.said
    assert "hồ sơ mẫu" not in second.said
    assert second.end(signal.SIGINT) == 130
    assert is_quiet(data, 0.5)
    assert "Traceback" not in second.said


def test_a_kill_in_the_middle_of_the_filling_is_made_good_by_the_next_start(data: Path) -> None:
    half = data.with_name("half")
    killed = Demo(half)
    deadline = time.monotonic() + 120
    while killed.health()[1].get("done", 0) in (0, 1) or "hồ sơ" not in str(killed.health()[1].get("phase")):
        assert killed.child.poll() is None, killed.said
        assert time.monotonic() < deadline, killed.said
        time.sleep(0.05)
    killed.end(signal.SIGKILL)
    assert is_quiet(half)
    again = Demo(half)
    again.until_ready(180)
    assert again.end(signal.SIGTERM) == 0
    assert is_quiet(half, 0.5)
    assert "Traceback" not in again.said
