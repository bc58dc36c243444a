"""Citizens sign in with an account they have elsewhere, where the installation names a provider for them.

The provider says who they are; what they may do here is what every citizen may. An e-mail that it has verified leads to
the account that the same e-mail opened with a code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.domain.citizens import Contact
from motcua.domain.errors import NotHere, Refused
from motcua.services.accounts.oidc import Journey, answered, begin_at
from motcua.services.accounts.sign_ins import Door
from motcua.services.citizens.signing_in import CitizenIn, open_session
from motcua.services.office import Office
from motcua.settings import Provider
from motcua.store.engine import transaction
from motcua.store.queries import citizens as stored

LONGEST_NAME = 100


def provider_of(office: Office) -> Provider:
    """NotHere where none is set up: the pages do not exist then."""
    if office.settings.citizen_oidc is None:
        raise NotHere
    return office.settings.citizen_oidc


async def begin(office: Office, redirect_uri: str, back: str, now: datetime) -> Journey:
    return await begin_at(provider_of(office), redirect_uri, back, now)


async def finish(
    office: Office, redirect_uri: str, sealed: str, answer: Mapping[str, str], door: Door, now: datetime
) -> tuple[CitizenIn, str]:
    provider = provider_of(office)
    claims, back = await answered(provider, redirect_uri, sealed, answer, now)
    async with transaction():
        citizen_id = await stored.citizen_linked_to(provider.issuer, claims["sub"])
        contact = _contact(claims)
        is_new = False
        if citizen_id is None and contact is not None:
            citizen_id = await stored.citizen_with(contact.kind, contact.address)
        if citizen_id is None:
            is_new = True
            citizen_id = await stored.insert_citizen(now, _name(claims))
            if contact is not None:
                await stored.insert_contact(contact.kind, contact.address, citizen_id, now)
        await stored.insert_link(provider.issuer, claims["sub"], citizen_id, now)
        return CitizenIn(await open_session(citizen_id, door, now), citizen_id, is_new), back


def _contact(claims: Mapping[str, Any]) -> Contact | None:
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") is not True:
        return None
    try:
        return Contact.parse(email)
    except Refused:
        return None


def _name(claims: Mapping[str, Any]) -> str:
    name = claims.get("name")
    return " ".join(name.split())[:LONGEST_NAME] if isinstance(name, str) and name.isprintable() else ""
