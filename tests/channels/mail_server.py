"""A mail server that runs (aiosmtpd): what it took, and how it can be told to answer."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import ssl
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "motcua", "mat-khau-thu"


@dataclass
class Taken:
    """The server's handler. `answers` come before its own: by verb, one after the other; `drops` closes instead of
    answering once the letter has been taken."""

    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    drops: int = 0
    was_encrypted: list[bool] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)

    def _next(self, verb: str) -> str | None:
        waiting = self.answers.get(verb)
        return waiting.pop(0) if waiting else None

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if answer := self._next("MAIL"):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if answer := self._next("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if answer := self._next("DATA"):
            return answer
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.raw.append(envelope.content)
        self.senders.append(envelope.mail_from)
        self.was_encrypted.append(session.ssl is not None)
        if self.drops:
            self.drops -= 1
            server.transport.abort()
        return f"250 OK queued as {len(self.mails)} for {envelope.rcpt_tos[0]}"

    @property
    def ids(self) -> Counter[str]:
        return Counter(str(mail["Message-ID"]) for mail in self.mails)


def _check_login(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)


@contextlib.asynccontextmanager
async def mail_server(
    taken: Taken, *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None, asks_login: bool = False
) -> AsyncIterator[int]:
    """The port of a server on this machine."""
    loop = asyncio.get_running_loop()

    def protocol() -> SMTP:
        return SMTP(
            taken,
            hostname="thu.test",
            ident="thu",
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_required=asks_login,
            auth_require_tls=True,
            authenticator=_check_login,
            loop=loop,
        )

    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def certificate(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that only who has the file trusts, and the server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path, both = folder / f"{name}.pem", folder / f"{name}-both.pem"
    public = made.public_bytes(serialization.Encoding.PEM)
    path.write_bytes(public)
    both.write_bytes(
        public
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(both)
    return path, context
