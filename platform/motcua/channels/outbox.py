"""The folder of what goes out: a file per message, by center, for whoever has no provider yet, and for the demo."""

from __future__ import annotations

import asyncio
import contextlib
import os
from pathlib import Path

from motcua.channels.mail_text import as_mail
from motcua.channels.port import Before, Letter, TryLater
from motcua.domain.messages import EMAIL

SENDER = "motcua@localhost"


class Outbox:
    """Writes `<folder>/<center>/<time>-<id>.eml` (mail) or `.txt` (SMS): readable by the installation's user alone.

    Written again a file is the same file, so it is never there twice.
    """

    repeats_safely = True

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder

    async def give(self, letter: Letter, about_to: Before) -> str:
        await about_to()
        try:
            await asyncio.to_thread(self._write, letter)
        except OSError as error:
            raise TryLater(f"Không ghi được vào thư mục gửi đi ({os.strerror(error.errno or 0)}).") from error
        return "ghi vào thư mục gửi đi, không ra ngoài"

    def _write(self, letter: Letter) -> None:
        folder = self.folder / letter.center
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        ending = "eml" if self.name == EMAIL else "txt"
        path = folder / f"{letter.written_at:%Y%m%dT%H%M%SZ}-{letter.id}.{ending}"
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self._bytes(letter))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                draft.unlink()

    def _bytes(self, letter: Letter) -> bytes:
        if self.name == EMAIL:
            return as_mail(letter, SENDER, is_for_reading=True).as_bytes()
        return f"{letter.address}\n{letter.short}\n".encode()
