"""Telling a person outside: written down in the caller's transaction, sent later by `services.messages.sending`.

    await queue_message(
        Recipient(name="Nguyễn Thị Hà", email="ha@example.vn", phone="0912345678"),
        "one_time_code",
        {"secret": "481 207", "minutes": "10"},
        once=f"sign-in/{sign_in_id}",
    )

Rolled back, nothing was ever to be sent. Called again with the same `once`, nothing happens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.messages import EMAIL, NONE, OCCASIONS, SMS, MessageState, masked_address
from motcua.jobs.port import enqueue
from motcua.services.messages.outgoing import WAITING, outgoing
from motcua.services.messages.texts import written
from motcua.settings import wall_clock
from motcua.store.queries import messages as stored

WAKE = "send_messages"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told, and where they can be reached; "" where they gave nothing."""

    name: str = ""
    email: str = ""
    phone: str = ""

    def way(self, wanted: str | None) -> tuple[str, str]:
        """(channel, address): the one asked for if there is an address for it, else the other; ("", "") without any."""
        ways = [(EMAIL, self.email.strip()), (SMS, self.phone.strip())]
        if wanted == SMS:
            ways.reverse()
        return next(((channel, address) for channel, address in ways if address), ("", ""))


async def queue_message(
    to: Recipient,
    event: str,
    values: Mapping[str, str],
    *,
    once: str,
    dossier_id: UUID | None = None,
    at: datetime | None = None,
) -> bool:
    """Puts a message in the queue, inside the open transaction. `event`: a key of `OCCASIONS`, `values`: what it says.

    `dossier_id`: whose page shows it, and whose applicant's choice of way counts. `at`: the business moment it is about
    (the present, if not given). False when `once` was there already, or the center tells nobody of such things. Where
    nobody can be reached, or the person wants no messages, it is written down all the same, so that a person sees that
    somebody has to telephone.
    """
    occasion = OCCASIONS[event]
    if missing := set(occasion.says) - values.keys():
        raise TypeError(f"message {event!r} lacks {', '.join(sorted(missing))}")
    if event in here().not_told:
        return False
    now = wall_clock()
    wanted = await stored.choice_of(dossier_id) if dossier_id is not None else None
    channel, address = to.way(wanted)
    state = MessageState(outgoing())
    if not channel:
        state = MessageState.NO_ADDRESS
    elif wanted == NONE and not occasion.is_owed:
        state = MessageState.UNWANTED
    text = written(here(), event, {**values, "name": to.name})
    message_id = uuid4()
    added = await stored.insert_message(
        message_id,
        {"address": address, "name": to.name, "subject": text.subject, "text": text.text, "short": text.short},
        once_key=once,
        dossier_id=dossier_id,
        occasion=event,
        at=at or now,
        channel=channel,
        address_shown=masked_address(channel, address) if channel else "",
        state=state.value,
        now=now,
        not_after=now + occasion.lasts if occasion.lasts else None,
    )
    if added and state == WAITING:
        await enqueue(WAKE, {}, key=str(message_id), first=True)
    return added
