"""Mail through a server (SMTP), one connection per message.

Until DATA has begun nothing was taken; from then on only the server's answer says so. A server that has answered 250
has the message, whatever happens to the connection afterwards.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl

import aiosmtplib

from motcua.channels.mail_text import as_mail
from motcua.channels.port import Before, Letter, Rejected, TryLater, Unanswered
from motcua.domain.messages import EMAIL
from motcua.providers import MailServer

TIMEOUT = 20.0  # seconds for each answer; RFC 5321 would wait minutes, and others wait behind
WHOLE = 90.0  # seconds for all of it: less than the lease of who sends
SAYS = 120


class Smtp:
    """`repeats_safely`: by the same Message-ID the reader's own mail system drops the second copy (ADR 0016)."""

    name = EMAIL
    repeats_safely = True

    def __init__(self, server: MailServer, *, timeout: float = TIMEOUT) -> None:
        self.server = server
        self.timeout = timeout

    async def give(self, letter: Letter, about_to: Before) -> str:
        sender = letter.sender or self.server.sender
        content = as_mail(letter, sender).as_bytes()
        is_giving = False
        client: aiosmtplib.SMTP | None = None
        try:
            password, context = await asyncio.to_thread(self._read)
            client = self._client(password, context)
            async with asyncio.timeout(WHOLE):
                await client.connect()
                await client.mail(sender)
                await client.rcpt(letter.address)
                await about_to()
                is_giving = True
                answer = await client.data(content)
        except aiosmtplib.SMTPAuthenticationError as error:
            raise TryLater(f"Máy chủ thư không nhận tên đăng nhập ({error.code}).") from error
        except (aiosmtplib.SMTPRecipientRefused, aiosmtplib.SMTPDataError) as error:
            raise _refused(error) from error
        except aiosmtplib.SMTPSenderRefused as error:
            # The recipient's address is as good as before: somebody mends the sender's.
            raise TryLater(f"Máy chủ thư không nhận địa chỉ gửi ({error.code}).") from error
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError) as error:
            if is_giving:
                raise Unanswered("Mất kết nối với máy chủ thư khi đang chuyển thư.") from error
            raise TryLater(f"Không kết nối được máy chủ thư ({type(error).__name__}).") from error
        finally:
            if client is not None:
                await _closed(client)
        return " ".join(answer.message.replace(letter.address, "…").split())[:SAYS]

    def _read(self) -> tuple[str | None, ssl.SSLContext | None]:
        """The password and whom the server's certificate may come from, as the files are now."""
        server = self.server
        password = server.password_file.read_text("utf-8").strip() if server.password_file else None
        if server.security == "smtp":
            return password, None
        return password, ssl.create_default_context(cafile=str(server.ca_file) if server.ca_file else None)

    def _client(self, password: str | None, context: ssl.SSLContext | None) -> aiosmtplib.SMTP:
        server = self.server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            timeout=self.timeout,
            use_tls=server.security == "smtps",
            # Never None: a server that offers no STARTTLS would get everything in the clear.
            start_tls=server.security == "smtp+starttls",
            tls_context=context,
            username=server.user or None,
            password=password,
        )


def _refused(error: aiosmtplib.SMTPResponseException) -> Rejected | TryLater:
    what = "địa chỉ nhận" if isinstance(error, aiosmtplib.SMTPRecipientRefused) else "nội dung thư"
    if error.code >= 500:
        return Rejected(f"Máy chủ thư từ chối {what} ({error.code}).")
    return TryLater(f"Máy chủ thư tạm chưa nhận {what} ({error.code}).")


async def _closed(client: aiosmtplib.SMTP) -> None:
    with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
        if client.is_connected:
            await client.quit(timeout=2)
    client.close()
