"""Whatever is written down to be sent passes the one gate that keeps a twin's inside it; who could send is known."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PLATFORM = Path(__file__).resolve().parents[2] / "platform" / "motcua"
GATE = "outgoing()"
#: What opens a connection to another machine, and who may: each with the reason why nothing of a dossier leaves by it.
SENDERS = {"smtplib", "urllib.request", "http.client", "httpx", "httpx2", "requests", "aiohttp", "socket", "ftplib"} | {
    "aiosmtplib", "obstore.store", "authlib", "niquests", "websockets", "paramiko", "xmlrpc.client"
}  # fmt: skip
KNOWN = {
    "catalog/core_version.py": "turns an address of a file into a path",
    "cli/listening.py": "listens, for browsers",
    "cli/process.py": "listens, for browsers",
    "cli/serve.py": "listens, for browsers",
    "cli/bench.py": "asks our own server",
    "services/doctor/machine.py": "asks our own server, its certificate",
    "services/oidc.py": "asks the provider of shared accounts who signed in",
    "store/blobs.py": "files of the installation, on its own disk",
    "store/depot.py": "backups, which a training twin has none of",
}


def notices_of(code: str) -> Iterator[str]:
    """By what each call of `add_notice` says in which state the notice is."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "add_notice":
            yield next((ast.unparse(each.value) for each in node.keywords if each.arg == "state"), "")


def test_every_notice_is_written_through_the_gate() -> None:
    found = [state for path in sorted(PLATFORM.rglob("*.py")) for state in notices_of(path.read_text("utf-8"))]
    assert len(found) >= 3
    assert set(found) == {GATE}


def test_a_notice_past_the_gate_is_seen() -> None:
    assert list(notices_of("await effects.add_notice(id, state='waiting')")) == ["'waiting'"]


def senders_in(code: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return {each for each in SENDERS for name in names if name == each or name.startswith(f"{each}.")}


def test_whoever_could_send_something_elsewhere_is_known() -> None:
    """A new way out of an installation begins here: say why nothing of a training twin takes it, and hold it."""
    code = [path for path in sorted(PLATFORM.rglob("*.py")) if "testing" not in path.parts]
    code += sorted((PLATFORM.parents[1] / "plugins").glob("*/motcua_*/**/*.py"))
    found = {str(path.relative_to(PLATFORM)) for path in code if senders_in(path.read_text("utf-8"))}
    assert found == set(KNOWN)


def test_a_way_out_that_nobody_knows_is_seen() -> None:
    for planted in (
        "import smtplib",
        "from urllib import request",
        "import httpx2 as web",
        "def f():\n from socket import x",
    ):
        assert senders_in(planted), planted
    assert senders_in("from urllib.parse import quote") == set()
