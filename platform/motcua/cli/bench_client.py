"""The bench's browser: HTTP/1.1 over one kept connection, as little of it as answers the question."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from motcua.domain.errors import Unavailable
from motcua.settings import LOOPBACK

_TOKEN = re.compile(r'name="_csrf_token" value="([^"]*)"')
# What differs between two equal answers: the page's nonce, the form's token and key.
_OWN = re.compile(
    rb'nonce="[^"]*"|name="_csrf_token" value="[^"]*"|name="_key" value="[^"]*"|"x-csrftoken": ?"[^"]*"'
    rb"|&#34;x-csrftoken&#34;: ?&#34;[^&]*&#34;"
)
SECONDS = 60.0
IDLE = 3.0


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def bare(self) -> bytes:
        """The body without what is new each time."""
        return _OWN.sub(b"", self.body)


@dataclass
class Browser:
    """One connection with its cookies."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict)
    _used_at: float = 0.0
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def __post_init__(self) -> None:
        where = urlsplit(self.base)
        if where.scheme != "http" or where.hostname not in LOOPBACK:
            raise Unavailable(f"motcua bench chỉ đo máy chủ trên chính máy này, không đo {self.base}.")
        self.host, self.port = where.hostname or "", where.port or 80

    def twin(self) -> Browser:
        """The same person at another window."""
        return Browser(self.base, self.cookies)

    async def get(self, path: str, **headers: str) -> Answered:
        return await self._answered("GET", path, headers, b"")

    async def post(self, path: str, form: Mapping[str, Sequence[str]], **headers: str) -> Answered:
        body = urlencode(form, doseq=True).encode()
        typed = {"content-type": "application/x-www-form-urlencoded", **headers}
        return await self._answered("POST", path, typed, body)

    async def sign_in(self, center: str, username: str, password: str) -> str:
        """The session is in the cookies afterwards; returns the form token, which posts carry."""
        page = await self.get(f"/{center}/dang-nhap")
        found = _TOKEN.search(page.body.decode())
        token = found[1] if found else ""
        form = {"_csrf_token": [token], "username": [username], "password": [password], "tiep": [""]}
        answer = await self.post(f"/{center}/dang-nhap", form)
        if answer.status != 303:
            raise Unavailable(f"Không đăng nhập được bằng tài khoản {username} (mã {answer.status}).")
        return token

    async def _answered(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answered:
        try:
            return await asyncio.wait_for(self._ask(method, path, headers, body), SECONDS)
        except (OSError, EOFError, TimeoutError) as error:
            raise Unavailable(f"Máy chủ không trả lời: {method} {urlsplit(path).path.split('/')[-1]}.") from error

    async def _ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answered:
        if time.monotonic() - self._used_at > IDLE:  # the server hangs up after five seconds
            await self.close()
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.host, self.port, limit=1 << 22)
        reader, writer = self._streams
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{method} {path} HTTP/1.1", f"host: {self.host}:{self.port}", f"cookie: {cookie}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        lines += [f"content-length: {len(body)}"] if method == "POST" else []
        began = time.perf_counter()
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        told: dict[str, str] = {}
        for line in head[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0].strip('"')
            elif name:
                told[name.lower()] = value
        content = await self._body(reader, told)
        taken = time.perf_counter() - began
        self._used_at = time.monotonic()
        if told.get("connection") == "close":
            await self.close()
        return Answered(int(head[0].split()[1]), told, content, taken)

    async def _body(self, reader: asyncio.StreamReader, told: Mapping[str, str]) -> bytes:
        if "content-length" in told:
            return await reader.readexactly(int(told["content-length"]))
        content = b""
        while told.get("transfer-encoding") == "chunked":
            size = int(await reader.readline(), 16)
            content += await reader.readexactly(size)
            await reader.readline()
            if size == 0:
                break
        return content

    async def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None
