"""Style sheets, scripts and fonts: read once, named by content, kept by browsers for ever."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
}
FOR_EVER = b"public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    content: bytes
    packed: bytes | None
    media_type: str
    mark: str


class StaticFiles:
    """The folder in memory: under half a megabyte, so a request touches neither disk nor a path from outside."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): _read(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix in TYPES
        }

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def names(self) -> tuple[str, ...]:
        return tuple(self._files)

    def url(self, name: str) -> str:
        """The address with the content's mark; a misspelt name fails at the first rendering, in every test."""
        return f"/static/{name}?v={self._files[name].mark}"

    async def answer(self, name: str, scope: Mapping[str, Any], send: Any) -> bool:
        """Sends the file; False if there is none."""
        file = self._files.get(name)
        if file is None:
            return False
        asked = dict(scope["headers"])
        # Vendored names carry their version, so the fonts that a style sheet names without a mark may be kept too.
        is_marked = scope["query_string"] == f"v={file.mark}".encode() or name.startswith("vendor/")
        headers = [
            (b"content-type", file.media_type.encode()),
            (b"cache-control", FOR_EVER if is_marked else b"no-cache"),
            (b"etag", f'"{file.mark}"'.encode()),
            (b"vary", b"accept-encoding"),
            (b"x-content-type-options", b"nosniff"),
            (b"cross-origin-resource-policy", b"same-origin"),
        ]
        if asked.get(b"if-none-match") == f'"{file.mark}"'.encode():
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return True
        content = file.content
        if file.packed is not None and b"gzip" in asked.get(b"accept-encoding", b""):
            content = file.packed
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", str(len(content)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})
        return True


def _read(path: Path) -> StaticFile:
    content = path.read_bytes()
    media_type = TYPES[path.suffix]
    packed = gzip.compress(content, mtime=0) if path.suffix in (".css", ".js", ".svg", ".txt") else None
    return StaticFile(content, packed, media_type, sha256(content).hexdigest()[:16])
