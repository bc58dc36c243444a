"""One's own account: where one is signed in, and ending all of it but here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.people import Acting
from motcua.services.accounts.sign_ins import Door
from motcua.services.accounts.signing_in import token_hash
from motcua.store.engine import transaction
from motcua.store.queries import accounts as stored
from motcua.store.queries.views import note_account_act


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One place where somebody is signed in."""

    began_at: datetime
    seen_at: datetime
    device: str
    network: str
    is_here: bool


async def sessions_of(acting: Acting, token: str, now: datetime) -> tuple[OpenSession, ...]:
    here = token_hash(token)
    async with transaction():
        found = await stored.list_sessions(acting.staff.id, at=now)
    return tuple(
        OpenSession(
            each["created_at"],
            each["seen_at"],
            Door("", each["agent"]).device,
            Door(each["address"]).network,
            bytes(each["token_hash"]) == here,
        )
        for each in found
    )


async def sign_out_elsewhere(acting: Acting, token: str) -> int:
    """Every other session ends; how many there were."""
    async with transaction():
        ended = await stored.delete_sessions_of(acting.staff.id, but=token_hash(token))
        if ended:
            await note_account_act(acting.staff.id, "signed_out", acting.staff.id, acting.at)
    return ended
