"""Printed forms to PDF, each compiled in a capped worker process, and sealed where the installation has a seal."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
import shutil
import tempfile
import unicodedata
import weakref
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from motcua.centers import current
from motcua.centers.training import MARK
from motcua.domain.errors import Unavailable
from motcua.letters.data import Issue, Printable
from motcua.letters.seal import PlatformSeal, sign_beside
from motcua.sandbox.caps import Caps
from motcua.sandbox.pool import Pool, WorkerError, WorkerLost

FONTS = Path(__file__).parent / "fonts"
LETTERHEAD = "_letterhead.typ"
MARKED = "_marked.typ"  # sets another template, with a mark over every page
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

    def __init__(self, pool: Pool, templates: Path, fonts: Path = FONTS, *, seal: PlatformSeal | None = None) -> None:
        self._pool = pool
        self._templates = templates.resolve()
        self._fonts = fonts
        self._seal = seal
        self._sealers = pool.companion("motcua.sandbox.sealing") if seal is not None else None
        self._brought: Path | None = None
        # Books are set beside the letters, which must not wait for them, by workers replaced before they have grown.
        self._book_setters = pool.companion("motcua.sandbox.typesetting", caps=Caps(seconds=30.0, tasks=8))
        # What anybody may have printed at home is set beside them too, one at a time.
        self._public_setters = pool.companion("motcua.sandbox.typesetting")
        self._joiners = pool.companion("motcua.sandbox.joining", caps=Caps(seconds=120.0))

    async def joined(self, parts: Sequence[bytes], title: str, *, feet: bytes = b"") -> tuple[int, bytes]:
        """Several PDFs as one, smaller for what it loses (its tags), with the number of its pages.

        `feet`: a PDF of as many pages, each laid over the page of the same place.
        """
        request = {"lengths": [len(part) for part in parts], "title": title}
        try:
            answer = await self._joiners.run(request, b"".join((*parts, feet)))
        except WorkerLost as lost:
            raise Unavailable(_CANT_PRINT) from lost
        except WorkerError as error:
            raise LetterError(f"joining: {error}") from error
        return int(answer.value), answer.body

    @property
    def seals(self) -> bool:
        """Whether a letter printed here carries the platform's seal: what is practised with carries nobody's."""
        return self._seal is not None and not mark_here()

    async def print_letter(self, letter: Printable, issue: Issue, *, emblem: bytes = b"") -> bytes:
        """The PDF of a letter. The same letter gives the same bytes, today and in ten years."""
        return await self.render(
            letter.template,
            {**letter.to_data(), "issue": issue.to_data()},
            dated_at=letter.dated_at,
            qr=letter.qr_link,
            qr_links=letter.qr_links,
            barcode=letter.barcode,
            emblem=emblem,
            source=letter.source,
        )

    async def print_for_public(self, letter: Printable, issue: Issue) -> bytes:
        """The PDF of a paper that issues nothing, for somebody who is not signed in."""
        data = {**letter.to_data(), "issue": issue.to_data()}
        return await self.render(letter.template, data, dated_at=letter.dated_at, setters=self._public_setters)

    def template_version(self, letter: Printable) -> str:
        """What the letter was set by: a hash of its template and of what all letters share."""
        return self._version(letter.source.encode()) if letter.source else self.version_of(letter.template)

    def version_of(self, template: str) -> str:
        """The version of one of our own templates as it is today; "" where there is none of this name."""
        file = self._templates / f"{template}.typ"
        return self._version(file.read_bytes()) if _NAME.fullmatch(template) and file.is_file() else ""

    def _version(self, text: bytes) -> str:
        shared = (self._templates / LETTERHEAD).read_bytes()
        return hashlib.sha256(shared + b"\0" + text).hexdigest()[:16]

    async def sealed(self, pdf: bytes, at: datetime) -> bytes:
        """The PDF with the platform's seal behind it, or as it is where there is none."""
        if not self.seals or self._seal is None or self._sealers is None:
            return pdf
        request = {"pkcs12": self._seal.pkcs12.hex(), "password": self._seal.password, "at": at.isoformat()}
        try:
            return (await self._sealers.run(request, pdf)).body
        except WorkerLost as lost:
            raise Unavailable(_CANT_PRINT) from lost
        except WorkerError as error:
            raise LetterError(f"seal: {error}") from error

    async def signature_over(self, body: bytes) -> bytes:
        """The platform's signature beside these bytes (CMS), b"" where there is no seal."""
        if not self.seals or self._seal is None:
            return b""
        return await asyncio.to_thread(sign_beside, self._seal, body)

    async def render(
        self,
        template: str,
        data: Mapping[str, Any],
        *,
        dated_at: datetime = datetime(2000, 1, 1, tzinfo=UTC),
        qr: str = "",
        qr_links: Sequence[str] = (),
        barcode: str = "",
        emblem: bytes = b"",
        source: str = "",
        is_book: bool = False,
        setters: Pool | None = None,
    ) -> bytes:
        """`data` reaches the template as JSON; beside it `qr_svg`, `qr_svgs`, `barcode_svg`, `emblem` where asked.

        `dated_at` stands in for the clock. `source`: the text of a template that lies in no folder of ours.
        """
        file, root = await self._file(template, source)
        request = {
            "file": str(file),
            "root": str(root),
            "fonts": str(self._fonts),
            "timestamp": int(dated_at.timestamp()),
            "qr": qr,
            "qr_links": list(qr_links),
            "barcode": barcode,
            "data": _printable(data),
            "mark": mark_here(),
            "marking": str(root / MARKED),
        }
        try:
            answer = await (setters or (self._book_setters if is_book else self._pool)).run(request, emblem)
        except WorkerLost as lost:
            raise Unavailable(_CANT_PRINT if lost.why in ("late", "died") else lost.sentence) from lost
        except WorkerError as error:
            raise LetterError(f"{template}: {error}") from error
        return answer.body

    async def _file(self, template: str, source: str) -> tuple[Path, Path]:
        if source:
            folder = await asyncio.to_thread(self._folder_of, source)
            return folder / "letter.typ", folder
        file = self._templates / f"{template}.typ"
        if not _NAME.fullmatch(template) or not file.is_file():
            raise LetterError(f"no letter template {template!r}")
        return file, self._templates

    def _folder_of(self, source: str) -> Path:
        """A template that an agency brings, alone in a folder of its own with what all letters share."""
        if self._brought is None:
            self._brought = Path(tempfile.mkdtemp(prefix="motcua-letters-"))
            weakref.finalize(self, shutil.rmtree, self._brought, True)
        folder = self._brought / hashlib.sha256(source.encode()).hexdigest()[:32]
        if not folder.is_dir():
            draft = Path(tempfile.mkdtemp(dir=self._brought))
            (draft / "letter.typ").write_text(source, encoding="utf-8")
            for shared in (self._templates / LETTERHEAD, self._templates / MARKED):
                if shared.is_file():
                    shutil.copyfile(shared, draft / shared.name)
            with contextlib.suppress(OSError):  # another request was quicker
                draft.rename(folder)
        return folder


def mark_here() -> str:
    """What stands across every page that the center entered prints; "" where its papers are in earnest."""
    center = current.get()
    return MARK if center is not None and center.training is not None else ""


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
