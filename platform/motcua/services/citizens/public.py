"""What the public may learn of a dossier.

TT 01/2018/TT-VPCP, Điều 16.2d: by the code alone the level of completion, and no more. With the secret of the receipt:
what, where, until when; the name masked, since a receipt can be lost.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.icalendar import Appointment
from motcua.domain.moves import INTERNAL
from motcua.domain.standing import standing_of
from motcua.domain.states import STATES, State, StateFacts
from motcua.services.catalogue import version_for
from motcua.services.citizens.following import Following, appointment_of, following_of
from motcua.services.codes import secret_hash
from motcua.services.dossiers import records
from motcua.services.dossiers.naming import agency_name, desk_labels, desk_name
from motcua.services.dossiers.timeline import MOVE_KINDS, TOLD_BESIDE, past_of
from motcua.services.money.transfers import PublicFee, public_fee
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.dossiers import find_for_public
from motcua.store.queries.trail import load_events

LONGEST_CODE = 60
# Of the way (`StateFacts.level`): received, and a result there is.
BEGUN, DONE = 10, 90
_NO_SECRET = bytes(32)


@dataclass(frozen=True, slots=True)
class TrackedLine:
    """One line of the public history: no names, no desks inside an agency."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class TrackedDetail:
    """What the holder of the receipt reads."""

    procedure_title: str
    masked_name: str
    received_at: datetime
    due_at: datetime | None
    is_paused: bool
    sentence: str
    where: str
    history: tuple[TrackedLine, ...]
    fee: PublicFee
    following: Following | None = None


@dataclass(frozen=True, slots=True)
class Tracked:
    """`level` in words and `percent` of the way; `detail` only with the secret."""

    code: str
    level: str
    percent: int
    detail: TrackedDetail | None = None


async def track(office: Office, code: str, secret: str | None, at: datetime) -> Tracked | None:
    """None for an unknown code, another center's, or a wrong secret: one answer for all three."""
    async with transaction():
        found = await _found(code, secret)
        if found is None:
            return None
        facts = STATES[State(found["state"])]
        if secret is None:
            return Tracked(found["code"], share_says(facts), facts.level)
        return Tracked(found["code"], facts.name, facts.level, await _detail(office, found["id"], at))


async def appointment(code: str, secret: str, at: datetime, address: str) -> Appointment | None:
    """The day of the receipt for a calendar; None as in `track`."""
    async with transaction():
        found = await _found(code, secret)
        if found is None:
            return None
        kept = await records.load(found["id"])
        assert kept is not None
        return appointment_of(kept, at, address)


def share_says(facts: StateFacts) -> str:
    """How far, in words that tell nothing of the matter: who knows only the code learns no more than the share."""
    if facts.is_final:
        return "Đã kết thúc"
    return "Đã có kết quả" if facts.level >= DONE else "Đang giải quyết" if facts.level > BEGUN else "Đã tiếp nhận"


async def _found(code: str, secret: str | None) -> Mapping[str, Any] | None:
    """The dossier's row. The same work is done for a code that exists and for one that does not."""
    bare = "".join(code.split()).upper()
    if not bare or len(bare) > LONGEST_CODE or "\x00" in bare:
        return None
    row = await find_for_public(bare)
    stored = bytes(row["secret_hash"]) if row is not None and row["secret_hash"] else _NO_SECRET
    is_holder = hmac.compare_digest(stored, secret_hash(secret or ""))
    return row if row is not None and (secret is None or is_holder) else None


async def _detail(office: Office, dossier_id: UUID, at: datetime) -> TrackedDetail:
    kept = await records.load(dossier_id)
    assert kept is not None
    return await detail_of(office, kept, at)


async def detail_of(office: Office, kept: records.Kept, at: datetime) -> TrackedDetail:
    """In the open transaction, for who has shown that they may know."""
    version = await version_for(office, kept.row)
    dossier = kept.dossier
    stands = standing_of(dossier)
    actor = stands.actor
    center = here()
    where = ""
    if actor is not None:
        is_ours = actor.agency == "center"
        where = desk_name(center, desk_labels(version), actor.agency, actor.desk) if is_ours else ""
        where = where or agency_name(center, actor.agency)
    # What is attached to a result on its way is the office's own business, like what it settles inside.
    told = (MOVE_KINDS | TOLD_BESIDE) - {move.value for move in INTERNAL}
    events = [event for event in await load_events(dossier.id) if event["kind"] in told]
    history = tuple(TrackedLine(event["at"], past_of(event["kind"])) for event in events)
    assert dossier.received_at is not None
    return TrackedDetail(
        version.title,
        masked_name(kept.applicant_name),
        dossier.received_at,
        dossier.due_at,
        dossier.open_pause is not None,
        _sentence(kept, stands.sentence),
        where,
        history,
        await public_fee(kept, at),
        following_of(dossier, stands, at),
    )


def _sentence(kept: records.Kept, otherwise: str) -> str:
    """Whoever asked for delivery by post need not come."""
    if kept.dossier.state is not State.READY or not kept.goes_by_post:
        return otherwise
    if kept.row["with_post"]:
        return "Kết quả đã giao cho bưu chính công ích để phát đến địa chỉ đã đăng ký."
    return "Kết quả đã có tại Trung tâm, sẽ được phát qua bưu chính công ích đến địa chỉ đã đăng ký."


def masked_name(name: str) -> str:
    """`Nguyễn Văn An` → `N••• V•• An`: known to whom it belongs, not to a finder."""
    *others, given = name.split() or [""]
    return " ".join([*(word[0] + "•" * (len(word) - 1) for word in others), given])
