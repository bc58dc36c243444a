"""What a file to take away is: its type, and what it is made from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from motcua.domain.people import Acting
from motcua.services.office import Office

TYPES: Mapping[str, tuple[str, str]] = {
    "pdf": ("PDF", "application/pdf"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", "text/csv; charset=utf-8"),
}
#: How much is done, in the units of `Source.count`.
Told = Callable[[int], Awaitable[None]]


class Source(Protocol):
    """What a file is made from: a volume of a book, a report, the dossiers behind a number.

    `formats`: which of `TYPES` there are of it. Nothing of it is looked at before `check` has let the person pass.
    """

    @property
    def title(self) -> str: ...

    @property
    def unit(self) -> str:
        """What is counted: `dòng`, `bảng`."""

    @property
    def formats(self) -> tuple[str, ...]: ...

    @property
    def kept(self) -> Mapping[str, Any]:
        """The columns `book`, `year`, `agency`, `sector`, `asked` of its row while it is made."""

    def name(self, format: str) -> str:
        """As what the file is saved."""

    def check(self, office: Office, acting: Acting) -> None:
        """Raises NotAllowed."""

    async def count(self, office: Office, acting: Acting) -> int:
        """How much there is of it; a transaction of its own."""

    async def make(self, office: Office, acting: Acting, format: str, tell: Told) -> bytes:
        """The file as of `acting.at`; transactions of its own."""


async def nobody(done: int) -> None:
    """Who waits for the answer needs no progress."""
