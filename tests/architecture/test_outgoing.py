"""Whatever is written down to be sent passes the one gate that keeps a twin's inside it; who could send is known."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PLATFORM = Path(__file__).resolve().parents[2] / "platform" / "motcua"
GATE = "outgoing()"
#: What opens a connection to another machine, and who may: each with the reason why nothing of a dossier leaves by it.
SENDERS = {"smtplib", "urllib.request", "http.client", "httpx", "httpx2", "requests", "aiohttp", "socket", "ftplib"} | {
    "aiosmtplib", "obstore.store", "authlib", "niquests", "websockets", "paramiko", "xmlrpc.client"
}  # fmt: skip
KNOWN = {
    "channels/sms.py": "messages, written down through the gate",
    "channels/smtp.py": "messages, written down through the gate",
    "catalog/core_version.py": "turns an address of a file into a path",
    "cli/listening.py": "listens, for browsers",
    "cli/process.py": "listens, for browsers",
    "cli/serve.py": "listens, for browsers",
    "cli/bench_child.py": "asks our own server",
    "services/doctor/machine.py": "asks our own server, its certificate",
    "services/machines/addresses.py": "resolves the name of whoever is to be told",
    "services/machines/delivering.py": "tells agencies' systems, through the gate",
    "services/accounts/oidc.py": "asks the provider of shared accounts who signed in",
    "store/bucket.py": "files of the installation, in its own bucket",
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


MESSAGES = {Path("services/messages/queue.py"), Path("services/messages/board.py")}


def writers_of_messages(root: Path) -> set[Path]:
    """Who writes a message down; each asks the gate."""
    found = set()
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        calls = {ast.unparse(node.func).rpartition(".")[2] for node in ast.walk(tree) if isinstance(node, ast.Call)}
        if "insert_message" in calls:
            found.add(path.relative_to(root))
            assert "outgoing" in calls, path
    return found


def test_every_message_is_written_through_the_gate() -> None:
    assert writers_of_messages(PLATFORM) == MESSAGES


def test_a_message_past_the_gate_is_seen(tmp_path: Path) -> None:
    (tmp_path / "past.py").write_text("await stored.insert_message(id, {}, state='waiting')", "utf-8")
    with pytest.raises(AssertionError):
        writers_of_messages(tmp_path)
