"""Debian's clamd for tests: a process of our own, as nobody's service, with signatures of our own and no network."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image, PngImagePlugin

from motcua.testing.selection import infra_program

# No signature database can be downloaded here: one line that finds our own word anywhere in a file of any kind.
WORD = "MOT-CUA-THU-PHAN-MEM-DIET-VI-RUT"


@dataclass(frozen=True)
class Daemon:
    address: str
    tcp: str
    pid: int
    folder: Path


def infected_pdf(more: str = "") -> bytes:
    """A PDF that opens well and acts on nothing; only a scanner knows."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.Root.Lang = pikepdf.String(WORD + more)
        made.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def infected_png(colour: str = "white") -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", WORD)
    out = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(out, "PNG", pnginfo=told)
    return out.getvalue()


@contextlib.contextmanager
def running(folder: Path, sockets: Path) -> Iterator[Daemon]:
    """clamd until the block ends. `sockets`: a folder whose path is short enough for a socket."""
    program = infra_program("clamd")
    assert program is not None
    database = folder / "signatures"
    database.mkdir(parents=True)
    (database / "motcua.ndb").write_text(f"MotCua.Test:0:*:{WORD.encode().hex()}\n", encoding="ascii")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = sockets / "clamd.ctl"
    settings = {
        "DatabaseDirectory": database,
        "LocalSocket": address,
        "TCPSocket": port,
        "TCPAddr": "127.0.0.1",
        "TemporaryDirectory": folder,
        "LogFile": folder / "clamd.log",
        "Foreground": "yes",
        "StreamMaxLength": "26M",
    }
    config = folder / "clamd.conf"
    config.write_text("".join(f"{key} {value}\n" for key, value in settings.items()), encoding="utf-8")
    process = subprocess.Popen(
        [program, "--config-file", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, address, folder / "clamd.log")
        yield Daemon(str(address), f"127.0.0.1:{port}", process.pid, folder)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGCONT)  # a frozen one could not end
        process.terminate()
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], address: Path, log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise AssertionError(log.read_text("utf-8") if log.exists() else "clamd did not start")
        with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
            probe.connect(str(address))
            return
        time.sleep(0.05)
    raise AssertionError("clamd does not listen")
