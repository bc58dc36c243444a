"""Where a webhook may go, and where it may not however it is written."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from motcua.domain.errors import Refused, Unavailable
from motcua.services.machines.addresses import check_url, networks_of, target_of

PRIVATE = (
    "https://127.0.0.1/", "https://127.1/", "https://0x7f000001/", "https://2130706433/", "https://0/",
    "https://10.0.0.5/", "https://172.16.3.4:8443/x", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/", "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://[fe80::1]/", "https://[fd00::1]/",
    "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/", "https://224.0.0.1/", "https://255.255.255.255/",
)  # fmt: skip
WRITTEN_ILL = (
    "", "nhan", "http://nhan.example/", "ftp://nhan.example/", "https://", "https:///x", "https://a@nhan.example/",
    "https://a:b@nhan.example/", "https://nhan.example/#x", "https://nhan.example:99999/", "https://nhan.example:0/",
    "https://nhan.example/\n", "https://nhan.example/ x", "https://nhan.example\\@10.0.0.1/", "https://[::1/",
    "https://nhận.example/", "javascript:alert(1)", "https://nhan.example/" + "x" * 600, "https://[fe80::1%25eth0]/",
)  # fmt: skip


@pytest.mark.parametrize("url", [*PRIVATE, *WRITTEN_ILL])
def test_what_is_private_or_written_ill_is_refused_before_anybody_is_asked(url: str) -> None:
    with pytest.raises(Refused):
        check_url(url, ())


@pytest.mark.parametrize("url", ["https://nhan.example/a?b=c", "https://8.8.8.8:8443/", "https://[2606:4700::1111]/"])
def test_the_open_internet_is_taken(url: str) -> None:
    check_url(url, ())


def answering(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    async def answer(self: Any, host: str, port: int, **_: Any) -> list[Any]:
        if not addresses:
            raise socket.gaierror("no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", answer)


async def test_a_name_is_judged_by_every_address_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "8.8.8.8", "10.0.0.5")
    with pytest.raises(Refused):
        await target_of("https://nhan.example/", ())


async def test_the_call_goes_to_the_address_that_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers 127.0.0.1 the next time gains nothing: nobody asks a second time."""
    answering(monkeypatch, "8.8.8.8")
    target = await target_of("https://nhan.example/su-kien?a=1", ())
    answering(monkeypatch, "127.0.0.1")
    assert (target.address, target.host, target.port, target.path) == ("8.8.8.8", "nhan.example", 443, "/su-kien?a=1")
    with pytest.raises(Refused):
        await target_of("https://nhan.example/su-kien?a=1", ())


async def test_a_name_without_an_address_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    with pytest.raises(Unavailable):
        await target_of("https://nhan.example/", ())


async def test_a_network_that_the_installation_named_is_open_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    networks = networks_of("10.1.0.0/16,fd00::/8")
    check_url("http://10.1.2.3:8080/x", networks)
    check_url("https://[fd00::7]/x", networks)
    check_url("http://[::ffff:10.1.2.3]/x", networks)
    for url in ("https://10.2.0.1/", "http://8.8.8.8/", "https://127.0.0.1/"):
        with pytest.raises(Refused):
            check_url(url, networks)
    answering(monkeypatch, "10.1.9.9")
    assert (await target_of("http://noi-bo.example/x", networks)).address == "10.1.9.9"
