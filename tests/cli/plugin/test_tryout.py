"""`motcua plugin try` as a process: it serves a folder that nobody installed, and stops cleanly on Ctrl-C."""

from __future__ import annotations

import os
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

from motcua.cli.plugin.draft import Draft
from motcua.cli.plugin.new import example, write

MOTCUA = Path(sys.executable).with_name("motcua")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def trying(*words: str, at: Path) -> Iterator[tuple[subprocess.Popen[bytes], str, Path]]:
    """The process, its address and what it said; it is ready when it answers its list."""
    port, log = free_port(), at / "try.log"
    with log.open("wb") as out:
        child = subprocess.Popen([MOTCUA, "plugin", "try", *words, "--port", str(port)], cwd=at, stdout=out, stderr=out)
    try:
        until = time.monotonic() + 60
        while child.poll() is None and time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
                break
            except OSError:
                time.sleep(0.1)
        yield child, f"http://127.0.0.1:{port}", log
    finally:
        if child.poll() is None:
            child.kill()
        child.wait(30)


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


def test_a_folder_is_served_without_set_up_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    write(Draft("thu_cua_toi", "Phòng Thử", example("thu_cua_toi")), tmp_path / "thu_cua_toi")
    with trying("thu_cua_toi", at=tmp_path) as (child, base, log):
        assert "Phòng Thử" in read(f"{base}/")
        assert "Nếu nộp bây giờ" in read(f"{base}/ban-sao-so-goc-thu-cua-toi")
        child.send_signal(signal.SIGINT)
        assert child.wait(30) == 130
        said = log.read_text("utf-8")
    assert "Xem tờ khai tại http://127.0.0.1:" in said
    assert "Đang dừng" in said
    assert "Traceback" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["thu_cua_toi", "try.log"]


def test_the_folder_one_stands_in_is_meant_and_a_mistake_in_it_is_a_page(tmp_path: Path) -> None:
    folder = tmp_path / "thu_sai"
    write(Draft("thu_sai", "Phòng Thử", example("thu_sai")), folder)
    desks = folder / "motcua_thu_sai" / "desks.py"
    good = desks.read_text("utf-8")
    desks.write_text(good.replace("HEAD = Desk(", "HEAD = Deskk("), "utf-8")
    with trying(at=folder) as (_, base, log):
        assert "motcua_thu_sai/desks.py, dòng 6" in read(f"{base}/")
        desks.write_text(good, "utf-8")
        assert "Cấp bản sao từ sổ gốc" in read(f"{base}/")
        assert "Gói chưa đọc được" in log.read_text("utf-8")


def test_what_is_no_plugin_is_refused_in_one_sentence(tmp_path: Path) -> None:
    env = os.environ | {"PYTHONWARNINGS": "default"}
    told = subprocess.run([MOTCUA, "plugin", "try"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.startswith("Lỗi: ")
    assert len(told.stderr.strip().splitlines()) == 1
