"""Printed forms to PDF, each compiled in a capped worker process."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from motcua.domain.errors import Unavailable
from motcua.letters.data import Printable
from motcua.sandbox.caps import Caps
from motcua.sandbox.pool import Pool, WorkerError, WorkerLost

FONTS = Path(__file__).parent / "fonts"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
_CANT_PRINT = (
    "Chưa in được giấy này. Hồ sơ vẫn được lưu đầy đủ; vui lòng bấm in lại, nếu vẫn không được thì báo quản trị."
)


class LetterError(Exception):
    """A template does not compile: a fault of ours or a plugin's, for the log."""


def letters_pool(size: int = 2) -> Pool:
    """Two Typst workers of 1 GiB and 5 s a page; close it with the application."""
    return Pool("motcua.sandbox.typesetting", size=size, caps=Caps())


class Letters:
    """Renders the templates of one folder. The folder is also the sandbox: a template reads nothing outside it."""

    def __init__(self, pool: Pool, templates: Path, fonts: Path = FONTS) -> None:
        self._pool = pool
        self._templates = templates.resolve()
        self._fonts = fonts

    async def print_letter(self, letter: Printable) -> bytes:
        """The PDF of a letter. The same letter gives the same bytes, today and in ten years."""
        links: Sequence[str] = getattr(letter, "qr_links", ())  # only a letter about several dossiers has them
        return await self.render(
            letter.template, letter.to_data(), dated_at=letter.dated_at, qr=letter.qr_link, qr_links=links
        )

    async def render(
        self,
        template: str,
        data: Mapping[str, Any],
        *,
        dated_at: datetime = datetime(2000, 1, 1, tzinfo=UTC),
        qr: str = "",
        qr_links: Sequence[str] = (),
    ) -> bytes:
        """`data` reaches the template as JSON, `qr` as `qr_svg` and `qr_links` as the list `qr_svgs` beside it;
        `dated_at` stands in for the clock."""
        file = self._templates / f"{template}.typ"
        if not _NAME.fullmatch(template) or not file.is_file():
            raise LetterError(f"no letter template {template!r}")
        stamp = int(dated_at.timestamp())
        request = {
            "file": str(file),
            "root": str(self._templates),
            "fonts": str(self._fonts),
            "timestamp": stamp,
            "qr": qr,
            "qr_links": list(qr_links),
            "data": _printable(data),
        }
        try:
            answer = await self._pool.run(request)
        except WorkerLost as lost:
            raise Unavailable(_CANT_PRINT if lost.why in ("late", "died") else lost.sentence) from lost
        except WorkerError as error:
            raise LetterError(f"{template}: {error}") from error
        return answer.body


def _printable(value: Any) -> Any:
    """The same tree with its text in NFC and without characters that no printer prints (controls, bidi overrides)."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value)
        return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
