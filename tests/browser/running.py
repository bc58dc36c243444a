"""`motcua demo` as a process of its own, that can be killed and started again on the same data and port."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

MOTCUA = Path(sys.executable).with_name("motcua")
PASSWORD = "MotCua@112017"
LONGEST_START = 180


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Demo:
    """The command a person runs, with a folder of its own."""

    def __init__(self, data: Path, tenants: Path | None = None) -> None:
        self.tenants = tenants
        self.data, self.log, self.port = data, data.with_name("demo.log"), _free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.child: subprocess.Popen[bytes] | None = None

    def _environment(self) -> dict[str, str]:
        ours = {"MOTCUA_TENANTS": str(self.tenants)} if self.tenants else {}
        return {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")} | ours

    def start(self) -> float:
        """Returns when it serves; the seconds that took."""
        began = time.monotonic()
        argv = [str(MOTCUA), "demo", "--port", str(self.port), "--data", str(self.data)]
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(argv, stdout=log, stderr=log, env=self._environment())
        while not self._is_ready():
            assert self.child.poll() is None, self.said
            assert time.monotonic() - began < LONGEST_START, self.said
            time.sleep(0.1)
        return time.monotonic() - began

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.base}/health", timeout=10) as answer:
                return bool(answer.status == 200 and json.load(answer)["ready"])
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            pass
        return False

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    def kill(self) -> None:
        """As a power cut: nothing is told beforehand."""
        assert self.child is not None
        self.child.send_signal(signal.SIGKILL)
        self.child.wait(30)

    def stop(self) -> None:
        if self.child is not None and self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            self.child.wait(30)

    def verify_trail(self, center: str) -> str:
        """What `motcua trail verify` says of a center, beside the running server; a broken trail fails here."""
        return self.command("trail", "verify", center)

    def command(self, *words: str) -> str:
        """What another command says of this folder; a failing one fails here."""
        argv = [str(MOTCUA), *words, "--data", str(self.data)]
        done = subprocess.run(argv, capture_output=True, text=True, timeout=120, env=self._environment(), check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
