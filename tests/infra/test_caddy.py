"""The shipped Caddyfile before an application of this file's own: what people see and what the log keeps."""

from __future__ import annotations

import contextlib
import http.server
import os
import re
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from tests.infra.bouncer import ROOT, free_port

from motcua.settings import MEGABYTE, read_settings
from motcua.testing.selection import infra_program

pytestmark = pytest.mark.infra
CADDYFILE = ROOT / "infra" / "caddy" / "Caddyfile"
SECRET = "gioi-thieu-bi-mat-7391"


def caddy(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    program = infra_program("caddy")
    assert program is not None
    with tempfile.TemporaryDirectory() as home:  # it makes an authority of its own where it is at home
        places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), home)
        environment = {**os.environ, **places, **variables}
        return subprocess.run([program, *words], capture_output=True, text=True, timeout=60, env=environment)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The two files that a province hands out, as `MOTCUA_TLS` names them."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "motcua.vi-du.vn")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(datetime(2026, 1, 1)).not_valid_after(datetime(2046, 1, 1))
    body = made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    (folder / "chung-thu.pem").write_bytes(body)
    (folder / "khoa.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return f"{folder / 'chung-thu.pem'} {folder / 'khoa.pem'}"


@pytest.mark.parametrize("tls", ["internal", "it@vi-du.vn", "pair"])
def test_the_file_is_valid_for_each_way_to_a_certificate(tls: str, pair: str) -> None:
    tls = pair if tls == "pair" else tls
    done = caddy(
        "validate", "--config", str(CADDYFILE), "--adapter", "caddyfile",
        MOTCUA_DOMAIN="motcua.vi-du.vn", MOTCUA_TLS=tls,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Valid configuration" in done.stderr + done.stdout


def test_a_spoilt_file_is_refused(tmp_path: Path) -> None:
    spoilt = tmp_path / "Caddyfile"
    spoilt.write_text(CADDYFILE.read_text(encoding="utf-8").replace("reverse_proxy", "reverse_prozy", 1), "utf-8")
    assert caddy("validate", "--config", str(spoilt), "--adapter", "caddyfile").returncode != 0


def test_the_file_is_formatted_as_caddy_writes_it() -> None:
    assert caddy("fmt", str(CADDYFILE)).stdout == CADDYFILE.read_text(encoding="utf-8")


class Upstream(http.server.BaseHTTPRequestHandler):
    """Says what reached it."""

    def do_GET(self) -> None:
        body = f"{self.path} {self.headers.get('X-Forwarded-For', '')}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Not into the test's output."""


@dataclass
class Front:
    """Caddy on a port without TLS, which needs no certificate; the rest of the file as it is."""

    port: int
    console: int
    upstream: http.server.ThreadingHTTPServer | None
    log: Path
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, port: int | None = None, **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port or self.port}{path}", headers={"Host": "localhost", **headers}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                self.headers = dict(answer.headers)
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                self.headers = dict(error.headers)
                return error.code, error.read().decode()


@contextlib.contextmanager
def front(tmp_path: Path, *, with_upstream: bool, filters: bool = True) -> Iterator[Front]:
    port, console, behind = free_port(), free_port(), free_port()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", behind), Upstream) if with_upstream else None
    if server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    plain = CADDYFILE.read_text(encoding="utf-8").replace("\ttls {$MOTCUA_TLS:internal}\n", "")
    plain = plain.replace("output stderr", "output stderr\n\t\tlevel DEBUG")
    if not filters:
        plain = plain.replace("request>uri delete", "")
    (tmp_path / "Caddyfile").write_text(plain.replace("lb_try_duration 10s", "lb_try_duration 1s"), "utf-8")
    environment = {
        **os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path),
        "MOTCUA_DOMAIN": f"http://localhost:{port}", "MOTCUA_UPSTREAM": f"127.0.0.1:{behind}",
        "MOTCUA_CONSOLE": f"http://localhost:{console}", "MOTCUA_CONSOLE_UPSTREAM": f"127.0.0.1:{behind}",
    }  # fmt: skip
    program, log = infra_program("caddy"), tmp_path / "log"
    assert program is not None
    with log.open("wb") as out:
        argv = [program, "run", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile"]
        child = subprocess.Popen(argv, stdout=out, stderr=out, env=environment)
    made = Front(port, console, server, log)
    try:
        for _ in range(200):
            assert child.poll() is None, log.read_text()
            with contextlib.suppress(OSError):
                made.get("/metrics")
                break
            time.sleep(0.05)
        yield made
    finally:
        child.terminate()
        child.wait(20)
        if server:
            server.shutdown()
            server.server_close()


def test_pages_go_through_with_the_address_of_the_person_and_no_other(tmp_path: Path) -> None:
    with front(tmp_path, with_upstream=True) as caddy_at:
        status, text = caddy_at.get("/que-vo/thu-tuc", **{"X-Forwarded-For": "6.6.6.6"})
        assert (status, text) == (200, "/que-vo/thu-tuc 127.0.0.1")
        assert "Server" not in caddy_at.headers
        for path in ("/health", "/health/ready", "/metrics"):
            assert caddy_at.get(path)[0] == 404


def test_the_provinces_console_has_a_port_of_its_own_by_the_same_rules(tmp_path: Path) -> None:
    with front(tmp_path, with_upstream=True) as caddy_at:
        assert caddy_at.get("/truy-cap", caddy_at.console) == (200, "/truy-cap 127.0.0.1")
        assert caddy_at.get("/metrics", caddy_at.console)[0] == 404
        assert "Server" not in caddy_at.headers


def test_while_the_application_is_away_people_read_a_sentence_and_the_log_no_address(tmp_path: Path) -> None:
    with front(tmp_path, with_upstream=False) as caddy_at:
        status, text = caddy_at.get(f"/que-vo/tra-cuu/H05.1/{SECRET}")
        assert status in (502, 503)
        assert "Tạm thời chưa phục vụ được" in text
        assert caddy_at.headers["Cache-Control"] == "no-store"
        log = caddy_at.log.read_text()
        assert "dial tcp" in log, "nothing was logged, so this proves nothing"
        assert SECRET not in log


def test_without_the_filter_the_log_would_keep_the_secret_of_a_receipt(tmp_path: Path) -> None:
    with front(tmp_path, with_upstream=False, filters=False) as caddy_at:
        caddy_at.get(f"/que-vo/tra-cuu/H05.1/{SECRET}")
        assert SECRET in caddy_at.log.read_text()


def test_a_page_may_be_as_large_as_the_application_takes() -> None:
    said = re.search(r"max_size (\d+)MB", CADDYFILE.read_text(encoding="utf-8"))
    settings = read_settings({})
    assert said is not None
    assert int(said[1]) * 1_000_000 > settings.max_file_bytes + settings.max_form_bytes > 20 * MEGABYTE
