"""Ids in addresses and forms, in their one spelling."""

from __future__ import annotations

from uuid import UUID

from motcua.domain.errors import NotHere


def uuid_of(text: str) -> UUID | None:
    """A UUID in its one spelling, as our own pages write it."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text else None


def asked_for(text: str) -> UUID:
    """An address that is no dossier's answers as a missing one does."""
    found = uuid_of(text)
    if found is None:
        raise NotHere
    return found
