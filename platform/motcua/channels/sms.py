"""SMS through a gateway that takes JSON over HTTPS: `{"id", "to", "text", "from"}`, answered 2xx when it has it.

Gateways differ in their names for these; what stands before one translates. `Idempotency-Key` is the message's id.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx2

from motcua.channels.port import Before, Letter, Rejected, TryLater, Unanswered
from motcua.domain.messages import SMS
from motcua.providers import SmsGateway

TIMEOUT = 20.0
REFUSED_FOR_GOOD = (400, 404, 410, 422)


class HttpSms:
    name = SMS

    def __init__(self, gateway: SmsGateway, *, timeout: float = TIMEOUT) -> None:
        self.gateway = gateway
        self.repeats_safely = gateway.repeats_safely
        self.timeout = timeout

    async def give(self, letter: Letter, about_to: Before) -> str:
        gateway = self.gateway
        headers = {"Idempotency-Key": str(letter.id)}
        if gateway.token_file is not None:
            headers["Authorization"] = f"Bearer {await _token(gateway.token_file)}"
        said = {"id": str(letter.id), "to": letter.address, "text": letter.short, "from": letter.sender_name}
        async with httpx2.AsyncClient(timeout=self.timeout, follow_redirects=False) as client:
            await about_to()
            try:
                answer = await client.post(gateway.url, json=said, headers=headers)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                raise TryLater("Không kết nối được tổng đài tin nhắn.") from error
            except httpx2.HTTPError as error:
                raise Unanswered("Mất kết nối với tổng đài tin nhắn khi đang chuyển tin.") from error
        if answer.is_success:
            return _number(answer)
        if answer.status_code in REFUSED_FOR_GOOD:
            raise Rejected(f"Tổng đài tin nhắn từ chối tin này ({answer.status_code}).")
        if answer.status_code in (401, 403, 429, 503):
            raise TryLater(f"Tổng đài tin nhắn tạm chưa nhận ({answer.status_code}).")
        raise Unanswered(f"Tổng đài tin nhắn trả lời không rõ ({answer.status_code}).")


async def _token(path: Path) -> str:
    try:
        return (await asyncio.to_thread(path.read_text, "utf-8")).strip()
    except OSError as error:
        raise TryLater("Không đọc được tệp mật khẩu của tổng đài tin nhắn.") from error


def _number(answer: httpx2.Response) -> str:
    """The gateway's own number of the message, where it gives one."""
    try:
        body = answer.json()
    except ValueError:
        return ""
    number = body.get("id") if isinstance(body, dict) else None
    return str(number)[:80] if number is not None else ""
