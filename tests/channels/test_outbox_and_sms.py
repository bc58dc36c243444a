"""The folder of what goes out, and a gateway for SMS that runs on this machine."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.channels.test_smtp import LETTER, Given

from motcua.channels import NotTaken, Rejected, TryLater, Unanswered
from motcua.channels.outbox import Outbox
from motcua.channels.sms import HttpSms
from motcua.providers import SmsGateway


async def test_a_letter_in_the_folder_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    for _ in range(2):
        await Outbox("email", tmp_path).give(LETTER, Given())
    (path,) = (tmp_path / "que-vo").iterdir()
    assert path.name == f"20171108T010000Z-{LETTER.id}.eml"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert "Hồ sơ đã tiếp nhận." in path.read_text("utf-8")
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert mail["Subject"] == LETTER.subject
    assert mail["To"].addresses[0].addr_spec == LETTER.address


async def test_an_sms_in_the_folder_is_its_number_and_its_words(tmp_path: Path) -> None:
    await Outbox("sms", tmp_path).give(LETTER, Given())
    (path,) = (tmp_path / "que-vo").iterdir()
    assert path.read_text("utf-8") == f"{LETTER.address}\n{LETTER.short}\n"


async def test_a_folder_that_takes_nothing_is_tried_later(tmp_path: Path) -> None:
    (tmp_path / "que-vo").write_text("a file where the folder should be")
    with pytest.raises(TryLater):
        await Outbox("email", tmp_path).give(LETTER, Given())


@dataclass
class Gateway:
    """Answers with `status` and `body`; `None` closes the connection after the message has been read."""

    status: int | None = 202
    body: str = '{"id": "T-17"}'
    asked: list[tuple[dict[str, str], dict[str, str]]] = field(default_factory=list)

    @contextlib.contextmanager
    def running(self) -> Iterator[str]:
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.asked.append((dict(self.headers), json.loads(body)))
                if gateway.status is None:
                    self.close_connection = True
                    return
                self.send_response(gateway.status)
                self.send_header("Content-Length", str(len(gateway.body)))
                self.end_headers()
                self.wfile.write(gateway.body.encode())

            def log_message(self, format: str, *args: object) -> None:
                """Silent: a test's output is its own."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/sms"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


async def test_a_gateway_gets_the_message_with_a_key_that_stays(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("bi-mat\n")
    gateway = Gateway()
    with gateway.running() as url:
        channel = HttpSms(SmsGateway(url=url, token_file=token))
        assert [await channel.give(LETTER, Given()) for _ in range(2)] == ["T-17", "T-17"]
    headers, body = gateway.asked[0]
    assert headers["Authorization"] == "Bearer bi-mat"
    assert body["to"] == LETTER.address
    assert body["text"] == LETTER.short
    assert {asked["Idempotency-Key"] for asked, _ in gateway.asked} == {str(LETTER.id)}


@pytest.mark.parametrize(
    ("status", "kind"),
    [(422, Rejected), (429, TryLater), (503, TryLater), (401, TryLater), (500, Unanswered), (None, Unanswered)],
)
async def test_what_a_gateways_answer_means(status: int | None, kind: type) -> None:
    gateway = Gateway(status)
    with gateway.running() as url, pytest.raises(NotTaken) as caught:
        await HttpSms(SmsGateway(url=url), timeout=3).give(LETTER, Given())
    assert type(caught.value) is kind
    assert LETTER.address not in str(caught.value)


async def test_a_gateway_that_is_not_there_has_taken_nothing() -> None:
    with Gateway().running() as url:
        pass
    with pytest.raises(TryLater):
        await HttpSms(SmsGateway(url=url), timeout=3).give(LETTER, Given())


def test_only_a_gateway_that_says_so_is_asked_twice() -> None:
    assert not HttpSms(SmsGateway(url="https://sms.example.vn")).repeats_safely
    assert HttpSms(SmsGateway(url="https://sms.example.vn", repeats_safely=True)).repeats_safely
