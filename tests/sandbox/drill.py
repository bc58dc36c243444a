"""A worker kind for the tests: everything a hostile task could try, on demand."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from motcua.domain.errors import Refused


def handle(request: Mapping[str, Any], body: bytes) -> tuple[Any, bytes]:
    match request["do"]:
        case "echo":
            return request.get("say"), body
        case "refuse":
            raise Refused("Không nhận tệp này.")
        case "raise":
            raise KeyError("so_can_cuoc")
        case "sleep":
            time.sleep(60)
        case "spin":
            while True:
                pass
        case "memory":
            return len(bytearray(10**10)), b""
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "print":
            print("not a frame", flush=True)
            return "said", b""
        case "environment":
            return dict(os.environ), b""
        case "status":
            return Path("/proc/self/status").read_text(), b""
        case "write":
            Path(request["path"]).write_bytes(b"x" * 10)
        case "fork":
            os.fork()
        case "connect":
            with socket.socket() as sock:
                return sock.connect_ex(("127.0.0.1", int(request["port"]))), b""
    return None, b""
