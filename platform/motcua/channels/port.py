"""The port: what a way out is given, what it answers, and the three ways in which it can fail.

A channel says what it knows. `Rejected` and `TryLater` mean that the message certainly was not taken; `Unanswered` that
nobody knows. Sentences in them are read by staff and hold neither the address nor the provider's own words about it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from motcua.domain.errors import MotCuaError


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, whole. Sent again it is the same to the byte: `written_at` is when it was put in the queue."""

    id: UUID
    center: str
    address: str
    name: str
    subject: str
    text: str
    short: str
    written_at: datetime
    sender_name: str = ""
    sender: str = ""
    """The center's own address, where it has one; "": the installation's."""
    reply_to: str = ""

    @property
    def message_id(self) -> str:
        """The Message-ID, made of what never changes: by it mail systems drop what they have seen."""
        return f"<{self.id}@{self.center}.motcua>"


class NotTaken(MotCuaError):
    """The message was not taken, or perhaps. `str()` is a sentence for staff."""


class Rejected(NotTaken):
    """Refused for good: trying again changes nothing."""


class TryLater(NotTaken):
    """Certainly not taken this time."""


class Unanswered(NotTaken):
    """Given, and no answer came: it may be on its way or not."""


Before = Callable[[], Awaitable[None]]


class Channel(Protocol):
    """A way out. `repeats_safely`: who gets the same message twice reads it once, so that an unknown outcome may be
    tried again; where it is not, a person decides."""

    name: str
    repeats_safely: bool

    async def give(self, letter: Letter, about_to: Before) -> str:
        """Hands one message over; the provider's words that it has it (a number to ask by, if there is one).

        `about_to` is awaited at the last moment at which the message certainly has not been taken.
        """
        ...
