"""Messages as pages show them: to the staff of a dossier with their words, to the administrator without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.messages import CHANNELS, OCCASIONS, STATE_SAYS, UNTOLD, MessageState
from motcua.services.dossiers.records import Kept
from motcua.services.heard.ratings import rating_link
from motcua.services.letters.statutory import tracking_link
from motcua.services.office import Office
from motcua.store.queries.messages import opened
from motcua.store.secrets import SealBroken


@dataclass(frozen=True, slots=True)
class MessageLine:
    id: UUID
    dossier_id: UUID | None
    code: str
    at: datetime
    """When it was queued; on a dossier's page the business moment that it is about."""
    about: str
    way: str
    address: str
    """Masked."""
    state: MessageState
    says: str
    """The state in words, with when, why and how often."""
    attempts: int
    next_at: datetime | None
    subject: str = ""
    text: str = ""

    @property
    def is_troubled(self) -> bool:
        """Whether a person has to do something about it."""
        return self.state in UNTOLD

    @property
    def can_try_again(self) -> bool:
        return self.state in (MessageState.FAILED, MessageState.UNKNOWN)


def message_line(row: Mapping[str, Any], *, with_words: bool = False, link: str = "") -> MessageLine:
    """`link`: the dossier's address with its secret. It is the applicant's, so staff read the letter without it."""
    state = MessageState(row["state"])
    said: Mapping[str, str] = {}
    if with_words:
        try:
            said = opened(row["sealed"])
        except SealBroken:
            said = {"text": "(không mở được nội dung)"}
    occasion = OCCASIONS.get(row["occasion"])
    text = said.get("short" if row["channel"] == "sms" else "text", "")
    return MessageLine(
        id=row["id"],
        dossier_id=row["dossier_id"],
        code=row.get("code") or "",
        at=row["at"] if with_words else row["queued_at"],
        about=occasion.label if occasion else row["occasion"],
        way=CHANNELS.get(row["channel"], ""),
        address=row["address_shown"],
        state=state,
        says=_says(state, row),
        attempts=row["attempts"],
        next_at=row["next_at"] if state is MessageState.WAITING and row["attempts"] else None,
        subject=said.get("subject", ""),
        text=text.replace(link, "(đường dẫn riêng của người nộp)") if link else text,
    )


def _says(state: MessageState, row: Mapping[str, Any]) -> str:
    says = STATE_SAYS[state]
    if state is MessageState.SENT and row["provider_says"].startswith("ghi vào"):
        says = row["provider_says"]
    if row["problem"]:
        says += f": {row['problem']}"
    if row["is_again"] and state is MessageState.SENT:
        says += " (đã chuyển lại một lần vì không rõ lần trước)"
    return says


def lines_of_dossier(office: Office, kept: Kept, rows: list[dict[str, Any]]) -> tuple[MessageLine, ...]:
    # Whoever could read the link of a rating could rate in the applicant's place, unmarked.
    links = {"rating": rating_link(office, kept.dossier.id, kept.dossier.code or "")}
    link = tracking_link(office, kept)
    return tuple(message_line(row, with_words=True, link=links.get(row["occasion"], link)) for row in rows)
