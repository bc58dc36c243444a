"""The bench's own server as a process beside the measuring: started, waited for, told to stop."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path

from motcua.cli.bench_server import HOST, PLAN
from motcua.domain.errors import Conflict, Unavailable

START = 300.0


@contextlib.contextmanager
def server_on(data: Path, centers: Sequence[str]) -> Iterator[tuple[str, int]]:
    """A server of our own on a folder, ready: its address and process."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    argv = [sys.executable, "-c", "from motcua.cli import main; main()"]
    argv += ["bench", "serve", "--port", str(port), "--data", str(data)]
    # Its own session: a Ctrl-C here ends the measuring, which then ends the server in order.
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603  our own program
    try:
        for center in centers:
            wait_for(f"http://{HOST}:{port}{PLAN}{center}/1", child)
        yield f"http://{HOST}:{port}", child.pid
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(30)
        except subprocess.TimeoutExpired:
            child.kill()


def wait_for(address: str, child: subprocess.Popen[bytes]) -> None:
    began = time.monotonic()
    while time.monotonic() - began < START:
        if child.poll() is not None:
            raise Unavailable("Máy chủ để đo không khởi động được; xem lời báo ở trên.")
        try:
            with urllib.request.urlopen(address, timeout=30):  # noqa: S310  our own server
                return
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.CONFLICT:
                raise Conflict(error.read().decode()) from error
            time.sleep(0.2)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Unavailable("Máy chủ để đo không sẵn sàng sau 5 phút.")


def pss_of(pid: int) -> float | None:
    """The memory that is this process's own share; None where the kernel does not tell."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return None
    found = next((line for line in text.splitlines() if line.startswith("Pss:")), None)
    return round(int(found.split()[1]) / 1024, 1) if found else None
