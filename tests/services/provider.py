"""A provider of OpenID Connect that really runs: `oidc-provider-mock` in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx

from motcua.settings import Provider

USERS = (
    {"sub": "nga-001", "email": "nga@bacninh.gov.vn", "email_verified": True},
    {"sub": "gia-002", "email": "chua.xac.minh@bacninh.gov.vn", "email_verified": False},
    {"sub": "la-003", "email": "nguoi.la@bacninh.gov.vn", "email_verified": True},
)


def _started(argv: list[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen(argv, stdout=out, stderr=out)


@contextlib.asynccontextmanager
async def running_provider(folder: Path) -> AsyncIterator[Provider]:
    """Started, asked until it answers, ended."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    users = [text for user in USERS for text in ("--user-claims", json.dumps(user))]
    argv = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *users]
    process = _started(argv, folder / "provider.log")
    secret = folder / "oidc-secret"
    secret.write_text("secret-of-the-application\n", encoding="utf-8")
    provider = Provider(issuer=f"http://127.0.0.1:{port}", client_id="mot-cua", client_secret_file=secret)
    try:
        async with httpx.AsyncClient() as client:
            for _ in range(300):
                assert process.poll() is None, (folder / "provider.log").read_text()
                with contextlib.suppress(httpx.TransportError):
                    if (await client.get(f"{provider.issuer}/jwks")).status_code == 200:
                        break
                await asyncio.sleep(0.1)
        yield provider
    finally:
        process.terminate()
        process.wait(10)


async def agree(address: str, subject: str) -> dict[str, str]:
    """What a person does at the provider: says who they are. The answer that their browser carries back."""
    async with httpx.AsyncClient() as client:
        answer = await client.post(address, data={"sub": subject})
    assert answer.status_code in (302, 303), answer.text
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))
