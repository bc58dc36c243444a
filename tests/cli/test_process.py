"""The life of a serving process, with real processes, signals and sockets; the application is this file's own."""

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

from motcua.cli.listening import bind
from motcua.domain.errors import Unavailable
from motcua.store import leftovers, socket_folder

PROGRAM = """
import asyncio, contextlib, sys
from pathlib import Path
from motcua.cli import process
from motcua.cli.listening import bind
from motcua.cli.process import Front
from motcua.cli.progress import Terminal
from motcua.domain.errors import MotCuaError, Unavailable
from motcua.readiness import Readiness
from motcua.store import embedded

class App:
    def __init__(self, readiness):
        self.readiness = readiness
    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            while True:
                message = await receive()
                terminal.line(message["type"])
                await send({"type": message["type"] + ".complete"})
                if message["type"] == "lifespan.shutdown":
                    return
        if scope["path"] == "/slow":
            await asyncio.sleep(1.5)
        status = 200 if self.readiness.is_ready else 503
        import json
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": json.dumps(self.readiness.report()).encode()})

@contextlib.asynccontextmanager
async def opening(front, say):
    readiness = front.readiness
    if "broken" in sys.argv:
        raise Unavailable("Không mở được.")
    def on_change(sentence):
        readiness.trouble(sentence) if sentence else readiness.recovered()
    data = Path(sys.argv[1])
    async with embedded.running(data, durable=False, progress=readiness.tell, on_change=on_change) as server:
        readiness.tell("Đang nạp", 1, 4)
        await asyncio.sleep(float(sys.argv[3]))
        app = front.app = App(readiness)
        async with process.lifespan(app):
            readiness.expect(["que-vo", "tien-du"])
            readiness.serve("que-vo")
            readiness.serve("tien-du")
            readiness.started()
            print("READY", flush=True)
            yield

try:
    listener = bind("127.0.0.1", int(sys.argv[2]))
    terminal = Terminal()
    front = Front(Readiness())
    front.readiness.listen(terminal)
    sys.exit(asyncio.run(process.serve(front, listener, opening, terminal.line)))
except MotCuaError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="motcua-test-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    sockets = socket_folder.folder_for(path / "data")  # a killed server leaves it
    socket_folder.sweep(sockets)
    socket_folder.remove(sockets)
    shutil.rmtree(path)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """One running program."""

    def __init__(
        self,
        folder: Path,
        port: int,
        *words: str,
        pause: float = 0.0,
        wrapper: tuple[str, ...] = (),
        stderr: int | None = None,
    ) -> None:
        self.port, self.pgdata = port, folder / "data" / "pgdata"
        self.log = folder / "stderr"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        argv = [*wrapper, sys.executable, "-c", PROGRAM, str(folder / "data"), str(port), str(pause), *words]
        with self.log.open("w") as log:
            self.child = subprocess.Popen(
                argv, stdout=subprocess.PIPE, stderr=stderr or log, text=True, env=environment, start_new_session=True
            )

    def until_ready(self) -> Process:
        assert self.child.stdout is not None
        assert self.child.stdout.readline() == "READY\n", self.said
        return self

    @property
    def said(self) -> str:
        return self.log.read_text()

    def get(self, path: str = "/health") -> tuple[int, dict[str, object]]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def end(self, *signals: int) -> int:
        for number in signals:
            self.child.send_signal(number)
        code = self.child.wait(20)
        if self.child.stdout:
            self.child.stdout.close()
        return code

    def leaves_nothing(self, seconds: float = 3.0) -> bool:
        deadline = time.monotonic() + seconds
        while leftovers.servers_on(self.pgdata):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True


@pytest.fixture
def running(folder: Path, port: int) -> Iterator[Process]:
    process = Process(folder, port)
    yield process.until_ready()
    if process.child.poll() is None:
        process.end(signal.SIGKILL)
    assert process.leaves_nothing()


def test_health_answers_503_with_progress_first_and_200_when_every_center_serves(folder: Path, port: int) -> None:
    process = Process(folder, port, pause=1.0)
    phases, deadline = set(), time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            status, report = process.get()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
            continue
        if status == 200:
            break
        assert status == 503
        assert report["status"] == "starting"
        assert process.get("/health/live")[0] == 200
        phases.add((report["phase"], report["done"], report["total"]))
        time.sleep(0.02)
    assert report["centers"] == {"que-vo": True, "tien-du": True}
    assert ("Đang nạp", 1, 4) in phases
    assert process.end(signal.SIGTERM) == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_stops_in_order_and_leaves_nothing(running: Process, number: int, code: int) -> None:
    assert running.end(number) == code
    assert running.leaves_nothing(0.5)
    assert "lifespan.shutdown" in running.said
    assert "Traceback" not in running.said


def test_a_request_that_runs_is_finished_before_the_stop(running: Process) -> None:
    slow = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import urllib.request as u; print(u.urlopen('http://127.0.0.1:{running.port}/slow').status)",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    time.sleep(0.7)
    assert running.end(signal.SIGTERM) == 0
    assert slow.communicate(timeout=10)[0] == "200\n"


def test_it_starts_and_stops_although_nobody_reads_what_it_says(folder: Path, port: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = Process(folder, port, stderr=writer)
    os.close(writer)
    process.until_ready()
    assert process.end(signal.SIGTERM) == 0
    assert process.leaves_nothing(0.5)


def test_ctrl_c_while_it_starts_stops_the_server_too(folder: Path, port: int) -> None:
    process = Process(folder, port, pause=30)
    deadline = time.monotonic() + 15
    while "Đang nạp" not in process.said and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.end(signal.SIGINT) == 130
    assert process.leaves_nothing(0.5)
    assert "Traceback" not in process.said


def test_a_second_ctrl_c_a_moment_later_forces_the_end(running: Process) -> None:
    slow = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import socket, time; s = socket.create_connection(('127.0.0.1', {running.port}));"
            "s.sendall(b'GET /slow HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'); time.sleep(5)",
        ]
    )
    time.sleep(0.3)
    running.child.send_signal(signal.SIGINT)
    time.sleep(0.1)
    running.child.send_signal(signal.SIGINT)  # the same Ctrl-C, passed on by `uv run`
    time.sleep(0.1)
    assert running.child.poll() is None
    assert running.end() == 130
    slow.kill()
    slow.wait()
    assert running.leaves_nothing()


def test_kill_9_leaves_no_server_and_the_next_start_serves(running: Process, folder: Path) -> None:
    running.end(signal.SIGKILL)
    assert running.leaves_nothing(3)
    again = Process(folder, running.port).until_ready()
    assert again.get()[0] == 200
    assert again.end(signal.SIGTERM) == 0


def test_a_killed_database_shows_in_health_and_comes_back(running: Process) -> None:
    postmaster = leftovers.recorded_pid(running.pgdata)
    assert postmaster is not None
    os.kill(postmaster, signal.SIGKILL)
    seen, deadline = [200], time.monotonic() + 15
    while seen[-1] != 200 or len(seen) < 2:
        assert time.monotonic() < deadline, seen
        status = running.get()[0]
        if status != seen[-1]:
            seen.append(status)
    assert seen == [200, 503, 200]


def test_an_error_while_it_starts_is_one_sentence(folder: Path, port: int) -> None:
    process = Process(folder, port, "broken")
    assert process.end() == 1
    assert process.said.endswith("Lỗi: Không mở được.\n")


def test_the_second_process_on_one_folder_says_who_holds_it(running: Process, folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        other_port = probe.getsockname()[1]
    other_home = folder / "other"
    other_home.mkdir()
    (other_home / "data").symlink_to(folder / "data")  # the same data by another name
    other = Process(other_home, other_port)
    assert other.end() == 1
    assert f"tiến trình số {running.child.pid}" in other.said
    assert running.get()[0] == 200


def wrapped(folder: Path, port: int, name: str) -> tuple[Process, int]:
    """A process below a program of this name that waits for it, as `uv run` does; and its own pid."""
    wrapper = folder / name
    wrapper.symlink_to(shutil.which("bash") or "/bin/bash")
    process = Process(folder, port, wrapper=(str(wrapper), "-c", '"$@"; true', name)).until_ready()
    pid = int((folder / "data" / "lock").read_text())
    assert process.child.pid != pid
    return process, pid


def test_a_process_whose_uv_was_killed_stops(folder: Path, port: int) -> None:
    process, _ = wrapped(folder, port, "uv")
    process.end(signal.SIGKILL)
    assert process.leaves_nothing(5)


def test_a_process_whose_shell_was_closed_goes_on(folder: Path, port: int) -> None:
    process, pid = wrapped(folder, port, "nohup-sh")
    process.end(signal.SIGKILL)
    assert not process.leaves_nothing(1.5)
    assert process.get()[0] == 200
    os.kill(pid, signal.SIGTERM)
    assert process.leaves_nothing(5)


def test_a_port_in_use_is_said_with_another_one() -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Unavailable, match=rf"Cổng {port} đang được .* motcua demo --port {port + 1}"):
            bind("127.0.0.1", port, command="motcua demo")


def test_an_address_that_is_not_ours_is_said() -> None:
    with pytest.raises(Unavailable, match="không có địa chỉ"):
        bind("192.0.2.1", 8000)
    with pytest.raises(Unavailable, match="Không hiểu địa chỉ"):
        bind("không có", 8000)
