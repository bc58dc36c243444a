"""Pages of lists that run back in time: the address names the instant before which the next one begins."""

from __future__ import annotations

from datetime import datetime

from motcua.domain.errors import NotHere
from motcua.web.forms import Typed, only


def before_of(query: Typed) -> datetime | None:
    text = only(query, "truoc")
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise NotHere from None
    if found.tzinfo is None:
        raise NotHere
    return found


def next_after(at: datetime | None) -> str:
    """For the link; `+` would be a space in an address."""
    return at.isoformat().replace("+", "%2B") if at is not None else ""
