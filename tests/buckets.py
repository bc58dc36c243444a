"""An S3-compatible store for tests: a moto server of our own on a free port."""

from __future__ import annotations

import contextlib
import urllib.request
from collections.abc import Iterator

import pytest
from moto.server import ThreadedMotoServer


@contextlib.contextmanager
def bucket_server(bucket: str) -> Iterator[str]:
    """The address of a running server with one bucket."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    address = f"http://{host}:{port}"
    urllib.request.urlopen(urllib.request.Request(f"{address}/{bucket}", method="PUT")).close()
    yield address
    running.stop()


def use_bucket(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """The variables of an installation that keeps its files there."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "motcua")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "không-phải-bí-mật")
