"""One appointment as a calendar file (RFC 5545): what a telephone asks to put into its calendar.

Instants are UTC, so that no time zone has to be described; text is escaped and folded at 75 octets, lines end CRLF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST_LINE = 75
PRODUCT = "-//Mot Cua//Hen tra ket qua//VI"


@dataclass(frozen=True, slots=True)
class Appointment:
    """`uid` stays the same and `sequence` grows when the date moves, so that a calendar moves it too."""

    uid: str
    sequence: int
    made_at: datetime
    at: datetime
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    lasts: timedelta = timedelta(minutes=30)
    reminds_before: timedelta = timedelta(days=1)

    def to_ics(self) -> str:
        return "".join(f"{line}\r\n" for each in self._lines() for line in _folded(each))

    def _lines(self) -> Iterator[str]:
        yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
        yield "BEGIN:VEVENT"
        yield f"UID:{_text(self.uid)}"
        yield f"SEQUENCE:{self.sequence}"
        yield f"DTSTAMP:{_instant(self.made_at)}"
        yield f"DTSTART:{_instant(self.at)}"
        yield f"DTEND:{_instant(self.at + self.lasts)}"
        yield f"SUMMARY:{_text(self.summary)}"
        for name, text in (("DESCRIPTION", self.description), ("LOCATION", self.location)):
            if text:
                yield f"{name}:{_text(text)}"
        if self.url:
            yield f"URL:{self.url}"  # a URI, not TEXT: nothing in it is escaped
        yield from ("CLASS:PRIVATE", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT")
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{int(self.reminds_before.total_seconds()) // 60}M")
        yield f"DESCRIPTION:{_text(self.summary)}"
        yield from ("END:VALARM", "END:VEVENT", "END:VCALENDAR")


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """RFC 5545, 3.3.11."""
    bare = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
    return bare.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """RFC 5545, 3.1: lines of at most 75 octets, those that go on begin with a space; no letter is cut in two."""
    part, length = "", 0
    for letter in line:
        size = len(letter.encode())
        if length + size > LONGEST_LINE:
            yield part
            part, length = " ", 1
        part, length = part + letter, length + size
    yield part
